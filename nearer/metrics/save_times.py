"""How many transactions wrote what is on the disk now, and how long each took, from its beginning to after COMMIT."""

from __future__ import annotations

import time

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from nearer.metrics.counters import Timer

_BEGUN, _COMMITTED = "nearer_begun", "nearer_committed"


def time_saves(engine: Engine) -> Timer:
    """Watch an engine from now on.

    SQLAlchemy tells of a COMMIT before it is made, so the end is when the connection is given back.
    """
    timer = Timer("nearer_saves_seconds")

    def begin(connection: Connection) -> None:
        connection.info.pop(_COMMITTED, None)
        connection.info[_BEGUN] = time.perf_counter() if _writes(connection) else None

    def commit(connection: Connection) -> None:
        connection.info[_COMMITTED] = connection.info.get(_BEGUN)

    def rollback(connection: Connection) -> None:
        connection.info.pop(_COMMITTED, None)

    def check_in(_connection: object, entry: ConnectionPoolEntry) -> None:
        begun = entry.info.pop(_COMMITTED, None)
        if begun is not None:
            timer.add(time.perf_counter() - begun)

    for name, hear in (("begin", begin), ("commit", commit), ("rollback", rollback)):
        event.listen(engine, name, hear)
    event.listen(engine, "checkin", check_in)
    return timer


def _writes(connection: Connection) -> bool:
    """Whether this transaction writes, by the options that nearer/database sets for SQLite and for PostgreSQL."""
    options = connection.get_execution_options()
    return bool(options.get("writes")) or options.get("postgresql_readonly") is False
