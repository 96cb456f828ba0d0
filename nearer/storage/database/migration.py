"""Bringing a notebook's tables up to date: a verified copy first, put back when anything goes wrong."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, func, inspect, select, table

from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.storage.database.engines import file_engine, reading, writing
from nearer.storage.database.file_integrity import check_notebook, create_private_file, read_revision
from nearer.storage.errors import NotebookUnusable
from nearer.storage.therapist.schema import EVERY_TABLE

SCRIPTS = Path(__file__).parent / "migrations"
# As Alembic makes it, which is loaded only where there is a step to take: a start does not wait for it.
REVISION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def create_newest(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """All tables as the schema has them, at the newest revision: what every step together would have made."""
    EVERY_TABLE.create_all(connection, checkfirst=False)
    REVISION.create(connection)
    connection.execute(REVISION.insert().values(version_num=known_revisions(scripts)[0]))


def upgrade(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """Run every step that is missing, inside the transaction of `connection`."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def known_revisions(scripts: Path = SCRIPTS) -> tuple[str, ...]:
    """Every revision this version of Nearer knows, newest first, as its steps name the one before them."""
    after = dict(_read_step(file) for file in (scripts / "versions").glob("*.py"))
    revisions = [after[None]]
    while revisions[0] in after:
        revisions.insert(0, after[revisions[0]])
    return tuple(revisions)


def _read_step(file: Path) -> tuple[str | None, str]:
    """The revision that a step starts from (None for the first) and the one it makes."""
    names = {
        assignment.targets[0].id: ast.literal_eval(assignment.value)
        for assignment in ast.parse(file.read_text("utf-8")).body
        if isinstance(assignment, ast.Assign) and isinstance(assignment.targets[0], ast.Name)
    }
    return names["down_revision"], names["revision"]


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
        _upgrade_file(path, scripts)
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
    engine = file_engine(path)
    try:
        with reading(engine) as connection:
            names = inspect(connection).get_table_names()
            return {
                name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names
            }
    finally:
        engine.dispose()


def _free_name(folder: Path, name: str) -> Path:
    tried, number = folder / f"{name}.db", 1
    while tried.exists():
        number += 1
        tried = folder / f"{name}-{number}.db"
    return tried


def _upgrade_file(path: Path, scripts: Path) -> None:
    engine = file_engine(path)
    try:
        with writing(engine) as connection:
            upgrade(connection, scripts)
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
