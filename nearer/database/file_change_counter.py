"""Whether somebody wrote the file past Nearer since it was looked at: rows are compared to their ledgers only then.

SQLite adds one to a counter in the file's header with every commit (https://www.sqlite.org/fileformat2.html, 1.3.9).
Commits that come with a ledger are expected; any other commit begins a new epoch, in which everybody is compared anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine

from nearer.database.group_commit import GroupCommit
from nearer.database.scope import Scope
from nearer.database.sqlite_transactions import changes, rows_changed, writing

T = TypeVar("T")
_COUNTER = 24  # bytes from the start of the file, four of them


class FileChangeCounter:
    """For one notebook in one process; without a path it is in memory, where nobody else writes."""

    def __init__(self, path: Path | None) -> None:
        # Open as long as the notebook: closing it would drop SQLite's own locks (https://www.sqlite.org/howtocorrupt.html).
        self._file = None if path is None else path.open("rb", buffering=0)
        self._lock = threading.Lock()
        self._epoch, self._seen = 0, -1
        self._expected: set[int] = set()
        self._compared: dict[UUID, int] = {}
        self._group = GroupCommit(self.transaction)

    def is_compared(self, connection: Connection, owner: UUID) -> bool:
        """Whether this owner's rows were compared since somebody else wrote. Ask inside a transaction that has read."""
        counter = self._counter(connection)
        with self._lock:
            if counter != self._seen:
                self._epoch += counter not in self._expected
                self._seen = counter
                self._expected = {expected for expected in self._expected if expected > counter}
            return self._compared.get(owner) == self._epoch

    def is_schema_compared(self) -> bool:
        """Never: a new epoch compares it together with the rows."""
        return False

    def compared(self, owner: UUID) -> None:
        """Remember that this owner's rows were compared."""
        with self._lock:
            self._compared[owner] = self._epoch

    def last_commit(self, engine: Engine) -> int:
        """The file's own counter; in memory, how often something was written."""
        return changes(engine) if self._file is None else self._read_counter()

    @contextmanager
    def transaction(self, engine: Engine, scope: Scope) -> Iterator[Connection]:
        """All or nothing, as `writing`, for what comes with its ledger, or changes nothing: that is no commit."""
        arrives = None
        try:
            with writing(engine) as connection:
                before = rows_changed(connection)
                yield connection
                begun = self._counter(connection)
                arrives = begun + (self._file is not None and rows_changed(connection) != before)
                with self._lock:
                    self._expected.add(arrives)
        except BaseException:
            with self._lock:
                self._expected.discard(arrives or 0)
            raise
        with self._lock:
            if self._seen <= begun:
                self._seen = arrives

    def save(self, engine: Engine, scope: Scope, act: Callable[[Connection], T]) -> T:
        """What `act` returns, as in `transaction`, committed together with whoever saves at once; in memory alone."""
        if self._file is not None:
            return self._group.save(engine, scope, act)
        with self.transaction(engine, scope) as connection:
            return act(connection)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def _counter(self, connection: Connection) -> int:
        return rows_changed(connection) if self._file is None else self._read_counter()

    def _read_counter(self) -> int:
        assert self._file is not None
        with self._lock:
            self._file.seek(_COUNTER)
            return int.from_bytes(self._file.read(4), "big")
