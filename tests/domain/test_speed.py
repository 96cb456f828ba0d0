"""Numbers to hold: nobody waits for the domain."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest

from nearer.domain.answer_parsing import read_answers
from nearer.domain.scoring import score_response
from tests.domain.written import scored

IMPORT = "import time; begin = time.process_time(); import nearer.domain; print(time.process_time() - begin)"


def test_the_domain_is_imported_in_a_fifth_of_a_second() -> None:
    """Processor time, and the best of five fresh starts: other programs can only make it slower."""
    runs = [subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True) for _ in range(5)]
    assert min(float(run.stdout) for run in runs) < 0.2


def test_what_reads_files_is_not_loaded_before_the_first_file() -> None:
    loaded = "import sys, nearer.domain; print(sorted({'pydantic', 'yaml', 'streamlit'} & sys.modules.keys()))"
    run = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.slow
@pytest.mark.parametrize(
    "more", ["", "  - {id: a, section: s, text: Q, answers: l, show_if: {item: q0, at_least: 1}}\n"]
)
def test_a_hundred_thousand_responses_of_nine_items_are_scored_within_five_seconds(more: str) -> None:
    questionnaire = scored(9, more, "    method: percent\n    need: 2/3\n")
    chance = random.Random(1)
    codes = ["c0", "c1", "c2", "c3", "na", None]
    responses = [
        read_answers(questionnaire, {f"q{number}": chance.choice(codes) for number in range(9)}) for _ in range(100_000)
    ]
    begin = time.process_time()
    for answers in responses:
        score_response(questionnaire, answers)
    assert time.process_time() - begin < 5
