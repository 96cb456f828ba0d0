"""Transactions, whatever the database is, a notebook's file or a clinic's PostgreSQL: the seam between the two."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sqlalchemy import Connection, Engine

from nearer.database import sqlite_transactions


def reading(engine: Engine) -> AbstractContextManager[Connection]:
    """One consistent view; nothing may be written in it. NotRead when database, disk or file refuse.

    EntryBroken for a damaged file, and for a value that no column of ours can hold.
    """
    return sqlite_transactions.reading(engine)


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """All or nothing, kept when the block ends. NotSaved with a sentence when database, disk or file refuse."""
    return sqlite_transactions.writing(engine)


def changes(engine: Engine) -> int:
    """A number that is another one once anything was written that somebody may be let read."""
    return sqlite_transactions.changes(engine)


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return sqlite_transactions.rows_changed(connection)
