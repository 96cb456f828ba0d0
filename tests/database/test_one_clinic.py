"""A clinic's rows are found by its id alone, so that clinics can be spread over machines (docs/scale.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint

from nearer.database.therapist_schema import EVERY_TABLE
from tests.storage.one_clinic import tables_out_of_reach

TABLES = EVERY_TABLE.sorted_tables


def keys_of(table: Table) -> Iterator[tuple[str, list[str]]]:
    """Each key and index of a table, by its columns in order."""
    for constraint in table.constraints:
        if isinstance(constraint, PrimaryKeyConstraint | UniqueConstraint):
            yield type(constraint).__name__, [column.name for column in constraint.columns]
    for index in table.indexes:
        yield Index.__name__, [column.name for column in index.columns]
    for foreign in table.foreign_key_constraints:
        yield "at home", [column.name for column in foreign.columns]
        yield "elsewhere", [element.column.name for element in foreign.elements]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_key_and_index_begins_with_the_clinic(table: Table) -> None:
    keys = list(keys_of(table))
    assert keys and [(kind, columns) for kind, columns in keys if columns[0] != "clinic_id"] == []
    assert not table.c.clinic_id.nullable


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT people.name_key FROM people WHERE people.clinic_id = ? AND people.couple_id = ?", set()),
        ("SELECT people.name_key FROM people WHERE people.couple_id = ?", {"people"}),
        (
            "SELECT 1 FROM drawers JOIN entries"
            " ON entries.clinic_id = drawers.clinic_id WHERE entries.clinic_id = %(a)s",
            set(),
        ),
        (
            "SELECT 1 FROM drawers JOIN entries"
            " ON entries.drawer_id = drawers.drawer_id WHERE entries.clinic_id = %(a)s",
            {"drawers"},
        ),
        ("UPDATE ledgers SET body=? WHERE ledgers.owner_id = ?", {"ledgers"}),
        ("DELETE FROM attempts WHERE attempts.clinic_id = ? AND attempts.last < ?", set()),
        ("SELECT a.name FROM therapists AS a, people WHERE people.clinic_id = a.clinic_id", {"a", "people"}),
        ("INSERT INTO attempts (clinic_id, bucket_sha256) VALUES (?, ?)", set()),
        ("SELECT set_config(?, ?, ?)", set()),
    ],
)
def test_a_database_statement_that_crosses_clinics_would_be_noticed(statement: str, tables: set[str]) -> None:
    """As every test of this room notices it, from what storage really asks (tests/storage/conftest.py)."""
    assert tables_out_of_reach(statement) == tables
