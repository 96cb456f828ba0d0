"""One walk over the items of a response: what was answered, by the ids of our own items."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from nearer.domain.answers import AnswerState
from nearer.domain.items import Item, QuestionnaireNode
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import copy_name
from nearer.domain.typed_numbers import NumberRefused, NumberRule, read_typed_number
from nearer.fhir.absent import declines
from nearer.fhir.constants import BESIDE
from nearer.fhir.item_tree import Order
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node, dicts
from nearer.fhir.report import Report, shorten_address
from nearer.fhir.response_values import LeftOut, read_value

_NO_ITEM = "what stands in place of an item cannot be read; it is left out"


def left_out_sentence(reason: str) -> str:
    return f"{reason} This answer is left out." if reason.endswith(".") else f"{reason}; this answer is left out"


class ResponseWalk:
    """`raw` are the answers as `read_answer` takes them, by id; `~` after an id counts the copies of what repeats.

    An answer that does not fit is `left_out` with a change. An item that is there twice is a problem: nobody knows
    which of them was meant.
    """

    def __init__(self, questionnaire: Questionnaire, report: Report) -> None:
        order = Order(questionnaire)
        self.questionnaire, self.report = questionnaire, report
        self.raw: dict[str, object] = {}
        self.totals: dict[str, Decimal] = {}
        self.left_out: set[str] = set()
        self._known: dict[str, QuestionnaireNode] = {order.link(one): one for one in questionnaire.standing}
        self._times: Counter[tuple[bool, str]] = Counter()
        self._answers_before: Counter[str] = Counter()
        self._unknown: list[Node] = []

    def read(self, response: JsonObject) -> None:
        if not isinstance(response.get("item") or [], list | dict):
            self.report.problem("", "'item' takes a list")
        self._walk(Node(response, "", self.report), "")
        for node in self._unknown:
            if not node.where:
                node.report.change("", "an item has no linkId; it is left out")
            elif self._times:
                node.report.change(node.where, "this item is not in the questionnaire; it is left out")
            else:
                node.problem("this item is not in the questionnaire")

    def _walk(self, parent: Node, copies: str) -> None:
        """`copies` is what the ids of everything inside end with."""
        for found in self._items_in(parent):
            link = found.get("linkId")
            node = self._node(found, shorten_address(link) if isinstance(link, str) else "")
            standing = self._known.get(link) if isinstance(link, str) else None
            if standing is None:
                self._stray(node, link, copies)
                continue
            self.report.items += 1
            is_item = isinstance(standing, Item)
            self._times[is_item, standing.id + copies] += 1
            times = self._times[is_item, standing.id + copies]
            if times > 1 and not standing.repeats and getattr(standing, "type", "") != "several":
                node.problem(f"this {'item' if is_item else 'group'} is there twice and does not repeat")
            if isinstance(standing, Item):
                self._read_question(node, standing, copies)
            else:
                if found.get("answer"):
                    self.report.change(node.where, "is a group and has no answer of its own; it is left out")
                self._walk(node, copies + copy_name("", standing.id, times))

    def _node(self, element: JsonObject, where: str) -> Node:
        """What is no extension is left out, and costs nothing else."""
        extensions = element.get("extension")
        if extensions is not None and not (isinstance(extensions, list) and dicts(extensions) == extensions):
            self.report.change(where, "what stands in place of an extension cannot be read; it is left out")
            element = element | {"extension": dicts(extensions)}
        return Node(element, where, self.report)

    def _items_in(self, parent: Node) -> list[JsonObject]:
        """One that stands there without its list is taken; what is no item is left out, and costs no other."""
        raw_items = parent.element.get("item")
        items = dicts([raw_items] if isinstance(raw_items, dict) else raw_items)
        if raw_items is not None and not (isinstance(raw_items, list) and len(items) == len(raw_items)):
            is_item = isinstance(raw_items, dict)
            self.report.change(
                parent.where, "its one item does not stand in a list; it is taken" if is_item else _NO_ITEM
            )
        return items

    def _stray(self, node: Node, link: object, copies: str) -> None:
        """What another version of the form asked. Words that our own files write beside their items are none."""
        if not (isinstance(link, str) and link.endswith(BESIDE) and link.rpartition(".")[0] in self._known):
            self._unknown.append(node)
        for answer in dicts(node.element.get("answer")):
            self._walk(self._node(answer, node.where), copies)
        self._walk(node, copies)

    def _read_question(self, node: Node, item: Item, copies: str) -> None:
        name = item.id + copies
        answers = self._answers(node, name)
        if item.read_only:
            self._read_total(item, answers)
        elif declines(node):
            self.raw[name] = {"state": AnswerState.DECLINED.value}
        elif item.type == "several":
            self._read_several(node, item, answers, name)
        else:
            self._read_answers(node, item, answers, name)
        for number, answer in enumerate(answers, start=1):
            self._walk(answer, copies + copy_name("", item.id, number) if item.repeats else copies)
        self._walk(node, copies)

    def _answers(self, node: Node, name: str) -> list[Node]:
        """Those that can be looked into; one that stands there without its list is taken."""
        raw_answers = node.element.get("answer")
        if isinstance(raw_answers, dict):
            node.report.change(node.where, "its answer does not stand in a list; it is taken")
            raw_answers = [raw_answers]
        answers = dicts(raw_answers)
        if raw_answers is not None and not (isinstance(raw_answers, list) and len(answers) == len(raw_answers)):
            self._leave_out(node, name, LeftOut("what stands in place of an answer cannot be read"))
        return [self._node(one, node.where) for one in answers]

    def _read_answers(self, node: Node, item: Item, answers: list[Node], name: str) -> None:
        if len(answers) > 1 and not item.repeats:
            node.problem("has several answers and takes one")
        before = self._answers_before[name]
        self._answers_before[name] += len(answers)
        for number, answer in enumerate(answers, start=before + 1):
            copy = copy_name(name, item.id, number)
            try:
                self.raw[copy] = read_value(item, answer, self.questionnaire)
            except LeftOut as reason:
                self._leave_out(answer, copy, reason)

    def _read_several(self, node: Node, item: Item, answers: list[Node], name: str) -> None:
        """One that does not fit leaves all of them out: the others alone would be another answer."""
        values: list[object] = []
        for answer in answers:
            try:
                value = read_value(item, answer, self.questionnaire)
            except LeftOut as reason:
                self.raw.pop(name, None)
                self._leave_out(answer, name, reason)
                return
            if isinstance(value, dict) and "state" in value:
                self.raw[name] = value
                return
            values += [] if value is None else [value]
        before = self.raw.get(name)
        if values and name not in self.left_out:
            all_chosen = [*(before if isinstance(before, list) else ()), *values]
            self.raw[name] = once = [one for place, one in enumerate(all_chosen) if one not in all_chosen[:place]]
            if len(once) < len(all_chosen):
                self.report.change(node.where, "chooses the same twice; it counts once")

    def _leave_out(self, answer: Node, name: str, reason: LeftOut) -> None:
        self.left_out.add(name)
        self.report.change(answer.where, left_out_sentence(str(reason)))

    def _read_total(self, item: Item, answers: list[Node]) -> None:
        """A total is a number, however it is written; one that is none is said not to be compared."""
        raw_total = answers[0].element if answers else {}
        measured = raw_total.get("valueQuantity")
        raw_total = measured if isinstance(measured, dict) else raw_total
        values = [value for key, value in raw_total.items() if key.startswith("value")]
        number = _number_in(values[0]) if len(values) == 1 and raw_total.get("comparator") is None else None
        is_total = any(scale.total == item.id for scale in self.questionnaire.scales)
        if number is not None:
            self.totals[item.id] = number
            if isinstance(values[0], str):
                self.report.change(answers[0].where, "its number is written as a text; it is taken")
        elif values and is_total:
            self.report.change(answers[0].where, "the recorded total is not a plain number, and is not compared")


def _number_in(value: object) -> Decimal | None:
    """The number that a value is, or that stands in a text; None for any other."""
    if isinstance(value, str):
        try:
            return read_typed_number(value, NumberRule())
        except NumberRefused:
            return None
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
