"""People who answer in a process of their own, which can be killed, or starved of its disk."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from nearer.database.postgres_engine import postgres_engine
from nearer.storage.notebook import Notebook
from tests.faults.answering import Acknowledged, AnsweringPerson, people_of
from tests.storage.making import open_demo_file

REPLIES = ("saved", "kept", "refused")


def answer_until_killed(
    place: Path | str,
    milliseconds: int,
    told: Mapping[int, Acknowledged],
    meanwhile: Callable[[], object] = lambda: None,
) -> None:
    """Those of the people in the notebook, by name, that `told` has, answer at once until they are killed.

    `place` is a folder, or the address of a PostgreSQL. The milliseconds count from the first reply to any of them.

    `meanwhile` is called once they are on their way: what holds a lock at a fork holds it for ever in the child.
    """
    reading, writing = os.pipe()
    writer = multiprocessing.get_context("fork").Process(target=_answer_for_ever, args=(place, writing, list(told)))
    writer.start()
    os.close(writing)
    meanwhile()
    with os.fdopen(reading, "r", encoding="utf-8") as lines:
        heard = [lines.readline()]
        while heard[-1] and heard[-1].split()[1] not in REPLIES:
            heard.append(lines.readline())
        until = time.monotonic() + milliseconds / 1000
        while time.monotonic() < until:
            heard.append(lines.readline())
        writer.kill()
        heard += lines.readlines()
    writer.join()
    for line in heard:
        if line.endswith("\n"):  # the last one may have been cut off
            number, _space, rest = line.strip().partition(" ")
            told[int(number)].take(rest)


def _answer_for_ever(place: Path | str, pipe: int, numbers: Sequence[int]) -> None:
    notebook = open_demo_file(place) if isinstance(place, Path) else open_demo_database(place)
    people = people_of(notebook)
    for number in numbers:
        answering = AnsweringPerson(notebook, people[number], partial(_say, pipe, number))
        threading.Thread(target=_for_ever, args=(answering,)).start()


def open_demo_database(address: str) -> Notebook:
    """Made-up people, who need no passphrase, in a PostgreSQL."""
    return Notebook(postgres_engine(address), demo=True, path=None)


def _for_ever(answering: AnsweringPerson) -> None:
    while True:
        answering.answer()


def _say(pipe: int, number: int, line: str) -> None:
    os.write(pipe, f"{number} {line}\n".encode())  # shorter than PIPE_BUF, so the lines of two threads never mix


def run_apart(act: Callable[[], None]) -> int:
    """What `act` does in a process of its own, as its exit code; 0 is good, negative a signal."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
