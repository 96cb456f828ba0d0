"""The script Streamlit runs: who is signed in, and which screens they have."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.storage import EntryBroken
from nearer.views import frame, words


def main() -> None:
    """Draw the frame and run the page that was asked for."""
    st.set_page_config(page_title=words.frame.PRODUCT, layout="centered")
    screens = wiring.screens()
    page = st.navigation(list(screens.values()), position="hidden")
    here = wiring.visit()
    frame.help_and_exit()
    if here is None:
        frame.locked(words.frame.LOCKED_ELSEWHERE)
        return
    if here.notebook.demo:
        frame.demo_banner(wiring.demo_names(here), here.principal.nickname)
    frame.screen_links([screen for name, screen in screens.items() if name not in wiring.SELDOM])
    try:
        page.run()
    except EntryBroken as broken:
        frame.caution(str(broken))
    frame.foot_links([screens[name] for name in wiring.SELDOM])


main()
