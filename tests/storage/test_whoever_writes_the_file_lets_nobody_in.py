"""Planted invitations, a second factor taken away, a schema with more in it: nobody comes in by them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.clinic_accounts.account_credentials import sign_in_account
from nearer.clinic_accounts.accounts import accept_invitation, invite_therapist
from nearer.clinic_accounts.second_factor import has_authenticator, set_authenticator, use_code
from nearer.database.row_errors import NotebookUnusable
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import key_mac, new_key_pair, seal_private
from nearer.privacy.signatures import sign, signing_public
from nearer.privacy.totp import code_of_step, new_seed, step_at
from nearer.sealed.signed_profiles import sign_profile
from nearer.storage.couple.credentials import change_passphrase, sign_in
from nearer.storage.couple.invitations import create_invitation, withdraw_invitation
from nearer.storage.couple.people import join_couple, read_couple_members, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.errors import InvitationRefused
from nearer.storage.notebook import Notebook, open_notebook, open_while_in_use
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.own_records import TherapistNote, save_therapist_note
from tests.storage.attacks import (
    expect_refusal,
    insert_row,
    put_rows_back,
    read_past_the_notebook,
    share_part,
    write_past_the_notebook,
)
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    ZONE,
    find_drawers_written,
    make_check_in,
    make_new_person,
    make_person,
    save_new_response,
)

CODE = "AAAA-AAAA-AAAA-AAAA"
STRANGER = make_new_person("Mallory", Role.PARTNER)


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


def plant_invitation(notebook: Notebook, who: Principal, **planted: bytes) -> None:
    place = {"clinic_id": "home", "couple_id": who.couple.hex, "person_id": who.id.hex}
    code = hashlib.sha256(CODE.replace("-", "").encode()).digest()
    row = {"code_sha256": code, "until": "2099-01-01 00:00:00.000000", "signature": bytes(64), "proof": bytes(32)}
    insert_row(notebook, "invitations", **place, **{**row, **planted})


def proof_of(notebook: Notebook, who: Principal) -> bytes:
    """What whoever knows the code can make, and so the attacker too."""
    key = hashlib.blake2b(CODE.replace("-", "").encode(), digest_size=32, person=b"nearer code key").digest()
    [row] = read_past_the_notebook(notebook, "SELECT * FROM people WHERE person_id = :who", who=who.id.hex)
    places = ("home", who.couple, who.id, row["public_key"], row["signing_key"])
    sha256 = hashlib.sha256(CODE.replace("-", "").encode()).hexdigest()
    return key_mac(key, "|".join(("invites", *map(str, places), sha256, "2099-01-01T00:00:00+00:00")).encode())


def join(notebook: Notebook, code: str = CODE) -> Principal:
    return join_couple(notebook, code, STRANGER, None, NOW).principal


def test_a_planted_invitation_lets_nobody_in(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    proof = proof_of(notebook, meera)
    for planted in ({}, {"proof": proof}, {"proof": proof, "signature": sign(new_key_pair(), proof)}):
        plant_invitation(notebook, meera, **planted)
        with expect_refusal("invitation"):
            join(notebook)
        with expect_refusal("invitation"):
            read_couple_members(notebook, meera)
        write_past_the_notebook(notebook, "DELETE FROM invitations")
    assert read_couple_members(notebook, meera).partner is None


def test_signing_an_invitation_with_keys_of_ones_own_makes_nobody_the_partner(notebook: Notebook) -> None:
    """Her signing key exchanged, a planted invitation signed with it, the stranger in, and her key put back."""
    meera, attacker = make_person(notebook, "Meera"), new_key_pair()
    before = read_past_the_notebook(notebook, "SELECT * FROM people")
    profile = {name: getattr(meera, name) for name in ("nickname", "role", "zone")} | {"person_id": meera.id}
    signature = sign_profile(attacker, {**profile, "clinic_id": meera.clinic, "couple_id": meera.couple})
    changed = "UPDATE people SET signing_key = :key, signature = :signature"
    write_past_the_notebook(notebook, changed, key=signing_public(attacker), signature=signature)
    proof = proof_of(notebook, meera)
    plant_invitation(notebook, meera, proof=proof, signature=sign(attacker, proof))
    join(notebook)
    put_rows_back(notebook, "people", before)
    for act in (read_couple_members, read_own_responses):
        with expect_refusal("not-invited"):
            act(notebook, meera)
    with expect_refusal("not-invited"):
        share_part(notebook, meera, Part.NOTES, Audience.PARTNER)


def test_a_person_planted_without_any_invitation_is_not_the_partner(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    for invited in (None, bytes(32)):
        keys = new_key_pair()
        [row] = read_past_the_notebook(notebook, "SELECT * FROM people WHERE nickname = 'Meera'")
        planted = {**dict(row), "person_id": uuid4().hex, "nickname": "Mallory", "name_key": "mallory"}
        planted |= {"public_key": keys.public, "signing_key": signing_public(keys), "invited": invited, "first": 0}
        planted["sealed_private"] = seal_private(keys, bytes(32))
        insert_row(notebook, "people", **planted)
        with expect_refusal("not-invited"):
            read_couple_members(notebook, meera)
        write_past_the_notebook(notebook, "DELETE FROM people WHERE nickname = 'Mallory'")


def test_a_third_person_is_not_let_in_beside_the_two(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    [row] = read_past_the_notebook(notebook, "SELECT * FROM people WHERE nickname = 'Ravi'")
    insert_row(notebook, "people", **{**dict(row), "person_id": uuid4().hex, "nickname": "M", "name_key": "m"})
    for one in (meera, ravi):
        with expect_refusal("not-invited"):
            read_couple_members(notebook, one)


def test_an_invitation_taken_back_and_put_back_lets_nobody_see_her(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    before = read_past_the_notebook(notebook, "SELECT * FROM invitations")
    withdraw_invitation(notebook, meera)
    with pytest.raises(InvitationRefused):
        join(notebook, code)
    put_rows_back(notebook, "invitations", before)
    with expect_refusal("invitation"):
        read_couple_members(notebook, meera)
    join(notebook, code)  # the code is real, so the door opens; she does not know who stands in it
    with expect_refusal("not-invited"):
        read_couple_members(notebook, meera)


@pytest.mark.parametrize(
    "change",
    ["until = '2099-01-01 00:00:00.000000'", "person_id = :other", "proof = x'00'", "signature = zeroblob(64)"],
)
def test_a_changed_invitation_lets_nobody_in(notebook: Notebook, change: str) -> None:
    meera = make_person(notebook, "Meera")
    other = make_person(notebook, "Asha")
    code = create_invitation(notebook, meera, NOW)
    values = {"other": other.id.hex, "couple": other.couple.hex} if ":other" in change else {}
    also = ", couple_id = :couple" if ":other" in change else ""
    write_past_the_notebook(notebook, f"UPDATE invitations SET {change}{also}", **values)
    with expect_refusal("invitation"):
        join(notebook, code)


def test_who_joins_knows_that_the_keys_are_of_whoever_gave_them_the_code(notebook: Notebook) -> None:
    """The one who invites exchanged before the other joins: the code, told aloud, says whose keys they have to be."""
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    attacker = new_key_pair()
    write_past_the_notebook(
        notebook,
        "UPDATE people SET public_key = :key, signing_key = :signing",
        key=attacker.public,
        signing=signing_public(attacker),
    )
    with expect_refusal("invitation"):
        join(notebook, code)


# The second factor.
def with_app(notebook: Notebook, who: Therapist) -> bytes:
    seed = new_seed()
    assert set_authenticator(notebook, who, seed, code_of_step(seed, step_at(NOW)), NOW)
    return seed


@pytest.mark.parametrize(
    "change", ["sealed_seed = NULL", "sealed_seed = zeroblob(60)", "last_step = 0", "sealed_seed = NULL, last_step = 0"]
)
def test_a_second_factor_taken_away_lets_nobody_in(notebook: Notebook, change: str) -> None:
    rao = make_therapist(notebook)
    seed = with_app(notebook, rao)
    write_past_the_notebook(notebook, f"UPDATE therapists SET {change}")
    for act in (
        lambda: has_authenticator(notebook, rao),
        lambda: set_authenticator(notebook, rao, seed, code_of_step(seed, step_at(NOW)), NOW),
        lambda: use_code(notebook, rao, code_of_step(seed, step_at(NOW)), NOW + timedelta(seconds=30)),
        lambda: read_caseload(notebook, rao, NOW),
    ):
        with expect_refusal("factor"):
            act()


def test_a_planted_backup_code_and_a_used_one_put_back_open_nothing(notebook: Notebook) -> None:
    rao = make_therapist(notebook)
    seed = new_seed()
    codes = set_authenticator(notebook, rao, seed, code_of_step(seed, step_at(NOW)), NOW)
    assert codes is not None
    before = read_past_the_notebook(notebook, "SELECT * FROM backup_codes")
    assert use_code(notebook, rao, codes[0], NOW)
    put_rows_back(notebook, "backup_codes", before)
    with expect_refusal("factor"):
        use_code(notebook, rao, codes[0], NOW)
    planted = hashlib.sha256(CODE.replace("-", "").encode()).digest()
    write_past_the_notebook(notebook, "UPDATE backup_codes SET code_sha256 = :code WHERE rowid = 1", code=planted)
    with expect_refusal("factor"):
        use_code(notebook, rao, CODE, NOW)


def test_the_app_taken_away_between_two_sign_ins_is_noticed_at_the_passphrase(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    rao = accept_invitation(notebook, invite_therapist(notebook, "Dr Rao", NOW), ZONE, PASSPHRASE, NOW)
    with_app(notebook, rao)
    notebook.close()
    write_past_the_notebook(notebook, "UPDATE therapists SET sealed_seed = NULL")
    notebook = open_notebook(tmp_path)
    with expect_refusal("factor"):
        sign_in_account(notebook, "Dr Rao", PASSPHRASE)
    notebook.close()


THERAPISTS_CHANGES = {
    "UPDATE therapists SET public_key = zeroblob(32)": "therapist-account",
    "UPDATE therapists SET sealed_own = zeroblob(72)": "therapist-account",
    "UPDATE therapists SET sealed_private = zeroblob(72)": "therapist-account",
    "UPDATE therapists SET zone = 'Europe/London'": "therapist-account",
    "UPDATE therapists SET name = 'Dr Else'": "therapist-account",
    "UPDATE therapists SET idle_minutes = 60": "therapist-account",
    "UPDATE therapists SET recovery_confirmed = 1 - recovery_confirmed": "therapist-account",
    "INSERT INTO therapist_slots SELECT clinic_id, therapist_id, 'recovery', x'', 3, 9, x'' FROM therapists": "sign-in",
    "DELETE FROM therapist_codes": "therapist-account",
    "DELETE FROM case_records": "therapist-records",
    "UPDATE case_records SET kind = 'x'": "therapist-records",
    "UPDATE case_records SET mac = zeroblob(32)": "therapist-records",
    "DELETE FROM therapist_ledgers": "ledger",
    "UPDATE therapist_ledgers SET changes = 1": "ledger",
    "UPDATE people SET public_key = zeroblob(32) WHERE nickname = 'Meera'": "client-keys",
    "UPDATE people SET public_key = 'text' WHERE nickname = 'Meera'": "client-keys",
}


@pytest.mark.parametrize("change", THERAPISTS_CHANGES)
def test_a_change_outside_nearer_of_what_a_therapist_has_is_refused(
    notebook: Notebook, meera: Principal, change: str
) -> None:
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    grant_parts(notebook, meera)
    save_therapist_note(notebook, rao, meera.couple, TherapistNote(uuid4(), NOW.date(), "a thought"))
    read_caseload(notebook, rao, NOW)
    write_past_the_notebook(notebook, change)
    for act in (
        lambda: read_caseload(notebook, rao, NOW),
        lambda: read_couple_record(notebook, rao, meera.couple, NOW),
    ):
        with expect_refusal(THERAPISTS_CHANGES[change]):
            act()


# What stands in the file beside its rows.
ADDED = {
    "a trigger that keeps what is deleted": "CREATE TABLE kept AS SELECT * FROM entries WHERE 0; "
    "CREATE TRIGGER t AFTER DELETE ON entries BEGIN "
    "INSERT INTO kept SELECT old.clinic_id, old.couple_id, old.owner_id, old.entry_id, old.drawer_id, old.kind, "
    "old.questionnaire, old.mac, old.body; END",
    "a trigger that undoes a deletion": "CREATE TRIGGER t AFTER DELETE ON drawer_keys BEGIN "
    "INSERT INTO drawer_keys VALUES(old.clinic_id, "
    "old.couple_id, old.owner_id, old.drawer_id, old.reader_id, old.sealed_key); END",
    "a table": "CREATE TABLE more (a)",
    "a view": "CREATE VIEW v AS SELECT * FROM people",
    "an index": "CREATE INDEX i ON entries (kind)",
    "a column": "ALTER TABLE entries ADD COLUMN more TEXT",
    "a virtual table": "CREATE VIRTUAL TABLE f USING fts5(words)",
    "a column less": "ALTER TABLE blinded_lists DROP COLUMN double_blinded",
    "a table less": "DROP TABLE access_log",
    "an index less": "DROP INDEX ix_entries_digest",
    "another name": "ALTER TABLE access_log RENAME TO opened",
    "a row of the schema with no text": "PRAGMA writable_schema=ON; INSERT INTO sqlite_schema VALUES "
    "('trigger', 'x', 'entries', 0, '')",
    "a name in bytes": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET name = CAST(name AS BLOB) "
    "WHERE name = 'ix_entries_digest'",
    "a name that is a number": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET name = 7 "
    "WHERE name = 'sqlite_autoindex_entries_1'",
    "a text in bytes": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = CAST(sql AS BLOB) "
    "WHERE name = 'entries'",
    "a default": "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'kind TEXT NOT NULL', "
    "'kind TEXT NOT NULL DEFAULT ''event''') WHERE name = 'entries'",
}


def script(path: Path, statements: str) -> None:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)
        connection.commit()


@pytest.mark.parametrize("added", ADDED)
def test_a_notebook_with_more_in_it_or_less_is_not_opened(tmp_path: Path, added: str) -> None:
    open_notebook(tmp_path).close()
    script(tmp_path / "nearer.db", ADDED[added])
    before = (tmp_path / "nearer.db").read_bytes()
    for opening in (open_notebook, open_while_in_use):
        with pytest.raises(NotebookUnusable) as refusal:
            opening(tmp_path)
        assert refusal.value.code in ("schema-changed", "damaged")
        assert "nearer restore" in str(refusal.value)
    assert (tmp_path / "nearer.db").read_bytes() == before


@pytest.mark.parametrize(
    "added", ["a trigger that keeps what is deleted", "a trigger that undoes a deletion", "a view"]
)
def test_what_is_added_while_the_notebook_is_open_is_refused_before_anything_is_written_or_deleted(
    tmp_path: Path, added: str
) -> None:
    notebook = open_notebook(tmp_path)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    script(tmp_path / "nearer.db", ADDED[added])
    for act in (
        lambda: share_part(notebook, meera, Part.NOTES, Audience.ME),
        lambda: erase_me(notebook, meera, PASSPHRASE, NOW),
        lambda: read_own_responses(notebook, meera),
    ):
        with expect_refusal("schema"):
            act()
    notebook.close()


# Signing in.
def test_what_was_changed_while_nearer_was_closed_is_said_at_sign_in(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    slots = read_past_the_notebook(notebook, "SELECT * FROM slots WHERE kind = 'passphrase'")
    change_passphrase(notebook, meera, PASSPHRASE, "guess-luggage-sailor-moon")
    notebook.close()
    put_rows_back(notebook, "slots", slots)
    notebook = open_notebook(tmp_path)
    with expect_refusal("sign-in"):
        sign_in(notebook, "Meera", PASSPHRASE)
    notebook.close()


def test_everything_can_be_deleted_from_a_notebook_that_was_changed(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    write_past_the_notebook(notebook, "UPDATE responses SET week = '2026-W01'", "DELETE FROM ledgers")
    with expect_refusal("ledger"):
        read_own_responses(notebook, meera)
    assert not erase_me(notebook, meera, "another-passphrase-than-hers", NOW)
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    tables = [row[0] for row in read_past_the_notebook(notebook, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert [
        table
        for table in tables
        if meera.id.hex in repr(list(map(tuple, read_past_the_notebook(notebook, f"SELECT * FROM {table}"))))
    ] == []
    notebook.close()


def test_the_keys_of_a_partner_who_left_are_gone_before_anything_is_written(tmp_path: Path) -> None:
    """The keys of whoever left are gone at once; what the other writes next lies in drawers of their own."""
    notebook = open_notebook(tmp_path)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE + "-his", NOW).principal
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    save_new_response(notebook, meera, make_check_in(touch="some", note="for him"))
    assert [one.note for one in read_partner_responses(notebook, ravi)] == ["for him"]
    shared = {
        row[0]
        for row in read_past_the_notebook(
            notebook, "SELECT drawer_id FROM drawer_keys WHERE reader_id = :who", who=ravi.id.hex
        )
    }
    assert erase_me(notebook, ravi, PASSPHRASE + "-his", NOW)
    later = NOW + timedelta(hours=1)
    newest = find_drawers_written(
        notebook, lambda: save_new_response(notebook, meera, make_check_in(touch="much", note="for me"), later)
    )
    assert newest and not newest & shared
    notebook.close()
