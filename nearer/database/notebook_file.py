"""A notebook's file: what it is, whole or not, and its tables brought up to date after a verified copy.

A file is looked at before it is opened, without touching it. Steps are taken in a second copy, which takes its place.
"""

from __future__ import annotations

import ast
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table

from nearer.database.engines import reading, writing
from nearer.database.expected_schema import REVISION, is_as_expected
from nearer.database.row_errors import CopyRefused, EntryBroken, NotebookUnusable, NotRead
from nearer.database.sqlite_engines import SQLITE_REFUSED, file_engine
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.language.error_catalogue.notebook_errors import NotebookFileText

REAL_ID = 0x4E656172  # "Near"
DEMO_ID = 0x4E646D6F  # "Ndmo"
_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
SCRIPTS = Path(__file__).parent / "migrations"


def create_private_file(path: Path) -> None:
    """An empty new file that only its owner may read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def check_notebook(path: Path, wanted: int = REAL_ID) -> None:
    """Raise NotebookUnusable with a sentence of its own for each thing a file can be instead of a whole notebook."""
    check_kind(path, wanted)
    _undo_unfinished(path)
    if not _is_sound(path):
        raise _damaged_file(path)


def check_kind(path: Path, wanted: int = REAL_ID) -> None:
    """NotebookUnusable by the file's first bytes alone, which a server that has it open does not mind."""
    # A pipe would be waited for.
    if path.is_fifo() or not _MAGIC.startswith((header := _read_header(path))[: len(_MAGIC)]):
        raise NotebookUnusable(NotebookFileText.ANOTHER_KIND_OF_FILE, path=path)
    if len(header) < _HEADER:
        raise _damaged_file(path)
    _check_owner(path, int.from_bytes(header[68:72], "big"), wanted)


def read_revision(path: Path) -> str:
    """The revision of a notebook's tables; NotebookUnusable when it has none."""
    try:
        with closing(_open_read_only(path)) as connection:
            return str(connection.execute("SELECT version_num FROM alembic_version").fetchall()[0][0])
    except (*SQLITE_REFUSED, IndexError):
        raise _damaged_file(path) from None


def _read_header(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except OSError as refused:
        raise NotebookUnusable(NotebookFileText.UNREADABLE, path=path, why=refused.strerror) from None


def _check_owner(path: Path, actual_id: int, wanted: int) -> None:
    known = {DEMO_ID: NotebookFileText.A_DEMO, REAL_ID: NotebookFileText.A_REAL_NOTEBOOK}
    if actual_id != wanted:
        raise NotebookUnusable(known.get(actual_id, NotebookFileText.OF_ANOTHER_PROGRAM), path=path)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what undoes a transaction that is not finished."""
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
        raise _damaged_file(path) from None


def _is_sound(path: Path) -> bool:
    try:
        with closing(_open_read_only(path)) as connection:
            # Not the quick one, which lets an index leave rows out: they would be missing without a word.
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return sound and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except SQLITE_REFUSED:
        return False


def _open_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)


def _damaged_file(path: Path) -> NotebookUnusable:
    return NotebookUnusable(NotebookFileText.DAMAGED, path=path)


def check_schema(path: Path) -> None:
    """NotebookUnusable when its tables are not those of this version, or when anything stands beside them."""
    with _open_connection(path) as connection:
        if not is_as_expected(connection):
            raise NotebookUnusable(NotebookFileText.SCHEMA_CHANGED, path=path)


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


def bring_up_to_date(path: Path, scripts: Path) -> Path | None:
    """Upgrade a sound notebook and say where its copy is; None when there was nothing to do.

    A step may commit before its end, so the notebook takes none itself: whatever fails, and whenever this process is
    killed, it is as it was before. NotebookUnusable then, and when it is of a newer version.
    """
    revisions, revision = known_revisions(scripts), read_revision(path)
    if revision not in revisions:
        raise NotebookUnusable(NotebookFileText.OF_A_NEWER_VERSION, path=path)
    if revision == revisions[0]:
        return None
    copy, fresh = back_up(path, free_name(path.parent, f"nearer-before-{revisions[0]}")), path.with_suffix(".upgrading")
    try:
        _unlink_with_journal(fresh)  # of a start that was killed
        back_up(path, fresh)
        _upgrade_file(fresh, scripts)
        check_notebook(fresh)
        os.replace(fresh, path)
    except Exception as problem:
        _unlink_with_journal(fresh)
        raise NotebookUnusable(NotebookFileText.NOT_BROUGHT_UP_TO_DATE, path=path, copy=copy) from problem
    return copy


def _unlink_with_journal(path: Path) -> None:
    """With what would be rolled back into the next file of this name."""
    for file in (path, journal_of(path)):
        file.unlink(missing_ok=True)


def _upgrade_file(path: Path, scripts: Path) -> None:
    engine = file_engine(path)
    try:
        with writing(engine) as connection:
            upgrade(connection, scripts)
    finally:
        engine.dispose()


def back_up(path: Path, copy: Path) -> Path:
    """A verified copy by SQLite's own backup, readable by its owner only; whole or not there at all.

    A server may write meanwhile: its next commit waits. NotebookUnusable says why there is none.
    """
    fresh = copy.with_suffix(".new")
    try:
        fresh.unlink(missing_ok=True)
        create_private_file(fresh)
        with _open_connection(path) as source, closing(sqlite3.connect(fresh)) as target:
            counts = _row_counts(source)
            source.connection.driver_connection.backup(target)  # type: ignore[union-attr]
        check_notebook(fresh)
        with _open_connection(fresh) as written:
            if _row_counts(written) != counts:
                raise NotebookUnusable(NotebookFileText.COPY_NOT_COMPLETE, copy=copy)
        os.replace(fresh, copy)
    except (OSError, *SQLITE_REFUSED, NotRead, EntryBroken) as refused:
        why = getattr(refused, "strerror", None) or getattr(refused.__context__, "orig", refused)
        raise CopyRefused(copy, str(why)) from None
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
    return copy


def _row_counts(connection: Connection) -> dict[str, int]:
    names = inspect(connection).get_table_names()
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def free_name(folder: Path, name: str) -> Path:
    tried, number = folder / f"{name}.db", 1
    while tried.exists():
        number += 1
        tried = folder / f"{name}-{number}.db"
    return tried


@contextmanager
def _open_connection(path: Path) -> Iterator[Connection]:
    engine = file_engine(path)
    try:
        with reading(engine) as connection:
            yield connection
    finally:
        engine.dispose()
