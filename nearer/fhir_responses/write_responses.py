"""Answers as FHIR QuestionnaireResponses, alone or in a Bundle with their scores, without a name or a birthday."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from operator import attrgetter
from typing import Any

from nearer.domain.answers import Answer, AnswerState, OwnWords, Quantity
from nearer.domain.bands import Band, band_at
from nearer.domain.conditions import apply_conditions
from nearer.domain.items import Item, QuestionnaireNode
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.repeats import expand_repeats
from nearer.domain.scales import Scale
from nearer.domain.scoring import count_answered, score_response
from nearer.fhir.constants import ABSENT, DECLINED_CODE, OWN_ADDRESS, UNVERSIONED
from nearer.fhir.json_reader import JsonObject
from nearer.fhir_questionnaires.item_tree import Order
from nearer.fhir_questionnaires.unmapped import merged
from nearer.fhir_questionnaires.write_elements import value_of, write_unit
from nearer.fhir_questionnaires.writer import write_questionnaire
from nearer.fhir_responses.observations import write_no_value, write_observation, write_value

_TEXTS = {"url": "valueUri"}
_NUMBERS = {"integer": "valueInteger", "decimal": "valueDecimal"}


@dataclass(frozen=True, slots=True)
class ResponseSource:
    """One response: its answers by item id, when it was saved (an aware time, or the day where no more is to be read),
    and in which zone its person lives. `id` is a UUID. Without `scores` the answers are whole, and these are worked out
    from them; with them, no answers are none that may be read.
    """

    id: str
    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    saved: datetime | date
    zone: tzinfo
    scores: Mapping[str, Decimal] | None = None

    @property
    def values(self) -> Mapping[str, Decimal]:
        """Points by scale, of the scales that have a score."""
        if self.scores is not None:
            return self.scores
        scores = score_response(self.questionnaire, self.answers)
        return {score.scale: score.value for score in scores if score.value is not None}


@dataclass(frozen=True, slots=True)
class BundleTerms:
    """What a Bundle says of all its resources: the record number of whom they are about, the LOINC codes of scores by
    instrument, the sha256 of definitions whose wording must not go out, and the bands of a scale, which may be those of
    its instrument. The number may be empty.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    without_words: Collection[str] = ()
    subject: str = ""
    bands: Callable[[Scale], Sequence[Band]] = attrgetter("bands")


def canonical(questionnaire: Questionnaire) -> str:
    """The address by which a response names its form, with `|version`: hl7.org/fhir/R4/datatypes.html#canonical."""
    address = questionnaire.url or f"{OWN_ADDRESS}{questionnaire.id}"
    return address if questionnaire.version == UNVERSIONED else f"{address}|{questionnaire.version}"


def write_response(response: ResponseSource) -> JsonObject:
    """A completed QuestionnaireResponse: what was answered or declined, and each score as the answer to its total.

    `authored` is UTC; a time of day that was answered has the zone of its person.
    """
    return _ResponseWriter(response).root()


