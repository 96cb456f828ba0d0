"""How an imported questionnaire is scored: by the published rule, else by a plain total in the form, else not at all.

No formula of a file is ever run; of one that stands at a total it is only looked whether it does more than add.
"""

from __future__ import annotations

import re
from typing import Any

from nearer.fhir.instruments import Instrument, Signs, find_instrument
from nearer.fhir.node import dicts
from nearer.fhir.report import Report
from nearer.fhir.words import CALCULATED, LOINC

Plain = dict[str, Any]

_MORE_THAN_ADDING = re.compile(r"[/*]|\b(avg|iif|round|div|mod|min|max|power|sqrt|exists)\b")


def add_scales(written: Plain, found: Plain, report: Report, instruments: tuple[Instrument, ...]) -> None:
    """Add the scale there is to `written`; the report says which rule it follows, or why there is no score."""
    instrument = find_instrument(instruments, _signs(written))
    if instrument is None:
        _add_plain_total(written, found, report)
    elif not instrument.may.display:
        report.problem("", f"{instrument.name} is not shown here. {instrument.why}")
    elif not instrument.may.calculate:
        report.scoring = f"{instrument.name}: no score. {instrument.why}"
    else:
        _add_published(written, instrument, report)


def _signs(written: Plain) -> Signs:
    asked = [item for item in written["items"] if item["type"] != "display" and not item.get("read_only")]
    weighed = [item for item in asked if _weighted(written, item)]
    return Signs(
        url=str(written.get("url", "")),
        title=written["title"],
        panels=frozenset(_codes(written)),
        codes=frozenset(code for item in written["items"] for code in _codes(item)),
        questions=frozenset((len(asked), len(weighed))),
    )


def _codes(entry: Plain) -> list[str]:
    return [one["code"] for one in entry.get("codes", ()) if one.get("system") in (LOINC, None)]


def _add_published(written: Plain, instrument: Instrument, report: Report) -> None:
    assert instrument.need is not None, "what is scored has its need"
    total = next((item for item in written["items"] if instrument.total and instrument.total in _codes(item)), None)
    items = _items_of(written, instrument)
    if len(items) != instrument.items:
        report.scoring = (
            f"{instrument.name}: no score, since {len(items)} of its {instrument.items} questions are recognised."
        )
        return
    if instrument.activity:
        _without_activity(written, items)
    for item in items:
        if sentence := _does_not_fit(item, _options(written, item), instrument):
            report.scoring = f"{instrument.name}: no score. {sentence}"
            return
    if total is not None:
        _worked_out(total, report)
    written["scales"] = [_scale(instrument, items, total)]
    report.scoring = f"Scored as {instrument.name}. {instrument.need.note}"


def _items_of(written: Plain, instrument: Instrument) -> list[Plain]:
    """By their codes; where no item has one, the questions with weights, if there are just as many."""
    by_code = {code: item for item in written["items"] for code in _codes(item)}
    coded = [by_code[code] for code in instrument.item_codes if code in by_code]
    if coded:
        return coded
    return [item for item in written["items"] if _weighted(written, item)]


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


def _without_activity(written: Plain, items: list[Plain]) -> None:
    """Of an instrument for months with activity, an answer that weighs 0 says that there was none."""
    for name in {item["answers"] for item in items if isinstance(item.get("answers"), str)}:
        written["answer_lists"][name] = [
            {key: value for key, value in option.items() if key != "weight"} | {"not_applicable": "yes"}
            if option.get("weight") == "0"
            else option
            for option in written["answer_lists"].get(name, [])
        ]


def _scale(instrument: Instrument, items: list[Plain], total: Plain | None) -> Plain:
    share = instrument.need.share if instrument.need else 1
    ids = [item["id"] for item in items]
    scale: Plain = {"id": instrument.id, "title": instrument.name, "items": ids, "method": instrument.method}
    scale |= {"need": str(share), "higher": instrument.higher, "decimals": instrument.decimals}
    scale |= {"bands": [{"from": str(band.start), "name": band.name, "text": band.text} for band in instrument.bands]}
    scale |= {"instrument": instrument.id, "whole": instrument.activity}
    if instrument.factors:
        scale["factors"] = {own: str(factor) for own, factor in zip(ids, instrument.factors, strict=True)}
    return scale | ({"total": total["id"]} if total else {})


def _worked_out(total: Plain, report: Report) -> None:
    if "read_only" not in total:
        total["read_only"] = "yes"
        sentence = "this total is worked out from the answers, and not asked"
        report.change(_name(total), sentence)


def _add_plain_total(written: Plain, found: Plain, report: Report) -> None:
    totals = [item for item in written["items"] if item.get("read_only") and item["type"] in ("integer", "decimal")]
    choices = [item for item in written["items"] if item["type"] == "choice" and "hidden" not in item]
    choices = [item for item in choices if not isinstance(item.get("answers"), list)]  # yes and no weigh nothing
    weighed = [item for item in choices if _weighted(written, item)]
    if len(totals) != 1:
        report.scoring = "No score: the form has no one total that is worked out."
        return
    [total] = totals
    bare = [item for item in choices if not _all_weighted(written, item)]
    if bare or not weighed:
        name = bare[0].get("link_id", bare[0]["id"]) if bare else ""
        report.scoring = (
            f"No score: an answer to '{name}' has no weight." if bare else "No score: no answer has a weight."
        )
    elif _formula_of(found, total) and _MORE_THAN_ADDING.search(_formula_of(found, total)):
        report.scoring = "No score: the formula of the total does more than add, and formulas are not run."
    else:
        written["scales"] = [
            {"id": "total", "title": total["text"][:200], "items": [item["id"] for item in weighed], "method": "sum",
             "need": "1", "higher": "unsaid", "total": total["id"]}
        ]  # fmt: skip
        report.scoring = "Scored as the sum of the weights of all answers; the form does not say which way is better."


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
