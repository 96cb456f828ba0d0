"""A value that is none any more hides its own row, which is named; everybody else is read as ever."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nearer.database.row_errors import EntryBroken
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.form_drafts import read_drafts
from nearer.storage.couple.people import read_couple_members, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.assignments import AssignmentRequest, read_own_assignments, save_assignments
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.therapist_connections import read_own_therapists
from nearer.storage.therapist.unreadable_couples import read_readable_caseload
from tests.storage.attacks import expect_refusal, read_past_the_notebook, write_past_the_notebook
from tests.storage.clinic import WEEKS, connect_therapist, grant_parts, make_therapist
from tests.storage.copies import made_once
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    make_body_response,
    make_couple,
    make_new_person,
    save_new_response,
    save_weekly_check_ins,
)


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


@made_once
def two_couples(notebook: Notebook) -> tuple[Principal, Principal, Therapist]:
    """Meera and Asha, each of a couple of their own, who let the same therapist read everything."""
    (meera, _ravi), (asha, _dev) = make_couple(notebook), make_couple(notebook, "Asha", "Dev")
    rao = make_therapist(notebook)
    for who in (meera, asha):
        connect_therapist(notebook, who, rao)
        grant_parts(notebook, who)
        save_weekly_check_ins(notebook, who, 3)
        save_new_response(notebook, who, make_body_response("the body", pain="much"))
        save_assignments(notebook, rao, who.couple, [AssignmentRequest(who.id, "body", WEEK, 2)], NOW)
    read_caseload(notebook, rao, NOW, WEEKS)
    return meera, asha, rao


# What somebody writes of Meera, and the refusal by which she is left out of the caseload.
OF_MEERA = {
    "UPDATE people SET zone = 'Mars/X' WHERE person_id = :who": "client-name",
    "UPDATE people SET zone = x'00ff' WHERE person_id = :who": "client-name",
    "UPDATE people SET role = 'survivorx' WHERE person_id = :who": "client-name",
    "UPDATE people SET nickname = 'Asha' WHERE person_id = :who": "client-name",
    "UPDATE people SET public_key = zeroblob(32) WHERE person_id = :who": "client-keys",
    "UPDATE assignments SET due = '2026-Wxx' WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET due = '2026-W60' WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET due = '' WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET due = 7 WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET interval_weeks = 'x' WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET interval_weeks = 0 WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET asked = 'x' WHERE person_id = :who": "value-damaged",
    "UPDATE assignments SET asked = '0001-01-01 00:00:00.000000' WHERE person_id = :who": "value-damaged",
    "UPDATE connections SET since = 'x' WHERE person_id = :who": "value-damaged",
    "UPDATE connections SET ended = '9999-12-31 23:59:59.000000' WHERE person_id = :who": "value-damaged",
    "UPDATE scored_weeks SET body = zeroblob(99) WHERE owner_id = :who": "weeks-damaged",
    "DELETE FROM scored_weeks WHERE owner_id = :who": "weeks-damaged",
}


@pytest.mark.parametrize("change", OF_MEERA)
def test_a_couple_is_left_out_of_the_caseload_by_name_and_the_others_are_read(notebook: Notebook, change: str) -> None:
    meera, asha, rao = two_couples(notebook)
    [before] = [case for case in read_caseload(notebook, rao, NOW, WEEKS) if case.couple == asha.couple]
    write_past_the_notebook(notebook, change, who=meera.id.hex)
    caseload = read_readable_caseload(notebook, rao, NOW, WEEKS)
    assert [replace(case, answered={}) for case in caseload.cases] == [replace(before, answered={})]
    [unreadable] = caseload.unreadable
    assert (unreadable.couple, unreadable.reason.code) == (meera.couple, OF_MEERA[change])
    assert unreadable.names == tuple(
        row[0] for row in read_past_the_notebook(notebook, f"{_NICKNAME} = :who", who=meera.id.hex)
    )
    with expect_refusal(OF_MEERA[change]):
        read_caseload(notebook, rao, NOW, WEEKS)


_NICKNAME = "SELECT nickname FROM people WHERE person_id"


def test_while_nothing_is_changed_nobody_is_left_out(notebook: Notebook) -> None:
    _meera, _asha, rao = two_couples(notebook)
    caseload = read_readable_caseload(notebook, rao, NOW, WEEKS)
    assert (caseload.cases, caseload.unreadable) == (read_caseload(notebook, rao, NOW, WEEKS), ())


def test_what_is_changed_of_the_therapists_own_leaves_no_caseload(notebook: Notebook) -> None:
    _meera, _asha, rao = two_couples(notebook)
    write_past_the_notebook(notebook, "UPDATE therapists SET name = 'Dr Else'")
    with expect_refusal("therapist-account"):
        read_readable_caseload(notebook, rao, NOW, WEEKS)


def test_keys_of_a_person_left_out_of_the_caseload_are_not_remembered_as_theirs(notebook: Notebook) -> None:
    """Seen first with other keys, they would have been taken for these from then on."""
    (meera, _ravi), (asha, _dev) = make_couple(notebook), make_couple(notebook, "Asha", "Dev")
    rao = make_therapist(notebook)
    for who in (meera, asha):
        connect_therapist(notebook, who, rao)
        grant_parts(notebook, who)
    write_past_the_notebook(
        notebook, "UPDATE people SET signing_key = zeroblob(32) WHERE person_id = :who", who=meera.id.hex
    )
    before = read_past_the_notebook(notebook, "SELECT signing_key FROM people WHERE nickname = 'Ravi'")
    assert len(read_readable_caseload(notebook, rao, NOW, WEEKS).unreadable) == len(before) == 1
    with notebook.read_as_therapist(rao) as reader:
        assert len(reader.ledger.last_seen) == 1  # Asha's, whose opening was written down


# What somebody writes, and whose reading names it.
PLANTED: dict[str, tuple[Callable[[Notebook, Principal], object], str]] = {
    "UPDATE assignments SET due = '2026-Wxx'": (read_own_assignments, "value-damaged"),
    "UPDATE access_log SET day = 'not a day'": (read_access_log, "value-damaged"),
    "UPDATE access_log SET at = 'x'": (read_own_responses, ""),
    "UPDATE therapist_ledgers SET changes = 'x'": (read_own_therapists, "value-damaged"),
    "UPDATE responses SET week = 'x'": (read_own_responses, "responses"),
    "UPDATE ledgers SET changes = 'x'": (read_own_responses, "value-damaged"),
    "INSERT INTO drafts SELECT clinic_id, couple_id, owner_id, 'body', 'x', drawer_id, 1, opened, x'', x'' FROM drawers"
    " WHERE number = 1 AND part = 'own'": (read_drafts, "drafts"),
}


@pytest.mark.parametrize("change", PLANTED)
def test_a_damaged_value_on_the_caseload_is_refused_by_name_and_breaks_no_page(notebook: Notebook, change: str) -> None:
    meera, _asha, _rao = two_couples(notebook)
    read, code = PLANTED[change]
    write_past_the_notebook(notebook, change)
    if code:
        with expect_refusal(code):
            read(notebook, meera)
    else:
        read(notebook, meera)


@pytest.mark.parametrize(
    "change", ["UPDATE access_log SET day = 'not a day'", "UPDATE assignments SET due = '2026-Wxx'"]
)
def test_what_a_person_takes_along_names_what_others_wrote_and_has_the_rest(notebook: Notebook, change: str) -> None:
    meera, _asha, _rao = two_couples(notebook)
    before = read_personal_export(notebook, meera)
    write_past_the_notebook(notebook, change)
    after = read_personal_export(notebook, meera)
    assert len(after.damaged) == 1
    assert (after.responses, after.therapists) == (before.responses, before.therapists)
    assert ((after.access_days, after.assignments) == ((), before.assignments)) == ("access_log" in change)


def test_a_damaged_week_hides_its_couple_and_not_the_rest_of_the_caseload(notebook: Notebook) -> None:
    meera, _asha, rao = two_couples(notebook)
    write_past_the_notebook(
        notebook, "UPDATE responses SET week = 'x' WHERE owner_id = :who AND week != ''", who=meera.id.hex
    )
    with pytest.raises(EntryBroken):
        read_couple_record(notebook, rao, meera.couple, NOW)
    assert len(read_readable_caseload(notebook, rao, NOW, WEEKS).cases) == 2


def test_a_partners_count_that_is_no_number_is_named_as_damaged(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_body_response("the body", pain="much"))
    write_past_the_notebook(notebook, "UPDATE ledgers SET changes = 'x' WHERE owner_id = :him", him=ravi.id.hex)
    for read in (read_partner_responses, read_couple_members):
        with expect_refusal("value-damaged"):
            read(notebook, meera)


@pytest.mark.parametrize("change", ["role = 'survivorx'", "zone = 'Mars/X'", "zone = x'00'", "zone = '../etc'"])
def test_a_person_whose_role_or_time_zone_was_damaged_reads_that_at_sign_in(tmp_path: Path, change: str) -> None:
    real = open_notebook(tmp_path)
    start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW)
    write_past_the_notebook(real, f"UPDATE people SET {change}")
    with expect_refusal("person"):
        sign_in(real, "Meera", PASSPHRASE)
    real.close()
