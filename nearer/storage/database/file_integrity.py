"""Looking at a notebook's file without touching it: what it is, whose it is, whether it is whole."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.storage.errors import NotebookUnusable

REAL_ID = 0x4E656172  # "Near"
DEMO_ID = 0x4E646D6F  # "Ndmo"
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100


def create_private_file(path: Path) -> None:
    """An empty new file that only its owner may read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def check_notebook(path: Path, wanted: int = REAL_ID) -> None:
    """Raise NotebookUnusable with a sentence of its own for each thing a file can be instead of a whole notebook."""
    header = _read_header(path)
    if header and not header.startswith(_MAGIC[: len(header)]):
        raise NotebookUnusable(NotebookFileText.ANOTHER_KIND_OF_FILE, path=path)
    if len(header) < _HEADER:
        raise _damaged(path)
    _check_owner(path, int.from_bytes(header[68:72], "big"), wanted)
    _undo_unfinished(path)
    if not _whole(path):
        raise _damaged(path)


def read_revision(path: Path) -> str:
    """The revision of a notebook's tables; NotebookUnusable when it has none."""
    try:
        with closing(_look(path)) as connection:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchall()[0][0])
    except (sqlite3.DatabaseError, IndexError):
        raise _damaged(path) from None


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.UNREADABLE, path=path, why=refused.strerror) from None


def _check_owner(path: Path, actual_id: int, wanted: int) -> None:
    known = {DEMO_ID: NotebookFileText.A_DEMO, REAL_ID: NotebookFileText.A_REAL_NOTEBOOK}
    if actual_id != wanted:
        raise NotebookUnusable(known.get(actual_id, NotebookFileText.OF_ANOTHER_PROGRAM), path=path)


def _undo_unfinished(path: Path) -> None:
    """A crash leaves a journal behind; opening the file for writing once lets SQLite undo what was unfinished."""
    journal = path.with_name(path.name + "-journal")
    if not journal.exists() or not journal.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.DatabaseError:
        raise _damaged(path) from None


def _whole(path: Path) -> bool:
    try:
        with closing(_look(path)) as connection:
            sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            return sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError:
        return False


def _look(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)


def _damaged(path: Path) -> NotebookUnusable:
    return NotebookUnusable(NotebookFileText.DAMAGED, path=path)
