"""Events such as an operation or a session: one day or several, drawn beside the weekly scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import category

from nearer.domain.faults import CodedRefusal

MAX_TITLE = 80  # characters
_LINE_BREAKING = {"Cc", "Cs", "Zl", "Zp"}  # categories of Unicode; Cf, the joiners of many scripts and emoji, is none
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # would turn the words around it too
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class EventKind(StrEnum):
    """What happened; the guide's conditions name the same ids."""

    SURGERY = "surgery"
    CHEMOTHERAPY = "chemotherapy"
    RADIOTHERAPY = "radiotherapy"
    SEEDS = "seeds"
    TRANSPLANT = "transplant"
    SCAN = "scan"
    CHECK_UP = "check-up"
    THERAPY_BEGINS = "therapy-begins"
    THERAPY_SESSION = "therapy-session"
    STEP_BEGUN = "step-begun"
    HOLIDAY = "holiday"
    OTHER = "other"


class EventFault(StrEnum):
    """Why an event cannot stand; the sentence of each is made in nearer/language."""

    TITLE_TOO_LONG = "title_too_long"
    NO_WORDS = "no_words"
    NO_KIND = "no_kind"
    NO_DAY = "no_day"
    DAYS_OUT_OF_ORDER = "days_out_of_order"


class EventRefused(CodedRefusal):
    """An event that cannot be saved."""

    fault: EventFault


@dataclass(frozen=True, slots=True)
class Event:
    """One day, or every day from `begin` to `end`. `entered` is when its day was said, None where that is not shown.

    EventRefused for more than 80 characters of own words, OTHER without any, or days out of order.
    """

    kind: EventKind
    title: str
    begin: date
    end: date | None = None
    entered: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.title) > MAX_TITLE or any(one in _TURNING or category(one) in _LINE_BREAKING for one in self.title):
            raise EventRefused(EventFault.TITLE_TOO_LONG, most=MAX_TITLE)
        if self.kind is EventKind.OTHER and not self.title.strip():
            raise EventRefused(EventFault.NO_WORDS)
        if not FIRST_DAY <= self.begin <= (self.end or self.begin) <= LAST_DAY:
            raise EventRefused(EventFault.DAYS_OUT_OF_ORDER)


def write_event(event: Event) -> dict[str, str | None]:
    """JSON-able inverse of `read_event`."""
    return {
        "kind": event.kind.value,
        "title": event.title,
        "begin": event.begin.isoformat(),
        "end": event.end.isoformat() if event.end else None,
        "entered": event.entered.isoformat() if event.entered else None,
    }


def read_event(raw: Mapping[str, Any]) -> Event:
    return Event(
        EventKind(raw["kind"]),
        raw["title"],
        date.fromisoformat(raw["begin"]),
        date.fromisoformat(raw["end"]) if raw["end"] else None,
        datetime.fromisoformat(raw["entered"]) if raw["entered"] else None,
    )
