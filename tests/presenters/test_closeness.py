"""What the closeness screen is given: one's own claim, what the other shows, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from nearer.demo.demo_couples import demo_people
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.presenters.closeness import Closeness, load_closeness
from nearer.presenters.exports import table_csv
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.trends.claims import ClaimKind, claim_of
from nearer.trends.series import comparable_series
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.views.chart_values import Accent
from tests.demo_copies import copy_demo
from tests.shared_parts import make_audience_changes
from tests.storage.making import make_person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Seen = Callable[[str], Closeness]


@pytest.fixture
def demo() -> Notebook:
    notebook = open_demo_notebook()
    copy_demo(notebook, NOW)
    return notebook


@pytest.fixture
def people(demo: Notebook) -> dict[str, Principal]:
    return {one.nickname: one for one in demo_people(demo)}


@pytest.fixture
def seen(demo: Notebook, people: dict[str, Principal]) -> Seen:
    return lambda name: load_closeness(PersonSession(demo, people[name], shipped_catalogue(), NOW))


def test_on_the_closeness_screen_meera_sees_both_lines_her_own_claim_her_usual_range_and_her_event(seen: Seen) -> None:
    meera = seen("Meera")
    assert [who.name for who, _ in meera.people] == ["Meera", "Ravi"]
    assert meera.claim.kind is ClaimKind.LIKELY_UP
    assert meera.annotations.usual_range is not None
    assert [event.label for event in meera.annotations.events] == ["Therapy begins, 30 September 2026"]
    assert meera.missing == 0


def test_a_week_on_the_closeness_screen_has_the_circles_of_both_and_ones_own_note_alone(
    demo: Notebook, people: dict[str, Principal], seen: Seen
) -> None:
    answers = {"circles": "4", "understood": "mostly", "touch": "partly", "alone": "a-little", "at-ease": "mostly"}
    check_in, week = shipped_catalogue().check_in, Week.of(NOW.date())
    for name in ("Meera", "Ravi"):
        response = build_response(check_in, read_answers(check_in, answers), week, f"{name} laughed")
        save_response(demo, people[name], response, uuid4(), NOW)
    annotations = seen("Meera").annotations
    assert annotations.notes == {week.monday(): "Meera laughed"}
    options = {option.code: option.text for option in check_in.item("circles").options}
    assert [annotations.circles[accent, week.monday()] for accent in Accent] == [options["4"]] * 2
    assert all("laughed" not in text for text in annotations.circles.values())


def test_the_chosen_number_of_last_weeks_holds_for_both_people_and_none_chosen_shows_all(seen: Seen) -> None:
    meera = seen("Meera")
    assert len(meera.frame_of_last(4)) == 8 and meera.frame_of_last(4)["monday"].min() == date(2026, 10, 26)
    assert len(meera.frame_of_last(0)) == len(meera.frame_of_last(26)) == len(meera.frame) == 24


def test_ravi_sees_no_event_of_hers_until_she_shares_them(
    demo: Notebook, people: dict[str, Principal], seen: Seen
) -> None:
    assert seen("Ravi").annotations.events == ()
    set_audiences(
        demo, people["Meera"], make_audience_changes(Part.EVENTS, audience=Audience.PARTNER, earlier=True), NOW
    )
    assert [event.label for event in seen("Ravi").annotations.events] == ["Meera: Therapy begins, 30 September 2026"]
    assert list(seen("Ravi").event_sentences()) == [], "what her weeks say of it is hers"


def test_without_a_line_of_the_partner_the_closeness_screen_has_ones_own_and_nothing_about_the_couple(
    seen: Seen,
) -> None:
    lena = seen("Lena")
    assert [who.name for who, _ in lena.people] == ["Lena"]
    assert lena.couple is None
    assert lena.missing > 0
    assert len(lena.filled) == len(lena.own.scores)


def test_weeks_since_the_latest_check_in_are_counted_and_no_direction_is_claimed_for_them(
    demo: Notebook, people: dict[str, Principal], seen: Seen
) -> None:
    assert not any("latest check-in" in note for note in seen("Meera").notes)
    later = load_closeness(PersonSession(demo, people["Meera"], shipped_catalogue(), NOW + timedelta(weeks=1)))
    assert "ends with your latest check-in, 2 weeks ago." in later.notes[0]
    assert later.claim == seen("Meera").claim


def test_that_a_line_is_ones_own_is_said_only_where_somebody_else_could_share_theirs(
    notebook: Notebook, seen: Seen
) -> None:
    asha = load_closeness(PersonSession(notebook, make_person(notebook, "Asha"), shipped_catalogue(), NOW))
    assert len(asha.people) == len(seen("Lena").people) == 1
    assert words.closeness.ONLY_YOURS in seen("Lena").notes and words.closeness.ONLY_YOURS not in asha.notes


def test_answers_to_changed_questions_are_in_no_picture_of_the_present_ones(seen: Seen) -> None:
    meera = seen("Meera")
    first, *others = meera.weeks.own_responses
    earlier = replace(
        meera, weeks=replace(meera.weeks, own_responses=(replace(first, sha256="of an earlier version"), *others))
    )
    assert earlier.answers.groupby("item").size().tolist() == [11] * 7


def test_an_event_entered_later_is_said_to_be_only_drawn(
    demo: Notebook, people: dict[str, Principal], seen: Seen
) -> None:
    save_event(demo, people["Meera"], Event(EventKind.SURGERY, "", date(2026, 10, 5)), uuid4(), NOW)
    on_time, later = seen("Meera").event_sentences()
    assert "4 weeks before and 8 from then on" in on_time
    assert later == "Surgery, 5 October 2026: entered after its own week, so it is only drawn."


def test_ones_own_answers_stand_week_by_week_in_the_words_of_the_options(seen: Seen) -> None:
    meera = seen("Meera")
    assert len(meera.items) == 7
    assert meera.answers.groupby("item").size().tolist() == [12] * 7
    understood = meera.answers[meera.answers["item"] == "understood"]
    options = ("Not at all", "A little", "Partly", "Mostly", "Fully")
    assert understood["week"].is_unique and set(understood["words"]) <= set(options)
    assert [options[place - 1] for place in understood["option"]] == list(understood["words"])


def test_the_table_of_closeness_has_every_week_of_both(seen: Seen) -> None:
    assert len(table_csv(seen("Meera").weeks_table).decode("utf-8-sig").splitlines()) == 13


def test_a_person_who_has_not_answered_gets_no_claim_and_no_chart_of_closeness(seen: Seen) -> None:
    assert (seen("Imran").claim.kind, seen("Imran").claim.answered) == (ClaimKind.TOO_EARLY, 0)
    assert seen("Imran").couple is None


def test_weeks_scored_by_another_version_are_not_compared() -> None:
    first = Week(2026, 30)
    scores = [WeeklyScore(first.plus(n), Decimal(10), "old") for n in range(6)]
    scores += [WeeklyScore(first.plus(n + 6), Decimal(90), "new") for n in range(3)]
    assert claim_of(comparable_series(WeeklyScores.of(scores))).kind is ClaimKind.TOO_EARLY
