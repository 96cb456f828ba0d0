"""The program is killed in the middle of writing: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.database.notebook_file import DEMO_ID, check_notebook
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.demo.demo_couples import demo_people
from nearer.storage.couple.drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_own_responses
from tests.storage.making import NOW, body, demo_file, find_draft, open_demo_file, person, rows

ROUNDS = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a second process that starts where this one is")


def test_what_was_acknowledged_survives_being_killed_and_nothing_is_there_by_half(tmp_path: Path) -> None:
    notebook = demo_file(tmp_path)
    person(notebook, "Meera")
    notebook.close()
    acknowledged: list[str] = []
    for turn in range(ROUNDS):
        acknowledged += _write_and_kill(tmp_path, milliseconds=5 + 7 * (turn % 10))
        _check(tmp_path, acknowledged)
    assert len(acknowledged) > ROUNDS


def _write_and_kill(folder: Path, milliseconds: int) -> list[str]:
    """What a second process said it had kept until it was killed, so long after its first word."""
    reading, writing = os.pipe()
    writer = multiprocessing.get_context("fork").Process(target=_write_for_ever, args=(folder, writing))
    writer.start()
    os.close(writing)
    with os.fdopen(reading, "r", encoding="utf-8") as said:
        lines = [said.readline()]
        until = time.monotonic() + milliseconds / 1000
        while time.monotonic() < until:
            lines.append(said.readline())
        writer.kill()
        lines += said.readlines()
    writer.join()
    return [line.strip() for line in lines if line.endswith("\n")]


def _write_for_ever(folder: Path, said: int) -> None:
    """Say the key of each response after it was kept, and the version of each draft after it was saved."""
    notebook = open_demo_file(folder)
    [meera] = demo_people(notebook)
    found = find_draft(notebook, meera, "goals", None)
    version = found.version if found else 0
    while True:
        key = uuid4()
        save_response(notebook, meera, body(pain="some", hope=str(key), note=str(key)), key, NOW)
        os.write(said, f"{key}\n".encode())
        version = save_draft(notebook, meera, Draft("goals", None, {"version": version + 1}, version=version), NOW)
        os.write(said, f"{version}\n".encode())


def _check(folder: Path, acknowledged: list[str]) -> None:
    check_notebook(folder / NOTEBOOK_FILE, DEMO_ID)
    notebook = open_demo_file(folder)
    [meera] = demo_people(notebook)
    kept = read_own_responses(notebook, meera)
    assert {line for line in acknowledged if "-" in line} <= {str(one.id) for one in kept}
    assert len({one.id for one in kept}) == len(kept)
    assert all(one.note == one.answers["hope"] == str(one.id) for one in kept)
    assert len(rows(notebook, "SELECT * FROM entries")) == 4 * len(kept)
    newest = max((int(line) for line in acknowledged if "-" not in line), default=0)
    [draft] = read_drafts(notebook, meera) or [Draft("goals", None, {"version": 0})]
    assert draft.version >= newest
    assert draft.answers == {"version": draft.version}
    notebook.close()
