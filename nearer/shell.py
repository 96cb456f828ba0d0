"""The script Streamlit runs: who is signed in, and which screens they have."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.storage import EntryBroken, NotFound
from nearer.views import frame, words


def main() -> None:
    """Draw the frame and run the page that was asked for."""
    st.set_page_config(page_title=words.frame.PRODUCT, layout="centered")
    screens = wiring.screens()
    page = st.navigation(list(screens.values()), position="hidden")
    here = wiring.visit() or wiring.therapist_visit()
    frame.help_and_exit()
    if here is None:
        frame.locked(words.frame.LOCKED_ELSEWHERE)
        return
    theirs = wiring.screens_of(therapist=isinstance(here, wiring.TherapistVisit))
    if page not in [screens[name] for name in theirs]:
        st.switch_page(screens[theirs[0]])
    if here.notebook.demo:
        frame.demo_banner(*wiring.demo_people_and_links(here))
    frame.screen_links([screens[name] for name in theirs if name not in wiring.UNLINKED + wiring.SELDOM])
    wiring.draw_undo()
    wiring.arrive(page.url_path)
    try:
        page.run()
    except EntryBroken as broken:
        frame.caution(str(broken))
    except NotFound as nothing:
        frame.caution(str(nothing))
    frame.foot_links([screens[name] for name in theirs if name in wiring.SELDOM])


main()
