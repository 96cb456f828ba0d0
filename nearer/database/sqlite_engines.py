"""Connections to SQLite: every setting made on each one and read back, and transactions that never lose a race."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from nearer.database.row_errors import NotebookUnusable
from nearer.database.write_queue import WriteQueue
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

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

# The second where SQLite's own sentence names something damaged, in bytes that are no text.
SQLITE_REFUSED = (sqlite3.DatabaseError, UnicodeDecodeError)

WRITE_QUEUES: WeakKeyDictionary[Engine, WriteQueue] = WeakKeyDictionary()


def file_engine(path: Path) -> Engine:
    """Connections to a file that exists already; it is never created here."""
    # An empty name would open a throwaway database, hence the URI with mode=rw.
    address = path.resolve().as_uri() + "?mode=rw"
    engine = _make_engine(
        lambda: sqlite3.connect(address, uri=True, check_same_thread=False), pool_size=8, max_overflow=24
    )
    WRITE_QUEUES[engine] = WriteQueue(together=True)
    return engine


def memory_engine() -> Engine:
    """One connection to one database in memory; threads take turns with it, so a transaction is never shared."""
    engine = _make_engine(lambda: sqlite3.connect(":memory:", check_same_thread=False), pool_size=1, max_overflow=0)
    WRITE_QUEUES[engine] = WriteQueue(together=False)
    return engine


def _make_engine(connect: Any, pool_size: int, max_overflow: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_use_lifo=True,  # the one used last still knows the pages of the file
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
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def sqlites_own(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The sqlite3 connection below SQLAlchemy's, for copying and serialising a database."""
    taken = engine.raw_connection()
    assert isinstance(taken.driver_connection, sqlite3.Connection)
    try:
        yield taken.driver_connection
    finally:
        taken.close()


def close_gaps(engine: Engine) -> None:
    """Write the file anew. A full disk leaves the gaps, in which secure_delete has overwritten what stood there."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("VACUUM")
