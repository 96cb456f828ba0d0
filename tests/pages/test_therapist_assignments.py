"""What a therapist asks for stands on the person's screens with who asked, and is declined by one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.session import StreamlitSession
from nearer.domain.roles_and_audiences import Part
from nearer.domain.weeks import local_week
from nearer.storage.notebook import open_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, read_own_assignments, save_assignments
from nearer.storage.therapist.caseload import read_couple_record
from tests.pages.couple import new_couple, session_of
from tests.storage import clinic
from tools.live_server import LiveServer

Serve = Callable[[Path], LiveServer]


@pytest.mark.timeout(120)
def test_questions_are_kept_for_a_therapist_only_by_a_press_and_deleted_by_another(
    tmp_path: Path, serve: Serve
) -> None:
    couple, now = new_couple(tmp_path / "data"), datetime.now(UTC)
    rao = clinic.make_therapist_with_passphrase(couple.notebook)
    clinic.connect_therapist(couple.notebook, couple.meera, rao, now)
    clinic.grant_parts(couple.notebook, couple.meera, Part.GUIDE, now=now)
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        session.switch_page("weeks")
        session.unfold("sheet")
        for _ in range(2):
            session.choose("typed-sheet-questions", string_value="Until when?\n\nMay Ravi come?")
            assert "kept for the next visit" not in screen_text(session)
            session.press("keep-questions")
            assert "2 questions are kept for the next visit." in screen_text(session)
            session.press("forget-questions")
        session.choose("typed-sheet-questions", string_value="Until when?")
        session.press("keep-questions")
    server.kill()
    notebook = open_notebook(tmp_path / "data")
    guide = read_couple_record(notebook, rao, couple.meera.couple, now).people[0].guide
    notebook.close()
    assert guide is not None and guide.questions == ("Until when?",)


def screen_text(session: StreamlitSession) -> str:
    return " ".join(html.body for html in session.last.of_kind("html"))


@pytest.mark.timeout(120)
def test_a_questionnaire_that_is_asked_for_says_by_whom_and_may_be_declined(tmp_path: Path, serve: Serve) -> None:
    couple, now = new_couple(tmp_path / "data"), datetime.now(UTC)
    rao = clinic.make_therapist_with_passphrase(couple.notebook)
    clinic.connect_therapist(couple.notebook, couple.meera, rao, now)
    week = local_week(now, couple.meera.zone)
    [key] = save_assignments(
        couple.notebook, rao, couple.meera.couple, [AssignmentRequest(couple.meera.id, "goals", week, 4)], now
    )
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        assert "Dr Rao asks for it in the week from" in screen_text(session)
        session.press(f"decline-{key}")
        assert "nobody is told" in screen_text(session)
        assert "Dr Rao" not in screen_text(session)
    with session_of(server, "Ravi") as session:
        session.switch_page("questions")
        assert "Dr Rao" not in screen_text(session)
    server.kill()
    notebook = open_notebook(tmp_path / "data")
    assert read_own_assignments(notebook, couple.meera) == ()
    notebook.close()
