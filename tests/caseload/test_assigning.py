"""Sets of questionnaires: asked for with one press of whom they are for, kept for oneself alone, declined freely."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nearer.caseload.caseload_couples import find_caseload_couple, read_caseload_couples
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.questionnaire_sets import ask_for, chosen_set, connected_people, people_of, read_sets, set_sentence
from nearer.caseload.rows import rows_of
from nearer.caseload.since_visit import since_visit
from nearer.caseload.view import CaseloadView
from nearer.custom_questionnaires.versions import save_custom_questionnaire
from nearer.database.row_errors import ChangedOutside, NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.presenters.due_questionnaires import load_due_questionnaires, task_of
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession, TherapistSession
from nearer.storage.therapist.assignment_sets import (
    MAX_SET_TITLE,
    MAX_SETS,
    AssignmentSet,
    delete_assignment_set,
    read_assignment_sets,
    save_assignment_set,
)
from nearer.storage.therapist.assignments import decline_assignment, read_own_assignments, withdraw_assignments
from tests.caseload.clinic import ConnectedClinic, connected_clinic
from tests.storage.clinic import end_connections, make_therapist, offer_custom_questionnaire
from tests.storage.making import CUSTOM_FILE, NOW, read_rows, tamper

MONTHLY = AssignmentSet(
    "Every month", ("us-two", "partner-view"), frozenset({Role.PARTNER}), due_in_weeks=1, interval_weeks=4
)


@pytest.fixture
def clinic() -> ConnectedClinic:
    return connected_clinic()


def page(clinic: ConnectedClinic) -> Couple:
    return read_couple(clinic[0], clinic[1].couple)


def ask(clinic: ConnectedClinic, wanted: AssignmentSet) -> int:
    """How many are asked now that were not before."""
    return len(ask_for(page(clinic), wanted, people_of(page(clinic), wanted)))


def look_anew(session: TherapistSession) -> None:
    """As after a start: the rows are compared with the ledger."""
    again = replace(session.notebook)
    read_assignment_sets(again, session.therapist)


def asked_of(clinic: ConnectedClinic, who: Principal) -> set[str]:
    return {one.request.questionnaire for one in read_own_assignments(clinic[0].notebook, who)}


def test_intake_asks_each_for_what_is_for_their_role_and_for_what_the_therapist_offers(clinic: ConnectedClinic) -> None:
    session, meera, ravi = clinic
    key = save_custom_questionnaire(session.notebook, session.therapist, CUSTOM_FILE, NOW)
    offer_custom_questionnaire(session.notebook, session.therapist, key)
    intake, monthly = read_sets(session)
    assert ask(clinic, intake) == 9
    assert asked_of(clinic, meera) == {"physical-barriers", "emotional-barriers", "us-two", "goals", "body"}
    assert asked_of(clinic, ravi) == {"partner-view", "us-two", "goals", "body"}
    assert {one.request.due for one in read_own_assignments(session.notebook, ravi)} == {session.week.plus(1)}
    assert (monthly.due_in_weeks, monthly.interval_weeks) == (0, 4) and "goals" not in monthly.questionnaires


def test_a_set_of_questionnaires_assigned_twice_is_asked_for_once_and_can_be_withdrawn_whole(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    intake = read_sets(session)[0]
    keys = ask_for(page(clinic), intake, people_of(page(clinic), intake))
    assert ask(clinic, intake) == 0
    withdraw_assignments(session.notebook, session.therapist, meera.couple, keys)
    assert asked_of(clinic, meera) == asked_of(clinic, ravi) == set()


def test_a_therapist_who_assigns_a_set_again_does_not_learn_that_it_was_declined(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    intake = read_sets(session)[0]
    ask(clinic, intake)
    for one in read_own_assignments(session.notebook, meera):
        decline_assignment(session.notebook, meera, one.id, NOW)
    assert ask(clinic, intake) == 0 and asked_of(clinic, meera) == set()


def test_an_assignment_is_on_the_caseload_and_under_since_the_visit_and_the_person_reads_it_calmly(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    ask(clinic, MONTHLY)
    entry = find_caseload_couple(session, meera.couple)
    [row] = rows_of(session, apply_view(read_caseload_couples(session), CaseloadView(), session.today))
    assert (row.open, len(row.open_lines)) == ("2 open", 2)
    assert [line.text for line in since_visit(page(clinic), entry, ()).lines] == [
        "Still asked of Ravi: How it is for you as a partner, The two of you"
    ]
    his = PersonSession(session.notebook, ravi, session.shipped, NOW)
    [first, second] = [one for one in load_due_questionnaires(his) if one.assignment is not None]
    assert task_of(first, is_next=False).state == (
        "Dr Rao asks for it in the week from 30 November 2026, and then every 4 weeks"
    )
    assert first.assignment is not None
    decline_assignment(session.notebook, ravi, first.assignment.id, NOW)
    assert [one.questionnaire.id for one in load_due_questionnaires(his) if one.assignment] == [second.questionnaire.id]


def test_a_late_assignment_says_since_when_and_one_asked_for_twice_is_open_once(clinic: ConnectedClinic) -> None:
    session, meera, _ravi = clinic
    ask(clinic, MONTHLY)
    ask(clinic, replace(MONTHLY, due_in_weeks=-2, interval_weeks=None))
    entry = find_caseload_couple(session, meera.couple)
    assert len(entry.open_assignments) == 2
    [line] = since_visit(page(clinic), entry, ()).lines
    assert line.text.endswith("(late since 9 Nov)")


def test_a_therapists_own_set_of_questionnaires_is_kept_for_every_couple_until_it_is_deleted(
    clinic: ConnectedClinic,
) -> None:
    session, _meera, _ravi = clinic
    save_assignment_set(session.notebook, session.therapist, MONTHLY)
    assert read_sets(session)[2:] == (MONTHLY,)
    assert set_sentence(session, MONTHLY) == (
        "The two of you, How it is for you as a partner; due next week, then every 4 weeks"
    )
    shorter = replace(MONTHLY, questionnaires=("us-two",))
    save_assignment_set(session.notebook, session.therapist, shorter)
    assert read_sets(session)[2:] == (shorter,)
    delete_assignment_set(session.notebook, session.therapist, shorter)
    assert len(read_sets(session)) == 2


def test_a_set_is_sealed_for_its_therapist_and_nobody_elses(clinic: ConnectedClinic) -> None:
    session, _meera, _ravi = clinic
    save_assignment_set(session.notebook, session.therapist, replace(MONTHLY, title="For those who wait"))
    [row] = read_rows(session.notebook, "SELECT * FROM assignment_sets")
    assert b"wait" not in row["body"] and b"us-two" not in row["body"]
    assert read_assignment_sets(session.notebook, make_therapist(session.notebook, "Dr Iyer")) == ()
    tamper(session.notebook, "DELETE FROM assignment_sets")
    with pytest.raises(ChangedOutside):
        look_anew(session)


def test_a_set_without_anything_in_it_a_long_name_or_one_too_many_is_refused(clinic: ConnectedClinic) -> None:
    session, _meera, _ravi = clinic
    for refused in (replace(MONTHLY, questionnaires=()), replace(MONTHLY, title="x" * (MAX_SET_TITLE + 1))):
        with pytest.raises(NotSaved, match="A set needs a questionnaire"):
            save_assignment_set(session.notebook, session.therapist, refused)
    for number in range(MAX_SETS):
        save_assignment_set(session.notebook, session.therapist, replace(MONTHLY, title=f"Set {number}"))
    with pytest.raises(NotSaved, match="A set needs a questionnaire"):
        save_assignment_set(session.notebook, session.therapist, MONTHLY)
    assert len(read_assignment_sets(session.notebook, session.therapist)) == MAX_SETS


def test_whoever_ended_the_connection_is_asked_nothing_and_a_set_of_what_is_gone_says_so(
    clinic: ConnectedClinic,
) -> None:
    session, meera, ravi = clinic
    gone = replace(MONTHLY, questionnaires=("gone-since",))
    assert set_sentence(session, gone).startswith("a questionnaire that is not here any more;")
    assert ask(clinic, gone) == 0
    end_connections(session.notebook, ravi, NOW)
    assert ask(clinic, MONTHLY) == 0 and len(connected_people(page(clinic))) == 1
    assert ask(clinic, read_sets(session)[0]) == 4 and len(asked_of(clinic, meera)) == 4


def test_what_a_therapist_assigns_to_some_people_is_due_in_the_week_of_its_day(clinic: ConnectedClinic) -> None:
    session, _meera, ravi = clinic
    people = [one for one in page(clinic).record.people if one.who.id == ravi.id]
    due = session.today + timedelta(weeks=2)
    wanted = chosen_set(people, ["goals"], due, session.today)
    assert ask_for(page(clinic), wanted, people)
    [own_assignment] = read_own_assignments(session.notebook, ravi)
    assert own_assignment.request.due == Week.of(due) and wanted.roles == {Role.PARTNER}
