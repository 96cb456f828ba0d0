"""Transactions in SQLite: in the order they came, all or nothing, and a sentence where disk or file refuse."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary, WeakSet

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from nearer.database.row_errors import EntryBroken, NotRead, NotSaved
from nearer.database.scope import BEFORE_SIGN_IN, Scope
from nearer.database.sqlite_engines import SQLITE_REFUSED, WRITE_QUEUES
from nearer.database.write_queue import QueueTimeout
from nearer.language.error_catalogue.notebook_errors import NotebookFileText, NotebookText

T = TypeVar("T")
_CHANGES: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
_DAMAGED_ENGINES: WeakSet[Engine] = WeakSet()
# https://www.sqlite.org/rescode.html
_REASONS = {
    sqlite3.SQLITE_FULL: NotebookFileText.DISK_FULL,
    sqlite3.SQLITE_BUSY: NotebookFileText.BUSY,
    sqlite3.SQLITE_LOCKED: NotebookFileText.BUSY,
    sqlite3.SQLITE_READONLY: NotebookFileText.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: NotebookFileText.NOT_OPENED,
    sqlite3.SQLITE_IOERR: NotebookFileText.DISK_FAULT,
}
_UNREAD = ("Could not decode", "no such column", "no such table")
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def changes(engine: Engine) -> int:
    """How often something was written through this engine. No other process writes what people let others read."""
    return _CHANGES.get(engine, 0)


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


def writers_waiting(engine: Engine) -> int:
    """How many of this process wait for their turn."""
    return WRITE_QUEUES[engine].waiting


@contextmanager
def reading(engine: Engine, _scope: Scope = BEFORE_SIGN_IN) -> Iterator[Connection]:
    """One consistent view; nothing may be written in it. NotRead when the disk or the file refuses.

    EntryBroken for a damaged file, and for a value that no column of ours can hold.
    """
    with _explaining_in(engine, NotRead), WRITE_QUEUES[engine].read(), engine.connect() as connection:
        connection.begin()
        yield connection


@contextmanager
def writing(engine: Engine, _scope: Scope = BEFORE_SIGN_IN) -> Iterator[Connection]:
    """All or nothing, kept when the block ends. NotSaved with a sentence when the disk or the file refuses."""
    with _explaining_in(engine, NotSaved), WRITE_QUEUES[engine].write(), engine.connect() as connection:
        with connection.execution_options(writes=True).begin() as transaction:
            before = rows_changed(connection)
            yield connection
            changed = rows_changed(connection) != before
            with WRITE_QUEUES[engine].commit():
                transaction.commit()
        if changed:
            _CHANGES[engine] = changes(engine) + 1


def serialised(engine: Engine, act: Callable[[Connection], T], scope: Scope) -> T:
    """What `act` returns, from a transaction: only one writes at a time."""
    with writing(engine, scope) as connection:
        return act(connection)


def is_undone(connection: Connection) -> bool:
    """Whether SQLite undid the whole transaction by itself, as it does on some faults of the disk.

    What is written after that would be kept at once and alone: https://www.sqlite.org/lang_transaction.html
    """
    return not connection.connection.driver_connection.in_transaction  # type: ignore[union-attr]


def was_damage_met(engine: Engine) -> bool:
    """Whether SQLite refused a page of this database as damaged since it was opened."""
    return engine in _DAMAGED_ENGINES


@contextmanager
def _explaining_in(engine: Engine, error: type[NotSaved]) -> Iterator[None]:
    """Like `explaining`, and remember of this engine that it met a damaged page."""
    try:
        with explaining(error):
            yield
    except EntryBroken as broken:
        if broken.__context__ is not None and _read_code(broken.__context__) in _DAMAGED:
            _DAMAGED_ENGINES.add(engine)
        raise


@contextmanager
def explaining(error: type[NotSaved]) -> Iterator[None]:
    """Let whatever disk or file refuse be an error with a sentence."""
    try:
        yield
    except (DatabaseError, *SQLITE_REFUSED) as refused:  # the latter where SQLAlchemy is passed by
        raise _explain_error(refused, error) from None
    except QueueTimeout:
        raise error(NotebookFileText.BUSY) from None


def _explain_error(refused: Exception, error: type[NotSaved]) -> Exception:
    """The error as a sentence for a person; one that is no fault of disk or file as it is."""
    below = getattr(refused, "orig", refused)
    code = _read_code(refused)
    # Text where bytes belong: SQLite would take it, and Python does not read it. A wrong letter in a column's name.
    unread = isinstance(below, UnicodeDecodeError) or any(words in str(below) for words in _UNREAD)
    if code in _DAMAGED or unread:
        return EntryBroken(NotebookText.VALUE_DAMAGED)
    return error(_REASONS[code]) if code in _REASONS else refused


def _read_code(refused: BaseException) -> int:
    """SQLite's primary code of an error, of SQLAlchemy's or the driver's; 0 for any other."""
    return int(getattr(getattr(refused, "orig", refused), "sqlite_errorcode", None) or 0) & 0xFF
