"""An event is one day or several, of a known kind, and in few words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from nearer.domain.events import Event, EventFault, EventKind, EventRefused, read_event, write_event

DAY = date(2026, 9, 7)


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_is_read_back_as_it_was_written(kind: EventKind) -> None:
    event = Event(kind, "ours", DAY, date(2026, 9, 9), datetime(2026, 9, 8, 12, tzinfo=UTC))
    assert read_event(write_event(event)) == event


def test_an_event_of_one_day_has_no_last_day() -> None:
    assert read_event(write_event(Event(EventKind.SURGERY, "", DAY))).end is None


@pytest.mark.parametrize("end", [date(2026, 9, 6), date(1899, 1, 1), date(2200, 1, 1)])
def test_days_out_of_order_are_refused(end: date) -> None:
    with pytest.raises(EventRefused) as refused:
        Event(EventKind.SURGERY, "", DAY, end)
    assert refused.value.fault is EventFault.DAYS_OUT_OF_ORDER


@pytest.mark.parametrize("title", ["x" * 81, "two\nlines", "two\u2028lines", "\x07", "\u202eturned", "\u2066x"])
def test_more_than_one_short_line_is_refused_without_repeating_it(title: str) -> None:
    with pytest.raises(EventRefused) as refused:
        Event(EventKind.SURGERY, title, DAY)
    assert refused.value.fault is EventFault.TITLE_TOO_LONG
    assert title not in repr(refused.value) and title not in refused.value.values.values()


@pytest.mark.parametrize(
    "title", ["क्\u200dष", "می\u200cروم", "👩\u200d👩\u200d👧", "🏴\U000e0067\U000e0062\U000e007f", "\U0001fae8"]
)
def test_words_of_every_script_and_emoji_are_kept_as_they_were_written(title: str) -> None:
    assert read_event(write_event(Event(EventKind.OTHER, title, DAY))).title == title


def test_an_event_of_another_kind_needs_words_of_ones_own() -> None:
    with pytest.raises(EventRefused) as refused:
        Event(EventKind.OTHER, "  ", DAY)
    assert refused.value.fault is EventFault.NO_WORDS
