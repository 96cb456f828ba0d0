"""A clinic's manager: invites, revokes and resets, sees counts and the trail, and can open nothing of anybody's."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from nearer.clinic_accounts.account_credentials import sign_in_account
from nearer.clinic_accounts.accounts import (
    accept_invitation,
    invite_by_command,
    invite_therapist,
    list_accounts,
    revoke_by_command,
)
from nearer.clinic_accounts.second_factor import has_authenticator
from nearer.clinic_manager.account_acts import NewAccount, invite, reset, revoke, withdraw
from nearer.clinic_manager.overview import SHOWN_WEEKS, AccountOverview, hide_few, read_overview
from nearer.clinic_manager.sign_in_counts import KEPT_WEEKS, count_sign_in
from nearer.clinic_manager.trail_check import note_trail
from nearer.database.row_errors import ChangedOutside, EntryBroken, NotFound, NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.privacy.principal import Manager, Principal, Therapist
from nearer.privacy.seal import new_key_pair
from nearer.storage.couple.people import start_couple
from nearer.storage.errors import CodeRefused, NameTaken
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.caseload import read_caseload
from nearer.storage.therapist.therapist_connections import create_therapist_code, read_own_therapists
from tests.storage import test_caseload, test_strangers
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, revoke_therapist
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    ZONE,
    find_functions_taking,
    make_check_in,
    make_new_person,
    make_person,
    read_all_rows,
    read_rows,
    save_new_response,
    tamper,
)

ASKING = find_functions_taking("manager")
DR_IYER = NewAccount(Therapist, "Dr Iyer")
ARGUMENTS: dict[str, Any] = {"new_account": DR_IYER, "account": UUID(int=3), "state": "1 00", "now": NOW}
AFTER = NOW + timedelta(hours=1)


def manager(notebook: Notebook, name: str = "Ms Shah", now: datetime = NOW) -> Manager:
    accepted = accept_invitation(notebook, invite_by_command(notebook, Manager, name, now), ZONE, None, now)
    assert isinstance(accepted, Manager)
    return accepted


@pytest.fixture
def shah(notebook: Notebook) -> Manager:
    return manager(notebook)


def of(notebook: Notebook, shah: Manager, name: str, now: datetime = AFTER) -> AccountOverview:
    """The account that somebody has now, or had last."""
    return [one for one in read_overview(notebook, shah, now).accounts if one.name == name][-1]


def trail(notebook: Notebook, shah: Manager, now: datetime = AFTER) -> list[tuple[str, str, str, str | None]]:
    lines = reversed(read_overview(notebook, shah, now).trail)
    return [(line.act, line.kind, line.name, line.by_name) for line in lines]


def test_a_manager_invites_a_therapist_who_accepts_and_the_trail_says_who_did_what(
    notebook: Notebook, shah: Manager
) -> None:
    code = invite(notebook, shah, DR_IYER, NOW)
    [sent] = read_overview(notebook, shah, NOW).invitations
    assert (sent.kind, sent.name, sent.until) == ("therapist", "Dr Iyer", NOW + timedelta(days=7))
    accepted = accept_invitation(notebook, code, ZONE, None, NOW)
    assert isinstance(accepted, Therapist)
    assert read_overview(notebook, shah, NOW).invitations == ()
    assert trail(notebook, shah) == [
        ("invited", "manager", "Ms Shah", None),
        ("accepted", "manager", "Ms Shah", "Ms Shah"),
        ("invited", "therapist", "Dr Iyer", "Ms Shah"),
        ("accepted", "therapist", "Dr Iyer", "Dr Iyer"),
    ]


def test_commands_on_the_server_write_into_the_same_trail(notebook: Notebook, shah: Manager) -> None:
    invite_therapist(notebook, "Dr Roy", NOW)
    revoke_therapist(notebook, "Dr Roy", NOW)
    make_therapist(notebook)
    revoke_therapist(notebook, "dr rao", AFTER)
    assert trail(notebook, shah)[2:] == [
        ("invited", "therapist", "Dr Roy", None),
        ("withdrawn", "therapist", "Dr Roy", None),
        ("invited", "therapist", "Dr Rao", None),
        ("accepted", "therapist", "Dr Rao", "Dr Rao"),
        ("revoked", "therapist", "Dr Rao", None),
    ]


def test_a_withdrawn_invitation_opens_nothing_and_is_withdrawn_once(notebook: Notebook, shah: Manager) -> None:
    code = invite(notebook, shah, DR_IYER, NOW)
    withdraw(notebook, shah, DR_IYER, NOW)
    with pytest.raises(CodeRefused):
        accept_invitation(notebook, code, ZONE, None, NOW)
    with pytest.raises(NotFound):
        withdraw(notebook, shah, DR_IYER, NOW)
    assert [line[0] for line in trail(notebook, shah)][2:] == ["invited", "withdrawn"]


@pytest.mark.parametrize("name", ["Dr Rao", " dr  RAO", "Grace", "Ms Shah", "Mr Sen", "", "x" * 41])
def test_nobody_is_invited_under_a_name_that_somebody_has_or_was_invited_under(
    notebook: Notebook, shah: Manager, name: str
) -> None:
    make_therapist(notebook)
    make_person(notebook, "Grace")
    invite(notebook, shah, NewAccount(Manager, "Mr Sen"), NOW)
    before = trail(notebook, shah)
    with pytest.raises(NameTaken):
        invite(notebook, shah, NewAccount(Therapist, name), NOW)
    assert trail(notebook, shah) == before


def test_a_person_cannot_take_the_name_of_a_manager(notebook: Notebook, shah: Manager) -> None:
    with pytest.raises(NameTaken):
        start_couple(notebook, make_new_person("ms shah", Role.SURVIVOR), None, NOW)


def test_revoking_ends_the_account_and_what_people_granted(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    rao, meera = make_therapist(notebook), couple[0]
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    revoke(notebook, shah, rao.id, AFTER)
    with pytest.raises(NotFound):
        read_caseload(notebook, rao, AFTER)
    assert sign_in_account(notebook, "Dr Rao", PASSPHRASE) is None
    [known] = read_own_therapists(notebook, meera)
    assert known.ended == AFTER
    assert read_rows(notebook, "SELECT 1 FROM therapist_keys") == []
    assert of(notebook, shah, "Dr Rao").revoked == AFTER
    with pytest.raises(NotFound):
        revoke(notebook, shah, rao.id, AFTER)


def test_a_reset_opens_the_name_for_new_keys_and_nothing_that_was_granted_to_the_old_ones(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    rao, meera = make_therapist(notebook), couple[0]
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    code = reset(notebook, shah, rao.id, AFTER)
    anew = accept_invitation(notebook, code, ZONE, None, AFTER)
    assert isinstance(anew, Therapist)
    assert (anew.name, has_authenticator(notebook, anew)) == ("Dr Rao", False)
    assert anew.id != rao.id and anew.keys.public != rao.keys.public
    assert read_caseload(notebook, anew, AFTER) == ()
    with pytest.raises(NotFound):
        read_caseload(notebook, rao, AFTER)
    assert trail(notebook, shah)[-3:] == [
        ("reset", "therapist", "Dr Rao", "Ms Shah"),
        ("invited", "therapist", "Dr Rao", "Ms Shah"),
        ("accepted", "therapist", "Dr Rao", "Dr Rao"),
    ]


def test_a_managers_account_is_not_reset_and_ones_own_not_ended(notebook: Notebook, shah: Manager) -> None:
    sen = manager(notebook, "Mr Sen")
    with pytest.raises(NotFound):
        reset(notebook, shah, sen.id, NOW)
    for act in (revoke, reset):
        with pytest.raises(NotSaved, match="your own account"):
            act(notebook, shah, shah.id, NOW)
    assert of(notebook, shah, "Mr Sen").revoked is None and of(notebook, shah, "Ms Shah").revoked is None


def test_of_two_managers_who_end_each_other_one_stays_and_the_server_can_always_invite(
    notebook: Notebook, shah: Manager
) -> None:
    sen = manager(notebook, "Mr Sen")
    revoke(notebook, shah, sen.id, NOW)
    with pytest.raises(NotFound):
        revoke(notebook, sen, shah.id, NOW)
    revoke_by_command(notebook, Manager, "Ms Shah", NOW)
    with pytest.raises(NotFound):
        read_overview(notebook, shah, NOW)
    assert read_overview(notebook, manager(notebook, "Ms Shah"), NOW).trail_check.is_whole


def test_a_command_for_managers_or_therapists_ends_only_accounts_and_invitations_of_that_kind(
    notebook: Notebook, shah: Manager
) -> None:
    make_therapist(notebook)
    invite(notebook, shah, DR_IYER, NOW)
    for kind, name in ((Therapist, "Ms Shah"), (Manager, "Dr Rao"), (Manager, "Dr Iyer")):
        with pytest.raises(NotFound):
            revoke_by_command(notebook, kind, name, NOW)
    assert [one.name for one in list_accounts(notebook, Manager)] == ["Ms Shah"]
    assert [one.name for one in list_accounts(notebook, Therapist)] == ["Dr Rao", "Dr Iyer"]


def test_sign_ins_are_counted_by_week_and_the_last_day_is_known(notebook: Notebook, shah: Manager) -> None:
    rao = make_therapist(notebook)
    assert of(notebook, shah, "Dr Rao").last_sign_in is None
    for weeks in (1, 1, 0, 0, 0):
        count_sign_in(notebook, rao, NOW - timedelta(weeks=weeks))
    seen = of(notebook, shah, "Dr Rao", NOW)
    assert seen.sign_ins == (*(0,) * (SHOWN_WEEKS - 2), 2, 3)
    assert seen.last_sign_in == NOW.astimezone(UTC).date()
    assert of(notebook, shah, "Ms Shah", NOW).sign_ins == (0,) * SHOWN_WEEKS


def test_a_day_of_signing_in_goes_after_twelve_weeks(notebook: Notebook, shah: Manager) -> None:
    rao = make_therapist(notebook)
    count_sign_in(notebook, rao, NOW - timedelta(weeks=KEPT_WEEKS, days=1))
    assert of(notebook, shah, "Dr Rao", NOW).last_sign_in == (NOW - timedelta(weeks=KEPT_WEEKS, days=1)).date()
    count_sign_in(notebook, rao, NOW)
    [row] = read_rows(notebook, "SELECT day FROM sign_ins")
    assert row["day"] == NOW.date().isoformat()


def test_openings_are_counted_in_couples_by_week_and_numbers_under_five_are_not_given(
    notebook: Notebook, shah: Manager
) -> None:
    rao = make_therapist(notebook)
    people = [make_person(notebook, f"Person {number}") for number in range(6)]
    for one in people:
        connect_therapist(notebook, one, rao)
    for day, couples in ((NOW, 5), (NOW - timedelta(weeks=1), 4), (NOW - timedelta(weeks=2), 6)):
        for one in people[:couples]:
            _opened(notebook, one, rao, day, "pages")
        for one in people:  # all of them stand on the caseload
            _opened(notebook, one, rao, day, "caseload")
        again = Week.of(day.date()).monday() + timedelta(days=(day.weekday() + 1) % 7)
        _opened(notebook, people[0], rao, datetime.combine(again, time(), UTC), "pages")  # the same couple, another day
    assert of(notebook, shah, "Dr Rao", NOW).couples_opened == (*(None,) * (SHOWN_WEEKS - 3), 6, None, 5)
    assert [hide_few(couples) for couples in (0, 1, 4, 5)] == [None, None, None, 5]


def _opened(notebook: Notebook, person: Principal, rao: Therapist, day: datetime, what: str) -> None:
    values = {"couple": person.couple, "person": person.id, "therapist": rao.id}
    ids = {name: value.hex for name, value in values.items()}
    written = f"'{ids['couple']}', '{ids['person']}', '{ids['therapist']}', '{what}', '{day.date()}'"
    tamper(
        notebook,
        "INSERT INTO access_log (clinic_id, couple_id, person_id, therapist_id, what, day, at)"
        f" VALUES ('home', {written}, '2026-01-01 00:00:00')",
    )


def test_no_page_of_a_manager_names_a_person_or_a_couple(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    rao = make_therapist(notebook)
    for person in couple:
        connect_therapist(notebook, person, rao)
        grant_parts(notebook, person)
        save_new_response(notebook, person, make_check_in(touch="much", note="only ours"))
    told = repr(read_overview(notebook, shah, AFTER))
    for one in couple:
        assert all(text not in told for text in (one.nickname, one.couple.hex, str(one.id), one.id.hex))
    assert "only ours" not in told and "much" not in told


@pytest.mark.only_sqlite
@pytest.mark.parametrize("name", ASKING)
def test_a_manager_who_is_revoked_unknown_or_has_other_keys_reads_nothing_and_changes_nothing(
    notebook: Notebook, shah: Manager, name: str
) -> None:
    sen, rao = manager(notebook, "Mr Sen"), make_therapist(notebook)
    revoke(notebook, shah, sen.id, NOW)
    before = read_all_rows(notebook)
    as_manager = Manager(rao.clinic, rao.id, rao.name, rao.zone, rao.keys)
    strangers = (replace(shah, keys=new_key_pair()), replace(shah, id=uuid4()), replace(shah, clinic="elsewhere"))
    for stranger in (*strangers, sen, as_manager, manager(open_demo_notebook())):
        with pytest.raises(NotFound):
            _ask(ASKING[name], notebook, stranger, {**ARGUMENTS, "account": rao.id})
    assert read_all_rows(notebook) == before


def test_every_function_that_acts_for_a_manager_is_in_the_check_that_no_stranger_may_use_it() -> None:
    assert len(ASKING) == 7
    for function in ASKING.values():
        assert set(inspect.signature(function).parameters) - {"notebook", "manager"} <= set(ARGUMENTS)


@pytest.mark.only_sqlite
@pytest.mark.parametrize("name", [*find_functions_taking("principal"), *find_functions_taking("therapist")])
def test_with_a_managers_keys_every_reader_of_couples_and_therapists_refuses(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal], name: str
) -> None:
    """As a person of the couple, as a therapist who has the manager's id and keys, and as they are."""
    connect_therapist(notebook, couple[0], make_therapist(notebook))
    before = read_all_rows(notebook)
    of_person = find_functions_taking("principal").get(name)
    as_person = replace(couple[0], id=shah.id, keys=shah.keys)
    as_therapist = Therapist(shah.clinic, shah.id, shah.name, shah.zone, shah.keys)
    with pytest.raises(NotFound):
        if of_person is not None:
            _ask(of_person, notebook, as_person, test_strangers.ARGUMENTS)
        else:
            known = test_caseload.arguments(couple[0].couple, couple[0].id)
            _ask(find_functions_taking("therapist")[name], notebook, as_therapist, known)
    assert read_all_rows(notebook) == before


