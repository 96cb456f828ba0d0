"""No file takes the memory of the house; `make bench ARGS=quick` says how long the slowest takes."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.fhir.oversized_files import STUFFED
from tests.fhir.resource_builders import ROOT, import_resource, make_resource, make_weighted_choice


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """All bad and stuffed files, in a process of its own, so that the highest that it ever held is that of these."""
    command = [sys.executable, "-m", "tests.fhir.oversized_files"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(run.stdout)
    return measured


def test_a_questionnaire_of_200_items_is_taken_whole() -> None:
    items = [make_weighted_choice([f"c{n}" for n in range(5)], list(range(5)), linkId=f"q{n}") for n in range(200)]
    read = import_resource(make_resource(item=items))
    assert read.questionnaire is not None and len(read.questionnaire.items) == 200


@pytest.mark.timeout(180)
def test_all_bad_and_stuffed_files_together_take_less_than_200_megabytes(read: dict[str, Any]) -> None:
    assert read["megabytes"] < 200


@pytest.mark.parametrize("name", STUFFED)
def test_a_stuffed_file_is_as_large_as_may_be_or_is_answered_with_one_sentence(read: dict[str, Any], name: str) -> None:
    assert len(STUFFED[name]) <= 1024 * 1024
    assert read["sentences"][name] <= 2
