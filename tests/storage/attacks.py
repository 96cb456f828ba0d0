"""Whoever can write the file: SQL of their own, past Nearer, and the refusal that the owner is to see."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from nearer.database.row_errors import EntryBroken
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.privacy.principal import Principal
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW


def write_past_the_notebook(notebook: Notebook, *statements: str, **values: object) -> None:
    """Statements by another program, each with the values it names; keys and checks do not hold it back."""
    assert notebook.path is not None
    with closing(sqlite3.connect(notebook.path, timeout=10)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            connection.execute(statement, values)


def read_past_the_notebook(notebook: Notebook, statement: str, **values: object) -> list[sqlite3.Row]:
    """What stands in the file for another program."""
    assert notebook.path is not None
    with closing(sqlite3.connect(notebook.path)) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(statement, values).fetchall()


def put_rows_back(notebook: Notebook, table: str, rows: list[sqlite3.Row]) -> None:
    """Rows as they were before, in place of those of the same keys or beside the others."""
    assert notebook.path is not None
    with closing(sqlite3.connect(notebook.path, timeout=10)) as connection, connection:
        for row in rows:
            places = ", ".join("?" * len(row))
            connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({places})", tuple(row))


def insert_row(notebook: Notebook, table: str, **values: Any) -> None:
    """One planted row."""
    names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    write_past_the_notebook(notebook, f"INSERT INTO {table} ({names}) VALUES ({places})", **values)


def share_part(notebook: Notebook, who: Principal, part: Part, audience: Audience, earlier: bool = False) -> None:
    set_audiences(notebook, who, [AudienceChange(SharedPart(part), audience, earlier)], NOW)


@contextmanager
def expect_refusal(code: str) -> Iterator[None]:
    """A refusal of this name, which says what to do."""
    with pytest.raises(EntryBroken) as refusal:
        yield
    assert refusal.value.code == code
    assert any(what in str(refusal.value) for what in ("put back", "speak with them"))
