"""A notebook's file whose pages are damaged: how it is noticed, and which copy its sentence names."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from nearer.database.row_errors import EntryBroken, NotebookUnusable, NotRead
from nearer.database.sqlite_engines import SQLITE_REFUSED
from nearer.database.sqlite_transactions import explaining
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

COPIES_FOLDER = "backups"
COPY_NAMES = ("nearer-2*.db", "nearer-before-*.db")  # the daily ones, and those before an update or a restoration
MAX_CHECKED_BYTES = 512 * 2**20  # a few seconds, in which a running Nearer waits with saving


def damaged_file(path: Path) -> NotebookUnusable:
    """The error to raise. It names the newest copy beside the notebook, where there is one."""
    copy = newest_copy_beside(path)
    if copy is None:
        return NotebookUnusable(NotebookFileText.DAMAGED, path=path)
    return NotebookUnusable(NotebookFileText.DAMAGED_WITH_A_COPY, path=path, copy=copy)


def changed_tables(path: Path) -> NotebookUnusable:
    """The error to raise where the file is whole and its tables are not ours."""
    copy = newest_copy_beside(path)
    if copy is None:
        return NotebookUnusable(NotebookFileText.SCHEMA_CHANGED, path=path)
    return NotebookUnusable(NotebookFileText.SCHEMA_CHANGED_WITH_A_COPY, path=path, copy=copy)


def newest_copy_beside(path: Path) -> Path | None:
    """The newest copy that Nearer made beside the notebook `path`; of a copy, the newest of the others."""
    daily = path.parent if path.parent.name == COPIES_FOLDER else path.parent / COPIES_FOLDER
    copies = [
        copy
        for folder, names in ((daily, COPY_NAMES[0]), (path.parent, COPY_NAMES[1]))
        for copy in folder.glob(names)
        if copy != path
    ]
    return max(copies, key=lambda copy: copy.stat().st_mtime, default=None)


def is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong in any page, and every row that is pointed at is there."""
    try:
        with closing(open_read_only(path)) as connection:
            return _has_no_fault(connection)
    except SQLITE_REFUSED:
        return False


def check_pages(path: Path) -> bool:
    """NotebookUnusable for damaged pages, also while Nearer runs; False for a file too large to look at them all.

    Of that one the first pages were read, with the names of the tables, and that none is missing at the end.
    """
    large = path.stat().st_size > MAX_CHECKED_BYTES
    try:
        with explaining(NotRead), closing(_open(path, "rw")) as connection:
            connection.execute(
                "SELECT count(*), (SELECT version_num FROM alembic_version) FROM sqlite_schema"
            ).fetchall()
            if not large and not _has_no_fault(connection):
                raise damaged_file(path)
    except EntryBroken:
        raise damaged_file(path) from None
    except NotRead as refused:
        raise NotebookUnusable(refused.reason) from None
    return not large


def open_read_only(path: Path) -> sqlite3.Connection:
    """Without undoing what a crash left unfinished."""
    return _open(path, "ro")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(path.resolve().as_uri() + f"?mode={mode}", uri=True)


def _has_no_fault(connection: sqlite3.Connection) -> bool:
    # Not the quick one, which lets an index leave rows out: they would be missing without a word.
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
