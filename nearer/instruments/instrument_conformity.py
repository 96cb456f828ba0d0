"""Checks that a scale which names a published instrument has exactly its items and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.instruments.published_answers import answers_misfit
from nearer.instruments.registry import Instrument, is_known_by_code, loinc_codes
from nearer.language.error_catalogue.instrument_errors import InstrumentText


def nonconforming_scales(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> Iterator[tuple[str, str]]:
    """Each scale that is not what it names, by its id, with the reason. What may not be scored is no matter of this."""
    instrument_by_id = {one.id: one for one in instruments if one.permissions.calculate and one.permissions.display}
    for scale in questionnaire.scales:
        instrument = instrument_by_id.get(scale.instrument or "")
        around = [
            one for one in instrument_by_id.values() if scale.instrument in {part.instrument for part in one.parts}
        ]
        if instrument and (sentence := _reason(questionnaire, scale, instrument, around)):
            yield scale.id, str(InstrumentText.NO_SCORE(instrument=instrument.name, why=sentence))


def conformity_problems(questionnaire: Questionnaire, instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """What is said of a file of ours, where whoever wrote it can take the instrument's name out."""
    scales = nonconforming_scales(questionnaire, instruments)
    return tuple(str(InstrumentText.TAKE_IT_OUT(why=sentence, scale=scale)) for scale, sentence in scales)


def _reason(questionnaire: Questionnaire, scale: Scale, instrument: Instrument, around: Iterable[Instrument]) -> str:
    """`around`: those that it is a part of, whose codes say as much of its questions."""
    if len(scale.items) != instrument.items:
        reason = InstrumentText.OTHER_NUMBER(n=len(scale.items), instrument=instrument.name, items=instrument.items)
        return str(reason)
    items = [questionnaire.item_by_id[name] for name in scale.items]
    if turned := [item.id for item in items if item.reverse]:
        return str(InstrumentText.TURNED_ROUND(item=turned[0]))
    codings = [questionnaire.codes, *(one.codes for one in questionnaire.nodes)]
    codes = frozenset().union(*map(loinc_codes, codings))
    is_coded = any(is_known_by_code(one, codes) for one in (instrument, *around))
    return answers_misfit(instrument.answers, items, is_coded)
