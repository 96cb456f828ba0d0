"""Which small steps a person has: open, planned, done, and those that need both; without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotFound
from nearer.guide.relevance import Card, ForYou
from nearer.presenters.steps import near_days, need_both, read_steps
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import save_marks
from nearer.storage.couple.own_steps import DoneStep, mark_step_done, plan_step
from nearer.takeaway.calendar import step_calendar
from nearer.views import text as words
from tests.storage.making import NOW

GUIDE = shipped_guide()
SATURDAY = date(2026, 11, 28)
FREE = next(step for step in GUIDE.steps.values() if step.after is None)
TOPIC = ForYou(urgent=(), cards=(Card(FREE.topic, "everyday", Fraction(1), ()),), held_back=())


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 23), [date(2026, 11, 23), date(2026, 11, 24), SATURDAY]),
        (date(2026, 11, 27), [date(2026, 11, 27), SATURDAY]),
        (SATURDAY, [SATURDAY, date(2026, 11, 29), date(2026, 12, 5)]),
    ],
)
def test_the_days_offered_for_a_step_are_today_tomorrow_and_the_coming_saturday_each_once(
    today: date, days: list[date]
) -> None:
    assert list(near_days(today)) == days


def plan(session: PersonSession, step: str) -> None:
    plan_step(session.notebook, session.principal, step, SATURDAY, NOW)


def do(session: PersonSession, step: str) -> None:
    mark_step_done(session.notebook, session.principal, DoneStep(uuid4(), step, session.today), NOW)


@pytest.mark.parametrize("act", [plan, do])
def test_a_step_that_is_planned_or_done_is_not_proposed_again(
    session: PersonSession, act: Callable[[PersonSession, str], None]
) -> None:
    first = read_steps(session).first_that_fits(TOPIC)
    assert first is not None and first.topic == FREE.topic
    act(session, first.id)
    assert read_steps(session).first_that_fits(TOPIC) != first


def test_nothing_is_proposed_where_no_topic_fits(session: PersonSession) -> None:
    assert read_steps(session).first_that_fits(ForYou(urgent=(), cards=(), held_back=())) is None


def test_a_step_that_follows_another_is_never_proposed_before_both_said_yes(session: PersonSession) -> None:
    late = [step for step in GUIDE.steps.values() if step.after is not None]
    steps = read_steps(session)
    assert {step.id for step in late} == set(need_both(GUIDE).ids) and late
    assert [step.id for step in late if steps.card(step.id).is_opened] == []


def test_ones_own_yes_to_a_step_is_known_and_the_partner_sees_none_of_it(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    both = need_both(GUIDE)
    step = GUIDE.steps[both.ids[0]]
    save_marks(meera.notebook, meera.principal, both, {step.id: "yes"}, NOW)
    assert read_steps(meera).own_yes(step) and not read_steps(ravi).own_yes(step)


def test_a_calendar_file_has_the_day_as_it_is_planned_now(session: PersonSession) -> None:
    plan_step(session.notebook, session.principal, FREE.id, SATURDAY, NOW)
    assert b"DTSTART;VALUE=DATE:20261128\r\n" in step_calendar(FREE.id, session)
    plan_step(session.notebook, session.principal, FREE.id, None, NOW)
    with pytest.raises(NotFound):
        step_calendar(FREE.id, replace(session))


def test_the_history_of_steps_begins_with_the_newest_and_says_where_no_number_was_given(session: PersonSession) -> None:
    for step, before in (("no-such-step", None), (FREE.id, 3)):
        done = DoneStep(uuid4(), step, session.today, before, None)
        mark_step_done(session.notebook, session.principal, done, NOW)
    assert read_steps(session).history == [
        (FREE.title, "23 Nov 2026", "3", words.steps.NO_EASE),
        ("no-such-step", "23 Nov 2026", words.steps.NO_EASE, words.steps.NO_EASE),
    ]
