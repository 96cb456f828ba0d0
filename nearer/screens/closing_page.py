"""The closing page of a form: what its saved answers add up to."""

from __future__ import annotations

import streamlit as st

from nearer.answering.harm_help import has_harm_answer
from nearer.answering.open_form import OpenForm
from nearer.charts.barriers import draw_barriers, make_barriers
from nearer.presenters.barriers import load_barriers
from nearer.presenters.change_since_last import beside_last_time
from nearer.presenters.latest_answers import hope_sentences
from nearer.presenters.next_thing import part_of_first
from nearer.screens.barriers import draw_table_fold
from nearer.screens.guide import closing_link
from nearer.screens.next_thing import draw_after_saving
from nearer.session.help_from_home import draw_harm_page
from nearer.session.navigation import get_screens
from nearer.session.person import current_person
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, page_header, section_header
from nearer.views.layout.lists import plain_list
from nearer.views.score_summary import closing, closing_lead, score_summaries


def closing_page(form: OpenForm) -> None:
    """What the saved answers add up to, in words; before that, somebody to talk to where an answer asks for it."""
    session = current_person()
    if session is None:
        return
    hopes = form.questionnaire.purpose == "goals" and form.scores
    lead = words.form.HOPES_LEAD if hopes else closing_lead(form.scores or (), form.none_applies)
    if has_harm_answer(form, form.visible_ids):
        draw_harm_page()
        section_header(words.form.CLOSING_TITLE, lead)
    else:
        page_header(words.form.CLOSING_TITLE, lead)
    _draw_picture(session, form)
    if form.questionnaire.purpose == "goals":
        plain_list(list(hope_sentences(form.questionnaire, form.answers)))
    else:
        closing(
            score_summaries(form.questionnaire, form.scores or (), closing_link), _describe_validation(session, form)
        )
    draw_drawing("saved")
    draw_after_saving(session, part_of_first(session, form.questionnaire))
    draw_again(session, form)
    caption(words.form.NOBODY_WATCHES)


def _draw_picture(session: PersonSession, form: OpenForm) -> None:
    """The lines of this questionnaire as the barriers screen has them: this time, and the time before."""
    rows = load_barriers(session).of(form.questionnaire.id) if form.questionnaire.purpose == "barriers" else ()
    if rows:
        again = any(row.before is not None for row in rows)
        section_header(words.barriers.THEN_AND_NOW if again else words.barriers.THIS_TIME, words.barriers.dots(again))
        draw_barriers(make_barriers(rows), "closing-figure")
        draw_table_fold(rows, "closing-table")
        st.page_link(get_screens()["barriers"], label=words.barriers.SEE_ALL)


def _describe_validation(session: PersonSession, form: OpenForm) -> str:
    """What the numbers are worth, by whose questions they are."""
    if form.questionnaire.id in session.shipped.questionnaires:
        return "" if form.questionnaire.validated else words.form.NOT_VALIDATED
    return words.form.FROM_A_THERAPIST


def draw_again(session: PersonSession, form: OpenForm) -> None:
    """A fold with the numbers of the last time, where there are any."""
    if sentences := beside_last_time(session, form):
        lazy_expander(words.trends.SCORES_AGAIN_TITLE, "again", lambda: paragraphs(sentences))
