"""One's own answers as FHIR QuestionnaireResponses, alone or in a Bundle, without a name or a birthday."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from nearer.domain import (
    Answer,
    AnswerState,
    Item,
    OwnWords,
    Quantity,
    Questionnaire,
    score_response,
    settle,
    unfolded,
)
from nearer.domain.questionnaire import Standing
from nearer.fhir.absent import written_as_declined
from nearer.fhir.order import Order
from nearer.fhir.reader import UNVERSIONED
from nearer.fhir.words import OWN_ADDRESS
from nearer.fhir.write_options import merged, value_of, written_unit
from nearer.fhir.writer import write_questionnaire

Plain = dict[str, Any]

_TEXTS = {"url": "valueUri"}
_NUMBERS = {"integer": "valueInteger", "decimal": "valueDecimal"}


@dataclass(frozen=True, slots=True)
class Given:
    """One response: when it was kept, and in which time zone its person lives."""

    id: str
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    saved: datetime
    zone: tzinfo


def canonical(questionnaire: Questionnaire) -> str:
    address = questionnaire.url or f"{OWN_ADDRESS}{questionnaire.id}"
    return address if questionnaire.version == UNVERSIONED else f"{address}|{questionnaire.version}"


def write_response(given: Given) -> Plain:
    return _Writing(given).root()


def write_bundle(responses: Iterable[Given], made: datetime, kept_in: Collection[str] = ()) -> Plain:
    """Each questionnaire once, then every response. Of definitions whose hash is in `kept_in` no wording goes out."""
    every = list(responses)
    asked = {one.questionnaire.sha256: one.questionnaire for one in every}
    resources = [write_questionnaire(one)[0] for sha256, one in asked.items() if sha256 not in kept_in]
    for one in every:
        written = write_response(one)
        resources.append(_wordless(written) if one.questionnaire.sha256 in kept_in else written)
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": _instant(made), "entry": entries}


def _wordless(written: Any) -> Any:
    """Codes and answers, without what was asked and offered in words."""
    if isinstance(written, dict):
        return {key: _wordless(value) for key, value in written.items() if key not in ("text", "display")}
    return [_wordless(one) for one in written] if isinstance(written, list) else written


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class _Writing:
    """One walk over a questionnaire with its answers."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.questionnaire = unfolded(given.questionnaire, given.answers)
        self.order = Order(self.questionnaire)
        self.settled = settle(given.questionnaire, given.answers)
        scores = score_response(given.questionnaire, given.answers)
        totals = zip(given.questionnaire.scales, scores, strict=True)
        self.totals = {scale.total: score.value for scale, score in totals if score.value is not None}

    def root(self) -> Plain:
        root = {"resourceType": "QuestionnaireResponse", "id": self.given.id, "status": "completed"}
        root |= {"language": self.questionnaire.language, "questionnaire": canonical(self.questionnaire)}
        items = self._items(self.order.outermost())
        return merged(root | {"authored": _instant(self.given.saved), "item": items}, None)

    def _items(self, children: Iterable[Standing]) -> list[Plain]:
        """The copies of a question are its answers; those of a group stand side by side."""
        written: list[Plain] = []
        for child in children:
            one = self._question(child) if isinstance(child, Item) else self._group(child)
            before = written[-1] if written else {}
            if one and isinstance(child, Item) and before.get("linkId") == one["linkId"] and "answer" in one:
                before.setdefault("answer", []).extend(one["answer"])
            elif one:
                written.append(one)
        return written

    def _group(self, section: Standing) -> Plain | None:
        items = self._items(self.order.inside(section))
        title = {"text": title} if (title := getattr(section, "title", None)) else {}
        return {"linkId": self.order.link(section)} | title | {"item": items} if items else None

    def _question(self, item: Item) -> Plain | None:
        """Nothing for what was left out; for what was declined, that it was."""
        answer = self.settled[item.id]
        written: Plain = {"linkId": self.order.link(item), "text": item.text}
        if item.id in self.totals:
            total = self.totals[item.id]
            value = Quantity(total, item.units[0].code if item.units else None) if item.type == "quantity" else total
            return written | {"answer": [self._value(item, value)]}
        if answer.state is AnswerState.DECLINED:
            return {"extension": [written_as_declined()]} | written
        if answer.value is None:
            return None
        values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        answers = [self._value(item, value) for value in values]
        if below := self._items(self.order.inside(item)):
            answers[0]["item"] = below
        return written | {"answer": answers}

    def _value(self, item: Item, value: object) -> Plain:
        match value:
            case OwnWords():
                return {"valueString": value.text}
            case Quantity():
                units = {unit.code: unit for unit in item.units}
                return {"valueQuantity": {"value": value.number} | _unit(value, units)}
            case Decimal():
                key = _NUMBERS[item.type]
                return {key: int(value) if key == "valueInteger" else value}
            case datetime():
                return {"valueDateTime": (value if value.tzinfo else value.replace(tzinfo=self.given.zone)).isoformat()}
            case date() | time():
                return {"valueTime" if isinstance(value, time) else "valueDate": value.isoformat()}
        if item.options:
            return dict([value_of(item.option_by_code[str(value)])])
        return {_TEXTS.get(item.type, "valueString"): value}


def _unit(value: Quantity, units: Mapping[str, Any]) -> Plain:
    if value.unit is None:
        return {}
    if value.unit not in units:
        return {"unit": value.unit}
    unit = written_unit(units[value.unit])
    return {"unit": unit.pop("display")} | unit
