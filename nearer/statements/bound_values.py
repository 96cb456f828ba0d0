"""Statements that are made once: their values come as they run.

SQLAlchemy takes longer to make a statement than SQLite to answer it, and a click asks the same few for everybody.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, and_, bindparam, true


def matches_bound(table: Table, *names: str) -> ColumnElement[bool]:
    """The condition that a row has the values of `bind_values` in the columns of these names."""
    return and_(true(), *(table.c[name] == bindparam(f"of_{name}") for name in names))


def bind_values(values: Mapping[str, object]) -> dict[str, object]:
    """Values by the names of their columns, for a statement with `matches_bound`."""
    return {f"of_{name}": value for name, value in values.items()}
