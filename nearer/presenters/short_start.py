"""What a two-minute start offers: one question for everything that is due and lets itself be opened in parts."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from nearer.answering.open_form import OpenForm
from nearer.answering.short_start import count_opened_items
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.schedule import DueState
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.session.values import PersonSession
from nearer.views.screen_values import StartChoice

MAX_SHORT_MINUTES = 3  # three scales of three questions, benchmarks/sittings.py
SECONDS_PER_QUESTION = 15  # the seven questionnaires' own minutes over their questions, docs/questionnaires.md


def start_choice(session: PersonSession, answers: Mapping[str, object]) -> StartChoice:
    """Questionnaires that are due, not begun, and say in their file what a short sitting begins with."""
    short = [one for one in load_due_questionnaires(session) if one.questionnaire.short_start]
    offered = tuple(one.questionnaire for one in short if one.state is DueState.DUE)
    counts = {one.id: count_opened_items(one, answers.get(one.id)) for one in offered}
    questions, begins = sum(counts.values()), tuple(one for one in offered if counts[one.id])
    minutes = ceil(questions * SECONDS_PER_QUESTION / 60)
    return StartChoice(offered, answers, begins, questions, minutes, is_first=all(one.last is None for one in short))


def begun_beside(session: PersonSession, form: OpenForm) -> Questionnaire | None:
    """Another questionnaire that was begun and is not finished, in whose file a short sitting is meant."""
    begun = (one.questionnaire for one in load_due_questionnaires(session) if one.state is DueState.STARTED)
    return next((one for one in begun if one.short_start and one.id != form.questionnaire.id), None)
