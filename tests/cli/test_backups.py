"""Backup, restore and status as they are typed."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

import nearer
from nearer.backups.copies import copy_daily, own_copies
from nearer.cli import main
from nearer.database import damaged_file
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.storage.notebook import open_notebook
from tests.storage.making import NOW

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEARER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_backup_works_while_nearer_runs_and_a_restore_when_it_is_closed(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    running = open_notebook(folder)
    assert main(["backup", str(tmp_path / "copies")]) == 0
    printed = json.loads(capsys.readouterr().out)
    [copy] = (tmp_path / "copies").iterdir()
    assert printed == {"notebook": str(folder / NOTEBOOK_FILE), "copy": str(copy), "bytes": copy.stat().st_size}
    assert main(["restore", str(copy)]) == 1
    assert "already open in another Nearer" in capsys.readouterr().err
    running.close()
    assert main(["restore", str(copy)]) == 0
    earlier = json.loads(capsys.readouterr().out)["earlier"]
    assert Path(earlier).parent == folder and Path(earlier).is_file()


def test_restoring_what_is_no_notebook_is_refused_with_a_sentence(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "letter.db").write_text("a letter " * 30)
    assert main(["restore", str(tmp_path / "letter.db")]) == 1
    sentence = capsys.readouterr().err
    assert "not a notebook but another kind of file" in sentence and "Name a copy that nearer backup made." in sentence
    assert not folder.exists()


def test_a_copy_that_is_not_complete_is_refused_with_what_to_do_about_a_copy(
    folder: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "copy.db").write_bytes(b"")
    assert main(["restore", str(tmp_path / "copy.db")]) == 1
    assert capsys.readouterr().err == (
        f"The copy {tmp_path / 'copy.db'} is damaged or not complete. The notebook was left as it is. "
        "Name an older copy.\n"
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("CREATE TABLE surprise (x)", "or changed its tables"),
        ("DROP TABLE drafts", "or changed its tables"),
        ("UPDATE alembic_version SET version_num = 'later'", "was written by a newer version of Nearer"),
    ],
)
def test_status_does_not_call_a_notebook_whole_that_would_not_be_opened(
    folder: Path, capsys: Captured, change: str, sentence: str
) -> None:
    open_notebook(folder).close()
    with closing(sqlite3.connect(folder / NOTEBOOK_FILE)) as connection:
        connection.execute(change)
        connection.commit()
    assert main(["status"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and sentence in captured.err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a letter " * 30, "not a notebook but another kind of file"),
        (b"", "is damaged or not complete"),
        (b"SQLite format 3\x00".ljust(200, b"\x01"), "a database of another program"),
    ],
)
@pytest.mark.parametrize("command", [["backup", "copies"], ["status"]])
def test_what_is_no_notebook_is_named_and_not_measured(
    folder: Path, capsys: Captured, command: list[str], content: bytes, sentence: str
) -> None:
    folder.mkdir()
    (folder / NOTEBOOK_FILE).write_bytes(content)
    assert main(command) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and sentence in captured.err


@pytest.mark.parametrize("command", [["backup", "copies"], ["status"]])
def test_backup_and_status_make_no_notebook_where_there_is_none(
    folder: Path, capsys: Captured, command: list[str]
) -> None:
    assert main(command) == 1
    assert (
        capsys.readouterr().err == f"{folder}: there is no notebook in this folder; name the right one in NEARER_DATA\n"
    )
    assert not folder.exists()


def test_status_says_version_file_size_room_and_last_copy(folder: Path, capsys: Captured) -> None:
    open_notebook(folder).close()
    path = folder / NOTEBOOK_FILE
    for last in (None, NOW.isoformat()):
        assert main(["status"]) == 0
        status = json.loads(capsys.readouterr().out)
        assert status.pop("bytes_free") > 0
        assert status == {
            "version": nearer.__version__,
            "notebook": str(path),
            "bytes": path.stat().st_size,
            "checked": "all pages",
            "last_copy": last,
        }
        copy_daily(path, NOW)


PAGE = 4096


def damage(path: Path) -> None:
    """Pages in the middle hold noise, as after a fault of the disk; the first ones are whole."""
    content = bytearray(path.read_bytes())
    content[20 * PAGE : 24 * PAGE] = b"\xa5" * (4 * PAGE)
    path.write_bytes(content)


@pytest.mark.parametrize("command", [["status"], ["backup", "copies"], ["therapist", "list"], ["export", "Meera"]])
def test_no_command_calls_a_notebook_with_damaged_pages_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    open_notebook(folder).close()
    damage(folder / NOTEBOOK_FILE)
    assert main(command) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and "is damaged or not complete" in captured.err
    assert "No copy is beside it" in captured.err and "nearer restore FILE" in captured.err
    assert list(tmp_path.glob("copies/*")) == []


def test_a_damaged_notebook_names_the_newest_copy_beside_it_which_restore_puts_back(
    folder: Path, capsys: Captured
) -> None:
    open_notebook(folder).close()
    for days in (0, 1):
        copy_daily(folder / NOTEBOOK_FILE, NOW + timedelta(days=days))
    copies = own_copies(folder / NOTEBOOK_FILE)
    damage(folder / NOTEBOOK_FILE)
    assert main(["status"]) == 1
    assert capsys.readouterr().err.endswith(f"nearer restore {copies[max(copies)]}\n")
    assert main(["restore", str(copies[max(copies)])]) == 0
    assert main(["status"]) == 0


def test_restoring_a_damaged_copy_names_another_one(folder: Path, capsys: Captured) -> None:
    open_notebook(folder).close()
    for days in (0, 1):
        copy_daily(folder / NOTEBOOK_FILE, NOW + timedelta(days=days))
    earlier, later = sorted(own_copies(folder / NOTEBOOK_FILE).values())
    damage(later)
    assert main(["restore", str(later)]) == 1
    assert capsys.readouterr().err.endswith(f"nearer restore {earlier}\n")


def test_status_of_a_large_notebook_says_that_only_its_first_pages_were_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    open_notebook(folder).close()
    monkeypatch.setattr(damaged_file, "MAX_CHECKED_BYTES", PAGE)
    assert main(["status"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["checked"] == "first pages"
    assert "nearer backup checks every page" in captured.err
    path = folder / NOTEBOOK_FILE
    path.write_bytes(path.read_bytes()[: 10 * PAGE])
    assert main(["status"]) == 1


def test_the_status_command_checks_the_pages_also_while_nearer_runs(folder: Path, capsys: Captured) -> None:
    running = open_notebook(folder)
    assert main(["status"]) == 0
    assert json.loads(capsys.readouterr().out)["checked"] == "all pages"
    damage(folder / NOTEBOOK_FILE)
    assert main(["status"]) == 1
    running.close()
