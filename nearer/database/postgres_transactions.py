"""Transactions in PostgreSQL: in sight of one couple or one therapist only, and in turn with whoever writes there too.

A reader has one snapshot. A writer locks the couple's row, or the therapist's, first: what is theirs is then written by
one after the other, whatever process they are in, and each statement sees what the one before committed. Who writes for
a couple also holds their therapists' accounts as they are, so that one that ends meanwhile ends before or after.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, bindparam, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolEmpty

from nearer.database.row_errors import NotRead, NotSaved
from nearer.database.schema import couples
from nearer.database.scope import Scope
from nearer.database.therapist_schema import connections, therapists
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.explained_errors import ErrorText
from nearer.statements.bound_values import bind_values, matches_bound
from nearer.statements.ready_statements import read_rows

MAX_TURNS, FIRST_PAUSE_SECONDS = 10, 0.01
_SETTINGS = ("clinic", "couple", "therapist", "manager", "before_sign_in")
_ENTER = select(*(func.set_config(f"nearer.{name}", bindparam(name), True) for name in _SETTINGS))
_COUPLE = select(couples.c.couple_id).where(matches_bound(couples, "clinic_id", "couple_id"))
_ACCOUNTS = select(therapists.c.therapist_id)
_LET_IN = select(connections.c.therapist_id).where(
    matches_bound(connections, "clinic_id", "couple_id"), connections.c.ended.is_(None)
)
_THEIR_ACCOUNTS = _ACCOUNTS.where(matches_bound(therapists, "clinic_id"), therapists.c.therapist_id.in_(_LET_IN))
# In this order: the couple's row to write in turn, and the accounts of their therapists as they are.
_TURNS_OF_COUPLE = (
    _COUPLE.with_for_update(key_share=True),
    _THEIR_ACCOUNTS.with_for_update(read=True, key_share=True),
)
_OWN_ACCOUNT = _ACCOUNTS.where(matches_bound(therapists, "clinic_id", "therapist_id"))
_TURN_OF_THERAPIST = _OWN_ACCOUNT.with_for_update(key_share=True)
# https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization, deadlock, the same key at once
_CROSSED = {"40001", "40P01", "23505"}
_REASONS: dict[str, ErrorText] = {
    **dict.fromkeys((*_CROSSED, "55P03", "57014", "53300"), NotebookFileText.BUSY),
    **dict.fromkeys(("53100", "58030"), NotebookFileText.DISK_FULL),
    "25006": NotebookFileText.READ_ONLY,
    **dict.fromkeys(("57P01", "57P02", "57P03", "25P03"), DatabaseText.AWAY),
}
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
T = TypeVar("T")


@contextmanager
def reading(engine: Engine, scope: Scope) -> Iterator[Connection]:
    """One consistent view of what is in `scope`; NotRead with a sentence."""
    with _explain_refusals(NotRead), engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            _enter(connection, scope)
            yield connection


@contextmanager
def writing(engine: Engine, scope: Scope) -> Iterator[Connection]:
    """All or nothing, in turn; NotSaved with a sentence. After it the server has it on its disk."""
    with _explain_refusals(NotSaved), engine.connect() as plain:
        connection = plain.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
        with connection.begin():
            _enter(connection, scope)
            _take_turn(connection, scope)
            yield connection


def serialised(engine: Engine, act: Callable[[Connection], T], scope: Scope) -> T:
    """What `act` returns, as if nobody wrote meanwhile: tried anew, a few times, when somebody did. NotSaved then."""
    for turn in range(MAX_TURNS):
        try:
            with engine.connect() as plain:
                connection = plain.execution_options(isolation_level="SERIALIZABLE", postgresql_readonly=False)
                with connection.begin():
                    _enter(connection, scope)
                    _take_turn(connection, scope)
                    value = act(connection)
                return value
        except (DBAPIError, psycopg.Error) as refused:
            if _state(refused) not in _CROSSED or turn + 1 == MAX_TURNS:
                raise _explain_error(refused, NotSaved) from None
        except PoolEmpty:
            raise NotSaved(NotebookFileText.BUSY) from None
        time.sleep(random.uniform(0, FIRST_PAUSE_SECONDS * 2**turn))
    raise NotSaved(NotebookFileText.BUSY)


def changes(engine: Engine) -> int:
    """Which transactions are over, in whatever process: another number once one more is.

    Committed, though nothing is written: psycopg forgets what is prepared in a connection at each ROLLBACK.
    """
    with _explain_refusals(NotRead), engine.begin() as connection:
        return hash(connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one())


def rows_changed(connection: Connection) -> int:
    """How many rows this connection has changed since it was opened."""
    return int(connection.info.get("rows", 0))


def writers_waiting(engine: Engine) -> int:
    """How many of all processes wait for a row that somebody else is writing."""
    with _explain_refusals(NotRead), engine.begin() as connection:
        return int(connection.exec_driver_sql(_WAITING).scalar_one())


def _enter(connection: Connection, scope: Scope) -> None:
    """Say whose rows these are; it ends with the transaction, whoever has the connection next."""
    read_rows(connection, _ENTER, {name: _as_setting(getattr(scope, name)) for name in _SETTINGS})


def _as_setting(value: object) -> str:
    return "on" if value is True else str(value or "")


def _take_turn(connection: Connection, scope: Scope) -> None:
    values = bind_values({"clinic_id": scope.clinic, "couple_id": scope.couple, "therapist_id": scope.therapist})
    turns = () if scope.couple is None else _TURNS_OF_COUPLE
    for turn in turns if scope.therapist is None else (*turns, _TURN_OF_THERAPIST):
        read_rows(connection, turn, values)


@contextmanager
def _explain_refusals(error: type[NotSaved]) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, psycopg.Error) as refused:  # the second where SQLAlchemy is passed by
        raise _explain_error(refused, error) from None
    except PoolEmpty:
        raise error(NotebookFileText.BUSY) from None


def _explain_error(refused: Exception, error: type[NotSaved]) -> Exception:
    """The error as a sentence for a person; one that is no fault of the database as it is."""
    state = _state(refused)
    if state in _REASONS:
        return error(_REASONS[state])
    lost = isinstance(getattr(refused, "orig", refused), psycopg.OperationalError)
    return error(DatabaseText.AWAY) if lost or state.startswith("08") else refused


def _state(refused: Exception) -> str:
    return getattr(getattr(refused, "orig", refused), "sqlstate", None) or ""
