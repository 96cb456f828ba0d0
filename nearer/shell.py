"""The script Streamlit runs: who is signed in, and which screens they have."""

from __future__ import annotations

import streamlit as st

from nearer.screens.open_form import arrive
from nearer.session.navigation import SELDOM, UNLINKED, get_screens, screens_of
from nearer.session.person import current_person, speak_their_language
from nearer.session.therapist import current_therapist, demo_people_and_links
from nearer.session.undo import draw_undo
from nearer.session.values import TherapistSession
from nearer.storage.errors import EntryBroken, NotFound
from nearer.views import text as words
from nearer.views.layout import frame


def main() -> None:
    """Draw the frame and run the page that was asked for."""
    speak_their_language()
    st.set_page_config(page_title=words.frame.PRODUCT, layout="centered")
    screens = get_screens()
    page = st.navigation(list(screens.values()), position="hidden")
    session = current_person() or current_therapist()
    frame.help_and_exit()
    if session is None:
        frame.locked(words.frame.LOCKED_ELSEWHERE)
        return
    screen_names = screens_of(therapist=isinstance(session, TherapistSession))
    if page not in [screens[name] for name in screen_names]:
        st.switch_page(screens[screen_names[0]])
    if session.notebook.demo:
        frame.demo_banner(*demo_people_and_links(session))
    frame.screen_links([screens[name] for name in screen_names if name not in UNLINKED + SELDOM])
    draw_undo()
    arrive(page.url_path)
    try:
        page.run()
    except EntryBroken as broken:
        frame.warning(str(broken))
    except NotFound as nothing:
        frame.warning(str(nothing))
    frame.screen_links([screens[name] for name in screen_names if name in SELDOM], key="nearer-foot")


main()
