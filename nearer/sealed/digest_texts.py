"""How a value stands in a digest: its type and bytes as SQLite keeps them, and the same text from PostgreSQL.

A digest is sealed by its owner, so it has to be the same on both: a notebook that moves cannot be sealed anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, DateTime, Integer, LargeBinary, Text, TypeDecorator, Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class stored(FunctionElement[str]):
    """One column as text: `blob`, `text` or `integer` and the bytes in hexadecimal digits, or `null`."""

    type = Text()
    inherit_cache = True


class plain_id(FunctionElement[str]):
    """A column of ids as text: 32 hexadecimal digits, as SQLite keeps them."""

    type = Text()
    inherit_cache = True


class lines_joined(FunctionElement[str]):
    """Lines that come in order as one text, with a semicolon between."""

    type = Text()
    inherit_cache = True


@compiles(stored, "sqlite")
def _stored_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    column = compiler.process(element.clauses, **options)
    return f"typeof({column}) || hex({column})"  # `quote` would end at a NUL


@compiles(plain_id, "sqlite")
def _id_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(lines_joined, "sqlite")
def _joined_in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)}, ';')"


@compiles(stored, "postgresql")
def _stored_in_postgres(element: Any, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    name, text_function = _AS_IN_SQLITE[type(kind)]
    value = compiler.process(column, **options)
    return f"coalesce('{name}' || upper(encode({text_function.format(value)}, 'hex')), 'null')"


@compiles(plain_id, "postgresql")
def _id_in_postgres(element: Any, compiler: Any, **options: Any) -> str:
    return f"replace({compiler.process(element.clauses, **options)}::text, '-', '')"


@compiles(lines_joined, "postgresql")
def _joined_in_postgres(element: Any, compiler: Any, **options: Any) -> str:
    line = compiler.process(element.clauses, **options)
    return f"string_agg({line}, ';' ORDER BY {line} COLLATE \"C\")"


_AS_IN_SQLITE = {
    LargeBinary: ("blob", "{}"),
    Text: ("text", "convert_to({}, 'UTF8')"),
    Uuid: ("text", "convert_to(replace({}::text, '-', ''), 'UTF8')"),
    DateTime: ("text", "convert_to(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'UTF8')"),
    Integer: ("integer", "convert_to({}::text, 'UTF8')"),
    Boolean: ("integer", "convert_to({}::int::text, 'UTF8')"),
}
