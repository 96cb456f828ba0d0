"""How an imported questionnaire is scored: by the published rules, else by the totals in the form, else not at all.

No formula of a file is ever run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nearer.fhir.answer_weights import take_out_inactivity, weigh_yes_no
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import dicts
from nearer.fhir.plain_totals import add_plain_totals
from nearer.fhir.published_scales import add_published, misfit
from nearer.fhir.recognised import codes_of, is_coded, recognised_items, without_gate
from nearer.fhir.report import Report
from nearer.fhir.score_questions import mark_score_questions
from nearer.fhir.written_items import is_weighed, name_of, repeats_around
from nearer.instruments.registry import Instrument, Signs, find_instrument


@dataclass(frozen=True)
class _Part:
    """An instrument with the items among which its own are looked for: the whole file, or one section.

    `named`: the file or the section says that it is this instrument; else it has all its item codes.
    """

    instrument: Instrument
    items: list[JsonObject]
    named: bool


def add_scales(written: JsonObject, resource: JsonObject, report: Report, instruments: tuple[Instrument, ...]) -> None:
    """Add the scales there are to `written`; the report says which rule each follows, or why there is no score."""
    mark_score_questions(written, report, instruments)
    parts = _parts(written, instruments)
    if not parts:
        add_plain_totals(written, resource, report)
        return
    for part in parts:
        if not part.instrument.may.display:
            report.problem("", f"{part.instrument.name} is not shown here. {part.instrument.why}")
    report.scoring = " ".join(_scored(written, part, report, instruments) for part in parts)
    if len(parts) == 1:
        _add_total(written)


def weigh_yes_no_of(written: JsonObject, instruments: tuple[Instrument, ...]) -> None:
    """In a file of ours that comes back, the weights for which FHIR has no place."""
    known = {one.id: one for one in instruments}
    for scale in dicts(written.get("scales")):
        names = scale.get("items")
        if (instrument := known.get(str(scale.get("instrument")))) and isinstance(names, list):
            weigh_yes_no(written, [item for item in written["items"] if item["id"] in names], instrument)


def _add_total(written: JsonObject) -> None:
    """The one question for the score that has no code is that of the one instrument."""
    totals = [item for item in written["items"] if "_score" in item]
    if len(totals) == 1 and written.get("scales"):
        written["scales"][0].setdefault("total", totals[0]["id"])


def _parts(written: JsonObject, instruments: tuple[Instrument, ...]) -> list[_Part]:
    """What the whole file is known as, then each section with the code of a panel, then what codes of items are of.

    An instrument inside another is a part of that.
    """
    whole = find_instrument(instruments, replace(_signs(written), codes=frozenset()))
    parts = [_Part(whole, written["items"], True)] if whole else []
    for section in written["sections"]:
        panels = codes_of(section)
        parts += [_Part(one, _inside(written, section["id"]), True) for one in instruments if panels & set(one.panels)]
    parts += [_Part(one, _around(written, one), True) for one in instruments if _total_of(written, one)]
    known = {code for part in parts for code in part.instrument.item_codes}
    by_codes = _instruments_of(_all_codes(written["items"]) - known, instruments)
    parts += [_Part(one, written["items"], False) for one in by_codes]
    inner = {one.instrument for part in parts for one in part.instrument.parts}
    first: dict[str, _Part] = {}
    for part in parts:
        if part.instrument.id not in inner:
            first.setdefault(part.instrument.id, part)
    return list(first.values())


def _total_of(written: JsonObject, instrument: Instrument) -> JsonObject | None:
    return next((item for item in written["items"] if instrument.total and instrument.total in codes_of(item)), None)


def _around(written: JsonObject, instrument: Instrument) -> list[JsonObject]:
    """The items beside the total of an instrument, if these can be its own; else those of the whole file."""
    beside = _inside(written, (_total_of(written, instrument) or {}).get("section", ""))
    return beside if len(recognised_items(written, beside, instrument)) == instrument.items else written["items"]


def _instruments_of(codes: set[str], instruments: tuple[Instrument, ...]) -> Iterator[Instrument]:
    """Those of which all item codes are there, or most of them: one that is not whole is then said to be so.

    The longest comes first, and takes its codes away: those of PHQ-2 are also of PHQ-4 and PHQ-9.
    """
    for one in sorted(instruments, key=lambda instrument: -len(instrument.item_codes)):
        there = codes & set(one.item_codes)
        if there and (len(there) == len(one.item_codes) or len(there) > max(2, len(one.item_codes) / 2)):
            codes = codes - there
            yield one


def _inside(written: JsonObject, section: str) -> list[JsonObject]:
    sections = {section}
    for one in written["sections"]:  # a section stands after the one it is in
        sections |= {one["id"]} if one.get("inside") in sections else set()
    return [item for item in written["items"] if item["section"] in sections]


def _signs(written: JsonObject) -> Signs:
    questions = [item for item in written["items"] if item["type"] != "display" and not item.get("read_only")]
    weighed = [item for item in questions if is_weighed(written, item)]
    return Signs(
        url=str(written.get("url", "")),
        title=written["title"],
        panels=frozenset(codes_of(written)),
        codes=frozenset(_all_codes(written["items"])),
        questions=frozenset((len(questions), len(weighed), len(without_gate(written, questions)))),
    )


def _all_codes(items: list[JsonObject]) -> set[str]:
    return {code for item in items for code in codes_of(item)}


def _scored(written: JsonObject, part: _Part, report: Report, instruments: tuple[Instrument, ...]) -> str:
    """Add the scale of one published instrument; what is to be said of it."""
    instrument = part.instrument
    if not (instrument.may.calculate and instrument.may.display):
        return f"{instrument.name}: no score. {instrument.why}"
    items = recognised_items(written, part.items, instrument)
    if sentence := _not_its_questions(written, part, items):
        return f"{instrument.name}: no score, since {sentence}"
    weigh_yes_no(written, items, instrument)
    if sentence := misfit(written, items, instrument):
        return f"{instrument.name}: no score. {sentence}"
    if instrument.activity:
        take_out_inactivity(written, items, report)
    return " ".join(add_published(written, items, instrument, instruments))


def _not_its_questions(written: JsonObject, part: _Part, items: list[JsonObject]) -> str:
    """Why these are not exactly the questions of the instrument; empty when they are."""
    instrument = part.instrument
    twice = [name_of(item) for place, item in enumerate(items) if codes_of(item) & _all_codes(items[:place])]
    if twice:
        return f"'{twice[0]}' is there with the code of another question."
    choices = [item for item in part.items if item["type"] == "choice" and not item.get("read_only")]
    if not items and choices:
        return f"no weight is given for an answer to '{name_of(choices[0])}'."
    several = [item for item in items if repeats_around(written, item)]
    if several:
        return f"'{name_of(several[0])}' is in a group that can be answered several times."
    if len(items) < (instrument.items or 0):
        return f"{len(items)} of its {instrument.items} questions are recognised."
    if len(items) > (instrument.items or 0):
        return f"the form has {len(items)} questions with weights, and {instrument.name} has {instrument.items}."
    weighed = [item for item in part.items if is_weighed(written, item) and not item.get("read_only")]
    extra = [item for item in weighed if item not in items and not codes_of(item)]
    if part.named and is_coded(items, instrument) and extra:
        return f"'{name_of(extra[0])}' has weights too, and is none of its {instrument.items} questions."
    return ""
