"""A FHIR QuestionnaireResponse read as answers of ours, and its recorded totals worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.conditions import apply_conditions
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.scoring import Score, score_response
from nearer.fhir.bundles import only_response
from nearer.fhir.json_reader import read_json
from nearer.fhir.report import Refused, Report
from nearer.fhir_questionnaires.item_tree import Order
from nearer.fhir_responses.response_head import check_head
from nearer.fhir_responses.response_items import ResponseWalk
from nearer.fhir_responses.response_models import FhirResponse
from nearer.language.domain_sentences import no_score_sentence
from nearer.language.error_catalogue.fhir_answer_errors import FhirResponseText, LeftOutText
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused


@dataclass
class Recorded:
    """A response that was read: answers as `read_answer` takes them, totals by item, and the outcome of each."""

    report: Report
    raw: dict[str, object] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()


def read_response(content: bytes, questionnaire: Questionnaire, now: datetime) -> Recorded:
    """Never raises for a file. With problems there are no scores; an answer that does not fit is left out, and said.

    `now` is what the response is not to be younger than.
    """
    recorded = Recorded(Report())
    try:
        resource = only_response(read_json(content, spare_numbers=True), recorded.report)
        response = FhirResponse.model_validate(resource)
        check_head(response, questionnaire, recorded.report.notes(), now)
        walk = ResponseWalk(questionnaire, recorded.report)
        walk.read(response)
        recorded.raw, recorded.totals = walk.raw, walk.totals
        if not recorded.report.problems:
            _score_response(questionnaire, recorded, walk.left_out)
    except Refused as refused:
        recorded.report.notes(refused.item).problem(refused.reason)
    return recorded


def _score_response(questionnaire: Questionnaire, recorded: Recorded, left_out: set[str]) -> None:
    order = Order(expand_repeats(questionnaire, recorded.raw))
    _read_answers(order, recorded, left_out)
    for name, answer in apply_conditions(questionnaire, recorded.answers).items():
        is_answered = name in recorded.answers and recorded.answers[name].state is not AnswerState.SKIPPED
        if is_answered and answer.state is AnswerState.NOT_SHOWN:
            recorded.report.notes(order.link(order.questionnaire.item_by_id[name])).change(FhirResponseText.NOT_SHOWN)
    recorded.scores = score_response(questionnaire, recorded.answers)
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        if score.value is None:
            recorded.report.notes().change(no_score_sentence(scale, score))
    _take_back_uncertain(questionnaire, recorded, left_out)
    _compare_totals(order, recorded)


def _read_answers(order: Order, recorded: Recorded, left_out: set[str]) -> None:
    """What the domain reads of each; copies beyond those that there may be are left out."""
    items = order.questionnaire.item_by_id
    for name, raw in recorded.raw.items():
        notes = recorded.report.notes(order.link(items.get(name) or items[name.split("~")[0]]))
        if name not in items:
            notes.change(FhirResponseText.TOO_OFTEN)
            continue
        try:
            recorded.answers[name] = read_answer(items[name], raw)
        except AnswerRefused as refused:
            left_out.add(name)
            notes.change(LeftOutText.DOES_NOT_FIT, reason=str(refused))


def _take_back_uncertain(questionnaire: Questionnaire, recorded: Recorded, left_out: set[str]) -> None:
    """No score where nobody knows which of its questions were asked: an answer that decides it is left out."""
    certain = []
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        if score.value is not None and left_out & _gating_items(questionnaire, scale.items):
            recorded.report.notes().change(FhirResponseText.DECIDED_BY_LEFT_OUT, scale=scale.title)
            score = replace(score, value=None, band=None)
        certain.append(score)
    recorded.scores = tuple(certain)


def _gating_items(questionnaire: Questionnaire, names: Iterable[str]) -> set[str]:
    """The items that decide whether these are asked, and those that decide about them in turn."""
    deciding: set[str] = set()
    waiting = list(names)
    while waiting:
        looked_at = {
            name for condition in questionnaire.item_by_id[waiting.pop()].conditions for name in condition.items
        }
        waiting += looked_at - deciding
        deciding |= looked_at
    return deciding


def _compare_totals(order: Order, recorded: Recorded) -> None:
    """A total that was recorded is never taken over; where it differs from the answers, both are said."""
    for scale, score in zip(order.questionnaire.scales, recorded.scores, strict=True):
        total = recorded.totals.get(scale.total or "")
        if total is not None and total != score.value:
            item = order.link(order.questionnaire.item(scale.total or ""))
            reason = FhirResponseText.TOTAL_WITHOUT_SCORE if score.value is None else FhirResponseText.TOTAL_DIFFERS
            recorded.report.notes(item).change(reason, total=total, score=score.value)
