"""Guessing gets slower and slower, and nobody is locked out for good."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from nearer.database.engines import writing
from nearer.database.schema import attempts
from nearer.sign_ins.attempt_count import MAX_WAIT, wait_after_failures
from nearer.sign_ins.login_throttling import book_attempt, forget_failed_attempts, refund_attempt
from nearer.storage.notebook import Notebook, open_demo_notebook
from tests.storage.making import NOW, make_demo_file, open_demo_file, read_rows


def fail(notebook: Notebook, times: int, bucket: str = "name:meera", start: datetime = NOW) -> datetime:
    """So many attempts that fail, each as soon as it may be made; when the last one was."""
    when = start
    for _ in range(times):
        while wait := book_attempt(notebook.engine, (bucket,), when):
            when += timedelta(seconds=wait)
    return when


def test_the_first_attempts_are_free_and_the_next_one_begins_the_wait(notebook: Notebook) -> None:
    attempts = [book_attempt(notebook.engine, ("name:meera",), NOW) for _ in range(5)]
    assert attempts == [0, 0, 0, 0, 4]


def test_each_further_failed_try_waits_twice_as_long(notebook: Notebook) -> None:
    waits, when = [], fail(notebook, 3)
    for _ in range(4):
        when = fail(notebook, 1, start=when)
        waits.append(book_attempt(notebook.engine, ("name:meera",), when))
    assert waits == [4, 8, 16, 32]


def test_no_wait_is_longer_than_a_quarter_of_an_hour() -> None:
    assert (
        max(wait_after_failures(failed, bucket="") for failed in (*range(100), 10**6))
        == MAX_WAIT
        == timedelta(minutes=15)
    )


def wait_of(notebook: Notebook, when: datetime, name: str = "meera") -> float:
    """Seconds until an attempt at this name may be made; where it may, it was counted."""
    return book_attempt(notebook.engine, (f"name:{name}",), when)


def test_after_the_wait_of_a_quarter_of_an_hour_signing_in_goes_on(notebook: Notebook) -> None:
    last = fail(notebook, 40)
    assert wait_of(notebook, last) == 900
    assert wait_of(notebook, last + timedelta(minutes=14)) == 60
    assert wait_of(notebook, last + timedelta(minutes=15)) == 0


def test_a_sign_in_that_works_forgets_the_failed_ones(notebook: Notebook) -> None:
    last = fail(notebook, 10)
    forget_failed_attempts(notebook.engine, "name:meera")
    assert wait_of(notebook, last) == 0


def test_a_sign_in_that_works_is_not_counted_and_earlier_failures_still_are(notebook: Notebook) -> None:
    last = fail(notebook, 4) + timedelta(seconds=4)
    assert wait_of(notebook, last) == 0
    refund_attempt(notebook.engine, ("name:meera",), last)
    assert wait_of(notebook, last) == 0
    assert wait_of(notebook, last) == 8


def test_attempts_under_one_name_make_no_other_name_wait(notebook: Notebook) -> None:
    assert wait_of(notebook, fail(notebook, 10), "ravi") == 0


def test_a_clock_set_back_gives_no_attempts_back_and_locks_nobody_out(notebook: Notebook) -> None:
    yesterday = fail(notebook, 40) - timedelta(days=1)
    assert wait_of(notebook, yesterday) == 900
    assert wait_of(notebook, yesterday + timedelta(minutes=15)) == 0
    assert wait_of(notebook, yesterday + timedelta(minutes=15)) == 900


def test_a_clock_that_was_years_ahead_locks_nobody_out(notebook: Notebook) -> None:
    fail(notebook, 40, start=NOW + timedelta(days=3650))
    assert wait_of(notebook, NOW) == 900
    assert wait_of(notebook, NOW + timedelta(minutes=15)) == 0


def test_no_wait_is_longer_than_the_failed_attempts_ask_for(notebook: Notebook) -> None:
    last = fail(notebook, 5)
    with writing(notebook.engine) as connection:
        connection.execute(attempts.update().values(until=NOW + timedelta(days=36_500)))
    assert wait_of(notebook, last) == 8


def test_after_a_day_without_an_attempt_the_count_of_attempts_begins_anew(notebook: Notebook) -> None:
    later = fail(notebook, 40) + timedelta(days=1, seconds=1)
    assert [wait_of(notebook, later) for _ in range(4)] == [0, 0, 0, 0]
    assert len(read_rows(notebook, "SELECT * FROM attempts")) == 1


def test_the_bucket_stands_hashed_in_the_notebook(notebook: Notebook) -> None:
    fail(notebook, 1, "address:192.0.2.7")
    assert "192.0.2.7" not in repr(read_rows(notebook, "SELECT * FROM attempts"))


def test_failed_sign_ins_are_remembered_over_a_restart(tmp_path: Path) -> None:
    first = make_demo_file(tmp_path)
    last = fail(first, 10)
    first.close()

    again = open_demo_file(tmp_path)
    assert wait_of(again, last) > 0
    again.close()


def test_a_name_that_does_not_exist_is_counted_alike() -> None:
    notebook = open_demo_notebook()
    assert wait_of(notebook, fail(notebook, 5, "name:nobody"), "nobody") == 8
