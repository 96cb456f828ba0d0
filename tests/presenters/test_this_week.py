"""What the first screen shows of the weeks and of what arrived, without a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weeks import Week, local_week
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.presenters.shared_wishes import welcome_list, welcome_texts
from nearer.presenters.this_week import load_this_week, read_arrivals, week_question
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.mutual_agreements import read_agreements, save_marks
from nearer.storage.couple.own_steps import plan_step
from nearer.storage.couple.partner_messages import PartnerMessage, post_message
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.views.chart_values import Accent
from tests.shared_parts import make_audience_changes
from tests.storage.making import NOW

Couple = tuple[PersonSession, PersonSession]
CLOSE = {"circles": "5", "understood": "mostly", "touch": "partly", "alone": "a-little", "at-ease": "mostly"}
STEP = next(iter(shipped_guide().steps.values()))


def checks_in(session: PersonSession, weeks_ago: int = 0) -> None:
    moment = NOW - timedelta(weeks=weeks_ago)
    check_in, principal = session.catalogue.check_in, session.principal
    response = build_response(check_in, read_answers(check_in, CLOSE), local_week(moment, principal.zone))
    save_response(session.notebook, principal, response, uuid4(), moment)


def begins(session: PersonSession, week: Week, raw: dict[str, object]) -> None:
    save_draft(session.notebook, session.principal, Draft(session.catalogue.check_in.id, week, raw), NOW)


def shows_closeness(session: PersonSession) -> None:
    set_audiences(
        session.notebook, session.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW
    )


def test_a_name_from_right_to_left_is_set_apart_in_the_greeting() -> None:
    assert words.this_week.greeting(9, "מרים") == "Good morning, \u2068מרים\u2069"


@pytest.mark.parametrize(
    ("hour", "greeting"),
    [
        (0, "Good evening, Meera"), (4, "Good morning, Meera"), (11, "Good morning, Meera"),
        (12, "Good afternoon, Meera"), (16, "Good afternoon, Meera"), (17, "Good evening, Meera"),
    ],
)  # fmt: skip
def test_the_greeting_says_morning_or_evening_by_the_persons_own_time_zone(
    session: PersonSession, hour: int, greeting: str
) -> None:
    at_home = datetime(2026, 11, 23, hour, 10, tzinfo=NOW.tzinfo) - timedelta(hours=5, minutes=30)  # Asia/Kolkata
    assert load_this_week(replace(session, now=at_home)).greeting == greeting


def test_the_first_question_stands_on_the_first_screen_until_something_of_the_week_is_begun(
    session: PersonSession,
) -> None:
    check_in, *others = load_due_questionnaires(session)
    question = week_question(session, check_in)
    assert question is not None and question.picture == "circles"
    assert week_question(session, None) is None and week_question(session, others[0]) is None
    begins(session, session.week, {question.id: "3"})
    assert week_question(session, load_due_questionnaires(session)[0]) is None


def test_a_week_that_was_left_unfinished_is_decided_before_the_next_one_is_asked_for(session: PersonSession) -> None:
    begins(session, session.week.plus(-1), {"circles": "3"})
    assert week_question(session, load_due_questionnaires(session)[0]) is None
    assert load_this_week(session).pictures == (), "and is no picture of this week"


def test_circles_chosen_in_an_unfinished_check_in_are_in_ones_own_picture_and_nobody_elses(sessions: Couple) -> None:
    meera, ravi = sessions
    shows_closeness(meera)
    shows_closeness(ravi)
    checks_in(ravi)
    begins(meera, meera.week, {"circles": "3", "understood": "mostly"})
    assert [(one.name, one.overlap, one.text, one.is_begun) for one in load_this_week(meera).pictures] == [
        ("Meera", 3, "A little shared. Not finished yet.", True)
    ]
    assert [one.name for one in load_this_week(ravi).pictures] == ["Ravi"]


@pytest.mark.parametrize("raw", [{"understood": "mostly"}, {"circles": {"state": "declined"}}])
def test_without_circles_there_is_no_picture_of_the_week_so_far(session: PersonSession, raw: dict[str, object]) -> None:
    begins(session, session.week, raw)
    assert load_this_week(session).pictures == ()


def test_the_circles_of_both_are_there_where_the_partner_shares_them(sessions: Couple) -> None:
    meera, ravi = sessions
    shows_closeness(ravi)
    checks_in(meera)
    checks_in(ravi)
    assert [one.name for one in load_this_week(meera).pictures] == ["Meera", "Ravi"]
    assert [one.name for one in load_this_week(ravi).pictures] == ["Ravi"], "Meera shares nothing"


def test_nobodys_answer_of_this_week_is_shown_before_the_own_one(sessions: Couple) -> None:
    meera, ravi = sessions
    shows_closeness(ravi)
    for one in sessions:
        checks_in(one, weeks_ago=2)
        checks_in(one, weeks_ago=1)
    checks_in(ravi)
    week = load_this_week(meera)
    assert week.pictures == ()
    assert {line.weekly.scores[-1].week for line in week.lines} == {meera.week.plus(-1)} and len(week.lines) == 2
    assert week.whose == ((Accent.TEAL, "Meera"), (Accent.CLAY, "Ravi"))
    assert not any(line.valued for line in week.lines), "last week's score is no number to answer beside"
    checks_in(meera)
    lines = load_this_week(meera).lines
    assert {line.weekly.scores[-1].week for line in lines} == {meera.week} and all(line.valued for line in lines)


def test_a_single_week_has_no_line(session: PersonSession) -> None:
    checks_in(session)
    assert load_this_week(session).lines == ()
    checks_in(session, weeks_ago=3)
    assert len(load_this_week(session).lines) == 1


def test_the_small_line_has_twelve_weeks(session: PersonSession) -> None:
    for weeks_ago in range(20):
        checks_in(session, weeks_ago)
    [line] = load_this_week(session).lines
    assert load_this_week(session).whose == (), "one line needs no name"
    assert [scored.week for scored in line.weekly.scores] == [session.week.plus(place) for place in range(-11, 1)]


@pytest.mark.parametrize(("weeks_ago", "lead"), [(0, ""), (1, ""), (2, "Nothing was lost"), (9, "Nothing was lost")])
def test_a_person_who_has_been_away_for_weeks_reads_that_nothing_was_lost(
    session: PersonSession, weeks_ago: int, lead: str
) -> None:
    checks_in(session, weeks_ago)
    week = load_this_week(session)
    assert lead in week.lead and bool(week.lead) is bool(lead)
    assert bool(week.sentence) is not bool(lead), "of weeks long ago nothing is said as if it were of now"


def test_a_new_notebook_has_no_line_no_circles_and_nothing_to_come_back_from(session: PersonSession) -> None:
    week = load_this_week(session)
    assert (week.lead, week.pictures, week.lines, week.sentence) == ("", (), (), "")
    assert list(read_arrivals(session, "")) == []


def test_this_week_shows_a_sentence_of_the_partner_a_wish_of_both_and_a_planned_step(sessions: Couple) -> None:
    meera, ravi = sessions
    options = welcome_list()
    post_message(ravi.notebook, ravi.principal, PartnerMessage(uuid4(), "sentence", "Sit with me.", NOW.date()), NOW)
    plan_step(meera.notebook, meera.principal, STEP.id, date(2026, 11, 25), NOW)
    for one in sessions:
        save_marks(one.notebook, one.principal, options, dict.fromkeys(options.ids, "yes"), NOW)
    for one in (meera, ravi):
        read_agreements(one.notebook, one.principal, options, NOW)
    message, both, plan = read_arrivals(meera, "")
    assert (message.title, message.lines) == ("From Ravi", (("Sit with me.", ""),))
    assert both.title == words.this_week.BOTH_WELCOME
    assert len(both.lines) == 3 and {text for text, _address in both.lines} <= set(welcome_texts().values())
    assert plan.lines == ((f"{STEP.title}, Wednesday", f"/steps?step={STEP.id}"),)
    assert [one.title for one in read_arrivals(ravi, "")] == [words.this_week.BOTH_WELCOME], "her plan is hers"


def test_a_planned_step_is_on_this_week_once_and_not_after_its_day(session: PersonSession) -> None:
    plan_step(session.notebook, session.principal, STEP.id, session.today, NOW)
    assert len(list(read_arrivals(session, ""))) == 1
    assert list(read_arrivals(session, STEP.id)) == []
    assert list(read_arrivals(replace(session, now=NOW + timedelta(days=1)), "")) == []
