"""Permissions for a questionnaire (display, collect, score, export) from the licences of its instruments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.registry import FormIdentifiers, Instrument, find_instrument, loinc_codes
from nearer.language.error_catalogue.instrument_errors import InstrumentText


def instruments_in(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The instruments that its scales name, and the one that its codes, address or title show."""
    registry = tuple(instruments)
    instrument_ids = {scale.instrument for scale in questionnaire.scales}
    recognised = find_instrument(registry, _questionnaire_identifiers(questionnaire))
    return tuple(one for one in registry if one.id in instrument_ids or one is recognised)


def licence_problems(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """Why a file is not taken; empty for one that is."""
    return tuple(_problems(questionnaire, instruments_in(questionnaire, instruments)))


def may_collect(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether people may be asked to answer it here."""
    return all(
        instrument.permissions.collect and instrument.permissions.display
        for instrument in instruments_in(questionnaire, instruments)
    )


def may_export(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> bool:
    """Whether its questions may be given out as a file."""
    return all(one.permissions.export for one in instruments_in(questionnaire, instruments))


def without_export(questionnaires: Iterable[Questionnaire], instruments: Iterable[Instrument]) -> frozenset[str]:
    """The sha256 of those whose wording must stay here; answers and scores are the person's own."""
    all_instruments, by_hash = tuple(instruments), {one.sha256: one for one in questionnaires}
    return frozenset(sha256 for sha256, one in by_hash.items() if not may_export(one, all_instruments))


def _problems(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> Iterator[str]:
    scored = {scale.instrument for scale in questionnaire.scales}
    for instrument in instruments:
        if not instrument.permissions.display:
            yield str(InstrumentText.NOT_SHOWN_HERE(instrument=instrument.name, why=instrument.not_scored_because))
        elif instrument.id in scored and not instrument.permissions.calculate:
            yield str(InstrumentText.NOT_SCORED_HERE(instrument=instrument.name, why=instrument.not_scored_because))


def _questionnaire_identifiers(questionnaire: Questionnaire) -> FormIdentifiers:
    questions = [item for item in questionnaire.items if item.type != "display" and not item.read_only]
    weighed = [item for item in questions if any(option.weight is not None for option in item.options)]
    return FormIdentifiers(
        url=questionnaire.url or "",
        title=questionnaire.title,
        panels=loinc_codes(questionnaire.codes),
        codes=frozenset(code for item in questionnaire.items for code in loinc_codes(item.codes)),
        questions=frozenset((len(questions), len(weighed))),
    )
