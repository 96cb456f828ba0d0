"""Scores of a form that is no published instrument: the totals that stand in it, where it is plain what they add up."""

from __future__ import annotations

from decimal import Decimal

from nearer.fhir.expressions import formulas_of, variables_of
from nearer.fhir.formulas import Sum, read_sum
from nearer.fhir.item_types import MEASURED_TYPES
from nearer.fhir.json_object import JsonObject
from nearer.fhir.recognised import looks_at
from nearer.fhir.report import Report
from nearer.fhir.written_items import is_weighed, name_of, options_of, repeats_around

_DOES_MORE = "the formula of the total does more than add, and formulas are not run."
_ALL = "Scored as the sum of the weights of all answers; the form does not say which way is better."
_SOME = "'{total}' is scored as the sum of the weights of {count} answers."
_HIDDEN = "A question that an answer of 0 hides counts 0."
_ZERO = "Its formula counts a missing answer as 0; here a missing answer leaves no sum."


def add_plain_totals(written: JsonObject, resource: JsonObject, report: Report) -> None:
    """A total adds up what its formula names, else all items, of which every one has weights then.

    Words, days and times weigh nothing.
    """
    totals = [item for item in written["items"] if item.get("read_only") and item["type"] in MEASURED_TYPES]
    formulas = formulas_of(resource)
    sums = {item["id"]: read_sum(formulas.get(name_of(item), ""), variables_of(resource)) for item in totals}
    named = [own for own, one in sums.items() if one and (one.links or one.beginnings)]
    if len(totals) != 1 and not named:
        number = "no total that is" if not totals else "several totals that are"
        report.scoring = f"No score: the form has {number} worked out."
        return
    report.scoring = " ".join(
        _scored(written, total, sums[total["id"]], bool(formulas.get(name_of(total))))
        for total in totals
        if len(totals) == 1 or total["id"] in named
    )


def _scored(written: JsonObject, total: JsonObject, formula: Sum | None, has_formula: bool) -> str:
    """Add the scale of one total, or nothing; what is to be said of it."""
    questions = [item for item in written["items"] if not item.get("read_only") and "hidden" not in item]
    if has_formula and formula is None:
        return f"No score: {_DOES_MORE}"
    items = _added(written, questions, formula or Sum())
    if isinstance(items, str):
        return f"No score: the formula of the total adds up '{items}', which is no question with weights."
    if sentence := _not_plain(written, items) or (formula and formula.of_values and _other_values(written, items)):
        return f"No score: {sentence}"
    weighed = [item["id"] for item in items if is_weighed(written, item)]
    scales = written.setdefault("scales", [])
    own = "total" if not scales else f"total-{len(scales) + 1}"
    inner = _hidden_by_own(written, weighed)
    scales.append(
        {"id": own, "title": total["text"][:200], "items": weighed, "method": "sum",
         "need": "1", "higher": "unsaid", "total": total["id"]}
        | ({"hidden_counts_zero": "yes"} if inner else {})
    )  # fmt: skip
    sentences = [_ALL if len(items) == len(questions) else _SOME.format(total=name_of(total), count=len(weighed))]
    sentences += [_HIDDEN] if inner else []
    return " ".join([*sentences, *([_ZERO] if formula and formula.zero_for_missing else [])])


def _hidden_by_own(written: JsonObject, names: list[str]) -> bool:
    """Whether all that may be hidden of these is so by an answer of their own, whose weight says that it is none."""
    items = [item for item in written["items"] if item["id"] in names]
    gated = [looked for item in items if (looked := looks_at(written, item))]
    return bool(gated) and all(looked <= set(names) for looked in gated)


def _added(written: JsonObject, questions: list[JsonObject], formula: Sum) -> list[JsonObject] | str:
    """The items that a formula adds up, named themselves or by their group; else the name that is no question."""
    by_name = {name_of(item): [item] for item in questions}
    groups = {name_of(section): section["id"] for section in written["sections"]}
    named = [(link, by_name.get(link) or _in_section(questions, groups.get(link, ""))) for link in formula.links]
    named += [(link, [item for item in questions if name_of(item).startswith(link)]) for link in formula.beginnings]
    items: list[JsonObject] = []
    for link, own in named:
        if not own or any(item in items for item in own):
            return link[:60]
        items += own
    return items or [item for item in questions if name_of(item) not in formula.without]


def _in_section(questions: list[JsonObject], section: str) -> list[JsonObject]:
    return [item for item in questions if item["section"] == section]


def _not_plain(written: JsonObject, items: list[JsonObject]) -> str:
    """Why it is not plain what the total is the sum of; empty when it is."""
    for item in items:
        if item["type"] in ("choice", "several") and not _all_weighed(written, item):
            return f"an answer to '{name_of(item)}' has no weight."
        if item["type"] == "several" or item.get("repeats") or repeats_around(written, item):
            return f"'{name_of(item)}' takes several answers, and the form does not say how they count."
        if item["type"] in MEASURED_TYPES:
            return f"'{name_of(item)}' is a number without a weight, and the form does not say whether it counts."
    return "" if any(is_weighed(written, item) for item in items) else "no answer has a weight."


def _other_values(written: JsonObject, items: list[JsonObject]) -> str:
    """Why a sum of the answers' own numbers is not that of their weights; empty when none differs."""
    for item in items:
        for option in options_of(written, item):
            own = str(option.get("coding", option)["code"]) if "kind" not in option else option["text"]
            if own.isdecimal() and Decimal(own) != Decimal(str(option.get("weight", own))):
                return f"its formula adds the answers of '{name_of(item)}' themselves, and they are not their weights."
    return ""


def _all_weighed(written: JsonObject, item: JsonObject) -> bool:
    options = options_of(written, item)
    return all("weight" in option or "not_applicable" in option for option in options) and not item.get("open")
