"""Joint view: one question, one large chart, both by name, and what they hope for; nothing else on the screen."""

from __future__ import annotations

import streamlit as st

from nearer.caseload.joint_view import close_html, question_html
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.grant_watch import watch_grants
from nearer.therapist_screens.joint_view import draw_joint_weeks, open_joint_view
from nearer.views import text as words
from nearer.views.layout.frame import page_header, section_header
from nearer.views.layout.lists import plain_list

session = current_therapist_or_stop()
couple = open_joint_view(session)
with st.container(key="joint-view"):
    page_header(couple.names, words.joint_view.LEAD)
    st.html(question_html(couple))
    draw_joint_weeks(couple)
    if couple.hopes:
        section_header(words.couple.GOALS)
        plain_list(couple.hopes)
    st.html(close_html(couple))
watch_grants(session, couple.record.couple)
