"""The notebook: one file (or, for the demo, none) and the way to open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine

from nearer.database.engines import changes, in_turn, is_file, reading, rows_changed, serialised, writing
from nearer.database.file_change_counter import FileChangeCounter
from nearer.database.notebook_file import (
    DEMO_ID,
    SCRIPTS,
    check_notebook,
    check_schema,
    known_revisions,
    read_revision,
)
from nearer.database.notebook_folder import NOTEBOOK_FILE, blank_notebook, new_file, take_lock
from nearer.database.row_errors import NotebookInUse, NotebookUnusable
from nearer.database.schema import drafts
from nearer.database.scope import Scope
from nearer.database.sqlite_engines import file_engine, memory_engine, sqlites_own
from nearer.database.write_watch import CompareAlways, WriteWatch
from nearer.file_copies.update import bring_up_to_date
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import ClinicAccount, Manager, Principal, Therapist
from nearer.sealed.account_authorisation import AccountReader, AccountWriter, scope_of_account
from nearer.sealed.authorisation import Reader, Writer, check_schema_unchanged, scope_of
from nearer.sealed.cover_end import end_covers
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.couple.readers import close_to_departed_readers

T = TypeVar("T")
R = TypeVar("R", bound=AccountReader)
W = TypeVar("W", bound=AccountWriter)


@dataclass(frozen=True)
class Notebook:
    """`demo` says that everybody in it is made up; `path` is None for one in memory, and for a PostgreSQL."""

    engine: Engine = field(repr=False)
    demo: bool
    path: Path | None
    lock: sqlite3.Connection | None = field(default=None, repr=False, compare=False)
    writes: WriteWatch = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        in_file = is_file(self.engine.dialect)
        object.__setattr__(self, "writes", FileChangeCounter(self.path) if in_file else CompareAlways())

    @contextmanager
    def read_as(self, principal: Principal) -> Iterator[Reader]:
        """One consistent view, as this person. NotFound when the notebook does not know them with these keys.

        ChangedOutside when anything of theirs is not as they left it.
        """
        as_of_now = principal.as_of_now()
        with reading(self.engine, scope_of(principal)) as connection:
            reader = Reader.of(connection, as_of_now, self.writes)
            principal.note_versions(as_of_now.seen_versions)
            yield reader

    @contextmanager
    def write_as(self, principal: Principal, now: datetime | None = None) -> Iterator[Writer]:
        """All or nothing, as this person; `now` for whatever is dated. Errors as above, NotSaved with a sentence."""
        transaction = self.writes.transaction(self.engine, scope_of(principal))
        with transaction as connection, self._seal_after(connection, principal, now) as writer:
            yield writer
        principal.note_save(writer.ledger.version)

    def save_as(self, principal: Principal, act: Callable[[Writer], T], now: datetime) -> T:
        """What `act` returns, as from `write_as`; many who save at once are committed together.

        `act` may run in another thread, and does nothing but write.
        """

        def write(connection: Connection) -> tuple[T, Writer]:
            with self._seal_after(connection, principal, now) as writer:
                return act(writer), writer

        value, writer = self.writes.save(self.engine, scope_of(principal), write)
        principal.note_save(writer.ledger.version)
        if writer.changed == {drafts}:
            principal.note_drafts_saved()
        return value

    @contextmanager
    def _seal_after(self, connection: Connection, principal: Principal, now: datetime | None) -> Iterator[Writer]:
        writer = Writer.of(connection, principal, self.writes, now)
        if now is not None:  # without a moment things are only deleted or set, never written for a reader
            close_to_departed_readers(writer)
        yield writer
        writer.seal()

    @contextmanager
    def renew_as(self, principal: Principal, fresh: Principal, now: datetime) -> Iterator[tuple[Writer, Writer]]:
        """All or nothing, as somebody who takes other keys: a writer with those before, and one with `fresh` ones."""
        with self.writes.transaction(self.engine, scope_of(principal)) as connection:
            before = Writer.of(connection, principal, self.writes, now)
            close_to_departed_readers(before)
            fresh.trusted.update({**principal.trusted, fresh.id: fresh.keys.public})
            writer = replace(before, principal=fresh)
            yield before, writer
            writer.seal()
        fresh.seen_versions[fresh.id] = writer.ledger.version

    @contextmanager
    def erase_as(self, principal: Principal, now: datetime) -> Iterator[Writer]:
        """All or nothing, as somebody who deletes everything of theirs: no row is compared, and no ledger is left.

        ChangedOutside when something was added to the file that could hold on to what is deleted.
        """
        with writing(self.engine, scope_of(principal)) as connection:
            check_schema_unchanged(connection)
            yield Writer.unchecked(connection, principal, now, Ledger())

    @contextmanager
    def read_as_therapist(self, therapist: Therapist, now: datetime | None = None) -> Iterator[TherapistReader]:
        """One consistent view, as a therapist: NotFound for one who is unknown, revoked, or has other keys.

        With `now` a cover that is over has ended.
        """
        with self._read_as(TherapistReader, therapist, now) as reader:
            yield reader

    @contextmanager
    def write_as_therapist(self, therapist: Therapist, now: datetime | None = None) -> Iterator[TherapistWriter]:
        """All or nothing, as a therapist; `now` and errors as for `read_as_therapist`."""
        with self._write_as(TherapistWriter, therapist, now) as writer:
            if now is not None:
                end_covers(writer)
            yield writer

    @contextmanager
    def read_as_account(self, account: ClinicAccount) -> Iterator[AccountReader]:
        """What is of one account of the clinic, a therapist's or a manager's; NotFound as for a therapist."""
        with self._read_as(AccountReader, account) as reader:
            yield reader

    @contextmanager
    def write_as_account(self, account: ClinicAccount, now: datetime | None = None) -> Iterator[AccountWriter]:
        """All or nothing, as whoever has the account; `now` and errors as for `read_as_therapist`."""
        with self._write_as(AccountWriter, account, now) as writer:
            yield writer

    def act_as_manager(
        self, manager: Manager, ended: UUID | None, act: Callable[[AccountWriter], T], now: datetime
    ) -> T:
        """What `act` returns: all or nothing, as if nobody else acted meanwhile; it may run several times.

        `ended` is the account that it ends. NotFound for a manager who is unknown, revoked, or has other keys.
        """

        as_of_now = manager.as_of_now()

        def write(connection: Connection) -> T:
            writer = AccountWriter.of(connection, as_of_now, self.writes, now)
            writer.hold_account()
            return act(writer)

        scope = Scope(manager.clinic, None, ended, manager=True, before_sign_in=True)
        # What is sealed for an account while it ends has to be seen and go with it; names are taken as if one by one.
        return (serialised if ended is None else in_turn)(self.engine, write, scope)

    @contextmanager
    def _read_as(self, kind: type[R], account: ClinicAccount, now: datetime | None = None) -> Iterator[R]:
        as_of_now = account.as_of_now()
        with reading(self.engine, scope_of_account(account)) as connection:
            reader = kind.of(connection, as_of_now, self.writes, now)
            account.note_versions(as_of_now.seen_versions)
            yield reader

    @contextmanager
    def _write_as(self, kind: type[W], account: ClinicAccount, now: datetime | None) -> Iterator[W]:
        with self.writes.transaction(self.engine, scope_of_account(account)) as connection:
            writer = kind.of(connection, account, self.writes, now)
            before = rows_changed(connection)
            yield writer
            if rows_changed(connection) != before:  # most of a therapist's reading writes only the day's first opening
                writer.seal()
        account.note_versions({account.id: writer.ledger.version})

    @property
    def changes(self) -> int:
        """How often something was written since it was opened: what was read before the last time may have changed."""
        return changes(self.engine)

    @property
    def last_commit(self) -> int:
        """Another number once anybody wrote anything, past Nearer too; with PostgreSQL it is another one each time."""
        return self.writes.last_commit(self.engine)

    def close(self) -> None:
        """Let go of the file, so that another program can open it."""
        self.engine.dispose()
        self.writes.close()
        if self.lock is not None:
            self.lock.close()


def open_notebook(folder: Path) -> Notebook:
    """Open the notebook in `folder`, or start one. NotebookUnusable says why not; the file is then untouched."""
    path, lock = folder / NOTEBOOK_FILE, take_lock(folder)
    try:
        if path.exists():
            check_notebook(path)
            with suppress(OSError):  # somebody else's file system keeps its own rights
                path.chmod(0o600)
            bring_up_to_date(path, SCRIPTS)
            check_schema(path)
        else:
            new_file(path)
    except BaseException:
        lock.close()
        raise
    return Notebook(engine=file_engine(path), demo=False, path=path, lock=lock)


def open_while_in_use(folder: Path) -> Notebook:
    """For one short act while another Nearer may have the notebook open; SQLite lets the two take turns.

    NotebookUnusable as for `open_notebook`, or when the other one is of another version.
    """
    try:
        return open_notebook(folder)
    except NotebookInUse:
        path = folder / NOTEBOOK_FILE
        if read_revision(path) != known_revisions()[0]:
            raise NotebookUnusable(NotebookFileText.OPEN_IN_ANOTHER_VERSION, path=path) from None
        check_schema(path)
        return Notebook(engine=file_engine(path), demo=False, path=path)


def open_demo_notebook() -> Notebook:
    """A throwaway notebook in memory for made-up people; it goes with the process and never touches a file."""
    engine = memory_engine()
    with sqlites_own(engine) as fresh, closing(sqlite3.connect(":memory:")) as blank:
        blank.deserialize(blank_notebook(DEMO_ID))
        blank.backup(fresh)
    return Notebook(engine=engine, demo=True, path=None)
