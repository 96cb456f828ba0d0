"""A notebook is brought up to date after a verified copy was made, or it stays as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from nearer.database.notebook_file import (
    SCRIPTS,
    check_notebook,
    known_revisions,
    read_revision,
)
from nearer.database.notebook_folder import NOTEBOOK_FILE, new_file
from nearer.database.row_errors import NotebookUnusable
from nearer.database.sqlite_engines import file_engine
from nearer.file_copies.update import bring_up_to_date
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook
from tests.database.next_step import scripts
from tests.storage.making import make_check_in, make_person, read_file_rows, read_rows, save_new_response

COPIES_OF_TWO_TRIES = ("nearer-before-9next.db", "nearer-before-9next-2.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A real notebook with something in it, its people without passphrases."""
    new_file(tmp_path / NOTEBOOK_FILE)
    return tmp_path / NOTEBOOK_FILE


@pytest.fixture
def older_notebook(path: Path) -> tuple[Path, object]:
    notebook = Notebook(file_engine(path), demo=True, path=path)
    meera = make_person(notebook, "Meera")
    save_new_response(notebook, meera, make_check_in(touch="some", note="before"))
    notebook.close()
    return path, meera


def test_the_steps_are_known_without_alembic_as_it_would_know_them(tmp_path: Path) -> None:
    folder = scripts(tmp_path)
    alembics = ScriptDirectory(str(folder))
    assert known_revisions(folder) == tuple(step.revision for step in alembics.walk_revisions())
    assert known_revisions(folder)[0] == alembics.get_current_head()


def test_a_new_notebook_says_its_revision_in_the_table_that_alembic_would_make(path: Path) -> None:
    def table_of(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
        columns = connection.execute("PRAGMA table_info(alembic_version)").fetchall()
        return [*columns, *connection.execute("SELECT * FROM alembic_version").fetchall()]

    engine = create_engine("sqlite://")
    with engine.begin() as connection, closing(sqlite3.connect(path)) as notebook:
        MigrationContext.configure(connection).stamp(ScriptDirectory(str(SCRIPTS)), "head")
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert table_of(notebook) == table_of(driver)


def test_a_new_notebook_is_at_the_newest_revision_and_needs_no_copy(path: Path, tmp_path: Path) -> None:
    assert read_revision(path) == known_revisions()[0]
    assert bring_up_to_date(path, SCRIPTS) is None
    assert [file.name for file in tmp_path.iterdir()] == [NOTEBOOK_FILE]


def test_the_revisions_are_one_line_from_the_first(path: Path) -> None:
    assert known_revisions()[-1] == "0001"


def test_an_older_notebook_is_copied_verified_and_upgraded(older_notebook: tuple[Path, object], tmp_path: Path) -> None:
    path, meera = older_notebook
    copy = bring_up_to_date(path, scripts(tmp_path / "more"))
    assert copy is not None
    assert copy.stat().st_mode & 0o777 == 0o600
    assert (read_revision(copy), read_revision(path)) == (known_revisions()[0], "9next")
    for file in (copy, path):
        check_notebook(file)
        notebook = Notebook(file_engine(file), demo=True, path=file)
        assert len(read_rows(notebook, "SELECT * FROM responses")) == 1
        notebook.close()
    assert read_file_rows(path, "SELECT count(*) FROM hopes") == [(0,)]


@pytest.mark.parametrize(
    "more",
    [
        "raise RuntimeError('half-way')",
        "op.execute('INSERT INTO nowhere VALUES (1)')",
        "op.execute('DELETE FROM drawers')",
        "op.execute('COMMIT'); raise RuntimeError('after half of it was committed')",
        "op.execute('COMMIT'); op.execute('BEGIN'); op.execute('INSERT INTO nowhere VALUES (1)')",
    ],
)
def test_a_step_that_does_not_work_leaves_the_notebook_as_it_was(
    older_notebook: tuple[Path, object], tmp_path: Path, more: str
) -> None:
    path, meera = older_notebook
    with pytest.raises(NotebookUnusable, match="as it was before"):
        bring_up_to_date(path, scripts(tmp_path / "more", more))
    check_notebook(path)
    assert read_revision(path) == known_revisions()[0]
    assert read_file_rows(path, "SELECT name FROM sqlite_schema WHERE name = 'hopes'") == []
    notebook = Notebook(file_engine(path), demo=True, path=path)
    assert [one.note for one in read_own_responses(notebook, meera)] == ["before"]  # type: ignore[arg-type]
    notebook.close()
    bring_up_to_date(path, scripts(tmp_path / "mended"))
    assert read_revision(path) == "9next"
    assert {file.name for file in tmp_path.glob("*.*")} == {NOTEBOOK_FILE, *COPIES_OF_TWO_TRIES}


def test_a_step_that_committed_something_broken_is_not_in_the_notebook(
    older_notebook: tuple[Path, object], tmp_path: Path
) -> None:
    path, meera = older_notebook
    more = "op.get_bind().exec_driver_sql('COMMIT'); op.get_bind().exec_driver_sql('PRAGMA foreign_keys=OFF'); "
    more += "op.execute('DELETE FROM drawers'); raise RuntimeError('after the harm was done')"
    with pytest.raises(NotebookUnusable, match="as it was before"):
        bring_up_to_date(path, scripts(tmp_path / "more", more))
    check_notebook(path)
    assert read_revision(path) == known_revisions()[0]
    notebook = Notebook(file_engine(path), demo=True, path=path)
    assert [one.note for one in read_own_responses(notebook, meera)] == ["before"]  # type: ignore[arg-type]
    notebook.close()


def test_each_migration_that_breaks_off_leaves_a_copy_of_its_own(
    older_notebook: tuple[Path, object], tmp_path: Path
) -> None:
    path, _meera = older_notebook
    steps = scripts(tmp_path / "more", "raise RuntimeError('half-way')")
    for _ in range(2):
        with pytest.raises(NotebookUnusable):
            bring_up_to_date(path, steps)
    assert {file.name for file in tmp_path.glob("*.*")} == {NOTEBOOK_FILE, *COPIES_OF_TWO_TRIES}
