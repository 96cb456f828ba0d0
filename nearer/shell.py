"""The script Streamlit runs: who is signed in, and which screens they have."""

from __future__ import annotations

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from nearer.addresses import ADDRESSES
from nearer.database.row_errors import EntryBroken, NotFound, NotRead
from nearer.screens.open_form import arrive
from nearer.session.demo_tour import demo_people_and_links, read_tour_stop
from nearer.session.navigation import BOTH, ICONS, PLACES, UNLINKED, get_screens, screens_beside, screens_of
from nearer.session.person import signed_in, speak_their_language
from nearer.session.therapist import anybody
from nearer.session.undo import draw_undo
from nearer.session.upload_place import forget_uploader
from nearer.session.values import AnySession, ManagerSession, PersonSession
from nearer.views import text as words
from nearer.views.layout import demo_banner, frame, menu


def main() -> None:
    """Draw the frame and run the page that was asked for."""
    speak_their_language()
    screens = get_screens()
    page = st.navigation(list(screens.values()), position="hidden")
    st.set_page_config(page_title=words.frame.tab_title(page.title), layout="centered")
    session = anybody()
    party = signed_in(touch=False)
    frame.help_and_exit(party is None or party.shift_leaves)
    if session is None:
        frame.locked(words.frame.LOCKED_ELSEWHERE)
        return
    screen_names = screens_of(_kind(session))
    if page not in [screens[name] for name in screen_names]:
        st.switch_page(screens[screen_names[0]])
    if session.notebook.demo and not isinstance(session, ManagerSession):
        people, looks_as = demo_people_and_links(session)
        demo_banner.draw_demo_banner(people, looks_as)
    current = next(name for name in screen_names if screens[name] == page)
    _draw_menu(session, screens, current)
    if session.notebook.demo and not isinstance(session, ManagerSession) and (stop := read_tour_stop(session, current)):
        demo_banner.draw_tour(stop)
    draw_undo()
    try:
        arrive(page.url_path)
        page.run()
    except (EntryBroken, NotFound, NotRead) as reason:
        frame.warning(str(reason))
    forget_uploader()
    if not isinstance(session, PersonSession):
        frame.screen_links([screens[name] for name in BOTH], key="nearer-foot")


def _kind(session: AnySession) -> str:
    return "person" if isinstance(session, PersonSession) else session.holder.kind


def _draw_menu(session: AnySession, screens: dict[str, StreamlitPage], current: str) -> None:
    """An account's screens as one row; a person's four places, and the screens of the one where they are."""
    if not isinstance(session, PersonSession):
        names = [name for name in screens_of(_kind(session)) if name not in UNLINKED + BOTH]
        frame.screen_links([screens[name] for name in names])
        return
    labels = words.frame.place_names()
    menu.draw_own_menu(session.principal.nickname, [screens[name] for name in BOTH])
    menu.draw_places(
        [
            menu.MenuPlace(labels[place], ICONS[place], screens[names[0]], current in names)
            for place, names in PLACES.items()
        ]
    )
    if len(beside := screens_beside(current)) > 1:
        frame.screen_links([screens[name] for name in beside], to_list=ADDRESSES["questionnaires"])


main()
