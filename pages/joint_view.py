"""Joint view: one large chart, both by name, what they hope for and one question; nothing else on the screen."""

from __future__ import annotations

import streamlit as st

from nearer.caseload.couple_chart import couple_chart
from nearer.caseload.couple_html import question_html
from nearer.caseload.couple_navigation import close_joint_view_html
from nearer.charts.closeness_chart import draw_closeness, make_closeness
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.couple import open_couple
from nearer.therapist_screens.grant_watch import watch_grants
from nearer.views import text as words
from nearer.views.layout.frame import caption, page_header, section_header
from nearer.views.layout.lists import plain_list

session = current_therapist_or_stop()
couple = open_couple(session, joint=True)
with st.container(key="joint-view"):
    page_header(couple.names, words.couple.JOINT_LEAD)
    if couple.people:
        chart = couple_chart(couple)
        draw_closeness(make_closeness(chart.weeks, chart.annotations), "joint-weeks")
    else:
        caption(words.couple.NO_WEEKS)
    if couple.hopes:
        section_header(words.couple.GOALS)
        plain_list(couple.hopes)
    section_header(words.couple.TALK)
    st.html(question_html(couple))
    st.html(close_joint_view_html(couple.record.couple))
watch_grants(session, couple.record.couple)
