"""Scores of a form that is no published instrument: the totals that stand in it, where it is plain what they add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from nearer.domain.item_parts import Repeats
from nearer.domain.items import Item
from nearer.domain.scales import Scale
from nearer.fhir.constants import CALCULATED, MEASURED_TYPES, VARIABLE
from nearer.fhir.formulas import Sum, read_sum
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.refusals import every_item
from nearer.instruments.scored_form import ScoredForm, is_weighed, name_of
from nearer.language.error_catalogue.fhir_errors import FhirScoringText


def add_plain_totals(form: ScoredForm, resource: JsonObject) -> None:
    """A total adds up what its formula names, else all items, of which every one has weights then.

    Words, days and times weigh nothing.
    """
    totals = [item for item in form.items if item.read_only and item.type in MEASURED_TYPES]
    formulas, variables = _formulas_of(resource), _variables_of(resource)
    sums = {item.id: read_sum(formulas.get(name_of(item), ""), variables) for item in totals}
    total_names = [own for own, total in sums.items() if total and (total.links or total.beginnings)]
    if len(totals) != 1 and not total_names:
        form.scoring = str(FhirScoringText.SEVERAL_TOTALS() if totals else FhirScoringText.NO_TOTAL())
        return
    form.scoring = " ".join(
        _score_total(form, total, sums[total.id], bool(formulas.get(name_of(total))))
        for total in totals
        if len(totals) == 1 or total.id in total_names
    )


def _formulas_of(resource: JsonObject) -> dict[str, str]:
    """By linkId the text of the formula there; it is looked at, and never run."""
    return {
        str(item.get("linkId")): expression
        for item in every_item(resource)
        for _, expression in _expressions(item, CALCULATED)
    }


def _variables_of(resource: JsonObject) -> dict[str, str]:
    """The variables of the form and of its items; one that means two things is left out."""
    names: dict[str, set[str]] = {}
    for element in (resource, *every_item(resource)):
        for name, expression in _expressions(element, VARIABLE):
            names.setdefault(name, set()).add(expression)
    return {name: min(texts) for name, texts in names.items() if len(texts) == 1}


def _expressions(element: JsonObject, url: str) -> Iterator[tuple[str, str]]:
    for extension in dicts(element.get("extension")):
        value = extension.get("valueExpression")
        if extension.get("url") == url and isinstance(value, dict):
            yield str(value.get("name", "")), str(value.get("expression", ""))


def _score_total(form: ScoredForm, total: Item, formula: Sum | None, has_formula: bool) -> str:
    """Add the scale of one total, or nothing; what is to be said of it."""
    questions = [item for item in form.items if item.is_asked]
    if has_formula and formula is None:
        return str(FhirScoringText.TOTAL_DOES_MORE())
    items = _find_added_items(form, questions, formula or Sum())
    if isinstance(items, str):
        return str(FhirScoringText.TOTAL_ADDS_OTHER(link=items))
    if sentence := _not_plain(form, items) or (_other_values(items) if formula and formula.of_values else ""):
        return sentence
    weighed = [item.id for item in items if is_weighed(item)]
    hides_own = _hidden_by_own(form, weighed)
    own = "total" if not form.scales else f"total-{len(form.scales) + 1}"
    form.scales.append(
        Scale(
            id=own, title=total.text[:200], items=tuple(weighed), method="sum", need=Fraction(1),
            higher="unsaid", total=total.id, hidden_counts_zero=hides_own,
        )
    )  # fmt: skip
    some = str(FhirScoringText.SUM_OF_SOME(total=name_of(total), count=len(weighed)))
    sentences = [str(FhirScoringText.SUM_OF_ALL()) if len(items) == len(questions) else some]
    sentences += [str(FhirScoringText.HIDDEN_COUNTS_ZERO())] if hides_own else []
    sentences += [str(FhirScoringText.MISSING_LEAVES_NO_SUM())] if formula and formula.zero_for_missing else []
    return " ".join(sentences)


def _hidden_by_own(form: ScoredForm, names: list[str]) -> bool:
    """Whether all that may be hidden of these is so by an answer of their own, whose weight says that it is none."""
    gated = [looked for name in names if (looked := form.depends_on(form.item_by_id[name]))]
    return bool(gated) and all(looked <= set(names) for looked in gated)


def _find_added_items(form: ScoredForm, questions: list[Item], formula: Sum) -> list[Item] | str:
    """The items that a formula adds up, named themselves or by their group; else the name that is no question."""
    by_name = {name_of(item): [item] for item in questions}
    groups = {name_of(section): section.id for section in form.questionnaire.sections}
    linked_items = [(link, by_name.get(link) or _in_section(questions, groups.get(link, ""))) for link in formula.links]
    linked_items += [
        (link, [item for item in questions if name_of(item).startswith(link)]) for link in formula.beginnings
    ]
    items: list[Item] = []
    for link, own in linked_items:
        if not own or any(item in items for item in own):
            return link[:60]
        items += own
    return items or [item for item in questions if name_of(item) not in formula.without]


def _in_section(questions: list[Item], section: str) -> list[Item]:
    return [item for item in questions if item.section == section]


def _not_plain(form: ScoredForm, items: list[Item]) -> str:
    """Why it is not plain what the total is the sum of; empty when it is."""
    for item in items:
        if item.type in ("choice", "several") and not _all_weighed(item):
            return str(FhirScoringText.ANSWER_WITHOUT_WEIGHT(name=name_of(item)))
        if item.type == "several" or item.repeats not in (None, Repeats()) or form.repeats_around(item):
            return str(FhirScoringText.SEVERAL_ANSWERS(name=name_of(item)))
        if item.type in MEASURED_TYPES:
            return str(FhirScoringText.NUMBER_WITHOUT_WEIGHT(name=name_of(item)))
    return "" if any(map(is_weighed, items)) else str(FhirScoringText.NOTHING_WEIGHS())


def _other_values(items: list[Item]) -> str:
    """Why a sum of the answers' own numbers is not that of their weights; empty when none differs."""
    for item in items:
        for option in item.options:
            own = option.text if option.kind else option.code_elsewhere
            if own.isdecimal() and option.weight not in (None, Decimal(own)):
                return str(FhirScoringText.SUM_OF_CODES(name=name_of(item)))
    return ""


def _all_weighed(item: Item) -> bool:
    return all(option.weight is not None or option.not_applicable for option in item.options) and not item.open
