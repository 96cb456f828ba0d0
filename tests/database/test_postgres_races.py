"""Two processes on one PostgreSQL at the same moment: what only one may do, one does, and what both do is all there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from nearer.clinic_accounts.accounts import accept_invitation, invite_by_command, invite_therapist, revoke_by_command
from nearer.clinic_manager.account_acts import NewAccount, invite, revoke
from nearer.clinic_manager.overview import read_overview
from nearer.database.engines import reading, writing
from nearer.database.postgres_engine import postgres_engine
from nearer.database.postgres_transactions import writers_waiting
from nearer.database.row_errors import NotFound, NotSaved
from nearer.database.schema import drawer_keys, drawers, entries, people
from nearer.database.scope import BEFORE_SIGN_IN, Scope
from nearer.database.therapist_schema import access_log, clinic_trail, scored_weeks
from nearer.domain.roles_and_audiences import Part, Role
from nearer.privacy.principal import Manager, Principal, Therapist
from nearer.sign_ins.attempt_count import FREE_ATTEMPTS
from nearer.sign_ins.login_throttling import book_attempt, refund_attempt
from nearer.storage.couple.invitations import create_invitation, withdraw_invitation
from nearer.storage.couple.people import join_couple, read_couple_members, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_every_response
from nearer.storage.errors import CodeRefused, InvitationRefused, NameTaken
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_couple_record
from tests.postgres_server import APP, find_binaries, running_server
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, revoke_therapist
from tests.storage.making import NOW, ZONE, make_check_in, make_couple, make_new_person, make_person, read_rows
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
ROUNDS = 6
Acts = list[Callable[[], Any]]


@pytest.fixture
def processes() -> Iterator[tuple[Notebook, Notebook]]:
    """As two processes have it: each with its own connections, and nothing between them but the database."""
    server = running_server()
    server.empty()
    engines = [postgres_engine(server.address("clinic", APP)) for _ in range(2)]
    yield Notebook(engines[0], demo=True, path=None), Notebook(engines[1], demo=True, path=None)
    for engine in engines:
        engine.dispose()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each returns, or the error that ended it."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(20)
        try:
            return act()
        except NotSaved as refused:
            return refused

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_an_invitation_that_several_use_at_once_lets_one_in(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        meera = make_person(processes[0], f"Meera {number}")
        code = create_invitation(processes[0], meera, NOW)
        guests = [make_new_person(f"Guest {number} {which}", Role.PARTNER) for which in range(4)]
        came = at_once(
            *(partial(join_couple, processes[which % 2], code, guest, None, NOW) for which, guest in enumerate(guests))
        )
        assert sum(isinstance(one, InvitationRefused) for one in came) == 3, came
        members = read_couple_members(processes[1], meera)
        assert members.partner is not None
        assert len(read_rows(processes[0], "SELECT 1 FROM people WHERE couple_id = :id", id=meera.couple)) == 2


def test_an_invitation_is_taken_or_withdrawn_and_the_couple_goes_on(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        meera = make_person(processes[0], f"Meera {number}")
        code = create_invitation(processes[0], meera, NOW)
        guest = make_new_person(f"Guest {number}", Role.PARTNER)
        came, _withdrawn = at_once(
            lambda code=code, guest=guest: join_couple(processes[0], code, guest, None, NOW),
            lambda meera=meera: withdraw_invitation(processes[1], meera),
        )
        partner = read_couple_members(processes[0], meera).partner
        assert (partner is None) == isinstance(came, InvitationRefused), came


def test_a_name_that_several_take_at_once_is_given_to_one(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        name = f"Meera {number}"
        started = at_once(
            lambda name=name: start_couple(processes[0], make_new_person(name), None, NOW),
            lambda name=name: start_couple(processes[1], make_new_person(name.upper()), None, NOW),
            lambda name=name: invite_therapist(processes[1], name, NOW),
        )
        assert sum(isinstance(one, NameTaken) for one in started) == 2, started


def test_a_therapists_code_opens_one_account(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        code = invite_therapist(processes[0], f"Dr Rao {number}", NOW)
        taken = at_once(
            *(
                lambda code=code, notebook=notebook: accept_invitation(notebook, code, ZONE, None, NOW)
                for notebook in processes * 2
            )
        )
        assert sum(isinstance(one, CodeRefused) for one in taken) == 3, taken


def test_attempts_made_at_once_are_no_more_than_attempts_made_one_by_one(processes: tuple[Notebook, Notebook]) -> None:
    """Three are free, and the one after them begins the wait: a fifth is not let through, however many come at once."""
    waits = at_once(
        *(lambda notebook=notebook: book_attempt(notebook.engine, ("name:meera",), NOW) for notebook in processes * 6)
    )
    assert waits.count(0.0) == FREE_ATTEMPTS + 1
    assert read_rows(processes[0], "SELECT failed FROM attempts") == [{"failed": FREE_ATTEMPTS + 1}]
    at_once(
        *(lambda notebook=notebook: refund_attempt(notebook.engine, ("name:meera",), NOW) for notebook in processes)
    )
    assert read_rows(processes[0], "SELECT failed FROM attempts") == [{"failed": FREE_ATTEMPTS - 1}]


def test_everything_two_people_save_at_once_in_two_windows_each_is_there(
    processes: tuple[Notebook, Notebook],
) -> None:
    both = make_couple(processes[0])

    def save(notebook: Notebook, who: Principal) -> list[Any]:
        return [save_response(notebook, who, make_check_in(touch="some"), uuid4(), NOW) for _ in range(ROUNDS)]

    at_once(*(lambda notebook=notebook, who=who: save(notebook, who) for notebook in processes for who in both))
    assert [len(read_every_response(processes[1], who)) for who in both] == [2 * ROUNDS] * 2


def test_a_retry_in_another_process_saves_once(processes: tuple[Notebook, Notebook]) -> None:
    meera, key = make_person(processes[0], "Meera"), uuid4()
    at_once(
        *(
            lambda notebook=notebook: save_response(notebook, meera, make_check_in(touch="some"), key, NOW)
            for notebook in processes * 2
        )
    )
    assert len(read_every_response(processes[0], meera)) == 1


def test_an_account_that_ends_while_somebody_saves_keeps_no_key(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        name = f"Dr Rao {number}"
        meera, rao = make_person(processes[0], f"Meera {number}"), make_therapist(processes[0], name)
        connect_therapist(processes[0], meera, rao)
        at_once(
            lambda meera=meera: grant_parts(processes[0], meera, Part.CLOSENESS),
            lambda name=name: revoke_therapist(processes[1], name, NOW),
        )
        query = "SELECT 1 FROM therapist_keys WHERE reader_id = :id"
        assert read_rows(processes[0], query, id=rao.id) == []
        save_response(processes[0], meera, make_check_in(touch="some"), uuid4(), NOW)


def test_an_account_does_not_end_before_what_a_person_of_theirs_writes_is_written(
    processes: tuple[Notebook, Notebook],
) -> None:
    meera, rao = make_person(processes[0], "Meera"), make_therapist(processes[0], "Dr Rao")
    connect_therapist(processes[0], meera, rao)
    with ThreadPoolExecutor(1) as pool, processes[0].write_as(meera, NOW):
        ending = pool.submit(revoke_therapist, processes[1], "Dr Rao", NOW)
        assert wait_until(lambda: writers_waiting(processes[0].engine) == 1 or ending.done(), 20)
        assert not ending.done()
    assert read_rows(processes[0], "SELECT 1 FROM therapists WHERE revoked IS NULL") == []


def test_of_two_managers_who_end_each_other_at_once_one_stays(processes: tuple[Notebook, Notebook]) -> None:
    one_more = iter(range(100))
    for _round in range(ROUNDS):
        shah, sen = (_manager(processes[0], f"Manager {next(one_more)}") for _which in range(2))
        at_once(partial(_ended, processes[0], shah, sen.id), partial(_ended, processes[1], sen, shah.id))
        open_accounts = read_rows(processes[0], "SELECT therapist_id FROM therapists WHERE revoked IS NULL")
        assert len(open_accounts) == 1
        remaining = shah if str(open_accounts[0]["therapist_id"]).replace("-", "") == shah.id.hex else sen
        overview = read_overview(processes[0], remaining, NOW)
        assert overview.trail_check.is_whole
        revoke_by_command(processes[0], Manager, remaining.name, NOW)


def test_managers_who_press_at_once_both_stand_in_the_trail(processes: tuple[Notebook, Notebook]) -> None:
    shah, sen = _manager(processes[0], "Ms Shah"), _manager(processes[0], "Mr Sen")
    acts = [
        partial(invite, processes[n % 2], (shah, sen)[n % 2], NewAccount(Therapist, f"Dr {n}"), NOW) for n in range(6)
    ]
    assert all(isinstance(code, str) for code in at_once(*acts))
    same = [partial(invite, processes[n], (shah, sen)[n], NewAccount(Therapist, "Dr Rao"), NOW) for n in range(2)]
    assert all(isinstance(code, str) for code in at_once(*same)), "the later one takes the place of the earlier"
    overview = read_overview(processes[1], sen, NOW)
    assert overview.trail_check.is_whole and len(overview.trail) == 4 + 6 + 2
    assert sorted(one.name for one in overview.invitations) == [*(f"Dr {n}" for n in range(6)), "Dr Rao"]


def test_nearers_own_role_can_add_to_the_trail_and_neither_change_nor_delete_a_line(
    processes: tuple[Notebook, Notebook],
) -> None:
    _manager(processes[0], "Ms Shah")
    with writing(processes[0].engine, replace(BEFORE_SIGN_IN, manager=True)) as connection:
        assert connection.execute(update(clinic_trail).values(name="Ms Roy")).rowcount == 0
        assert connection.execute(clinic_trail.delete()).rowcount == 0
    assert [row["name"] for row in read_rows(processes[0], "SELECT name FROM clinic_trail")] == ["Ms Shah"] * 2


def test_openings_of_every_couple_are_seen_for_a_manager_alone_and_only_read(
    processes: tuple[Notebook, Notebook],
) -> None:
    rao = make_therapist(processes[0])
    meera = make_person(processes[0], "Meera")
    connect_therapist(processes[0], meera, rao)
    grant_parts(processes[0], meera)
    read_couple_record(processes[0], rao, meera.couple, NOW)
    scope = Scope(manager=True)
    with reading(processes[0].engine) as connection:
        assert connection.execute(select(access_log)).all() == []
    with writing(processes[0].engine, scope) as connection:
        assert len(connection.execute(select(access_log)).all()) == 1
        assert connection.execute(access_log.delete()).rowcount == 0
        for table in (entries, drawers, drawer_keys, people, scored_weeks):
            assert connection.execute(select(table)).all() == []


def _manager(notebook: Notebook, name: str) -> Manager:
    accepted = accept_invitation(notebook, invite_by_command(notebook, Manager, name, NOW), ZONE, None, NOW)
    assert isinstance(accepted, Manager)
    return accepted


def _ended(notebook: Notebook, manager: Manager, account: UUID) -> bool:
    try:
        revoke(notebook, manager, account, NOW)
    except NotFound:
        return False
    return True
