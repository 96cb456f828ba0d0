"""Deleting everything of one's own while a therapist is let in; the other one's choices stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.clinic_accounts.accounts import accept_invitation, invite_therapist
from nearer.database.schema import new_id
from nearer.domain.roles_and_audiences import Role
from nearer.personal_records.erasure import erase_me
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.own_records import TherapistNote, save_therapist_note
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import connect_therapist
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    ZONE,
    find_drawers_written,
    make_check_in,
    make_new_person,
    read_rows,
    save_new_response,
)

OTHER = "guess-luggage-sailor-moon"
Clinic = tuple[Notebook, Therapist, Principal, Principal]


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """Both let Dr Rao and each other read everything; a note is kept and something is asked."""
    notebook = open_notebook(tmp_path / "data")
    rao = accept_invitation(notebook, invite_therapist(notebook, "Dr Rao", NOW), ZONE, PASSPHRASE, NOW)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), OTHER, NOW).principal
    for person in (meera, ravi):
        connect_therapist(notebook, person, rao)
        set_audiences(notebook, person, make_audience_changes(audience=partner_and_therapists(rao)), NOW)
        save_new_response(notebook, person, make_check_in(touch="some", note="a walk"))
        save_assignments(notebook, rao, person.couple, [AssignmentRequest(person.id, "body", WEEK)], NOW)
    save_therapist_note(notebook, rao, meera.couple, TherapistNote(new_id(NOW), NOW.date(), "a note"))
    read_couple_record(notebook, rao, meera.couple, NOW)
    yield notebook, rao, meera, ravi
    notebook.close()


def naming(notebook: Notebook, principal: Principal) -> list[str]:
    """The tables in which a person is named."""
    tables = [row["name"] for row in read_rows(notebook, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [table for table in tables if principal.id.hex in repr(read_rows(notebook, "SELECT * FROM " + table))]


def test_a_person_who_leaves_is_named_nowhere_and_the_therapist_keeps_their_partner(clinic: Clinic) -> None:
    notebook, rao, meera, ravi = clinic
    assert {"connections", "access_log", "assignments", "therapist_keys", "scored_weeks"} <= set(
        naming(notebook, meera)
    )
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    assert naming(notebook, meera) == []
    assert set(read_audiences(notebook, ravi).values()) == {therapists_only(rao)}
    save_new_response(notebook, ravi, make_check_in(touch="much"))
    [case] = read_caseload(notebook, rao, NOW)
    assert [(one.who.nickname, one.last_week) for one in case.people] == [("Ravi", WEEK)]


def test_what_the_partner_who_stays_writes_is_under_keys_that_the_person_who_left_never_had(clinic: Clinic) -> None:
    notebook, _rao, meera, ravi = clinic
    keys = read_rows(notebook, "SELECT drawer_id FROM drawer_keys WHERE reader_id = :who", who=meera.id.hex)
    erase_me(notebook, meera, PASSPHRASE, NOW)
    written = find_drawers_written(notebook, lambda: save_new_response(notebook, ravi, make_check_in(touch="much")))
    assert written and not written & {row["drawer_id"] for row in keys}


def test_when_both_have_left_the_therapists_own_notes_are_gone_as_well(clinic: Clinic) -> None:
    notebook, rao, meera, ravi = clinic
    erase_me(notebook, meera, PASSPHRASE, NOW)
    assert erase_me(notebook, ravi, OTHER, NOW)
    assert read_caseload(notebook, rao, NOW) == ()
    assert read_rows(notebook, "SELECT * FROM case_records") == read_rows(notebook, "SELECT * FROM couples") == []


def test_the_personal_file_says_which_therapist_was_let_in_what_was_opened_and_what_was_asked(clinic: Clinic) -> None:
    notebook, rao, meera, _ravi = clinic
    own = read_personal_export(notebook, meera)
    assert [(one.name, one.since) for one in own.therapists] == [("Dr Rao", NOW)]
    assert [(one.name, one.what) for one in own.access_days] == [("Dr Rao", "pages")]
    assert [(one.by, one.request.questionnaire) for one in own.assignments] == [("Dr Rao", "body")]
    assert "Ravi" not in repr(own) and "a note" not in repr(own)
