"""A questionnaire as a person will see it, to be tried by whoever brought it: nothing that is chosen is kept."""

from __future__ import annotations

import streamlit as st

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.presenters.open_form import Interruption, OpenForm
from nearer.screens.form_windows import final_answers, nothing_chosen
from nearer.screens.guide import closing_link
from nearer.screens.harm_help import draw_harm_part, opens_help, speaks
from nearer.screens.open_form import notice_of
from nearer.views import text as words
from nearer.views.forms.form import FormView, draw_item, draw_nothing_chosen, draw_section, progress, unkept_number
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.score_summary import closing, closing_lead, score_views

FORM, PHONE = "preview-form", "preview-phone"


@st.fragment
def draw_preview(questionnaire: Questionnaire) -> None:
    """The whole of it, part by part, up to the closing page; a click redraws only this."""
    caption(words.brought.PREVIEW_LEAD)
    phone = st.toggle(words.brought.PREVIEW_PHONE, key=PHONE)
    form = _form(questionnaire)
    with st.container(border=True, key="preview-narrow" if phone else "preview-wide"):
        if form.help_first:
            draw_harm_part()
            st.button(words.form.HARM_ON, key="preview-harm-on", on_click=_go_on)
        elif form.saved:
            _draw_closing(form)
        elif form.interruption is Interruption.NOTHING_CHOSEN:
            section_header(words.form.NOTHING_TITLE, words.form.NOTHING_LEAD)
            draw_nothing_chosen("preview", _back, _end_with_nothing)
        else:
            section_header(questionnaire.title, "" if form.position else words.form.opening(questionnaire))
            _draw_part(form)


def _draw_closing(form: OpenForm) -> None:
    """As a person's own: somebody to talk to first, where an answer asks for it."""
    if speaks(form, form.visible_ids):
        draw_harm_part()
    lead = closing_lead(form.scores or (), form.none_applies)
    section_header(words.form.CLOSING_TITLE, lead)
    closing(score_views(form.questionnaire, form.scores or (), closing_link), words.form.FROM_A_THERAPIST)
    caption(words.form.NOBODY_WATCHES)
    st.button(words.brought.PREVIEW_AGAIN, key="preview-again", on_click=_begin)


def _form(questionnaire: Questionnaire) -> OpenForm:
    form: OpenForm | None = st.session_state.get(FORM)
    wanted = questionnaire.sha256, questionnaire.marked
    if form is None or (form.questionnaire.sha256, form.questionnaire.marked) != wanted:
        form = st.session_state[FORM] = OpenForm(questionnaire, None)
    return form


def _draw_part(form: OpenForm) -> None:
    sections = form.sections
    place = min(form.position, len(sections) - 1)
    if len(sections) > 1:
        progress(place + 1, len(sections))
    view = _view(form)
    draw_section(view, lambda item: draw_item(view, item, _answer))
    if form.trouble:
        warning(form.trouble)
    with st.container(horizontal=True):
        if place:
            st.button(words.form.BACK, key=f"preview-back-{place}", on_click=_go, args=(place - 1,))
        if place < len(sections) - 1:
            st.button(words.form.FORWARD, key=f"preview-on-{place}", type="primary", on_click=_go, args=(place + 1,))
        else:
            st.button(words.brought.PREVIEW_END, key="preview-end", type="primary", on_click=_end)
    if place == len(sections) - 1 and (notice := notice_of(form.questionnaire)):
        caption(notice)
    caption(words.form.FREEDOM)


def _view(form: OpenForm) -> FormView:
    section = form.sections[min(form.position, len(form.sections) - 1)]
    return FormView(
        form.expanded_questionnaire, section, form.read, form.visible_ids, f"preview-{form.key}", _more, _less
    )


def _answer(item: str, raw: object) -> None:
    if form := st.session_state.get(FORM):
        form.take(item, raw)
        form.help_first = opens_help(form, item)


def _go_on() -> None:
    if form := st.session_state.get(FORM):
        form.help_first = False


def _more(copy: str) -> None:
    if form := st.session_state.get(FORM):
        form.add_copy(copy)


def _less(copy: str) -> None:
    if form := st.session_state.get(FORM):
        form.drop_copy(copy)


def _go(place: int) -> None:
    if (form := st.session_state.get(FORM)) and not (place > form.position and _stays(form)):
        form.position = place


def _stays(form: OpenForm) -> bool:
    """Whether a number stands in a field that does not fit; it says so itself, and the page once more."""
    form.trouble = words.form.NUMBER_FIRST if unkept_number(_view(form)) else ""
    return bool(form.trouble)


def _end() -> None:
    form: OpenForm | None = st.session_state.get(FORM)
    if form is None or _stays(form):
        return
    if not form.none_applies and nothing_chosen(form):
        form.interruption = Interruption.NOTHING_CHOSEN
    else:
        form.scores = build_response(form.questionnaire, final_answers(form)).scores


def _back() -> None:
    if form := st.session_state.get(FORM):
        form.interruption, form.position = None, 0


def _end_with_nothing() -> None:
    if form := st.session_state.get(FORM):
        form.interruption, form.none_applies = None, True
        _end()


def _begin() -> None:
    st.session_state.pop(FORM, None)
