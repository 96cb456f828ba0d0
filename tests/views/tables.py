"""Weeks and answers as views are given them, made of a few numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import Item
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.answers_frame import answers_by_week, answers_frame
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.frames.weeks_frame import weeks_frame
from nearer.shipped import shipped_catalogue
from nearer.views.chart_values import Accent

FIRST = Week(2026, 40)  # from 28 September
PersonWeeks = tuple[FramePerson, WeeklyScores]


def make_person_weeks(
    name: str, scores: Sequence[int | None], accent: Accent = Accent.TEAL, alike: str = "", first: Week = FIRST
) -> PersonWeeks:
    """One person's weeks in a row, None for one that was not answered."""
    points = (WeeklyScore(first.plus(n), Decimal(score), alike) for n, score in enumerate(scores) if score is not None)
    return FramePerson("couple", name, Role.SURVIVOR, accent is Accent.TEAL, name), WeeklyScores.of(points)


def make_weeks_frame(lines: Iterable[PersonWeeks]) -> pd.DataFrame:
    """The weeks of one couple."""
    return weeks_frame(lines)


def make_item(text: str, options: Sequence[str]) -> Item:
    """A question with these answers, whose id is its text."""
    offered = tuple(AnswerOption(code=str(place), text=option) for place, option in enumerate(options))
    return Item(id=text, section="s", text=text, answers=offered, options=offered)


def make_answers_frame(chosen: Sequence[tuple[Item, Sequence[int | None]]], first: Week = FIRST) -> pd.DataFrame:
    """Check-ins in a row: for each item which option was chosen in each week, counted from 0."""
    who = FramePerson("couple", "You", Role.SURVIVOR, True, "You")
    definition = replace(shipped_catalogue().check_in, items=tuple(item for item, _ in chosen))
    for cached in ("item_by_id", "standing", "has_repeats"):
        definition.__dict__.pop(cached, None)
    responses = []
    for place in range(len(chosen[0][1])):
        answers = {
            item.id: Answer(AnswerState.ANSWERED, str(options[place]))
            for item, options in chosen
            if options[place] is not None
        }
        week = first.plus(place)
        responses.append(FrameResponse(who, definition, week.monday(), week, answers=answers))
    return answers_frame(responses)


def make_options_frame(frame: pd.DataFrame, items: Sequence[Item]) -> pd.DataFrame:
    """What the figure and the table of items are given."""
    return answers_by_week(frame, "option", [item.id for item in items])
