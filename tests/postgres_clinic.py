"""A large clinic in a PostgreSQL, made from one couple: every row again with other ids, as many times as wanted."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Table, text

from nearer.database.column_types import RowId
from nearer.database.therapist_schema import EVERY_TABLE

OF_THERAPISTS = {("therapist_keys", "reader_id")}


def copy_couple(connection: Connection, times: int) -> None:
    """Copies open for nobody, as their marks are of the first couple; they fill tables and indexes as others would."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # keys of other tables are copied as well
    for table in EVERY_TABLE.sorted_tables:
        if "couple_id" in table.c:
            names = ", ".join(column.name for column in table.c)
            values = ", ".join(_copied(table, column) for column in table.c)
            copies = (
                f"INSERT INTO {table.name} ({names}) SELECT {values} FROM {table.name}, generate_series(1, :times) g"
            )
            connection.execute(text(copies), {"times": times})


def _copied(table: Table, column: Column[object]) -> str:
    """What stands in this column of a copy: another id, name or code, and else the same."""
    name = column.name
    if isinstance(column.type, RowId) and name != "therapist_id" and (table.name, name) not in OF_THERAPISTS:
        return f"md5({name}::text || g)::uuid"
    if name in ("nickname", "name_key"):
        return f"{name} || ' ' || g"
    return f"sha256({name} || g::text::bytea)" if name == "code_sha256" else name
