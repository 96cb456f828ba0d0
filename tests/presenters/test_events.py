"""The form of a date as its draft and as the event it becomes, and two windows that changed the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from nearer.domain.events import Event, EventFault, EventKind, EventRefused
from nearer.domain.form_content import FormContent
from nearer.presenters.events import (
    event_of,
    field_text,
    merge_event,
    merge_event_drafts,
    read_event_draft,
    write_event_draft,
)
from nearer.views import text as words

WALK = Event(EventKind.OTHER, "A walk", date(2026, 11, 5))
SCAN = {"kind": "surgery", "title": "  In   Leeds ", "begin": "2026-11-05", "end": "2026-11-07"}


def test_a_typed_event_is_saved_with_single_spaces_between_its_words() -> None:
    assert event_of(FormContent(SCAN)) == Event(EventKind.SURGERY, "In Leeds", date(2026, 11, 5), date(2026, 11, 7))


@pytest.mark.parametrize(("name", "fault"), [("kind", EventFault.NO_KIND), ("begin", EventFault.NO_DAY)])
def test_an_event_that_lacks_its_day_or_its_words_says_what_is_missing(name: str, fault: EventFault) -> None:
    typed = {field: value for field, value in SCAN.items() if field != name}
    with pytest.raises(EventRefused) as refused:
        event_of(FormContent(typed))
    assert refused.value.fault is fault


def test_the_draft_of_an_event_holds_what_was_typed_and_what_is_to_be_chosen() -> None:
    content = FormContent({"title": "A walk"}, conflicts={"title": ("A walk", "A swim")})
    assert read_event_draft(write_event_draft(content), None) == content
    assert write_event_draft(FormContent()) == ""


def test_an_event_form_without_a_draft_shows_the_event_that_is_changed() -> None:
    assert event_of(read_event_draft("", WALK)) == WALK
    assert read_event_draft("", None) == FormContent()


def test_two_windows_of_an_event_form_keep_what_each_of_them_typed() -> None:
    day = write_event_draft(FormContent({"begin": "2026-11-05"}))
    title = write_event_draft(FormContent({"title": "A walk"}))
    merged = read_event_draft(merge_event_drafts(None, "", day, title), None)
    assert (merged.answers, merged.conflicts) == ({"begin": "2026-11-05", "title": "A walk"}, {})


def test_a_change_is_joined_with_what_another_window_saved_of_other_fields() -> None:
    stored, own = replace(WALK, title="A swim"), replace(WALK, begin=date(2026, 11, 6))
    assert merge_event(WALK, stored, own) == replace(WALK, title="A swim", begin=date(2026, 11, 6))


def test_where_both_changed_the_same_field_nothing_is_joined() -> None:
    assert merge_event(WALK, replace(WALK, title="A swim"), replace(WALK, title="A long walk")) is None


def test_the_same_change_of_an_event_in_both_windows_is_no_conflict() -> None:
    swim = replace(WALK, title="A swim")
    assert merge_event(WALK, swim, swim) == swim


@pytest.mark.parametrize(
    ("name", "raw", "text"),
    [("title", "A walk", "A walk"), ("begin", "2026-11-05", "5 November 2026"), ("end", None, words.form.LEAVE_EMPTY)],
)
def test_the_choice_between_two_windows_of_an_event_is_in_words(name: str, raw: object, text: str) -> None:
    assert field_text(name, raw) == text


def test_words_from_right_to_left_do_not_turn_the_date_behind_them() -> None:
    event = Event(EventKind.HOLIDAY, "Beach, العطلة", date(2026, 11, 5))
    assert words.events.dated(event) == "A holiday: \u2068Beach, العطلة\u2069, 5 November 2026"
