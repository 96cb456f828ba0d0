"""Strict reading of answers that are a day, a moment or a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.yaml_scalars import read_day
from nearer.language.error_catalogue.answer_errors import AnswerText
from nearer.typed_answers.refused_answers import AnswerRefused

if TYPE_CHECKING:
    from nearer.domain.items import Item

DayOrMoment = TypeVar("DayOrMoment", date, datetime)
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?(\.\d{1,6})?", re.ASCII)
_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\dT{_TIME.pattern}(Z|[+-]\d\d:\d\d)?", re.ASCII)


def read_date(item: Item, raw: object) -> Answer:
    """A date, or its ISO text. AnswerRefused for anything else, and for a day outside the limits of the item."""
    try:
        day = raw if isinstance(raw, date) and not isinstance(raw, datetime) else read_day(raw)
    except ValueError:
        raise AnswerRefused(item.id, AnswerText.NO_DATE) from None
    return Answer(AnswerState.ANSWERED, _on_a_day(item, day, day))


def _on_a_day(item: Item, day: date, value: DayOrMoment) -> DayOrMoment:
    first, last = (item.days.min, item.days.max) if item.days else (None, None)
    if first is not None and day < first:
        raise AnswerRefused(item.id, AnswerText.TOO_EARLY, day=first)
    if last is not None and day > last:
        raise AnswerRefused(item.id, AnswerText.TOO_LATE, day=last)
    return value


def read_moment(item: Item, raw: object) -> Answer:
    """The ISO text of a day with a time; the offset from UTC may be left out. AnswerRefused as for a date."""
    try:
        if isinstance(raw, str) and _MOMENT.fullmatch(raw):
            moment = datetime.fromisoformat(raw)
            return Answer(AnswerState.ANSWERED, _on_a_day(item, moment.date(), moment))
    except AnswerRefused:
        raise
    except ValueError:
        pass
    raise AnswerRefused(item.id, AnswerText.NO_MOMENT)


def read_time(item: Item, raw: object) -> Answer:
    """The ISO text of a time of day. AnswerRefused for anything else."""
    try:
        if isinstance(raw, str) and _TIME.fullmatch(raw):
            return Answer(AnswerState.ANSWERED, time.fromisoformat(raw))
    except ValueError:
        pass
    raise AnswerRefused(item.id, AnswerText.NO_TIME)
