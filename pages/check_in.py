"""Check in: the circles, seven short items, a note; once saved, the circles again and one next thing."""

from __future__ import annotations

import streamlit as st

from nearer.presenters.next_thing import part_of_first
from nearer.presenters.weekly_scores import pictures
from nearer.screens.next_thing import draw_after_saving
from nearer.screens.questionnaire import run_form
from nearer.screens.questionnaire_list import change_check_in, check_in_form
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.circles import circles_picture
from nearer.views.layout.frame import caption, page_header
from nearer.views.quiet_moment import draw_quiet_moment

session = current_person_or_stop()
form = check_in_form(session)
if form is None or form.saved:
    check_in, circles = session.catalogue.check_in, pictures(session, session.week)
    page_header(words.weeks.CHECK_IN_SAVED if form else words.weeks.CHECK_IN_DONE)
    draw_quiet_moment(circles) if form else circles_picture(circles)
    caption(words.weeks.check_in_can_change(session.last_day, session.today))
    st.button(words.weeks.CHANGE, key="change-check-in", type="tertiary", on_click=change_check_in)
    draw_after_saving(session, part_of_first(session, check_in) if form else None)
else:
    run_form(words.weeks.CHECK_IN_TITLE, words.weeks.CHECK_IN_LEAD, with_note=True)
