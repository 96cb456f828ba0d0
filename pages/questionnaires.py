"""Questionnaires: what is due, begun or answered; answering one; its closing page."""

from __future__ import annotations

import streamlit as st

from nearer.answering.open_form import OpenForm
from nearer.answering_screens.open_form import leave_form
from nearer.answering_screens.questionnaire import run_form
from nearer.answering_screens.short_start import draw_short_start, draw_way_on_after
from nearer.presenters.due_questionnaires import load_questionnaires
from nearer.screens.closing_page import closing_page
from nearer.screens.questionnaires import draw_list, questionnaire_form
from nearer.session.actions import draw_message
from nearer.session.navigation import get_screens
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.layout.frame import TO_LIST, page_header

session = current_person_or_stop()
if st.query_params.pop(TO_LIST, None):
    leave_form()
match questionnaire_form(session):
    case None:
        page_header(words.questionnaires.TITLE, words.questionnaires.LEAD)
        draw_message()
        draw_short_start(session)
        screen = load_questionnaires(session)
        draw_list(session, screen)
        if screen.has_barriers:
            st.page_link(get_screens()["barriers"], label=words.barriers.SEE_ALL)
    case OpenForm(saved=True) as form:
        closing_page(form)
        draw_way_on_after(session, form)
        st.button(words.questionnaires.BACK_TO_LIST, key="back-to-list", on_click=leave_form)
    case form:
        run_form(form.questionnaire.title, words.form.opening(form.questionnaire), with_note=False)
        st.button(words.form.PAUSE, key="pause", type="tertiary", on_click=leave_form)
