"""A value that was not among those offered is refused with a sentence, and nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.session import StreamlitSession
from nearer.storage.couple.form_drafts import read_drafts
from nearer.storage.notebook import open_notebook
from tests.pages.couple import new_couple, session_of
from tools.live_server import LiveServer

Serve = Callable[[Path], LiveServer]
SENTENCE = "This answer does not belong to the question"


def screen_text(session: StreamlitSession) -> str:
    return " ".join(html.body for html in session.last.of_kind("html"))


@pytest.mark.timeout(120)
def test_forged_widget_values_are_refused_and_nothing_is_saved(tmp_path: Path, serve: Serve) -> None:
    couple = new_couple(tmp_path / "data")
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        session.press("open-comfort-and-consent")
        radio = session.last.of_kind("radio")[0].id
        session.click(radio, string_value="a thing never offered")
        assert SENTENCE in screen_text(session)
        session.click(radio, string_value="The team said to wait")
        assert SENTENCE not in screen_text(session)
        session.click(radio, string_value="\u202egnihton")
        assert SENTENCE in screen_text(session)
    server.kill()
    notebook = open_notebook(tmp_path / "data")
    drafts = read_drafts(notebook, couple.meera)
    notebook.close()
    assert [dict(draft.answers) for draft in drafts] == [{"clearance": "wait"}]
