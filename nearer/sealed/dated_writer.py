"""What whoever writes has in common: the moment it is dated with, and the tables that have another digest then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.sql.dml import UpdateBase


class DatedWriter:
    """Before a reader in the bases of its writer, whose `execute` only runs a statement."""

    __slots__ = ()

    connection: Connection
    at: datetime | None
    changed: set[Any]

    @property
    def now(self) -> datetime:
        """The moment (aware UTC) that everything written here is dated with."""
        assert self.at is not None, "what is dated is written with a moment"
        return self.at

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Execute a statement as a reader does; what is written has another digest afterwards."""
        if isinstance(statement, UpdateBase):
            self.changed.add(statement.table)
        return self.connection.execute(statement)
