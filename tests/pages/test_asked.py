"""What a therapist asks for stands on the person's screens with who asked, and is declined by one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.session import StreamlitSession
from nearer.domain import local_week
from nearer.storage import Wish, assign, own_assignments
from tests.pages.couple import new_couple, session_of
from tests.storage import clinic
from tools.live_server import LiveServer

Serve = Callable[[Path], LiveServer]


def said(session: StreamlitSession) -> str:
    return " ".join(html.body for html in session.last.of_kind("html"))


@pytest.mark.timeout(120)
def test_a_questionnaire_that_is_asked_for_says_by_whom_and_may_be_declined(tmp_path: Path, serve: Serve) -> None:
    couple, now = new_couple(tmp_path / "data"), datetime.now(UTC)
    rao = clinic.therapist_of_file(couple.notebook)
    clinic.let_in(couple.notebook, couple.meera, rao, now)
    week = local_week(now, couple.meera.zone)
    key = assign(couple.notebook, rao, couple.meera.couple, Wish(couple.meera.person, "goals", week, 4), now)
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        assert "Dr Rao asks for it in the week from" in said(session)
        session.press(f"decline-{key}")
        assert "nobody is told" in said(session)
        assert "Dr Rao" not in said(session)
    with session_of(server, "Ravi") as session:
        session.switch_page("questions")
        assert "Dr Rao" not in said(session)
    server.kill()
    assert own_assignments(couple.notebook, couple.meera) == ()
