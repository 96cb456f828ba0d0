"""Rules of the ranking on a guide of a few topics, where each shows by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scoring import Score
from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import Card, cards
from nearer.guide.sounds import sound_of
from nearer.guide.topics import Guide, Topic, TopicCondition, When
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.yaml_files.catalogue import Catalogue

SHIPPED = shipped_guide()
BODY = shipped_catalogue().questionnaires["physical-barriers"]
PLAIN = replace(SHIPPED.topics["hormones"], audience="both", level="everyday", addresses={}, shown_when=(), not_when=())
BY_PAIN = When(questionnaire=BODY.id, item="pain-when", one_of=("na",))


def topic(name: str, addresses: dict[str, int], *held_by: TopicCondition) -> Topic:
    return replace(PLAIN, id=name, addresses=addresses, not_when=held_by)


def guide(*topics: Topic, catalogue: Catalogue = SHIPPED.catalogue) -> Guide:
    return replace(SHIPPED, topics={one.id: one for one in topics}, steps={}, catalogue=catalogue)


def person(questionnaire: str = BODY.id, catalogue: Catalogue = SHIPPED.catalogue, **values: int) -> GuideProfile:
    plans = catalogue.questionnaires[questionnaire].plans
    scores = {}
    for name, value in values.items():
        bands = [band.name for band in plans[name].scale.bands if band.start <= value]
        scores[questionnaire, name] = Score(name, Decimal(value), 1, 1, True, bands[-1] if bands else None)
    return GuideProfile(Role.SURVIVOR, date(2026, 11, 23), scores)


def order(ranked: tuple[Card, ...]) -> list[str]:
    return [card.topic for card in ranked]


def test_a_card_is_as_strong_as_its_strongest_reason_and_not_as_all_of_them() -> None:
    [card] = cards(guide(topic("a", {"pain": 3, "sleep": 3, "fatigue": 2})), person(pain=90, sleep=90, fatigue=90))
    assert card.strength == 3 and len(card.because) == 3


def test_what_a_page_held_back_speaks_of_is_still_to_be_spoken_of() -> None:
    """Pain is at its worst (weight 2: 2), sleep in the middle band (weight 3: 1.5)."""
    held = TopicCondition(when=When(questionnaire=BODY.id, scale="pain", band=("Heavy",)), because="a reason")
    small = guide(topic("held", {"pain": 3}, held), topic("pain", {"pain": 2}), topic("sleep", {"sleep": 3}))
    assert order(cards(small, person(pain=90, sleep=50))) == ["held", "pain", "sleep"]


def test_what_a_card_speaks_of_counts_half_for_the_next() -> None:
    small = guide(topic("first", {"pain": 3}), topic("pain", {"pain": 2}), topic("sleep", {"sleep": 3}))
    assert order(cards(small, person(pain=90, sleep=50))) == ["first", "sleep", "pain"]


def test_where_all_is_well_a_page_that_the_band_names_speaks_faintly() -> None:
    lightest = BODY.scale("pain").bands[0]
    named = lightest.guide[0]
    small = guide(topic(named, {"pain": 2}))
    assert [card.strength for card in cards(small, person(pain=10))] == [Fraction(2, 10)]
    assert cards(small, person(pain=0)) == (), "nothing is in the way at all"
    assert cards(guide(topic("unnamed", {"pain": 2})), person(pain=10)) == ()


def test_a_scale_of_which_nobody_said_which_end_is_hard_speaks_for_nothing() -> None:
    scale = replace(BODY.scale("pain"), higher="unsaid")
    unsaid = replace(BODY, scales=(scale,))
    for cached in ("plans", "scale_by_id"):
        unsaid.__dict__.pop(cached, None)
    catalogue = Catalogue({BODY.id: unsaid})
    for value in (10, 90):
        assert cards(guide(topic("a", {"pain": 3}), catalogue=catalogue), person(catalogue=catalogue, pain=value)) == ()


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        (Answer(AnswerState.ANSWERED, "na"), True),
        (Answer(AnswerState.NOT_APPLICABLE, "na"), False),
        (Answer(AnswerState.DECLINED), False),
    ],
)
def test_only_what_was_answered_meets_a_condition(answer: Answer, met: bool) -> None:
    reader = replace(person(), answers={BODY.id: {"pain-when": answer}})
    assert reader.meets(BY_PAIN) is met


@pytest.mark.parametrize(
    ("word", "other"),
    [("vish", "wish"), ("zindagi", "jindagi"), ("phone", "fone"), ("maarta", "marta"), ("kill", "kil")],
)
def test_spellings_that_sound_alike_are_one(word: str, other: str) -> None:
    assert sound_of(word) == sound_of(other)
