"""Whose rows have to be compared to their ledger before they are read: somebody may have written past Nearer.

A file has a counter of its commits, so its rows are compared only after a commit that Nearer did not make
(nearer/database/file_change_counter.py). A PostgreSQL has none that whoever writes there could not set: every
transaction compares the rows it is about, and its schema is compared every few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine

from nearer.database.engines import writing
from nearer.database.scope import Scope

SCHEMA_SECONDS = 10
T = TypeVar("T")


class WriteWatch(Protocol):
    """For one notebook in one process."""

    def is_compared(self, connection: Connection, owner: UUID) -> bool:
        """Whether this owner's rows were compared since somebody else wrote."""

    def is_schema_compared(self) -> bool:
        """Whether the schema need not be compared together with rows."""

    def compared(self, owner: UUID) -> None:
        """Remember that this owner's rows, and the schema, were compared."""

    def last_commit(self, engine: Engine) -> int:
        """Another number once anybody wrote anything, past Nearer too; another one each time where nobody can tell."""

    def transaction(self, engine: Engine, scope: Scope) -> AbstractContextManager[Connection]:
        """All or nothing, as `writing`, for what comes with its ledger."""

    def save(self, engine: Engine, scope: Scope, act: Callable[[Connection], T]) -> T:
        """What `act` returns, as in `transaction`; saves that arrive together may be committed together."""

    def close(self) -> None:
        """Let go of the file that is watched."""


class CompareAlways:
    """For a PostgreSQL, where nobody can tell who wrote: rows are compared in every transaction."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._schema_until = 0.0
        self._asked = count()

    def is_compared(self, connection: Connection, owner: UUID) -> bool:
        return False

    def is_schema_compared(self) -> bool:
        return self._clock() < self._schema_until

    def compared(self, owner: UUID) -> None:
        if not self.is_schema_compared():
            self._schema_until = self._clock() + SCHEMA_SECONDS

    def last_commit(self, engine: Engine) -> int:
        return next(self._asked)

    def transaction(self, engine: Engine, scope: Scope) -> AbstractContextManager[Connection]:
        return writing(engine, scope)

    def save(self, engine: Engine, scope: Scope, act: Callable[[Connection], T]) -> T:
        with writing(engine, scope) as connection:
            return act(connection)

    def close(self) -> None:
        pass
