"""What a button does is said once, in its place: that it happened, or why not."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from nearer.database.row_errors import NotFound, NotSaved
from nearer.session.actions import draw_message, run_action, run_therapist_action
from nearer.session.values import PersonSession
from nearer.storage.notebook import open_demo_notebook
from tests.screen_server import ScreenServer
from tests.storage.making import make_person


def screen() -> None:
    import streamlit as st

    for act in st.session_state["acts"]:
        act()


def drawn(*acts: Callable[[], object]) -> list[str]:
    """The sentences that stand on a screen which does this, one after the other."""
    app = AppTest.from_function(screen)
    app.session_state["acts"] = acts
    app.run()
    assert not app.exception
    return re.findall(
        '<div class="nearer-note"><p>([^<]*)</p></div>', "".join(one.proto.body for one in app.get("html"))
    )


def draw_below() -> None:
    draw_message("below")


@pytest.fixture(autouse=True)
def _somebody_is_signed_in(screen_server: ScreenServer) -> None:
    notebook = open_demo_notebook()
    screen_server.sign_in(make_person(notebook, "Meera"), notebook)


def save(sentence: str = "Saved.") -> None:
    assert run_action(lambda _: None, sentence, "below")


def test_what_an_action_did_is_said_once_and_in_its_own_place() -> None:
    assert drawn(save, draw_message) == []
    assert drawn(save, draw_message, draw_below) == drawn(save, draw_below, draw_below) == ["Saved."]


def test_an_action_may_say_itself_what_it_did() -> None:
    def greet() -> None:
        assert run_action(lambda session: f"Good to see you, {session.principal.nickname}.", "Saved.")

    assert drawn(greet, draw_message) == ["Good to see you, Meera."]


@pytest.mark.parametrize("error", [NotSaved("The disk is full."), NotFound()])
def test_an_action_that_could_not_be_done_says_why_where_its_button_is(error: Exception) -> None:
    def change(_: PersonSession) -> None:
        raise error

    def fail() -> None:
        assert not run_action(change, "Saved.", "below")

    assert drawn(fail, draw_message) == []
    assert drawn(fail, draw_below) == [str(error)]


def test_an_action_without_a_sentence_takes_an_older_one_away() -> None:
    assert drawn(save, lambda: save(""), draw_below) == []


def test_after_the_lock_nothing_happens_and_nothing_is_said(screen_server: ScreenServer) -> None:
    done: list[str] = []
    screen_server.sign_out()

    def act() -> None:
        assert not run_action(lambda _: done.append("person"), "Saved.")
        assert not run_therapist_action(lambda _: done.append("therapist"), "Saved.")

    assert drawn(act, draw_message) == [] and done == []
