"""Which cards somebody gets, and which reasons stand on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Role
from nearer.guide.evidence import TopicReason, concerns_of
from nearer.guide.profile import GuideProfile, profile_scores
from nearer.guide.relevance import StepCard, cards, for_you, steps_for
from nearer.shipped import shipped_guide
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.guide.guide_files import TOUCH_PHASES
from tests.guide.people import DECLINED, TODAY, make_event_days_ago, make_guide_profile

GUIDE = shipped_guide()

DRY_AND_SORE = {
    "which": ["pain", "dryness", "fatigue", "desire"],
    "pain-strength": "strong",
    "pain-in-the-way": "a-lot",
    "dryness-strength": "very-strong",
    "dryness-in-the-way": "altogether",
    "fatigue-strength": "medium",
    "fatigue-in-the-way": "somewhat",
    "desire-missed": DECLINED,
    "desire-in-the-way": DECLINED,
}
HIDES_HER_BODY = {"unattractive-hide": "often", "unattractive-love": "sometimes", "unattractive-like": "sometimes"}
AFRAID_AND_CARING = {
    **dict.fromkeys(("hurting-pain", "hurting-pressing"), "nearly-always"),
    "hurting-welcome": "never",
    **dict.fromkeys(("caring-role", "caring-tired"), "nearly-always"),
    "caring-own-time": "never",
}


@pytest.fixture
def she() -> GuideProfile:
    """Chemotherapy two days ago: dry, sore, tired, hiding her body, and silent on desire."""
    answered = {"physical-barriers": DRY_AND_SORE, "emotional-barriers": HIDES_HER_BODY}
    return make_guide_profile(Role.SURVIVOR, answered, events=(make_event_days_ago("chemotherapy", 2),))


@pytest.fixture
def he() -> GuideProfile:
    """Afraid to hurt her, and deep in caring."""
    return make_guide_profile(Role.PARTNER, {"partner-view": AFRAID_AND_CARING})


def topics_for(person: GuideProfile) -> list[str]:
    screen = for_you(GUIDE, person)
    return [card.topic for card in (*screen.urgent, *screen.cards)]


def reasons(person: GuideProfile, topic: str) -> tuple[TopicReason, ...]:
    return next(card.because for card in cards(GUIDE, person) if card.topic == topic)


def saying(clearance: str, **more: object) -> GuideProfile:
    return make_guide_profile(Role.SURVIVOR, {"comfort-and-consent": {"clearance": clearance, **more}})


def test_two_days_after_chemotherapy_safety_comes_first_and_then_three_cards(she: GuideProfile) -> None:
    assert topics_for(she) == [
        *("safety-during-treatment", "vaginal-dryness-and-pain", "when-touch-hurts", "body-image")
    ]


def test_each_card_of_the_guide_says_because_of_what_it_is_shown(she: GuideProfile) -> None:
    assert reasons(she, "safety-during-treatment") == (
        TopicReason("event", "chemotherapy was within the last two weeks"),
    )
    assert reasons(she, "vaginal-dryness-and-pain")[:2] == (
        TopicReason("score", "dryness was very much in the way", "physical-barriers"),
        TopicReason("score", "pain was very much in the way", "physical-barriers"),
    )
    unsure = TopicReason("score", "hard feelings about your body got in the way quite a lot", "emotional-barriers")
    assert reasons(she, "body-image")[0] == unsure


def test_a_reason_knows_the_day_of_the_answers(she: GuideProfile) -> None:
    dated = replace(she, answered={"physical-barriers": TODAY - timedelta(20)})
    assert reasons(dated, "vaginal-dryness-and-pain")[0].day == TODAY - timedelta(20)
    assert reasons(dated, "body-image")[0].day is None


def test_the_page_on_dryness_names_moisturiser_lubricant_and_the_oncology_team_before_hormones(
    she: GuideProfile,
) -> None:
    text = GUIDE.topics["vaginal-dryness-and-pain"].text
    assert "moisturiser" in text and "lubricant" in text
    assert "No hormone cream, tablet or ring unless your oncology team agrees." in text


def test_what_a_person_declined_is_never_a_reason_for_a_page(she: GuideProfile) -> None:
    words = {reason.words for card in cards(GUIDE, she) for reason in card.because}
    assert not any("desire" in sentence for sentence in words)
    assert "low-desire" not in topics_for(she)


def test_after_chemotherapy_the_touch_steps_stay_at_the_first_phase(she: GuideProfile) -> None:
    free = [card.step for card in steps_for(GUIDE, "gradual-touch", she) if card.held_back_by is None]
    assert {TOUCH_PHASES.get(step) for step in free} <= {None, 1}
    assert "touch-rules" in free


def test_a_touch_step_that_has_to_wait_says_why(she: GuideProfile) -> None:
    reasons = {card.step: card.held_back_by for card in steps_for(GUIDE, "gradual-touch", she)}
    assert reasons["touch-onward"] == "chemotherapy was within the last two weeks so your team is to be asked first"


def test_a_partner_who_is_afraid_and_caring_gets_a_page_of_his_own(he: GuideProfile) -> None:
    assert "partners-perspective" in topics_for(he)


def test_a_page_for_the_partner_never_comes_to_the_survivor(he: GuideProfile) -> None:
    hers = GuideProfile(Role.SURVIVOR, TODAY, he.scores, he.answers)
    assert {"partners-perspective", "carer-fatigue"}.isdisjoint(card.topic for card in cards(GUIDE, hers))


def test_without_answers_and_events_there_is_nothing_to_show() -> None:
    assert for_you(GUIDE, GuideProfile(Role.SURVIVOR, TODAY)).cards == ()


def test_the_strongest_tag_counts_and_not_the_sum() -> None:
    """Asking your doctor helps with twelve things a little, and stands behind what is about one of them."""
    every = [item.split("-")[0] for item in GUIDE.topics["asking-your-doctor"].addresses if item != "body"]
    raw: dict[str, object] = {"which": ["pain", "dryness", "swelling", "sleep", "fatigue"]}
    strong = {f"{name}-strength": "strong" for name in ("pain", "dryness", "swelling", "fatigue")}
    stuck = {f"{name}-in-the-way": "a-lot" for name in ("pain", "dryness", "swelling", "fatigue", "sleep")}
    ranked = cards(
        GUIDE,
        make_guide_profile(Role.SURVIVOR, {"physical-barriers": raw | strong | stuck | {"sleep-trouble": "a-lot"}}),
    )
    order = [card.topic for card in ranked]
    assert len(every) > 5
    assert order.index("lymphoedema") < order.index("asking-your-doctor")


def test_the_band_that_speaks_for_a_topic_is_found_by_the_score_and_not_by_a_name() -> None:
    """A score whose band was called otherwise when it was made brings the same pages."""
    person = make_guide_profile(
        Role.SURVIVOR, {"emotional-barriers": {"worry-circles": "often", "worry-heavy": "often"}}
    )
    renamed = {key: replace(score, band="As it was called once") for key, score in person.scores.items()}
    assert concerns_of(GUIDE, replace(person, scores=renamed)) == concerns_of(GUIDE, person) != ()


def test_a_heavier_band_comes_before_a_lighter_one() -> None:
    raw = {
        "which": ["swelling", "hormonal"],
        **{"swelling-strength": "medium", "swelling-in-the-way": "somewhat"},
        **{"hormonal-strength": "very-strong", "hormonal-in-the-way": "altogether"},
    }
    order = [card.topic for card in cards(GUIDE, make_guide_profile(Role.SURVIVOR, {"physical-barriers": raw}))]
    assert order.index("hormones") < order.index("lymphoedema")


def test_very_strong_pain_brings_the_warning_signs_above_all() -> None:
    raw = {"which": ["pain"], "pain-strength": "very-strong", "pain-in-the-way": "a-little"}
    person = make_guide_profile(Role.SURVIVOR, {"physical-barriers": raw})
    assert topics_for(person)[0] == "when-to-call-your-doctor"
    assert TopicReason("answer", "you answered that the pain is very strong", "physical-barriers") in reasons(
        person, "when-to-call-your-doctor"
    )


def test_a_topic_that_only_fits_by_a_tag_is_not_shown_as_urgent() -> None:
    raw = {"which": ["pain"], "pain-strength": "medium", "pain-in-the-way": "somewhat"}
    assert for_you(GUIDE, make_guide_profile(Role.SURVIVOR, {"physical-barriers": raw})).urgent == ()


def test_where_the_team_said_to_wait_touch_is_held_back_with_the_reason() -> None:
    answered = {
        "comfort-and-consent": {"clearance": "wait"},
        "us-two": {"touch-passing": "never", "touch-liked": "never"},
    }
    screen = for_you(
        GUIDE,
        make_guide_profile(Role.SURVIVOR, answered | {"us-two": {**answered["us-two"], "touch-lead": "nearly-always"}}),
    )
    assert [(card.topic, card.held_back_by) for card in screen.held_back] == [
        ("gradual-touch", "your team said to wait")
    ]
    assert "gradual-touch" not in [card.topic for card in screen.cards]


def test_a_reason_never_tells_of_pressure() -> None:
    person = saying("yes", **{"freedom-no": "very-hard"})
    assert reasons(person, "consent-and-comfort")[0].words == "what feels free and welcome to you comes first"


@pytest.mark.parametrize("clearance", [None, DECLINED, "does-not-apply"])
def test_a_condition_is_never_met_by_no_answer_a_declined_one_or_not_applicable(clearance: object) -> None:
    person = make_guide_profile(Role.SURVIVOR, {"comfort-and-consent": {"clearance": clearance}})
    assert for_you(GUIDE, person).urgent == ()


@pytest.mark.parametrize(("days", "due"), [(-1, False), (0, True), (14, True), (15, False)])
def test_a_notice_stands_from_its_day_for_as_long_as_it_says(days: int, due: bool) -> None:
    person = GuideProfile(Role.SURVIVOR, TODAY, events=(make_event_days_ago("chemotherapy", days),))
    assert ("safety-during-treatment" in topics_for(person)) is due


def test_a_notice_of_a_long_treatment_stands_from_its_first_day_until_after_its_last() -> None:
    course = Event(EventKind.RADIOTHERAPY, "", date(2026, 6, 1), date(2026, 7, 10))
    days = [date(2026, 5, 31), date(2026, 6, 20), date(2026, 7, 10) + timedelta(56), date(2026, 7, 10) + timedelta(57)]
    seen = ["safety-during-treatment" in topics_for(GuideProfile(Role.SURVIVOR, day, events=(course,))) for day in days]
    assert seen == [False, True, True, False]


def test_an_event_without_a_topic_is_passed_over() -> None:
    assert topics_for(GuideProfile(Role.SURVIVOR, TODAY, events=(make_event_days_ago("therapy-session", 1),))) == []


def test_a_page_read_lately_makes_room_for_others_and_comes_back_later() -> None:
    answered = {"us-two": {"privacy-door": "sometimes", "privacy-home": "often"}, "emotional-barriers": HIDES_HER_BODY}
    first = topics_for(make_guide_profile(Role.SURVIVOR, answered))[0]
    lately = make_guide_profile(Role.SURVIVOR, answered, read={first: TODAY - timedelta(3)})
    long_ago = make_guide_profile(Role.SURVIVOR, answered, read={first: TODAY - timedelta(90)})
    assert first in [card.topic for card in cards(GUIDE, lately)]
    assert (topics_for(lately)[0] == first, topics_for(long_ago)[0] == first) == (False, True)


def test_an_urgent_card_stays_first_when_it_was_read(she: GuideProfile) -> None:
    answered = {"physical-barriers": DRY_AND_SORE}
    read = {"safety-during-treatment": TODAY}
    assert (
        topics_for(make_guide_profile(Role.SURVIVOR, answered, read=read, events=she.events))[0]
        == "safety-during-treatment"
    )


def test_three_cards_do_not_say_the_same_thing_three_times(she: GuideProfile) -> None:
    """Lubricants speak of dryness too; what the first card does not speak of comes before them."""
    assert "lubricants-and-positions" not in topics_for(she)


def touch(person: GuideProfile) -> dict[str, StepCard]:
    return {card.step: card for card in steps_for(GUIDE, "gradual-touch", person)}


def test_the_first_touch_step_is_open_and_the_next_waits() -> None:
    opened = touch(GuideProfile(Role.PARTNER, TODAY))
    assert opened["touch-rules"].is_opened and not opened["touch-hands-and-face"].is_opened


def test_a_touch_step_opens_when_the_one_before_was_done_and_both_said_yes() -> None:
    tried, agreed = frozenset({"touch-rules"}), frozenset({"touch-hands-and-face"})
    opened = {
        (bool(done), bool(both)): touch(GuideProfile(Role.PARTNER, TODAY, tried=done, agreed=both))[
            "touch-hands-and-face"
        ].is_opened
        for done in (frozenset[str](), tried)
        for both in (frozenset[str](), agreed)
    }
    assert opened == {(False, False): False, (False, True): False, (True, False): False, (True, True): True}


def test_a_step_once_done_stays_open_to_go_back_to() -> None:
    assert touch(GuideProfile(Role.PARTNER, TODAY, tried=frozenset({"touch-guided"})))["touch-guided"].is_opened


def test_touch_steps_stand_in_the_order_in_which_they_open() -> None:
    order = [GUIDE.steps[name] for name in touch(GuideProfile(Role.PARTNER, TODAY)) if name in TOUCH_PHASES]
    assert [step.after for step in order[1:]] == [step.id for step in order[:-1]]


OF_A_CLINIC = """
{id: rest, version: 1, status: active, language: en, title: Rest, audience: both, source: x, licence: x,
 sections: [{id: s, title: S}],
 items: [{id: tired, section: s, text: Tired, answers: [{code: a, text: N, weight: 0}, {code: b, text: Y, weight: 9}]}],
 scales: [{id: rest, title: Rest, items: [tired], method: sum, need: 1, higher: HIGHER,
           bands: [{from: 0, name: Few, text: x}, {from: 5, name: Many, text: x, guide: [hormones]}]}]}
"""


@pytest.mark.parametrize(("higher", "expected"), [("worse", ["hormones"]), ("unsaid", [])])
def test_a_number_of_which_nobody_said_which_end_is_hard_brings_no_page(higher: str, expected: list[str]) -> None:
    questionnaire = load_questionnaire(OF_A_CLINIC.replace("HIGHER", higher), "rest.yaml")
    catalogue = GUIDE.catalogue.joined([(questionnaire, True)], lambda _: None)
    answers = {"rest": read_answers(questionnaire, {"tired": "b"})}
    person = GuideProfile(Role.SURVIVOR, TODAY, profile_scores(catalogue, answers), answers)
    assert [card.topic for card in cards(replace(GUIDE, catalogue=catalogue), person)] == expected
