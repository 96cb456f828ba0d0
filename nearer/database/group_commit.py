"""Saves that arrive together are committed together, and each is told only after that COMMIT.

Whoever comes first waits for the turn to write (nearer/database/write_queue.py); those who come until then join them.
The first one then writes for all, each in a savepoint, so that one that is refused leaves nothing and hurts no other.
An ordinary writer waits for one such group at most: who comes once it writes is the first of another one, behind.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from nearer.database.row_errors import NotSaved
from nearer.database.scope import Scope
from nearer.database.sqlite_engines import WRITE_QUEUES
from nearer.database.sqlite_transactions import explaining, is_undone
from nearer.database.write_queue import MAX_WAIT_SECONDS
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

MAX_SAVES = 32  # in one group
T = TypeVar("T")


@dataclass(slots=True, eq=False)
class _Save:
    """One save that waits to be committed, and its outcome."""

    scope: Scope
    act: Callable[[Connection], Any] = field(repr=False)
    told: Future[Any] = field(default_factory=Future, repr=False)
    value: Any = field(default=None, repr=False)
    refused: Exception | None = None

    def run(self, connection: Connection) -> None:
        with explaining(NotSaved):
            self.value = self.act(connection)

    def run_beside_others(self, connection: Connection) -> None:
        """A refusal is remembered, and only this save undone; where SQLite undid everything, it is everybody's."""
        savepoint = connection.begin_nested()
        try:
            self.run(connection)
        except Exception as refused:
            if is_undone(connection):
                raise
            savepoint.rollback()
            self.refused = refused
        else:
            savepoint.commit()

    def tell(self, failure: BaseException | None) -> None:
        error = self.refused or failure
        if error is None:
            self.told.set_result(self.value)
        else:
            self.told.set_exception(error if isinstance(error, Exception) else NotSaved(NotebookFileText.BUSY))


class GroupCommit:
    """Saves drafts of one notebook together; `begin` opens a transaction, all or nothing, and commits it."""

    def __init__(self, begin: Callable[[Engine, Scope], AbstractContextManager[Connection]]) -> None:
        self._begin = begin
        self._lock = threading.Lock()
        self._joinable: list[_Save] = []

    def save(self, engine: Engine, scope: Scope, act: Callable[[Connection], T]) -> T:
        """What `act` returns, once it is committed; it may run in another thread. NotSaved, and whatever it raises.

        Nobody's memory of their ledger counts on what is not committed yet, so each scope is in a group once.
        """
        save = _Save(scope, act)
        queue = WRITE_QUEUES[engine]
        queue.refuse_inside()
        group = self._join_group(save)
        if group[0] is save:
            self._write(engine, group)
        else:
            with queue.join(), suppress(TimeoutError):
                save.told.exception(MAX_WAIT_SECONDS)
            if save.told.cancel():  # nobody began with it
                raise NotSaved(NotebookFileText.BUSY)
        value: T = save.told.result()
        return value

    def _join_group(self, save: _Save) -> list[_Save]:
        """The group that is open, or a new one."""
        with self._lock:
            group = self._joinable
            if not 0 < len(group) < MAX_SAVES or any(other.scope == save.scope for other in group):
                group = self._joinable = []
            group.append(save)
            return group

    def _write(self, engine: Engine, group: list[_Save]) -> None:
        saves: list[_Save] = []
        failure: BaseException | None = None
        try:
            with self._begin(engine, group[0].scope) as connection:
                saves = self._close_group(group)
                if len(saves) == 1:
                    saves[0].run(connection)
                else:
                    self._run_all(connection, saves)
        except BaseException as refused:
            failure = refused
        for save in saves or self._close_group(group):
            save.tell(failure)
        if not isinstance(failure, Exception | None):
            raise failure

    def _run_all(self, connection: Connection, saves: list[_Save]) -> None:
        for save in saves:
            save.run_beside_others(connection)
        if all(save.refused for save in saves):
            raise NotSaved(NotebookFileText.BUSY)  # nothing is committed; each has a reason of its own

    def _close_group(self, group: list[_Save]) -> list[_Save]:
        """The works of the group that still wait; none joins it any more."""
        with self._lock:
            self._joinable = [] if self._joinable is group else self._joinable
        return [save for save in group if save.told.set_running_or_notify_cancel()]
