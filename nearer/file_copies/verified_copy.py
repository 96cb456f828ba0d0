"""A copy of a notebook's file by SQLite's own backup, compared with what it was made of."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table

from nearer.database.damaged_file import damaged_file, is_sound
from nearer.database.notebook_file import check_kind, create_private_file, open_connection
from nearer.database.row_errors import CopyRefused, EntryBroken, NotebookUnusable, NotRead
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.error_catalogue.system_errors import SystemText
from nearer.language.system_refusals import explain_refusal

_WHY_NO_COPY = {
    sqlite3.SQLITE_FULL: SystemText.DISK_FULL,
    sqlite3.SQLITE_IOERR: SystemText.DISK_FAULT,
    sqlite3.SQLITE_READONLY: SystemText.NO_RIGHT,
    sqlite3.SQLITE_CANTOPEN: SystemText.NO_RIGHT,
    sqlite3.SQLITE_BUSY: SystemText.IN_USE,
}


def back_up(path: Path, copy: Path) -> Path:
    """A verified copy by SQLite's own backup, readable by its owner only; whole or not there at all.

    A server may write meanwhile: its next commit waits. NotebookUnusable says why there is none.
    """
    fresh = copy.with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)
        create_private_file(fresh)
        with open_connection(path) as source, closing(sqlite3.connect(fresh)) as target:
            counts = _row_counts(source)
            _copy_pages(source, target, copy)
        check_kind(fresh)
        if not is_sound(fresh):
            raise CopyRefused(copy, SystemText.DISK_FAULT()) if is_sound(path) else damaged_file(path)
        with open_connection(fresh) as connection:
            if _row_counts(connection) != counts:
                raise NotebookUnusable(NotebookFileText.COPY_NOT_COMPLETE, copy=copy)
        os.replace(fresh, copy)
    except EntryBroken:
        raise damaged_file(path) from None
    except NotRead as refused:
        raise NotebookUnusable(refused.reason) from None
    except OSError as refused:
        raise CopyRefused(copy, explain_refusal(refused)) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return copy


def _copy_pages(source: Connection, target: sqlite3.Connection, copy: Path) -> None:
    """CopyRefused where `copy` cannot be written; damage in what is copied is for the caller to name."""
    try:
        source.connection.driver_connection.backup(target)  # type: ignore[union-attr]
    except sqlite3.DatabaseError as refused:
        if (reason := _WHY_NO_COPY.get(refused.sqlite_errorcode & 0xFF)) is None:
            raise
        raise CopyRefused(copy, reason()) from None


def _row_counts(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def free_name(folder: Path, name: str) -> Path:
    tried, number = folder / f"{name}.db", 1
    while tried.exists():
        number += 1
        tried = folder / f"{name}-{number}.db"
    return tried
