"""A notebook moved from its file to a clinic's PostgreSQL, or back; what it came from is left as it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from nearer.database.engines import reading, writing
from nearer.database.notebook_file import check_notebook, check_schema, known_revisions, read_revision
from nearer.database.notebook_folder import NOTEBOOK_FILE, new_file, take_lock
from nearer.database.row_errors import NotebookUnusable
from nearer.database.sqlite_engines import file_engine
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.moves.row_copy import copy_rows

Tell = Callable[[str, int], None]


def move(source: str, target: str, role: str, tell: Tell) -> int:
    """Copy every row from a file to an address or back, compare it, and say how many; `tell` hears of each table.

    NotebookUnusable says why not: then nothing stands in the target, and the source is untouched either way.
    """
    if is_address(source) == is_address(target):
        raise NotebookUnusable(DatabaseText.FILE_AND_ADDRESS)
    from nearer.moves.postgres_move import as_source, as_target

    if is_address(target):
        with _file_as_source(Path(source)) as rows, as_target(target, role) as tables:
            return copy_rows(rows, tables, tell)
    with as_source(source) as rows, _file_as_target(Path(target)) as tables:
        return copy_rows(rows, tables, tell)


def is_address(text: str) -> bool:
    """Whether this names a PostgreSQL and no file."""
    return text.startswith(("postgresql://", "postgres://"))


@contextmanager
def _file_as_source(path: Path) -> Iterator[Connection]:
    """Nobody has the notebook open meanwhile."""
    with ExitStack() as until_moved:
        if path.name == NOTEBOOK_FILE:
            until_moved.callback(take_lock(path.parent).close)
        check_notebook(path)
        if read_revision(path) != known_revisions()[0]:
            raise NotebookUnusable(DatabaseText.OPEN_IT_FIRST, path=path)
        check_schema(path)
        engine = file_engine(path)
        until_moved.callback(engine.dispose)
        yield until_moved.enter_context(reading(engine))


@contextmanager
def _file_as_target(path: Path) -> Iterator[Connection]:
    """A new file, which gets its name once it is whole."""
    if path.exists():
        raise NotebookUnusable(DatabaseText.FILE_IS_THERE, path=path)
    fresh = path.with_suffix(".moving")
    try:
        new_file(fresh)
        engine = file_engine(fresh)
        try:
            with writing(engine) as connection:
                yield connection
        finally:
            engine.dispose()  # whoever holds a file open keeps some systems from deleting it
        check_notebook(fresh)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
