"""The program is killed in the middle of writing: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.answering import Acknowledged, check_promises
from tests.faults.conftest import Rounds
from tests.faults.second_process import answer_until_killed
from tests.storage.making import make_couple, make_demo_file, make_person

ROUNDS, CROWD = 20, 6

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a second process that starts where this one is")


def test_what_was_acknowledged_survives_being_killed_and_nothing_is_there_by_half(
    tmp_path: Path, rounds: Rounds
) -> None:
    """Both of a couple answer at once; who was killed before an answer came back tries anew the next time."""
    notebook = make_demo_file(tmp_path)
    make_couple(notebook)
    notebook.close()
    told = [Acknowledged(), Acknowledged()]
    for random in rounds(ROUNDS):
        answer_until_killed(tmp_path, random.randrange(2, 70), dict(enumerate(told)))
        check_promises(tmp_path, told)
    assert sum(person.acknowledged for person in told) > ROUNDS


def test_drafts_of_many_that_are_committed_together_survive_too(tmp_path: Path, rounds: Rounds) -> None:
    """People who do not know each other answer at once: most of their drafts come together with somebody else's."""
    notebook = make_demo_file(tmp_path)
    for number in range(CROWD):
        make_person(notebook, f"Person {number}")
    notebook.close()
    told = [Acknowledged() for _ in range(CROWD)]
    for random in rounds(ROUNDS):
        answer_until_killed(tmp_path, random.randrange(2, 70), dict(enumerate(told)))
        check_promises(tmp_path, told)
    assert sum(one.acknowledged for one in told) > ROUNDS
