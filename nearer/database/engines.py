"""Transactions, whatever the database is, a notebook's file or a clinic's PostgreSQL: the seam between the two.

What is PostgreSQL's is imported where a PostgreSQL is open: a notebook on a laptop does without its driver.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Dialect, Engine, literal, select

from nearer.database import expected_schema, sqlite_transactions
from nearer.database.row_errors import NotRead, NotSaved
from nearer.database.scope import BEFORE_SIGN_IN, Scope
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

MAX_TURNS_IN_ALL = 10
# How a text for `raw_cursor` writes its values, in SQLAlchemy's words.
RAW_PARAMETERS = {"sqlite": "qmark", "postgresql": "numeric_dollar"}
T = TypeVar("T")


class Transactions(Protocol):
    """The transactions of one database: `sqlite_transactions` and `postgres_transactions` have these functions."""

    def reading(self, engine: Engine, scope: Scope, /) -> AbstractContextManager[Connection]: ...
    def writing(self, engine: Engine, scope: Scope, /) -> AbstractContextManager[Connection]: ...
    def serialised(self, engine: Engine, act: Callable[[Connection], T], scope: Scope, /) -> T: ...
    def changes(self, engine: Engine, /) -> int: ...
    def rows_changed(self, connection: Connection, /) -> int: ...
    def writers_waiting(self, engine: Engine, /) -> int: ...


def reading(engine: Engine, scope: Scope = BEFORE_SIGN_IN) -> AbstractContextManager[Connection]:
    """One consistent view; nothing may be written in it. NotRead when database, disk or file refuse.

    EntryBroken for a damaged file, and for a value that no column of ours can hold.
    """
    return _transactions(engine.dialect).reading(engine, scope)


def writing(engine: Engine, scope: Scope = BEFORE_SIGN_IN) -> AbstractContextManager[Connection]:
    """All or nothing, kept when the block ends. NotSaved with a sentence when database, disk or file refuse."""
    return _transactions(engine.dialect).writing(engine, scope)


def serialised(engine: Engine, act: Callable[[Connection], T], scope: Scope = BEFORE_SIGN_IN) -> T:
    """What `act` returns, from a transaction as `writing`, as if nobody else wrote meanwhile.

    For what two processes could do at once to rows that nobody owns: `act` may run several times, and only its last
    time counts.
    """
    return _transactions(engine.dialect).serialised(engine, act, scope)


def in_turn(engine: Engine, act: Callable[[Connection], T], scope: Scope) -> T:
    """What `act` returns, from `writing`, tried again when two wrote the same at once; only its last time counts.

    For what has to see whatever was committed while it waited for a lock, which a `serialised` act does not.
    """
    for attempts_left in reversed(range(MAX_TURNS_IN_ALL)):
        try:
            with writing(engine, scope) as connection:
                return act(connection)
        except NotSaved as refused:
            if refused.code != NotebookFileText.BUSY.code or not attempts_left:
                raise
    raise AssertionError  # the last try returns or raises


def changes(engine: Engine) -> int:
    """A number that is another one once anything was written that somebody may be let read."""
    return _transactions(engine.dialect).changes(engine)


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return _transactions(connection.dialect).rows_changed(connection)


def was_damage_met(engine: Engine) -> bool:
    """Whether a damaged page of the file was met since it was opened; of a PostgreSQL that is not known here."""
    return is_file(engine.dialect) and sqlite_transactions.was_damage_met(engine)


def writers_waiting(engine: Engine) -> int:
    """How many wait just now for somebody else's writing to end. NotRead."""
    return _transactions(engine.dialect).writers_waiting(engine)


def is_within_reach(engine: Engine) -> bool:
    """Whether the database answers just now; a file always does."""
    try:
        with reading(engine) as connection:
            return connection.execute(select(literal(1))).scalar_one() == 1
    except NotRead:
        return False


def is_as_expected(connection: Connection) -> bool:
    """Whether nothing was added to the schema, taken from it or changed in it."""
    if is_file(connection.dialect):
        return expected_schema.is_as_expected(connection)
    from nearer.database import postgres_schema

    return postgres_schema.is_as_expected(connection)


def raw_cursor(connection: Connection) -> Any:
    """A cursor of the driver in this transaction, for a text with `RAW_PARAMETERS`: it is sent as it is."""
    if is_file(connection.dialect):
        return connection.connection.cursor()
    from psycopg import RawCursor

    driver: Any = connection.connection.dbapi_connection
    return RawCursor(driver)


def is_file(dialect: Dialect) -> bool:
    """Whether this is SQLite: one file, or a database in memory."""
    return dialect.name == "sqlite"


def _transactions(dialect: Dialect) -> Transactions:
    if is_file(dialect):
        return sqlite_transactions
    from nearer.database import postgres_transactions

    return postgres_transactions
