"""What two windows, a full disk or a damaged notebook may do to what somebody typed: nothing of it goes in silence."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import streamlit as st

from nearer.domain.events import Event, EventKind
from nearer.domain.schedule import DueState
from nearer.domain.weeks import Week
from nearer.presenters.due_questionnaires import due_questionnaires
from nearer.presenters.open_form import Interruption
from nearer.screens import events, guide, steps, text_drafts
from nearer.screens import visit_sheet as own_sheet
from nearer.screens.form_address import PART, follow_address
from nearer.screens.form_leftovers import leave_week
from nearer.screens.form_windows import keep_draft
from nearer.screens.open_form import open_anew, open_week
from nearer.screens.text_drafts import TextField
from nearer.session.actions import PAGE
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.drafts import Draft, begun_forms, save_draft
from nearer.storage.couple.events import change_event, read_own_events, save_event
from nearer.storage.couple.guide_marks import read_visit_questions, save_visit_questions
from nearer.storage.couple.steps import read_own_steps
from nearer.storage.couple.text_drafts import TypedText, own_text_drafts, save_text_draft
from nearer.storage.notebook import open_demo_notebook
from nearer.views import text as words
from tests.storage.making import NOW, WEEK, person, tamper

DAY, LATER = date(2026, 11, 5), date(2026, 11, 6)
WALK = Event(EventKind.OTHER, "A walk", DAY)
STATE = ("session.actions", "screens.events", "screens.text_drafts")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> PersonSession:
    notebook = open_demo_notebook()
    visit = PersonSession(notebook, person(notebook, "Meera"), shipped_catalogue(), NOW)
    for name in STATE:
        monkeypatch.setattr(importlib.import_module(f"nearer.{name}"), "current_person", lambda: visit)
    return visit


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, Any]]:
    """A new window, or the one of this state, in which everything is done until the next call."""

    def turn_to(state: dict[str, Any] | None = None) -> dict[str, Any]:
        state = {} if state is None else state
        monkeypatch.setattr(st, "session_state", state)
        return state

    return turn_to


def refuses(here: PersonSession) -> None:
    """From now on the file may not be written, as when a disk is full."""
    with here.notebook.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")


def of(here: PersonSession) -> tuple[Any, Any]:
    return here.notebook, here.principal


def opens(state: dict[str, Any], here: PersonSession) -> events.OpenEvent:
    """The only event, to be changed, as its form fills its fields."""
    [kept] = read_own_events(*of(here))
    form = state[events.FORM] = events.OpenEvent(kept.id, kept.event)
    for name in events.FIELDS:
        state[form.field(name)] = getattr(kept.event, name)
    return form


def test_questions_kept_in_another_window_stay_and_all_that_was_typed_is_kept(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_visit_questions(*of(here), ("From the other window?",), NOW)
    typed = [f"Question {number}?" for number in range(own_sheet.MAX_QUESTIONS + 2)]
    window({own_sheet.OWN_QUESTIONS_FIELD.key: "\n".join(typed)})
    own_sheet._keep(("Of the guide?",))
    assert read_visit_questions(*of(here)) == ("From the other window?", *typed, "Of the guide?")


def test_an_event_changed_in_two_windows_has_both_changes(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(here), WALK, uuid4(), NOW)
    one: dict[str, Any] = {}
    two: dict[str, Any] = {}
    for state in (one, two):
        opens(window(state), here)
    one[one[events.FORM].field("title")] = "A long walk"
    window(one)
    events._save()
    two[two[events.FORM].field("begin")] = LATER
    window(two)
    events._save()
    [kept] = read_own_events(*of(here))
    assert (kept.event.title, kept.event.begin) == ("A long walk", LATER)


def test_the_same_words_changed_in_two_windows_are_both_said_before_one_goes(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(here), WALK, uuid4(), NOW)
    two = window()
    form = opens(two, here)
    change_event(*of(here), Event(EventKind.OTHER, "A long walk", DAY), form.key, NOW)
    two[form.field("title")] = "A short walk"
    events._save()
    assert read_own_events(*of(here))[0].event.title == "A long walk"
    assert "A long walk, 5 November 2026" in two[events.FORM].trouble
    assert two[form.field("title")] == "A short walk"
    events._save()
    assert read_own_events(*of(here))[0].event.title == "A short walk"


def test_a_disk_that_refuses_is_said_where_an_event_is_saved_or_deleted_and_its_form_stays(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(here), WALK, uuid4(), NOW)
    state = window()
    form = opens(state, here)
    state[form.field("title")] = "A long walk"
    refuses(here)
    for act in (events._save, events._delete):
        act()
        assert "Not saved" in state[events.FORM].trouble and state[events.FORM].key == form.key
    assert read_own_events(*of(here))[0].event.title == "A walk"


def test_a_disk_that_refuses_is_said_where_a_page_is_marked_as_read(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    refuses(here)
    guide.reading_of("tiredness")()
    assert "Not saved" in state[PAGE]


def test_the_numbers_beside_a_step_stay_until_they_are_saved(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    key = uuid4()
    state = window({steps.MARKED: key, f"comfort-before-hand-massage-{key}": 3, f"comfort-after-hand-massage-{key}": 7})
    refuses(here)
    steps._mark_it("hand-massage")
    assert (state[steps.MARKED], read_own_steps(*of(here)).done) == (key, ())
    with here.notebook.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    steps._mark_it("hand-massage")
    [done] = read_own_steps(*of(here)).done
    assert (done.before, done.after, steps.MARKED in state) == (3, 7, False)


FIELD = TextField("feel-wish", 60)


def test_texts_typed_in_two_windows_stand_one_after_the_other(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    one: dict[str, Any] = {}
    two: dict[str, Any] = {}
    for state in (one, two):
        window(state)
        text_drafts._fill(FIELD)
    window(one)[FIELD.key] = "of one"
    text_drafts._keep(FIELD, " ")
    window(two)[FIELD.key] = "of two"
    text_drafts._keep(FIELD, " ")
    assert two[FIELD.key] == "of one of two" == own_text_drafts(*of(here))[FIELD.place]
    two[FIELD.key] = "of one of two, more"
    text_drafts._keep(FIELD, " ")
    assert own_text_drafts(*of(here))[FIELD.place] == "of one of two, more"
    window(one)[FIELD.key] = ""
    text_drafts._keep(FIELD, " ")
    assert one[FIELD.key] == "of one of two, more" == own_text_drafts(*of(here))[FIELD.place]
    text_drafts.clear_fields(FIELD)
    assert FIELD.place not in own_text_drafts(*of(here))


def test_what_has_no_room_beside_the_other_windows_text_is_not_said_to_be_kept(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    text_drafts._fill(FIELD)
    save_text_draft(*of(here), TypedText(FIELD.place, "x" * 40), NOW)
    state[FIELD.key] = "y" * 40
    text_drafts._keep(FIELD, " ")
    assert state[text_drafts._trouble(FIELD)] == words.form.TYPED_ELSEWHERE
    assert (state[FIELD.key], own_text_drafts(*of(here))[FIELD.place]) == ("y" * 40, "x" * 40)


def test_sending_leaves_what_another_window_typed_meanwhile(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    text_drafts._fill(FIELD)
    state[FIELD.key] = "sent"
    text_drafts._keep(FIELD, " ")
    save_text_draft(*of(here), TypedText(FIELD.place, "typed elsewhere"), NOW)
    text_drafts.clear_fields(FIELD)
    assert state[FIELD.key] == "typed elsewhere" == own_text_drafts(*of(here))[FIELD.place]


def test_damaged_texts_are_said_and_the_next_one_takes_their_place(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_text_draft(*of(here), TypedText(FIELD.place, "lost"), NOW)
    tamper(here.notebook, "UPDATE entries SET body = :body", body=b"x" * 5000)
    state = window()
    text_drafts._fill(FIELD)
    assert "damaged" in state[text_drafts._trouble(FIELD)]
    state[FIELD.key] = "anew"
    text_drafts._keep(FIELD, " ")
    assert own_text_drafts(*of(here)) == {FIELD.place: "anew"}


@pytest.mark.parametrize("week", [WEEK, WEEK.plus(-1)])
def test_a_damaged_form_hides_no_other_and_can_be_begun_anew(
    here: PersonSession, window: Callable[..., dict[str, Any]], week: Week
) -> None:
    check_in = here.catalogue.questionnaires["closeness-weekly"]
    save_draft(*of(here), Draft(check_in.id, week, {}, note="lost"), NOW)
    tamper(here.notebook, "UPDATE drafts SET body = :body", body=b"x" * 5000)
    save_draft(*of(here), Draft("goals", None, {}), NOW)
    window()
    standing = {one.questionnaire.id: one.standing for one in due_questionnaires(here)}
    assert standing["goals"] is DueState.STARTED
    form = open_anew(here, check_in)
    assert (form.interruption, form.week) == (Interruption.DAMAGED, week)
    leave_week(here, form)
    assert open_anew(here, check_in).interruption is None
    assert begun_forms(*of(here)) == {("goals", None)}


def test_a_draft_damaged_while_it_is_open_is_said_and_what_stands_there_stays(here: PersonSession) -> None:
    check_in = here.catalogue.questionnaires["closeness-weekly"]
    form = open_week(here, check_in, WEEK)
    save_draft(*of(here), form.draft, NOW)
    tamper(here.notebook, "UPDATE drafts SET body = :body", body=b"x" * 5000)
    form.hold(form.content.with_note("mine"))
    keep_draft(here, form)
    assert "damaged" in form.trouble and form.note == "mine" and not form.is_stored


def test_back_from_nothing_chosen_leads_to_the_questions(
    here: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    window()
    form = open_week(here, here.catalogue.questionnaires["us-two"], None)
    form.position, form.interruption = 5, Interruption.NOTHING_CHOSEN
    address = {PART: "6"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "query_params", address)
        follow_address(form)
        assert form.interruption is Interruption.NOTHING_CHOSEN
        address[PART] = "5"
        follow_address(form)
    assert (form.position, form.interruption) == (4, None)
