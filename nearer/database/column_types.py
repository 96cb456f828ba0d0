"""Ids, moments, weeks, days and numbers as columns have them; one damaged in the file is called so when it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, Integer, Text, TypeDecorator, Uuid

from nearer.database.row_errors import EntryBroken
from nearer.language.error_catalogue.notebook_errors import NotebookText

Read = Callable[[Any], Any]
T = TypeVar("T")
_YEARS = range(1900, 9000)  # beyond them a moment has no day in some time zones


class _CheckedAsRead(TypeDecorator[T]):
    """A column whose damaged value is called so."""

    __abstract__ = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Read | None:
        return _or_damaged(super().result_processor(dialect, coltype))


class RowId(_CheckedAsRead[UUID]):
    """An id; in SQLite 32 hexadecimal digits."""

    impl = Uuid
    cache_ok = True


class Instant(_CheckedAsRead[datetime]):
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
        if value.year not in _YEARS:
            raise ValueError(value.year)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WeekText(_CheckedAsRead[str]):
    """A week as its text, such as 2026-W53; empty where there is none."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value:
            _check_week(value)
        return value


class DayText(_CheckedAsRead[str]):
    """A day as its text, such as 2026-12-31."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        _check_day(value or "")
        return value


class WholeNumber(_CheckedAsRead[int]):
    """A whole number; SQLite takes a text in its place."""

    impl = Integer
    cache_ok = True

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        if not isinstance(value, int | None):
            raise TypeError(type(value))
        return value


@lru_cache(maxsize=1024)
def _check_week(text: str) -> None:
    date.fromisoformat(text if text[4:6] == "-W" and len(text) == len("2026-W53") else "")


@lru_cache(maxsize=1024)
def _check_day(text: str) -> None:
    date.fromisoformat(text)


def _or_damaged(process: Read | None) -> Read | None:
    """EntryBroken in place of whatever the reading of a value raises that is none of its kind any more."""
    if process is None:
        return None

    def read(value: Any) -> Any:
        try:
            return process(value)
        except (ValueError, TypeError, AttributeError, OverflowError):
            raise EntryBroken(NotebookText.VALUE_DAMAGED) from None

    return read
