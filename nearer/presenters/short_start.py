"""What a two-minute start offers: one question for everything that is due and lets itself be opened in parts."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from nearer.answering.open_form import OpenForm
from nearer.answering.short_start import opened_items
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.schedule import DueState
from nearer.presenters.due_questionnaires import due_questionnaires
from nearer.session.values import PersonSession
from nearer.views.screen_values import StartChoice

SECONDS_PER_QUESTION = 15  # the seven questionnaires' own minutes over their questions, docs/questionnaires.md


def start_choice(session: PersonSession, chosen: Mapping[str, object]) -> StartChoice:
    """Questionnaires that are due, not begun, and say in their file what a short sitting begins with."""
    due = (one for one in due_questionnaires(session) if one.state is DueState.DUE)
    offered = tuple(one.questionnaire for one in due if one.questionnaire.short_start)
    counts = {one.id: opened_items(one, chosen.get(one.id)) for one in offered}
    questions, begins = sum(counts.values()), tuple(one for one in offered if counts[one.id])
    return StartChoice(offered, chosen, begins, questions, ceil(questions * SECONDS_PER_QUESTION / 60))


def begun_beside(session: PersonSession, form: OpenForm) -> Questionnaire | None:
    """Another questionnaire that was begun and is not finished, in whose file a short sitting is meant."""
    begun = (one.questionnaire for one in due_questionnaires(session) if one.state is DueState.STARTED)
    return next((one for one in begun if one.short_start and one.id != form.questionnaire.id), None)
