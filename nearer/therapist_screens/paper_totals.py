"""Totals of questionnaires on paper, typed in by the therapist who has them: a row a session, several at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Literal
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple
from nearer.form_widgets.number_widgets import NumberField, draw_number_field, number_field, typed_number
from nearer.instruments.registry import Instrument
from nearer.session.actions import draw_message, run_therapist_action
from nearer.session.text_drafts import draw_saved_state
from nearer.session.therapist import current_therapist
from nearer.session.undo import delete_with_undo
from nearer.session.values import TherapistSession
from nearer.storage.therapist.paper_totals import Total, delete_total, read_totals, save_total
from nearer.therapist_presenters.paper_totals import (
    TypedRow,
    TypedTotals,
    paper_instruments,
    paper_only_names,
    save_typed_totals,
    total_decimals,
    total_sentence,
)
from nearer.therapist_screens.typed_totals import MAX_TYPED_ROWS, TableFields
from nearer.typed_answers.typed_numbers import NumberRule
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import choose_one, line_with_act

TOTALS_MESSAGE = "totals-message"


def draw_totals(couple: Couple) -> None:
    """What was typed in, and a table for more."""
    session, key = couple.session, couple.record.couple
    names = {str(person.who.id): person.who.nickname for person in couple.record.people}
    caption(words.paper_totals.lead(paper_only_names()))
    for index, total in enumerate(read_totals(session.notebook, session.therapist, key)):
        sentence = total_sentence(total, names.get(str(total.person), ""))
        line_with_act(sentence, words.paper_totals.DELETE, f"drop-total-{index}", partial(_delete, key, total))
    instruments, fields = paper_instruments(), TableFields(key)
    fields.fill(names, instruments)
    who = choose_one(words.paper_totals.WHOSE, names, fields.who, fields.save)
    titles = {name: one.name for name, one in instruments.items()}
    which = choose_one(words.paper_totals.WHICH, titles, fields.which, fields.save)
    if who is None or which is None:
        return
    _draw_rows(fields, instruments[which], session.today)
    draw_message(TOTALS_MESSAGE)
    with st.container(horizontal=True, key="totals-acts"):
        save = partial(_save, fields, UUID(who), which)
        st.button(words.paper_totals.KEEP, key="keep-total", type="primary", on_click=save)
        if fields.number_of_rows < MAX_TYPED_ROWS:
            st.button(words.paper_totals.MORE_ROWS, key="more-totals", on_click=fields.add_rows)


@st.fragment
def _draw_rows(fields: TableFields, instrument: Instrument, today: date) -> None:
    """Draw the rows. Only the first has its headings in sight; those of the others are read out.

    Typing draws these rows alone anew, and not the charts above them.
    """
    if current_therapist() is None:
        st.rerun()
    for number in range(1, fields.number_of_rows + 1):
        sight: Literal["visible", "collapsed"] = "visible" if number == 1 else "collapsed"
        with st.container(horizontal=True, key=f"total-row-{number}"):
            st.date_input(
                words.paper_totals.row_day(number), value=None, max_value=today, key=fields.day(number),
                format="DD.MM.YYYY", label_visibility=sight, width=216, on_change=fields.save,
            )  # fmt: skip
            draw_number_field(_make_field(fields, instrument, number))
    draw_saved_state(fields.draft)


def _make_field(fields: TableFields, instrument: Instrument, number: int) -> NumberField:
    allowed = instrument.range
    assert allowed is not None, "only these are offered"
    rule = NumberRule(low=allowed.min, high=allowed.max, decimals=total_decimals(instrument))
    label = words.paper_totals.row_total(number, allowed.min, allowed.max)
    field = number_field(label, rule, fields.value(number), in_sight=number == 1)
    return replace(field, on_change=fields.save)


def _typed_row(fields: TableFields, instrument: Instrument, number: int) -> TypedRow:
    day = st.session_state.get(fields.day(number))
    typed = str(st.session_state.get(fields.value(number)) or "").strip()
    day = day if isinstance(day, date) else None
    return TypedRow(number, day, typed_number(_make_field(fields, instrument, number)), not typed and day is None)


def _save(fields: TableFields, person: UUID, instrument: str) -> None:
    """Rows that were saved are emptied; whatever else was typed stays in its field."""
    paper_instrument = paper_instruments()[instrument]
    rows = [_typed_row(fields, paper_instrument, number) for number in range(1, fields.number_of_rows + 1)]

    def change(session: TherapistSession) -> str:
        result: TypedTotals = save_typed_totals(session, fields.couple, (person, instrument), rows)
        fields.empty(result.saved)
        return result.sentence

    run_therapist_action(change, place=TOTALS_MESSAGE)


def _delete(couple: UUID, total: Total) -> None:
    delete_with_undo(words.undo.TOTAL, delete_total, save_total, couple, total)
