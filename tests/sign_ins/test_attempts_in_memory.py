"""While the disk takes nothing: guessing is as slow as ever, and memory holds no more than it has to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from nearer.sign_ins.attempt_count import FREE_ATTEMPTS
from nearer.sign_ins.attempts_in_memory import MAX_BUCKETS, AttemptsInMemory
from tests.storage.making import NOW

MEERA = ("name:meera",)


def fail(attempts: AttemptsInMemory, times: int, start: datetime = NOW) -> datetime:
    """So many attempts at Meera's name, each as soon as it may be made; when the last one was."""
    when = start
    for _ in range(times):
        while wait := attempts.book(MEERA, when):
            when += timedelta(seconds=wait)
    return when


def test_waits_counted_in_memory_are_those_of_the_notebook() -> None:
    attempts = AttemptsInMemory()
    assert [attempts.book(MEERA, NOW) for _ in range(6)] == [0, 0, 0, 0, 4, 4]
    assert attempts.book(MEERA, NOW + timedelta(seconds=4)) == 0
    assert attempts.book(MEERA, NOW + timedelta(seconds=4)) == 8


def test_an_attempt_without_a_name_or_address_does_not_wait() -> None:
    assert AttemptsInMemory().book((), NOW) == 0


def test_a_day_after_the_last_attempt_it_is_forgotten() -> None:
    attempts = AttemptsInMemory()
    later = fail(attempts, 40) + timedelta(days=1, seconds=1)
    attempts.book(("name:ravi",), later)
    assert len(attempts) == 1
    assert [attempts.book(MEERA, later) for _ in range(4)] == [0, 0, 0, 0]


def test_names_that_nobody_has_fill_no_memory() -> None:
    attempts = AttemptsInMemory()
    for number in range(MAX_BUCKETS + 90):
        attempts.book((f"name:{number}",), NOW + timedelta(milliseconds=number))
    assert len(attempts) == MAX_BUCKETS


def test_whoever_is_tried_again_and_again_is_not_pushed_out_by_names_that_nobody_has() -> None:
    attempts = AttemptsInMemory()
    last = fail(attempts, 5)
    for number in range(MAX_BUCKETS - 1):
        attempts.book((f"name:{number}",), last)
    assert attempts.book(MEERA, last) == 8


def test_an_attempt_that_worked_takes_only_itself_back() -> None:
    attempts, address = AttemptsInMemory(), ("name:meera", "address:192.0.2.7")
    for _ in range(FREE_ATTEMPTS):
        attempts.book(address, NOW)
    attempts.book(address, NOW)
    attempts.refund(address, NOW)
    assert attempts.book(address, NOW) == 0
    assert attempts.book(address, NOW) == 4


def test_an_attempt_that_worked_after_a_wait_waits_for_nothing() -> None:
    attempts = AttemptsInMemory()
    later = fail(attempts, 6) + timedelta(seconds=16)
    assert attempts.book(MEERA, later) == 0
    attempts.refund(MEERA, later)
    assert attempts.book(MEERA, later) == 0
    assert attempts.book(MEERA, later) == 32


def test_a_clock_set_back_starts_the_wait_anew_and_locks_nobody_out() -> None:
    attempts = AttemptsInMemory()
    yesterday = fail(attempts, 40) - timedelta(days=1)
    assert attempts.book(MEERA, yesterday) == 900
    assert attempts.book(MEERA, yesterday + timedelta(minutes=15)) == 0


def test_of_many_attempts_at_once_no_more_are_let_through_than_one_by_one() -> None:
    attempts = AttemptsInMemory()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: attempts.book(MEERA, NOW), range(400)))
    assert waits.count(0) == FREE_ATTEMPTS + 1
