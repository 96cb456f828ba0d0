"""The table of totals as it was typed so far: kept, sealed, until its rows are saved, and merged between windows."""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import streamlit as st

from nearer.database.row_errors import NotSaved
from nearer.session.text_drafts import TextField, read_anew, save_merged
from nearer.storage.couple.text_drafts import MAX_CHARACTERS
from nearer.views import text as words

TYPED_ROWS, MAX_TYPED_ROWS = 3, 20
Row = tuple[str, str]  # the day in ISO and the total as it was typed; each may be empty
BLANK: Row = ("", "")


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Whose totals, of which instrument (empty where not chosen), and every row."""

    who: str = ""
    which: str = ""
    rows: tuple[Row, ...] = (BLANK,) * TYPED_ROWS

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to save."""
        return len(self.rows) <= TYPED_ROWS and all(row == BLANK for row in self.rows)


def read_typed_table(text: str) -> TypedTable:
    """Read back what `write_table` wrote; an empty table for any other text."""
    try:
        who, which, rows = json.loads(text)
        return TypedTable(str(who), str(which), tuple((str(day), str(typed)) for day, typed in rows))
    except (ValueError, TypeError):
        return TypedTable()


def write_table(table: TypedTable) -> str:
    """The table as one text for a draft; empty for an empty table."""
    return "" if table.is_blank else json.dumps([table.who, table.which, table.rows], separators=(",", ":"))


def merge_tables(seen: str, window: str, stored: str) -> str:
    """What two windows made of the table that both saw: a row that both changed is there twice.

    NotSaved where the other window has rows of another person or instrument, or where there is no room for both.
    """
    before, typed, other = (read_typed_table(text) for text in (seen, window, stored))
    if (typed.who, typed.which) != (other.who, other.which):
        raise NotSaved(words.form.TYPED_ELSEWHERE)
    length = max(len(typed.rows), len(other.rows))
    padded_tables = (_pad_rows(table.rows, length) for table in (before, typed, other))
    rows, more = [], []
    for was, row, elsewhere in zip(*padded_tables, strict=False):
        rows.append(elsewhere if row == was else row)
        if was not in (row, elsewhere) and elsewhere not in (row, BLANK):
            more.append(elsewhere)
    blank = [number for number, row in enumerate(rows) if row == BLANK]
    for row in more:
        if blank:
            rows[blank.pop(0)] = row
        else:
            rows.append(row)
    if len(rows) > MAX_TYPED_ROWS:
        raise NotSaved(words.form.TYPED_ELSEWHERE)
    return write_table(replace(typed, rows=tuple(rows)))


def _pad_rows(rows: Sequence[Row], length: int) -> list[Row]:
    return [*rows, *(BLANK,) * (length - len(rows))]


@dataclass(frozen=True, slots=True)
class TableFields:
    """The widgets of one couple's table, by their keys."""

    couple: UUID

    @property
    def draft(self) -> TextField:
        """The text field in which the table is kept."""
        return TextField("totals", MAX_CHARACTERS, self.couple)

    @property
    def who(self) -> str:
        return f"total-who-{self.couple}"

    @property
    def which(self) -> str:
        return f"total-which-{self.couple}"

    def day(self, number: int) -> str:
        return f"total-day-{number}-{self.couple}"

    def value(self, number: int) -> str:
        return f"total-value-{number}-{self.couple}"

    @property
    def number_of_rows(self) -> int:
        return int(st.session_state.get(self._rows, TYPED_ROWS))

    @property
    def _rows(self) -> str:
        return f"total-rows-{self.couple}"

    def fill(self, people: Container[str], instruments: Container[str]) -> None:
        """Fill a table that is drawn for the first time with what is kept of it; of these people and instruments."""
        if self.who not in st.session_state:
            table = read_typed_table(read_anew(self.draft))
            who, which = (table.who if table.who in people else ""), (table.which if table.which in instruments else "")
            self._put_into_state(replace(table, who=who, which=which))

    def save(self) -> None:
        """Keep what is in the fields, merged with what another window kept meanwhile."""
        window = write_table(self._read())
        if (merged := save_merged(self.draft, window, merge_tables)) != window:
            self._put_into_state(read_typed_table(merged))

    def add_rows(self) -> None:
        """Three more, as many as there may be."""
        st.session_state[self._rows] = min(MAX_TYPED_ROWS, self.number_of_rows + TYPED_ROWS)
        self.save()

    def empty(self, numbers: Sequence[int]) -> None:
        """The rows that were saved; once nothing is left, there are as many rows as at first."""
        for number in numbers:
            st.session_state[self.day(number)], st.session_state[self.value(number)] = None, ""
        if all(row == BLANK for row in self._read().rows):
            st.session_state[self._rows] = TYPED_ROWS
        self.save()

    def _read(self) -> TypedTable:
        who, which = (str(st.session_state.get(key) or "") for key in (self.who, self.which))
        return TypedTable(who, which, tuple(self._read_row(number) for number in range(1, self.number_of_rows + 1)))

    def _read_row(self, number: int) -> Row:
        day = st.session_state.get(self.day(number))
        typed = str(st.session_state.get(self.value(number)) or "").strip()
        return (day.isoformat() if isinstance(day, date) else "", typed)

    def _put_into_state(self, table: TypedTable) -> None:
        st.session_state[self.who], st.session_state[self.which] = table.who or None, table.which or None
        st.session_state[self._rows] = len(table.rows)
        for number, (day, typed) in enumerate(table.rows, 1):
            st.session_state[self.day(number)] = date.fromisoformat(day) if day else None
            st.session_state[self.value(number)] = typed
