"""What the shipped questionnaires promise to those who answer them."""

from __future__ import annotations

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
import yaml

from nearer.domain.alone import alone_codes
from nearer.domain.answers import Answer, AnswerState
from nearer.domain.conditions import shown_items
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Part, Role
from nearer.domain.scales import Scale
from nearer.domain.scoring import score_scale
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.questionnaires.shipped import (
    ALL,
    CATALOGUE,
    FILES,
    ITEMS,
    ROOT,
    SCALES,
    TOPICS,
    each_questionnaire,
    each_scale,
)


def scored_ids(questionnaire: Questionnaire) -> set[str]:
    return {item for scale in questionnaire.scales for item in scale.items}


def weights(item: Item) -> list[Decimal]:
    return [option.weight for option in item.options if option.weight is not None]


def farthest_answers(questionnaire: Questionnaire, scale: Scale, high: bool) -> dict[str, Answer]:
    """Answers that give the scale its highest or lowest score, with whatever shows its items."""
    raw: dict[str, object] = {}
    for item in questionnaire.items:
        if item.type == "several":
            raw[item.id] = [option.code for option in item.options if not option.alone]
        elif item.type == "text":
            raw[item.id] = "a few words"
        elif item.id in scale.items:
            by_weight = sorted(
                (option for option in item.options if option.weight is not None), key=lambda option: option.weight or 0
            )
            raw[item.id] = by_weight[-1 if high is not item.reverse else 0].code
    return read_answers(questionnaire, raw)


def test_the_seven_questionnaires_go_to_those_they_are_written_for() -> None:
    audiences = {one.id: (one.audience, one.repeat) for one in ALL}
    assert audiences == {
        "physical-barriers": ("survivor", "monthly"),
        "emotional-barriers": ("survivor", "monthly"),
        "partner-view": ("partner", "monthly"),
        "us-two": ("both", "monthly"),
        "comfort-and-consent": ("both", "monthly"),
        "closeness-weekly": ("both", "weekly"),
        "goals": ("both", "weekly"),
    }
    assert "partner-view" not in {one.id for one in CATALOGUE.for_role(Role.SURVIVOR)}
    assert "physical-barriers" not in {one.id for one in CATALOGUE.for_role(Role.PARTNER)}


@each_questionnaire()
def test_each_shipped_questionnaire_is_our_own_wording_and_says_that_it_is_not_validated(
    questionnaire: Questionnaire,
) -> None:
    assert (questionnaire.licence, questionnaire.validated) == ("CC0-1.0", False)
    assert "Written for Nearer" in questionnaire.source


MEANS_NOTHING = re.compile(r"\b(none|nothing|nobody|never|not|no)\b", re.IGNORECASE)


@each_questionnaire()
def test_an_option_saying_that_nothing_applies_is_never_chosen_beside_another(questionnaire: Questionnaire) -> None:
    several = [item for item in questionnaire.items if item.type == "several"]
    means_nothing = {
        (item.id, option.code) for item in several for option in item.options if MEANS_NOTHING.match(option.text)
    }
    assert {(item.id, code) for item in several for code in alone_codes(item)} == means_nothing


@each_questionnaire()
def test_the_recall_period_is_shown_before_starting(questionnaire: Questionnaire) -> None:
    assert questionnaire.recall
    assert questionnaire.recall.removeprefix("the ") in questionnaire.summary + questionnaire.sections[-1].title


@each_questionnaire()
def test_no_shipped_questionnaire_asks_more_than_thirty_items_or_takes_more_than_seven_minutes(
    questionnaire: Questionnaire,
) -> None:
    """Of what opens by a choice, six are counted: more troubles at once than a person can look at in a sitting."""
    opened = Counter(str(item.show_if) for item in questionnaire.items if item.show_if)
    always = len(questionnaire.items) - opened.total()
    assert always + sum(count for _, count in opened.most_common(6)) <= 30
    assert questionnaire.minutes
    assert questionnaire.minutes <= 7


@each_questionnaire()
def test_an_item_is_scored_or_carries_no_weights_at_all(questionnaire: Questionnaire) -> None:
    weighted = {item.id for item in questionnaire.items if weights(item)}
    assert weighted == scored_ids(questionnaire)


