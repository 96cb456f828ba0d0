"""The clinic of the demo: forty couples as a practice has them, of which each visitor gets a copy to change."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import NotebookUnusable
from nearer.demo import demo_copies
from nearer.demo.demo_caseload import demo_therapists
from nearer.demo.demo_copies import DemoCopies
from nearer.demo.demo_couples import demo_people
from nearer.demo.demo_day import demo_day
from nearer.demo.demo_file import write_demo
from nearer.demo.sample_clinic import DemoCouple, clinic_couples
from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal, Therapist
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from nearer.storage.therapist.assignment_sets import read_assignment_sets
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.counted import read_counted
from nearer.storage.therapist.last_scores import NO_SCORES, WantedScores
from tests.storage.making import NOW, WEEK, make_check_in, read_rows, save_new_response
from tests.waiting import wait_until

COPIES = DemoCopies(demo_file=None)


@pytest.fixture
def copy() -> tuple[Notebook, tuple[Principal, ...]]:
    return COPIES.copy(shipped_catalogue(), NOW)


@pytest.fixture(scope="module")
def clinic() -> tuple[Notebook, Therapist]:
    """Read by many tests, and changed by none."""
    notebook, _people = COPIES.copy(shipped_catalogue(), NOW)
    return notebook, demo_therapists(notebook)[0]


def test_the_clinic_demo_opens_on_forty_couples_of_whom_one_has_ended(clinic: tuple[Notebook, Therapist]) -> None:
    cases = read_caseload(*clinic, NOW)
    assert len(cases) == 40
    assert [case for case in cases if any(one.who.ended for one in case.people)] != []


def test_the_weeks_of_the_demos_couples_are_half_a_year_to_a_year_but_for_two_who_have_just_begun() -> None:
    weeks = Counter(len(one.weeks) for couple in clinic_couples() for one in couple.characters)
    assert {length for length in weeks if not 26 <= length <= 52} == {3} and weeks[3] == 4
    assert {26, 52} <= weeks.keys()


def test_a_fresh_caseload_calls_new_only_what_came_after_the_last_look(clinic: tuple[Notebook, Therapist]) -> None:
    """Mohan's PHQ-9 is of yesterday, and four couples were not opened since their last check-in."""
    wanted = WantedScores(None, frozenset({"demo-phq-9"}), datetime.min.replace(tzinfo=UTC))
    cases = read_caseload(*clinic, NOW, wanted)
    new = {case.people[0].who.nickname for case in cases if not case.readable <= (case.status.seen or frozenset())}
    assert new == {"Chitra", "Esther", "Lakshmi", "Rekha", "Fiona"}


def test_most_people_of_the_demo_may_be_counted_and_some_may_not(clinic: tuple[Notebook, Therapist]) -> None:
    counted = read_counted(*clinic, NOW, NO_SCORES)
    assert 60 <= len(counted) < 80 and len({one.since for one in counted}) > 4
    names = {one.who.id: one.who.nickname for case in read_caseload(*clinic, NOW) for one in case.people}
    assert {names[one.id] for one in counted}.isdisjoint({"Yamini", "Yusuf", "Zoya"})


@pytest.mark.parametrize("name", ["Kavya", "Esther"])
def test_people_who_are_in_the_demo_for_half_a_year_and_esther_answered_every_scale_three_times(
    clinic: tuple[Notebook, Therapist], name: str
) -> None:
    notebook, rao = clinic
    [case] = [case for case in read_caseload(notebook, rao, NOW) if name in [one.who.nickname for one in case.people]]
    record = read_couple_record(notebook, rao, case.couple, NOW)
    times = {
        person.who.role: Counter(one.questionnaire for one in person.responses if one.week is None)
        for person in record.people
    }
    forms = {role: {one.id for one in shipped_catalogue().for_role(role) if one.purpose == "barriers"} for role in Role}
    for role, counted in times.items():
        assert {form: counted[form] for form in forms[role]} == dict.fromkeys(forms[role], 3)


def test_the_demo_clinic_has_forms_hopes_questions_notes_visits_and_a_set(clinic: tuple[Notebook, Therapist]) -> None:
    notebook, rao = clinic
    assert [one.title for one in read_assignment_sets(notebook, rao)] == ["Before a visit"]
    counts = {
        name: read_rows(notebook, f"SELECT count(*) AS n FROM {table} WHERE {which}")[0]["n"]
        for name, table, which in (
            ("a PHQ-9", "responses", "questionnaire = 'demo-phq-9'"),
            ("a hope", "responses", "questionnaire = 'goals'"),
            ("asked for", "assignments", "1"),
            ("visits and notes", "case_records", "1"),
            ("a question for the visit", "entries", "kind = 'questions'"),
        )
    }
    assert min(counts.values()) >= 5, counts


