"""What stands in place of the questions: two values of which one is to be kept, or what keeps a form from going on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from nearer.domain import NOTE, Answer, AnswerRefused, Questionnaire, read_answer
from nearer.views import words
from nearer.views.frame import page_top, quiet
from nearer.views.shown import answer_words
from nearer.views.undecided import Undecided, draw_undecided
from nearer.wiring import forms, windows
from nearer.wiring.form_address import SAVED, go_to, leave_form, part_name
from nearer.wiring.forms import Interruption, OpenForm
from nearer.wiring.harm import opens_help
from nearer.wiring.visit import Visit


def is_interrupted(form: OpenForm) -> bool:
    return form.interruption is not None or bool(form.content.choices)


def draw_interruption(form: OpenForm) -> None:
    """Say what happened, and offer what can be done; nothing of the form is lost meanwhile."""
    if form.interruption is None:
        _draw_choices(form)
    else:
        _DRAWN[form.interruption](form)


def draw_nothing_chosen(key: str, on_continue: Callable[[], None], on_save: Callable[[], None]) -> None:
    """Nothing was chosen: go back to the questions, or say so."""
    st.button(words.form.FORWARD, key=f"{key}-on", type="primary", on_click=on_continue)
    st.button(words.form.NOTHING_APPLIES, key=f"{key}-none", on_click=on_save)


def finish(here: Visit, form: OpenForm) -> None:
    """Save what the form holds; its closing page has an address of its own."""
    windows.submit_form(here, form)
    if form.saved:
        go_to(SAVED)


def _draw_choices(form: OpenForm) -> None:
    page_top(words.form.CHOOSE_TITLE, words.form.CHOOSE_LEAD)
    for name, values in form.content.choices.items():
        field = Undecided(_question(form, name), tuple(_in_words(form.asked, name, value) for value in values))
        draw_undecided(field, f"keep-{name or 'note'}", partial(_choose, name))
    if form.trouble:
        quiet(form.trouble)


def _question(form: OpenForm, name: str) -> str:
    if name == NOTE:
        return words.weeks.NOTE_LABEL
    item = form.asked.item_by_id.get(name)
    return item.text if item else words.form.NOT_ASKED_ANY_MORE


def _in_words(questionnaire: Questionnaire, name: str, value: object) -> str:
    if value is None or value == "":
        return words.form.LEAVE_EMPTY
    answer = _read(questionnaire, name, value)
    if answer is None:
        return str(value)
    return words.form.RATHER_NOT_SAY if answer.value is None else answer_words(questionnaire, name, answer)


def _read(questionnaire: Questionnaire, name: str, value: object) -> Answer | None:
    item = questionnaire.item_by_id.get(name)
    try:
        return read_answer(item, value) if item else None
    except AnswerRefused:
        return None


def _choose(name: str, place: int) -> None:
    def change(here: Visit, form: OpenForm) -> None:
        values = form.content.choices.get(name, ())
        if place < len(values):
            form.hold(form.content.with_choice(name, values[place]))
            windows.keep_draft(here, form)
            form.help_first = opens_help(form, name)

    forms.change_form(change)


def _nothing_chosen(_form: OpenForm) -> None:
    page_top(words.form.NOTHING_TITLE, words.form.NOTHING_LEAD)
    draw_nothing_chosen("nothing", _go_on, _save_nothing)


def _finished_elsewhere(form: OpenForm) -> None:
    page_top(words.form.FINISHED_TITLE, words.form.FINISHED_LATE if form.unsaved else words.form.FINISHED_LEAD)
    if form.unsaved:
        st.button(words.form.ANSWER_WITH_THESE, key="finished-again", on_click=_begin_again)
    st.button(words.form.LEAVE_AS_SAVED, key="finished-leave", type="primary", on_click=_leave)


def _week_over(form: OpenForm) -> None:
    page_top(words.form.WEEK_OVER_TITLE, words.form.WEEK_OVER_LEAD)
    st.button(words.form.USE_THIS_WEEK, key="week-use", type="primary", on_click=_carry)
    st.button(words.form.START_ANEW, key="week-anew", on_click=_start_anew)


_DRAWN = {
    Interruption.NOTHING_CHOSEN: _nothing_chosen,
    Interruption.FINISHED_ELSEWHERE: _finished_elsewhere,
    Interruption.WEEK_OVER: _week_over,
}


def _go_on() -> None:
    def change(_here: Visit, form: OpenForm) -> None:
        form.interruption = None
        go_to(part_name(0))

    forms.change_form(change)


def _save_nothing() -> None:
    def change(here: Visit, form: OpenForm) -> None:
        form.interruption, form.none_applies = None, True
        finish(here, form)

    forms.change_form(change)


def _begin_again() -> None:
    forms.change_form(windows.begin_again)


def _leave() -> None:
    forms.close_form()
    leave_form()


def _carry() -> None:
    forms.change_form(lambda here, form: forms.put_form(windows.carry_into_this_week(here, form)))


def _start_anew() -> None:
    def change(here: Visit, form: OpenForm) -> None:
        windows.leave_week(here, form)
        forms.open_anew(here, form.questionnaire)

    forms.change_form(change)
