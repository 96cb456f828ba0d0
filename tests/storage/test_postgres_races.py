"""Two processes on one PostgreSQL at the same moment: what only one may do, one does, and what both do is all there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from nearer.database.login_throttling import (
    FREE_ATTEMPTS,
    book_attempt,
    record_failed_attempt,
    take_back_attempt,
)
from nearer.database.postgres_engine import postgres_engine
from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Part, Role
from nearer.privacy.principal import Principal
from nearer.storage.couple.invitations import create_invitation, withdraw_invitation
from nearer.storage.couple.people import join_couple, read_couple_members, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_every_response
from nearer.storage.errors import CodeRefused, InvitationRefused, NameTaken
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.accounts import accept_invitation, invite_therapist, revoke_therapist
from tests.postgres_server import APP, find_binaries, running_server
from tests.storage.clinic import grant, let_in, therapist
from tests.storage.making import NOW, ZONE, check_in, couple, new_person, person, rows

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


def test_an_invitation_is_taken_once(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        meera = person(processes[0], f"Meera {number}")
        code = create_invitation(processes[0], meera, NOW)
        guests = [new_person(f"Guest {number} {which}", Role.PARTNER) for which in range(4)]
        came = at_once(
            *(partial(join_couple, processes[which % 2], code, guest, None, NOW) for which, guest in enumerate(guests))
        )
        assert sum(isinstance(one, InvitationRefused) for one in came) == 3, came
        members = read_couple_members(processes[1], meera)
        assert members.partner is not None
        assert len(rows(processes[0], "SELECT 1 FROM people WHERE couple_id = :id", id=meera.couple)) == 2


def test_an_invitation_is_taken_or_withdrawn_and_the_couple_goes_on(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        meera = person(processes[0], f"Meera {number}")
        code = create_invitation(processes[0], meera, NOW)
        guest = new_person(f"Guest {number}", Role.PARTNER)
        came, _withdrawn = at_once(
            lambda code=code, guest=guest: join_couple(processes[0], code, guest, None, NOW),
            lambda meera=meera: withdraw_invitation(processes[1], meera),
        )
        partner = read_couple_members(processes[0], meera).partner
        assert (partner is None) == isinstance(came, InvitationRefused), came


def test_a_name_is_given_once(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        name = f"Meera {number}"
        started = at_once(
            lambda name=name: start_couple(processes[0], new_person(name), None, NOW),
            lambda name=name: start_couple(processes[1], new_person(name.upper()), None, NOW),
            lambda name=name: invite_therapist(processes[1], name, NOW),
        )
        assert sum(isinstance(one, NameTaken) for one in started) == 2, started


def test_a_therapists_code_opens_one_account(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        code = invite_therapist(processes[0], f"Dr Rao {number}", NOW)
        taken = at_once(
            *(lambda code=code, one=one: accept_invitation(one, code, ZONE, None, NOW) for one in processes * 2)
        )
        assert sum(isinstance(one, CodeRefused) for one in taken) == 3, taken


def test_every_failed_try_counts_whichever_process_it_came_to(processes: tuple[Notebook, Notebook]) -> None:
    at_once(
        *(lambda one=one: [record_failed_attempt(one.engine, "name:meera", NOW) for _ in range(5)] for one in processes)
    )
    assert rows(processes[0], "SELECT failed FROM tries") == [{"failed": 10}]


def test_tries_at_once_are_as_few_as_one_after_the_other(processes: tuple[Notebook, Notebook]) -> None:
    """Three are free, and the one after them begins the wait: a fifth is not let through, however many come at once."""
    waits = at_once(*(lambda one=one: book_attempt(one.engine, ("name:meera",), NOW) for one in processes * 6))
    assert waits.count(0.0) == FREE_ATTEMPTS + 1
    assert rows(processes[0], "SELECT failed FROM tries") == [{"failed": FREE_ATTEMPTS + 1}]
    at_once(*(lambda one=one: take_back_attempt(one.engine, ("name:meera",), NOW) for one in processes))
    assert rows(processes[0], "SELECT failed FROM tries") == [{"failed": FREE_ATTEMPTS - 1}]


def test_what_both_of_a_couple_save_at_once_in_two_windows_each_is_all_there(
    processes: tuple[Notebook, Notebook],
) -> None:
    both = couple(processes[0])

    def save(notebook: Notebook, who: Principal) -> list[Any]:
        return [save_response(notebook, who, check_in(touch="some"), uuid4(), NOW) for _ in range(ROUNDS)]

    at_once(*(lambda one=one, who=who: save(one, who) for one in processes for who in both))
    assert [len(read_every_response(processes[1], who)) for who in both] == [2 * ROUNDS] * 2


def test_a_retry_in_another_process_saves_once(processes: tuple[Notebook, Notebook]) -> None:
    meera, key = person(processes[0], "Meera"), uuid4()
    at_once(*(lambda one=one: save_response(one, meera, check_in(touch="some"), key, NOW) for one in processes * 2))
    assert len(read_every_response(processes[0], meera)) == 1


def test_an_account_that_ends_while_somebody_saves_keeps_no_key(processes: tuple[Notebook, Notebook]) -> None:
    for number in range(ROUNDS):
        name = f"Dr Rao {number}"
        meera, rao = person(processes[0], f"Meera {number}"), therapist(processes[0], name)
        let_in(processes[0], meera, rao)
        at_once(
            lambda meera=meera: grant(processes[0], meera, Part.CLOSENESS),
            lambda name=name: revoke_therapist(processes[1], name, NOW),
        )
        kept = "SELECT 1 FROM therapist_keys WHERE reader_id = :id"
        assert rows(processes[0], kept, id=rao.therapist) == []
        save_response(processes[0], meera, check_in(touch="some"), uuid4(), NOW)