def write_bundle(responses: Iterable[ResponseSource], made: datetime, terms: BundleTerms) -> JsonObject:
    """A Bundle of type collection: each questionnaire once, then every response with answers, each before its scores.

    Of a definition that is to be without words no questionnaire goes out, and no wording in its responses.
    """
    all_responses = list(responses)
    questionnaires = {one.questionnaire.sha256: one.questionnaire for one in all_responses}
    open_to_all = [one for sha256, one in questionnaires.items() if sha256 not in terms.without_words]
    entries: list[JsonObject] = [{"resource": write_questionnaire(one)[0]} for one in open_to_all]
    resources = (resource for one in all_responses for resource in _write_resources(one, terms))
    entries += [{"fullUrl": _address(resource["id"]), "resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "timestamp": _format_instant(made), "entry": entries}


def _write_resources(response: ResponseSource, terms: BundleTerms) -> Iterator[JsonObject]:
    """The response, where it may be read, and an Observation for each score."""
    subject = {"subject": {"identifier": {"value": terms.subject}}} if terms.subject else {}
    derived = {}
    if response.answers or response.scores is None:
        resource = write_response(response)
        closed = response.questionnaire.sha256 in terms.without_words
        yield (_drop_display_texts(resource) if closed else resource) | subject
        derived = {"derivedFrom": [{"reference": _address(response.id)}]}
    when = {"effectiveDateTime": _format_instant(response.saved)}
    for name, value in response.values.items():
        scale = response.questionnaire.scale(name)
        code, band = terms.codes.get(scale.instrument or ""), band_at(terms.bands(scale), value)
        interpreted = {"interpretation": [{"text": band.name}]} if band else {}
        answered = count_answered(scale, response.answers) if derived else len(scale.items)
        without_number = band is not None and scale.is_rough(answered)
        number = write_no_value(answered) if without_number else write_value(value)
        yield write_observation(response.id, scale, number, code) | interpreted | subject | when | derived


def _address(name: str) -> str:
    return f"urn:uuid:{name}"


def _drop_display_texts(json_value: Any) -> Any:
    """Codes and answers, without what was asked and offered in words."""
    if isinstance(json_value, dict):
        return {key: _drop_display_texts(value) for key, value in json_value.items() if key not in ("text", "display")}
    return [_drop_display_texts(one) for one in json_value] if isinstance(json_value, list) else json_value


def _format_instant(moment: datetime | date) -> str:
    """A time in UTC; a day as it is."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class _ResponseWriter:
    """One walk over a questionnaire with its answers."""

    def __init__(self, response: ResponseSource) -> None:
        self.response = response
        self.questionnaire = expand_repeats(response.questionnaire, response.answers)
        self.order = Order(self.questionnaire)
        self.all_answers = apply_conditions(response.questionnaire, response.answers)
        scales = response.questionnaire.scales
        self.totals = {scale.total: values[scale.id] for scale in scales if scale.id in (values := response.values)}

    def root(self) -> JsonObject:
        root = {"resourceType": "QuestionnaireResponse", "id": self.response.id, "status": "completed"}
        root |= {"language": self.questionnaire.language, "questionnaire": canonical(self.questionnaire)}
        items = self._items(self.order.outermost())
        return merged(root | {"authored": _format_instant(self.response.saved), "item": items}, None)

    def _items(self, children: Iterable[QuestionnaireNode]) -> list[JsonObject]:
        """The copies of a question are its answers; those of a group stand side by side."""
        elements: list[JsonObject] = []
        for child in children:
            element = self._question(child) if isinstance(child, Item) else self._group(child)
            before = elements[-1] if elements else {}
            if (
                element
                and isinstance(child, Item)
                and before.get("linkId") == element["linkId"]
                and "answer" in element
            ):
                before.setdefault("answer", []).extend(element["answer"])
            elif element:
                elements.append(element)
        return elements

    def _group(self, section: QuestionnaireNode) -> JsonObject | None:
        items = self._items(self.order.inside(section))
        title = {"text": title} if (title := getattr(section, "title", None)) else {}
        return {"linkId": self.order.link(section)} | title | {"item": items} if items else None

    def _question(self, item: Item) -> JsonObject | None:
        """Nothing for what was left out; for what was declined, that it was."""
        answer = self.all_answers[item.id]
        element: JsonObject = {"linkId": self.order.link(item), "text": item.text}
        if item.id in self.totals:
            total = self.totals[item.id]
            value = Quantity(total, item.units[0].code if item.units else None) if item.type == "quantity" else total
            return element | {"answer": [self._value(item, value)]}
        if answer.state is AnswerState.DECLINED:
            return {"extension": [{"url": ABSENT, "valueCode": DECLINED_CODE}]} | element
        if answer.value is None:
            return None
        values = answer.value if isinstance(answer.value, tuple) else (answer.value,)
        answers = [self._value(item, value) for value in values]
        if below := self._items(self.order.inside(item)):
            answers[0]["item"] = below
        return element | {"answer": answers}

    def _value(self, item: Item, value: object) -> JsonObject:
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
                return {
                    "valueDateTime": (value if value.tzinfo else value.replace(tzinfo=self.response.zone)).isoformat()
                }
            case date() | time():
                return {"valueTime" if isinstance(value, time) else "valueDate": value.isoformat()}
        if item.options:
            return dict([value_of(item.option_by_code[str(value)])])
        return {_TEXTS.get(item.type, "valueString"): value}


def _unit(value: Quantity, units: Mapping[str, Any]) -> JsonObject:
    if value.unit is None:
        return {}
    if value.unit not in units:
        return {"unit": value.unit}
    unit = write_unit(units[value.unit])
    return {"unit": unit.pop("display")} | unit
