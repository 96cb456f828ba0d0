"""One couple for their therapist: the guide as granted, changes where they are published, names as initials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.scale_cards import scale_cards
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Part
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import TherapistSession
from nearer.sheet.initials import initials_of, with_initials
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.own_steps import DoneStep, mark_step_done
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import read_caseload
from nearer.takeaway.couple_sheet import sheet_of
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.catalogue import Catalogue
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import BODY, NOW, WEEK, make_body_response, make_couple, save_new_response

EARLIER = NOW - timedelta(weeks=4)
DAY = date(2026, 11, 23)


@pytest.fixture
def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    return make_couple(notebook, "Al", "Ann", EARLIER)


@pytest.fixture
def rao(notebook: Notebook, couple: tuple[Principal, Principal]) -> Therapist:
    rao = make_therapist(notebook)
    for one in couple:
        connect_therapist(notebook, one, rao)
    return rao


def page(notebook: Notebook, rao: Therapist, instrument: str | None = None) -> Couple:
    """The page of the only couple, where the scale of the tests' own questionnaire follows a published instrument."""
    scale = replace(BODY.scales[0], instrument=instrument)
    questionnaire = replace(BODY, scales=(scale,))
    catalogue = Catalogue({**shipped_catalogue().questionnaires, "body": questionnaire})
    session = TherapistSession(notebook, rao, catalogue, NOW)
    return read_couple(session, read_caseload(notebook, rao, NOW)[0].couple)


@pytest.mark.parametrize(
    "case",
    [
        (None, "none", "much", False),
        ("phq-9", "none", "much", False),
    ],
)
def test_a_scale_answered_again_says_what_its_source_lets_it_say(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, case: tuple[str | None, str, str, bool]
) -> None:
    instrument, then, now, moved = case
    save_new_response(notebook, couple[0], make_body_response(pain=then, sleep=then), EARLIER)
    save_new_response(notebook, couple[0], make_body_response(pain=now, sleep=now))
    grant_parts(notebook, couple[0], Part.BARRIERS)
    [card] = scale_cards(page(notebook, rao, instrument))
    assert (card.title, card.low, card.high) == ("Body", 0, 100)
    assert card.sentences == ("Al 100 on 23 Nov, was 0 on 26 Oct",) and [one.has_moved for one in card.people] == [
        moved
    ]
    assert [score.day for score in card.people[0].scores] == [date(2026, 10, 26), DAY]


def test_a_scale_answered_once_has_no_change(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    save_new_response(notebook, couple[0], make_body_response(pain="much", sleep="much"))
    grant_parts(notebook, couple[0], Part.BARRIERS)
    assert [card.sentences for card in scale_cards(page(notebook, rao, "phq-9"))] == [("Al 100 on 23 Nov",)]


def test_a_couples_page_shows_pages_read_and_steps_done_only_where_granted(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    for person in couple:
        save_topic_read(notebook, person, "scars-and-sensation", DAY, NOW)
        save_topic_read(notebook, person, "a-page-that-is-gone", DAY, NOW)
        mark_step_done(notebook, person, DoneStep(uuid4(), "hand-massage", DAY, 1, 9), NOW)
    grant_parts(notebook, couple[1], Part.GUIDE)
    assert page(notebook, rao).guide == (
        "Ann: Scars and feeling, read on 23 November 2026",
        "Ann: a-page-that-is-gone, read on 23 November 2026",
        "Ann: Hand massage, done on 23 November 2026",
    )


def test_the_visit_sheet_has_initials_also_in_what_people_wrote_and_other_words_stay_whole(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    save_visit_questions(notebook, couple[0], ("Can Ann, always at all visits, come in? Al.",), NOW)
    save_event(notebook, couple[1], Event(EventKind.OTHER, "A scan with Al, an annual one", DAY), uuid4(), NOW)
    goals = shipped_catalogue().questionnaires["goals"]
    hope = build_response(goals, read_answers(goals, {"first-goal": "Al alone with ANN"}), WEEK, "")
    save_response(notebook, couple[0], hope, uuid4(), NOW)
    for one in couple:
        grant_parts(notebook, one)
    sheet = sheet_of(page(notebook, rao), "")
    sentences = [line for _heading, lines in sheet.sections for line in lines] + [event.label for event in sheet.events]
    assert sheet.title == "A1. and A2."
    assert sentences == [
        "A2.: A scan with A1., an annual one, 23 November",
        "A1.: Can A2., always at all visits, come in? A1.",
        "A1.: A1. alone with A2.",
        "A2.: A scan with A1., an annual one, 23 November 2026",
    ]


def test_names_of_any_shape_become_initials_even_where_one_name_is_inside_another() -> None:
    names = ["Anna", "Anna Maria", "=cmd", 'O"Hara']
    initials = initials_of(names)
    assert initials == {"Anna": "A1.", "Anna Maria": "A2.", "=cmd": "=.", 'O"Hara': "O."}
    text = with_initials(initials, 'Anna Maria and Anna saw =cmd and O"Hara; Annapolis')
    assert text == "A2. and A1. saw =. and O.; Annapolis"


def test_an_assignment_whose_questionnaire_is_gone_is_still_there_to_be_withdrawn(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    save_assignments(notebook, rao, couple[0].couple, [AssignmentRequest(couple[0].id, "gone-since", WEEK)], NOW)
    [(_key, sentence)] = page(notebook, rao).assignments
    assert sentence == "Al: a questionnaire that is not here any more, by the week from 23 November 2026"
