"""Nobody waits for Streamlit's rest between two looks for messages."""

from __future__ import annotations

import pytest
import streamlit.runtime.runtime as streamlit_runtime
from streamlit.runtime import Runtime

from nearer.server.flush_at_once import REST, flush_at_once


def test_streamlits_loop_rests_for_no_time_after_it_has_sent_something(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit_runtime, REST, 0.005)
    flush_at_once()
    assert getattr(streamlit_runtime, REST) == 0


def test_streamlits_loop_has_the_rest_that_is_taken_away() -> None:
    assert REST in Runtime._loop_coroutine.__code__.co_names


def test_a_streamlit_without_this_rest_is_noticed_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(streamlit_runtime, REST)
    with pytest.raises(AttributeError):
        flush_at_once()
