"""How the notebook is, for a manager: versions, size, free space and copies; the same as `nearer status` says."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import nearer
from nearer.backups.copies import own_copies
from nearer.database.damaged_file import COPIES_FOLDER
from nearer.database.engines import is_file
from nearer.database.notebook_file import known_revisions
from nearer.privacy.principal import Manager
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class NotebookState:
    """`copies` are the moments (aware UTC) of Nearer's own, the newest first, each verified when it was made.

    `copies_folder` is None where Nearer makes none: a PostgreSQL's are the clinic's own, and so is its disk.
    """

    version: str
    schema: str
    database: str
    bytes: int
    bytes_free: int | None
    copies: tuple[datetime, ...]
    copies_folder: Path | None


def read_notebook_state(notebook: Notebook, manager: Manager) -> NotebookState:
    """The notebook's state now. NotFound for a manager who is unknown, revoked, or has other keys."""
    with notebook.read_as_account(manager) as reader:
        number = ".".join(map(str, reader.connection.dialect.server_version_info or ()))
    engine, path = notebook.engine, notebook.path
    name = "SQLite" if is_file(engine.dialect) else "PostgreSQL"
    about = (nearer.__version__, known_revisions()[0], f"{name} {number}")
    if path is not None:
        sizes = path.stat().st_size, shutil.disk_usage(path.parent).free
        copies = tuple(sorted(own_copies(path), reverse=True))
        return NotebookState(*about, *sizes, copies, path.parent / COPIES_FOLDER)
    return NotebookState(*about, 0 if is_file(engine.dialect) else _bytes_of(notebook), None, (), None)


def _bytes_of(notebook: Notebook) -> int:
    from nearer.database.postgres_engine import read_bytes  # its driver is loaded only where there is one

    return read_bytes(notebook.engine)
