"""Shown in place of the questions: a field that two windows changed, or the reason why a form cannot go on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.answering.form_conflicts import field_conflicts
from nearer.answering.form_drafts import begin_again, carry_into_this_week, leave_week, save_form_draft
from nearer.answering.open_form import Interruption, OpenForm
from nearer.answering.questionnaire_flow import back_to_questions, say_nothing_applies, show_help_after
from nearer.answering_screens import open_form as forms
from nearer.answering_screens.open_form import finish, go_to, leave_form, section_name
from nearer.form_widgets.field_conflict import draw_conflict
from nearer.form_widgets.form import draw_nothing_chosen
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.frame import page_header, warning


def draw_interruption(form: OpenForm) -> None:
    """Say what happened, and offer what can be done; nothing of the form is lost meanwhile."""
    if form.interruption is None:
        _draw_choices(form)
    else:
        _DRAWN[form.interruption](form)


def _draw_choices(form: OpenForm) -> None:
    """Fields that two windows changed to different values: both are shown, and the person says which to keep."""
    page_header(words.form.CHOOSE_TITLE, words.form.CHOOSE_LEAD)
    for name, conflict in field_conflicts(form).items():
        draw_conflict(conflict, f"keep-{name or 'note'}", partial(_choose, name))
    if form.problem:
        warning(form.problem)


def _nothing_chosen(_form: OpenForm) -> None:
    page_header(words.form.NOTHING_TITLE, words.form.NOTHING_LEAD)
    draw_nothing_chosen("nothing", _go_on, _save_nothing)


def _finished_elsewhere(form: OpenForm) -> None:
    page_header(words.form.FINISHED_TITLE, words.form.FINISHED_LATE if form.unsaved else words.form.FINISHED_LEAD)
    if form.unsaved:
        st.button(words.form.ANSWER_WITH_THESE, key="finished-again", on_click=lambda: forms.change_form(begin_again))
    st.button(words.form.LEAVE_AS_SAVED, key="finished-leave", type="primary", on_click=_close_and_leave)


def _week_over(_form: OpenForm) -> None:
    page_header(words.form.WEEK_OVER_TITLE, words.form.WEEK_OVER_LEAD)
    st.button(words.form.USE_THIS_WEEK, key="week-use", type="primary", on_click=_carry)
    st.button(words.form.START_ANEW, key="week-anew", on_click=_start_anew)


def _draw_damaged(_form: OpenForm) -> None:
    page_header(words.form.DAMAGED_TITLE, words.form.DAMAGED_LEAD)
    st.button(words.form.BEGIN_ANEW, key="damaged-anew", type="primary", on_click=_start_anew)


_DRAWN = {
    Interruption.NOTHING_CHOSEN: _nothing_chosen,
    Interruption.FINISHED_ELSEWHERE: _finished_elsewhere,
    Interruption.WEEK_OVER: _week_over,
    Interruption.DAMAGED: _draw_damaged,
}


def _go_on() -> None:
    def change(_session: PersonSession, form: OpenForm) -> None:
        back_to_questions(form)
        go_to(section_name(0))

    forms.change_form(change)


def _save_nothing() -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        say_nothing_applies(form)
        finish(session, form)

    forms.change_form(change)


def _close_and_leave() -> None:
    forms.close_form()
    leave_form()


def _carry() -> None:
    forms.change_form(lambda session, form: forms.put_form(carry_into_this_week(session, form)))


def _start_anew() -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        leave_week(session, form)
        forms.open_anew(session, form.questionnaire)
        go_to(section_name(0))

    forms.change_form(change)


def _choose(name: str, position: int) -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        values = form.content.conflicts.get(name, ())
        if position < len(values):
            form.set_content(form.content.resolve_conflict(name, values[position]))
            save_form_draft(session, form)
            show_help_after(form, name)

    forms.change_form(change)
