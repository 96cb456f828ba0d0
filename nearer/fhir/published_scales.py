"""The scale of a published instrument over the items of a file, if these offer exactly the published answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from nearer.fhir.node import as_kept
from nearer.fhir.options import WEIGHTS
from nearer.fhir.report import Report
from nearer.fhir.written_items import as_item, is_weighed, is_yes_no, name_of, options_of
from nearer.instruments.published_answers import LOINC, answers_misfit
from nearer.instruments.registry import InnerInstrument, Instrument

Plain = dict[str, Any]

_GENERAL_KNOWLEDGE = " The lines are from general knowledge; your clinic confirms them."
_YES, _NO = {"code": "yes", "weight": "1"}, {"code": "no", "weight": "0"}


def codes_of(entry: Plain) -> set[str]:
    """Its codes of LOINC, or of a system that is not named."""
    return {one["code"] for one in entry.get("codes", ()) if one.get("system") in (LOINC, None)}


def is_coded(items: list[Plain], instrument: Instrument) -> bool:
    """Whether each item has its own code of the instrument."""
    return bool(instrument.item_codes) and all(codes_of(item) & set(instrument.item_codes) for item in items)


def recognised_items(written: Plain, items: list[Plain], instrument: Instrument) -> list[Plain]:
    """By their codes, in the published order; where no item has one, the questions that could be its own."""
    asked = [item for item in items if item["type"] != "display" and not item.get("read_only")]
    coded = [item for code in instrument.item_codes for item in asked if code in codes_of(item)]
    scored = coded or [item for item in asked if _could_be_scored(written, item, instrument)]
    return _without_gate(written, scored) if len(scored) - 1 == instrument.items else scored


def _without_gate(written: Plain, items: list[Plain]) -> list[Plain]:
    """Without a question before them that decides whether all of the others are asked."""
    for gate in items:
        others = [item for item in items if item is not gate]
        if others and all(gate["id"] in _looks_at(written, item) for item in others):
            return others
    return items


def _looks_at(written: Plain, item: Plain) -> set[str]:
    """The ids that its own conditions look at, and those of the sections it stands in."""
    sections = {section["id"]: section for section in written["sections"]}
    around, above = [item], sections.get(item["section"])
    while above:
        around.append(above)
        above = sections.get(above.get("inside", ""))
    return {name for one in around for name in _names_in(one.get("show_if"))}


def _names_in(condition: Any) -> Iterator[str]:
    parts = [*condition.get("all", ()), *condition.get("any", ())] if isinstance(condition, dict) else []
    if isinstance(condition, dict) and "item" in condition:
        yield condition["item"]
    for part in parts:
        yield from _names_in(part)


def _could_be_scored(written: Plain, item: Plain, instrument: Instrument) -> bool:
    if item["type"] == "integer":
        return any(answers.number for answers in instrument.answers)
    if is_yes_no(written, item):
        return any(answers.yes_no for answers in instrument.answers)
    return is_weighed(written, item)


def add_published(
    written: Plain, items: list[Plain], instrument: Instrument, instruments: tuple[Instrument, ...]
) -> Iterator[str]:
    """Add the scale and those of the instruments inside it; what is to be said of each."""
    assert instrument.need is not None, "what is scored has its need"
    scales = written.setdefault("scales", [])
    scales.append(_scale(instrument, items, _total(written, instrument)))
    yield f"Scored as {instrument.name}. {instrument.need.note}"
    known = {one.id: one for one in instruments}
    for inner in instrument.parts:
        one, own = known[inner.instrument], _inner_items(items, instrument, inner)
        if own is None:
            yield f"{one.name}: no score, since nothing says which of the questions are its own."
        else:
            scales.append(_scale(one, own, _total(written, one)))
            yield f"Also scored as {one.name}."
    if "M" in instrument.bands_from:
        yield "Its bands are from general knowledge, for your clinic to confirm."


def misfit(written: Plain, items: list[Plain], instrument: Instrument) -> str:
    """Which item does not offer the published answers, and why; empty when all do."""
    for place, item in enumerate(items, start=1):
        if sentence := answers_misfit(instrument.answers, place, as_item(written, item)):
            return sentence.format(name=name_of(item))
    return ""


def weigh_yes_no(written: Plain, items: list[Plain], instrument: Instrument) -> None:
    """A yes-or-no question has no place for weights in FHIR: here yes weighs 1 where the instrument says so."""
    if any(answers.yes_no for answers in instrument.answers):
        for item in items:
            if is_yes_no(written, item):
                weights = {one["code"]: one for one in (_YES, _NO)}
                item["answers"] = [option | weights[option["code"]] for option in options_of(written, item)]


def _inner_items(items: list[Plain], instrument: Instrument, inner: InnerInstrument) -> list[Plain] | None:
    """By their places, where codes say which is which; else by words that stand in them."""
    if is_coded(items, instrument):
        return [items[place - 1] for place in inner.items]
    words = {other.instrument: other.words for other in instrument.parts}
    own = [item for item in items if _says(item, words[inner.instrument])]
    others = [item for item in items for name in words if name != inner.instrument and _says(item, words[name])]
    return own if len(own) == len(inner.items) and not [item for item in own if item in others] else None


def _says(item: Plain, words: tuple[str, ...]) -> bool:
    return any(word in item["text"].casefold() for word in words)


def _total(written: Plain, instrument: Instrument) -> Plain | None:
    """The item where the file keeps this score, by its code."""
    totals = [item for item in written["items"] if item.get("read_only")]
    return next((item for item in totals if instrument.total and instrument.total in codes_of(item)), None)


def take_out_inactivity(written: Plain, items: list[Plain], report: Report) -> None:
    """Of an instrument for months with activity, an answer that weighs 0 says that there was none."""
    for name in dict.fromkeys(item["answers"] for item in items if isinstance(item.get("answers"), str)):
        options = written["answer_lists"].get(name, [])
        if any(option.get("weight") == "0" for option in options):
            sentence = "an answer that weighs 0 is taken as no activity this month, and never counted as 0"
            report.change(next(name_of(item) for item in items if item["answers"] == name), sentence)
        written["answer_lists"][name] = [_away(option) if option.get("weight") == "0" else option for option in options]


def _away(option: Plain) -> Plain:
    """The option as one that does not apply; its weight stays among what is given back."""
    more = json.loads(option.get("more", "{}"))
    if not any(url in option.get("more", "") for url in WEIGHTS):
        more["extension"] = [*more.get("extension", ()), {"url": WEIGHTS[0], "valueDecimal": 0}]
    kept = {key: value for key, value in option.items() if key != "weight"}
    return kept | {"not_applicable": "yes", "more": as_kept(more)}


def _scale(instrument: Instrument, items: list[Plain], total: Plain | None) -> Plain:
    share = instrument.need.share if instrument.need else 1
    ids = [item["id"] for item in items]
    scale: Plain = {"id": instrument.id, "title": instrument.name, "items": ids, "method": instrument.method}
    scale |= {"need": str(share), "higher": instrument.higher, "decimals": instrument.decimals}
    note = "" if set(instrument.bands_from) - {"M", "S"} else _GENERAL_KNOWLEDGE
    bands = [{"from": str(band.start), "name": band.name, "text": band.text + note} for band in instrument.bands]
    scale |= {"bands": bands}
    scale |= {"instrument": instrument.id, "whole": "yes"}
    scale |= {key: "yes" for key in ("activity", "hidden_counts_zero") if getattr(instrument, key)}
    if instrument.factors:
        scale["factors"] = {own: str(factor) for own, factor in zip(ids, instrument.factors, strict=True)}
    return scale | ({"total": total["id"]} if total else {})
