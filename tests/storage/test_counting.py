"""Being counted: off until a person says yes, theirs alone, gone at once, and made by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from nearer.database.engines import writing
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.schema import drawers
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.roles_and_audiences import Part
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.counting_consent import may_be_counted, save_counted, withdraw_counted
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.counted import CountedPerson, read_counted
from nearer.storage.therapist.own_records import add_visit
from nearer.storage.therapist.therapist_connections import end_connection
from tests.storage.clinic import (
    NOTICE,
    WEEKS,
    connect_therapist,
    grant_parts,
    make_counting_consent,
    make_therapist,
    revoke_therapist,
    withdraw_parts,
)
from tests.storage.making import NOW, WEEK, make_check_in, save_new_response

READABLE = [part for part in Part if part is not Part.COUNTED]


@pytest.fixture
def rao(notebook: Notebook, couple: tuple[Principal, Principal]) -> Therapist:
    """Both let Dr Rao read everything, checked in this week, and said nothing about being counted."""
    by = make_therapist(notebook)
    for person in couple:
        connect_therapist(notebook, person, by)
        save_new_response(notebook, person, make_check_in(touch="some"))
        grant_parts(notebook, person, *READABLE)
    return by


def counted(notebook: Notebook, by: Therapist) -> tuple[CountedPerson, ...]:
    return read_counted(notebook, by, NOW, WEEKS)


def test_a_person_who_did_not_say_yes_is_not_counted_in_the_service(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    assert counted(notebook, rao) == () and not may_be_counted(notebook, couple[0], rao.id.hex)
    assert [one.what for one in read_access_log(notebook, couple[0])] == [], "and nothing is written down"


def test_a_yes_counts_one_person_with_the_parts_they_granted(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    add_visit(notebook, rao, couple[0].couple, NOW.date())
    save_counted(notebook, couple[0], make_counting_consent(rao), NOW)
    [meera] = counted(notebook, rao)
    assert (meera.id, meera.since, meera.visits) == (couple[0].id, NOW.date(), (NOW.date(),))
    assert [scored.week for scored in meera.weekly.scores] == [WEEK] and meera.shows_weeks
    assert may_be_counted(notebook, couple[0], rao.id.hex) and not may_be_counted(notebook, couple[1], rao.id.hex)
    assert [one.what for one in read_access_log(notebook, couple[0])] == ["service"]
    assert read_access_log(notebook, couple[1]) == ()


def test_a_yes_to_be_counted_opens_no_answer_score_or_page(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    for one in couple:
        withdraw_parts(notebook, one, *READABLE)
        save_counted(notebook, one, make_counting_consent(rao), NOW)
    assert all(
        not one.weekly.scores and not one.shows_weeks and not one.other_responses for one in counted(notebook, rao)
    )
    record = read_couple_record(notebook, rao, couple[0].couple, NOW)
    assert all(not one.who.parts and not one.responses for one in record.people)
    assert {one.what for one in read_access_log(notebook, couple[0])} == {"service"}, "no page of theirs was opened"


def test_a_person_who_takes_back_their_yes_is_in_no_figure_from_that_moment_on(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    for one in couple:
        save_counted(notebook, one, make_counting_consent(rao), NOW)
    withdraw_counted(notebook, couple[0], rao.id.hex, NOW + timedelta(hours=1))
    assert [one.id for one in counted(notebook, rao)] == [couple[1].id]
    assert len(read_caseload(notebook, rao, NOW, WEEKS)[0].people[0].weekly.scores) == 1, "it is read as before"


def test_the_yes_and_the_no_stand_with_what_a_person_agreed_to(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    meera, later, last = couple[0], NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    save_counted(notebook, meera, make_counting_consent(rao), NOW)
    save_counted(notebook, meera, make_counting_consent(rao), later)
    withdraw_counted(notebook, meera, rao.id.hex, later)
    save_counted(notebook, meera, make_counting_consent(rao), later)
    withdraw_counted(notebook, meera, rao.id.hex, last)
    agreed = [one for one in read_personal_export(notebook, meera).agreements if one.purpose.startswith("be counted")]
    assert [(one.agreed_at, one.withdrawn, one.notice_sha256) for one in agreed] == [
        (NOW, later, NOTICE),
        (later, last, NOTICE),
    ]


@pytest.mark.parametrize("way", ["the person", "the account"])
def test_a_person_whose_connection_has_ended_is_not_counted_any_more(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, way: str
) -> None:
    save_counted(notebook, couple[0], make_counting_consent(rao), NOW)
    if way == "the person":
        end_connection(notebook, couple[0], rao.id.hex, NOW)
        assert counted(notebook, rao) == ()
    else:
        revoke_therapist(notebook, rao.name, NOW)
        save_new_response(notebook, couple[0], make_check_in(touch="much"))
    assert not may_be_counted(notebook, couple[0], rao.id.hex)
    agreed = [
        one for one in read_personal_export(notebook, couple[0]).agreements if one.purpose.startswith("be counted")
    ]
    assert [one.withdrawn for one in agreed] == [NOW]


def test_without_a_therapist_there_is_nothing_to_say_yes_to(
    notebook: Notebook, couple: tuple[Principal, Principal]
) -> None:
    with pytest.raises(NotSaved):
        save_counted(notebook, couple[0], make_counting_consent(make_therapist(notebook)), NOW)


def test_a_yes_that_somebody_else_wrote_into_the_file_counts_nobody(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    """The key of another drawer, copied as that of the empty one: it was sealed for another place."""
    save_counted(notebook, couple[0], make_counting_consent(rao), NOW)
    keys = therapist_keys.c
    with writing(notebook.engine) as connection:
        empty = connection.execute(select(drawers.c.drawer_id).where(drawers.c.part == "counted")).scalars().all()
        sealed = connection.execute(select(keys.sealed_key).where(keys.drawer_id.not_in(empty)).limit(1)).scalar_one()
        connection.execute(therapist_keys.update().where(keys.drawer_id.in_(empty)).values(sealed_key=sealed))
    with pytest.raises(EntryBroken):
        counted(notebook, rao)


def test_another_therapist_counts_none_of_these_people(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    save_counted(notebook, couple[0], make_counting_consent(rao), NOW)
    assert counted(notebook, make_therapist(notebook, "Dr Iyer")) == ()


def test_a_yes_or_no_to_one_therapists_count_changes_nothing_for_another_therapist(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    meera, iyer = couple[0], make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, meera, iyer)
    save_counted(notebook, meera, make_counting_consent(rao), NOW)
    assert (len(counted(notebook, rao)), counted(notebook, iyer)) == (1, ())
    save_counted(notebook, meera, make_counting_consent(iyer), NOW)
    withdraw_counted(notebook, meera, rao.id.hex, NOW)
    assert (counted(notebook, rao), len(counted(notebook, iyer))) == ((), 1)
    agreed = [one for one in read_personal_export(notebook, meera).agreements if one.purpose.startswith("be counted")]
    assert {one.purpose.split()[-1]: one.withdrawn for one in agreed} == {
        rao.id.hex: NOW,
        iyer.id.hex: None,
    }
