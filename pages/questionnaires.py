"""Questionnaires: what is due, begun or answered; answering one; its closing page."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.cards import task_card
from nearer.views.frame import page_top

here = wiring.visit_or_stop()
form = wiring.questionnaire_form()
if form is None:
    page_top(words.weeks.QUESTIONNAIRES_TITLE, words.weeks.QUESTIONNAIRES_LEAD)
    for one in wiring.waiting(here):
        if not one.is_check_in:
            task_card(wiring.task(one), f"open-{one.questionnaire.id}", wiring.opener(one.questionnaire.id))
elif form.saved:
    wiring.closing_page(form)
    st.button(words.weeks.BACK_TO_LIST, key="back-to-list", type="primary", on_click=wiring.close_form)
else:
    about = words.form.before_starting(form.questionnaire.minutes, form.questionnaire.recall)
    wiring.run_form(form.questionnaire.title, f"{form.questionnaire.summary} {about}")
    st.button(words.form.PAUSE, key="pause", type="tertiary", on_click=wiring.close_form)
