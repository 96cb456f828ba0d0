"""Totals of instruments that may not be shown here, typed in by the therapist who has them on paper."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from nearer.domain.scales import band_at
from nearer.domain.typed_numbers import NumberRule
from nearer.instruments.registry import Instrument, Range
from nearer.presenters.couple import Couple
from nearer.session.actions import run_therapist_action, set_message
from nearer.session.undo import offer_therapist_undo
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.paper_totals import Total, delete_total, read_totals, save_total
from nearer.views import text as words
from nearer.views.forms.number_widgets import NumberField, draw_number_field, number_field, typed_number
from nearer.views.layout.frame import caption

WHO, WHICH, DAY, VALUE = "total-who", "total-which", "total-day", "total-value"


def on_paper() -> dict[str, Instrument]:
    """What is scored and never shown, by id."""
    return {one.id: one for one in shipped_instruments() if one.may.calculate and not one.may.display}


def draw_totals(couple: Couple) -> None:
    """What was typed in, and a place for one more."""
    session, names = couple.session, {one.who.person: one.who.nickname for one in couple.pages.people}
    caption(words.caseload.TOTALS_LEAD)
    for place, total in enumerate(read_totals(session.notebook, session.therapist, couple.pages.couple)):
        caption(said_of_total(total, names.get(total.person, "")))
        st.button(words.caseload.DROP_TOTAL, key=f"drop-total-{place}", type="tertiary",
                  on_click=_drop, args=(couple.pages.couple, total))  # fmt: skip
    known = on_paper()
    who = st.selectbox(words.caseload.TOTAL_WHO, list(names), index=None, key=WHO, format_func=names.__getitem__)
    which = st.selectbox(
        words.caseload.TOTAL_WHICH,
        list(known),
        index=None,
        key=WHICH,
        format_func=lambda instrument: known[instrument].name,
    )
    span = known[which].range if which in known else None
    if who is None or span is None:
        return
    st.date_input(words.caseload.TOTAL_DAY, value=session.today, max_value=session.today, key=DAY, format="DD.MM.YYYY")
    draw_number_field(_field(span))
    args = (couple.pages.couple, who, which)
    st.button(words.caseload.KEEP_TOTAL, key="keep-total", type="primary", on_click=_keep, args=args)


def _field(span: Range) -> NumberField:
    """Marks on a line of 10 cm are read to the millimetre."""
    rule = NumberRule(low=span.min, high=span.max, decimals=1)
    return number_field(words.caseload.total_value(span.min, span.max), rule, VALUE)


def said_of_total(total: Total, name: str) -> str:
    """One total with its day and its band, as the registry has them."""
    known = on_paper().get(total.instrument)
    band = band_at(known.bands, total.value) if known else None
    title = known.name if known else total.instrument
    sentence = words.caseload.total(title, total.value, total.day, band.name if band else "")
    return words.events.of_person(name, sentence)


def total_typed(session: TherapistSession, couple: UUID, total: Total) -> str:
    """Keep one; the sentence to say. What lies outside the published range is not kept."""
    known = on_paper().get(total.instrument)
    span = known.range if known else None
    if span is None or not span.min <= total.value <= span.max or total.day > session.today:
        return words.caseload.TOTAL_REFUSED
    save_total(session.notebook, session.therapist, couple, total)
    return words.caseload.TOTAL_KEPT


def _keep(couple: UUID, person: UUID, instrument: str) -> None:
    """What does not fit stays in its field, which says why."""
    day, span = st.session_state.get(DAY), on_paper()[instrument].range
    if not isinstance(day, date) or span is None:
        return
    value = typed_number(_field(span))
    if value is None:
        set_message(words.caseload.TOTAL_REFUSED)
    elif run_therapist_action(lambda session: total_typed(session, couple, Total(person, instrument, day, value))):
        st.session_state[VALUE] = ""


def _drop(couple: UUID, total: Total) -> None:
    def change(session: TherapistSession) -> None:
        delete_total(session.notebook, session.therapist, couple, total)
        offer_therapist_undo(words.undo.TOTAL, save_total, couple, total)

    run_therapist_action(change)
