"""The schema as it has to be: tables, columns, indexes to the letter, and neither a trigger nor a view.

A trigger would run inside our own transactions, and could hold on to what is deleted or undo what is closed.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from nearer.database.therapist_schema import EVERY_TABLE

# As Alembic makes it, which is loaded only where there is a step to take: a start does not wait for it.
REVISION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

_OBJECTS = text("SELECT type, name, sql FROM sqlite_schema")


def is_as_expected(connection: Connection) -> bool:
    """Whether nothing was added to the schema, taken from it or changed in it."""
    rows = connection.execute(_OBJECTS).all()
    if any(not isinstance(cell, str) for row in rows for cell in (row.name, row.sql or "")):
        return False  # damaged: what was a text is bytes now, or a number
    # An index that a key brings along has no text of its own.
    statements = [" ".join((row.sql or "").split()) for row in rows if not row.name.startswith("sqlite_autoindex_")]
    return sorted(statements) == _expected_statements()


@cache
def _expected_statements() -> list[str]:
    tables = (*EVERY_TABLE.tables.values(), REVISION)
    made: list[CreateTable | CreateIndex] = [CreateTable(table) for table in tables]
    made += [CreateIndex(index) for table in tables for index in table.indexes]
    return sorted(" ".join(str(one.compile(dialect=dialect())).split()) for one in made)
