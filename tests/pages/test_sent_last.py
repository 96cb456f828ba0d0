"""Whoever leaves with the click that they made last, on a machine with much to do, finds it kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.session import StreamlitSession
from nearer.storage.notebook import open_notebook
from tests.pages.couple import new_couple_in, sign_in
from tests.waiting import wait_until
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

ROUNDS = 12  # Streamlit alone loses one in three
SECONDS = 20  # for what was sent to be there


@pytest.fixture
def home(tmp_path: Path) -> Iterator[LiveServer]:
    notebook = open_notebook(tmp_path / "data")
    new_couple_in(notebook)
    notebook.close()
    server = WarmServer(tmp_path / "data", tmp_path / "log")
    yield server.start()
    server.kill()


def test_an_answer_with_which_the_window_was_closed_is_kept(home: LiveServer) -> None:
    cookie = sign_in(home, "Meera")
    for number in range(ROUNDS):
        meera, answer = open_form(home, cookie), number % 2
        meera.click_and_go(first_item(meera).id, string_value=first_item(meera).options[answer])
        assert wait_until(lambda answer=answer: answer_in_new_window(home, cookie) == answer, SECONDS), (
            f"{number} is lost"
        )


def open_form(home: LiveServer, cookie: str) -> StreamlitSession:
    window = StreamlitSession(home.url, cookie)
    window.connect("questions")
    window.press("open-physical-barriers")
    return window


def first_item(window: StreamlitSession) -> Any:
    return window.last.of_kind("radio")[0]


def answer_in_new_window(home: LiveServer, cookie: str) -> int | None:
    """Which option stands chosen; what was sent last is saved by and by where the machine has much to do."""
    window = open_form(home, cookie)
    radio = first_item(window)
    window.close()
    return radio.default if radio.HasField("default") else None
