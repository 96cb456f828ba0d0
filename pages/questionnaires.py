"""Questionnaires: what is due, begun or answered; answering one; its closing page."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top

here = wiring.visit_or_stop()
form = wiring.questionnaire_form(here)
if form is None:
    page_top(words.weeks.QUESTIONNAIRES_TITLE, words.weeks.QUESTIONNAIRES_LEAD)
    if said := wiring.said_once():
        note(said)
    for one in wiring.waiting(here):
        if not one.is_check_in and wiring.draw_card(one):
            wiring.show_form_of(here, one)
elif form.saved:
    wiring.closing_page(form)
    st.button(words.weeks.BACK_TO_LIST, key="back-to-list", type="primary", on_click=wiring.leave_form)
else:
    wiring.run_form(form.questionnaire.title, words.form.opening(form.questionnaire))
    st.button(words.form.PAUSE, key="pause", type="tertiary", on_click=wiring.leave_form)
