"""Words that stay the same from week to week are typed once; what is rated is asked anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.domain.responses import build_response
from nearer.domain.weeks import local_week
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.response_saving import save_response
from nearer.typed_answers.answer_parsing import read_answers
from tests.pages.couple import new_couple, session_of
from tools.live_server import LiveServer


@pytest.mark.timeout(120)
def test_last_weeks_hope_stands_there_again_and_its_rating_does_not(
    tmp_path: Path, serve: Callable[[Path], LiveServer]
) -> None:
    couple = new_couple(tmp_path / "data")
    goals, before = shipped_catalogue().questionnaires["goals"], datetime.now(UTC) - timedelta(weeks=1)
    rated = goals.item("first-rating").options[7].code
    answers = read_answers(goals, {"first-goal": "A walk on Sunday", "first-rating": rated})
    week = local_week(before, couple.meera.zone)
    save_response(couple.notebook, couple.meera, build_response(goals, answers, week), uuid4(), before)
    couple.notebook.close()
    server = serve(tmp_path / "data")
    with session_of(server, "Meera") as session:
        session.switch_page("questions")
        session.press("open-goals")
        [hope] = session.last.of_kind("text_area")
        [rating] = session.last.of_kind("radio")
    assert hope.default == "A walk on Sunday"
    assert not rating.HasField("default")
