"""Which published instruments a form holds, and which of its questions are theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nearer.domain.items import Item
from nearer.instruments.registry import FormIdentifiers, Instrument, find_instrument, loinc_codes
from nearer.instruments.scored_form import ScoredForm, all_codes, is_weighed, is_yes_no


@dataclass(frozen=True)
class RecognisedInstrument:
    """An instrument with the items among which its own are looked for: the whole form, or one section.

    `is_by_panel`: the form or the section says that it is this instrument; else it has all its item codes.
    """

    instrument: Instrument
    items: tuple[Item, ...]
    is_by_panel: bool


def recognised_instruments(form: ScoredForm, instruments: tuple[Instrument, ...]) -> list[RecognisedInstrument]:
    """What the whole form is known as, then each section with the code of a panel, then what codes of items are of.

    An instrument inside another is a part of that.
    """
    items = tuple(form.items)
    of_form = find_instrument(instruments, replace(_form_identifiers(form), codes=frozenset()))
    recognised = [RecognisedInstrument(of_form, items, True)] if of_form else []
    for section in form.questionnaire.sections:
        panels = loinc_codes(section.codes)
        by_panel = [one for one in instruments if panels & set(one.panels)]
        recognised += [RecognisedInstrument(one, tuple(form.inside(section.id)), True) for one in by_panel]
    recognised += [
        RecognisedInstrument(instrument, _sibling_items(form, total, instrument), True)
        for instrument in instruments
        if (total := _total_of(form, instrument))
    ]
    item_codes = {code for recognised_instrument in recognised for code in recognised_instrument.instrument.item_codes}
    by_codes = _instruments_of(all_codes(items) - item_codes, instruments)
    recognised += [RecognisedInstrument(one, items, False) for one in by_codes]
    inner = {one.instrument for recognised_instrument in recognised for one in recognised_instrument.instrument.parts}
    first: dict[str, RecognisedInstrument] = {}
    for recognised_instrument in recognised:
        if recognised_instrument.instrument.id not in inner:
            first.setdefault(recognised_instrument.instrument.id, recognised_instrument)
    return list(first.values())


def recognised_items(form: ScoredForm, items: tuple[Item, ...], instrument: Instrument) -> list[Item]:
    """By their codes, in the published order; where no item has one, the questions that could be its own."""
    questions = [item for item in items if item.type != "display" and not item.read_only]
    coded = [item for code in instrument.item_codes for item in questions if code in loinc_codes(item.codes)]
    scored = coded or [item for item in questions if _could_be_scored(item, instrument)]
    return form.without_gate(scored) if len(scored) - 1 == instrument.items else scored


def _total_of(form: ScoredForm, instrument: Instrument) -> Item | None:
    """The item where the form keeps this score, by its code."""
    totals = (item for item in form.items if instrument.total and instrument.total in loinc_codes(item.codes))
    return next(totals, None)


def _sibling_items(form: ScoredForm, total: Item, instrument: Instrument) -> tuple[Item, ...]:
    """The items beside the total of an instrument, if these can be its own; else those of the whole form."""
    beside = tuple(form.inside(total.section))
    return beside if len(recognised_items(form, beside, instrument)) == instrument.items else tuple(form.items)


def _instruments_of(codes: set[str], instruments: tuple[Instrument, ...]) -> Iterator[Instrument]:
    """The instruments of which all item codes are there, or most of them: one that is not whole is then said to be so.

    The longest comes first, and takes its codes away: those of PHQ-2 are also of PHQ-4 and PHQ-9.
    """
    for instrument in sorted(instruments, key=lambda instrument: -len(instrument.item_codes)):
        found_codes = codes & set(instrument.item_codes)
        if found_codes and (
            len(found_codes) == len(instrument.item_codes) or len(found_codes) > max(2, len(instrument.item_codes) / 2)
        ):
            codes = codes - found_codes
            yield instrument


def _form_identifiers(form: ScoredForm) -> FormIdentifiers:
    questions = form.questions
    return FormIdentifiers(
        url=form.questionnaire.url or "",
        title=form.questionnaire.title,
        panels=loinc_codes(form.questionnaire.codes),
        codes=frozenset(all_codes(form.items)),
        questions=frozenset(
            (len(questions), len(list(filter(is_weighed, questions))), len(form.without_gate(questions)))
        ),
    )


def _could_be_scored(item: Item, instrument: Instrument) -> bool:
    if item.type == "integer":
        return any(answers.number for answers in instrument.answers)
    return any(answers.yes_no for answers in instrument.answers) if is_yes_no(item) else is_weighed(item)
