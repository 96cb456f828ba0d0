"""Backup, restore and status as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nearer
from nearer.backups.copies import copy_daily
from nearer.cli import main
from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.storage.notebook import open_notebook
from tests.storage.making import NOW

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEARER_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_backup_while_nearer_runs_and_restore_when_it_is_closed(folder: Path, tmp_path: Path, capsys: Captured) -> None:
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
    assert "not a notebook but another kind of file" in capsys.readouterr().err
    assert not folder.exists()


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
def test_where_there_is_no_notebook_none_is_made(folder: Path, capsys: Captured, command: list[str]) -> None:
    assert main(command) == 1
    assert capsys.readouterr().err == f"{folder}: there is no notebook in this folder\n"
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
            "last_copy": last,
        }
        copy_daily(path, NOW)
