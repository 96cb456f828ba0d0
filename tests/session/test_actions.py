"""What a button does is said once, in its place: that it happened, or why not."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st

from nearer.database.row_errors import NotFound, NotSaved
from nearer.session import actions
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from tests.storage.making import NOW, make_person


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was drawn, with somebody signed in and a session of their own."""
    notebook = open_demo_notebook()
    session = PersonSession(notebook, make_person(notebook, "Meera"), shipped_catalogue(), NOW)
    state: dict[str, Any] = {}
    drawn: list[str] = []
    monkeypatch.setattr(st, "session_state", state)
    monkeypatch.setattr(actions, "info", drawn.append)
    monkeypatch.setattr(actions, "current_person", lambda: session)
    return drawn


def test_what_an_action_did_is_said_once_and_in_its_own_place(messages: list[str]) -> None:
    assert actions.run_action(lambda _: None, "Saved.", "below")
    actions.draw_message()
    assert messages == []
    actions.draw_message("below")
    actions.draw_message("below")
    assert messages == ["Saved."]


def test_an_action_may_say_itself_what_it_did(messages: list[str]) -> None:
    assert actions.run_action(lambda session: f"Good to see you, {session.principal.nickname}.", "Saved.")
    actions.draw_message()
    assert messages == ["Good to see you, Meera."]


@pytest.mark.parametrize("error", [NotSaved("The disk is full."), NotFound()])
def test_an_action_that_could_not_be_done_says_why_where_its_button_is(messages: list[str], error: Exception) -> None:
    def change(_: PersonSession) -> None:
        raise error

    assert not actions.run_action(change, "Saved.", "below")
    actions.draw_message()
    assert messages == []
    actions.draw_message("below")
    assert messages == [str(error)]


def test_an_action_without_a_sentence_takes_an_older_one_away(messages: list[str]) -> None:
    actions.run_action(lambda _: None, "Saved.")
    actions.run_action(lambda _: None)
    actions.draw_message()
    assert messages == []


def test_after_the_lock_nothing_happens_and_nothing_is_said(
    messages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(actions, "current_person", lambda: None)
    monkeypatch.setattr(actions, "current_therapist", lambda: None)
    assert not actions.run_action(lambda _: done.append("person"), "Saved.")
    assert not actions.run_therapist_action(lambda _: done.append("therapist"), "Saved.")
    actions.draw_message()
    assert (done, messages) == ([], [])
