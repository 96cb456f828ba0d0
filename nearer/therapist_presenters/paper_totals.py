"""Totals of questionnaires on paper: of which there can be, what one says, and saving several that were typed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from nearer.instruments.registry import Instrument
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.paper_totals import Total, save_totals
from nearer.views import text as words
from nearer.views.score_words import total_words


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of the table that a therapist fills in; what is not there yet, or does not fit, is None."""

    number: int
    day: date | None
    value: Decimal | None
    is_blank: bool


@dataclass(frozen=True, slots=True)
class TypedTotals:
    """The rows that were saved, by their number, and what there is to say of all of them."""

    saved: tuple[int, ...]
    sentence: str


def paper_instruments() -> dict[str, Instrument]:
    """The instruments whose lowest and highest score are published, by id."""
    return {instrument.id: instrument for instrument in shipped_instruments() if instrument.range is not None}


def paper_only_names() -> tuple[str, ...]:
    """The names of those that may not be given electronically, as their licences say."""
    return tuple(instrument.name for instrument in paper_instruments().values() if not instrument.permissions.collect)


def total_decimals(instrument: Instrument) -> int:
    """How many places a total may have: marks on a line of 10 cm, which may be on paper only, go to the millimetre."""
    return instrument.decimals if instrument.permissions.display else max(1, instrument.decimals)


def total_sentence(total: Total, name: str) -> str:
    """One total of the person of this name with its day and its band, as the registry has them."""
    instrument = paper_instruments().get(total.instrument)
    title, bands = (instrument.name, instrument.bands) if instrument else (total.instrument, ())
    band = total_words(bands, total.value).band
    sentence = words.paper_totals.dated_total(title, total.value, total.day, band)
    return words.events.of_person(name, sentence)


def save_typed_totals(
    session: TherapistSession, couple: UUID, about: tuple[UUID, str], rows: Sequence[TypedRow]
) -> TypedTotals:
    """Save the rows that are whole, of a person and an instrument; all others stay as they were typed.

    What lies outside the published range, or in the future, is not whole. Two rows of one day are neither saved.
    """
    typed = [row for row in rows if not row.is_blank]
    days = Counter(row.day for row in typed)
    person, instrument = about
    fits = {row.number: Total(person, instrument, row.day, row.value) for row in typed
            if row.day and row.value is not None and days[row.day] == 1}  # fmt: skip
    valid = {number: total for number, total in fits.items() if is_total(total, session.today)}
    if valid:
        save_totals(session.notebook, session.therapist, couple, tuple(valid.values()))
    twice = [row.number for row in typed if row.day and days[row.day] > 1]
    left = [row.number for row in typed if row.number not in valid and row.number not in twice]
    return TypedTotals(tuple(valid), words.paper_totals.totals_saved(len(valid), left, twice))


def is_total(total: Total, today: date) -> bool:
    """Whether there can be such a one: of a known instrument, within its range, and not of a day to come."""
    instrument = paper_instruments().get(total.instrument)
    span = instrument.range if instrument else None
    return span is not None and span.min <= total.value <= span.max and total.day <= today