def test_each_scripted_person_can_be_opened_and_their_therapist_sees_what_they_answer(
    copy: tuple[Notebook, tuple[Principal, ...]],
) -> None:
    notebook, people = copy
    [esther] = [one for one in people if one.nickname == "Esther"]
    save_new_response(notebook, esther, make_check_in(touch="much"))
    [rao] = demo_therapists(notebook)
    record = read_couple_record(notebook, rao, esther.couple, NOW)
    [seen] = [one for one in record.people if one.who.nickname == "Esther"]
    assert len(seen.responses) == len(read_own_responses(notebook, esther))


def test_each_visitor_has_a_copy_and_none_sees_what_another_does(copy: tuple[Notebook, tuple[Principal, ...]]) -> None:
    notebook, people = copy
    save_new_response(notebook, people[0], make_check_in(touch="much"))
    other, _people = COPIES.copy(shipped_catalogue(), NOW)
    assert len(read_own_responses(notebook, people[0])) == len(read_own_responses(other, demo_people(other)[0])) + 1


def test_a_file_that_somebody_wrote_is_shown_instead_on_any_day_and_stays_as_it_is(tmp_path: Path) -> None:
    path = write_demo(tmp_path, shipped_catalogue(), clinic_couples()[:2], NOW)
    before = path.read_bytes()
    notebook, people = DemoCopies(path).copy(shipped_catalogue(), NOW + timedelta(weeks=9))
    save_new_response(notebook, people[0], make_check_in(WEEK.plus(9), touch="much"), NOW + timedelta(weeks=9))
    assert [one.nickname for one in people][:4] == ["Meera", "Ravi", "Asha", "Dev"]
    assert len(read_caseload(notebook, demo_therapists(notebook)[0], NOW)) == 2
    assert path.read_bytes() == before


def test_a_real_notebook_is_never_shown_as_a_demo(tmp_path: Path) -> None:
    open_notebook(tmp_path).close()
    with pytest.raises(NotebookUnusable):
        DemoCopies(tmp_path / NOTEBOOK_FILE)


def test_the_demo_clinic_is_made_once_a_week_before_sign_in_and_otherwise_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same people have the same ids in every copy of one making; of two couples, since it is made twice here."""
    made: list[int] = []
    two = clinic_couples()[:2]

    def two_of_them(_couples: int, weeks: int) -> tuple[DemoCouple, ...]:
        made.append(len(two))
        return two

    monkeypatch.setattr(demo_copies, "whole_clinic", two_of_them)
    copies = DemoCopies(demo_file=None)
    earlier = NOW - timedelta(weeks=1)
    first = copies.copy(shipped_catalogue(), earlier)[1]
    copies.renew(shipped_catalogue(), earlier)
    second = copies.copy(shipped_catalogue(), earlier)[1]
    assert [one.id for one in first] == [one.id for one in second]
    assert len(made) == 1
    third = copies.copy(shipped_catalogue(), NOW)[1]
    assert {one.id for one in third}.isdisjoint(one.id for one in first)
    assert len(made) == 2


def test_on_a_new_day_one_demo_clinic_is_made_however_many_visitors_come(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date] = []
    may_end = threading.Event()

    def make(_: object, now: datetime) -> Notebook:
        made.append(demo_day(now))
        assert len(made) == 1 or may_end.wait(20)
        return open_demo_notebook()

    monkeypatch.setattr(demo_copies, "_make", make)
    monkeypatch.setattr(demo_copies, "demo_people", lambda _: ())
    copies, tomorrow = DemoCopies(demo_file=None), NOW + timedelta(days=1)
    copies.copy(shipped_catalogue(), NOW)
    before = set(threading.enumerate())
    for _ in range(5):
        copies.copy(shipped_catalogue(), tomorrow)
    renewals = set(threading.enumerate()) - before
    may_end.set()
    for renewal in renewals:
        renewal.join(20)
    copies.copy(shipped_catalogue(), tomorrow)
    assert made == [demo_day(NOW), demo_day(tomorrow)]


def test_a_new_weeks_demo_is_not_replaced_by_one_begun_the_day_before(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date] = []
    may_end = threading.Event()

    def make(_: object, now: datetime) -> Notebook:
        made.append(demo_day(now))
        assert len(made) != 2 or may_end.wait(20)
        return open_demo_notebook()

    monkeypatch.setattr(demo_copies, "_make", make)
    monkeypatch.setattr(demo_copies, "demo_people", lambda _: ())
    copies, sunday = DemoCopies(demo_file=None), NOW + timedelta(days=6)
    copies.copy(shipped_catalogue(), NOW)
    renewal = threading.Thread(target=copies.renew, args=(shipped_catalogue(), sunday))
    renewal.start()
    assert wait_until(lambda: len(made) == 2, 20)
    copies.copy(shipped_catalogue(), sunday + timedelta(days=1))
    may_end.set()
    renewal.join(20)
    copies.copy(shipped_catalogue(), sunday + timedelta(days=1))
    assert made == [demo_day(NOW + timedelta(days=days)) for days in (0, 6, 7)]
