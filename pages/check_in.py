"""Check in: the circles, six short items, a note."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.circles import circles_picture
from nearer.views.frame import note, page_top, quiet

here = wiring.visit_or_stop()
form = wiring.check_in_form(here)
if form is None or form.saved:
    page_top(words.weeks.CHECK_IN_TITLE, words.weeks.week_from(here.week.monday()))
    note(words.weeks.CHECK_IN_SAVED if form else words.weeks.CHECK_IN_DONE)
    circles_picture(wiring.pictures(here, here.week))
    quiet(words.weeks.check_in_can_change(here.last_day))
    st.button(words.weeks.CHANGE, key="change-check-in", on_click=wiring.change_check_in)
else:
    wiring.run_form(words.weeks.CHECK_IN_TITLE, words.weeks.CHECK_IN_LEAD, with_note=True)
