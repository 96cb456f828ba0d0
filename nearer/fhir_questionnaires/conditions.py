"""enableWhen as a condition of ours. What it compares with is looked up among the options that the file offers.

https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from nearer.domain.conditions import find_cycle
from nearer.domain.item_parts import AnswerOption, Condition
from nearer.domain.items import Item, Section
from nearer.domain.written_numbers import written_number
from nearer.fhir.json_reader import is_number
from nearer.fhir.models import FhirItem, FhirWhen
from nearer.fhir.report import ItemNotes, shorten_address
from nearer.fhir_questionnaires.items import ImportedItem, ItemReader
from nearer.language.error_catalogue.fhir_errors import FhirConditionText

_ORDERS = {">=": "at_least", "<=": "at_most", ">": "above", "<": "below"}
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def add_conditions(reader: ItemReader) -> None:
    """Add the conditions, once every item is known. An item that comes later would make questions appear above the one
    being answered."""
    for entry in reader.entries:
        if entry.element is None or not entry.element.enableWhen and not entry.element.enableBehavior:
            continue
        condition = _read_condition(entry.element, entry.notes, reader)
        if condition is not None:
            entry.node = replace(entry.node, show_if=condition)
            for when in entry.element.enableWhen:
                _check_order(entry, reader.imported_items[when.question or ""], reader)


def refuse_cycles(reader: ItemReader) -> None:
    """A problem for items that wait for each other. Those that wait for themselves were named already."""
    waits_for = {
        entry.link: [when.question or "" for when in entry.element.enableWhen]
        for entry in reader.entries
        if entry.element is not None
    }
    if cycle := find_cycle({own: others for own, others in waits_for.items() if own not in others}):
        chain = " -> ".join((*cycle, cycle[0]))
        reader.report.notes(cycle[0]).problem(FhirConditionText.CIRCLE, chain=chain)


def _read_condition(element: FhirItem, notes: ItemNotes, reader: ItemReader) -> Condition | None:
    """Raises nothing: what cannot be a condition of ours is a problem in the report."""
    behaviour, whens = element.enableBehavior, element.enableWhen
    if not whens:
        return None
    if len(whens) > 1 and behaviour is None:
        notes.change(FhirConditionText.NO_BEHAVIOUR)
    if behaviour not in (None, "all", "any"):
        notes.problem(FhirConditionText.UNKNOWN_BEHAVIOUR, behaviour=behaviour[:40])
        behaviour = "all"
    parts = [part for when in whens if (part := _read_test(when, notes, reader))]
    if len(parts) < len(whens):
        return None
    if behaviour is None and len(parts) == 1:
        return parts[0]
    return Condition(any=tuple(parts)) if behaviour == "any" else Condition(all=tuple(parts))


def _read_test(when: FhirWhen, notes: ItemNotes, reader: ItemReader) -> Condition | None:
    when.report_wrong(notes)
    if when.question is None:
        if "question" not in when.source:
            notes.problem(FhirConditionText.NO_QUESTION)
        return None
    link = shorten_address(when.question)
    target = reader.imported_items.get(when.question)
    if target is None:
        notes.problem(FhirConditionText.QUESTION_MISSING, link=link)
    elif len(when.answers) != 1:
        notes.problem(FhirConditionText.ONE_ANSWER)
    elif target.unknown:
        notes.change(FhirConditionText.OPTIONS_MISSING, link=link)
    elif not isinstance(target.node, Item) or target.node.type == "display":
        notes.problem(FhirConditionText.NOT_A_QUESTION, link=link)
    else:
        [(kind, value)] = when.answers.items()
        return _Comparison(notes, target.node, link, kind, value).read(when.operator or "")
    return None


@dataclass(frozen=True)
class _Comparison:
    """One test of another item: the key of what it compares with, and the value."""

    notes: ItemNotes
    target: Item
    link: str
    kind: str
    value: Any

    def read(self, sign: str) -> Condition | None:
        if sign == "exists":
            if isinstance(self.value, bool):
                return Condition(item=self.target.id, answered=self.value)
            self.notes.problem(FhirConditionText.EXISTS_TAKES)
        elif sign not in ("=", "!=", *_ORDERS):
            self.notes.problem(FhirConditionText.UNKNOWN_SIGN if sign else FhirConditionText.NO_SIGN, sign=sign[:20])
        elif self.target.options:
            return self._with_numbers(sign) if sign in _ORDERS else self._with_option(sign)
        elif (text := _text_of(self.kind, self.value)) is not None:
            return self._condition(sign, (text,))
        else:
            self.notes.problem(FhirConditionText.UNREADABLE_VALUE)
        return None

    def _condition(self, sign: str, values: tuple[str, ...]) -> Condition:
        if sign in _ORDERS:
            return Condition(item=self.target.id, **{_ORDERS[sign]: values[0]})  # type: ignore[arg-type]
        if sign == "=":
            return Condition(item=self.target.id, one_of=values)
        return Condition(item=self.target.id, none_of=values)

    def _with_option(self, sign: str) -> Condition | None:
        codes = [option.code for option in self.target.options if self._is(option)]
        if codes:
            return self._condition(sign, (codes[0],))
        value = self.value
        by_words = self.kind == "answerCoding" and isinstance(value, dict) and not value.get("code")
        text = value.get("display") if by_words else _text_of(self.kind, value)
        matching_codes = [option.code for option in self.target.options if text in (option.text, option.code_elsewhere)]
        if not matching_codes:
            self.notes.problem(FhirConditionText.NOT_OFFERED, link=self.link)
            return None
        self.notes.change(FhirConditionText.TAKEN_AS_OPTION, kind=self.kind[6:].lower(), code=matching_codes[0])
        return self._condition(sign, (matching_codes[0],))

    def _is(self, option: AnswerOption) -> bool:
        kind, value = self.kind, self.value
        if kind == "answerCoding" and isinstance(value, dict):
            system = option.coding.system if option.coding else None
            same_system = value.get("system") == system or not (value.get("system") and system)
            return option.kind is None and value.get("code") == option.code_elsewhere and same_system
        if kind == "answerReference" and isinstance(value, dict):
            return option.kind == "reference" and value.get("reference") == option.code_elsewhere
        if kind == "answerBoolean" and option.kind == "boolean":
            return option.code == ("yes" if value is True else "no")
        return (option.kind or "").title() == kind[6:] and option.text == _text_of(kind, value)

    def _with_numbers(self, sign: str) -> Condition | None:
        """Weights are compared; where there are none, the numbers that stand as codes or texts."""
        bound = _decimal(_text_of(self.kind, self.value))
        options = self.target.options
        if bound is not None and all(option.weight is not None for option in options):
            return self._condition(sign, (written_number(bound),))
        numbers = {option.code: _decimal(option.code_elsewhere) for option in options}
        if bound is None or None in numbers.values():
            self.notes.problem(FhirConditionText.OPTIONS_WITHOUT_NUMBERS)
            return None
        codes = [code for code, number in numbers.items() if number is not None and _COMPARE[sign](number, bound)]
        self.notes.change(FhirConditionText.TAKEN_AS_OPTIONS)
        return Condition(item=self.target.id, one_of=tuple(codes)) if codes else None


def _text_of(kind: str, value: Any) -> str | None:
    """A value as a condition writes it; None for what has no such form."""
    if kind == "answerQuantity" and isinstance(value, dict):
        number, unit = value.get("value"), value.get("code") or value.get("unit")
        if not isinstance(number, int | Decimal) or not isinstance(unit, str | None):
            return None
        return " ".join(filter(None, (written_number(number), unit)))
    if is_number(value):
        return written_number(value)
    return value if isinstance(value, str) and value.strip() else None


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _check_order(entry: ImportedItem, target: ImportedItem, reader: ItemReader) -> None:
    """What it looks at comes before, is asked, and is only there once: FHIR does not say which of several is meant."""
    notes, link = entry.notes, shorten_address(target.link)
    if target is entry:
        notes.problem(FhirConditionText.DEPENDS_ON_ITSELF)
    elif target.order > entry.order:
        notes.problem(FhirConditionText.COMES_LATER, link=link)
    around = list(_enclosing_entries(entry, reader))
    several = [
        outer
        for outer in _enclosing_entries(target, reader)
        if outer.node.repeats and getattr(outer.node, "type", "") != "several"
    ]
    if any(one not in around for one in several):
        notes.change(FhirConditionText.FIRST_COPY, link=link)
    if isinstance(target.node, Item) and not target.node.is_asked:
        notes.change(FhirConditionText.LOOKS_AT_UNASKED, link=link)


def _enclosing_entries(entry: ImportedItem, reader: ItemReader) -> Iterator[ImportedItem]:
    """The entry, then what it stands in or under, outwards."""
    above: ImportedItem | None = entry
    while above is not None:
        yield above
        node = above.node
        section = node.section if isinstance(node, Item) else node.inside
        above = reader.by_id.get((Item, node.under) if node.under else (Section, section or ""))
