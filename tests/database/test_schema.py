"""One schema for one couple at home and for many clinics: the tenant stands in every key."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import RFC_4122

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from nearer.database.engines import reading
from nearer.database.notebook_file import REAL_ID, SCRIPTS, check_notebook, known_revisions
from nearer.database.schema import metadata, new_id
from nearer.database.sqlite_engines import PRAGMAS, file_engine, sqlites_own
from nearer.file_copies.update import bring_up_to_date
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, make_check_in, make_couple, read_rows, save_new_response, tamper

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
OF_THE_CLINIC = {
    *("attempts", "therapists", "therapist_invitations", "therapist_codes", "therapist_ledgers", "backup_codes"),
    "questionnaires",
    "assignment_sets",
    "therapist_slots",
    "sign_ins",
    "clinic_trail",
    "installation_keys",
    "open_sign_ins",
}
OF_COUPLES = [table for table in TABLES if table.name not in OF_THE_CLINIC]


@pytest.mark.parametrize("table", OF_COUPLES, ids=lambda table: table.name)
def test_every_row_carries_its_clinic_and_its_couple_first_in_its_key(table: Table) -> None:
    assert [column.name for column in table.primary_key.columns][:2] == ["clinic_id", "couple_id"]
    assert all(not column.nullable for column in table.primary_key.columns)


@pytest.mark.parametrize("table", OF_COUPLES, ids=lambda table: table.name)
def test_every_foreign_key_stays_in_the_couple_or_leads_to_a_therapist_of_the_clinic(table: Table) -> None:
    for key in table.foreign_key_constraints:
        if key.referred_table.name == "therapists":
            assert [element.column.name for element in key.elements] == ["clinic_id", "therapist_id"]
            continue
        assert key.column_keys[:2] == ["clinic_id", "couple_id"]
        assert [element.column.name for element in key.elements][:2] == ["clinic_id", "couple_id"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_unique_key_and_index_begins_with_the_clinic(table: Table) -> None:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert next(iter(constraint.columns)).name == "clinic_id"
    for index in table.indexes:
        assert next(iter(index.columns)).name == "clinic_id"


def test_only_failed_attempts_and_therapists_belong_to_no_couple_and_an_attempt_has_no_name() -> None:
    without = {table.name: table for table in TABLES if "couple_id" not in table.columns}
    assert set(without) == OF_THE_CLINIC
    assert {column.name for column in without["attempts"].columns} == {
        "clinic_id",
        "bucket_sha256",
        "failed",
        "last",
        "until",
    }


RELEASED = (Path(__file__).parent / "released.sql").read_text()


def tables_in(raw: sqlite3.Connection) -> list[str]:
    """Every table and index as SQLite keeps it: columns, types, keys, constraints and their names; and triggers."""
    rows = raw.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name").fetchall()
    return [" ".join(sql.split()) + ";" for (sql,) in rows]


def test_a_new_notebook_has_to_the_letter_the_tables_of_the_first_release(notebook: Notebook) -> None:
    """Until then a change of the schema changes the file; from then on it comes with a step."""
    assert known_revisions() == ("0001",), "released.sql is of 0001; compare a new notebook with what its step made"
    with sqlites_own(notebook.engine) as raw:
        assert tables_in(raw) == RELEASED.splitlines()


def test_a_released_notebook_brought_up_to_date_has_exactly_the_schema(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "nearer.db")) as raw:
        raw.executescript(f"PRAGMA application_id={REAL_ID};{RELEASED}INSERT INTO alembic_version VALUES ('0001')")
    bring_up_to_date(tmp_path / "nearer.db", SCRIPTS)
    check_notebook(tmp_path / "nearer.db")
    engine = file_engine(tmp_path / "nearer.db")
    with reading(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_every_connection_has_every_setting(notebook: Notebook) -> None:
    with reading(notebook.engine) as connection:
        for name, _value, allowed in PRAGMAS:
            assert connection.exec_driver_sql("PRAGMA " + name).scalar_one() in allowed, name
    wanted = "journal_mode synchronous foreign_keys busy_timeout secure_delete fullfsync temp_store "
    wanted += "trusted_schema cell_size_check"
    assert {name for name, *_ in PRAGMAS} >= set(wanted.split())


def test_a_file_keeps_a_rollback_journal_and_waits_for_the_disk(file_notebook: Notebook) -> None:
    with reading(file_notebook.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 3


def test_a_row_cannot_point_into_another_couple(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    save_new_response(notebook, meera, make_check_in(touch="some"))
    with pytest.raises(IntegrityError):
        tamper(notebook, "UPDATE entries SET couple_id = :couple", couple=asha.couple.hex)


def test_an_error_of_the_database_shows_no_values(notebook: Notebook) -> None:
    with pytest.raises(IntegrityError) as refused:
        tamper(notebook, "INSERT INTO couples VALUES (NULL, :couple, :moment)", couple="x", moment="a secret")
    assert "secret" not in str(refused.value)


def test_ids_are_of_version_7_in_the_order_of_time_and_never_twice() -> None:
    ids = [new_id(NOW) for _ in range(10_000)]
    assert len(set(ids)) == 10_000
    assert {(one.version, one.variant) for one in ids} == {(7, RFC_4122)}
    assert new_id(datetime(2027, 1, 1, tzinfo=UTC)) > max(ids)
    assert ids[0].int >> 80 == int(NOW.timestamp() * 1000)


def test_moments_are_kept_in_utc_and_one_without_a_zone_is_refused(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    assert read_rows(notebook, "SELECT saved FROM responses")[0]["saved"].startswith("2026-11-23 12:00:00")
    with pytest.raises(ValueError, match="zone"):
        save_new_response(notebook, meera, make_check_in(touch="some"), datetime(2026, 11, 23, 12))
