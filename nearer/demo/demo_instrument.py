"""A PHQ-9 for the demo: its numbers and none of its words, which a clinic brings; and who got worse on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    save_custom_questionnaire,
    save_harm_flags,
)
from nearer.database.schema import new_id
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import Response, build_response
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.response_saving import DatedResponse, save_responses
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.therapist_connections import read_own_therapists
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire

WORSENED = "Mohan"
FIRST_OFFERED = 400  # days ago
DEMO_TOTALS = ((28, 7), (1, 16))  # days ago, and points of 27: Mild, then Moderately severe
_ITEMS = tuple(f"q{number}" for number in range(1, 10))
_HEAD = """\
id: demo-phq-9
version: 1.0
status: active
language: en
title: PHQ-9 (its numbers, without its words)
summary: For looking around. A clinic brings its own file, with the words of the nine questions.
audience: both
recall: The last two weeks
source: Made up for the demo, after the published scoring of PHQ-9.
licence: Public domain
answer_lists:
  often:
    - {code: not-at-all, text: Not at all, weight: 0}
    - {code: several-days, text: Several days, weight: 1}
    - {code: most-days, text: More than half the days, weight: 2}
    - {code: every-day, text: Nearly every day, weight: 3}
sections: [{id: all, title: The nine questions}]
items:
"""
_ITEM = "  - {{id: {}, section: all, text: Question {} of PHQ-9, answers: often}}\n"
_SCALES = """\
scales:
  - id: phq-9
    title: PHQ-9
    items: [{}]
    method: sum
    need: 1
    higher: worse
    instrument: phq-9
"""
_QUESTIONS = "".join(_ITEM.format(item, number) for number, item in enumerate(_ITEMS, start=1))
_DEFINITION = _HEAD + _QUESTIONS + _SCALES.format(", ".join(_ITEMS))
_OFTEN = ("not-at-all", "several-days", "most-days", "every-day")


def offer_low_mood(notebook: Notebook, therapist: Therapist, now: datetime) -> Questionnaire:
    """The therapist brings it, looks at what asks about harm, and offers it; what it asks."""
    first, text = now - timedelta(days=FIRST_OFFERED), _DEFINITION
    key = save_custom_questionnaire(notebook, therapist, CustomQuestionnaireFile("yaml", text.encode(), text), first)
    save_harm_flags(notebook, therapist, key, [_ITEMS[-1]])  # the one about thoughts of harm
    offer_questionnaire(notebook, therapist, key, first, people=None)
    return load_questionnaire(text, "demo-phq-9")


def write_low_mood(
    notebook: Notebook, person: Principal, form: Questionnaire, course: tuple[Sequence[tuple[int, int]], datetime]
) -> None:
    """This person lets the therapist read it, and answers it: days ago and points, counted from a moment."""
    totals, now = course
    parts = (SharedPart(part, form.id) for part in (Part.BARRIERS, Part.ANSWERS))
    dated = [(now - timedelta(days=days_ago), total) for days_ago, total in totals]
    readers = Audience(frozenset(one.reader for one in read_own_therapists(notebook, person)))
    set_audiences(notebook, person, [AudienceChange(part, readers) for part in parts], dated[0][0])
    save_responses(
        notebook, person, [DatedResponse(_response(form, total), new_id(moment), moment) for moment, total in dated]
    )


def _response(questionnaire: Questionnaire, total: int) -> Response:
    """A response of this total, spread evenly over eight items; the ninth, about thoughts of harm, is *not at all*."""
    points = [total // 8 + (index < total % 8) for index in range(8)] + [0]
    raw_answers: dict[str, object] = {item: _OFTEN[point] for item, point in zip(_ITEMS, points, strict=True)}
    return replace(build_response(questionnaire, read_answers(questionnaire, raw_answers)), unshared=True)
