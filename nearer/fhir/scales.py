"""How an imported questionnaire is scored: by the published rule, else by a plain total in the form, else not at all.

No formula of a file is ever run; of one that stands at a total it is only looked whether it does more than add.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from nearer.fhir.kinds import MEASURED
from nearer.fhir.node import as_kept, dicts
from nearer.fhir.options import WEIGHTS
from nearer.fhir.report import Report
from nearer.fhir.words import CALCULATED
from nearer.instruments.registry import LOINC, Instrument, Signs, find_instrument

Plain = dict[str, Any]

_MORE_THAN_ADDING = re.compile(r"[/*]|\b(avg|iif|round|div|mod|min|max|power|sqrt|exists)\b")


@dataclass(frozen=True)
class _Part:
    """An instrument with the items and codes among which its own are looked for: the whole file, or one section."""

    instrument: Instrument
    items: list[Plain]


def add_scales(written: Plain, found: Plain, report: Report, instruments: tuple[Instrument, ...]) -> None:
    """Add the scales there are to `written`; the report says which rule each follows, or why there is no score."""
    parts = _parts(written, instruments)
    if not parts:
        _add_plain_total(written, found, report)
        return
    for part in parts:
        if not part.instrument.may.display:
            report.problem("", f"{part.instrument.name} is not shown here. {part.instrument.why}")
    report.scoring = " ".join(_scored(written, part, report) for part in parts)


def _parts(written: Plain, instruments: tuple[Instrument, ...]) -> list[_Part]:
    """What the whole file is known as, then each section with the code of a panel, then what all item codes are of."""
    whole = find_instrument(instruments, replace(_signs(written), codes=frozenset()))
    found = [_Part(whole, written["items"])] if whole else []
    for section in written["sections"]:
        panels = set(_codes(section))
        found += [_Part(one, _inside(written, section)) for one in instruments if panels & set(one.panels)]
    codes = _all_codes(written["items"])
    found += [_Part(one, written["items"]) for one in instruments if one.item_codes and set(one.item_codes) <= codes]
    first: dict[str, _Part] = {}
    for part in found:
        first.setdefault(part.instrument.id, part)
    return list(first.values())


def _inside(written: Plain, section: Plain) -> list[Plain]:
    sections = {section["id"]}
    for one in written["sections"]:  # a section stands after the one it is in
        sections |= {one["id"]} if one.get("inside") in sections else set()
    return [item for item in written["items"] if item["section"] in sections]


def _signs(written: Plain) -> Signs:
    asked = [item for item in written["items"] if item["type"] != "display" and not item.get("read_only")]
    weighed = [item for item in asked if _weighted(written, item)]
    return Signs(
        url=str(written.get("url", "")),
        title=written["title"],
        panels=frozenset(_codes(written)),
        codes=frozenset(_all_codes(written["items"])),
        questions=frozenset((len(asked), len(weighed))),
    )


def _codes(entry: Plain) -> list[str]:
    return [one["code"] for one in entry.get("codes", ()) if one.get("system") in (LOINC, None)]


def _all_codes(items: list[Plain]) -> set[str]:
    return {code for item in items for code in _codes(item)}


def _scored(written: Plain, part: _Part, report: Report) -> str:
    """Add the scale of one published instrument; what is to be said of it."""
    one = part.instrument
    if not (one.may.calculate and one.may.display):
        return f"{one.name}: no score. {one.why}"
    assert one.need is not None, "what is scored has its need"
    items = _items_of(written, part)
    twice = [_name(item) for place, item in enumerate(items) if set(_codes(item)) & _all_codes(items[:place])]
    if twice:
        return f"{one.name}: no score, since '{twice[0]}' is there with the code of another question."
    if len(items) != one.items:
        return f"{one.name}: no score, since {len(items)} of its {one.items} questions are recognised."
    if one.activity:
        _without_activity(written, items, report)
    for item in items:
        if sentence := _does_not_fit(item, _options(written, item), one):
            return f"{one.name}: no score. {sentence}"
    total = next((item for item in part.items if one.total and one.total in _codes(item)), None)
    if total is not None:
        _worked_out(total, report)
    written.setdefault("scales", []).append(_scale(one, items, total))
    return f"Scored as {one.name}. {one.need.note}"


def _items_of(written: Plain, part: _Part) -> list[Plain]:
    """By their codes, in the published order; where no item has one, the questions with weights."""
    wanted = part.instrument.item_codes
    coded = [item for code in wanted for item in part.items if code in _codes(item)]
    return coded or [item for item in part.items if _weighted(written, item)]


def _weighted(written: Plain, item: Plain) -> bool:
    return item["type"] == "choice" and any("weight" in option for option in _options(written, item))


def _name(item: Plain) -> str:
    return str(item.get("link_id", item["id"]))


def _does_not_fit(item: Plain, options: list[Plain], instrument: Instrument) -> str:
    name = _name(item)
    bare = [option["text"] for option in options if "weight" not in option and "not_applicable" not in option]
    if bare or not options:
        return f"No weight is given for an answer to '{name}'."
    if item.get("repeats") or item.get("open"):
        return f"'{name}' takes several answers or own words."
    weights = [float(option["weight"]) for option in options if "weight" in option]
    low, high = (instrument.weights.min, instrument.weights.max) if instrument.weights else (None, None)
    if low is not None and high is not None and not (low <= min(weights) and max(weights) <= high):
        return f"The weights of '{name}' are not those that are published."
    return ""


def _without_activity(written: Plain, items: list[Plain], report: Report) -> None:
    """Of an instrument for months with activity, an answer that weighs 0 says that there was none."""
    for name in dict.fromkeys(item["answers"] for item in items if isinstance(item.get("answers"), str)):
        options = written["answer_lists"].get(name, [])
        if any(option.get("weight") == "0" for option in options):
            sentence = "an answer that weighs 0 is taken as no activity this month, and never counted as 0"
            report.change(next(_name(item) for item in items if item["answers"] == name), sentence)
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
    scale |= {"bands": [{"from": str(band.start), "name": band.name, "text": band.text} for band in instrument.bands]}
    scale |= {"instrument": instrument.id, "whole": "yes"} | ({"activity": "yes"} if instrument.activity else {})
    if instrument.factors:
        scale["factors"] = {own: str(factor) for own, factor in zip(ids, instrument.factors, strict=True)}
    return scale | ({"total": total["id"]} if total else {})


def _worked_out(total: Plain, report: Report) -> None:
    if "read_only" not in total:
        total["read_only"] = "yes"
        sentence = "this total is worked out from the answers, and not asked"
        report.change(_name(total), sentence)


def _add_plain_total(written: Plain, found: Plain, report: Report) -> None:
    """One total that is worked out, over items of which every one has weights; words, days and times weigh nothing."""
    totals = [item for item in written["items"] if item.get("read_only") and item["type"] in MEASURED]
    asked = [item for item in written["items"] if not item.get("read_only") and "hidden" not in item]
    weighed = [item for item in asked if _weighted(written, item)]
    if len(totals) != 1:
        number = "no total" if not totals else "several totals"
        report.scoring = f"No score: the form has {number} that {'is' if not totals else 'are'} worked out."
        return
    [total] = totals
    if sentence := _not_plain(written, asked, weighed) or _by_formula(found, total):
        report.scoring = f"No score: {sentence}"
        return
    written["scales"] = [
        {"id": "total", "title": total["text"][:200], "items": [item["id"] for item in weighed], "method": "sum",
         "need": "1", "higher": "unsaid", "total": total["id"]}
    ]  # fmt: skip
    report.scoring = "Scored as the sum of the weights of all answers; the form does not say which way is better."


def _not_plain(written: Plain, asked: list[Plain], weighed: list[Plain]) -> str:
    """Why it is not plain what the total is the sum of; empty when it is."""
    for item in asked:
        if item["type"] in ("choice", "several") and not _all_weighted(written, item):
            return f"an answer to '{_name(item)}' has no weight."
        if item["type"] == "several" or item.get("repeats"):
            return f"'{_name(item)}' takes several answers, and the form does not say how they count."
        if item["type"] in MEASURED:
            return f"'{_name(item)}' is a number without a weight, and the form does not say whether it counts."
    return "" if weighed else "no answer has a weight."


def _by_formula(found: Plain, total: Plain) -> str:
    more = _MORE_THAN_ADDING.search(_formula_of(found, total))
    return "the formula of the total does more than add, and formulas are not run." if more else ""


def _all_weighted(written: Plain, item: Plain) -> bool:
    options = _options(written, item)
    return all("weight" in option or "not_applicable" in option for option in options) and not item.get("open")


def _options(written: Plain, item: Plain) -> list[Plain]:
    answers = item.get("answers")
    options: list[Plain] = answers if isinstance(answers, list) else written["answer_lists"].get(answers, [])
    return options


def _formula_of(found: Plain, total: Plain) -> str:
    """The text of the formula at the total; it is looked at, and not run."""
    waiting = dicts(found.get("item"))
    while waiting:
        item = waiting.pop()
        waiting += dicts(item.get("item"))
        if item.get("linkId") == total.get("link_id", total["id"]):
            values = [
                one.get("valueExpression") for one in dicts(item.get("extension")) if one.get("url") == CALCULATED
            ]
            return str(values[0].get("expression", "")) if values and isinstance(values[0], dict) else ""
    return ""
