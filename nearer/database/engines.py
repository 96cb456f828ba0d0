"""Connections to SQLite: every setting made on each one and read back, and transactions that never lose a race."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from nearer.database.row_errors import EntryBroken, NotebookUnusable, NotRead, NotSaved
from nearer.database.turns import TurnNotCome, Turns
from nearer.language.error_catalogue.notebook_errors import NotebookFileText, NotebookText

# name, value to set, values that may be read back (a notebook in memory keeps its journal there)
PRAGMAS: tuple[tuple[str, str, tuple[object, ...]], ...] = (
    ("journal_mode", "DELETE", ("delete", "memory")),
    ("synchronous", "EXTRA", (3,)),  # FULL may bring back the journal of the last commit after a power cut
    ("fullfsync", "ON", (1,)),  # on macOS a sync without it stops at the disk's own memory
    ("foreign_keys", "ON", (1,)),
    ("busy_timeout", "5000", (5000,)),
    ("secure_delete", "ON", (1,)),
    ("temp_store", "MEMORY", (2,)),
    ("trusted_schema", "OFF", (0,)),
    ("cell_size_check", "ON", (1,)),
)

_TURNS: WeakKeyDictionary[Engine, Turns] = WeakKeyDictionary()
_CHANGES: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
# https://www.sqlite.org/rescode.html
_REASONS = {
    sqlite3.SQLITE_FULL: NotebookFileText.DISK_FULL,
    sqlite3.SQLITE_BUSY: NotebookFileText.BUSY,
    sqlite3.SQLITE_LOCKED: NotebookFileText.BUSY,
    sqlite3.SQLITE_READONLY: NotebookFileText.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: NotebookFileText.NOT_OPENED,
    sqlite3.SQLITE_IOERR: NotebookFileText.DISK_FAULT,
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def file_engine(path: Path) -> Engine:
    """Connections to a file that exists already; it is never created here."""
    # An empty name would open a throwaway database, hence the URI with mode=rw.
    address = path.resolve().as_uri() + "?mode=rw"
    engine = _engine(lambda: sqlite3.connect(address, uri=True, check_same_thread=False), pool_size=8, max_overflow=24)
    _TURNS[engine] = Turns()
    return engine


def memory_engine() -> Engine:
    """One connection to one database in memory; threads take turns with it, so a transaction is never shared."""
    engine = _engine(lambda: sqlite3.connect(":memory:", check_same_thread=False), pool_size=1, max_overflow=0)
    _TURNS[engine] = Turns(together=False)
    return engine


def _engine(connect: Any, pool_size: int, max_overflow: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver starts no transaction of its own
    for name, value, _allowed in PRAGMAS:
        connection.execute(f"PRAGMA {name}={value}")
    for name, _value, allowed in PRAGMAS:
        if connection.execute(f"PRAGMA {name}").fetchone()[0] not in allowed:
            raise NotebookUnusable(NotebookFileText.UNSAFE_SQLITE, setting=name)


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail at once when somebody else writes in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def sqlites_own(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The sqlite3 connection below SQLAlchemy's, for copying and serialising a database."""
    taken = engine.raw_connection()
    assert isinstance(taken.driver_connection, sqlite3.Connection)
    try:
        yield taken.driver_connection
    finally:
        taken.close()


def changes(engine: Engine) -> int:
    """How often something was written through this engine. No other process writes what people let others read."""
    return _CHANGES.get(engine, 0)


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(connection.connection.driver_connection.total_changes)  # type: ignore[union-attr]


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view; nothing may be written in it. NotRead when the disk or the file refuses.

    EntryBroken for a damaged file, and for a value that no column of ours can hold.
    """
    try:
        with _TURNS[engine].read(), engine.connect() as connection, connection.begin():
            yield connection
    except (DatabaseError, sqlite3.DatabaseError) as refused:  # the second where SQLAlchemy is passed by
        raise _explained(refused, NotRead) from None
    except TurnNotCome:
        raise NotRead(NotebookFileText.BUSY) from None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All or nothing, kept when the block ends. NotSaved with a sentence when the disk or the file refuses."""
    try:
        with _TURNS[engine].write(), engine.connect() as connection:
            with connection.execution_options(writes=True).begin() as transaction:
                before = rows_changed(connection)
                yield connection
                changed = rows_changed(connection) != before
                with _TURNS[engine].commit():
                    transaction.commit()
            if changed:
                _CHANGES[engine] = changes(engine) + 1
    except (DatabaseError, sqlite3.DatabaseError) as refused:  # the second where SQLAlchemy is passed by
        raise _explained(refused, NotSaved) from None
    except TurnNotCome:
        raise NotSaved(NotebookFileText.BUSY) from None


def _explained(refused: Exception, error: type[NotSaved]) -> Exception:
    """What a person is told; what is no fault of disk or file stays as it is."""
    below = getattr(refused, "orig", refused)
    code = getattr(below, "sqlite_errorcode", 0) & 0xFF
    # Text where bytes belong: SQLite would take it, and Python does not read it.
    if code in _DAMAGED or "Could not decode" in str(below):
        return EntryBroken(NotebookText.VALUE_DAMAGED)
    return error(_REASONS[code]) if code in _REASONS else refused
