"""A FHIR QuestionnaireResponse read as answers of ours, and its recorded totals worked out again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from nearer.domain import (
    Answer,
    AnswerRefused,
    AnswerState,
    Questionnaire,
    Score,
    no_score_sentence,
    read_answer,
    score_response,
    settle,
    unfolded,
)
from nearer.fhir.bundles import only_response
from nearer.fhir.order import Order
from nearer.fhir.report import Report
from nearer.fhir.response_head import check_head
from nearer.fhir.response_items import ResponseWalk, left_out_sentence
from nearer.fhir.strict import Refused, read_json


@dataclass
class Recorded:
    """What a response holds: answers as `read_answer` takes them, totals by item, and what became of each."""

    report: Report
    raw: dict[str, object] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()


def read_response(content: bytes, questionnaire: Questionnaire, now: datetime | None = None) -> Recorded:
    """Never raises for a file. With problems there are no scores; an answer that does not fit is left out, and said.

    `now` is what the response is not to be younger than: this moment, unless another is given.
    """
    recorded = Recorded(Report())
    try:
        found = only_response(read_json(content, spare_numbers=True), recorded.report)
        check_head(found, questionnaire, recorded.report, now or datetime.now(UTC))
        walk = ResponseWalk(questionnaire, recorded.report)
        walk.read(found)
        recorded.raw, recorded.totals = walk.raw, walk.totals
        if not recorded.report.problems:
            _score(questionnaire, recorded, walk.left_out)
    except Refused as refused:
        recorded.report.problem(refused.item, str(refused))
    return recorded


def _score(questionnaire: Questionnaire, recorded: Recorded, left_out: set[str]) -> None:
    asked = unfolded(questionnaire, recorded.raw)
    links = Order(asked)
    for name, raw in recorded.raw.items():
        item = asked.item_by_id.get(name)
        if item is None:
            first = questionnaire.item_by_id[name.split("~")[0]]
            recorded.report.change(links.link(first), "is there more often than it may be; what is over is left out")
            continue
        try:
            recorded.answers[name] = read_answer(item, raw)
        except AnswerRefused as refused:
            left_out.add(name)
            recorded.report.change(links.link(item), left_out_sentence(str(refused)))
    for name, answer in settle(questionnaire, recorded.answers).items():
        given = recorded.answers.get(name)
        if answer.state is AnswerState.NOT_SHOWN and given and given.state is not AnswerState.SKIPPED:
            link = links.link(asked.item_by_id[name])
            recorded.report.change(link, "with the other answers it is not asked; its answer does not count")
    recorded.scores = score_response(questionnaire, recorded.answers)
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        if score.value is None:
            recorded.report.change("", no_score_sentence(scale, score))
    _take_back_uncertain(questionnaire, recorded, left_out)
    _compare_totals(questionnaire, recorded)


def _take_back_uncertain(questionnaire: Questionnaire, recorded: Recorded, left_out: set[str]) -> None:
    """No score where nobody knows which of its questions were asked: an answer that decides it is left out."""
    certain = []
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        if score.value is not None and left_out & _deciding(questionnaire, scale.items):
            sentence = "no score, since an answer that is left out decides which of its questions are asked"
            recorded.report.change("", f"{scale.title}: {sentence}")
            score = replace(score, value=None, band=None)
        certain.append(score)
    recorded.scores = tuple(certain)


def _deciding(questionnaire: Questionnaire, names: Iterable[str]) -> set[str]:
    """The items that decide whether these are asked, and those that decide about them in turn."""
    deciding: set[str] = set()
    waiting = list(names)
    while waiting:
        looked_at = {name for gate in questionnaire.item_by_id[waiting.pop()].gates for name in gate.items}
        waiting += looked_at - deciding
        deciding |= looked_at
    return deciding


def _compare_totals(questionnaire: Questionnaire, recorded: Recorded) -> None:
    """A total that was recorded is never taken over; where it differs from the answers, both are said."""
    for scale, score in zip(questionnaire.scales, recorded.scores, strict=True):
        total = recorded.totals.get(scale.total or "")
        if total is not None and total != score.value:
            ours = "there are too few answers for a score" if score.value is None else f"the answers give {score.value}"
            item = Order(questionnaire).link(questionnaire.item(scale.total or ""))
            recorded.report.change(item, f"the recorded total is {total}, and {ours}")
