"""The scale of a published instrument over the items of a form, if these offer exactly the published answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from nearer.domain.bands import Band
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item
from nearer.domain.scales import Scale
from nearer.instruments.published_answers import answers_misfit
from nearer.instruments.recognised import RecognisedInstrument, recognised_instruments, recognised_items
from nearer.instruments.registry import InnerInstrument, Instrument, is_known_by_code, loinc_codes
from nearer.instruments.scored_form import ScoredForm, all_codes, is_coded, is_weighed, is_yes_no, name_of
from nearer.language.error_catalogue.instrument_errors import InstrumentText


def add_published_scales(form: ScoredForm, instruments: tuple[Instrument, ...]) -> bool:
    """Whether the form is known as one or several published instruments; which rule each follows, or why none."""
    recognised = recognised_instruments(form, instruments)
    for recognised_instrument in recognised:
        if not recognised_instrument.instrument.permissions.display:
            form.problems.append(
                str(
                    InstrumentText.NOT_SHOWN_HERE(
                        instrument=recognised_instrument.instrument.name,
                        why=recognised_instrument.instrument.not_scored_because,
                    )
                )
            )
    form.scoring = " ".join(
        _add_instrument_scale(form, recognised_instrument, instruments) for recognised_instrument in recognised
    )
    if len(recognised) == 1 and len(form.score_questions) == 1 and form.scales and form.scales[0].total is None:
        form.scales[0] = replace(form.scales[0], total=min(form.score_questions))
    return bool(recognised)


def yes_no_weights(items: Iterable[Item], instrument: Instrument) -> Iterator[tuple[Item, tuple[AnswerOption, ...]]]:
    """A yes-or-no question has no place for weights in FHIR: yes weighs 1 where the instrument says so."""
    if any(answers.yes_no for answers in instrument.answers):
        for item in filter(is_yes_no, items):
            yield item, tuple(replace(one, weight=Decimal(one.code == "yes")) for one in item.options)


def _add_instrument_scale(
    form: ScoredForm, recognised: RecognisedInstrument, instruments: tuple[Instrument, ...]
) -> str:
    """Add the scale of one published instrument; what is to be said of it."""
    instrument = recognised.instrument
    if not (instrument.permissions.calculate and instrument.permissions.display):
        return str(InstrumentText.NO_SCORE(instrument=instrument.name, why=instrument.not_scored_because))
    items = recognised_items(form, tuple(form.latest(recognised.items)), instrument)
    if sentence := _not_its_questions(form, recognised, items):
        return str(InstrumentText.NO_SCORE_SINCE(instrument=instrument.name, why=sentence))
    for item, options in yes_no_weights(items, instrument):
        form.change(item, options=options, answers=options)
    items = form.latest(items)
    codings = [form.questionnaire.codes, *(node.codes for node in form.questionnaire.nodes)]
    codes = frozenset().union(*map(loinc_codes, codings))
    if sentence := answers_misfit(instrument.answers, items, is_known_by_code(instrument, codes)):
        return str(InstrumentText.NO_SCORE(instrument=instrument.name, why=sentence))
    if instrument.activity:
        _take_out_inactivity(form, items)
    return " ".join(_add_scales(form, form.latest(items), instrument, {one.id: one for one in instruments}))


def _not_its_questions(form: ScoredForm, recognised: RecognisedInstrument, items: list[Item]) -> str:
    """Why these are not exactly the questions of the instrument; empty when they are."""
    instrument = recognised.instrument
    twice = [item for index, item in enumerate(items) if loinc_codes(item.codes) & all_codes(items[:index])]
    if twice:
        return str(InstrumentText.CODE_TWICE(item=name_of(twice[0])))
    choices = [item for item in recognised.items if item.type == "choice" and not item.read_only]
    if not items and choices:
        return str(InstrumentText.WEIGHT_MISSING(item=name_of(choices[0])))
    several = [item for item in items if form.repeats_around(item)]
    if several:
        return str(InstrumentText.IN_A_GROUP(item=name_of(several[0])))
    if len(items) < (instrument.items or 0):
        return str(InstrumentText.SOME_RECOGNISED(n=len(items), items=instrument.items))
    if len(items) > (instrument.items or 0):
        values = {"n": len(items), "instrument": instrument.name, "items": instrument.items}
        return str(InstrumentText.OTHER_QUESTIONS(**values))
    own = {item.id for item in items}
    weighed = [item for item in recognised.items if is_weighed(item) and not item.read_only and item.id not in own]
    extra = [item for item in weighed if not loinc_codes(item.codes)]
    if recognised.is_by_panel and is_coded(items, instrument) and extra:
        return str(InstrumentText.ANOTHER_QUESTION(item=name_of(extra[0]), items=instrument.items))
    return ""


def _take_out_inactivity(form: ScoredForm, items: Iterable[Item]) -> None:
    """Make answers that weigh 0 not applicable, in an instrument of which 0 says that there was no activity."""
    answer_lists: list[tuple[AnswerOption, ...]] = []
    for item in items:
        if item.type != "choice" or is_yes_no(item) or all(option.weight != 0 for option in item.options):
            continue
        if item.options not in answer_lists:
            form.changes.append((name_of(item), str(InstrumentText.NO_ACTIVITY())))
            answer_lists.append(item.options)
        away = [replace(one, weight=None, not_applicable=True) if one.weight == 0 else one for one in item.options]
        form.change(item, options=tuple(away), answers=tuple(away))


def _add_scales(
    form: ScoredForm, items: list[Item], instrument: Instrument, instrument_by_id: Mapping[str, Instrument]
) -> Iterator[str]:
    """The scale and those of the instruments inside it; what is to be said of each."""
    assert instrument.need is not None, "what is scored has its need"
    form.scales.append(_scale(form, instrument, items))
    yield str(InstrumentText.SCORED_AS(instrument=instrument.name, note=instrument.need.note))
    for inner in instrument.parts:
        inner_instrument, own = instrument_by_id[inner.instrument], _inner_items(items, instrument, inner)
        if own is None:
            yield str(InstrumentText.NONE_ITS_OWN(instrument=inner_instrument.name))
        else:
            form.scales.append(_scale(form, inner_instrument, own))
            yield str(InstrumentText.ALSO_SCORED(instrument=inner_instrument.name))
    if "M" in instrument.bands_from:
        yield str(InstrumentText.BANDS_UNCONFIRMED())


def _inner_items(items: list[Item], instrument: Instrument, inner: InnerInstrument) -> list[Item] | None:
    """By their places, where codes say which is which; else by words that stand in them."""
    if is_coded(items, instrument):
        return [items[number - 1] for number in inner.items]
    words = {other.instrument: other.words for other in instrument.parts}
    own = [item for item in items if _mentions_word(item, words[inner.instrument])]
    others = [
        item for item in items for name in words if name != inner.instrument and _mentions_word(item, words[name])
    ]
    return own if len(own) == len(inner.items) and not [item for item in own if item in others] else None


def _mentions_word(item: Item, words: tuple[str, ...]) -> bool:
    return any(word in item.text.casefold() for word in words)


def _scale(form: ScoredForm, instrument: Instrument, items: list[Item]) -> Scale:
    totals = (one for one in form.items if one.read_only and instrument.total in loinc_codes(one.codes))
    total = next(totals, None) if instrument.total else None
    factors = zip(items, instrument.factors, strict=True) if instrument.factors else ()
    return Scale(
        id=instrument.id,
        title=instrument.name,
        items=tuple(item.id for item in items),
        method=instrument.method,
        need=instrument.need.share if instrument.need else Fraction(1),
        higher=instrument.higher,
        decimals=instrument.decimals,
        factors={item.id: factor for item, factor in factors},
        whole=True,
        activity=instrument.activity,
        hidden_counts_zero=instrument.hidden_counts_zero,
        total=total.id if total else None,
        instrument=instrument.id,
        bands=tuple(Band(**band.values() | {"guide": ()}) for band in instrument.bands),
    )
