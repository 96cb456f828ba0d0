"""What a person reads of a therapist who reads nothing any more: that a cover ended by itself, or the day it ended."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from nearer.hand_over.hand_over_answers import HandOverAnswer, answer_hand_over, read_hand_over_questions
from nearer.hand_over.hand_over_proposals import HandOverRequest, propose_hand_over, read_colleague
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.therapist_connections import create_therapist_code, end_connection, read_own_therapists
from tests.storage.clinic import NOTICE, connect_therapist, make_therapist
from tests.storage.making import NOW, make_couple

UNTIL = datetime(2026, 12, 6, 18, 30, tzinfo=UTC)


def screen() -> None:
    import streamlit as st

    from nearer.screens.therapist_access import _draw_ended

    _draw_ended(st.session_state["session"], st.session_state["therapists"])


@pytest.mark.parametrize(("ended", "sentences"), [
    (False, ["Dr Iyer covered until 6 December 2026, and now reads nothing of yours. It ended by itself."]),
    (True, ["Dr Iyer reads nothing of yours any more; it ended on 23 November 2026."]),
])  # fmt: skip
def test_a_cover_that_is_over_says_until_which_day_it_was_and_that_it_ended_by_itself(
    ended: bool, sentences: list[str]
) -> None:
    """The end is the first moment of 7 December in Kolkata, where she lives; one she ended before has that day."""
    notebook = open_demo_notebook()
    meera, _ravi = make_couple(notebook)
    rao, iyer = make_therapist(notebook), make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, meera, rao)
    code = create_therapist_code(notebook, iyer, NOW)
    keys = read_colleague(notebook, rao, code, NOW).keys
    propose_hand_over(notebook, rao, meera.couple, HandOverRequest(code, keys, UNTIL), NOW)
    [question] = read_hand_over_questions(notebook, meera, NOW)
    answer_hand_over(notebook, meera, HandOverAnswer(question.id, True, NOTICE), NOW)
    if ended:
        end_connection(notebook, meera, iyer.id.hex, NOW)
    app = AppTest.from_function(screen)
    app.session_state["session"] = PersonSession(notebook, meera, shipped_catalogue(), UNTIL)
    app.session_state["therapists"] = read_own_therapists(notebook, meera)
    lines = [html.unescape(one.proto.body) for one in app.run().get("html")]
    assert lines == [f'<p class="nearer-quiet">{sentence}</p>' for sentence in sentences]
