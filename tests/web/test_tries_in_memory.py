"""While the disk takes nothing: guessing is as slow as ever, and memory holds no more than it has to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from nearer.database.login_throttling import FREE_ATTEMPTS
from nearer.web.tries_in_memory import TriesInMemory
from tests.storage.making import NOW

MEERA = ("name:meera",)


def fail(tries: TriesInMemory, times: int, start: datetime = NOW) -> datetime:
    """So many tries at Meera's name, each as soon as it may be made; when the last one was."""
    when = start
    for _ in range(times):
        while wait := tries.book(MEERA, when):
            when += timedelta(seconds=wait)
    return when


def test_the_waits_are_those_of_the_notebook() -> None:
    tries = TriesInMemory()
    assert [tries.book(MEERA, NOW) for _ in range(6)] == [0, 0, 0, 0, 4, 4]
    assert tries.book(MEERA, NOW + timedelta(seconds=4)) == 0
    assert tries.book(MEERA, NOW + timedelta(seconds=4)) == 8


def test_a_try_that_counts_against_nothing_does_not_wait() -> None:
    assert TriesInMemory().book((), NOW) == 0


def test_a_day_after_the_last_try_it_is_forgotten() -> None:
    tries = TriesInMemory()
    later = fail(tries, 40) + timedelta(days=1, seconds=1)
    tries.book(("name:ravi",), later)
    assert len(tries) == 1
    assert [tries.book(MEERA, later) for _ in range(4)] == [0, 0, 0, 0]


def test_names_that_nobody_has_fill_no_memory() -> None:
    tries = TriesInMemory(most=10)
    for number in range(100):
        tries.book((f"name:{number}",), NOW + timedelta(seconds=number))
    assert len(tries) == 10


def test_whoever_is_tried_again_and_again_is_not_pushed_out_by_names_that_nobody_has() -> None:
    tries = TriesInMemory(most=10)
    last = fail(tries, 5)
    for number in range(9):
        tries.book((f"name:{number}",), last)
    assert tries.book(MEERA, last) == 8


def test_a_try_that_worked_takes_only_itself_back() -> None:
    tries, address = TriesInMemory(), ("name:meera", "address:192.0.2.7")
    for _ in range(FREE_ATTEMPTS):
        tries.book(address, NOW)
    tries.book(address, NOW)
    tries.take_back(address)
    assert tries.book(address, NOW) == 0
    assert tries.book(address, NOW) == 4


def test_a_try_that_worked_after_a_wait_waits_for_nothing() -> None:
    tries = TriesInMemory()
    later = fail(tries, 6) + timedelta(seconds=16)
    assert tries.book(MEERA, later) == 0
    tries.take_back(MEERA)
    assert tries.book(MEERA, later) == 0
    assert tries.book(MEERA, later) == 32


def test_a_clock_set_back_starts_the_wait_anew_and_locks_nobody_out() -> None:
    tries = TriesInMemory()
    yesterday = fail(tries, 40) - timedelta(days=1)
    assert tries.book(MEERA, yesterday) == 900
    assert tries.book(MEERA, yesterday + timedelta(minutes=15)) == 0


def test_of_many_at_once_no_more_are_let_through() -> None:
    tries = TriesInMemory()
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: tries.book(MEERA, NOW), range(400)))
    assert waits.count(0) == FREE_ATTEMPTS + 1
