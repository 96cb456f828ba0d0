"""A name stands for whoever has the keys: exchanged in the file, it is followed by nobody and shown to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_keys import change_keys
from nearer.storage.couple.people import Settings, join_couple, read_couple_members, save_settings, start_couple
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.assignments import read_own_assignments
from nearer.storage.therapist.caseload import read_couple_record
from nearer.storage.therapist.own_records import TherapistNote, save_therapist_note
from nearer.storage.therapist.therapist_connections import read_own_therapists
from tests.shared_parts import add_readers
from tests.storage.attacks import expect_refusal, read_past_the_notebook, write_past_the_notebook
from tests.storage.clinic import (
    connect_therapist,
    grant_parts,
    make_therapist,
    make_therapist_with_passphrase,
    revoke_therapist,
)
from tests.storage.making import NOW, PASSPHRASE, make_body_response, make_new_person, make_person, save_new_response

LATER = NOW + timedelta(hours=1)
EXCHANGED_THERAPISTS = (
    "UPDATE therapists SET name = CASE name WHEN 'Dr Rao' THEN 'Dr Iyer' ELSE 'Dr Rao' END WHERE name != 'Dr Else'"
)


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


@pytest.mark.parametrize("read", [read_own_therapists, read_access_log, read_own_assignments, read_personal_export])
def test_two_therapists_whose_names_were_exchanged_are_shown_to_nobody(
    notebook: Notebook, meera: Principal, read: Callable[[Notebook, Principal], object]
) -> None:
    for name in ("Dr Rao", "Dr Iyer"):
        connect_therapist(notebook, meera, make_therapist(notebook, name))
    write_past_the_notebook(notebook, EXCHANGED_THERAPISTS)
    with expect_refusal("therapist"):
        read(notebook, meera)


def test_nothing_is_granted_under_a_name_that_was_exchanged(notebook: Notebook, meera: Principal) -> None:
    """Meera means Dr Iyer, and her words would have been Dr Rao's to read."""
    for name in ("Dr Rao", "Dr Iyer"):
        connect_therapist(notebook, meera, make_therapist(notebook, name))
    save_new_response(notebook, meera, make_body_response("the body", pain="much"))
    [reader] = [one.reader for one in read_own_therapists(notebook, meera) if one.name == "Dr Iyer"]
    choices = add_readers(notebook, meera, Audience(frozenset({reader})), Part.NOTES, earlier=True)
    write_past_the_notebook(notebook, EXCHANGED_THERAPISTS)
    with expect_refusal("therapist"):
        set_audiences(notebook, meera, choices, LATER)
    assert read_past_the_notebook(notebook, "SELECT * FROM therapist_keys") == []


def test_a_renamed_therapist_whom_nobody_let_in_is_no_alarm(notebook: Notebook, meera: Principal) -> None:
    connect_therapist(notebook, meera, make_therapist(notebook))
    make_therapist(notebook, "Dr Else")
    write_past_the_notebook(notebook, "UPDATE therapists SET name = 'Somebody' WHERE name = 'Dr Else'")
    assert [one.name for one in read_own_therapists(notebook, meera)] == ["Dr Rao"]


def test_ending_an_account_is_no_alarm_about_exchanged_names(notebook: Notebook, meera: Principal) -> None:
    """It frees the name for somebody else, and the person reads it still."""
    connect_therapist(notebook, meera, make_therapist(notebook))
    grant_parts(notebook, meera, Part.NOTES)
    revoke_therapist(notebook, "Dr Rao", NOW)
    make_therapist(notebook, "Dr Rao", LATER)
    [was_theirs] = read_own_therapists(notebook, meera)
    assert was_theirs.name == "Dr Rao"
    assert was_theirs.ended == NOW
    assert read_audiences(notebook, meera)


# What the file says of Meera, and of Ravi.
EXCHANGED_PEOPLE = {
    "names": "UPDATE people SET nickname = CASE nickname WHEN 'Meera' THEN 'Ravi' ELSE 'Meera' END",
    "names and roles": "UPDATE people SET nickname = CASE nickname WHEN 'Meera' THEN 'Ravi' ELSE 'Meera' END, "
    "role = CASE role WHEN 'partner' THEN 'survivor' ELSE 'partner' END",
    "a role": "UPDATE people SET role = 'partner' WHERE nickname = 'Meera'",
    "no role at all": "UPDATE people SET role = 'survivorx' WHERE nickname = 'Meera'",
    "a time zone": "UPDATE people SET zone = 'Pacific/Kiritimati' WHERE nickname = 'Meera'",
    "no time zone at all": "UPDATE people SET zone = 'Mars/X' WHERE nickname = 'Meera'",
    "a name with its signature": "UPDATE people SET (nickname, signature) = (SELECT 'Meera', p.signature FROM people p "
    "WHERE p.nickname = 'Meera') WHERE nickname = 'Ravi'",
    "no signature": "UPDATE people SET signature = x''",
    "a text for a signature": "UPDATE people SET signature = 'text'",
}


@pytest.mark.parametrize("change", EXCHANGED_PEOPLE.values(), ids=EXCHANGED_PEOPLE)
def test_a_therapist_reads_nobody_under_the_name_of_another(
    notebook: Notebook, meera: Principal, ravi: Principal, change: str
) -> None:
    rao = make_therapist(notebook)
    for who in (meera, ravi):
        connect_therapist(notebook, who, rao)
        grant_parts(notebook, who, Part.NOTES)
        save_new_response(notebook, who, make_body_response(f"of {who.nickname}", pain="much"))
    write_past_the_notebook(notebook, change)  # before the therapist ever saw them
    with expect_refusal("client-name"):
        read_couple_record(notebook, rao, meera.couple, NOW)
    with expect_refusal("client-name"):
        save_therapist_note(notebook, rao, meera.couple, TherapistNote(uuid4(), NOW.date(), "a thought"))


def test_a_partner_under_another_name_is_not_shown(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    write_past_the_notebook(notebook, "UPDATE people SET nickname = 'Dev' WHERE nickname = 'Ravi'")
    with expect_refusal("partner-name"):
        read_couple_members(notebook, meera)


def test_an_invitation_in_another_name_lets_nobody_in(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    write_past_the_notebook(notebook, "UPDATE people SET nickname = 'Somebody'")
    with expect_refusal("invitation"):
        join_couple(notebook, code, make_new_person("Ravi"), None, NOW)


def test_settings_and_new_keys_of_ones_own_are_no_alarm(tmp_path: Path) -> None:
    real = open_notebook(tmp_path)
    meera = start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(real, meera, NOW)
    ravi = join_couple(real, code, make_new_person("Ravi"), PASSPHRASE, NOW).principal
    rao = make_therapist_with_passphrase(real)
    connect_therapist(real, meera, rao)
    save_settings(real, meera, Settings("Europe/London", 3, "hi"))
    renewed = change_keys(real, meera, PASSPHRASE, "another seven words for the night", NOW)
    assert renewed is not None
    for _again in range(2):
        [record] = read_couple_record(real, rao, meera.couple, NOW).people
        assert (record.who.nickname, record.who.zone) == ("Meera", "Europe/London")
        assert read_couple_members(real, ravi).partner is not None
        save_settings(real, renewed.principal, Settings("Europe/London", 3, "hi"))
    real.close()
