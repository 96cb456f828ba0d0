"""A statement that was made once gives what SQLAlchemy gives, on both databases, and is heard by whoever listens."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, bindparam, event, func, select

from nearer.database.engines import is_file, raw_cursor, reading, rows_changed, writing
from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drafts, people
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import OF_COUPLE, OWN, scope_of
from nearer.statements import ready_statements
from nearer.statements.bound_values import bind_values, matches_bound
from nearer.statements.ready_statements import read_rows, write_rows
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.notebook import Notebook
from tests.storage.making import NOW, make_couple

EAST = timezone(timedelta(hours=5, minutes=30))
OF_OWNER = drafts.select().where(matches_bound(drafts, *OWN)).order_by(drafts.c.questionnaire)
LATER = drafts.update().where(matches_bound(drafts, *OWN))
TWO = select(func.count().label("number"), func.max(people.c.nickname).label("name")).where(
    matches_bound(people, *OF_COUPLE), people.c.nickname.is_not(None), people.c.role != "nobody"
)


@pytest.fixture
def meera(notebook: Notebook) -> Principal:
    person = make_couple(notebook)[0]
    for questionnaire in ("body", "mood"):
        save_draft(notebook, person, Draft(questionnaire, None, {"touch": 1}), NOW)
    return person


def own(person: Principal) -> dict[str, object]:
    return bind_values({"clinic_id": person.clinic, "couple_id": person.couple, "owner_id": person.id})


@contextmanager
def heard(connection: Connection, name: str) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_about: object) -> None:
        statements.append(statement)

    event.listen(connection.engine, name, note)
    yield statements
    event.remove(connection.engine, name, note)


def test_rows_are_those_that_sqlalchemy_reads_with_the_same_types(notebook: Notebook, meera: Principal) -> None:
    with reading(notebook.engine, scope_of(meera)) as connection:
        for statement, values in ((OF_OWNER, own(meera)), (TWO, own(meera))):
            expected = connection.execute(statement, values).all()
            rows = read_rows(connection, statement, values).all()
            assert [row._mapping for row in rows] == [row._mapping for row in expected]
            assert [tuple(map(type, row)) for row in rows] == [tuple(map(type, row)) for row in expected]
    assert (rows[0].number, rows[0].name) == (2, "Ravi")


def test_a_moment_of_another_time_zone_is_written_as_the_same_moment(notebook: Notebook, meera: Principal) -> None:
    moment = datetime(2026, 3, 1, 2, 30, tzinfo=EAST)
    with writing(notebook.engine, scope_of(meera)) as connection:
        before = rows_changed(connection)
        assert write_rows(connection, LATER, own(meera) | {"saved": moment}) == 2
        assert rows_changed(connection) - before == 2
    with reading(notebook.engine, scope_of(meera)) as connection:
        saved = {row.saved for row in read_rows(connection, OF_OWNER, own(meera))}
    assert saved == {datetime(2026, 2, 28, 21, 0, tzinfo=UTC)}


def test_other_columns_of_the_same_statement_are_written_too(notebook: Notebook, meera: Principal) -> None:
    with writing(notebook.engine, scope_of(meera)) as connection:
        write_rows(connection, LATER, own(meera) | {"saved": NOW})
        write_rows(connection, LATER, own(meera) | {"version": 7})
        rows = read_rows(connection, OF_OWNER, own(meera)).all()
    assert [(row.version, row.saved) for row in rows] == [(7, NOW), (7, NOW)]


@pytest.mark.only_sqlite
def test_a_damaged_value_is_refused_as_damaged(notebook: Notebook, meera: Principal) -> None:
    with writing(notebook.engine, scope_of(meera)) as connection:
        connection.exec_driver_sql("UPDATE drafts SET version = 'seven'")
        with pytest.raises(EntryBroken):
            read_rows(connection, OF_OWNER, own(meera))


def test_a_value_that_is_missing_is_an_error_and_no_null(notebook: Notebook, meera: Principal) -> None:
    with reading(notebook.engine, scope_of(meera)) as connection, pytest.raises(Exception, match="of_owner_id"):
        read_rows(connection, OF_OWNER, {"of_clinic_id": meera.clinic, "of_couple_id": meera.couple})


def test_a_list_of_values_is_refused_because_its_text_has_their_number(notebook: Notebook, meera: Principal) -> None:
    in_list = drafts.c.questionnaire.in_(bindparam("forms", expanding=True))
    statement = drafts.select().where(matches_bound(drafts, *OWN), in_list)
    with reading(notebook.engine, scope_of(meera)) as connection, pytest.raises(AssertionError, match="each length"):
        read_rows(connection, statement, own(meera) | {"forms": ["body"]})


@pytest.mark.parametrize("moment", ["before_cursor_execute", "after_cursor_execute"])
def test_whoever_listens_to_statements_hears_of_each(notebook: Notebook, meera: Principal, moment: str) -> None:
    with writing(notebook.engine, scope_of(meera)) as connection, heard(connection, moment) as statements:
        read_rows(connection, OF_OWNER, own(meera))
        write_rows(connection, LATER, own(meera) | {"version": 8})
        if moment == "before_cursor_execute":
            connection.execute(OF_OWNER, own(meera))
    assert [statement.split()[0] for statement in statements[:2]] == ["SELECT", "UPDATE"]
    assert statements[2:] in ([], statements[:1]), "SQLAlchemy's own text of the same statement is another one"


def test_no_cursor_stays_open_whether_the_statement_was_run_or_refused(notebook: Notebook, meera: Principal) -> None:
    """SQLite closes its file only with the last one, and a refusal that is remembered would hold it."""
    cursors: list[Any] = []

    def note(_connection: object, cursor: object, statement: str, *_about: object) -> None:
        if "drafts" in statement:
            cursors.append(cursor)

    event.listen(notebook.engine, "before_cursor_execute", note)
    with writing(notebook.engine, scope_of(meera)) as connection:
        read_rows(connection, OF_OWNER, own(meera))
        write_rows(connection, LATER, own(meera) | {"version": 8})
    with pytest.raises(Exception, match="NOT NULL|null value"), writing(notebook.engine, scope_of(meera)) as connection:
        write_rows(connection, LATER, own(meera) | {"body": None})
    event.remove(notebook.engine, "before_cursor_execute", note)
    assert len(cursors) == 3
    for cursor in cursors:
        with pytest.raises(Exception, match="closed"):
            cursor.execute("SELECT 1")


def test_the_text_of_a_statement_goes_with_the_statement(notebook: Notebook, meera: Principal) -> None:
    with reading(notebook.engine, scope_of(meera)) as connection:
        statement: Any = drafts.select().where(matches_bound(drafts, *OWN))
        read_rows(connection, statement, own(meera))
        count = len(ready_statements._READY)
        del statement
        gc.collect()
        assert len(ready_statements._READY) == count - 1


def test_a_text_for_the_driver_itself_takes_its_values_in_order(notebook: Notebook, meera: Principal) -> None:
    first, second = ("?", "?") if is_file(notebook.engine.dialect) else ("$1", "$2")
    with reading(notebook.engine, scope_of(meera)) as connection:
        cursor = raw_cursor(connection)
        cursor.execute(f"SELECT {first}, {second} || '%s'", ["50 %", "one"])
        assert cursor.fetchall() == [("50 %", "one%s")]
