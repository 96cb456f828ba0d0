"""Settings from the screen: the idle lock, the time zone, one's own notebook as a file."""

from __future__ import annotations

from functools import partial
from typing import TypeVar
from zoneinfo import available_timezones

import streamlit as st

from nearer.storage import (
    NotFound,
    NotSaved,
    Settings,
    TherapistSettings,
    change_settings,
    change_therapist_settings,
    own_everything,
    settings,
    therapist_settings,
)
from nearer.views import words
from nearer.views.frame import quiet
from nearer.web import SignedIn
from nearer.wiring.catalogues import catalogue_of
from nearer.wiring.house import house
from nearer.wiring.own_file import own_file
from nearer.wiring.sharing import SAID
from nearer.wiring.therapist_visit import TherapistVisit, therapist_visit
from nearer.wiring.visit import Visit, renew, session_token, visit

MINUTES = (1, 3, 5, 10, 15)
ZONES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
T = TypeVar("T")
LOCK, ZONE = "settings-lock", "settings-zone"


def draw_settings(here: Visit | TherapistVisit) -> None:
    """Both settings as they are, and a button to keep them."""
    now = _settings(here)
    minutes, zones = _with(MINUTES, now.idle_minutes), _with(ZONES, now.zone)
    st.radio(
        words.settings.LOCK, minutes, index=minutes.index(now.idle_minutes), format_func=words.settings.minutes,
        key=LOCK, horizontal=True,
    )  # fmt: skip
    st.selectbox(words.settings.ZONE, zones, index=zones.index(now.zone), key=ZONE)
    quiet(words.settings.ZONE_HINT)
    st.button(words.settings.SAVE, key="settings-save", type="primary", on_click=_save)


def _settings(here: Visit | TherapistVisit) -> Settings | TherapistSettings:
    if isinstance(here, Visit):
        return settings(here.notebook, here.principal)
    return therapist_settings(here.notebook, here.therapist)


def draw_download(here: Visit) -> None:
    """A button for everything the person wrote; the file is made when it is pressed, and named after nobody."""
    # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
    st.download_button(
        words.settings.DOWNLOAD, partial(_own_bytes, session_token()), file_name=f"notebook-{here.today}.json",
        mime="application/json", key="download-own", on_click="ignore",
    )  # fmt: skip


def _own_bytes(token: str | None) -> bytes:
    """The file of whoever is signed in under the token at this moment; NotFound when the notebook is closed."""
    held = None if token is None else house().vault.find(token)
    if not isinstance(held, SignedIn):
        raise NotFound
    own = own_everything(held.notebook, held.principal)
    catalogue = catalogue_of(held.notebook, held.principal, house().catalogue)
    return own_file(own, catalogue, held.notebook.demo, house().clock())


def _with(offered: tuple[T, ...], held: T) -> tuple[T, ...]:
    return offered if held in offered else (*offered, held)


def _save() -> None:
    here = visit() or therapist_visit()
    if here is None:
        return
    chosen = TherapistSettings(zone=st.session_state[ZONE], idle_minutes=st.session_state[LOCK])
    try:
        if isinstance(here, Visit):
            language = settings(here.notebook, here.principal).language
            change_settings(here.notebook, here.principal, Settings(chosen.zone, chosen.idle_minutes, language))
        else:
            change_therapist_settings(here.notebook, here.therapist, chosen)
        renew(chosen)
        st.session_state[SAID] = words.settings.SAVED
    except NotSaved as reason:
        st.session_state[SAID] = str(reason)
