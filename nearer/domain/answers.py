"""What a person gave to one item, read strictly: nothing is guessed, cut or replaced."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from nearer.domain.fields import MAX_TEXT, read_day
from nearer.domain.reading.problems import shorten

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Item, Questionnaire

MAX_DIGITS = 15
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")


class AnswerState(StrEnum):
    """How an item stands. Only ANSWERED scores."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DECLINED = "declined"
    SKIPPED = "skipped"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Answer:
    """One item's state and value: a code, several codes, a number, a text or a date.

    Choosing an option that does not apply keeps its code under NOT_APPLICABLE; the other states have no value.
    """

    state: AnswerState
    value: str | Decimal | tuple[str, ...] | date | None = None


SKIPPED = Answer(AnswerState.SKIPPED)
DECLINED = Answer(AnswerState.DECLINED)
NOT_SHOWN = Answer(AnswerState.NOT_SHOWN)

_BARE = {answer.state.value: answer for answer in (SKIPPED, DECLINED, NOT_SHOWN, Answer(AnswerState.NOT_APPLICABLE))}


class AnswerRefused(ValueError):
    """An answer that is not kept: a sentence for the person, without the answer, and the id of the item."""

    def __init__(self, item: str, sentence: str) -> None:
        self.item = shorten(item)
        super().__init__(sentence)


def read_answer(item: Item, raw: object) -> Answer:
    """Read what a form or a file holds: code, list of codes, number, text, ISO date, None or `{"state": "declined"}`.

    Raise AnswerRefused for a code never offered, a number outside its limits or of another type (true is no number, "3"
    is not 3), a text that is too long. An empty text and an empty list are skipped.
    """
    if raw is None:
        return SKIPPED
    if isinstance(raw, Mapping):
        return _read_state(item, raw)
    return _READERS[item.type](item, raw)


def read_answers(questionnaire: Questionnaire, raw: Mapping[str, object]) -> dict[str, Answer]:
    """Read every answer; raise AnswerRefused for the first that cannot be kept, or that is of another questionnaire."""
    items = questionnaire.item_by_id
    answers = {}
    for item_id, value in raw.items():
        if item_id not in items:
            raise AnswerRefused(str(item_id), "This answer does not belong to the questionnaire.")
        answers[item_id] = read_answer(items[item_id], value)
    return answers


def write_answer(answer: Answer) -> object:
    """Give back what `read_answer` reads as the same answer, ready for JSON."""
    value = answer.value
    if answer.state is AnswerState.SKIPPED:
        return None
    if value is None:
        return {"state": answer.state.value}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read_state(item: Item, raw: Mapping[object, object]) -> Answer:
    state = raw.get("state")
    known = _BARE.get(state) if isinstance(state, str) and len(raw) == 1 else None
    if known is None:
        raise AnswerRefused(item.id, 'Give the answer itself, null for skipped, or {"state": "declined"}.')
    if known.state is AnswerState.NOT_APPLICABLE and not item.not_applicable_codes:
        raise _not_offered(item)
    return known


def _not_offered(item: Item) -> AnswerRefused:
    return AnswerRefused(item.id, "This answer does not belong to the question; choose one of those offered.")


def _read_choice(item: Item, raw: object) -> Answer:
    if not isinstance(raw, str) or raw not in item.option_by_code:
        raise _not_offered(item)
    return Answer(AnswerState.NOT_APPLICABLE if raw in item.not_applicable_codes else AnswerState.ANSWERED, raw)


def _read_several(item: Item, raw: object) -> Answer:
    """Codes are kept in the order in which the item offers them. One that does not apply stands alone."""
    if not isinstance(raw, list | tuple):
        raise _not_offered(item)
    codes = tuple(code for code in item.option_by_code if code in raw)
    if len(codes) != len(raw):
        raise _not_offered(item)
    if not codes:
        return SKIPPED
    away = item.not_applicable_codes.intersection(codes)
    if away and len(codes) > 1:
        raise AnswerRefused(item.id, "Choose either what applies, or that it does not apply.")
    return Answer(AnswerState.NOT_APPLICABLE if away else AnswerState.ANSWERED, codes)


def _read_number(item: Item, raw: object) -> Answer:
    """A binary fraction is taken as the nearest number of 15 digits, which is what was typed."""
    whole = item.type == "integer"
    refused = AnswerRefused(item.id, "Give a whole number." if whole else "Give a number.")
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) or (whole and isinstance(raw, float)):
        raise refused
    number = _within(item, Decimal(f"{raw:.15g}") if isinstance(raw, float) else raw)
    if whole and number != number.to_integral_value():
        raise refused
    return Answer(AnswerState.ANSWERED, number)


def _within(item: Item, raw: int | Decimal) -> Decimal:
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise AnswerRefused(item.id, "Give an ordinary number.")
    low, high = (item.limits.min, item.limits.max) if item.limits else (None, None)
    if (low is not None and raw < low) or (high is not None and raw > high):
        raise AnswerRefused(item.id, _limits_sentence(low, high))
    if abs(raw) >= 10**MAX_DIGITS or len(Decimal(raw).as_tuple().digits) > MAX_DIGITS:
        raise AnswerRefused(item.id, f"Give a number of at most {MAX_DIGITS} digits.")
    return Decimal(raw)


def _limits_sentence(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"Choose a value from {low} to {high}."
    return f"Choose a value of {low} or more." if high is None else f"Choose a value of {high} or less."


def _read_text(item: Item, raw: object) -> Answer:
    """Kept as typed; a text of nothing but spaces is skipped."""
    if not isinstance(raw, str):
        raise AnswerRefused(item.id, "Give a text.")
    limit = item.max_length or MAX_TEXT
    if len(raw) > limit:
        raise AnswerRefused(item.id, f"Please shorten to {limit:,} characters.")
    if _CANNOT_BE_STORED.search(raw):
        raise AnswerRefused(item.id, "One of the characters cannot be stored; please write the text anew.")
    return Answer(AnswerState.ANSWERED, raw) if raw.strip() else SKIPPED


def _read_date(item: Item, raw: object) -> Answer:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return Answer(AnswerState.ANSWERED, raw)
    try:
        return Answer(AnswerState.ANSWERED, read_day(raw))
    except ValueError:
        raise AnswerRefused(item.id, "Give a date such as 2026-11-23.") from None


_READERS: dict[str, Callable[[Item, object], Answer]] = {
    "choice": _read_choice,
    "several": _read_several,
    "integer": _read_number,
    "decimal": _read_number,
    "text": _read_text,
    "date": _read_date,
}
