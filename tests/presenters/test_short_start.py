"""The two-minute start: only what somebody chooses is asked, the rest stays open, and nothing counts as declined."""

from __future__ import annotations

import pytest

from nearer.answering.form_drafts import submit_form
from nearer.answering.open_form import OpenForm
from nearer.answering.questionnaire_flow import current_section
from nearer.answering.short_start import begin_short, is_short, open_rest
from nearer.domain.answers import AnswerState
from nearer.guide.relevance import for_you
from nearer.presenters.barriers import load_barriers
from nearer.presenters.guide import read_guide_profile
from nearer.presenters.short_start import begun_beside, start_choice
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.responses import read_own_responses

Sessions = tuple[PersonSession, PersonSession]
THREE = {"physical-barriers": ["dryness"], "emotional-barriers": ["worry"], "us-two": ["talking"]}
WORRIED = {"worry-circles": "nearly-always", "worry-heavy": "nearly-always", "worry-light": "never"}


def begun(session: PersonSession, name: str = "emotional-barriers") -> OpenForm:
    return begin_short(session, session.catalogue.questionnaires[name], THREE[name])


def saved(session: PersonSession) -> OpenForm:
    form = begun(session)
    for item, code in WORRIED.items():
        assert form.set_answer(item, code)
    submit_form(session, form)
    assert form.saved
    return form


@pytest.mark.parametrize(
    ("place", "names"),
    [(0, ["physical-barriers", "emotional-barriers", "us-two"]), (1, ["partner-view", "us-two"])],
)
def test_each_role_chooses_from_all_that_can_get_in_the_way(sessions: Sessions, place: int, names: list[str]) -> None:
    assert [one.id for one in start_choice(sessions[place], {}).offered] == names


def test_three_chosen_barriers_ask_at_most_nine_questions_in_three_minutes(session: PersonSession) -> None:
    choice = start_choice(session, THREE)
    assert (choice.questions, choice.minutes) == (8, 2)  # two of dryness, three of worry, three of talking
    hardest = start_choice(session, {"emotional-barriers": ["worry", "grief", "self"]})
    assert (hardest.questions, hardest.minutes) == (9, 3)


@pytest.mark.parametrize("chosen", [None, [], {"state": "declined"}, ["none-of-these"]])
def test_a_choice_that_asks_no_further_question_begins_no_form(session: PersonSession, chosen: object) -> None:
    assert start_choice(session, {"physical-barriers": chosen}).begins == ()


def test_only_the_chosen_barrier_is_asked_and_its_questions_are_there_at_once(session: PersonSession) -> None:
    form = begun(session)
    assert form.visible_ids == ("weighs", *WORRIED)
    assert current_section(form).section_id == "worry"
    assert current_section(form).is_last


def test_questions_the_short_start_did_not_ask_are_neither_declined_nor_left_open(session: PersonSession) -> None:
    saved(session)
    [response] = read_own_responses(session.notebook, session.principal, "emotional-barriers")
    assert (response.answers or {})["grief-missed"] == {"state": str(AnswerState.NOT_SHOWN)}
    assert set(response.scores or {}) == {"worry"}


def test_the_guide_card_after_a_short_start_is_chosen_only_from_what_was_asked(session: PersonSession) -> None:
    saved(session)
    assert for_you(shipped_guide(), read_guide_profile(session, {})).cards[0].topic == "anxiety-and-low-mood"


def test_the_picture_after_a_short_start_shows_the_scales_asked_and_says_which_older_one_was_not(
    session: PersonSession,
) -> None:
    saved(session)
    assert [row.key for row in load_barriers(session).rows] == ["emotional-barriers/worry"]
    other = begin_short(session, session.catalogue.questionnaires["emotional-barriers"], ["self"])
    for item in ("self-stranger", "self-all-cancer", "self-room"):
        other.set_answer(item, "often")
    submit_form(session, other)
    barriers = load_barriers(session)
    assert {row.key: row.now is not None for row in barriers.rows} == {
        "emotional-barriers/self": True,
        "emotional-barriers/worry": False,
    }
    worry = barriers.detail("emotional-barriers/worry")
    assert worry is not None and "not asked about this" in worry.text and worry.items == ()


def test_opening_the_rest_of_a_short_start_keeps_the_choice_already_made(session: PersonSession) -> None:
    form = saved(session)
    assert is_short(form)
    rest = open_rest(session, form)
    assert current_section(rest).section_id == "weighs"
    assert rest.raw_answers["worry-heavy"] == "nearly-always"
    rest.set_answer("weighs", None)
    assert len(rest.visible_ids) == len(rest.questionnaire.items)
    submit_form(session, rest)
    assert rest.saved and not is_short(rest)


def test_a_form_begun_with_the_short_start_is_the_next_thing_and_after_it_nothing(session: PersonSession) -> None:
    begun(session, "us-two")
    form = saved(session)
    following = begun_beside(session, form)
    assert following is not None and following.id == "us-two"
    assert begun_beside(session, begun(session, "us-two")) is None


def test_a_person_who_makes_no_choice_at_the_short_start_is_asked_everything(session: PersonSession) -> None:
    for name in ("emotional-barriers", "us-two"):
        form = OpenForm(session.catalogue.questionnaires[name], None)
        assert len(form.visible_ids) == len(form.questionnaire.items)
