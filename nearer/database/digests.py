"""Digests of somebody's rows: any change, removal or addition gives another one, in whatever order the rows come.

Made at every question, so the database writes all rows of one owner as one line a table, in one statement.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, literal_column, select, union_all
from sqlalchemy.dialects.sqlite import dialect


@dataclass(frozen=True)
class Guarded:
    """The columns of a table that stand in a digest. With `by`, there is one digest for each value of that column."""

    table: Table
    columns: tuple[str, ...]
    by: str | None = None

    @classmethod
    def of(cls, table: Table, *without: str) -> Guarded:
        """Every column but these."""
        return cls(table, tuple(column.name for column in table.c if column.name not in without))

    def lines(self, name: str, owner: Sequence[str]) -> Any:
        """The table's name, what `by` is, and every row of one owner, in order, as one line."""
        by = literal_column("''") if self.by is None else self.table.c[self.by]
        names = {column: column if column in self.table.c else "person_id" for column in owner}
        own = (self.table.c[name] == bindparam(column) for column, name in names.items())
        line = _joined(*(_written(self.table.c[column]) for column in self.columns if column not in names.values()))
        rows = select(by.label("by"), line.label("line")).where(*own).order_by("by", "line").subquery()
        joined = func.group_concat(rows.c.line, literal_column("';'"))
        return select(literal_column(f"'{name}'"), rows.c.by, joined).group_by(rows.c.by)


_statements: dict[tuple[str, ...], dict[frozenset[str], str]] = {}


@dataclass(frozen=True)
class Digests:
    """What is guarded, by name; `owner` are the columns that say whose a row is."""

    guarded: Mapping[str, Guarded]
    owner: tuple[str, ...]

    def read(self, connection: Connection, owner: Sequence[object], names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Name -> value of `by` (empty without one) -> 64 hexadecimal digits; nothing for no rows."""
        wanted = frozenset(names)
        if wanted not in _statements.setdefault(self.owner, {}):
            _statements[self.owner][wanted] = self._written(wanted)
        values = [one.hex if isinstance(one, UUID) else one for one in owner]
        cursor = connection.connection.cursor()
        cursor.execute(_statements[self.owner][wanted], dict(zip(self.owner, values, strict=True)))
        digests: dict[str, dict[str, str]] = {name: {} for name in wanted}
        for name, by, lines in cursor.fetchall():
            digests[name][by] = hashlib.blake2b(lines.encode(), digest_size=32).hexdigest()
        return digests

    def _written(self, names: frozenset[str]) -> str:
        """Written out once, and asked past SQLAlchemy: the same every time, with nothing to convert."""
        every = union_all(*(self.guarded[name].lines(name, self.owner) for name in sorted(names)))
        return str(every.compile(dialect=dialect(paramstyle="named")))


def _written(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A value's type and bytes, so that no two values look alike; `quote` would end at a NUL."""
    return _joined(func.typeof(column), func.hex(column), literal_column("','"))


def _joined(*texts: ColumnElement[Any]) -> ColumnElement[Any]:
    return reduce(lambda before, text: before.op("||")(text), texts)
