"""The database is killed while people answer, and its standby takes its place: nothing acknowledged is lost."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from nearer.database.postgres_engine import postgres_engine
from nearer.storage.notebook import Notebook
from tests.faults.answering import Acknowledged, AnsweringThread, check_people, people_of
from tests.faults.conftest import Rounds, stopped_after
from tests.postgres_server import CLINIC, find_binaries
from tests.postgres_standby import Primary, Standby, address_of_both
from tests.storage.making import make_couple
from tests.waiting import wait_until

PATIENCE_SECONDS = 60
WAITING_FOR_A_STANDBY = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

pytestmark = [
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="needs processes that end by a signal"),
    stopped_after(300),
]


@contextmanager
def two_databases() -> Iterator[tuple[Primary, Standby]]:
    binaries = find_binaries()
    assert binaries is not None
    with ExitStack() as ending:
        primary = Primary(binaries)
        ending.callback(primary.close)
        primary.new_clinic()
        primary.dispose()
        standby = Standby(primary)
        ending.callback(standby.close)
        primary.wait_for(standby)
        yield primary, standby


class Person(AnsweringThread):
    """Somebody who answers without end, and tries again what was refused."""

    def __init__(self, notebook: Notebook, number: int, over: threading.Event) -> None:
        super().__init__(notebook, people_of(notebook)[number], Acknowledged(), over)
        self.at = [time.monotonic()]

    def hear(self, line: str) -> None:
        super().hear(line)
        if line.startswith(("saved", "kept")):
            self.at.append(time.monotonic())
        elif line.startswith("refused"):
            self.over.wait(0.05)

    def wait_for_more(self) -> float:
        """When the next answer was acknowledged, seen from now."""
        number = len(self.at)
        assert wait_until(lambda: len(self.at) >= number + 4, PATIENCE_SECONDS), "nobody could answer"
        return self.at[number]


def test_what_was_acknowledged_is_in_the_standby_that_takes_the_place_of_the_database(
    rounds: Rounds, interrupted: Callable[[list[float]], None]
) -> None:
    """Killed at once, as a machine that burns; people have the address of both, and do nothing but try again."""
    seconds = []
    for random in rounds(1):
        with two_databases() as (primary, standby):
            notebook = Notebook(postgres_engine(address_of_both(primary, standby)), demo=True, path=None)
            make_couple(notebook)
            over = threading.Event()
            people = [Person(notebook, number, over) for number in (0, 1)]
            for person in people:
                person.start()
            people[0].wait_for_more()
            people[0].moments.wait_for(random.randrange(1, 40), PATIENCE_SECONDS)
            primary.process.kill()
            killed = time.monotonic()
            standby.promote()
            seconds += [person.wait_for_more() - killed for person in people]
            over.set()
            for person in people:
                person.join()
            check_people(notebook, [person.told for person in people])
            assert standby.execute("SELECT pg_is_in_recovery()", CLINIC) == [(False,)]
            notebook.engine.dispose()
    interrupted(seconds)


def test_without_its_standby_nothing_is_said_to_be_saved() -> None:
    """COMMIT waits: what would be on one disk only is acknowledged once the standby is back."""
    with two_databases() as (primary, standby):
        notebook = Notebook(postgres_engine(address_of_both(primary, standby)), demo=True, path=None)
        make_couple(notebook)
        standby.kill()
        over = threading.Event()
        person = Person(notebook, 0, over)
        person.start()
        assert wait_until(lambda: primary.execute(WAITING_FOR_A_STANDBY, CLINIC) == [(1,)], 30)
        assert person.told.acknowledged == 0 and person.told.tried_draft == 1
        standby.start()
        person.wait_for_more()
        over.set()
        person.join()
        check_people(notebook, [person.told, Acknowledged()])
        notebook.engine.dispose()


def test_answers_that_the_standby_does_not_wait_for_would_be_noticed() -> None:
    """The promise is the setting's: without it a standby that was away is promoted without the last answers."""
    with two_databases() as (primary, standby):
        notebook = Notebook(postgres_engine(address_of_both(primary, standby)), demo=True, path=None)
        make_couple(notebook)
        primary.execute("ALTER SYSTEM RESET synchronous_standby_names")
        primary.execute("SELECT pg_reload_conf()")
        standby.kill()
        over = threading.Event()
        person = Person(notebook, 0, over)
        person.start()
        person.wait_for_more()
        over.set()
        person.join()
        primary.process.kill()
        standby.start()
        standby.promote()
        with pytest.raises(AssertionError, match="gone|not the one"):
            check_people(notebook, [person.told, Acknowledged()])
        notebook.engine.dispose()