def test_no_code_leads_to_a_manager_so_nobody_can_let_one_in(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    as_therapist = Therapist(shah.clinic, shah.id, shah.name, shah.zone, shah.keys)
    with pytest.raises(NotFound):
        create_therapist_code(notebook, as_therapist, NOW)
    assert read_own_therapists(notebook, couple[0]) == ()


@pytest.mark.only_sqlite
def test_a_code_put_into_the_file_leads_no_person_to_a_manager(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    rao = make_therapist(notebook)
    code = create_therapist_code(notebook, rao, NOW)
    tamper(notebook, f"UPDATE therapist_codes SET therapist_id = '{shah.id.hex}'")
    with pytest.raises(CodeRefused):
        find_functions_taking("principal")["read_therapist_offer"](notebook, couple[0], code, NOW)


TRAIL_CHANGES = [
    "UPDATE clinic_trail SET name = 'Dr Ray' WHERE number = 3",
    "UPDATE clinic_trail SET by_name = NULL WHERE number = 3",
    "UPDATE clinic_trail SET at = '2020-01-01 00:00:00.000000' WHERE number = 3",
    "UPDATE clinic_trail SET digest = zeroblob(32) WHERE number = 3",
    "UPDATE clinic_trail SET name = CAST('Dr Ray' AS BLOB) WHERE number = 3",
    "DELETE FROM clinic_trail WHERE number = 3",
    "DELETE FROM clinic_trail WHERE number = 4",
    "DELETE FROM clinic_trail",
    "UPDATE clinic_trail SET number = 9 WHERE number = 4",
    "INSERT INTO clinic_trail SELECT clinic_id, (SELECT max(number) + 1 FROM clinic_trail), at, act, kind, name,"
    " account_id, by_name, digest FROM clinic_trail WHERE number = 4",
]


@pytest.mark.only_sqlite
@pytest.mark.parametrize("change", TRAIL_CHANGES)
def test_a_line_of_the_trail_that_is_changed_taken_away_or_put_in_is_noticed(
    notebook: Notebook, shah: Manager, change: str
) -> None:
    accept_invitation(notebook, invite(notebook, shah, DR_IYER, NOW), ZONE, None, NOW)
    assert is_whole(notebook, shah)
    tamper(notebook, change)
    assert not is_whole(notebook, shah)
    assert not is_whole(notebook, shah), "and what is wrong is not pinned"


def is_whole(notebook: Notebook, shah: Manager) -> bool:
    return read_overview(notebook, shah, NOW).trail_check.is_whole


def notes(notebook: Notebook, shah: Manager) -> None:
    """The manager has read the page, and says that they know."""
    note_trail(notebook, shah, read_overview(notebook, shah, NOW).trail_check.state, AFTER)


@pytest.mark.only_sqlite
@pytest.mark.parametrize("change", TRAIL_CHANGES)
def test_a_change_of_the_trail_is_noted_once_by_each_manager_and_the_trail_says_by_whom(
    notebook: Notebook, shah: Manager, change: str
) -> None:
    accept_invitation(notebook, invite(notebook, shah, DR_IYER, NOW), ZONE, None, NOW)
    sen = manager(notebook, "Mr Sen")
    assert is_whole(notebook, shah) and is_whole(notebook, sen)
    tamper(notebook, change)
    notes(notebook, shah)
    assert is_whole(notebook, shah) and not is_whole(notebook, sen)
    assert trail(notebook, shah)[-1] == ("noted", "manager", "Ms Shah", "Ms Shah")
    assert read_overview(notebook, shah, NOW).trail_check.noted == AFTER
    assert read_overview(notebook, sen, NOW).trail_check.noted is None
    notes(notebook, sen)
    invite(notebook, shah, NewAccount(Therapist, "Dr Roy"), AFTER)
    assert is_whole(notebook, shah) and is_whole(notebook, sen)
    assert [line[0] for line in trail(notebook, shah)][-3:] == ["noted", "noted", "invited"]


@pytest.mark.only_sqlite
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE clinic_trail SET name = 'Dr Ray' WHERE number = 2",
        "UPDATE clinic_trail SET name = 'Dr Iyer' WHERE number = 3",
        "DELETE FROM clinic_trail WHERE number = 1",
        "DELETE FROM clinic_trail WHERE act = 'noted'",
        "UPDATE clinic_trail SET by_name = 'Mr Sen' WHERE act = 'noted'",
        "DELETE FROM clinic_trail WHERE number = 6",
    ],
)
def test_what_is_changed_after_a_manager_noted_a_change_is_noticed_anew(
    notebook: Notebook, shah: Manager, change: str
) -> None:
    """Lines from before, which are the same again too; the line that says so; and lines that follow."""
    accept_invitation(notebook, invite(notebook, shah, DR_IYER, NOW), ZONE, None, NOW)
    assert is_whole(notebook, shah)
    tamper(notebook, "UPDATE clinic_trail SET name = 'Dr Ray' WHERE number = 3")
    notes(notebook, shah)
    invite(notebook, shah, NewAccount(Therapist, "Dr Roy"), AFTER)
    assert is_whole(notebook, shah)
    tamper(notebook, change)
    assert not is_whole(notebook, shah)
    notes(notebook, shah)
    assert is_whole(notebook, shah)


