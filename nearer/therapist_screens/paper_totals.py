"""Totals of instruments that may not be shown here, typed in by the therapist who has them on paper."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.board.couple import Couple
from nearer.form_widgets.number_widgets import NumberField, draw_number_field, number_field, typed_number
from nearer.instruments.registry import Range
from nearer.presenters.paper_totals import paper_instruments, save_typed_total, total_sentence
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.undo import delete_with_undo
from nearer.storage.therapist.paper_totals import Total, delete_total, read_totals, save_total
from nearer.typed_answers.typed_numbers import NumberRule
from nearer.views import text as words
from nearer.views.layout.frame import caption
from nearer.views.layout.lists import choose_one, line_with_act

WHO, WHICH, DAY, VALUE = "total-who", "total-which", "total-day", "total-value"


def draw_totals(couple: Couple) -> None:
    """What was typed in, and a place for one more."""
    session, key = couple.session, couple.record.couple
    names = {str(person.who.person): person.who.nickname for person in couple.record.people}
    caption(words.caseload.TOTALS_LEAD)
    for place, total in enumerate(read_totals(session.notebook, session.therapist, key)):
        sentence = total_sentence(total, names.get(str(total.person), ""))
        line_with_act(sentence, words.caseload.DROP_TOTAL, f"drop-total-{place}", partial(_delete, key, total))
    instruments = paper_instruments()
    who = choose_one(words.caseload.TOTAL_WHO, names, WHO)
    titles = {name: instrument.name for name, instrument in instruments.items()}
    which = choose_one(words.caseload.TOTAL_WHICH, titles, WHICH)
    span = instruments[which].range if which in instruments else None
    if who is None or which is None or span is None:
        return
    st.date_input(words.caseload.TOTAL_DAY, value=session.today, max_value=session.today, key=DAY, format="DD.MM.YYYY")
    draw_number_field(_field(span))
    save = partial(_save, key, UUID(who), which)
    st.button(words.caseload.KEEP_TOTAL, key="keep-total", type="primary", on_click=save)


def _field(span: Range) -> NumberField:
    """Marks on a line of 10 cm are read to the millimetre."""
    rule = NumberRule(low=span.min, high=span.max, decimals=1)
    return number_field(words.caseload.total_value(span.min, span.max), rule, VALUE)


def _save(couple: UUID, person: UUID, instrument: str) -> None:
    """What does not fit stays in its field, which says why."""
    day, span = st.session_state.get(DAY), paper_instruments()[instrument].range
    if not isinstance(day, date) or span is None:
        return
    value = typed_number(_field(span))
    if value is None:
        set_message(words.caseload.TOTAL_REFUSED)
    elif run_therapist_action(lambda session: save_typed_total(session, couple, Total(person, instrument, day, value))):
        st.session_state[VALUE] = ""


def _delete(couple: UUID, total: Total) -> None:
    delete_with_undo(words.undo.TOTAL, delete_total, save_total, couple, total)
