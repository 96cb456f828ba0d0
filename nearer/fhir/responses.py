"""A FHIR QuestionnaireResponse read as answers of ours, and its recorded totals worked out again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from nearer.domain import (
    Answer,
    AnswerRefused,
    AnswerState,
    Item,
    Questionnaire,
    Score,
    copy_name,
    read_answer,
    score_response,
    settle,
    unfolded,
)
from nearer.domain.questionnaire import Standing
from nearer.fhir.node import Node
from nearer.fhir.order import Order
from nearer.fhir.report import Report
from nearer.fhir.shapes import refuse_other_kinds
from nearer.fhir.strict import Refused, read_json
from nearer.fhir.write_options import value_of

Plain = dict[str, Any]

ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
DECLINED = "asked-declined"


@dataclass
class Recorded:
    """What a response holds: answers as `read_answer` takes them, totals by item, and what became of each."""

    report: Report
    raw: dict[str, object] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()


def read_response(content: bytes, questionnaire: Questionnaire) -> Recorded:
    """Never raises for a file. With problems there are no scores: an answer that is not understood is not left out."""
    recorded = Recorded(Report())
    try:
        found = read_json(content)
        if found.get("resourceType") != "QuestionnaireResponse":
            raise Refused(f"this is a FHIR {str(found.get('resourceType'))[:40]}, not a QuestionnaireResponse")
        refuse_other_kinds(found)
        _check_head(found, questionnaire, recorded.report)
        _Reading(questionnaire, recorded).walk(Node(found, "", recorded.report), "")
    except Refused as refused:
        recorded.report.problem(refused.item, str(refused))
    if not recorded.report.problems:
        _score(questionnaire, recorded)
    return recorded


def _check_head(found: Plain, questionnaire: Questionnaire, report: Report) -> None:
    address, _, version = str(found.get("questionnaire", "")).partition("|")
    if questionnaire.url and address and address != questionnaire.url:
        report.problem("", f"answers another questionnaire: {address[:80]}")
    if version and version != questionnaire.version:
        report.change("", f"answers version {version[:20]} of the questionnaire, and this is {questionnaire.version}")
    if found.get("status") == "entered-in-error":
        report.problem("", "it was entered in error")
    elif found.get("status") not in ("completed", "amended"):
        report.change("", "it is not marked as completed")


class _Reading:
    """One walk over a response. `~` after an id counts the copies of what repeats."""

    def __init__(self, questionnaire: Questionnaire, recorded: Recorded) -> None:
        order = Order(questionnaire)
        self.recorded = recorded
        self.known: dict[str, Standing] = {order.link(one): one for one in questionnaire.standing}

    def walk(self, parent: Node, copies: str) -> None:
        """`copies` is what the ids of everything inside end with."""
        seen: Counter[str] = Counter()
        for found in parent.all("item", dict):
            link = found.get("linkId")
            node = Node(found, str(link)[:60], parent.report)
            one = self.known.get(link) if isinstance(link, str) else None
            if one is None:
                node.problem("this item is not in the questionnaire")
                continue
            self.recorded.report.items += 1
            seen[one.id] += 1
            if isinstance(one, Item):
                self._question(node, one, copies)
            else:
                if seen[one.id] > 1 and not one.repeats:
                    node.problem("this group is there twice and does not repeat")
                self.walk(node, copies + copy_name("", one.id, seen[one.id]))

    def _question(self, node: Node, item: Item, copies: str) -> None:
        answers = list(node.nodes("answer"))
        if node.extension(ABSENT) == DECLINED:
            self.recorded.raw[item.id + copies] = {"state": AnswerState.DECLINED.value}
        values = [_value(item, answer) for answer in answers]
        if item.read_only and values:
            self._total(item, answers[0])
        elif item.type == "several" and values:
            self.recorded.raw[item.id + copies] = values
        else:
            if len(values) > 1 and not item.repeats:
                node.problem("has several answers and takes one")
            for number, value in enumerate(values, start=1):
                self.recorded.raw[copy_name(item.id + copies, item.id, number)] = value
        for number, answer in enumerate(answers, start=1):
            self.walk(answer, copies + copy_name("", item.id, number) if item.repeats else copies)
        self.walk(node, copies)

    def _total(self, item: Item, answer: Node) -> None:
        found = answer.found.get("valueQuantity", answer.found)
        numbers = [value for value in found.values() if isinstance(value, int | Decimal)]
        if numbers and not isinstance(numbers[0], bool):
            self.recorded.totals[item.id] = Decimal(numbers[0])


def _value(item: Item, answer: Node) -> object:
    """What a person chose or wrote, as our own forms give it. What does not fit is refused when it is read."""
    values = [(key, value) for key, value in answer.found.items() if key.startswith("value")]
    if len(values) != 1:
        answer.problem("an answer has exactly one value")
        return None
    [(key, value)] = values
    if item.read_only:
        return None
    if item.options or item.open:
        return _chosen(answer, item, (key, value))
    if key == "valueQuantity" and isinstance(value, dict):
        return _quantity(item, value)
    if isinstance(value, dict | list):
        answer.problem("its answer is of another kind")
    return value


def _chosen(node: Node, item: Item, given: tuple[str, Any]) -> object:
    """By system and code; by the code alone where the response names no system."""
    key, value = given
    for option in item.options:
        own_key, own = value_of(option)
        if own_key == key and (_same(own, value) if isinstance(own, dict) else own == value):
            return option.code
    if item.open and key == "valueString":
        return {"text": value}
    node.problem("its answer is not one of those that are offered")
    return None


def _same(own: Plain, value: Any) -> bool:
    if isinstance(value, dict) and "reference" in own:
        return own["reference"] in (value.get("reference"), value.get("display"))
    return (
        isinstance(value, dict)
        and value.get("code") == own["code"]
        and (value.get("system") in (None, own.get("system")))
    )


def _quantity(item: Item, value: Plain) -> object:
    names = {name for name in (value.get("code"), value.get("unit")) if isinstance(name, str)}
    units = [unit.code for unit in item.units if {unit.code, unit.text, unit.coding and unit.coding.code} & names]
    unit = units[0] if units else min(names, default=None)
    return {"number": value.get("value"), "unit": unit}


def _score(questionnaire: Questionnaire, recorded: Recorded) -> None:
    asked = unfolded(questionnaire, recorded.raw)
    links = Order(asked)
    for name, raw in recorded.raw.items():
        item = asked.item_by_id.get(name)
        if item is None:
            first = questionnaire.item_by_id[name.split("~")[0]]
            recorded.report.problem(links.link(first), "is there more often than it may be")
            continue
        try:
            recorded.answers[name] = read_answer(item, raw)
        except AnswerRefused as refused:
            recorded.report.problem(links.link(item), str(refused))
    if recorded.report.problems:
        return
    for name, answer in settle(questionnaire, recorded.answers).items():
        given = recorded.answers.get(name)
        if answer.state is AnswerState.NOT_SHOWN and given and given.state is not AnswerState.SKIPPED:
            link = links.link(asked.item_by_id[name])
            recorded.report.change(link, "with the other answers it is not asked; its answer does not count")
    recorded.scores = score_response(questionnaire, recorded.answers)
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        if score.value is None:
            recorded.report.change("", _why_none(scale.title, score))
    _compare_totals(questionnaire, recorded)


def _why_none(title: str, score: Score) -> str:
    if not score.applies:
        return f"{title}: no score, since its questions do not apply"
    return f"{title}: no score; it needs {score.needed} answers and has {score.answered}"


def _compare_totals(questionnaire: Questionnaire, recorded: Recorded) -> None:
    """A total that was recorded is never taken over; where it differs from the answers, both are said."""
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        total = recorded.totals.get(scale.total or "")
        if total is not None and total != score.value:
            ours = "there are too few answers for a score" if score.value is None else f"the answers give {score.value}"
            item = Order(questionnaire).link(questionnaire.item(scale.total or ""))
            recorded.report.change(item, f"the recorded total is {total}, and {ours}")