@pytest.mark.only_sqlite
def test_only_the_lines_that_were_on_the_page_are_noted_and_a_whole_trail_gets_no_line(
    notebook: Notebook, shah: Manager
) -> None:
    notes(notebook, shah)
    assert [line[0] for line in trail(notebook, shah)] == ["invited", "accepted"]
    tamper(notebook, "UPDATE clinic_trail SET name = 'Dr Ray' WHERE number = 1")
    state = read_overview(notebook, shah, NOW).trail_check.state
    tamper(notebook, "UPDATE clinic_trail SET name = 'Dr Ray' WHERE number = 2")
    with pytest.raises(NotSaved, match="changed again"):
        note_trail(notebook, shah, state, NOW)
    assert [line[0] for line in trail(notebook, shah)] == ["invited", "accepted"]
    assert not is_whole(notebook, shah)


@pytest.mark.only_sqlite
def test_a_trail_written_anew_from_its_beginning_is_noticed_by_whoever_saw_it(
    notebook: Notebook, shah: Manager
) -> None:
    assert read_overview(notebook, shah, NOW).trail_check.is_whole
    tamper(notebook, "DELETE FROM clinic_trail")
    invite_therapist(notebook, "Dr Ray", NOW)
    invite_therapist(notebook, "Dr Roy", NOW)
    assert not read_overview(notebook, shah, NOW).trail_check.is_whole
    assert read_overview(notebook, manager(notebook, "Mr Sen"), NOW).trail_check.is_whole, (
        "who never saw the lines that went"
    )


@pytest.mark.only_sqlite
def test_a_therapist_made_a_manager_in_the_file_is_refused_and_so_is_a_kind_that_is_none(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Rao", NOW)
    accept_invitation(notebook, code, ZONE, PASSPHRASE, NOW)
    tamper(notebook, "UPDATE therapists SET kind = 'manager'")
    with pytest.raises(ChangedOutside):
        sign_in_account(notebook, "Dr Rao", PASSPHRASE)
    tamper(notebook, "UPDATE therapists SET kind = 'owner'")
    with pytest.raises(EntryBroken):
        sign_in_account(notebook, "Dr Rao", PASSPHRASE)


def _ask(function: Callable[..., Any], notebook: Notebook, asker: Any, known: dict[str, Any]) -> Any:
    names = list(inspect.signature(function).parameters)[2:]
    return function(notebook, asker, **{name: known[name] for name in names})
