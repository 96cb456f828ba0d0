"""The screens of Nearer as Streamlit pages, and who has which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.addresses import ADDRESSES
from nearer.language.sentences import current_language
from nearer.shipped_files import SHIPPED_FILES
from nearer.views import text as words

PAGES_FOLDER = SHIPPED_FILES / "pages"
THERAPIST_SCREENS = (
    "caseload",
    "service",
    "couple",
    "joint_view",
    "therapist_questionnaires",
    "connection_code",
)  # the first one is theirs to begin with
MANAGER_SCREENS = ("clinic",)
EVERYBODYS_SCREENS = ("settings", "about")
UNLINKED = ("couple", "joint_view")  # opened from the caseload
PLACES = {
    "today": ("this_week", "check_in", "questionnaires"),
    "trends": ("closeness", "barriers"),
    "guide": ("guide",),
    "us": ("steps", "sharing"),
}  # a person's four places, each with its screens; it opens with the first
_SCREENS_KEY = "screens"


def get_screens() -> dict[str, StreamlitPage]:
    """Every screen by the name of its file, all of them always: a page asks for itself who is signed in.

    They are made once a session and language: each looks for its file on the disk.
    """
    language = current_language().tag
    stored: tuple[str, dict[str, StreamlitPage]] = st.session_state.get(_SCREENS_KEY, ("", {}))
    if stored[0] == language:
        return stored[1]
    names = words.frame.screen_names()
    screens = {
        file: st.Page(PAGES_FOLDER / f"{file}.py", title=names[file], url_path=address, default=not address)
        for file, address in ADDRESSES.items()
    }
    st.session_state[_SCREENS_KEY] = (language, screens)
    return screens


def screens_beside(name: str) -> tuple[str, ...]:
    """The screens of the place to which this one belongs; none for one that is under a person's name."""
    return next((names for names in PLACES.values() if name in names), ())


def screens_of(kind: str) -> tuple[str, ...]:
    """The names of the screens that somebody of a kind has: "person", "therapist" or "manager"."""
    others = {"therapist": THERAPIST_SCREENS, "manager": MANAGER_SCREENS}
    of_kind = others.get(kind) or tuple(name for name in ADDRESSES if name not in THERAPIST_SCREENS + MANAGER_SCREENS)
    return tuple(name for name in ADDRESSES if name in EVERYBODYS_SCREENS or name in of_kind)


def show_screen(name: str, address: Mapping[str, str] | None) -> NoReturn:
    """Go to another screen, with what its address says beside its name; ends the run."""
    st.switch_page(get_screens()[name], query_params=address)


def read_address(parameter: str) -> str | None:
    """What the address of a screen names, as a topic of the guide or a step; None without one. It may be unknown."""
    name = st.query_params.get(parameter) or None
    st.query_params.from_dict({parameter: name} if name else {})  # or a link from page to page leaves the address old
    return name
