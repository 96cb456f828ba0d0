"""Check in: the circles, six short items, a note."""

from __future__ import annotations

import streamlit as st

from nearer.presenters.weekly_scores import pictures
from nearer.screens.questionnaire import run_form
from nearer.screens.questionnaire_list import change_check_in, check_in_form
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.circles import circles_picture
from nearer.views.layout.frame import caption, info, page_header

session = current_person_or_stop()
form = check_in_form(session)
if form is None or form.saved:
    page_header(words.weeks.CHECK_IN_TITLE, words.weeks.week_from(session.week.monday()))
    info(words.weeks.CHECK_IN_SAVED if form else words.weeks.CHECK_IN_DONE)
    circles_picture(pictures(session, session.week))
    caption(words.weeks.check_in_can_change(session.last_day))
    st.button(words.weeks.CHANGE, key="change-check-in", on_click=change_check_in)
else:
    run_form(words.weeks.CHECK_IN_TITLE, words.weeks.CHECK_IN_LEAD, with_note=True)
