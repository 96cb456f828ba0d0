"""Every row of every table from one database to another, counted and compared afterwards; whichever kind they are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from nearer.database.row_errors import NotebookUnusable
from nearer.database.schema import open_sign_ins
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.language.error_catalogue.database_errors import DatabaseText

ROWS_AT_ONCE = 500
# Open sign-ins end with their servers.
MOVED_TABLES = [table for table in EVERY_TABLE.sorted_tables if table is not open_sign_ins]


@dataclass(frozen=True)
class TableDigest:
    """How many rows a table has, and a number that any change, removal or addition of a row changes, in any order."""

    rows: int = 0
    digest: int = 0

    def with_row(self, row: Row[Any]) -> TableDigest:
        """With one row more: its values as the program has them, which are the same from both databases."""
        line = repr(tuple(row)).encode("utf-8", "surrogatepass")
        number = int.from_bytes(hashlib.blake2b(line, digest_size=32).digest(), "big")
        return TableDigest(self.rows + 1, (self.digest + number) % 2**256)


def is_empty(connection: Connection) -> bool:
    """Whether no table holds a row."""
    return all(connection.execute(select(table).limit(1)).first() is None for table in EVERY_TABLE.sorted_tables)


def copy_rows(source: Connection, target: Connection, tell: Callable[[str, int], None]) -> int:
    """Copy everything, read it again from `target`, and say how many rows it were. `tell` hears of each table.

    NotebookUnusable when one is not the same on both sides: nothing of it may be kept then.
    """
    count = 0
    for table in MOVED_TABLES:
        sent = TableDigest()
        for rows in _in_parts(source, table):
            target.execute(table.insert(), [dict(row._mapping) for row in rows])
            for row in rows:
                sent = sent.with_row(row)
        if read_digest(target, table) != sent:
            raise NotebookUnusable(DatabaseText.ROWS_DIFFER, table=table.name)
        count += sent.rows
        tell(table.name, sent.rows)
    return count


def read_digest(connection: Connection, table: Table) -> TableDigest:
    """The digest of all rows of a table as they are now."""
    digest = TableDigest()
    for rows in _in_parts(connection, table):
        for row in rows:
            digest = digest.with_row(row)
    return digest


def _in_parts(connection: Connection, table: Table) -> Iterator[list[Row[Any]]]:
    with connection.execute(select(table).execution_options(yield_per=ROWS_AT_ONCE)) as answer:
        yield from (list(part) for part in answer.partitions())
