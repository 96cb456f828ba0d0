"""Whoever leaves with the click that they made last, on a machine with much to do, finds it kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.session import StreamlitSession
from nearer.storage.notebook import open_notebook
from tests.pages.couple import new_couple_in, sign_in
from tests.warm_server import WarmServer
from tools.live_server import LiveServer

ROUNDS = 12  # Streamlit alone loses one in three


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
    sent, there = [], []
    for number in range(ROUNDS):
        meera = StreamlitSession(home.url, cookie)
        meera.connect("questions")
        radio = meera.press("open-physical-barriers").of_kind("radio")[0]
        there.append(radio.default if radio.HasField("default") else None)
        sent.append(number % 2)
        meera.click_and_go(radio.id, string_value=radio.options[sent[-1]])
    assert there == [None, *sent[:-1]]
