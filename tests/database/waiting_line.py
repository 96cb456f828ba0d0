"""Whoever waits to write, in an order that a test decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from nearer.database.engines import writers_waiting, writing
from nearer.database.group_commit import MAX_SAVES
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, make_person
from tests.waiting import wait_until

SECONDS = 20  # nobody waits so long in these tests


@dataclass
class WaitingWriters:
    """Whoever writes in a thread of their own, each in line before the next one comes; `seen` is what was committed."""

    notebook: Notebook
    pool: ThreadPoolExecutor
    works: list[Future[Any]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def add(self, act: Callable[[], object]) -> Future[Any]:
        self.works.append(self.pool.submit(act))
        assert wait_until(lambda: writers_waiting(self.notebook.engine) == len(self.works), SECONDS)
        return self.works[-1]

    def keep(self, who: Principal, questionnaire: str = "body", version: int = 0) -> Future[Any]:
        draft = Draft(questionnaire, None, {"pain": "some"}, version=version)
        return self.add(lambda: save_draft(self.notebook, who, draft, NOW))

    def save(self, who: Principal, act: Callable[[Writer], object]) -> Future[Any]:
        return self.add(lambda: self.notebook.save_as(who, act, NOW))

    def write(self, who: Principal) -> Future[Any]:
        """Somebody who writes alone."""

        def note() -> None:
            with self.notebook.write_as(who, NOW):
                self.seen.append(who.nickname)

        return self.add(note)


@contextmanager
def hold_the_write_lock(notebook: Notebook) -> Iterator[WaitingWriters]:
    """Nobody may write while it lasts; afterwards all who are in line do."""
    with ThreadPoolExecutor(3 * MAX_SAVES) as pool:
        waiting = WaitingWriters(notebook, pool)
        with writing(notebook.engine):
            yield waiting
            for name in ("commit", "rollback"):
                event.listen(notebook.engine, name, lambda _connection, name=name: waiting.seen.append(name))
        assert waiting.seen.pop(0) == "commit"  # of whoever kept all from writing


def make_people(notebook: Notebook, number: int) -> list[Principal]:
    return [make_person(notebook, f"Person {name}") for name in range(number)]


def draft_versions(notebook: Notebook, everybody: list[Principal]) -> list[list[int]]:
    """Of each person's drafts."""
    return [[draft.version for draft in read_drafts(notebook, who)] for who in everybody]
