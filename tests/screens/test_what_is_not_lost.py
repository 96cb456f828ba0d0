"""What two windows, a full disk or a damaged notebook may do to what somebody typed: nothing of it goes in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import hypothesis
import hypothesis.strategies
import pytest
import streamlit as st

from nearer.answering.form_drafts import leave_week, open_form_of_week, save_form_draft
from nearer.answering.open_form import Interruption
from nearer.answering_screens.open_form import SECTION, follow_address, open_anew
from nearer.domain.events import Event, EventKind
from nearer.domain.schedule import DueState
from nearer.domain.weeks import Week
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.presenters.events import EVENT_FIELDS
from nearer.screens import event_form, events, guide, steps
from nearer.screens import visit_sheet as own_sheet
from nearer.session import text_drafts
from nearer.session.actions import PAGE
from nearer.session.text_drafts import TextField
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import change_event, read_own_events, save_event
from nearer.storage.couple.form_drafts import Draft, read_begun_forms, save_draft
from nearer.storage.couple.own_steps import read_own_steps
from nearer.storage.couple.text_drafts import TypedText, read_text_drafts, save_text_draft
from nearer.storage.couple.visit_questions import read_visit_questions, save_visit_questions
from nearer.storage.notebook import open_demo_notebook
from nearer.views import text as words
from tests.screen_server import ScreenServer, install
from tests.storage.making import NOW, WEEK, make_person, tamper

DAY, LATER = date(2026, 11, 5), date(2026, 11, 6)
WALK = Event(EventKind.OTHER, "A walk", DAY)


@pytest.fixture
def session(screen_server: ScreenServer) -> PersonSession:
    notebook = open_demo_notebook()
    meera = make_person(notebook, "Meera")
    screen_server.sign_in(meera, notebook)
    return PersonSession(notebook, meera, shipped_catalogue(), NOW)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, Any]]:
    """A new window, or the one of this state, in which everything is done until the next call."""

    def turn_to(state: dict[str, Any] | None = None) -> dict[str, Any]:
        state = {} if state is None else state
        monkeypatch.setattr(st, "session_state", state)
        return state

    return turn_to


def refuses(session: PersonSession) -> None:
    """From now on the file may not be written, as when a disk is full."""
    with session.notebook.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")


def of(session: PersonSession) -> tuple[Any, Any]:
    return session.notebook, session.principal


def opens(state: dict[str, Any], session: PersonSession) -> event_form.OpenEvent:
    """The only event, to be changed, as its form fills its fields."""
    [own_event] = read_own_events(*of(session))
    form = state[event_form.EVENT_FORM] = event_form.OpenEvent(own_event.id, own_event.event)
    for name in EVENT_FIELDS:
        state[form.field(name)] = getattr(own_event.event, name)
    return form


def test_questions_kept_in_another_window_stay_and_all_that_was_typed_is_kept(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_visit_questions(*of(session), ("From the other window?",), NOW)
    typed = [f"Question {number}?" for number in range(own_sheet.MAX_QUESTIONS + 2)]
    window({own_sheet.OWN_QUESTIONS_FIELD.key: "\n".join(typed)})
    own_sheet._save_questions(("Of the guide?",))
    assert read_visit_questions(*of(session)) == ("From the other window?", *typed, "Of the guide?")


def test_an_event_changed_in_two_windows_has_both_changes(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(session), WALK, uuid4(), NOW)
    first: dict[str, Any] = {}
    second: dict[str, Any] = {}
    for state in (first, second):
        opens(window(state), session)
    first[first[event_form.EVENT_FORM].field("title")] = "A long walk"
    window(first)
    events._save()
    second[second[event_form.EVENT_FORM].field("begin")] = LATER
    window(second)
    events._save()
    [own_event] = read_own_events(*of(session))
    assert (own_event.event.title, own_event.event.begin) == ("A long walk", LATER)


def test_the_same_words_changed_in_two_windows_are_both_said_before_one_goes(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(session), WALK, uuid4(), NOW)
    two = window()
    form = opens(two, session)
    change_event(*of(session), Event(EventKind.OTHER, "A long walk", DAY), form.key, NOW)
    two[form.field("title")] = "A short walk"
    events._save()
    assert read_own_events(*of(session))[0].event.title == "A long walk"
    assert "A long walk, 5 November 2026" in two[event_form.EVENT_FORM].problem
    assert two[form.field("title")] == "A short walk"
    events._save()
    assert read_own_events(*of(session))[0].event.title == "A short walk"


def fills(state: dict[str, Any]) -> event_form.OpenEvent:
    """The form of a new date in this window, as it stands there when it is drawn."""
    form: event_form.OpenEvent = state.setdefault(event_form.EVENT_FORM, event_form.OpenEvent())
    event_form._fill(form)
    return form


def enters(state: dict[str, Any], form: event_form.OpenEvent, **values: Any) -> None:
    for name, value in values.items():
        state[form.field(name)] = value
    event_form._save_event_draft(form)


def values_in(state: dict[str, Any], name: str) -> list[Any]:
    """What stands at a field of the form in a window: several values while the person has not chosen."""
    form = state[event_form.EVENT_FORM]
    value = state[form.field(name)]
    return list(state[form.field("conflicts")].get(name, (str(value) if value else None,)))


def test_a_new_date_written_in_two_windows_has_the_fields_of_both(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    browser_window, two = window({}), dict[str, Any]()
    first = fills(browser_window)
    second = fills(window(two))
    enters(window(browser_window), first, kind=EventKind.OTHER, title="A walk")
    enters(window(two), second, begin=DAY)
    three = window()
    fills(three)
    for state in (two, three):
        assert [values_in(state, name) for name in ("kind", "title", "begin")] == [
            ["other"],
            ["A walk"],
            ["2026-11-05"],
        ]
    window(two)
    events._save()
    [own_event] = read_own_events(*of(session))
    assert (own_event.event.title, own_event.event.begin) == ("A walk", DAY)
    assert read_text_drafts(*of(session)) == {}


def test_a_field_of_a_new_date_that_two_windows_wrote_is_chosen_before_it_is_saved(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    browser_window, two = window({}), dict[str, Any]()
    first = fills(browser_window)
    second = fills(window(two))
    enters(window(browser_window), first, kind=EventKind.OTHER, title="A walk", begin=DAY)
    enters(window(two), second, title="By the sea")
    assert values_in(two, "title") == ["By the sea", "A walk"]
    window(browser_window)
    events._save()
    assert (read_own_events(*of(session)), browser_window[event_form.EVENT_FORM].problem) == ((), words.form.LOOK_AGAIN)
    assert set(values_in(browser_window, "title")) == {"By the sea", "A walk"}
    event_form._choose(
        browser_window[event_form.EVENT_FORM], "title", values_in(browser_window, "title").index("By the sea")
    )
    events._save()
    [own_event] = read_own_events(*of(session))
    assert (own_event.event.title, own_event.event.begin) == ("By the sea", DAY)


TYPED = hypothesis.strategies.tuples(
    hypothesis.strategies.sampled_from([0, 1]), hypothesis.strategies.sampled_from(["title", "begin", "kind"])
)
POSSIBLE = {
    "title": [f"words {number}" for number in range(12)],
    "begin": [date(2026, 11, number + 1) for number in range(12)],
    "kind": list(EventKind) * 2,
}


@hypothesis.settings(max_examples=40, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
@hypothesis.given(hypothesis.strategies.lists(TYPED, max_size=8))
def test_two_windows_of_a_date_in_any_order_lose_no_field(acts: list[tuple[int, str]]) -> None:
    """What a window wrote stands in the form unless a window that showed it wrote something else over it."""
    with pytest.MonkeyPatch.context() as patch:
        notebook = open_demo_notebook()
        install(ScreenServer(), patch.setattr).sign_in(make_person(notebook, "Meera"), notebook)
        states: list[dict[str, Any]] = [{}, {}]
        forms = []
        for state in states:
            patch.setattr(st, "session_state", state)
            forms.append(fills(state))
        alive: dict[str, set[str]] = {name: set() for name in POSSIBLE}
        for number, (place, name) in enumerate(acts):
            patch.setattr(st, "session_state", states[place])
            there = values_in(states[place], name)
            value = POSSIBLE[name][number] if len(there) == 1 else there[0]
            if len(there) == 1:
                enters(states[place], forms[place], **{name: value})
            else:  # shown twice: the person chooses the first
                event_form._choose(forms[place], name, 0)
            alive[name] = alive[name] - {*there} | {str(value)}
        for place in (0, 1, 0):
            patch.setattr(st, "session_state", states[place])
            event_form._save_event_draft(forms[place])
        for state in states:
            assert {name: set(values_in(state, name)) - {None} for name in POSSIBLE} == alive
        notebook.close()


def test_a_field_that_is_sent_once_more_after_its_form_was_sent_begins_no_new_date(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window({})
    form = fills(state)
    enters(state, form, kind=EventKind.OTHER, title="A walk", begin=DAY)
    events._save()
    enters(state, form, title="A walk")
    assert read_text_drafts(*of(session)) == {} and len(read_own_events(*of(session))) == 1


def test_a_disk_that_refuses_is_said_where_an_event_is_saved_or_deleted_and_its_form_stays(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_event(*of(session), WALK, uuid4(), NOW)
    state = window()
    form = opens(state, session)
    state[form.field("title")] = "A long walk"
    refuses(session)
    for act in (events._save, events._delete):
        act()
        assert (
            "nothing new is kept" in state[event_form.EVENT_FORM].problem
            and state[event_form.EVENT_FORM].key == form.key
        )
    assert read_own_events(*of(session))[0].event.title == "A walk"


def test_a_disk_that_refuses_is_reported_where_a_page_is_noted_as_read(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    refuses(session)
    guide.mark_as_read("tiredness")
    assert "nothing new is kept" in state[PAGE]


def test_the_numbers_beside_a_step_stay_until_they_are_saved(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    key = uuid4()
    state = window(
        {steps.DONE_KEY: key, f"comfort-before-hand-massage-{key}": 3, f"comfort-after-hand-massage-{key}": 7}
    )
    refuses(session)
    steps._save_done("hand-massage")
    assert (state[steps.DONE_KEY], read_own_steps(*of(session)).done) == (key, ())
    with session.notebook.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    steps._save_done("hand-massage")
    [done] = read_own_steps(*of(session)).done
    assert (done.before, done.after, steps.DONE_KEY in state) == (3, 7, False)


FIELD = TextField("feel-wish", 60)


def test_texts_typed_in_two_windows_are_both_kept_one_below_the_other(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    first: dict[str, Any] = {}
    second: dict[str, Any] = {}
    for state in (first, second):
        window(state)
        text_drafts._fill(FIELD)
    window(first)[FIELD.key] = "of one"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    window(second)[FIELD.key] = "of two"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert second[FIELD.key] == "of one of two" == read_text_drafts(*of(session))[FIELD.field_id]
    second[FIELD.key] = "of one of two, more"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert read_text_drafts(*of(session))[FIELD.field_id] == "of one of two, more"
    window(first)[FIELD.key] = ""
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert first[FIELD.key] == "of one of two, more" == read_text_drafts(*of(session))[FIELD.field_id]
    text_drafts.clear_fields(FIELD)
    assert FIELD.field_id not in read_text_drafts(*of(session))


def test_the_same_text_typed_in_two_windows_is_kept_once(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    text_drafts._fill(FIELD)
    save_text_draft(*of(session), TypedText(FIELD.field_id, "of both"), NOW)
    state[FIELD.key] = "of both"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert state[FIELD.key] == "of both" == read_text_drafts(*of(session))[FIELD.field_id]


def test_a_text_that_another_window_keeps_at_the_same_moment_is_merged_as_well(
    session: PersonSession, window: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two looks at the notebook the other window is quicker each time, as often as it may be."""
    state, quicker = window(), iter(["first", "first, second"])
    text_drafts._fill(FIELD)
    save = save_text_draft

    def save_second(notebook: Any, principal: Any, text: TypedText, now: datetime) -> None:
        if (other := next(quicker, None)) is not None:
            save(notebook, principal, TypedText(text.field_id, other), now)
        save(notebook, principal, text, now)

    monkeypatch.setattr(text_drafts, "save_text_draft", save_second)
    state[FIELD.key] = "mine"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert state[FIELD.key] == read_text_drafts(*of(session))[FIELD.field_id] == "first, second first mine"


