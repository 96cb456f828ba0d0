"""Small inputs for the tables, whose rows can be counted by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.typed_answers.answer_parsing import read_answers

MEERA = FramePerson("couple-1", "meera", Role.SURVIVOR, True, "Meera")
RAVI = FramePerson("couple-1", "ravi", Role.PARTNER, False)


def make_weekly_scores(scores: Mapping[str, int], definition: str = "a" * 64) -> WeeklyScores:
    """`{"2026-W45": 60}` as weekly scores."""
    return WeeklyScores.of(WeeklyScore(Week.parse(week), Decimal(score), definition) for week, score in scores.items())


def make_scored_response(
    questionnaire: Questionnaire, day: str, who: FramePerson = MEERA, **scores: float | str
) -> FrameResponse:
    """Scores by scale; `phq_9=7` is of the scale phq-9."""
    values = {name.replace("_", "-"): Decimal(str(score)) for name, score in scores.items()}
    return FrameResponse(who, questionnaire, date.fromisoformat(day), None, values)


def make_answered_response(questionnaire: Questionnaire, day: str, raw: Mapping[str, object]) -> FrameResponse:
    return FrameResponse(MEERA, questionnaire, date.fromisoformat(day), answers=read_answers(questionnaire, raw))
