"""A notebook's file: what it is, whole or not, and its tables.

A file is looked at before it is opened, without touching it.
"""

from __future__ import annotations

import ast
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection

from nearer.database.damaged_file import changed_tables, damaged_file, is_sound, open_read_only
from nearer.database.engines import reading
from nearer.database.expected_schema import REVISION, is_as_expected
from nearer.database.row_errors import NotebookUnusable
from nearer.database.sqlite_engines import SQLITE_REFUSED, file_engine
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.language.system_refusals import explain_refusal

REAL_ID = 0x4E656172  # "Near"
DEMO_ID = 0x4E646D6F  # "Ndmo"
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
SCRIPTS = Path(__file__).parent / "migrations"


def create_private_file(path: Path) -> None:
    """An empty new file that only its owner may read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def check_notebook(path: Path, expected_id: int = REAL_ID) -> None:
    """Raise NotebookUnusable with a sentence of its own for each thing a file can be instead of a whole notebook."""
    check_kind(path, expected_id)
    _undo_unfinished(path)
    if not is_sound(path):
        raise damaged_file(path)


def check_kind(path: Path, expected_id: int = REAL_ID) -> None:
    """NotebookUnusable by the file's first bytes alone, which a server that has it open does not mind."""
    # A pipe would be waited for.
    if path.is_fifo() or not _MAGIC.startswith((header := _read_header(path))[: len(_MAGIC)]):
        raise NotebookUnusable(NotebookFileText.ANOTHER_KIND_OF_FILE, path=path)
    if len(header) < _HEADER:
        raise damaged_file(path)
    _check_owner(path, int.from_bytes(header[68:72], "big"), expected_id)


def read_revision(path: Path) -> str:
    """The revision of a notebook's tables; NotebookUnusable when it has none."""
    try:
        with closing(open_read_only(path)) as connection:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchall()[0][0])
    except (*SQLITE_REFUSED, IndexError):
        raise damaged_file(path) from None


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.UNREADABLE, path=path, why=explain_refusal(refused)) from None


def _check_owner(path: Path, actual_id: int, expected_id: int) -> None:
    text_by_id = {DEMO_ID: NotebookFileText.A_DEMO, REAL_ID: NotebookFileText.A_REAL_NOTEBOOK}
    if actual_id != expected_id:
        raise NotebookUnusable(text_by_id.get(actual_id, NotebookFileText.OF_ANOTHER_PROGRAM), path=path)


def journal_of(path: Path) -> Path:
    """The path of the journal with which SQLite undoes a transaction that is not finished."""
    return path.with_name(path.name + "-journal")


def roll_back_journal(path: Path) -> None:
    """Undo what was unfinished, where it can be, and leave no journal beside a file that another one will replace."""
    with suppress(NotebookUnusable):
        _undo_unfinished(path)
    journal_of(path).unlink(missing_ok=True)


def _undo_unfinished(path: Path) -> None:
    """A crash leaves a journal behind; opening the file for writing once lets SQLite undo what was unfinished."""
    journal = journal_of(path)
    if not journal.exists() or not journal.stat().st_size:
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except SQLITE_REFUSED:
        raise damaged_file(path) from None


def check_schema(path: Path) -> None:
    """NotebookUnusable when its tables are not those of this version, or when anything stands beside them."""
    with open_connection(path) as connection:
        if not is_as_expected(connection):
            raise changed_tables(path)


def check_revision(path: Path) -> None:
    """NotebookUnusable when its tables are of a newer version, or of this one and not as it made them. Those of an
    older one are brought up to date when the notebook is opened."""
    revision, revisions = read_revision(path), known_revisions()
    if revision not in revisions:
        raise NotebookUnusable(NotebookFileText.OF_A_NEWER_VERSION, path=path)
    if revision == revisions[0]:
        check_schema(path)


def create_newest(connection: Connection, scripts: Path = SCRIPTS) -> None:
    """All tables as the schema has them, at the newest revision: what every step together would have made."""
    EVERY_TABLE.create_all(connection, checkfirst=False)
    REVISION.create(connection)
    connection.execute(REVISION.insert().values(version_num=known_revisions(scripts)[0]))


def upgrade(connection: Connection, scripts: Path) -> None:
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


@contextmanager
def open_connection(path: Path) -> Iterator[Connection]:
    """One consistent view of a notebook's file, by an engine of its own."""
    engine = file_engine(path)
    try:
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()
