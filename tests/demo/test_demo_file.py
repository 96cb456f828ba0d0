"""A clinic that `nearer demo` wrote is the one at the door, and made-up couples come after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.groups import Group
from nearer.caseload.view import NEW, CaseloadView
from nearer.cli.demo import SCRIPTED, SHIPPED
from nearer.demo.demo_caseload import demo_therapists
from nearer.demo.demo_copies import DemoCopies
from nearer.demo.demo_couples import demo_people
from nearer.demo.demo_file import write_demo
from nearer.demo.sample_caseload import scripted_couples
from nearer.demo.sample_clinic import SHIPPED_COUPLES, ClinicCouple, clinic_couples, whole_clinic
from nearer.session.demo_tour import read_tour_stop
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import CoupleRecord, read_couple_record
from tests.storage.making import NOW, read_rows


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """Two couples beyond the shipped ones, with 20 weeks; as a visitor gets it."""
    path = write_demo(tmp_path_factory.mktemp("demo"), shipped_catalogue(), whole_clinic(SHIPPED + 2, 20), NOW)
    notebook, _people = DemoCopies(path).copy(shipped_catalogue(), NOW)
    yield notebook
    notebook.close()


@pytest.fixture
def session(written: Notebook) -> TherapistSession:
    return TherapistSession(written, demo_therapists(written)[0], shipped_catalogue(), NOW)


def record_of(session: TherapistSession, name: str) -> CoupleRecord:
    [couple] = [one.case.couple for one in read_caseload_couples(session) if name in one.names]
    return read_couple_record(session.notebook, session.therapist, couple, NOW)


def test_the_caseload_of_a_written_demo_says_who_needs_a_look_what_is_new_and_when_they_come(
    session: TherapistSession,
) -> None:
    couples = read_caseload_couples(session)
    caseload = apply_view(couples, CaseloadView(), session.today)
    assert len(couples) == SHIPPED + 2
    assert caseload.counts[Group.ATTENTION] > 2 and caseload.counts[Group.SILENT] and caseload.counts[Group.RISING]
    assert 0 < caseload.counts[NEW] < 8
    assert sum(listed.visit is not None for listed in couples) > 20
    assert caseload.couples[0].names == ("Chitra", "Mohan")


def test_esther_and_vikram_are_in_a_written_demo_as_the_tour_says_and_can_be_opened(session: TherapistSession) -> None:
    people = [one.nickname for one in demo_people(session.notebook)]
    assert people[:2] == ["Meera", "Ravi"] and {"Esther", "Vikram"} <= set(people)
    assert {"Kavya", "Kamala"}.isdisjoint(people)  # they fill the caseload, and nobody looks as them
    stop = read_tour_stop(session, "caseload")
    assert stop is not None and "Esther and Vikram" in stop.sentence
    record = record_of(session, "Esther")
    assert [one.who.nickname for one in record.people] == ["Esther", "Vikram"] and record.visits
    for person in record.people:
        assert len([one for one in person.responses if one.week is None]) >= 3


@pytest.mark.parametrize(
    ("table", "which"),
    [
        ("responses", "questionnaire = 'demo-phq-9'"),
        ("responses", "questionnaire = 'goals'"),
        ("entries", "kind = 'questions'"),
        ("assignments", "1"),
        ("assignment_sets", "1"),
        ("connections", "ended IS NOT NULL"),
    ],
)
def test_a_written_demo_has_what_a_practice_has_beside_weeks(written: Notebook, table: str, which: str) -> None:
    assert read_rows(written, f"SELECT * FROM {table} WHERE {which}")


def test_a_written_demo_has_a_note_visits_and_as_many_weeks_as_were_wanted(
    session: TherapistSession,
) -> None:
    kamala = record_of(session, "Kamala")
    assert record_of(session, "Lakshmi").notes and len(kamala.visits) >= 2
    assert [len(one.responses) for one in kamala.people] == [20, 20]


def test_no_two_people_of_a_written_demo_have_the_same_name(written: Notebook) -> None:
    names = [row["nickname"] for row in read_rows(written, "SELECT nickname FROM people")]
    assert len(names) == len(set(names))


def test_the_smallest_demo_is_the_scripted_couples_and_the_commands_numbers_are_those_of_the_clinic() -> None:
    least = whole_clinic(SCRIPTED, 52)
    assert least == scripted_couples() and not any(isinstance(couple, ClinicCouple) for couple in least)
    assert (
        SHIPPED == SHIPPED_COUPLES == len(scripted_couples()) + len(clinic_couples()) == len(whole_clinic(SHIPPED, 0))
    )
