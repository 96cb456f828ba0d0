"""Nearer, or its PostgreSQL, is killed while people answer: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import sys
import threading
from functools import partial

import pytest

from nearer.storage.notebook import Notebook
from tests.faults.answering import Acknowledged, AnsweringThread, check_people, people_of
from tests.faults.conftest import Rounds
from tests.faults.second_process import answer_until_killed
from tests.postgres_server import APP, CLINIC, Server, find_binaries, running_server
from tests.storage.making import make_couple
from tests.waiting import wait_until

KILLED_SERVERS, KILLED_DATABASES, PATIENCE_SECONDS = 12, 4, 30

pytestmark = [
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs a second process that starts where this one is"),
]


@pytest.fixture
def server() -> Server:
    server = running_server()
    server.empty()
    return server


@pytest.fixture
def clinic(server: Server) -> Notebook:
    return Notebook(server.engine(role=APP), demo=True, path=None)


def test_answers_one_server_confirmed_are_read_by_the_next_after_a_kill(
    server: Server, clinic: Notebook, rounds: Rounds
) -> None:
    """Both of a couple answer in a process that is killed; another one, as on another machine, has all of it."""
    make_couple(clinic)
    told = [Acknowledged(), Acknowledged()]
    for random in rounds(KILLED_SERVERS):
        server.dispose()  # a connection must not be shared with a child
        answer_until_killed(server.address(CLINIC, APP), random.randrange(20, 200), dict(enumerate(told)))
        check_people(clinic, told)
    assert sum(person.acknowledged for person in told) > KILLED_SERVERS


def test_what_was_acknowledged_survives_the_fall_of_the_database(
    server: Server, clinic: Notebook, rounds: Rounds
) -> None:
    """It falls as in a power cut, and comes back; whoever was refused tries again with the same key."""
    make_couple(clinic)
    told = [Acknowledged(), Acknowledged()]
    people = people_of(clinic)
    for random in rounds(KILLED_DATABASES):
        before, over = acknowledged(told), threading.Event()
        both = [AnsweringThread(clinic, person, heard, over) for person, heard in zip(people, told, strict=True)]
        for person in both:
            person.start()
        assert wait_until(partial(has_more, told, before), PATIENCE_SECONDS)
        both[0].moments.wait_for(random.randrange(1, 50), PATIENCE_SECONDS)
        server.kill()
        over.set()
        for person in both:
            person.join()
        server.start()
        check_people(clinic, told)


def acknowledged(told: list[Acknowledged]) -> int:
    return sum(person.acknowledged for person in told)


def has_more(told: list[Acknowledged], before: int) -> bool:
    return acknowledged(told) > before
