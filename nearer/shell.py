"""The script Streamlit runs: who is signed in, and which screens they have."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.addresses import ADDRESSES
from nearer.answering_screens.open_form import note_screen
from nearer.database.row_errors import EntryBroken, NotFound, NotRead
from nearer.session.demo_tour import demo_people_and_links, read_tour_stop
from nearer.session.navigation import EVERYBODYS_SCREENS, PLACES, UNLINKED, get_screens, screens_beside, screens_of
from nearer.session.person import signed_in, speak_their_language
from nearer.session.therapist import anybody
from nearer.session.undo import draw_undo
from nearer.session.upload_place import forget_uploader
from nearer.session.values import AnySession, ManagerSession, PersonSession
from nearer.views import text as words
from nearer.views.layout import demo_banner, frame, menu
from nearer.views.layout.menu import MenuLink


def main() -> None:
    """Draw the frame and run the page that was asked for."""
    speak_their_language()
    screens = get_screens()
    page = st.navigation(list(screens.values()), position="hidden")
    st.set_page_config(page_title=words.frame.tab_title(page.title), layout="centered")
    session = anybody()
    party = signed_in(touch=False)
    shift_leaves = party is None or party.shift_leaves
    if session is None:
        frame.draw_frame(shift_leaves, "")
        frame.locked(words.frame.LOCKED_ELSEWHERE)
        return
    screen_names = screens_of(_kind(session))
    if page not in [screens[name] for name in screen_names]:
        st.switch_page(screens[screen_names[0]])
    current = next(name for name in screen_names if screens[name] == page)
    own_menu = _write_own_menu(session, current) if isinstance(session, PersonSession) else ""
    frame.draw_frame(
        shift_leaves, own_menu, _write_banner(session), _write_menu(session, current), _write_tour(session, current)
    )
    draw_undo()
    try:
        note_screen(page.url_path)
        page.run()
    except (EntryBroken, NotFound, NotRead) as reason:
        frame.warning(str(reason))
    forget_uploader()
    if not isinstance(session, PersonSession):
        st.html(menu.write_foot(_link_to(EVERYBODYS_SCREENS, current)))


def _kind(session: AnySession) -> str:
    return "person" if isinstance(session, PersonSession) else session.account.kind


def _write_banner(session: AnySession) -> str:
    """The banner of a throwaway notebook, which says as whom one looks around; empty in others."""
    if not session.notebook.demo or isinstance(session, ManagerSession):
        return ""
    return demo_banner.write_demo_banner(*demo_people_and_links(session))


def _write_tour(session: AnySession, current: str) -> str:
    if not session.notebook.demo or isinstance(session, ManagerSession):
        return ""
    stop = read_tour_stop(session, current)
    return demo_banner.write_tour(stop) if stop else ""


def _write_own_menu(session: PersonSession, current: str) -> str:
    return menu.write_own_menu(session.principal.nickname, _link_to(EVERYBODYS_SCREENS, current))


def _write_menu(session: AnySession, current: str) -> str:
    """An account's screens as one row; a person's four places, and the screens of the one where they are."""
    if not isinstance(session, PersonSession):
        names = [name for name in screens_of(_kind(session)) if name not in UNLINKED + EVERYBODYS_SCREENS]
        return menu.write_row(_link_to(names, current), words.frame.SCREENS_NAME)
    labels, beside = words.frame.place_names(), screens_beside(current)
    places = [
        MenuLink(labels[place], _address(names[0]), _relation(names, current), place) for place, names in PLACES.items()
    ]
    current_place = next((labels[place] for place, names in PLACES.items() if current in names), "")
    row = menu.write_row(_link_to(beside, current), current_place) if len(beside) > 1 else ""
    return menu.write_places(places) + row


def _link_to(names: Sequence[str], current: str) -> list[MenuLink]:
    titles = words.frame.screen_names()
    return [MenuLink(titles[name], _address(name), "page" if name == current else "") for name in names]


def _relation(names: Sequence[str], current: str) -> str:
    """The value of aria-current for a place with these screens."""
    return "page" if current == names[0] else "true" if current in names else ""


def _address(name: str) -> str:
    """The link to the questionnaires leads to their list, also from one that is open there."""
    query = f"?{frame.TO_LIST}=1" if name == "questionnaires" else ""
    return f"/{ADDRESSES[name]}{query}"


main()
