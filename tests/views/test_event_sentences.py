"""When something happened: the year is said where it is not this one."""

from __future__ import annotations

from datetime import date

import pytest

from nearer.domain.events import Event, EventKind
from nearer.language.names_apart import set_apart
from nearer.views.text import events

NOVEMBER, LATER, LAST_YEAR = date(2026, 11, 11), date(2026, 11, 20), date(2025, 12, 30)


@pytest.mark.parametrize(
    ("begin", "end", "sentence"),
    [
        (NOVEMBER, None, "A scan, 11 November"),
        (NOVEMBER, NOVEMBER, "A scan, 11 November"),
        (NOVEMBER, LATER, "A scan, 11 November to 20 November"),
        (LAST_YEAR, None, "A scan, 30 December 2025"),
        (LAST_YEAR, NOVEMBER, "A scan, 30 December 2025 to 11 November 2026"),
    ],
)
def test_the_year_of_an_event_is_said_only_where_it_is_another(begin: date, end: date | None, sentence: str) -> None:
    assert events.dated_in(2026, Event(EventKind.SCAN, "", begin, end), own_words=set_apart) == sentence
