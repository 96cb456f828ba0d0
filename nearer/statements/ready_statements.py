"""Statements that are made once, written out once for each kind of database, and run past most of SQLAlchemy.

What SQLAlchemy does around a statement takes several times as long as SQLite takes to answer it, and a click asks ten.
Columns read and write their values as in SQLAlchemy, and whoever listens to its statements hears of these too. A
statement that is made anew for each question is written out anew each time: it is for `Connection.execute`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Dialect, IteratorResult, Result, Select
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.dml import UpdateBase

Converter = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ReadyStatement:
    """The text for the driver, the names of its values in order, and what each value and each column passes through.

    `fixed` are values that stand in the statement itself. `columns` is None for one that only writes.
    """

    text: str
    names: tuple[str, ...]
    positional: bool
    fixed: Mapping[str, object]
    binders: tuple[tuple[str, Converter], ...]
    columns: SimpleResultMetaData | None
    readers: tuple[tuple[int, Converter], ...]

    def bind(self, values: Mapping[str, object]) -> Any:
        """The values as the driver takes them; KeyError where one is missing."""
        bound = {**self.fixed, **values}
        for name, convert in self.binders:
            bound[name] = convert(bound[name])
        return tuple(bound[name] for name in self.names) if self.positional else bound

    def rows(self, cursor: Any) -> Iterator[Sequence[Any]]:
        """Each row, its columns read."""
        for row in cursor.fetchall():
            values = list(row)
            for index, convert in self.readers:
                values[index] = convert(values[index])
            yield tuple(values)


# By the statement, then by the kind of database and what it writes.
_READY: WeakKeyDictionary[Any, dict[tuple[str, ...], ReadyStatement]] = WeakKeyDictionary()


def read_rows(connection: Connection, statement: Select[Any], values: Mapping[str, object]) -> Result[Any]:
    """The rows of a query that was made once, with these values for its `bindparam`s; read when this returns."""
    ready = _find_ready(statement, values, connection.dialect)
    assert ready.columns is not None
    with closing(connection.connection.cursor()) as cursor:
        _run(connection, cursor, ready, values)
        return IteratorResult(ready.columns, iter(list(ready.rows(cursor))))


def write_rows(connection: Connection, statement: UpdateBase, values: Mapping[str, object]) -> int:
    """How many rows a statement that was made once has written, with these values for its `bindparam`s."""
    ready = _find_ready(statement, values, connection.dialect)
    with closing(connection.connection.cursor()) as cursor:
        _run(connection, cursor, ready, values)
        return int(cursor.rowcount)


def _run(connection: Connection, cursor: Any, ready: ReadyStatement, values: Mapping[str, object]) -> None:
    """The cursor is closed by whoever opened it: with one that a refusal remembers a file stays open for long."""
    bound = ready.bind(values)
    about = (connection, cursor, ready.text, bound, None, False)
    for tell in connection.dispatch.before_cursor_execute:
        tell(*about)
    cursor.execute(ready.text, bound)
    for tell in connection.dispatch.after_cursor_execute:
        tell(*about)


def _find_ready(statement: Any, values: Mapping[str, object], dialect: Dialect) -> ReadyStatement:
    by_kind = _READY.setdefault(statement, {})
    kind = (dialect.name, *values)
    if kind not in by_kind:
        by_kind[kind] = _write_out(statement, values, dialect)
    return by_kind[kind]


def _write_out(statement: Any, values: Mapping[str, object], dialect: Dialect) -> ReadyStatement:
    columns = None if isinstance(statement, UpdateBase) else statement.selected_columns
    compiled = statement.compile(dialect=dialect, column_keys=None if columns is not None else list(values))
    assert not compiled.post_compile_params, "a list of values has another text for each length"
    bindings = {compiled.bind_names[binding]: binding for binding in compiled.bind_names}
    return ReadyStatement(
        text=str(compiled),
        names=tuple(compiled.positiontup or ()),
        positional=compiled.positional,
        fixed={name: binding.value for name, binding in bindings.items() if not binding.required},
        binders=tuple(
            (name, convert)
            for name, binding in bindings.items()
            if (convert := binding.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        ),
        columns=None if columns is None else SimpleResultMetaData([column.key for column in columns]),
        readers=tuple(
            (index, convert)
            for index, column in enumerate(columns or ())
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ),
    )
