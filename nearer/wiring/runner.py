"""Answering a questionnaire on the screen: one section at a time, each change kept as a draft at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from nearer.domain import FormContent, Questionnaire, merge_content
from nearer.storage import NotSaved
from nearer.views import words
from nearer.views.field import settle
from nearer.views.form import FormView, draw_item, draw_section, progress, unkept_number
from nearer.views.frame import caution, kept, page_top, quiet
from nearer.wiring import forms
from nearer.wiring.form_address import finish, follow_address, go_to, part_name
from nearer.wiring.forms import OpenForm
from nearer.wiring.harm import draw_harm_page, opens_help
from nearer.wiring.interruptions import draw_interruption
from nearer.wiring.undo import start_offer
from nearer.wiring.undo_bar import show_undo
from nearer.wiring.visit import Visit, visit
from nearer.wiring.windows import answer_item, keep_draft

NOTE_CHARACTERS = 2_000


@st.fragment
def run_form(title: str, lead: str, with_note: bool = False) -> None:
    """Draw the open form; a click redraws only this. Once saved, the whole page is drawn anew.

    `lead` is read before the first part and not again.
    """
    here, form = visit(), forms.current_form()
    if here is None or form is None or form.saved:
        st.rerun()
    show_undo()
    follow_address(form)
    if form.help_first:
        draw_harm_page()
        st.button(words.form.HARM_ON, key="harm-on", on_click=_go_on)
    elif form.interrupted:
        draw_interruption(form)
    else:
        page_top(title, "" if form.position else lead)
        _ask(here, form, with_note)


def _ask(here: Visit, form: OpenForm, with_note: bool) -> None:
    sections = form.sections
    place = min(form.position, len(sections) - 1)
    last = place == len(sections) - 1
    prefix = _prefix(form)
    with st.container():  # always there: else the fields below move when a form becomes longer, and are made anew
        if len(sections) > 1:
            progress(place + 1, len(sections))
    form.drawn = form.outline
    draw_section(_view(form, sections[place], prefix), lambda item: _item(sections[place], prefix, item.id))
    if last and with_note:
        _note(form, prefix)
    if form.trouble:
        caution(form.trouble)
    if form.without_place:
        caution(words.form.without_place(form.without_place))
    _steps(place, last, prefix)
    if last and (said := _notice(here, form.questionnaire)):
        quiet(said)
    quiet(words.form.DRAFT_KEPT if form.kept else words.form.FREEDOM)


def _prefix(form: OpenForm) -> str:
    """Sets the widgets of one questionnaire and week apart from those of every other."""
    return f"{form.questionnaire.id}-{form.week or 'now'}"


def _unkept_number(form: OpenForm) -> bool:
    sections = form.sections
    return unkept_number(_view(form, sections[min(form.position, len(sections) - 1)], _prefix(form)))


def _view(form: OpenForm, section: str, prefix: str) -> FormView:
    return FormView(form.asked, section, form.read, form.shown, prefix, _more, _less)


@st.fragment
def _item(section: str, prefix: str, name: str) -> None:
    """One item, which a click draws anew alone; when it changed more than the item's own answer, all is drawn anew."""
    form = forms.current_form()
    if visit() is None or form is None or form.drawn != form.outline:
        st.rerun()
    view = _view(form, section, prefix)
    draw_item(view, view.questionnaire.item(name), _on_answer)
    kept(form.version)


def _notice(here: Visit, questionnaire: Questionnaire) -> str:
    return "" if questionnaire.id in here.shipped.questionnaires else forms.notice_of(questionnaire)


def _steps(place: int, last: bool, prefix: str) -> None:
    with st.container(horizontal=True, key=f"{prefix}-steps"):
        if place:
            st.button(words.form.BACK, key=f"{prefix}-back-{place}", on_click=_go, args=(place - 1,))
        if last:
            st.button(words.form.FINISH, key=f"{prefix}-finish", type="primary", on_click=_finish)
        else:
            st.button(
                words.form.FORWARD, key=f"{prefix}-on-{place}", type="primary", on_click=_go, args=(place + 1,)
            )  # fmt: skip


def _note(form: OpenForm, prefix: str) -> None:
    key = f"{prefix}-note"
    settled = settle(key, form.note)
    st.text_area(
        words.weeks.NOTE_LABEL, "" if settled else form.note, key=key, max_chars=NOTE_CHARACTERS,
        placeholder=words.form.TYPE_HERE, on_change=_on_note, args=(key,),
    )  # fmt: skip
    quiet(words.weeks.NOTE_HINT)


def _on_answer(item: str, raw: object) -> None:
    def change(here: Visit, form: OpenForm) -> None:
        answer_item(here, form, item, raw)
        form.help_first = opens_help(form, item)

    forms.change_form(change)


def _go_on() -> None:
    def change(_here: Visit, form: OpenForm) -> None:
        form.help_first = False

    forms.change_form(change)


def _more(copy: str) -> None:
    _change(lambda form: form.add_copy(copy))


def _less(copy: str) -> None:
    def change(here: Visit, form: OpenForm) -> None:
        before = form.content
        form.drop_copy(copy)
        put_back = partial(_put_back, form.questionnaire.id, before, form.content)
        keep_draft(here, form)
        start_offer(words.undo.COPY, put_back)

    forms.change_form(change)


def _put_back(questionnaire: str, before: FormContent, after: FormContent) -> None:
    """The copy that was taken away, beside what was answered since. NotSaved when the form is open no more."""
    here, form = visit(), forms.current_form()
    if here is None or form is None or form.saved or form.questionnaire.id != questionnaire:
        raise NotSaved(words.undo.TOO_LATE)
    form.hold(merge_content(after, form.content, before))
    keep_draft(here, form)


def _on_note(key: str) -> None:
    _change(lambda form: form.hold(form.content.with_note(str(st.session_state[key]))))


def _change(what: Callable[[OpenForm], None]) -> None:
    """Change the open form and save its draft."""

    def kept(here: Visit, form: OpenForm) -> None:
        what(form)
        keep_draft(here, form)

    forms.change_form(kept)


def _go(place: int) -> None:
    """Another part. Not onwards while a number stands here that is not kept: it would be gone without a word."""

    def change(here: Visit, form: OpenForm) -> None:
        if place > form.position and _unkept_number(form):
            form.trouble = words.form.NUMBER_FIRST
            return
        form.position = place
        go_to(part_name(place))
        if form.version or form.unsaved:  # only looked at, it is not begun
            keep_draft(here, form)

    forms.change_form(change)


def _finish() -> None:
    def change(here: Visit, form: OpenForm) -> None:
        if _unkept_number(form):
            form.trouble = words.form.NUMBER_FIRST
        else:
            finish(here, form)

    forms.change_form(change)