def test_a_text_with_no_room_left_beside_the_other_windows_text_is_not_said_to_be_kept(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    text_drafts._fill(FIELD)
    save_text_draft(*of(session), TypedText(FIELD.field_id, "x" * 40), NOW)
    state[FIELD.key] = "y" * 40
    for _ in range(2):
        text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert state[text_drafts._trouble_key(FIELD)] == words.form.TYPED_ELSEWHERE
    assert (state[FIELD.key], read_text_drafts(*of(session))[FIELD.field_id]) == ("y" * 40, "x" * 40)


def test_sending_leaves_what_another_window_typed_meanwhile(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    text_drafts._fill(FIELD)
    state[FIELD.key] = "sent"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    save_text_draft(*of(session), TypedText(FIELD.field_id, "typed elsewhere"), NOW)
    text_drafts.clear_fields(FIELD)
    assert state[FIELD.key] == "typed elsewhere" == read_text_drafts(*of(session))[FIELD.field_id]


def send_late(state: dict[str, Any], sent_count: int, text: str) -> str:
    """What stands in the emptied field after the browser sent this of the widget before; the notebook has the same."""
    state[FIELD.key_at(sent_count)] = text
    text_drafts._save_typed(FIELD, " ", sent_count)
    return FIELD.text


def sends(state: dict[str, Any], text: str) -> int:
    """Type it and press the field's button; what its widget is called by afterwards."""
    text_drafts._fill(FIELD)
    sent_count = FIELD.sent_count
    state[FIELD.key] = text
    text_drafts._save_typed(FIELD, " ", sent_count)
    text_drafts.clear_fields(FIELD)
    return sent_count


def test_a_text_that_the_browser_sends_once_more_after_its_button_does_not_come_back(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    for text in ("as before", "as before", "something else"):
        assert (send_late(state, sends(state, text), text), read_text_drafts(*of(session))) == ("", {})


def test_words_typed_after_a_text_was_sent_are_in_the_emptied_field(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    before = sends(state, "as before")
    state[FIELD.key] = "new"
    assert (
        send_late(state, before, "as before and more")
        == "new and more"
        == read_text_drafts(*of(session))[FIELD.field_id]
    )


def test_a_text_that_another_window_has_sent_meanwhile_is_not_added_to_the_field(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_text_draft(*of(session), TypedText(FIELD.field_id, "sent"), NOW)
    state = window()
    text_drafts._fill(FIELD)
    save_text_draft(*of(session), TypedText(FIELD.field_id, ""), NOW)
    state[FIELD.key] = "sent, and more"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert FIELD.text == "sent, and more" == read_text_drafts(*of(session))[FIELD.field_id]


def test_damaged_texts_are_said_and_the_next_one_takes_their_place(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    save_text_draft(*of(session), TypedText(FIELD.field_id, "lost"), NOW)
    tamper(session.notebook, "UPDATE entries SET body = :body", body=b"x" * 5000)
    state = window()
    text_drafts._fill(FIELD)
    assert "damaged" in state[text_drafts._trouble_key(FIELD)]
    state[FIELD.key] = "anew"
    text_drafts._save_typed(FIELD, " ", FIELD.sent_count)
    assert read_text_drafts(*of(session)) == {FIELD.field_id: "anew"}


@pytest.mark.parametrize("week", [WEEK, WEEK.plus(-1)])
def test_a_damaged_form_hides_no_other_and_can_be_begun_anew(
    session: PersonSession, window: Callable[..., dict[str, Any]], week: Week
) -> None:
    check_in = session.catalogue.questionnaires["closeness-weekly"]
    save_draft(*of(session), Draft(check_in.id, week, {}, note="lost"), NOW)
    tamper(session.notebook, "UPDATE drafts SET body = :body", body=b"x" * 5000)
    save_draft(*of(session), Draft("goals", None, {}), NOW)
    window()
    standing = {one.questionnaire.id: one.state for one in load_due_questionnaires(session)}
    assert standing["goals"] is DueState.STARTED
    form = open_anew(session, check_in)
    assert (form.interruption, form.week) == (Interruption.DAMAGED, week)
    leave_week(session, form)
    assert open_anew(session, check_in).interruption is None
    assert read_begun_forms(*of(session)) == {("goals", None)}


def test_a_draft_damaged_while_it_is_open_is_said_and_what_stands_there_stays(session: PersonSession) -> None:
    check_in = session.catalogue.questionnaires["closeness-weekly"]
    form = open_form_of_week(session, check_in, WEEK)
    save_draft(*of(session), form.draft, NOW)
    tamper(session.notebook, "UPDATE drafts SET body = :body", body=b"x" * 5000)
    form.set_content(form.content.with_note("mine"))
    save_form_draft(session, form)
    assert "damaged" in form.problem and form.note == "mine" and not form.is_stored


def test_back_from_the_page_that_nothing_was_chosen_leads_to_the_questions(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    window()
    form = open_form_of_week(session, session.catalogue.questionnaires["us-two"], None)
    form.position, form.interruption = 5, Interruption.NOTHING_CHOSEN
    address = {SECTION: "6"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "query_params", address)
        follow_address(form)
        assert form.interruption is Interruption.NOTHING_CHOSEN
        address[SECTION] = "5"
        follow_address(form)
    assert (form.position, form.interruption) == (4, None)


def test_words_the_browser_sends_several_times_after_a_sent_text_are_in_the_field_once(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    before = sends(state, "as before")
    state[FIELD.key] = "new"
    for late in ("as before", "as before an", "as before and", "as before and more", "as before and more"):
        field_text = send_late(state, before, late)
    assert field_text == "new and more" == read_text_drafts(*of(session))[FIELD.field_id]
    assert send_late(state, before, "as before and mo") == "new and mo"


def test_a_late_text_that_was_changed_in_the_field_is_not_brought_back(
    session: PersonSession, window: Callable[..., dict[str, Any]]
) -> None:
    state = window()
    before = sends(state, "as before")
    assert send_late(state, before, "as before again") == "again"
    state[FIELD.key] = "once"
    assert send_late(state, before, "as before again") == "once"
    assert send_late(state, before, "as before again and more") == "once and more"
