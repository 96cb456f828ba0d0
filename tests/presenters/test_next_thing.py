"""Which one thing comes next: by what is due, begun, planned, fitting or urgent; without a screen."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from uuid import uuid4

import pytest

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.guide.relevance import Card, ForYou
from nearer.presenters.latest_answers import hope_sentences
from nearer.presenters.next_thing import NextThings, part_of_first
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.own_steps import plan_step
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.typed_answers.answer_parsing import read_answers
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import NOW, WEEK

Couple = tuple[PersonSession, PersonSession]
GUIDE = shipped_guide()
URGENT = next(topic for topic in GUIDE.topics.values() if topic.kind == "urgent")
STEP = next(step for step in GUIDE.steps.values() if step.after is None)
CHECK_IN = "closeness-weekly"


def card(topic: str, kind: str = "everyday") -> Card:
    return Card(topic, kind, Fraction(1), ())  # type: ignore[arg-type]


FITS = ForYou(urgent=(), cards=(card(STEP.topic),), held_back=())
NOTHING = ForYou(urgent=(), cards=(), held_back=())


def things(session: PersonSession, chosen: ForYou = NOTHING, read: tuple[str, ...] = ()) -> NextThings:
    return NextThings(session, GUIDE, chosen, dict.fromkeys(read, session.today))


def keys(session: PersonSession, chosen: ForYou = NOTHING, read: tuple[str, ...] = ()) -> list[str]:
    return [one.key for one in things(session, chosen, read).at_home()]


def answers(session: PersonSession, name: str, raw: dict[str, object]) -> None:
    questionnaire = session.catalogue.questionnaires[name]
    week = WEEK if questionnaire.repeat == "weekly" else None
    response = build_response(questionnaire, read_answers(questionnaire, raw), week)
    save_response(session.notebook, session.principal, response, uuid4(), NOW)


def test_a_new_person_is_asked_for_the_check_in_and_then_for_what_gets_in_the_way(session: PersonSession) -> None:
    assert keys(session)[0] == CHECK_IN
    answers(session, CHECK_IN, {"circles": "5"})
    first, second, *_ = things(session).at_home()
    assert (first.key, first.screen) == ("short-start", "questionnaires")
    assert first.task.is_next and first.task.state.startswith("Next")
    assert second.due is not None and second.due.questionnaire.purpose == "barriers"
    assert second.task.is_next and second.task.state.startswith("Next")


def test_a_safety_page_comes_before_everything_else_until_it_is_read(session: PersonSession) -> None:
    urgent = ForYou((card(URGENT.id, "urgent"),), (), ())
    assert keys(session, urgent)[:2] == [URGENT.id, CHECK_IN]
    assert URGENT.id not in keys(session, urgent, read=(URGENT.id,))


def test_a_page_that_fits_comes_before_a_second_questionnaire(session: PersonSession) -> None:
    answers(session, CHECK_IN, {"circles": "5"})
    answers(session, "physical-barriers", {"which": ["pain"], "pain-in-the-way": "somewhat"})
    assert keys(session, FITS)[0] == STEP.topic
    assert keys(session, FITS, read=(STEP.topic,))[0] == STEP.id, "and the step of a page that was read after it"
    assert "emotional-barriers" in keys(session, FITS)


@pytest.mark.parametrize(("days", "proposed"), [(-8, False), (-7, True), (0, True), (1, False)])
def test_a_planned_step_is_next_on_its_day_and_for_a_week(session: PersonSession, days: int, proposed: bool) -> None:
    answers(session, CHECK_IN, {"circles": "5"})
    plan_step(session.notebook, session.principal, STEP.id, session.today + timedelta(days=days), NOW)
    assert (keys(session)[0] == STEP.id) is proposed
    assert STEP.id not in [one.key for one in things(session, FITS, read=(STEP.topic,)).after_saving(None)]


def test_after_the_first_of_its_kind_it_may_be_shown_to_the_partner_once_and_never_to_nobody(sessions: Couple) -> None:
    meera, _ravi = sessions
    after = things(meera, FITS).after_saving(SharedPart(Part.CLOSENESS))
    assert [one.key for one in after] == ["show-closeness", STEP.topic, *rest_of(meera)]
    assert [one.key for one in things(meera, FITS).after_saving(None)] == [STEP.topic, *rest_of(meera)]
    set_audiences(
        meera.notebook, meera.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW
    )
    assert next(things(meera, FITS).after_saving(SharedPart(Part.CLOSENESS))).key == STEP.topic


def test_after_something_small_is_saved_the_next_thing_fits_it_or_this_week_and_is_never_more_sharing(
    session: PersonSession,
) -> None:
    small = [one.key for one in things(session, FITS).after_small_save()]
    assert small[0] == STEP.topic and "short-start" in small and not any(key.startswith("show-") for key in small)
    answers(session, CHECK_IN, {"circles": "5"})
    plan_step(session.notebook, session.principal, STEP.id, session.today, NOW)
    assert next(things(session).after_small_save()).key == STEP.id, "a planned step, where nothing fits"
    urgent = ForYou((card(URGENT.id, "urgent"),), FITS.cards, ())
    assert next(things(session, urgent).after_small_save()).key == URGENT.id, "safety first"


def test_after_a_small_save_an_open_form_is_proposed_with_its_screen_before_this_is_all(session: PersonSession) -> None:
    first = next(things(session).after_small_save())
    assert (first.key, first.screen) == (CHECK_IN, "check_in")
    for questionnaire in session.questionnaires:
        answers(session, questionnaire.id, {})
    assert list(things(session).after_small_save()) == []


def test_this_is_all_is_never_said_while_something_is_waiting(session: PersonSession) -> None:
    assert [one.key for one in things(session).after_saving(None)] == [CHECK_IN]
    assert [one.key for one in things(session, FITS).after_saving(None)][-1] == CHECK_IN, "after what fits"
    answers(session, CHECK_IN, {"circles": "5"})
    assert list(things(session).after_saving(None)) == [], "a form that nobody asked for and nobody began can wait"


def rest_of(session: PersonSession) -> list[str]:
    return [one.key for one in things(session, FITS, read=(STEP.topic,)).after_saving(None)]


def test_a_page_proposed_as_the_next_thing_can_be_read_in_full_at_once(session: PersonSession) -> None:
    page, step, _check_in = things(session, FITS).after_saving(None)
    assert page.page is GUIDE.topics[STEP.topic] and step.page is GUIDE.steps[step.key]


def test_when_nothing_fits_and_all_is_answered_nothing_is_proposed(session: PersonSession) -> None:
    for questionnaire in session.questionnaires:
        answers(session, questionnaire.id, {})
    assert keys(session) == [] and list(things(session).after_saving(None)) == []


def test_only_the_first_answers_to_a_questionnaire_are_the_first(session: PersonSession) -> None:
    weekly, body = session.catalogue.check_in, session.catalogue.questionnaires["physical-barriers"]
    answers(session, weekly.id, {"circles": "5"})
    assert part_of_first(session, weekly) == SharedPart(Part.CLOSENESS)
    answers(session, body.id, {"which": ["pain"]})
    assert (part_of_first(session, weekly), part_of_first(session, body)) == (
        SharedPart(Part.CLOSENESS),
        SharedPart(Part.BARRIERS, body.id),
    )
    answers(session, body.id, {"which": ["sleep"]})
    assert part_of_first(session, body) is None


def test_the_questionnaire_on_what_is_welcome_is_never_proposed_for_sharing(session: PersonSession) -> None:
    comfort = session.catalogue.for_purpose("comfort")
    for questionnaire in comfort:
        answers(session, questionnaire.id, {})
    assert comfort and {part_of_first(session, one) for one in comfort} == {None}


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        (None, "“Walk to the temple”: you have named it. That is the first step."),
        ("0", "“Walk to the temple”: you have named it. That is the first step."),
        ("1", "“Walk to the temple”: you have named it. That is the first step."),
        ("2", "“Walk to the temple”: 2 of 10 this week."),
        ("10", "“Walk to the temple”: 10 of 10 this week."),
    ],
)
def test_a_hope_is_repeated_in_ones_own_words(session: PersonSession, rating: str | None, sentence: str) -> None:
    goals = session.catalogue.questionnaires["goals"]
    raw_answers = read_answers(
        goals, {"first-goal": "Walk to the temple"} | ({"first-rating": rating} if rating else {})
    )
    assert list(hope_sentences(goals, raw_answers)) == [sentence]


def test_a_low_rating_of_a_hope_is_never_worded_as_far_away(session: PersonSession) -> None:
    bands = [band for scale in session.catalogue.questionnaires["goals"].scales for band in scale.bands]
    assert bands and not any("far" in f"{band.name} {band.text} {band.because}".lower().split() for band in bands)


def test_first_answers_may_be_shown_to_the_therapist_who_is_let_in_before_the_partner(sessions: Couple) -> None:
    meera, _ravi = sessions
    rao = make_therapist(meera.notebook)
    connect_therapist(meera.notebook, meera.principal, rao)
    part, names = SharedPart(Part.BARRIERS, "us-two"), []
    for audience in (Audience.ME, therapists_only(rao), partner_and_therapists(rao)):
        set_audiences(meera.notebook, meera.principal, make_audience_changes(Part.BARRIERS, audience=audience), NOW)
        names.append(next(things(meera, FITS).after_saving(part)).task.title)
    assert names[:2] == ["Show it to Dr Rao?", "Show it to Ravi?"] and "Show it" not in names[2]