@pytest.mark.parametrize(("questionnaire", "item"), ITEMS, ids=[f"{one.id}:{item.id}" for one, item in ITEMS])
def test_every_item_can_be_skipped_and_declined(questionnaire: Questionnaire, item: Item) -> None:
    assert read_answer(item, None).state is AnswerState.SKIPPED
    assert read_answer(item, {"state": "declined"}).state is AnswerState.DECLINED


@pytest.mark.parametrize(("questionnaire", "item"), ITEMS, ids=[f"{one.id}:{item.id}" for one, item in ITEMS])
def test_every_tag_of_a_shipped_questionnaire_is_a_topic_of_the_guide(questionnaire: Questionnaire, item: Item) -> None:
    assert set(item.tags) <= TOPICS


@each_questionnaire()
def test_scored_answers_are_five_worded_options_beside_circles_and_ratings(questionnaire: Questionnaire) -> None:
    counts = {len(weights(item)) for item in questionnaire.items if weights(item) and not item.picture}
    assert counts == ({11} if questionnaire.id == "goals" else {5})


@each_scale()
def test_every_band_has_words_and_pages_of_the_guide(questionnaire: Questionnaire, scale: Scale) -> None:
    circles = [questionnaire.item(name).picture for name in scale.items] == ["circles"]
    assert len(scale.bands) == 7 if circles else 3 <= len(scale.bands) <= 4
    for band in scale.bands:
        assert band.text[-1] in ".?"
        assert band.guide
        assert set(band.guide) <= TOPICS


@each_scale()
def test_bands_cover_the_whole_range_and_both_ends_are_reached(questionnaire: Questionnaire, scale: Scale) -> None:
    low = score_scale(questionnaire, scale, farthest_answers(questionnaire, scale, high=False))
    high = score_scale(questionnaire, scale, farthest_answers(questionnaire, scale, high=True))
    assert (low.value, high.value) == ((1, 7) if scale.method == "sum" else (0, 100))
    assert (low.band, high.band) == (scale.bands[0].name, scale.bands[-1].name)


@each_scale()
def test_no_scale_is_made_of_reversed_items_alone(questionnaire: Questionnaire, scale: Scale) -> None:
    assert not all(questionnaire.item(item).reverse for item in scale.items)


def test_bodily_items_appear_only_for_what_the_person_chose() -> None:
    physical = CATALOGUE.questionnaires["physical-barriers"]
    always = ("fits", "where", "stage", "pregnancy", "which")
    assert shown_items(physical, {}) == always
    chosen = read_answers(physical, {"which": ["erection"]})
    assert shown_items(physical, chosen) == (*always, "erection-change", "erection-in-the-way")


def test_choosing_none_of_these_asks_nothing_further_and_scores_nothing() -> None:
    physical = CATALOGUE.questionnaires["physical-barriers"]
    none = read_answers(physical, {"which": ["none-of-these"]})
    assert shown_items(physical, none) == ("fits", "where", "stage", "pregnancy", "which")
    assert not any(score_scale(physical, scale, none).applies for scale in physical.scales)


def test_how_free_somebody_feels_to_say_no_never_becomes_a_score() -> None:
    consent = CATALOGUE.questionnaires["comfort-and-consent"]
    assert not any(weights(item) for item in consent.items_of("freedom"))


def test_a_weekly_check_in_takes_at_most_ten_taps() -> None:
    weekly = CATALOGUE.questionnaires["closeness-weekly"]
    assert len(weekly.items) + len(weekly.sections) <= 10
    assert all(item.type == "choice" and not item.show_if for item in weekly.items)


def test_the_circles_are_seven_steps_from_apart_to_almost_one() -> None:
    circles = CATALOGUE.questionnaires["closeness-weekly"].item("circles")
    assert circles.picture == "circles"
    assert [(option.code, option.weight) for option in circles.options] == [(str(step), step) for step in range(1, 8)]


def test_only_the_weekly_check_in_is_shared_as_closeness() -> None:
    assert {questionnaire.id for questionnaire, scale in SCALES if scale.part is Part.CLOSENESS} == {"closeness-weekly"}


