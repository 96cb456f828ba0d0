"""Around Monday midnight the caseload counts by the week where each person is, and not by the therapist's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from nearer.caseload.caseload import load_caseload
from nearer.caseload.caseload_list import CaseloadList, apply_view
from nearer.caseload.couple_status import save_archived
from nearer.caseload.rows import CaseloadRow, rows_of
from nearer.caseload.view import CaseloadView
from nearer.domain.weeks import local_week
from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import ZONE, make_person, save_weekly_check_ins

MONDAY_FOR_MEERA = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # 01:30 in Kolkata, of week 48; Sunday in London
SUNDAY_FOR_MEERA = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # of week 47; Monday on Kiritimati
EARLIER = MONDAY_FOR_MEERA - timedelta(weeks=20)
Clinic = tuple[TherapistSession, Principal]


def clinic(now: datetime, therapists_zone: str, silent: int = 0) -> Clinic:
    """Meera in Kolkata, who answered ten weeks, the last of them `silent` weeks before this one of hers."""
    notebook = open_demo_notebook()
    meera, rao = make_person(notebook, "Meera", EARLIER), make_therapist(notebook, now=EARLIER)
    connect_therapist(notebook, meera, rao, EARLIER)
    grant_parts(notebook, meera, now=EARLIER)
    save_weekly_check_ins(notebook, meera, 10, now - timedelta(weeks=silent))
    return TherapistSession(notebook, replace(rao, zone=therapists_zone), shipped_catalogue(), now), meera


def caseload(session: TherapistSession) -> CaseloadList:
    return apply_view(load_caseload(session).couples, CaseloadView(), session.today)


def row(session: TherapistSession) -> CaseloadRow:
    [row] = rows_of(session, caseload(session))
    return row


EITHER_SIDE = pytest.mark.parametrize(
    ("now", "zone"), [(MONDAY_FOR_MEERA, "Europe/London"), (SUNDAY_FOR_MEERA, "Pacific/Kiritimati")]
)


@EITHER_SIDE
def test_a_check_in_of_the_persons_own_week_is_one_of_this_week(now: datetime, zone: str) -> None:
    session, _meera = clinic(now, zone)
    assert session.week != local_week(now, ZONE)
    assert caseload(session).answered == 1 and row(session).last == "this week"


@EITHER_SIDE
def test_a_check_in_of_the_week_before_is_not_counted_as_this_weeks(now: datetime, zone: str) -> None:
    session, _meera = clinic(now, zone, silent=1)
    assert caseload(session).answered == 0 and row(session).last == "last week"


@EITHER_SIDE
def test_silence_is_counted_in_weeks_that_are_over_where_the_person_is(now: datetime, zone: str) -> None:
    session, _meera = clinic(now, zone, silent=3)
    assert row(session).why.text == "Meera: silent for 2 weeks"
    assert row(session).last == "3 weeks ago"


@EITHER_SIDE
def test_an_assignment_for_the_persons_own_week_is_due_this_week(now: datetime, zone: str) -> None:
    session, meera = clinic(now, zone)
    wanted = [AssignmentRequest(meera.id, "body", local_week(now, ZONE))]
    save_assignments(session.notebook, session.therapist, meera.couple, wanted, EARLIER)
    assert row(session).open.endswith(", this week")


def test_the_small_picture_of_a_couple_goes_to_the_newest_week_of_either_person() -> None:
    ahead, _meera = clinic(MONDAY_FOR_MEERA, "Europe/London")
    assert row(ahead).picture == row(replace(ahead, therapist=replace(ahead.therapist, zone=ZONE))).picture


def test_an_archived_couple_is_none_of_those_that_answered_this_week() -> None:
    session, meera = clinic(SUNDAY_FOR_MEERA, ZONE)
    save_archived(session, meera.couple, True)
    assert caseload(session).counts[""] == caseload(session).answered == 0
