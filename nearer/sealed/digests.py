"""Digests of somebody's rows: any change, removal or addition gives another one, in whatever order the rows come.

Made at every question, so the database writes all rows of one owner as one line a table, in one statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Dialect,
    Subquery,
    Table,
    bindparam,
    literal_column,
    select,
    true,
    union_all,
)

from nearer.database.engines import RAW_PARAMETERS, raw_cursor
from nearer.sealed.digest_texts import lines_joined, plain_id, stored


@dataclass(frozen=True)
class DigestedTable:
    """The columns of a table that stand in a digest. With `by`, there is one digest for each value of that column.

    With `filled`, only the rows that have a value there. Of another table's columns there is a query of its name.
    """

    table: Table | Subquery
    columns: tuple[str, ...]
    by: str | None = None
    filled: str | None = None

    @classmethod
    def of(cls, table: Table | Subquery, *without: str) -> DigestedTable:
        """Every column but these."""
        return cls(table, tuple(column.name for column in table.c if column.name not in without))

    def lines(self, name: str, owner: Sequence[str]) -> Any:
        """The table's name, what `by` is, and every row of one owner, in order, as one line."""
        by = literal_column("''") if self.by is None else plain_id(self.table.c[self.by])
        names = {column: column if column in self.table.c else "person_id" for column in owner}
        own = (self.table.c[name] == bindparam(column) for column, name in names.items())
        line = _concatenate(
            *(_typed_value(self.table.c[column]) for column in self.columns if column not in names.values())
        )
        is_filled = true() if self.filled is None else self.table.c[self.filled].is_not(None)
        rows = select(by.label("by"), line.label("line")).where(*own, is_filled).order_by("by", "line").subquery()
        return select(literal_column(f"'{name}'"), rows.c.by, lines_joined(rows.c.line)).group_by(rows.c.by)


# The text of a statement and the names of its values in order, by the kind of database and what is asked for.
_statements: dict[tuple[object, ...], tuple[str, tuple[str, ...]]] = {}


@dataclass(frozen=True)
class Digests:
    """The tables, by name; `owner` are the columns that say whose a row is."""

    tables: Mapping[str, DigestedTable]
    owner: tuple[str, ...]

    def read(self, connection: Connection, owner: Sequence[object], names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Name -> value of `by` (empty without one) -> 64 hexadecimal digits; nothing for no rows."""
        tables, dialect = frozenset(names), connection.dialect
        cache_key = (dialect.name, self.owner, tables)
        if cache_key not in _statements:
            _statements[cache_key] = self._compiled(tables, dialect)
        text, value_names = _statements[cache_key]
        values = {
            name: value.hex if isinstance(value, UUID) else value for name, value in zip(self.owner, owner, strict=True)
        }
        digests: dict[str, dict[str, str]] = {name: {} for name in tables}
        with closing(raw_cursor(connection)) as cursor:
            cursor.execute(text, [values[name] for name in value_names])
            for name, by, lines in cursor.fetchall():
                digests[name][by] = hashlib.blake2b(lines.encode(), digest_size=32).hexdigest()
        return digests

    def _compiled(self, names: frozenset[str], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
        """Written out once, and asked past SQLAlchemy: the same every time, with nothing to convert."""
        lines = union_all(*(self.tables[name].lines(name, self.owner) for name in sorted(names)))
        kind: Any = type(dialect)
        compiled = lines.compile(dialect=kind(paramstyle=RAW_PARAMETERS[dialect.name]))
        return str(compiled), tuple(compiled.positiontup or ())


def _typed_value(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A value's type and bytes, so that no two values look alike."""
    return _concatenate(stored(column), literal_column("','"))


def _concatenate(*texts: ColumnElement[Any]) -> ColumnElement[Any]:
    return reduce(lambda before, text: before.op("||")(text), texts)
