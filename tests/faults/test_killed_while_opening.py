"""Killed while it brings a notebook up to date, copies it, puts a copy back or starts a new one: nothing in between."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import alembic.command  # noqa: F401  (loaded once, before any process is forked)
import pytest

from nearer.backups.copies import copy_to
from nearer.backups.restoration import restore
from nearer.database.notebook_file import check_notebook, known_revisions, read_revision
from nearer.database.notebook_folder import NOTEBOOK_FILE, new_file
from nearer.database.sqlite_engines import file_engine
from nearer.file_copies.update import bring_up_to_date
from nearer.privacy.principal import Principal
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook, open_notebook
from tests.database.next_step import scripts
from tests.faults.conftest import Rounds
from tests.faults.crashed import JOURNAL, crash
from tests.faults.second_process import run_apart
from tests.faults.watched_disk import watched_disk
from tests.storage.making import NOW, make_body_response, make_check_in, make_person, read_file_rows, save_new_response

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process is forked and killed")
HOPES = "SELECT name FROM sqlite_schema WHERE name = 'hopes'"  # the table that the next step makes
STEPS = {"os.rename", "os.remove", "open", "shutil.copyfile", "os.chmod"}  # of Python itself


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, Principal]:
    """The folder of a real notebook in which one check-in is."""
    folder = tmp_path / "written"
    folder.mkdir(mode=0o700)
    new_file(folder / NOTEBOOK_FILE)
    notebook = Notebook(file_engine(folder / NOTEBOOK_FILE), demo=True, path=folder / NOTEBOOK_FILE)
    meera = make_person(notebook, "Meera")
    save_new_response(notebook, meera, make_check_in(touch="some", note="before"))
    notebook.close()
    return folder, meera


def killed_at(step: int, act: Callable[[], object], with_sqlite: bool = True) -> bool:
    """Whether `act` was killed before this step: a file that Python touches, or what SQLite asks of the disk."""

    def run() -> None:
        left = [step]

        def count() -> None:
            left[0] -= 1
            if left[0] == -1:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(lambda event, _values: count() if event in STEPS else None)
        with watched_disk() as disk:
            disk.refuse = lambda _act: (count() if with_sqlite else None) or 0
            act()

    code = run_apart(run)
    assert code in (0, -signal.SIGKILL), "it failed by itself"
    return code != 0


def notes(path: Path, meera: Principal) -> list[str]:
    meera.seen_versions.clear()  # as after signing in: who is signed in would notice that an older copy was put back
    notebook = Notebook(file_engine(path), demo=True, path=path)
    saved_notes = [response.note for response in read_own_responses(notebook, meera)]
    notebook.close()
    return saved_notes


def steps_of(folder: Path, act: Callable[[Path], object]) -> int:
    """At least as many steps as it takes when nobody kills it, at most twice as many."""
    step = 10
    while killed_at(step, partial(act, shutil.copytree(folder, folder.with_name(f"try-{step}")))):
        step *= 2
    return step


# A step that commits before its end, as one has to that changes a setting of SQLite on the way.
COMMITS = "op.execute('COMMIT'); op.execute('BEGIN IMMEDIATE'); op.execute('UPDATE people SET zone = zone')"


@pytest.mark.parametrize("more", ["pass", COMMITS])
def test_killed_at_any_step_of_a_migration_it_is_the_old_notebook_or_the_new_one(
    written: tuple[Path, Principal], tmp_path: Path, rounds: Rounds, more: str
) -> None:
    folder, _meera = written
    steps, old = scripts(tmp_path / "more", more), known_revisions()[0]
    most = steps_of(folder, lambda copy: bring_up_to_date(copy / NOTEBOOK_FILE, steps))
    for random in rounds(12):
        copy = shutil.copytree(folder, tmp_path / f"{random.random()}")
        path = copy / NOTEBOOK_FILE
        killed_at(random.randrange(most), partial(bring_up_to_date, path, steps))
        check_notebook(path)
        assert read_revision(path) in (old, "9next")
        assert len(read_file_rows(path, HOPES)) == (read_revision(path) == "9next")
        bring_up_to_date(path, steps)  # as the next start does
        assert read_revision(path) == "9next"
        assert read_file_rows(path, "SELECT (SELECT count(*) FROM responses), (SELECT count(*) FROM hopes)") == [(1, 0)]
        assert [file.name for file in copy.iterdir() if "upgrading" in file.name] == []
        shutil.rmtree(copy)


def test_killed_after_half_of_a_step_was_committed_the_next_start_finds_the_old_notebook(
    written: tuple[Path, Principal], tmp_path: Path
) -> None:
    folder, _meera = written
    path, killing = folder / NOTEBOOK_FILE, "op.execute('COMMIT'); import os; os.kill(os.getpid(), 9)"
    before = path.read_bytes()
    assert run_apart(partial(bring_up_to_date, path, scripts(tmp_path / "killing", killing))) == -signal.SIGKILL
    assert path.read_bytes() == before
    bring_up_to_date(path, scripts(tmp_path / "whole"))
    assert read_revision(path) == "9next" and read_file_rows(path, "SELECT count(*) FROM responses") == [(1,)]
    assert {file.suffix for file in folder.iterdir()} == {".db"}


@pytest.fixture
def saved_and_crashed(written: tuple[Path, Principal], tmp_path: Path) -> tuple[Path, Path]:
    """A copy, and the folder of the notebook as a crash left it when one more response was in it."""
    folder, meera = written
    saved = copy_to(folder / NOTEBOOK_FILE, tmp_path / "copies", NOW)
    notebook = Notebook(file_engine(folder / NOTEBOOK_FILE), demo=True, path=folder / NOTEBOOK_FILE)
    save_new_response(notebook, meera, make_body_response(pain="some", note="after"))
    notebook.close()
    return saved, crash(folder, tmp_path / "crashed")


def check_restored(folder: Path, saved: Path, meera: Principal) -> None:
    """It is the one of before or the one of the copy, and the next try puts the copy there."""
    check_notebook(folder / NOTEBOOK_FILE)
    assert sorted(notes(folder / NOTEBOOK_FILE, meera)) in (["after", "before"], ["before"])
    restore(saved, folder)
    assert not (folder / JOURNAL).exists() and notes(folder / NOTEBOOK_FILE, meera) == ["before"]
    shutil.rmtree(folder)


def test_killed_at_any_step_of_putting_back_a_copy_the_notebook_is_whole(
    written: tuple[Path, Principal], saved_and_crashed: tuple[Path, Path], tmp_path: Path, rounds: Rounds
) -> None:
    """Also where a crash had left half of a transaction in the notebook that is replaced."""
    saved, crashed = saved_and_crashed
    most = steps_of(crashed, lambda copy: restore(saved, copy))
    for random in rounds(12):
        copy = shutil.copytree(crashed, tmp_path / f"{random.random()}")
        killed_at(random.randrange(most), partial(restore, saved, copy))
        check_restored(copy, saved, written[1])


def test_killed_between_two_files_of_putting_back_a_copy_the_notebook_is_whole(
    written: tuple[Path, Principal], saved_and_crashed: tuple[Path, Path], survived: Callable[[int], None]
) -> None:
    saved, crashed = saved_and_crashed
    step, killed = 0, True
    while killed:
        copy = shutil.copytree(crashed, crashed.with_name(f"between-{step}"))
        killed = killed_at(step, partial(restore, saved, copy), with_sqlite=False)
        check_restored(copy, saved, written[1])
        step += 1
    assert step > 8
    survived(step - 1)


def test_killed_at_any_step_of_copying_there_is_a_whole_copy_or_none(
    written: tuple[Path, Principal], tmp_path: Path, rounds: Rounds
) -> None:
    folder, meera = written
    most = steps_of(folder, lambda copy: copy_to(copy / NOTEBOOK_FILE, copy / "copies", NOW))
    for random in rounds(8):
        copies = tmp_path / f"{random.random()}"
        killed_at(random.randrange(most), partial(copy_to, folder / NOTEBOOK_FILE, copies, NOW))
        for copy in copies.glob("*.db"):
            assert notes(copy, meera) == ["before"]
        assert notes(copy_to(folder / NOTEBOOK_FILE, copies, NOW), meera) == ["before"]
        assert notes(folder / NOTEBOOK_FILE, meera) == ["before"]


def test_killed_at_any_step_of_the_first_start_the_next_one_works(
    tmp_path: Path, survived: Callable[[int], None]
) -> None:
    step = 0
    while killed_at(step, partial(open_notebook, tmp_path / f"data-{step}")):
        open_notebook(tmp_path / f"data-{step}").close()
        step += 1
    assert step > 5
    survived(step)
