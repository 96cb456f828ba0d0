"""Guessing gets slower and slower, and nobody is locked out for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from nearer.database.login_throttling import (
    LONGEST_WAIT,
    forget_failed_attempts,
    record_failed_attempt,
    seconds_to_wait,
    wait_after_failures,
)
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import NOW, demo_file, open_demo_file, rows


def fail(notebook: Notebook, times: int, bucket: str = "name:meera") -> None:
    for _ in range(times):
        record_failed_attempt(notebook.engine, bucket, NOW)


def test_the_first_tries_are_free(notebook: Notebook) -> None:
    assert seconds_to_wait(notebook.engine, "name:meera", NOW) == 0
    fail(notebook, 3)
    assert seconds_to_wait(notebook.engine, "name:meera", NOW) == 0


def test_each_further_failed_try_waits_twice_as_long(notebook: Notebook) -> None:
    waits = []
    fail(notebook, 3)
    for _ in range(4):
        fail(notebook, 1)
        waits.append(seconds_to_wait(notebook.engine, "name:meera", NOW))
    assert waits == [4, 8, 16, 32]


def test_no_wait_is_longer_than_a_quarter_of_an_hour() -> None:
    assert max(wait_after_failures(failed) for failed in (*range(100), 10**6)) == LONGEST_WAIT == timedelta(minutes=15)


def test_after_the_wait_it_goes_on(notebook: Notebook) -> None:
    fail(notebook, 40)
    assert seconds_to_wait(notebook.engine, "name:meera", NOW) == 900
    assert seconds_to_wait(notebook.engine, "name:meera", NOW + timedelta(minutes=14)) == 60
    assert seconds_to_wait(notebook.engine, "name:meera", NOW + timedelta(minutes=15)) == 0


def test_a_try_that_works_forgets_the_failed_ones(notebook: Notebook) -> None:
    fail(notebook, 10)
    forget_failed_attempts(notebook.engine, "name:meera")
    assert seconds_to_wait(notebook.engine, "name:meera", NOW) == 0


def test_each_bucket_counts_for_itself(notebook: Notebook) -> None:
    fail(notebook, 10)
    assert seconds_to_wait(notebook.engine, "name:ravi", NOW) == 0


def test_a_clock_set_back_gives_no_tries_back_and_locks_nobody_out(notebook: Notebook) -> None:
    fail(notebook, 40)
    yesterday = NOW - timedelta(days=1)
    assert seconds_to_wait(notebook.engine, "name:meera", yesterday) == 900
    assert seconds_to_wait(notebook.engine, "name:meera", yesterday + timedelta(minutes=15)) == 0
    record_failed_attempt(notebook.engine, "name:meera", yesterday + timedelta(minutes=15))
    assert seconds_to_wait(notebook.engine, "name:meera", yesterday + timedelta(minutes=15)) == 900


def test_a_clock_that_was_years_ahead_locks_nobody_out(notebook: Notebook) -> None:
    for _ in range(40):
        record_failed_attempt(notebook.engine, "name:meera", NOW + timedelta(days=3650))
    assert seconds_to_wait(notebook.engine, "name:meera", NOW) == 900
    assert seconds_to_wait(notebook.engine, "name:meera", NOW + timedelta(minutes=15)) == 0


def test_after_a_day_without_a_try_it_begins_anew(notebook: Notebook) -> None:
    fail(notebook, 40)
    record_failed_attempt(notebook.engine, "name:meera", NOW + timedelta(days=1, seconds=1))
    assert seconds_to_wait(notebook.engine, "name:meera", NOW + timedelta(days=1, seconds=1)) == 0
    assert len(rows(notebook, "SELECT * FROM tries")) == 1


def test_the_bucket_stands_hashed_in_the_notebook(notebook: Notebook) -> None:
    fail(notebook, 1, "address:192.0.2.7")
    assert "192.0.2.7" not in repr(rows(notebook, "SELECT * FROM tries"))


def test_failed_tries_are_remembered_over_a_restart(tmp_path: Path) -> None:
    first = demo_file(tmp_path)
    fail(first, 10)
    first.close()

    again = open_demo_file(tmp_path)
    assert seconds_to_wait(again.engine, "name:meera", NOW) > 0
    again.close()


def test_a_name_that_does_not_exist_is_counted_alike() -> None:
    notebook = open_demo_notebook()
    fail(notebook, 5, "name:nobody")
    assert seconds_to_wait(notebook.engine, "name:nobody", NOW) == 8
