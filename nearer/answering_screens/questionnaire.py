"""Answering a questionnaire on the screen: one section at a time, each change kept as a draft at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from nearer.answering.form_drafts import answer_item, save_form_draft
from nearer.answering.open_form import OpenForm
from nearer.answering.questionnaire_flow import (
    FormSection,
    Stage,
    check_may_leave,
    current_section,
    go_to_section,
    leave_help,
    show_help_after,
    stage_of,
)
from nearer.answering_screens import open_form as forms
from nearer.answering_screens.form_interruptions import draw_interruption
from nearer.answering_screens.open_form import finish, follow_address, go_to, section_name
from nearer.database.row_errors import NotSaved
from nearer.domain.form_content import FormContent, merge_content
from nearer.domain.items import Item
from nearer.form_widgets.form import FormSectionView, draw_item, draw_section, progress, unkept_number
from nearer.form_widgets.note import draw_note
from nearer.form_widgets.step_buttons import StepButtons, draw_step_buttons
from nearer.session.help_from_home import draw_harm_page
from nearer.session.person import current_person
from nearer.session.undo import show_undo, start_offer
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.frame import caption, draw_draft_version, page_header, section_header, warning


@st.fragment
def run_form(title: str, lead: str, with_note: bool) -> None:
    """Draw the open form; a click redraws only this. Once saved, the whole page is drawn anew.

    `lead` is read before the first section and not again.
    """
    session, form = current_person(), forms.current_form()
    if session is None or form is None or form.saved:
        st.rerun()
    show_undo()
    follow_address(form)
    match stage_of(form):
        case Stage.HELP:
            draw_harm_page()
            st.button(words.form.HARM_ON, key="harm-on", on_click=_leave_help)
        case Stage.DECISION:
            draw_interruption(form)
        case _:
            page_header(title, "" if form.position else lead)
            _ask(session, form, with_note)


def _ask(session: PersonSession, form: OpenForm, with_note: bool) -> None:
    section, prefix = current_section(form), _key_prefix(form)
    form.drawn_outline = form.outline
    draw_questions(section, _make_view(form, section, prefix), lambda item: _draw_item(section, prefix, item.id))
    if section.is_last and with_note:
        draw_note(form.note, f"{prefix}-note", _on_note)
        draw_draft_version(form.version)
    is_custom = form.questionnaire.id not in session.shipped.questionnaires
    draw_way_on(form, StepButtons(prefix, words.form.FINISH, _go_to_section, _finish), is_custom)
    if not (section.is_last and with_note):  # who can read it is said at the note
        caption(words.form.DRAFT_KEPT if form.is_stored else words.form.FREEDOM)


def _key_prefix(form: OpenForm) -> str:
    """Sets the widgets of one questionnaire and week apart from those of every other."""
    return f"{form.questionnaire.id}-{form.week or 'now'}"


def _unkept_number(form: OpenForm) -> bool:
    return unkept_number(_make_view(form, current_section(form), _key_prefix(form)))


def _make_view(form: OpenForm, section: FormSection, prefix: str) -> FormSectionView:
    visible_ids = form.visible_ids if section.item_ids is None else section.item_ids
    return FormSectionView(
        form.expanded_questionnaire, section.section_id, form.answers, visible_ids, prefix, _add_copy, _delete_copy
    )


@st.fragment
def _draw_item(section: FormSection, prefix: str, name: str) -> None:
    """One item, which a click draws anew alone; when it changed more than the item's own answer, all is drawn anew."""
    form = forms.current_form()
    if current_person() is None or form is None or form.drawn_outline != form.outline:
        st.rerun()
    view = _make_view(form, section, prefix)
    draw_item(view, view.questionnaire.item(name), _on_answer)
    draw_draft_version(form.version)


def draw_questions(section: FormSection, view: FormSectionView, draw: Callable[[Item], None]) -> None:
    """How far the person is, and the questions of one section, each drawn by `draw`."""
    with st.container():  # always there: else the fields below move when a form becomes longer, and are made anew
        if section.total > 1:
            progress(section.position + 1, section.total, by_item=section.item_ids is not None)
    if section.item_ids == ():
        section_header(words.form.READY)
    else:
        draw_section(view, draw)


def draw_way_on(form: OpenForm, buttons: StepButtons, is_custom: bool) -> None:
    """What keeps the form from going on, the buttons, and at the last where a custom questionnaire comes from."""
    section = current_section(form)
    if form.problem:
        warning(form.problem)
    if form.without_place:
        warning(words.form.without_place(form.without_place))
    draw_step_buttons(buttons, section.position, section.is_last)
    if section.is_last and is_custom and (notice := form.questionnaire.owner_notice):
        caption(notice)


def _on_answer(item: str, raw: object) -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        before = form.position
        answer_item(session, form, item, raw)
        show_help_after(form, item)
        if form.position != before:
            go_to(section_name(form.position))

    forms.change_form(change)


def _leave_help() -> None:
    forms.change_form(lambda _session, form: leave_help(form))


def _add_copy(copy: str) -> None:
    _change(lambda form: form.add_copy(copy))


def _delete_copy(copy: str) -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        before = form.content
        form.delete_copy(copy)
        put_back = partial(_put_back, form.questionnaire.id, before, form.content)
        save_form_draft(session, form)
        start_offer(words.undo.COPY, put_back)

    forms.change_form(change)


def _put_back(questionnaire: str, before: FormContent, after: FormContent) -> None:
    """The copy that was taken away, beside what was answered since. NotSaved when the form is open no more."""
    session, form = current_person(), forms.current_form()
    if session is None or form is None or form.saved or form.questionnaire.id != questionnaire:
        raise NotSaved(words.undo.TOO_LATE)
    form.set_content(merge_content(after, form.content, before))
    save_form_draft(session, form)


def _on_note(key: str) -> None:
    _change(lambda form: form.set_content(form.content.with_note(str(st.session_state[key]))))


def _change(what: Callable[[OpenForm], None]) -> None:
    """Change the open form and save its draft."""

    def change_and_save(session: PersonSession, form: OpenForm) -> None:
        what(form)
        save_form_draft(session, form)

    forms.change_form(change_and_save)


def _go_to_section(position: int) -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        if go_to_section(form, position, _unkept_number(form)):
            go_to(section_name(position))
            if form.version or form.unsaved:  # only looked at, it is not begun
                save_form_draft(session, form)

    forms.change_form(change)


def _finish() -> None:
    def change(session: PersonSession, form: OpenForm) -> None:
        if check_may_leave(form, _unkept_number(form)):
            finish(session, form)

    forms.change_form(change)
