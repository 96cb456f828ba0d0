"""Where the notebook's file lies, starting a new one, and the lock that one program holds on it."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from nearer.database.engines import writing
from nearer.database.notebook_file import REAL_ID, create_newest, create_private_file
from nearer.database.row_errors import NotebookInUse, NotebookUnusable
from nearer.database.sqlite_engines import SQLITE_REFUSED, memory_engine, sqlites_own
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.system_refusals import explain_refusal

NOTEBOOK_FILE = "nearer.db"
LOCK_FILE = "nearer.lock"


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


def new_file(path: Path) -> None:
    """A new notebook, of real people, appears whole or not at all."""
    fresh, blank = path.with_suffix(".new"), blank_notebook(REAL_ID)
    fresh.unlink(missing_ok=True)
    try:
        create_private_file(fresh)
        with fresh.open("r+b") as file:
            file.write(blank)
            file.flush()
            os.fsync(file.fileno())
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.NOT_STARTED, path=path, why=explain_refusal(refused)) from None
    os.replace(fresh, path)


@lru_cache(maxsize=2)
def blank_notebook(application_id: int) -> bytes:
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
        raise NotebookUnusable(NotebookFileText.FOLDER_UNUSABLE, folder=folder, why=explain_refusal(refused)) from None


def notebook_file(folder: Path) -> Path:
    """The notebook's file itself, also behind a link in the folder. NotebookUnusable where that leads nowhere."""
    path = folder / NOTEBOOK_FILE
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):
        raise NotebookUnusable(NotebookFileText.LINK_TO_NOTHING, path=path) from None


def take_lock(folder: Path) -> sqlite3.Connection:
    """A second program on one notebook is refused; SQLite's own lock works on every platform and ends with us.

    It lies beside the file itself, wherever a link in the folder leads, so that two folders with one file have one.
    """
    _private_folder(folder)
    path, lock = notebook_file(folder).with_name(LOCK_FILE), None
    try:
        with suppress(FileExistsError):
            create_private_file(path)
        lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        lock.execute("BEGIN EXCLUSIVE")
    except OSError as refused:
        why = explain_refusal(refused)
        raise NotebookUnusable(NotebookFileText.FOLDER_NOT_WRITABLE, folder=path.parent, why=why) from None
    except SQLITE_REFUSED as refused:
        if lock is None or getattr(refused, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise NotebookUnusable(NotebookFileText.LOCK_UNUSABLE, path=path) from None
        lock.close()
        raise NotebookInUse(NotebookFileText.IN_USE, folder=folder) from None
    return lock
