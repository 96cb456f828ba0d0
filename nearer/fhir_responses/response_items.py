"""One walk over the items of a response: what was answered, by the ids of our own items."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from nearer.domain.answers import AnswerState
from nearer.domain.items import Item, QuestionnaireNode
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import copy_name
from nearer.fhir.constants import BESIDE
from nearer.fhir.json_reader import JsonObject, dicts, is_number
from nearer.fhir.report import ItemNotes, LeftOut, Report, shorten_address
from nearer.fhir_questionnaires.item_tree import Order
from nearer.fhir_responses.response_models import Answered, FhirAnswer, FhirAnsweredItem, FhirResponse
from nearer.fhir_responses.response_values import declines, read_value
from nearer.language.error_catalogue.fhir_answer_errors import FhirResponseText, LeftOutText
from nearer.language.error_catalogue.fhir_errors import FhirFileText, ValueKindText
from nearer.language.explained_errors import Explanation
from nearer.typed_answers.typed_numbers import NumberRefused, NumberRule, read_typed_number


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
        self._known: dict[str, QuestionnaireNode] = {order.link(one): one for one in questionnaire.nodes}
        self._times: Counter[tuple[bool, str]] = Counter()
        self._answers_before: Counter[str] = Counter()
        self._unknown: list[ItemNotes] = []

    def read(self, response: FhirResponse) -> None:
        """Fill `raw`, `totals` and `left_out`, and the report.

        An item that the form does not know is left out where others are known; where none is, it is another form's.
        """
        if not isinstance(response.item or [], list | dict):
            self.report.notes().problem(FhirFileText.TAKES, key="item", kind=ValueKindText.LIST())
        self._walk(response, self.report.notes(), "")
        for notes in self._unknown:
            if not notes.item:
                notes.change(FhirResponseText.ITEM_WITHOUT_LINK)
            elif self._times:
                notes.change(FhirResponseText.ITEM_LEFT_OUT)
            else:
                notes.problem(FhirResponseText.UNKNOWN_ITEM)

    def _walk(self, parent: Answered, notes: ItemNotes, copies: str) -> None:
        """`copies` is what the ids of everything inside end with."""
        for element in self._items_in(parent, notes):
            link = element.linkId if isinstance(element.linkId, str) else None
            notes = self.report.notes(shorten_address(link or ""))
            _report_stray_extensions(element, notes)
            node = self._known.get(link or "")
            if node is None:
                self._note_unknown_item(element, link, notes, copies)
                continue
            self.report.items += 1
            is_item = isinstance(node, Item)
            self._times[is_item, node.id + copies] += 1
            times = self._times[is_item, node.id + copies]
            if times > 1 and not node.repeats and getattr(node, "type", "") != "several":
                notes.problem(FhirResponseText.ITEM_THERE_TWICE if is_item else FhirResponseText.GROUP_THERE_TWICE)
            if isinstance(node, Item):
                self._read_question(element, node, notes, copies)
            else:
                if element.answer:
                    notes.change(FhirResponseText.GROUP_ANSWERED)
                self._walk(element, notes, copies + copy_name("", node.id, times) if node.repeats else copies)

    def _items_in(self, parent: Answered, notes: ItemNotes) -> list[FhirAnsweredItem]:
        """One that stands there without its list is taken; what is no item is left out, and costs no other."""
        is_item = isinstance(parent.item, dict)
        items = dicts([parent.item] if is_item else parent.item)
        if parent.source.get("item") is not None and (is_item or items != parent.item):
            notes.change(FhirResponseText.ONE_ITEM if is_item else FhirResponseText.UNREADABLE_ITEM)
        return [FhirAnsweredItem.model_validate(item) for item in items]

    def _note_unknown_item(self, element: FhirAnsweredItem, link: str | None, notes: ItemNotes, copies: str) -> None:
        """What another version of the form asked. Words that our own files write beside their items are none."""
        if not (link and link.endswith(BESIDE) and link.rpartition(".")[0] in self._known):
            self._unknown.append(notes)
        for answer in _answers_in(dicts(element.answer), notes):
            self._walk(answer, notes, copies)
        self._walk(element, notes, copies)

    def _read_question(self, element: FhirAnsweredItem, item: Item, notes: ItemNotes, copies: str) -> None:
        name = item.id + copies
        answers = self._answers(element, notes, name)
        if item.read_only:
            self._read_total(item, answers, notes)
        elif declines(element):
            self.raw[name] = {"state": AnswerState.DECLINED.value}
        elif item.type == "several":
            self._read_several(item, answers, notes, name)
        else:
            self._read_answers(item, answers, notes, name)
        for number, answer in enumerate(answers, start=1):
            self._walk(answer, notes, copies + copy_name("", item.id, number) if item.repeats else copies)
        self._walk(element, notes, copies)

    def _answers(self, element: FhirAnsweredItem, notes: ItemNotes, name: str) -> list[FhirAnswer]:
        """The answers that can be looked into; one that stands there without its list is taken."""
        raw_answers = element.answer
        if isinstance(raw_answers, dict):
            notes.change(FhirResponseText.NOT_IN_A_LIST)
            raw_answers = [raw_answers]
        answers = dicts(raw_answers)
        if raw_answers is not None and not (isinstance(raw_answers, list) and len(answers) == len(raw_answers)):
            self._leave_out(notes, name, LeftOutText.UNREADABLE_ANSWER())
        return _answers_in(answers, notes)

    def _read_answers(self, item: Item, answers: list[FhirAnswer], notes: ItemNotes, name: str) -> None:
        if len(answers) > 1 and not item.repeats:
            notes.problem(FhirResponseText.TAKES_ONE_ANSWER)
        before = self._answers_before[name]
        self._answers_before[name] += len(answers)
        for number, answer in enumerate(answers, start=before + 1):
            copy = copy_name(name, item.id, number)
            try:
                self.raw[copy] = read_value(item, answer, notes, self.questionnaire)
            except LeftOut as left_out:
                self._leave_out(notes, copy, left_out.reason)

    def _read_several(self, item: Item, answers: list[FhirAnswer], notes: ItemNotes, name: str) -> None:
        """One that does not fit leaves all of them out: the others alone would be another answer."""
        values: list[object] = []
        for answer in answers:
            try:
                value = read_value(item, answer, notes, self.questionnaire)
            except LeftOut as left_out:
                self.raw.pop(name, None)
                self._leave_out(notes, name, left_out.reason)
                return
            if isinstance(value, dict) and "state" in value:
                self.raw[name] = value
                return
            values += [] if value is None else [value]
        before = self.raw.get(name)
        if values and name not in self.left_out:
            all_chosen = [*(before if isinstance(before, list) else ()), *values]
            self.raw[name] = once = [one for index, one in enumerate(all_chosen) if one not in all_chosen[:index]]
            if len(once) < len(all_chosen):
                notes.change(FhirResponseText.CHOSEN_TWICE)

    def _leave_out(self, notes: ItemNotes, name: str, reason: Explanation | str) -> None:
        self.left_out.add(name)
        notes.change(reason)

    def _read_total(self, item: Item, answers: list[FhirAnswer], notes: ItemNotes) -> None:
        """A total is a number, however it is written; one that is none is said not to be compared."""
        raw_total = answers[0].source if answers else {}
        measured = raw_total.get("valueQuantity")
        raw_total = measured if isinstance(measured, dict) else raw_total
        values = [value for key, value in raw_total.items() if key.startswith("value")]
        number = _number_in(values[0]) if len(values) == 1 and raw_total.get("comparator") is None else None
        if number is not None:
            self.totals[item.id] = number
            if isinstance(values[0], str):
                notes.change(FhirResponseText.TOTAL_AS_TEXT)
        elif values and any(scale.total == item.id for scale in self.questionnaire.scales):
            notes.change(FhirResponseText.TOTAL_NOT_COMPARED)


def _answers_in(answers: list[JsonObject], notes: ItemNotes) -> list[FhirAnswer]:
    elements = [FhirAnswer.model_validate(answer) for answer in answers]
    for element in elements:
        _report_stray_extensions(element, notes)
    return elements


def _report_stray_extensions(element: Answered, notes: ItemNotes) -> None:
    """Report that something that is no extension was left out; the rest of the answer is taken."""
    if element.extension is not None and dicts(element.extension) != element.extension:
        notes.change(FhirResponseText.UNREADABLE_EXTENSION)


def _number_in(value: object) -> Decimal | None:
    """The number that a value is, or that stands in a text; None for any other."""
    if isinstance(value, str):
        try:
            return read_typed_number(value, NumberRule())
        except NumberRefused:
            return None
    return Decimal(value) if is_number(value) else None
