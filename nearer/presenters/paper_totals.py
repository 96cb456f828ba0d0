"""Totals of instruments that may not be shown here: which there are, what one says, and saving one."""

from __future__ import annotations

from uuid import UUID

from nearer.domain.scales import band_at
from nearer.instruments.registry import Instrument
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.therapist.paper_totals import Total, save_total
from nearer.views import text as words


def paper_instruments() -> dict[str, Instrument]:
    """What is scored and never shown, by id."""
    return {
        instrument.id: instrument
        for instrument in shipped_instruments()
        if instrument.may.calculate and not instrument.may.display
    }


def total_sentence(total: Total, name: str) -> str:
    """One total of the person of this name with its day and its band, as the registry has them."""
    instrument = paper_instruments().get(total.instrument)
    band = band_at(instrument.bands, total.value) if instrument else None
    title = instrument.name if instrument else total.instrument
    sentence = words.caseload.total(title, total.value, total.day, band.name if band else "")
    return words.events.of_person(name, sentence)


def save_typed_total(session: TherapistSession, couple: UUID, total: Total) -> str:
    """Save one; the sentence to say. What lies outside the published range, or in the future, is not saved."""
    instrument = paper_instruments().get(total.instrument)
    span = instrument.range if instrument else None
    if span is None or not span.min <= total.value <= span.max or total.day > session.today:
        return words.caseload.TOTAL_REFUSED
    save_total(session.notebook, session.therapist, couple, total)
    return words.caseload.TOTAL_KEPT
