"""Rules of the ranking on a guide of a few topics, where each shows by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nearer.domain.answers import Answer, AnswerState
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scoring import Score
from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import Card, cards
from nearer.guide.topics import AddressWhen, AlwaysRule, CardRules, Guide, Topic, TopicCondition, When
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.yaml_files.catalogue import Catalogue

SHIPPED = shipped_guide()
BODY = shipped_catalogue().questionnaires["physical-barriers"]
PLAIN = replace(
    SHIPPED.topics["hormones"],
    audience="both",
    kind="everyday",
    addresses={},
    addresses_when=(),
    shown_when=(),
    not_when=(),
)
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
    topic_condition = TopicCondition(when=When(questionnaire=BODY.id, scale="pain", worst_bands=1), because="a reason")
    small = guide(topic("held", {"pain": 3}, topic_condition), topic("pain", {"pain": 2}), topic("sleep", {"sleep": 3}))
    assert order(cards(small, person(pain=90, sleep=50))) == ["held", "pain", "sleep"]


def test_a_scale_that_one_card_speaks_of_counts_half_for_the_next_card() -> None:
    small = guide(topic("first", {"pain": 3}), topic("pain", {"pain": 2}), topic("sleep", {"sleep": 3}))
    assert order(cards(small, person(pain=90, sleep=50))) == ["first", "sleep", "pain"]


def test_a_band_in_which_all_is_well_is_no_reason_for_a_page_even_if_the_band_names_it() -> None:
    named = BODY.scale("pain").bands[0].guide[0]
    assert cards(guide(topic(named, {"pain": 3})), person(pain=10)) == ()


def test_among_equals_the_number_of_items_of_a_scale_does_not_decide() -> None:
    """Worry has three items and loneliness two; worry lies further along, and both are in the worst band."""
    small = guide(topic("lonely", {"loneliness": 3}), topic("worried", {"worry": 3}))
    worse = person("emotional-barriers", worry=92, loneliness=75)
    assert order(cards(replace(small, rules=CardRules()), worse)) == ["worried", "lonely"]


def test_an_overview_that_shares_an_item_does_not_halve_the_page_that_is_about_one_thing() -> None:
    small = guide(topic("overview", {"body": 3}), topic("sleep", {"sleep": 3}), topic("pain", {"pain": 2}))
    assert order(cards(small, person(body=90, sleep=75, pain=50))) == ["sleep", "pain", "overview"]


def test_an_overview_stands_alone_where_no_page_is_about_one_thing() -> None:
    small = guide(topic("overview", {"body": 3}))
    assert order(cards(small, person(body=90))) == ["overview"]


def test_the_page_for_the_harder_of_pain_and_dryness_leads() -> None:
    small = replace(
        guide(topic("dry", {"dryness": 3}), topic("sleep", {"sleep": 3}), topic("hurts", {"pain": 3})),
        rules=CardRules(first=("pain", "dryness")),
    )
    assert order(cards(small, person(dryness=88, pain=75, sleep=100))) == ["dry", "sleep", "hurts"]
    assert order(cards(replace(small, rules=CardRules()), person(dryness=88, pain=75, sleep=100)))[0] == "sleep"


def test_a_page_that_nobody_in_need_may_miss_is_among_the_three() -> None:
    pages = [topic(name, {name: 3}) for name in ("pain", "sleep", "fatigue", "swelling")]
    rule = AlwaysRule(scales=("swelling",), topics=("swelling",))
    worst = person(pain=100, sleep=100, fatigue=100, swelling=75)
    assert "swelling" not in order(cards(replace(guide(*pages), rules=CardRules()), worst))[:3]
    assert "swelling" in order(cards(replace(guide(*pages), rules=CardRules(always=(rule,))), worst))[:3]


def test_a_rule_needs_every_one_of_its_scales() -> None:
    pages = [topic(name, {name: 3}) for name in ("pain", "sleep", "fatigue")]
    rules = CardRules(always=(AlwaysRule(scales=("swelling", "pain"), topics=("help",)),))
    small = replace(guide(*pages, topic("help", {"sleep": 1})), rules=rules)
    assert "help" not in order(cards(small, person(pain=100, sleep=100, fatigue=100)))[:3]
    assert "help" in order(cards(small, person(pain=100, sleep=100, fatigue=100, swelling=100)))[:3]


def test_two_concerns_at_their_worst_come_before_what_life_has_brought_and_a_third_after_it() -> None:
    by_life = replace(topic("life", {}), shown_when=(TopicCondition(when=BY_PAIN, because="so it is"),))
    small = guide(*(topic(name, {name: 3}) for name in ("fatigue", "pain", "sleep")), by_life)
    there = {BODY.id: {"pain-when": Answer(AnswerState.ANSWERED, "na")}}
    someone = replace(person(fatigue=75, pain=88, sleep=100), answers=there)
    assert order(cards(replace(small, rules=CardRules()), someone)) == ["sleep", "pain", "life", "fatigue"]


def test_a_tag_that_a_test_must_be_met_for_counts_only_then() -> None:
    entering = replace(topic("entering", {}), addresses_when=(AddressWhen(scale="pain", weight=3, when=BY_PAIN),))
    small = guide(entering, topic("anywhere", {"pain": 3}))
    met = replace(person(pain=90), answers={BODY.id: {"pain-when": Answer(AnswerState.ANSWERED, "na")}})
    assert order(cards(small, person(pain=90))) == ["anywhere"]
    assert order(cards(small, met)) == ["entering", "anywhere"]


def test_a_scale_of_which_nobody_said_which_end_is_hard_speaks_for_nothing() -> None:
    scale = replace(BODY.scale("pain"), higher="unsaid")
    unsaid = replace(BODY, scales=(scale,))
    for cached in ("plans", "scale_by_id"):
        unsaid.__dict__.pop(cached, None)
    catalogue = Catalogue({BODY.id: unsaid})
    for value in range(0, 101, 10):  # one in the middle speaks whichever end is the hard one
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
    assert reader.meets(BY_PAIN, SHIPPED.catalogue) is met


@pytest.mark.parametrize(
    ("scale", "value", "count", "met"),
    [("pain", 70, 1, True), ("pain", 69, 1, False), ("pain", 34, 2, True), ("pain", 33, 2, False)],
)
def test_a_condition_on_the_worst_bands_goes_by_the_hard_end_of_its_scale(
    scale: str, value: int, count: int, met: bool
) -> None:
    when = When(questionnaire=BODY.id, scale=scale, worst_bands=count)
    assert person(**{scale: value}).meets(when, SHIPPED.catalogue) is met
    assert not person().meets(when, SHIPPED.catalogue), "without a score"
    weekly = SHIPPED.catalogue.questionnaires["closeness-weekly"]
    when = When(questionnaire=weekly.id, scale="closeness", worst_bands=count)
    reader = person(weekly.id, closeness=100 - value)
    assert reader.meets(when, SHIPPED.catalogue) is (100 - value < 25 * count), "whose low end is the hard one"
