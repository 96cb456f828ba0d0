"""Readers and writers of one process take turns: in order, nobody for ever, and nobody lost by an error."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from nearer.database import write_queue
from nearer.database.engines import reading, writing
from nearer.database.sqlite_engines import WRITE_QUEUES
from nearer.database.write_queue import QueueTimeout, WriteQueue
from nearer.privacy.principal import Principal
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import make_check_in, make_demo_file, make_person, read_rows, save_new_response
from tests.waiting import wait_until

SECONDS = 5  # nobody waits so long in these tests


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(30) as pool:
        yield pool


def comes_into_line(queue: WriteQueue, number: int) -> None:
    """Wait until so many writers wait."""
    assert wait_until(lambda: len(queue._waiting) >= number, SECONDS)


def test_writers_come_in_the_order_in_which_they_asked(crowd: ThreadPoolExecutor) -> None:
    queue, order = WriteQueue(together=True), []

    def write(number: int) -> None:
        with queue.write():
            order.append(number)

    with queue.write():
        for number in range(20):
            crowd.submit(write, number)
            comes_into_line(queue, number + 1)
    crowd.submit(write, 20).result(SECONDS)
    assert order == list(range(21))


def test_an_error_of_one_writer_frees_the_turn_for_the_next(crowd: ThreadPoolExecutor) -> None:
    queue = WriteQueue(together=True)

    def fail() -> None:
        with queue.write():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crowd.submit(fail).result(SECONDS)
    with pytest.raises(ZeroDivisionError), queue.write():
        raise ZeroDivisionError
    with pytest.raises(ZeroDivisionError), queue.read():
        raise ZeroDivisionError
    with queue.write(), pytest.raises(ZeroDivisionError), queue.commit():
        raise ZeroDivisionError
    with queue.read(), queue.read():
        pass


def test_a_thread_that_would_wait_for_itself_gets_an_error_at_once() -> None:
    queue = WriteQueue(together=True)
    with queue.write(), pytest.raises(RuntimeError, match="open already"), queue.write():
        pass
    with queue.read(), pytest.raises(RuntimeError, match="open already"), queue.write():
        pass
    with queue.write():
        pass


def test_a_writer_who_waited_too_long_is_refused_and_the_next_one_is_served(
    crowd: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_queue, "MAX_WAIT_SECONDS", 0.1)
    queue, patient = WriteQueue(together=True), threading.Event()

    def write() -> None:
        with queue.write():
            patient.set()

    with queue.write():
        gives_up: Future[None] = crowd.submit(write)
        with pytest.raises(QueueTimeout):
            gives_up.result(SECONDS)
    assert not patient.is_set()
    crowd.submit(write).result(SECONDS)
    assert patient.is_set()


def test_while_one_commits_nobody_begins_to_read_and_who_reads_is_waited_for(crowd: ThreadPoolExecutor) -> None:
    queue, happened = WriteQueue(together=True), []
    reading_begun, may_end = threading.Event(), threading.Event()

    def read() -> None:
        with queue.read():
            reading_begun.set()
            may_end.wait(SECONDS)
            with queue.read():  # who reads already reads on, or the two would wait for each other
                happened.append("read to the end")

    def read_later() -> None:
        with queue.read():
            happened.append("read later")

    def write() -> None:
        with queue.write(), queue.commit():
            happened.append("committed")

    first = crowd.submit(read)
    reading_begun.wait(SECONDS)
    writer = crowd.submit(write)
    assert wait_until(lambda: queue._committing, SECONDS)
    later = crowd.submit(read_later)
    assert wait_until(lambda: len(queue._changed._waiters) == 2, SECONDS), "the writer, and who reads later"  # type: ignore[attr-defined]
    assert happened == []
    may_end.set()
    for turn in (first, writer, later):
        turn.result(SECONDS)
    assert happened == ["read to the end", "committed", "read later"]


@pytest.mark.parametrize("opened", ["file", "memory"])
def test_many_people_at_once_are_each_saved_and_read(opened: str, tmp_path: Path, crowd: ThreadPoolExecutor) -> None:
    notebook = make_demo_file(tmp_path) if opened == "file" else open_demo_notebook()
    people = [make_person(notebook, f"Person {number}") for number in range(20)]
    for work in [crowd.submit(_save_and_read, notebook, one) for one in people * 3]:
        work.result(60)
    assert len(read_rows(notebook, "SELECT * FROM responses")) == 60
    notebook.close()


def _save_and_read(notebook: Notebook, person: Principal) -> None:
    save_new_response(notebook, person, make_check_in(touch="some"))
    read_rows(notebook, "SELECT * FROM responses")


def test_a_write_inside_a_read_is_an_error_of_ours_and_not_a_busy_notebook(file_notebook: Notebook) -> None:
    with reading(file_notebook.engine), pytest.raises(RuntimeError), writing(file_notebook.engine):
        pass
    assert make_person(file_notebook, "Meera")


def test_no_writer_of_this_process_sleeps_in_sqlite(tmp_path: Path, crowd: ThreadPoolExecutor) -> None:
    """With no patience at all in SQLite nobody is refused, because nobody finds the file locked."""
    notebook = make_demo_file(tmp_path)
    people = [make_person(notebook, f"Person {number}") for number in range(8)]
    with ThreadPoolExecutor(8) as connections:
        ready = threading.Barrier(8)

        def impatient() -> None:
            with reading(notebook.engine) as connection:
                ready.wait(SECONDS)
                connection.exec_driver_sql("PRAGMA busy_timeout=0")

        for one in [connections.submit(impatient) for _ in range(8)]:
            one.result(SECONDS)
    for work in [crowd.submit(_save_and_read, notebook, one) for one in people * 5]:
        work.result(60)
    with closing(sqlite3.connect(tmp_path / "nearer.db")) as connection:
        assert connection.execute("SELECT count(*) FROM responses").fetchall() == [(40,)]
    notebook.close()


def test_a_commit_waits_for_its_turn_and_not_in_the_database(tmp_path: Path, crowd: ThreadPoolExecutor) -> None:
    """SQLite looks again after a while, up to a tenth of a second later; a turn comes at once."""
    notebook = make_demo_file(tmp_path)
    meera, queue = make_person(notebook, "Meera"), WRITE_QUEUES[notebook.engine]
    with reading(notebook.engine):
        writing_on = crowd.submit(save_new_response, notebook, meera, make_check_in(touch="some"))
        assert wait_until(lambda: queue._committing, SECONDS) and not writing_on.done()
    writing_on.result(SECONDS)
    notebook.close()
