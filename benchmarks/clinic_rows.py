"""A clinic of many couples in a PostgreSQL, made in bulk: the rows of real couples again, under other ids.

Only the first couples can be opened: the seals of the others are copies under ids that they do not fit. They are as
long as real ones, and the database does not look inside. They lie on the disk week by week, as they do where everybody
answers once a week, so the rows of one couple are far apart.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Column, Connection, Engine, Table, inspect, text
from sqlalchemy.schema import CreateIndex

from nearer.database.column_types import RowId
from nearer.database.therapist_schema import EVERY_TABLE

NAMES = ("nickname", "name", "name_key")


def copy_clinic(engine: Engine, times: int, tell: Callable[[str], None]) -> None:
    """Until there are so many of everybody in it; without indexes meanwhile, which are made at the end as they were."""
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # keys of other tables are copied too
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        constraints = _take_constraints(connection)
        for table in EVERY_TABLE.sorted_tables:
            if ids := [column.name for column in table.primary_key if isinstance(column.type, RowId)]:
                tell(table.name)
                _copy_rows(connection, table, ids[-1], times)
        tell("indexes")
        for statement in constraints:
            connection.execute(text(statement))
        for table in EVERY_TABLE.sorted_tables:
            for index in table.indexes:
                connection.execute(CreateIndex(index))


def _take_constraints(connection: Connection) -> list[str]:
    """Drop every key and index; what makes the keys again, those that others point at first."""
    defined = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f') ORDER BY contype = 'f'"""
    rows = connection.execute(text(defined)).all()
    for table, name, _definition, _kind in sorted(rows, key=lambda row: row[3] != "f"):
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
    for found in EVERY_TABLE.sorted_tables:
        for index in inspect(connection).get_indexes(found.name):
            connection.execute(text(f"DROP INDEX IF EXISTS {index['name']}"))
    valid = {"f": " NOT VALID", "p": "", "u": ""}  # every copy points at a copy: looking again would read all of it
    return [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}{valid[kind]}"
        for table, name, definition, kind in rows
        if table != "alembic_version"
    ] + [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
        for table, name, definition, _kind in rows
        if table == "alembic_version"
    ]


def _copy_rows(connection: Connection, table: Table, in_time: str, times: int) -> None:
    """By an id that says when each was made; what belongs to a whole clinic has none and is not copied."""
    columns = ", ".join(column.name for column in table.c)
    values = ", ".join(_copied(column) for column in table.c)
    rows = f"(SELECT * FROM {table.name} ORDER BY {in_time} OFFSET 0) original, generate_series(2, :times) copy"
    connection.execute(text(f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM {rows}"), {"times": times})


def _copied(column: Column[object]) -> str:
    """Another id, name or code, and else the same. An id begins with its moment: the copy's number takes its place."""
    if isinstance(column.type, RowId):
        return f"(lpad(to_hex(copy), 8, '0') || substr({column.name}::text, 9))::uuid"
    if column.name in NAMES:
        return f"{column.name} || ' ' || copy"
    return f"sha256({column.name} || copy::text::bytea)" if column.name == "code_sha256" else column.name
