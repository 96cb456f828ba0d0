"""Ids and moments as columns have them; one that was damaged in the file is called damaged when it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Dialect, TypeDecorator, Uuid

from nearer.database.row_errors import EntryBroken
from nearer.language.error_catalogue.notebook_errors import NotebookText

Read = Callable[[Any], Any]


class RowId(TypeDecorator[UUID]):
    """An id; in SQLite 32 hexadecimal digits."""

    impl = Uuid
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        return _or_damaged(super().result_processor(dialect, coltype))


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; one without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        return _or_damaged(super().result_processor(dialect, coltype))


def _or_damaged(process: Read | None) -> Read | None:
    """EntryBroken in place of whatever the reading of a value raises that is no id and no moment any more."""
    if process is None:
        return None

    def read(value: Any) -> Any:
        try:
            return process(value)
        except (ValueError, TypeError, AttributeError, OverflowError):
            raise EntryBroken(NotebookText.VALUE_DAMAGED) from None

    return read
