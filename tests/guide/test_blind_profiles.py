"""The cards agree with the pages that a specialist chose before the rule was written."""

from __future__ import annotations

import pytest

from nearer.guide.relevance import for_you
from nearer.shipped import shipped_guide
from tests.guide.blind_profiles import BlindProfile, agreement, blind_profiles
from tests.guide.guide_files import ROOT

GUIDE = shipped_guide()
each_profile = pytest.mark.parametrize("profile", blind_profiles(), ids=lambda profile: profile.id)


def test_the_profiles_that_specialists_chose_pages_for_are_forty_or_more_of_both_roles() -> None:
    everybody = blind_profiles()
    assert len(everybody) == len({profile.id for profile in everybody}) >= 40
    assert {profile.person.role.value for profile in everybody} == {"survivor", "partner"}


def test_at_least_85_percent_of_the_cards_agree_with_those_that_specialists_chose() -> None:
    met, slots, lines = agreement()
    assert met / slots >= 0.85, "\n".join(lines)


@each_profile
def test_urgent_cards_are_shown_exactly_where_specialists_asked_for_them(profile: BlindProfile) -> None:
    assert {card.topic for card in for_you(GUIDE, profile.person).urgent} == profile.urgent


@each_profile
def test_the_pages_chosen_are_pages_of_the_guide_for_that_reader(profile: BlindProfile) -> None:
    topics = [GUIDE.topics[name] for slot in profile.pages for name in slot]
    assert {topic.audience for topic in topics} <= {"both", profile.person.role.value}
    assert len(profile.pages) in (0, 3)


@pytest.mark.parametrize("name", ["meera", "ravi"])
def test_the_couple_of_the_seed_gets_every_page_that_was_chosen_for_them(name: str) -> None:
    [profile] = [one for one in blind_profiles() if one.id == name]
    assert profile.agreed(for_you(GUIDE, profile.person)) == 3


def test_a_reader_of_whom_all_is_well_gets_at_most_one_page() -> None:
    well = [profile for profile in blind_profiles() if not profile.pages]
    assert len(well) >= 2
    assert max(len(for_you(GUIDE, profile.person).cards) for profile in well) <= 1


def test_the_page_on_every_kind_of_couple_is_chosen_only_by_the_question_what_fits() -> None:
    questions = {
        (condition.when.questionnaire, condition.when.item) for condition in GUIDE.topics["lgbtq-couples"].shown_when
    }
    assert questions == {("physical-barriers", "fits"), ("partner-view", "fits")}


def test_the_table_of_conditions_names_pages_that_there_are() -> None:
    lines = (ROOT / "docs" / "picking-pages.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| ") and "-" in line]
    named = {name for row in rows for cell in row[1:] for name in cell.split(", ")}
    assert len(rows) >= 12
    assert sorted(named - GUIDE.topics.keys()) == []