def test_a_hope_is_rated_only_once_it_has_words() -> None:
    goals = CATALOGUE.questionnaires["goals"]
    assert shown_items(goals, {}) == ("first-goal",)
    assert "first-rating" in shown_items(goals, read_answers(goals, {"first-goal": "hold hands"}))


def test_the_example_for_clinicians_is_a_questionnaire_that_can_be_used() -> None:
    page = (ROOT / "docs" / "writing-a-questionnaire.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(id: .*?)^```", page, re.MULTILINE | re.DOTALL)
    assert load_questionnaire(example, "evening-walk.yaml").scale("walk").bands


def test_the_weekly_check_in_has_a_score_for_somebody_without_a_partner() -> None:
    """Three items of seven are left, and the mean of those is the score: 100 for the best of each."""
    weekly = CATALOGUE.questionnaires["closeness-weekly"]
    raw: dict[str, object] = dict.fromkeys(("touch", "alone", "at-ease", "looked-forward"), "no-partner")
    answers = read_answers(weekly, raw | {"circles": "7", "understood": "fully", "good-thing": "fully"})
    score = score_scale(weekly, weekly.scale("closeness"), answers)
    assert (score.value, score.answered) == (100, 3)


@each_scale()
def test_every_scale_says_why_its_bands_begin_where_they_do(questionnaire: Questionnaire, scale: Scale) -> None:
    """A source, or honestly that it is our own choice and by which thought."""
    assert scale.cuts_from is not None and (scale.cuts_from.startswith("Ours") or "http" in scale.cuts_from)


@each_scale()
def test_every_cut_has_a_thought_and_is_written_once(questionnaire: Questionnaire, scale: Scale) -> None:
    """In `why`, beside its `from`; the scale of circles has no cuts, only pairs."""
    assert scale.cuts_from is not None and not re.search(r"\b[Ff]rom \d", scale.cuts_from)
    whys = [band.why for band in scale.bands]
    assert whys[0] is None and ("no choice" in scale.cuts_from or None not in whys[1:])


@each_scale()
def test_what_a_thought_says_of_answers_holds_for_its_cut(questionnaire: Questionnaire, scale: Scale) -> None:
    """As in: answers of 25 and 50 reach it, two of 25 do not, nor two of 25 and one of 50."""
    for band in scale.bands:
        reaching, _, others = (band.why or "").partition("reach it")
        for words, reaches in ((reaching, True), (others, False)):
            for answers in answers_in(words):
                mean = Decimal(sum(answers)) / len(answers)
                assert (mean.quantize(Decimal(1), ROUND_HALF_UP) >= band.start) is reaches, (band.why, answers)


def answers_in(words: str) -> list[list[int]]:
    """Each set of answers that a thought speaks of, in points."""
    twice = [[int(one), int(one), *map(int, filter(None, [more]))]
             for one, more in re.findall(r"two of (\d+)(?: and one of (\d+))?", words)]  # fmt: skip
    return twice + [[int(one), int(other)] for one, other in re.findall(r"answers of (\d+) and (\d+)", words)]


def test_a_thought_that_no_longer_holds_is_seen() -> None:
    assert answers_in("two of 25 do not, nor two of 25 and one of 50") == [[25, 25], [25, 25, 50]]
    assert answers_in("answers of 25 and 50") == [[25, 50]]


@each_questionnaire()
def test_every_questionnaire_says_when_it_was_last_checked(questionnaire: Questionnaire) -> None:
    assert questionnaire.checked is not None


def test_a_band_list_of_one_name_is_the_same_in_every_questionnaire() -> None:
    """A file is whole, so a list stands in each that has it (docs/questionnaires.md), and says the same in all."""
    lists: dict[str, list[object]] = {}
    for file in FILES:
        for name, band_list in yaml.load(file.read_bytes(), yaml.BaseLoader).get("band_lists", {}).items():
            lists.setdefault(name, []).append(band_list)
    assert {name: len(alike) for name, alike in lists.items() if len(alike) > 1} == {"in-the-way": 3}
    assert [name for name, alike in lists.items() if any(one != alike[0] for one in alike)] == []
