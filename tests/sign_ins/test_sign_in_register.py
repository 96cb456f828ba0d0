"""Which sign-ins are open at all servers of a clinic: listed and ended anywhere, found by nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from nearer.database.engines import reading, writing
from nearer.database.postgres_engine import postgres_engine
from nearer.database.row_errors import NotRead, NotSaved
from nearer.database.schema import open_sign_ins
from nearer.database.scope import Scope
from nearer.privacy.seal import KeyPair, new_key_pair
from nearer.privacy.vault import Vault, session_name
from nearer.sign_ins.sign_in_register import Party, SignInRegister
from nearer.storage.notebook import Notebook
from tests.postgres_server import APP, CLINIC, Server, find_binaries
from tests.storage.making import make_demo_file
from tests.web.running import Clock

IDLE_SECONDS = 300.0
on_postgres = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")


@dataclass(frozen=True)
class Somebody:
    """A person who signs in."""

    who: UUID = field(default_factory=uuid4)
    keys: KeyPair = field(default_factory=new_key_pair)


class OneServer:
    """A server with its own memory and connections."""

    def __init__(self, notebook: Notebook, clock: Clock) -> None:
        self.vault: Vault[Party] = Vault(clock.monotonic)
        self.register = SignInRegister(self.vault, notebook, clock.utc)

    def sign_in(self, party: Party) -> str:
        token = self.vault.open(party, IDLE_SECONDS)
        self.register.enter(token, party)
        return token

    def is_open(self, token: str) -> bool:
        return self.vault.find(token, touch=False) is not None

    def names(self, party: Party) -> set[str]:
        return {session.name for session in self.register.sessions(party)}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two(database: Server, clock: Clock) -> Iterator[tuple[OneServer, OneServer]]:
    engines = [postgres_engine(database.address(CLINIC, APP)) for _ in range(2)]
    first, second = (OneServer(Notebook(engine, demo=False, path=None), clock) for engine in engines)
    yield first, second
    for engine in engines:
        engine.dispose()


def rows(database: Server, *columns: str) -> list[tuple[object, ...]]:
    return database.execute(f"SELECT {', '.join(columns)} FROM open_sign_ins ORDER BY opened, session_name", CLINIC)


@on_postgres
def test_two_servers_list_the_sign_ins_at_both_with_their_times(two: tuple[OneServer, OneServer], clock: Clock) -> None:
    first, second = two
    meera = Somebody()
    early = first.sign_in(meera)
    clock.pass_by(minutes=2)
    late = second.sign_in(meera)
    clock.pass_by(seconds=30)
    for server in two:
        listed = [(one.name, one.opened_ago, one.used_ago) for one in server.register.sessions(meera)]
        assert listed == [(session_name(late), 30, 30), (session_name(early), 150, 150)]


@on_postgres
def test_a_sign_in_ended_at_another_server_is_closed_at_the_next_look_and_no_other_is(
    two: tuple[OneServer, OneServer],
) -> None:
    first, second = two
    meera, ravi = Somebody(), Somebody()
    opened, there, his = first.sign_in(meera), second.sign_in(meera), second.sign_in(ravi)
    first.register.end(ravi, session_name(there))  # not his
    second.register.look()
    assert second.is_open(there)
    first.register.end(meera, session_name(there))
    second.register.look()
    assert (first.is_open(opened), second.is_open(there), second.is_open(his)) == (True, False, True)
    assert first.names(meera) == second.names(meera) == {session_name(opened)}


@on_postgres
def test_ending_all_sign_ins_leaves_the_one_that_stays_and_everybody_elses(two: tuple[OneServer, OneServer]) -> None:
    first, second = two
    meera, ravi = Somebody(), Somebody()
    stays, ends = first.sign_in(meera), first.sign_in(meera)
    there, his = second.sign_in(meera), second.sign_in(ravi)
    first.register.end_others(meera, session_name(stays))
    for server in two:
        server.register.look()
    assert (first.is_open(stays), first.is_open(ends)) == (True, False)
    assert (second.is_open(there), second.is_open(his)) == (False, True)
    assert second.names(meera) == {session_name(stays)}


@on_postgres
def test_a_click_writes_nothing_and_a_minute_of_clicks_one_row(
    two: tuple[OneServer, OneServer], database: Server, clock: Clock
) -> None:
    first, second = two
    meera = Somebody()
    token = first.sign_in(meera)
    written = rows(database, "xmin", "used")
    for _ in range(59):
        clock.pass_by(seconds=1)
        first.vault.find(token)
        first.register.look()
    assert rows(database, "xmin", "used") == written
    clock.pass_by(seconds=1)
    first.register.look()
    [session] = second.register.sessions(meera)
    assert (session.opened_ago, session.used_ago) == (60, 1)
    later = rows(database, "xmin", "used")
    for _ in range(100):
        clock.pass_by(seconds=2)
        first.register.look()
    assert rows(database, "xmin", "used") == later, "nobody used it"


@on_postgres
def test_a_sign_in_that_is_used_all_day_stays_open_and_listed(two: tuple[OneServer, OneServer], clock: Clock) -> None:
    first, second = two
    meera = Somebody()
    token = first.sign_in(meera)
    for _ in range(100):
        clock.pass_by(minutes=4)
        assert first.vault.find(token) is not None
        for server in two:
            server.register.look()
        assert second.names(meera) == {session_name(token)}


@on_postgres
def test_a_sign_in_that_ran_out_is_gone_from_the_list_and_the_table(
    two: tuple[OneServer, OneServer], database: Server, clock: Clock
) -> None:
    first, second = two
    meera = Somebody()
    first.sign_in(meera)
    first.vault.close_where(lambda _party: True)
    first.register.look()
    assert rows(database, "session_name") == [] and second.names(meera) == set()


@on_postgres
def test_sign_ins_of_a_server_that_fell_are_listed_until_their_time_is_over_and_then_forgotten(
    two: tuple[OneServer, OneServer], database: Server, clock: Clock
) -> None:
    first, second = two
    meera = Somebody()
    first.sign_in(meera)
    assert len(second.names(meera)) == 1
    clock.pass_by(seconds=IDLE_SECONDS + 60)
    assert second.names(meera) == set()
    second.register.look()
    assert len(rows(database, "session_name")) == 1, "another server's clock may be behind"
    clock.pass_by(hours=1)
    second.register.look()
    assert rows(database, "session_name") == []


@on_postgres
def test_while_the_database_is_away_people_stay_signed_in_and_what_was_asked_is_done_later(
    two: tuple[OneServer, OneServer], database: Server
) -> None:
    first, second = two
    meera = Somebody()
    there = second.sign_in(meera)
    database.kill()
    try:
        first.register.end_all(meera)
        opened = first.sign_in(meera)
        for server in two:
            server.register.look()
        assert first.is_open(opened) and second.is_open(there)
        with pytest.raises(NotRead):
            first.register.sessions(meera)
        with pytest.raises(NotSaved):
            first.register.end(meera, session_name(there))
    finally:
        database.start()
    for server in (first, second, first):
        server.register.look()
    assert first.is_open(opened) and not second.is_open(there), "what was opened after it stays"
    assert second.names(meera) == {session_name(opened)}


@on_postgres
def test_a_row_of_the_sign_in_register_names_nobody_and_a_planted_one_is_in_nobodys_list(
    two: tuple[OneServer, OneServer], database: Server, clock: Clock
) -> None:
    first, _second = two
    meera, ravi = Somebody(), Somebody()
    token = first.sign_in(meera)
    [stored] = rows(database, "*")
    assert not {meera.who, meera.who.hex, meera.keys.public, token} & set(stored)
    assert set(open_sign_ins.c.keys()) == {"clinic_id", "session_name", "owner_mac", "opened", "used", "until"}
    planted = {"owner_mac": ravi.keys.public, "opened": clock.now, "used": clock.now, "until": clock.now}
    with writing(first.register._engine) as connection:
        connection.execute(open_sign_ins.insert(), {"clinic_id": "home", "session_name": "0" * 16} | planted)
    assert first.names(meera) == {session_name(token)} and first.names(ravi) == set()
    with reading(first.register._engine, Scope("another clinic")) as connection:
        assert connection.execute(select(open_sign_ins)).all() == []


@on_postgres
def test_new_keys_find_nothing_that_was_opened_with_the_old_ones(two: tuple[OneServer, OneServer]) -> None:
    first, second = two
    before = Somebody()
    first.sign_in(before)
    assert second.names(Somebody(before.who)) == set()


def test_a_notebook_in_a_file_has_one_server_and_writes_no_sign_in_register(tmp_path: Path, clock: Clock) -> None:
    notebook = make_demo_file(tmp_path / "home")
    only = OneServer(notebook, clock)
    meera = Somebody()
    stays, ends = only.sign_in(meera), only.sign_in(meera)
    assert only.names(meera) == {session_name(stays), session_name(ends)}
    only.register.end_others(meera, session_name(stays))
    clock.pass_by(minutes=2)
    only.register.look()
    assert (only.is_open(stays), only.is_open(ends)) == (True, False)
    only.register.end(Somebody(), session_name(stays))
    assert only.is_open(stays) and only.names(Somebody()) == set()
    only.register.end(meera, session_name(stays))
    assert not only.is_open(stays)
    with reading(notebook.engine) as connection:
        assert connection.execute(select(open_sign_ins)).all() == []
    assert notebook.changes == 0
    notebook.close()
