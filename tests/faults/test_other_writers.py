"""Others write the same notebook: another program that does not let go, one that does, many threads of our own."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from nearer.database import sqlite_engines
from nearer.database.row_errors import NotRead
from nearer.demo.demo_couples import demo_people
from nearer.storage.couple.responses import read_own_responses
from tests.faults.answering import Acknowledged, AnsweringPerson, check_promises
from tests.faults.conftest import Rounds
from tests.faults.second_process import answer_until_killed
from tests.storage.making import make_couple, make_demo_file, make_person, open_demo_file


@pytest.fixture
def _waits_a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long, and not five seconds, until another program's lock is too much."""
    quick = tuple((name, *rest) for name, *rest in sqlite_engines.PRAGMAS if name != "busy_timeout")
    monkeypatch.setattr(sqlite_engines, "PRAGMAS", (*quick, ("busy_timeout", "100", (100,))))


@pytest.mark.usefixtures("_waits_a_tenth")
def test_while_another_program_holds_the_file_it_is_busy_by_name_and_the_retry_lands_once(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    told = Acknowledged()
    answering = AnsweringPerson(notebook, make_person(notebook, "Meera"), told.take)
    answering.answer()
    with closing(sqlite3.connect(tmp_path / "nearer.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotRead, match="busy"):
            read_own_responses(notebook, answering.person)
        other.execute("ROLLBACK")
        other.execute("BEGIN IMMEDIATE")
        answering.answer()
        answering.answer()
    answering.answer()
    notebook.close()
    assert set(told.refusals) == {"busy"} and len(told.saved) == 2 and len(set(told.tried)) == 2
    check_promises(tmp_path, [told])


def test_who_waits_for_another_program_goes_on_as_soon_as_it_lets_go(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    told = Acknowledged()
    answering = AnsweringPerson(notebook, make_person(notebook, "Meera"), told.take)
    with closing(sqlite3.connect(tmp_path / "nearer.db", isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.5, lambda: other.execute("COMMIT"))
        letting_go.start()
        begun = time.monotonic()
        answering.answer()
        assert 0.4 < time.monotonic() - begun < 4.5
        letting_go.join()
    notebook.close()
    assert not told.refusals
    check_promises(tmp_path, [told])


@pytest.mark.skipif(sys.platform == "win32", reason="a process is forked and killed")
def test_two_processes_on_one_file_lose_nothing_of_each_other(tmp_path: Path, rounds: Rounds) -> None:
    """Ravi's process is killed again and again, while Meera answers in this one."""
    notebook = make_demo_file(tmp_path)
    make_couple(notebook)
    notebook.close()
    told = [Acknowledged(), Acknowledged()]
    for random in rounds(4):
        ending = threading.Event()
        ours = threading.Thread(target=_answer_until, args=(tmp_path, told[0], ending))
        answer_until_killed(tmp_path, random.randrange(20, 150), {1: told[1]}, ours.start)
        ending.set()
        ours.join()
        check_promises(tmp_path, told)
    assert all(one.acknowledged for one in told)


def _answer_until(folder: Path, told: Acknowledged, ending: threading.Event) -> None:
    notebook = open_demo_file(folder)
    meera = min(demo_people(notebook), key=lambda person: person.nickname)
    answering = AnsweringPerson(notebook, meera, told.take)
    while not ending.wait(0.005):  # without a rest the other process hardly ever gets its turn
        answering.answer()
    notebook.close()
