"""A notebook as a crash leaves it: half of a transaction is in the file, and the journal that undoes it lies beside."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from nearer.database.notebook_folder import NOTEBOOK_FILE

JOURNAL = NOTEBOOK_FILE + "-journal"


def crash(folder: Path, crashed: Path) -> Path:
    """A copy of the folder, taken in the middle of overwriting every entry."""
    path = folder / NOTEBOOK_FILE
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE entries SET body = randomblob(20000)")
        shutil.copytree(folder, crashed)
        connection.execute("ROLLBACK")
    assert (crashed / JOURNAL).stat().st_size > 0
    assert (crashed / NOTEBOOK_FILE).read_bytes() != path.read_bytes()
    return crashed
