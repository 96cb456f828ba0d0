"""The notebook: one file (or, for the demo, none) and the way to open it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.readers import settle
from nearer.storage.database.engines import changes, file_engine, memory_engine, reading, sqlites_own, writing
from nearer.storage.database.notebook_file import (
    DEMO_ID,
    REAL_ID,
    bring_up_to_date,
    check_notebook,
    check_schema,
    create_newest,
    create_private_file,
    known_revisions,
    read_revision,
)
from nearer.storage.database.outside_writes import OutsideWrites, rows_changed
from nearer.storage.errors import NotebookInUse, NotebookUnusable
from nearer.storage.sealed.authorisation import Reader, Writer, check_unchanged
from nearer.storage.therapist.authorisation import TherapistReader, TherapistWriter

NOTEBOOK_FILE = "nearer.db"
LOCK_FILE = "nearer.lock"


@dataclass(frozen=True)
class Notebook:
    """`demo` says that everybody in it is made up; `path` is None for one in memory."""

    engine: Engine = field(repr=False)
    demo: bool
    path: Path | None
    lock: sqlite3.Connection | None = field(default=None, repr=False, compare=False)
    writes: OutsideWrites = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writes", OutsideWrites(self.path))

    @contextmanager
    def read_as(self, principal: Principal) -> Iterator[Reader]:
        """One consistent view, as this person. NotFound when the notebook does not know them with these keys.

        ChangedOutside when anything of theirs is not as they left it.
        """
        with reading(self.engine) as connection:
            yield Reader.of(connection, principal, self.writes)

    @contextmanager
    def write_as(self, principal: Principal, now: datetime | None = None) -> Iterator[Writer]:
        """All or nothing, as this person; `now` for whatever is dated. Errors as above, NotSaved with a sentence."""
        with self.writes.own(self.engine) as connection:
            writer = Writer.of(connection, principal, self.writes, now)
            if now is not None:  # without a moment things are only deleted or set, never written for a reader
                settle(writer)
            yield writer
            writer.seal()
        principal.counts[principal.person] = writer.ledger.count

    @contextmanager
    def erase_as(self, principal: Principal, now: datetime) -> Iterator[Writer]:
        """All or nothing, as somebody who deletes everything of theirs: no row is compared, and no ledger is left.

        ChangedOutside when something was added to the file that could hold on to what is deleted.
        """
        with writing(self.engine) as connection:
            check_unchanged(connection)
            yield Writer.unchecked(connection, principal, now, Ledger())

    @contextmanager
    def read_as_therapist(self, therapist: Therapist) -> Iterator[TherapistReader]:
        """The same for a therapist: NotFound for one who is unknown, revoked, or has other keys."""
        with reading(self.engine) as connection:
            yield TherapistReader.of(connection, therapist, self.writes)

    @contextmanager
    def write_as_therapist(self, therapist: Therapist, now: datetime | None = None) -> Iterator[TherapistWriter]:
        """All or nothing, as a therapist; `now` and errors as above."""
        with self.writes.own(self.engine) as connection:
            writer = TherapistWriter.of(connection, therapist, self.writes, now)
            before = rows_changed(connection)
            yield writer
            if rows_changed(connection) != before:  # most of a therapist's reading writes only the day's first opening
                writer.seal()
        therapist.counts[therapist.therapist] = writer.ledger.count

    @property
    def changes(self) -> int:
        """How often something was written since it was opened: what was read before the last time may have changed."""
        return changes(self.engine)

    def close(self) -> None:
        """Let go of the file, so that another program can open it."""
        self.engine.dispose()
        self.writes.close()
        if self.lock is not None:
            self.lock.close()


def data_folder(environ: Mapping[str, str]) -> Path:
    """NEARER_DATA, or where programs of this platform keep a person's data."""
    if environ.get("NEARER_DATA"):
        return Path(environ["NEARER_DATA"]).expanduser()
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Nearer"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA", str(home))) / "Nearer"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "nearer"


def open_notebook(folder: Path) -> Notebook:
    """Open the notebook in `folder`, or start one. NotebookUnusable says why not; the file is then untouched."""
    path, lock = folder / NOTEBOOK_FILE, take_lock(folder)
    try:
        if path.exists():
            check_notebook(path)
            with suppress(OSError):  # somebody else's file system keeps its own rights
                path.chmod(0o600)
            bring_up_to_date(path)
            check_schema(path)
        else:
            new_file(path, REAL_ID)
    except BaseException:
        lock.close()
        raise
    return Notebook(engine=file_engine(path), demo=False, path=path, lock=lock)


def open_beside(folder: Path) -> Notebook:
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
        blank.deserialize(_blank(DEMO_ID))
        blank.backup(fresh)
    return Notebook(engine=engine, demo=True, path=None)


def new_file(path: Path, application_id: int) -> None:
    """A new notebook appears whole or not at all."""
    fresh, blank = path.with_suffix(".new"), _blank(application_id)
    fresh.unlink(missing_ok=True)
    try:
        create_private_file(fresh)
        with fresh.open("r+b") as file:
            file.write(blank)
            file.flush()
            os.fsync(file.fileno())
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.NOT_STARTED, path=path, why=refused.strerror) from None
    os.replace(fresh, path)


@lru_cache(maxsize=2)
def _blank(application_id: int) -> bytes:
    """A notebook in which nothing stands yet, made once a process."""
    engine = memory_engine()
    with writing(engine) as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={application_id}")
        create_newest(connection)
    with sqlites_own(engine) as made:
        return made.serialize()


def _private_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.FOLDER_UNUSABLE, folder=folder, why=refused.strerror) from None


def take_lock(folder: Path) -> sqlite3.Connection:
    """A second program on one notebook is refused; SQLite's own lock works on every platform and ends with us."""
    _private_folder(folder)
    path, lock = folder / LOCK_FILE, None
    try:
        with suppress(FileExistsError):
            create_private_file(path)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        lock.execute("BEGIN EXCLUSIVE")
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.FOLDER_NOT_WRITABLE, folder=folder, why=refused.strerror) from None
    except sqlite3.DatabaseError as refused:
        if lock is None or refused.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise NotebookUnusable(NotebookFileText.LOCK_UNUSABLE, path=path) from None
        lock.close()
        raise NotebookInUse(NotebookFileText.IN_USE, folder=folder) from None
    return lock
