"""The table of totals is kept as it was typed, and two windows that type in it lose nothing of each other."""

from __future__ import annotations

import pytest

from nearer.database.row_errors import NotSaved
from nearer.therapist_screens.typed_totals import (
    BLANK,
    MAX_TYPED_ROWS,
    Row,
    TypedTable,
    merge_tables,
    read_typed_table,
    write_table,
)

FIRST, SECOND, THIRD = ("2026-11-02", "21"), ("2026-11-09", "24,"), ("", "30")


def table(*rows: Row, who: str = "meera", which: str = "ors") -> str:
    return write_table(TypedTable(who, which, rows))


@pytest.mark.parametrize("rows", [(FIRST, BLANK, THIRD), (BLANK,) * 6, (FIRST,) * MAX_TYPED_ROWS])
def test_a_table_of_totals_comes_back_as_it_was_typed_with_as_many_rows(rows: tuple[Row, ...]) -> None:
    assert read_typed_table(table(*rows)) == TypedTable("meera", "ors", rows)


def test_a_table_of_totals_in_which_nothing_is_typed_is_not_kept() -> None:
    assert table(BLANK, BLANK, BLANK) == ""


@pytest.mark.parametrize("text", ["", "what nobody wrote", "[1]", '["a", "b", 3]'])
def test_a_damaged_table_of_totals_is_read_as_an_empty_one(text: str) -> None:
    assert read_typed_table(text) == TypedTable()


def test_rows_of_totals_that_only_one_window_changed_are_both_there() -> None:
    seen = table(FIRST, BLANK, BLANK)
    merged = merge_tables(seen, table(FIRST, SECOND, BLANK), table(("2026-11-02", "22"), BLANK, THIRD))
    assert read_typed_table(merged).rows == (("2026-11-02", "22"), SECOND, THIRD)


def test_a_row_of_totals_that_both_windows_changed_is_there_twice() -> None:
    merged = merge_tables(table(FIRST, BLANK, THIRD), table(SECOND, BLANK, THIRD), table(THIRD, BLANK, THIRD))
    assert read_typed_table(merged).rows == (SECOND, THIRD, THIRD)
    full = merge_tables("", table(FIRST, FIRST, FIRST), table(SECOND, FIRST, FIRST))
    assert read_typed_table(full).rows == (FIRST, FIRST, FIRST, SECOND)


def test_another_persons_rows_or_too_many_are_refused_and_not_written_over() -> None:
    with pytest.raises(NotSaved):
        merge_tables("", table(FIRST, who="meera"), table(SECOND, who="ravi"))
    with pytest.raises(NotSaved):
        merge_tables("", table(*[FIRST] * MAX_TYPED_ROWS), table(*[SECOND] * MAX_TYPED_ROWS))
