"""Bringing a notebook's tables up to date: a verified copy first, put back when anything goes wrong."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, inspect, select, table

from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.storage.database.engines import file_engine, reading, writing
from nearer.storage.database.file_integrity import check_notebook, create_private_file, read_revision
from nearer.storage.errors import NotebookUnusable
from nearer.storage.therapist.schema import EVERY_TABLE

SCRIPTS = Path(__file__).parent / "migrations"


def create_newest(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """All tables as the schema has them, at the newest revision: what every step together would have made."""
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    EVERY_TABLE.create_all(connection, checkfirst=False)
    MigrationContext.configure(connection).stamp(ScriptDirectory(str(scripts)), "head")


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run every step that is missing, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def known_revisions(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """Every revision this version of Nearer knows, newest first."""
    from alembic.script import ScriptDirectory

    return tuple(step.revision for step in ScriptDirectory(str(scripts)).walk_revisions())


def bring_up_to_date(path: Path, scripts: Path = SCRIPTS) -> Path | None:
    """Upgrade a sound notebook and say where its copy is; None when there was nothing to do.

    NotebookUnusable when it is of a newer version (untouched) or when a step did not work (as it was before).
    """
    revisions, revision = known_revisions(scripts), read_revision(path)
    if revision not in revisions:
        raise NotebookUnusable(NotebookFileText.OF_A_NEWER_VERSION, path=path)
    if revision == revisions[0]:
        return None
    copy = back_up(path, f"nearer-before-{revisions[0]}")
    try:
        with _engine_of(path) as engine, writing(engine) as connection:
            upgrade(connection, scripts)
        check_notebook(path)
    except Exception as problem:
        _put_back(path, copy, revision)
        raise NotebookUnusable(NotebookFileText.NOT_BROUGHT_UP_TO_DATE, path=path, copy=copy) from problem
    return copy


def back_up(path: Path, name: str) -> Path:
    """A verified copy beside the notebook, readable by its owner only."""
    copy = _free_name(path.parent, name)
    create_private_file(copy)
    with closing(sqlite3.connect(path)) as source:
        source.execute("VACUUM INTO ?", (str(copy),))
    check_notebook(copy)
    if _row_counts(copy) != _row_counts(path):
        raise NotebookUnusable(NotebookFileText.COPY_NOT_COMPLETE, copy=copy)
    return copy


def _row_counts(path: Path) -> dict[str, int]:
    with _engine_of(path) as engine, reading(engine) as connection:
        names = inspect(connection).get_table_names()
        return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def _free_name(folder: Path, name: str) -> Path:
    tried, number = folder / f"{name}.db", 1
    while tried.exists():
        number += 1
        tried = folder / f"{name}-{number}.db"
    return tried


@contextmanager
def _engine_of(path: Path) -> Iterator[Engine]:
    engine = file_engine(path)
    try:
        yield engine
    finally:
        engine.dispose()


def _put_back(path: Path, copy: Path, revision: str) -> None:
    """The transaction undid itself already; the copy takes its place only where that did not leave a sound file."""
    try:
        check_notebook(path)
        if read_revision(path) == revision:
            return
    except NotebookUnusable:
        pass
    fresh = path.with_suffix(".restored")
    shutil.copy2(copy, fresh)
    os.replace(fresh, path)
