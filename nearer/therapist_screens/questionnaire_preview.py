"""A questionnaire as a person will see it, to be tried by whoever imported it: nothing that is chosen is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from nearer.answering.harm_help import has_harm_answer
from nearer.answering.open_form import OpenForm
from nearer.answering.questionnaire_flow import (
    Stage,
    back_to_questions,
    check_may_leave,
    current_section,
    finish_unkept,
    go_to_section,
    leave_help,
    say_nothing_applies,
    show_help_after,
    stage_of,
)
from nearer.answering_screens.questionnaire import draw_questions, draw_way_on
from nearer.domain.questionnaire import Questionnaire
from nearer.form_widgets.form import FormSectionView, draw_item, draw_nothing_chosen, unkept_number
from nearer.form_widgets.step_buttons import StepButtons
from nearer.screens.guide import closing_link
from nearer.session.help_from_home import draw_harm_section
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header
from nearer.views.score_summary import closing, closing_lead, score_summaries

PREVIEW_FORM, PHONE = "preview-form", "preview-phone"


@st.fragment
def draw_preview(questionnaire: Questionnaire) -> None:
    """The whole of it, section by section, up to the closing page; a click redraws only this."""
    caption(words.therapist_questionnaires.PREVIEW_LEAD)
    phone = st.toggle(words.therapist_questionnaires.PREVIEW_PHONE, key=PHONE)
    form = _find_form(questionnaire)
    with st.container(border=True, key="preview-narrow" if phone else "preview-wide"):
        match stage_of(form):
            case Stage.HELP:
                draw_harm_section()
                st.button(words.form.HARM_ON, key="preview-harm-on", on_click=_change, args=(leave_help,))
            case Stage.CLOSING:
                _draw_closing(form)
            case Stage.DECISION:
                section_header(words.form.NOTHING_TITLE, words.form.NOTHING_LEAD)
                draw_nothing_chosen("preview", partial(_change, back_to_questions), partial(_change, _end_with_nothing))
            case Stage.QUESTIONS:
                section_header(questionnaire.title, "" if form.position else words.form.opening(questionnaire))
                _draw_section(form)


def _draw_closing(form: OpenForm) -> None:
    """Draw the closing page as a person sees it: somebody to talk to first, where an answer asks for it."""
    if has_harm_answer(form, form.visible_ids):
        draw_harm_section()
    lead = closing_lead(form.scores or (), form.none_applies)
    section_header(words.form.CLOSING_TITLE, lead)
    closing(score_summaries(form.questionnaire, form.scores or (), closing_link), words.form.FROM_A_THERAPIST)
    caption(words.form.NOBODY_WATCHES)
    st.button(words.therapist_questionnaires.PREVIEW_AGAIN, key="preview-again", on_click=_begin)


def _find_form(questionnaire: Questionnaire) -> OpenForm:
    form: OpenForm | None = st.session_state.get(PREVIEW_FORM)
    definition_key = questionnaire.sha256, questionnaire.harm_flags
    if form is None or (form.questionnaire.sha256, form.questionnaire.harm_flags) != definition_key:
        form = st.session_state[PREVIEW_FORM] = OpenForm(questionnaire, None)
    return form


def _draw_section(form: OpenForm) -> None:
    view = _make_view(form)
    draw_questions(current_section(form), view, lambda item: draw_item(view, item, _answer))
    draw_way_on(
        form,
        StepButtons(
            "preview", words.therapist_questionnaires.PREVIEW_END, _go_to_section, partial(_change, _finish_form)
        ),
        is_custom=True,
    )
    caption(words.form.FREEDOM)


def _make_view(form: OpenForm) -> FormSectionView:
    section_id, prefix = current_section(form).section_id, f"preview-{form.response_id}"
    return FormSectionView(
        form.expanded_questionnaire, section_id, form.answers, form.visible_ids, prefix, _add_copy, _delete_copy
    )


def _change(what: Callable[[OpenForm], object]) -> None:
    """Change the form that is tried out; nothing of it is kept."""
    form: OpenForm | None = st.session_state.get(PREVIEW_FORM)
    if form is not None:
        what(form)


def _answer(item: str, raw: object) -> None:
    def change(form: OpenForm) -> None:
        form.set_answer(item, raw)
        show_help_after(form, item)

    _change(change)


def _add_copy(copy: str) -> None:
    _change(lambda form: form.add_copy(copy))


def _delete_copy(copy: str) -> None:
    _change(lambda form: form.delete_copy(copy))


def _go_to_section(position: int) -> None:
    _change(lambda form: go_to_section(form, position, unkept_number(_make_view(form))))


def _finish_form(form: OpenForm) -> None:
    if check_may_leave(form, unkept_number(_make_view(form))):
        finish_unkept(form)


def _end_with_nothing(form: OpenForm) -> None:
    say_nothing_applies(form)
    _finish_form(form)


def _begin() -> None:
    st.session_state.pop(PREVIEW_FORM, None)
