"""What holds for the cards of everybody, tried on intakes of every pattern and on such as distress colours."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from statistics import mean

import pytest

from nearer.domain.answers import DECLINED, SKIPPED, AnswerState
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scoring import Score
from nearer.guide.evidence import Concern, concerns_of
from nearer.guide.profile import GuideProfile, profile_scores
from nearer.guide.relevance import Card, ForYou, cards, for_you, split_cards, steps_for
from nearer.shipped import shipped_catalogue, shipped_guide
from tests.guide.people import make_correlated_people, make_people_at_random

GUIDE = shipped_guide()
Dealt = list[tuple[GuideProfile, tuple[Card, ...]]]
Worst = list[tuple[list[Concern], ForYou]]
PAIN_PAGES = {"when-touch-hurts", "vaginal-dryness-and-pain", "orgasm-and-ejaculation"}
MOOD_PAGES = {"anxiety-and-low-mood", "getting-help"}


@pytest.fixture(scope="module")
def people() -> list[GuideProfile]:
    return make_people_at_random(1000, seed=4)


@pytest.fixture(scope="module")
def distressed() -> Worst:
    """Of a thousand people whose troubles come together, their worst concerns and what they are shown."""
    everybody = make_correlated_people(1000, seed=11)
    return [
        ([one for one in concerns_of(GUIDE, person) if one.is_worst], for_you(GUIDE, person)) for person in everybody
    ]


@pytest.fixture(scope="module")
def dealt(people: list[GuideProfile]) -> Dealt:
    """Everybody with all the cards there are for them."""
    return [(person, cards(GUIDE, person)) for person in people]


@pytest.fixture(scope="module")
def screens(dealt: Dealt) -> list[ForYou]:
    return [split_cards(all_cards) for _, all_cards in dealt]


def topics_on(screen: ForYou) -> list[str]:
    return [card.topic for card in (*screen.urgent, *screen.cards)]


def test_on_average_at_most_15_percent_of_the_library_is_shown(screens: list[ForYou]) -> None:
    assert mean(len(topics_on(screen)) for screen in screens) / len(GUIDE.topics) <= 0.15


def test_on_average_at_most_15_percent_is_shown_to_the_distressed_too(distressed: Worst) -> None:
    assert mean(len(topics_on(screen)) for _, screen in distressed) / len(GUIDE.topics) <= 0.15


def speaks_of(topic: str, concern: Concern) -> bool:
    """Whether a page is tagged with a scale, or with one that this scale sums up."""
    of_scale = {concern.id[1], *(name for _, name in concern.subscales)}
    tags = GUIDE.topics[topic]
    return not of_scale.isdisjoint({*tags.addresses, *(address.scale for address in tags.addresses_when)})


def test_a_person_with_a_scale_in_its_worst_band_sees_a_page_for_it_unless_two_others_are_worse(
    distressed: Worst,
) -> None:
    """Two others go as far or farther, or two of the three cards are those that card-rules.yaml sets before all."""
    tried = 0
    for worst, screen in distressed:
        set_before = sum(bool(of_rule) for of_rule in ruled(worst))
        for concern in worst:
            as_bad = sum(other.extent >= concern.extent for other in worst) - 1
            tried += 1
            assert any(speaks_of(topic, concern) for topic in topics_on(screen)) or as_bad >= 2 or set_before >= 2
    assert tried > 3000


def ruled(worst: list[Concern]) -> list[bool]:
    """Which of the rules apply: pain or dryness leads, and help with mood is never missing."""
    scales = {concern.id[1] for concern in worst}
    return [bool(scales & {"pain", "dryness"}), bool(scales & {"worry", "mood"} or scales >= {"loneliness", "self"})]


def test_whose_mood_is_at_its_worst_always_sees_a_page_on_mood_or_on_help(distressed: Worst) -> None:
    low = [screen for worst, screen in distressed if ruled(worst)[1]]
    assert len(low) > 150
    assert [screen for screen in low if MOOD_PAGES.isdisjoint(topics_on(screen))] == []


def test_pain_or_dryness_at_its_worst_brings_its_page_as_the_first_card(distressed: Worst) -> None:
    sore = [screen for worst, screen in distressed if ruled(worst)[0]]
    assert len(sore) > 150
    assert {screen.cards[0].topic for screen in sore} <= PAIN_PAGES


def test_a_good_band_is_never_a_reason(distressed: Worst, people: list[GuideProfile]) -> None:
    phrases = {band.because for asked in shipped_catalogue().questionnaires.values() for scale in asked.scales
               for band in scale.bands}  # fmt: skip
    for _, screen in distressed[:200]:
        scores = [reason for card in screen.cards for reason in card.because if reason.kind == "score"]
        assert all(reason.words in phrases and reason.words for reason in scores)
    for person in people[:200]:
        scores = {name: score for name, score in person.scores.items() if is_best(name, score)}
        assert for_you(GUIDE, GuideProfile(person.role, person.today, scores)) == ForYou((), (), ())


def is_best(name: tuple[str, str], score: Score) -> bool:
    plan = shipped_catalogue().questionnaires[name[0]].plans[name[1]]
    return score.value is not None and plan.severity(score.value) == 0


def test_every_band_but_the_best_and_what_is_well_says_why_in_words() -> None:
    for questionnaire in shipped_catalogue().questionnaires.values():
        for scale in questionnaire.scales:
            hard_last = scale.bands if scale.higher == "worse" else scale.bands[::-1]
            bands = [band for band in hard_last if not band.well]
            assert all(band.because is None for band in hard_last if band.well)
            assert [band.because is None for band in bands] == [True, *(False for _ in bands[1:])], scale.id


def test_every_scale_has_a_page_of_the_guide_written_for_it() -> None:
    for name in [scale.id for asked in shipped_catalogue().questionnaires.values() for scale in asked.scales]:
        tags = (topic.addresses.get(name) == 3 or name in {one.scale for one in topic.addresses_when}
                for topic in GUIDE.topics.values())  # fmt: skip
        assert any(tags), name


def test_every_topic_is_shown_to_somebody(screens: list[ForYou], distressed: Worst) -> None:
    times = Counter(topic for screen in [*screens, *(one for _, one in distressed)] for topic in topics_on(screen))
    assert [topic for topic in GUIDE.topics if not times[topic]] == []


def test_no_topic_is_shown_to_everybody(screens: list[ForYou]) -> None:
    [(_, times)] = Counter(topic for screen in screens for topic in topics_on(screen)).most_common(1)
    assert times < len(screens) / 2


def test_a_reader_gets_at_most_three_cards_beside_the_urgent_ones(screens: list[ForYou]) -> None:
    assert max(len(screen.cards) for screen in screens) == 3
    assert all(card.kind == "urgent" for screen in screens for card in screen.urgent)


def test_nothing_stands_above_an_urgent_card(dealt: Dealt) -> None:
    for _, all_cards in dealt:
        urgent = [card.kind == "urgent" for card in all_cards]
        assert urgent == sorted(urgent, reverse=True)


def test_the_same_answers_give_the_same_cards_of_the_guide(dealt: Dealt) -> None:
    for person, all_cards in dealt[::10]:
        turned = replace(person, scores=dict(reversed(list(person.scores.items()))), events=person.events[::-1])
        assert all_cards == cards(GUIDE, turned)


def test_every_card_of_the_guide_says_why_it_is_shown(dealt: Dealt) -> None:
    for _, all_cards in dealt:
        assert all(card.because and all(reason.words for reason in card.because) for card in all_cards)


def test_a_topic_for_the_partner_is_never_on_the_survivors_screen_and_the_other_way_round(dealt: Dealt) -> None:
    for person, all_cards in dealt:
        audiences = {GUIDE.topics[card.topic].audience for card in all_cards}
        assert audiences <= {"both", person.role.value}


def test_declining_an_answer_chooses_the_same_pages_as_skipping_it(dealt: Dealt) -> None:
    """A declined item brings no card, holds none back, and is no reason in any."""
    for person, all_cards in dealt[::5]:
        skipped = {
            name: {item: SKIPPED if one.state is AnswerState.DECLINED else one for item, one in answers.items()}
            for name, answers in person.answers.items()
        }
        silent = replace(person, answers=skipped, scores=profile_scores(shipped_catalogue(), skipped))
        assert all_cards == cards(GUIDE, silent)


@pytest.mark.parametrize("role", Role)
def test_who_declines_everything_gets_no_card_at_all(role: Role) -> None:
    questionnaires = shipped_catalogue().for_role(role)
    answers = {one.id: {item.id: DECLINED for item in one.items} for one in questionnaires}
    person = GuideProfile(
        role, make_people_at_random(1, seed=1)[0].today, profile_scores(shipped_catalogue(), answers), answers
    )
    assert cards(GUIDE, person) == ()


def test_a_worse_score_never_weakens_what_speaks_for_a_topic() -> None:
    for questionnaire in shipped_catalogue().questionnaires.values():
        role = Role.PARTNER if questionnaire.audience == "partner" else Role.SURVIVOR
        for scale in questionnaire.scales:
            bands = scale.bands if scale.higher == "worse" else scale.bands[::-1]
            ways = [strengths(role, (questionnaire.id, scale.id), band.name) for band in bands]
            for light, heavy in zip(ways, ways[1:], strict=False):
                named = {topic for topic in light if GUIDE.topics[topic].kind != "urgent"}
                assert all(
                    heavy.get(topic, 0) >= light[topic] for topic in named if scale.id in GUIDE.topics[topic].addresses
                )


def strengths(role: Role, about: tuple[str, str], band: str) -> dict[str, float]:
    bands = shipped_catalogue().questionnaires[about[0]].scale(about[1]).bands
    value = next(one.start for one in bands if one.name == band) + 1
    score = Score(about[1], value, 1, 1, True, band)
    person = GuideProfile(role, make_people_at_random(1, seed=1)[0].today, {about: score})
    return {card.topic: float(card.strength) for card in cards(GUIDE, person)}


def test_a_later_touch_step_is_never_open_before_the_one_it_follows(people: list[GuideProfile]) -> None:
    steps = [step for step in GUIDE.steps.values() if step.after]
    for person in people[:20]:
        eager = replace(person, agreed=frozenset(GUIDE.steps))
        opened = {card.step for card in steps_for(GUIDE, "gradual-touch", eager) if card.is_opened}
        assert opened.isdisjoint(step.id for step in steps)
