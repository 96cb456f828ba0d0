"""What was in the way, as its owner sees it; and side by side only while both show it to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.presenters.about import about_figures
from nearer.presenters.barriers import MAX_NAMED, load_barriers
from nearer.presenters.shared_barriers import SharedBarriers, load_partner_rows, load_shared_barriers
from nearer.session.values import PersonSession
from nearer.shipped_files import SHIPPED_FILES
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from nearer.yaml_files.loader import load_questionnaire
from tests.shared_parts import make_audience_changes
from tests.storage.making import NOW

Sessions = tuple[PersonSession, PersonSession]
PAIN, SLEEP = {"pain-strength": "very-strong", "pain-in-the-way": "altogether"}, {"sleep-trouble": "a-little"}
SORE = {"which": ["pain", "sleep"], **PAIN, **SLEEP, "sleep-in-the-way": "a-little"}
VERY_POOR_SLEEP = {"sleep-trouble": "very-much", "sleep-in-the-way": "altogether"}
TALKS = {"talking-said": "never", "talking-heard": "never", "talking-avoided": "nearly-always"}  # as hard as can be
TALKS_WELL = {"talking-said": "nearly-always", "talking-heard": "nearly-always", "talking-avoided": "never"}
TIME = {"time-two": "seldom", "time-enjoyed": "seldom", "time-taken": "often"}


def answers(session: PersonSession, name: str, raw: Mapping[str, object], days_ago: int = 0, sha256: str = "") -> None:
    questionnaire, moment = session.catalogue.questionnaires[name], NOW - timedelta(days=days_ago)
    response = build_response(questionnaire, read_answers(questionnaire, raw))
    response = replace(response, sha256=sha256 or response.sha256)
    save_response(session.notebook, session.principal, response, uuid4(), moment)


def shows(session: PersonSession, audience: Audience = Audience.PARTNER) -> None:
    set_audiences(
        session.notebook, session.principal, make_audience_changes(Part.BARRIERS, audience=audience, earlier=True), NOW
    )


def side_by_side(session: PersonSession) -> SharedBarriers | None:
    """In another run, which knows what the partner wrote meanwhile."""
    run = replace(session)
    return load_shared_barriers(run, load_barriers(run))


def test_a_person_who_has_not_answered_has_no_line_and_no_sentence_about_barriers(session: PersonSession) -> None:
    barriers = load_barriers(session)
    assert (barriers.rows, barriers.sentence, barriers.days, barriers.over_time) == ((), "", (), {})
    assert barriers.lead.startswith("Your picture begins with the first questionnaire")


def test_who_answered_too_little_for_a_line_does_not_read_that_they_answered_nothing(session: PersonSession) -> None:
    answers(session, "us-two", {"talking-said": {"state": "declined"}})
    barriers = load_barriers(session)
    assert barriers.rows == () and barriers.lead.startswith("So far there are too few answers")


def test_the_worst_barrier_is_first_with_its_band_its_day_and_the_time_before(session: PersonSession) -> None:
    answers(session, "physical-barriers", {**SORE, "pain-strength": "none", "pain-in-the-way": "not-at-all"}, 30)
    answers(session, "physical-barriers", SORE)
    barriers = load_barriers(session)
    first = barriers.rows[0]
    assert first.title == "Pain" and first.now is not None and first.before is not None
    assert (first.now.extent, first.now.day, first.before.extent, first.before.day) == (
        100, date(2026, 11, 23), 0, date(2026, 10, 24),
    )  # fmt: skip
    assert first.before.is_earlier and not first.now.is_earlier and first.is_same_definition
    assert barriers.sentence == "Most in the way in your answers of 23 November: Pain."
    assert (
        barriers.worst_topics == session.catalogue.questionnaires["physical-barriers"].scale("pain").bands[-1].guide[:1]
    )
    assert barriers.lead.startswith("A filled dot is 23 November, an empty one 24 October. Tap a line")
    assert barriers.dates == (), "the days are said once, above"


def test_a_change_of_fewer_points_than_the_about_page_names_is_said_to_be_chance(session: PersonSession) -> None:
    answers(session, "physical-barriers", SORE, 30)
    assert load_barriers(session).certainty_sentences == (), "one dot a line has made no step"
    answers(session, "physical-barriers", SORE)
    first, *_ = load_barriers(session).certainty_sentences
    assert f"under {about_figures().chance_points} of 100 points" in first


def test_the_picture_can_be_seen_as_it_was_on_every_earlier_day(session: PersonSession) -> None:
    answers(session, "physical-barriers", SORE, 400)
    answers(session, "physical-barriers", {"which": ["sleep"], **SLEEP})
    earlier = load_barriers(session, date(2025, 10, 19))
    assert load_barriers(session).days == (date(2026, 11, 23), date(2025, 10, 19))
    assert [row.title for row in earlier.rows if row.now][0] == "Pain"


def test_where_nothing_is_in_the_way_no_barrier_is_named_as_the_most(session: PersonSession) -> None:
    answers(session, "physical-barriers", {"which": ["pain"], "pain-strength": "none", "pain-in-the-way": "not-at-all"})
    assert load_barriers(session).sentence == words.barriers.NOTHING_MUCH


def test_of_several_equally_hard_barriers_none_is_named_as_the_most_in_the_way(session: PersonSession) -> None:
    answers(session, "physical-barriers", SORE, 3)
    answers(session, "us-two", TALKS)
    barriers = load_barriers(session)
    titles = [row.title for row in barriers.worst]
    assert len(titles) > 1 and "The body as a whole" not in titles
    assert "Most" not in barriers.sentence and all(title in barriers.sentence for title in titles[:MAX_NAMED])


@pytest.mark.parametrize("sleep", [{**SLEEP, "sleep-in-the-way": "a-little"}, VERY_POOR_SLEEP])
def test_a_scale_that_sums_up_other_barriers_is_never_named_as_the_worst_of_them(
    session: PersonSession, sleep: Mapping[str, object]
) -> None:
    """The body as a whole is made of one question of each other scale, also where it is as hard as the hardest."""
    answers(session, "physical-barriers", SORE | sleep)
    barriers = load_barriers(session)
    assert "physical-barriers/body" in {row.key for row in barriers.rows}
    assert "physical-barriers/body" not in {row.key for row in barriers.worst}


def test_a_barrier_looked_at_closely_has_its_sentence_its_answers_in_words_and_its_pages(
    session: PersonSession,
) -> None:
    answers(session, "physical-barriers", SORE)
    detail = load_barriers(session).detail("physical-barriers/pain")
    band = session.catalogue.questionnaires["physical-barriers"].scale("pain").bands[-1]
    assert detail is not None
    assert (detail.band, detail.text, detail.topics) == (f"{band.name} (roughly)", band.text, band.guide)
    assert [answer for _, answer in detail.items] == ["Very strong", "It kept closeness away completely"]
    assert load_barriers(session).detail("physical-barriers/no-such-line") is None


def test_a_barrier_of_one_or_two_answers_has_no_number_anywhere_and_one_of_three_has(session: PersonSession) -> None:
    answers(session, "physical-barriers", SORE)
    answers(session, "emotional-barriers", {"worry-circles": "often", "worry-heavy": "often", "worry-light": "often"})
    answers(session, "us-two", {"talking-said": "never", "talking-heard": "never"})
    barriers = load_barriers(session)
    row_facts = {row.key: (row.now.number, row.now.band.endswith(" (roughly)")) for row in barriers.rows if row.now}
    assert row_facts["physical-barriers/pain"] == row_facts["us-two/talking"] == ("", True)
    assert row_facts["emotional-barriers/worry"] == ("58", False)
    numbers = {key: detail.number for key in row_facts if (detail := barriers.detail(key))}
    assert numbers["us-two/talking"] == "This comes from 2 answers only, so there is no number."
    assert numbers["emotional-barriers/worry"] == "58 of 100; more is harder"
    answers(session, "physical-barriers", {"which": ["sleep"], "sleep-in-the-way": "a-lot"})
    body = load_barriers(session).detail("physical-barriers/body")
    assert body is not None and body.number == "This comes from one answer only, so there is no number."


def test_the_number_beside_a_barriers_dot_equals_how_far_the_dot_is_from_where_all_is_well(
    session: PersonSession,
) -> None:
    answers(session, "us-two", TALKS | TIME)
    answers(session, "emotional-barriers", {"worry-circles": "often", "worry-heavy": "often", "worry-light": "often"})
    dots = [row.now for row in load_barriers(session).rows if row.now and row.now.number]
    assert len(dots) > 2
    assert [dot.number for dot in dots] == [f"{dot.extent:.0f}" for dot in dots]


def test_a_barrier_that_was_declined_or_left_out_is_said_so_and_has_no_number(session: PersonSession) -> None:
    answers(session, "physical-barriers", SORE, 30)
    declined = {"which": ["pain"], "pain-strength": {"state": "declined"}, "pain-in-the-way": None}
    answers(session, "physical-barriers", declined)
    detail = load_barriers(session).detail("physical-barriers/pain")
    assert detail is not None and detail.text == words.barriers.NO_NUMBER and detail.topics == ()
    assert [answer for _, answer in detail.items] == [words.form.RATHER_NOT_SAY, words.form.LEAVE_EMPTY]


def test_answers_to_a_questionnaire_that_nearer_no_longer_knows_are_left_out_of_the_barriers(
    session: PersonSession,
) -> None:
    answers(session, "physical-barriers", SORE, sha256="0" * 64)
    assert load_barriers(session).rows == ()


def test_answers_to_an_earlier_version_keep_the_words_the_person_read(session: PersonSession) -> None:
    """Version 1.1 called 40 of 100 *Clear*; it is told apart from what was answered to the questions of today."""
    text = (SHIPPED_FILES / "questionnaires" / "earlier" / "physical-barriers-1.1.yaml").read_bytes()
    earlier = load_questionnaire(text, "earlier")
    some = {"which": ["pain"], "pain-strength": "medium", "pain-in-the-way": "somewhat"}
    response = build_response(earlier, read_answers(earlier, some))
    save_response(session.notebook, session.principal, response, uuid4(), NOW - timedelta(days=90))
    [_, pain] = load_barriers(session).rows
    assert pain.now is not None and pain.now.band == "Clear (roughly)"
    answers(session, "physical-barriers", SORE)
    pain = load_barriers(session).rows[0]
    assert pain.now is not None and pain.before is not None and not pain.is_same_definition
    assert (pain.now.band, pain.before.band) == ("Very much in the way (roughly)", "Clear (roughly)")


def test_a_scale_is_drawn_over_time_once_it_was_answered_three_times(session: PersonSession) -> None:
    for days_ago in (60, 30):
        answers(session, "physical-barriers", SORE, days_ago)
    assert load_barriers(session).over_time == {}
    answers(session, "physical-barriers", {**SORE, "sleep-in-the-way": {"state": "declined"}})
    drawn = load_barriers(session).over_time
    assert list(drawn)[0] == "physical-barriers/pain" and "physical-barriers/sleep" not in drawn
    assert len(drawn["physical-barriers/pain"][1]) == 3


def test_barriers_the_partner_shares_are_there_for_a_person_who_answered_nothing(sessions: Sessions) -> None:
    meera, ravi = sessions
    answers(meera, "us-two", TALKS)
    assert load_partner_rows(ravi, None) == ()
    shows(meera)
    [talking] = load_partner_rows(ravi, side_by_side(ravi))
    assert talking.now is not None and (talking.title, talking.now.name, talking.now.day) == ("Talking", "Meera", None)
    assert load_partner_rows(meera, None) == ()
    answers(ravi, "us-two", TALKS_WELL | TIME)
    shows(ravi)
    assert load_partner_rows(ravi, side_by_side(ravi)) == (), "it stands side by side already"
    assert [row.title for row in load_partner_rows(meera, side_by_side(meera))] == ["Time for two"]


def test_barriers_are_side_by_side_only_while_both_share_them(sessions: Sessions) -> None:
    meera, ravi = sessions
    answers(meera, "us-two", TALKS | TIME)
    answers(ravi, "us-two", TALKS_WELL | TIME)
    assert side_by_side(meera) is None and side_by_side(ravi) is None
    shows(meera)
    assert side_by_side(meera) is None and side_by_side(ravi) is None
    shows(ravi)
    both = side_by_side(meera)
    assert both is not None and [row.title for row in both.rows] == ["Talking", "Time for two"]
    talking = both.rows[0]
    assert talking.now is not None and talking.other is not None
    assert (talking.now.name, talking.now.extent, talking.other.name, talking.other.extent) == ("Meera", 100, "Ravi", 0)
    shows(ravi, Audience.ME)
    assert side_by_side(meera) is None and side_by_side(ravi) is None


def test_barriers_side_by_side_say_where_both_agree_and_where_not_with_one_page_and_one_step(
    sessions: Sessions,
) -> None:
    meera, ravi = sessions
    answers(meera, "us-two", TALKS | TIME)
    answers(ravi, "us-two", TALKS_WELL | TIME)
    for session in sessions:
        shows(session)
    of_meera, of_ravi = side_by_side(meera), side_by_side(ravi)
    assert of_meera is not None and of_ravi is not None
    assert of_meera.sentence == "You see “Time for two” much the same, and “Talking” differently."
    assert of_meera.sentence == of_ravi.sentence and of_meera.topic == of_ravi.topic and of_meera.step == of_ravi.step
    assert of_meera.topic is not None and of_meera.topic.id == "talking-i-feel"
    assert of_meera.step is not None and of_meera.step.topic == "talking-i-feel" and of_meera.step.who != "alone"


@pytest.mark.parametrize("hard_for", [0, 1])
def test_the_page_offered_beside_both_peoples_barriers_is_for_the_harder_of_the_two_answers(
    sessions: Sessions, hard_for: int
) -> None:
    answers(sessions[hard_for], "us-two", {name: "nearly-always" if name == "time-taken" else "never" for name in TIME})
    answers(
        sessions[1 - hard_for], "us-two", {name: "never" if name == "time-taken" else "nearly-always" for name in TIME}
    )
    for session in sessions:
        shows(session)
    topics = [both.topic for session in sessions if (both := side_by_side(session))]
    assert [topic.id for topic in topics if topic] == ["from-carer-to-partner"] * 2


def test_a_barrier_that_the_partner_did_not_answer_is_not_side_by_side(sessions: Sessions) -> None:
    meera, ravi = sessions
    answers(meera, "us-two", TALKS | TIME)
    answers(ravi, "us-two", TIME)
    for session in sessions:
        shows(session)
    both = side_by_side(meera)
    assert both is not None and [row.title for row in both.rows] == ["Time for two"]


def test_barriers_answered_on_the_same_days_have_their_days_once_above_the_picture(session: PersonSession) -> None:
    for days_ago in (30, 0):
        answers(session, "physical-barriers", SORE, days_ago)
        answers(session, "us-two", TALKS, days_ago)
    answers(session, "emotional-barriers", {"weighs": ["grief"]})
    assert load_barriers(session).dates == (
        "Your body, The two of you: 23 November 2026, and before on 24 October 2026", "Your feelings: 23 November 2026",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("days_ago", "lead"),
    [
        ((0,), "This is from 23 November. Tap a line to see what may help."),
        ((30, 0), "A filled dot is 23 November, an empty one 24 October. Tap a line to see what may help."),
        ((365, 0), "A filled dot is 23 November, an empty one 23 November 2025. Tap a line to see what may help."),
    ],
)
def test_the_dots_of_barriers_are_explained_by_their_days_where_every_line_has_the_same_days(
    session: PersonSession, days_ago: tuple[int, ...], lead: str
) -> None:
    for ago in days_ago:
        answers(session, "physical-barriers", SORE, ago)
    assert (load_barriers(session).lead, load_barriers(session).dates) == (lead, ())


def test_the_dots_of_barriers_are_explained_in_words_where_the_lines_have_different_days(
    session: PersonSession,
) -> None:
    answers(session, "physical-barriers", SORE, 30)
    answers(session, "us-two", TALKS)
    assert load_barriers(session).lead.startswith("A filled dot is this time, an empty one the time before.")
