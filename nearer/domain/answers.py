"""Answers: one item's state and value, and how they are written as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum


class AnswerState(StrEnum):
    """The state of an item in a response. Only ANSWERED enters a score."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DECLINED = "declined"
    SKIPPED = "skipped"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: the code of one of the item's units, or None where it names none."""

    number: Decimal
    unit: str | None

    def __str__(self) -> str:
        return f"{self.number} {self.unit}" if self.unit else str(self.number)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What was written where none of the options fits."""

    text: str

    def __str__(self) -> str:
        return self.text


Value = str | Decimal | Quantity | OwnWords | date | time | tuple[str | OwnWords, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One item's state and value: a code or own words, several of them, a number, a quantity, a text, a day or time.

    Choosing an option that does not apply keeps its code under NOT_APPLICABLE; the other states have no value.
    """

    state: AnswerState
    value: Value | None = None


SKIPPED = Answer(AnswerState.SKIPPED)
DECLINED = Answer(AnswerState.DECLINED)
NOT_SHOWN = Answer(AnswerState.NOT_SHOWN)

BARE = {answer.state.value: answer for answer in (SKIPPED, DECLINED, NOT_SHOWN, Answer(AnswerState.NOT_APPLICABLE))}


def write_answer(answer: Answer) -> object:
    """Give back what `read_answer` reads as the same answer, ready for JSON."""
    value = answer.value
    if answer.state is AnswerState.SKIPPED:
        return None
    if value is None:
        return {"state": answer.state.value}
    return _as_json_value(value)


def _as_json_value(value: Value) -> object:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | time():
            return value.isoformat()
        case Quantity():
            return {"number": _as_json_value(value.number), "unit": value.unit}
        case OwnWords():
            return {"text": value.text}
        case tuple():
            return [_as_json_value(one) for one in value]
    return value
