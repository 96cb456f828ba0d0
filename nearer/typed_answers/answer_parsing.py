"""Strict reading of answers from forms, files and typed text: a value that does not fit is refused, never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from nearer.domain.alone import alone_codes
from nearer.domain.answers import BARE, SKIPPED, Answer, AnswerState, OwnWords, Quantity
from nearer.domain.repeats import expand_repeats
from nearer.domain.scoring import count_answered
from nearer.language.error_catalogue.answer_errors import AnswerText, NumberText
from nearer.language.explained_errors import Explanation
from nearer.language.quoted_names import join_names, shorten
from nearer.typed_answers.answered_days import read_date, read_moment, read_time
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.typed_answers.typed_numbers import NumberRefused, number_rule, read_typed_number
from nearer.typed_answers.unit_limits import unit_limits_sentence

if TYPE_CHECKING:
    from nearer.domain.item_parts import AnswerOption
    from nearer.domain.items import Item
    from nearer.domain.questionnaire import Questionnaire
    from nearer.domain.scales import Scale

MAX_ANSWER = 2000  # characters
MAX_UNIT = 40  # characters
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_CANNOT_BE_STORED = re.compile("[\x00\ud800-\udfff]")


def read_answer(item: Item, raw: object) -> Answer:
    """Read what a form or a file holds: code, list of codes, number, text, ISO date or time, None, and as mappings
    `{"text": "own words"}`, `{"number": 5, "unit": "kg"}` and `{"state": "declined"}`.

    Raise AnswerRefused for a code never offered, a number outside its limits or of another type (true is no number, "3"
    is not 3), a text that is too long. An empty text and an empty list are skipped.
    """
    if raw is None:
        return SKIPPED
    if isinstance(raw, Mapping) and ("state" in raw or not (item.open or item.type == "quantity")):
        return _read_state(item, raw)
    return _READERS[item.type](item, raw)


def read_typed_answer(item: Item, text: str, unit: str | None) -> Answer:
    """Read what somebody typed into a number field; raise AnswerRefused where it is no number or does not fit."""
    try:
        number = read_typed_number(text, number_rule(item))
    except NumberRefused as refused:
        raise AnswerRefused(item.id, refused.reason) from None
    if number is None:
        return SKIPPED
    return read_answer(item, {"number": number, "unit": unit} if item.type == "quantity" else number)


def read_answers(questionnaire: Questionnaire, raw: Mapping[str, object]) -> dict[str, Answer]:
    """Read every answer; raise AnswerRefused for the first that cannot be kept, or that is of another questionnaire."""
    items = expand_repeats(questionnaire, raw).item_by_id
    answers = {}
    for item_id, value in raw.items():
        if item_id not in items:
            raise AnswerRefused(str(item_id), AnswerText.OF_ANOTHER_QUESTIONNAIRE)
        answers[item_id] = read_answer(items[item_id], value)
    return answers


def count_saved_answers(questionnaire: Questionnaire, scale: Scale, saved: Mapping[str, object] | None) -> int | None:
    """How many items of a scale a saved response answered; None where its answers are not to be read."""
    if not saved:
        return None
    of_scale = {name: saved[name] for name in scale.items if name in saved}
    return count_answered(scale, read_answers(questionnaire, of_scale))


def _read_state(item: Item, raw: Mapping[object, object]) -> Answer:
    state = raw.get("state")
    bare_state = BARE.get(state) if isinstance(state, str) and len(raw) == 1 else None
    if bare_state is None:
        raise AnswerRefused(item.id, AnswerText.NO_STATE)
    return bare_state


def _not_offered(item: Item, raw: object = "") -> AnswerRefused:
    """The refusal names the codes that are offered; a bare number is told that codes are text."""
    codes = join_names(f'"{code}"' for code in item.option_by_code)
    if not codes:
        return AnswerRefused(item.id, AnswerText.NOT_OFFERED)
    is_number = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
    return AnswerRefused(
        item.id, AnswerText.NOT_OFFERED_NUMBER if is_number else AnswerText.NOT_OFFERED_CODES, codes=codes
    )


def _read_choice(item: Item, raw: object) -> Answer:
    if item.open and isinstance(raw, Mapping):
        words = _own_words(item, raw)
        return Answer(AnswerState.ANSWERED, words) if words else SKIPPED
    if not isinstance(raw, str) or raw not in item.option_by_code:
        raise _not_offered(item, raw)
    return Answer(AnswerState.NOT_APPLICABLE if raw in item.not_applicable_codes else AnswerState.ANSWERED, raw)


def _read_several(item: Item, raw: object) -> Answer:
    """Codes come back in the order in which the item offers them; an exclusive one beside others is refused."""
    if not isinstance(raw, list | tuple):
        raise _not_offered(item, raw)
    own_words = [_own_words(item, one) for one in raw if item.open and isinstance(one, Mapping)]
    codes = tuple(code for code in item.option_by_code if code in raw)
    if len(codes) + len(own_words) != len(raw):
        raise _not_offered(item, next((one for one in raw if not isinstance(one, str | Mapping)), ""))
    values: tuple[str | OwnWords, ...] = (*codes, *(one for one in own_words if one))
    if not values:
        return SKIPPED
    alone = next((code for code in codes if code in alone_codes(item)), None)
    if alone is not None and len(values) > 1:
        raise AnswerRefused(item.id, _alone_sentence(item.option_by_code[alone]))
    if item.repeats and item.repeats.max and len(values) > item.repeats.max:
        raise AnswerRefused(item.id, AnswerText.TOO_MANY, most=item.repeats.max)
    away = not item.not_applicable_codes.isdisjoint(codes)
    return Answer(AnswerState.NOT_APPLICABLE if away else AnswerState.ANSWERED, values)


def _alone_sentence(option: AnswerOption) -> Explanation:
    if option.not_applicable:
        return AnswerText.APPLIES_OR_NOT()
    return AnswerText.ALONE(option=shorten(option.text))


def _own_words(item: Item, raw: Mapping[object, object]) -> OwnWords | None:
    if set(raw) != {"text"}:
        raise _not_offered(item)
    own_text = _read_text(item, raw["text"]).value
    return OwnWords(own_text) if isinstance(own_text, str) else None


def _read_quantity(item: Item, raw: object) -> Answer:
    if not isinstance(raw, Mapping) or not set(raw) <= {"number", "unit"} or "number" not in raw:
        raise AnswerRefused(item.id, AnswerText.NO_NUMBER)
    unit = raw.get("unit")
    if unit not in {one.code for one in item.units} if item.units else not _is_unit(unit):
        raise AnswerRefused(item.id, AnswerText.NO_UNIT)
    number = _read_number(item, raw["number"]).value
    assert isinstance(number, Decimal) and (unit is None or isinstance(unit, str))
    if reason := unit_limits_sentence(item, number, unit):
        raise AnswerRefused(item.id, reason)
    return Answer(AnswerState.ANSWERED, Quantity(number, unit))


def _is_unit(unit: object) -> bool:
    """Whether the unit may stand there. Where none is offered, a file may name any, or none."""
    if unit is None:
        return True
    return isinstance(unit, str) and 0 < len(unit.strip()) <= MAX_UNIT and not _CANNOT_BE_STORED.search(unit)


def _read_number(item: Item, raw: object) -> Answer:
    """A binary fraction is taken as the nearest number of 15 digits, which is what was typed."""
    rule = number_rule(item)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal) or (rule.whole and isinstance(raw, float)):
        raise AnswerRefused(item.id, NumberText.NOT_WHOLE if rule.whole else AnswerText.NO_NUMBER)
    try:
        number = rule.check(Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw))
    except NumberRefused as refused:
        raise AnswerRefused(item.id, refused.reason) from None
    return Answer(AnswerState.ANSWERED, number)


def _read_text(item: Item, raw: object) -> Answer:
    """Kept as typed; a text of nothing but spaces is skipped."""
    if not isinstance(raw, str):
        raise AnswerRefused(item.id, AnswerText.NO_TEXT)
    limit = min(item.max_length or MAX_ANSWER, MAX_ANSWER)
    if len(raw) > limit:
        raise AnswerRefused(item.id, AnswerText.TOO_LONG, limit=limit)
    if _CANNOT_BE_STORED.search(raw):
        raise AnswerRefused(item.id, AnswerText.UNSTORABLE)
    return Answer(AnswerState.ANSWERED, raw) if raw.strip() else SKIPPED


def _read_url(item: Item, raw: object) -> Answer:
    answer = _read_text(item, raw)
    if isinstance(answer.value, str) and not _ADDRESS.fullmatch(answer.value):
        raise AnswerRefused(item.id, AnswerText.NO_ADDRESS)
    return answer


def _read_display(item: Item, _raw: object) -> Answer:
    raise AnswerRefused(item.id, AnswerText.NOT_ASKED)


_READERS: dict[str, Callable[[Item, object], Answer]] = {
    "choice": _read_choice,
    "several": _read_several,
    "integer": _read_number,
    "decimal": _read_number,
    "quantity": _read_quantity,
    "text": _read_text,
    "line": _read_text,
    "url": _read_url,
    "date": read_date,
    "datetime": read_moment,
    "time": read_time,
    "display": _read_display,
}
