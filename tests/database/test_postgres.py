"""A clinic's PostgreSQL: opened only as it has to be, and each transaction sees the rows of one couple."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.exc import DBAPIError

from nearer.database.engines import changes, is_within_reach, reading, writers_waiting, writing
from nearer.database.notebook_file import SCRIPTS
from nearer.database.postgres_engine import MAX_CONNECTIONS, SETTINGS, check_server, postgres_engine
from nearer.database.postgres_preparation import check_prepared, prepare
from nearer.database.postgres_schema import is_as_expected
from nearer.database.row_errors import ChangedOutside, NotebookUnusable, NotSaved
from nearer.database.schema import consents, couples, entries, people, slots
from nearer.database.scope import BEFORE_SIGN_IN, Scope
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.sealed.account_authorisation import scope_of_account
from nearer.sealed.authorisation import scope_of
from nearer.sign_ins.device_key import device_key
from nearer.storage.couple.responses import SavedResponse, read_every_response, read_own_responses
from nearer.storage.named_notebook import DATABASE_VARIABLE, open_named_notebook
from nearer.storage.notebook import Notebook, open_notebook
from tests.postgres_server import APP, CLINIC, OWNER, Server, find_binaries, running_server
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import NOW, make_check_in, make_couple, save_new_response

pytestmark = pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine")
TABLES = EVERY_TABLE.sorted_tables
AGREED = {"purpose": "x", "notice_sha256": "x", "notice_version": "1", "language": "en", "agreed_at": NOW}
OF_COUPLES = [table for table in TABLES if "couple_id" in table.c and table is not couples]


@pytest.fixture
def server() -> Server:
    server = running_server()
    server.empty()
    return server


@pytest.fixture
def clinic(server: Server) -> Notebook:
    return Notebook(engine=server.engine(role=APP), demo=True, path=None)


@pytest.fixture
def other_database(server: Server) -> Iterator[str]:
    """Another database, in which nothing stands yet."""
    server.execute(f"CREATE DATABASE other OWNER {OWNER}")
    yield "other"
    for role in (APP, OWNER, "postgres"):
        server.engine("other", role).dispose()
    server.execute("DROP DATABASE other WITH (FORCE)")


def in_another_process(notebook: Notebook) -> Notebook:
    """As one has it that has not compared anything yet."""
    return Notebook(notebook.engine, demo=True, path=None)


def refusal(address: str) -> NotebookUnusable:
    with pytest.raises(NotebookUnusable) as refused:
        open_named_notebook({DATABASE_VARIABLE: address}, open_notebook)
    return refused.value


def test_no_table_lacks_row_level_security(server: Server) -> None:
    """And its owner is not above it. https://www.postgresql.org/docs/current/ddl-rowsecurity.html"""
    lacking = (
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> 'alembic_version'"
        " AND relnamespace = 'public'::regnamespace AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    assert server.execute(lacking, "clinic") == []
    ruled = "SELECT tablename FROM pg_policies WHERE qual LIKE '%clinic_id = %current_setting%nearer.clinic%'"
    assert {name for (name,) in server.execute(ruled, "clinic")} == {table.name for table in TABLES}
    of_couples = ruled + " AND qual LIKE '%couple_id = %current_setting%nearer.couple%'"
    assert {name for (name,) in server.execute(of_couples, "clinic")} == {table.name for table in OF_COUPLES}


def test_nearers_role_owns_nothing_and_makes_nothing(server: Server) -> None:
    with server.engine(role=APP).connect() as connection:
        for statement in ("CREATE TABLE more (id int)", "ALTER TABLE people DISABLE ROW LEVEL SECURITY"):
            with pytest.raises(DBAPIError, match="permission denied|must be owner"), connection.begin():
                connection.exec_driver_sql(statement)


def counts(notebook: Notebook, scope: Scope, tables: list[Table] = TABLES) -> dict[str, int]:
    with reading(notebook.engine, scope) as connection:
        every = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }
    return {name: count for name, count in every.items() if count}


def test_a_query_without_a_where_sees_one_couple(clinic: Notebook) -> None:
    meera, ravi = make_couple(clinic)
    asha, _dev = make_couple(clinic, "Asha", "Dev")
    save_new_response(clinic, meera, make_check_in(touch="some", note="for nobody"))
    assert counts(clinic, scope_of(meera))["people"] == 2
    assert counts(clinic, scope_of(meera)) == counts(clinic, scope_of(ravi))
    assert "responses" in counts(clinic, scope_of(meera)) and "responses" not in counts(clinic, scope_of(asha))
    assert counts(clinic, Scope("another clinic", meera.couple)) == {}


def test_a_server_keeps_nothing_in_a_folder_of_its_own(server: Server, tmp_path: Path) -> None:
    environment = {DATABASE_VARIABLE: server.address("clinic", APP), "NEARER_DATA": str(tmp_path / "server")}
    notebook = open_named_notebook(environment, open_notebook)
    assert notebook.path is None and device_key(notebook)
    assert not (tmp_path / "server").exists()
    notebook.close()


def test_a_database_connection_without_a_couple_sees_nothing_and_passes_nothing_on(clinic: Notebook) -> None:
    meera, _ravi = make_couple(clinic)
    counts(clinic, scope_of(meera))
    for _ in range(3):
        with clinic.engine.connect() as connection:
            assert [connection.execute(select(table)).all() for table in TABLES] == [[]] * len(TABLES)


def test_before_sign_in_only_names_slots_and_codes_are_read_and_nothing_is_written(clinic: Notebook) -> None:
    meera, _ravi = make_couple(clinic)
    save_new_response(clinic, meera, make_check_in(touch="some"))
    assert set(counts(clinic, BEFORE_SIGN_IN, OF_COUPLES)) <= {"people", "slots", "invitations", "ledgers"}
    with writing(clinic.engine) as connection:
        assert connection.execute(people.update().values(first=True)).rowcount == 0
        assert connection.execute(slots.delete()).rowcount == 0


def test_nothing_is_written_into_another_couple(clinic: Notebook) -> None:
    meera, _ravi = make_couple(clinic)
    asha, _dev = make_couple(clinic, "Asha", "Dev")
    save_new_response(clinic, asha, make_check_in(touch="some"))
    with writing(clinic.engine, scope_of(meera)) as connection:
        assert connection.execute(entries.delete()).rowcount == 0
    with pytest.raises(DBAPIError, match="row-level security"), writing(clinic.engine, scope_of(meera)) as connection:
        another_couple = {"clinic_id": asha.clinic, "couple_id": asha.couple}
        connection.execute(
            consents.insert(), another_couple | dict.fromkeys(("person_id", "consent_id"), asha.id) | AGREED
        )
    assert len(read_own_responses(clinic, asha)) == 1


def test_a_therapist_sees_who_ever_connected_with_them_and_nobody_else(clinic: Notebook) -> None:
    meera, _ravi = make_couple(clinic)
    make_couple(clinic, "Asha", "Dev")
    rao = make_therapist(clinic)
    connect_therapist(clinic, meera, rao)
    assert counts(clinic, scope_of_account(rao), [people]) == {"people": 2}
    assert counts(clinic, scope_of_account(make_therapist(clinic, "Dr Sen")), [people]) == {}


def test_every_connection_waits_for_the_disk_whatever_the_role_was_set_to(server: Server) -> None:
    server.execute(f"ALTER ROLE {APP} SET synchronous_commit = off")
    engine = postgres_engine(server.address("clinic", APP))
    try:
        with engine.connect() as connection:
            settings = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in SETTINGS}
    finally:
        engine.dispose()
        server.execute(f"ALTER ROLE {APP} RESET synchronous_commit")
    assert settings["synchronous_commit"] == "on" and settings["row_security"] == "on" and settings["timezone"] == "UTC"


def test_many_at_once_find_the_connections_that_many_before_them_had(server: Server) -> None:
    """Each new one is a process of the server, eight settings, and every statement to be prepared anew."""
    engine = postgres_engine(server.address(CLINIC, APP))

    def backends() -> set[int]:
        with ExitStack() as ending:
            connections = [ending.enter_context(engine.connect()) for _ in range(MAX_CONNECTIONS)]
            return {one.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() for one in connections}

    before = backends()
    assert len(before) == MAX_CONNECTIONS and backends() == before
    engine.dispose()


def test_a_statement_is_planned_once_for_a_connection_and_not_anew_for_its_values(server: Server) -> None:
    """A save has eleven statements, and planning them takes longer than running them."""
    engine = postgres_engine(server.address(CLINIC, APP))
    plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%%of a person%%'"
    try:
        with engine.connect() as connection:
            for number in range(4):
                values = {"number": number}
                connection.exec_driver_sql("SELECT 'of a person', %(number)s::int + count(*) FROM people", values)
            connection.commit()
        assert changes(engine) and not writers_waiting(engine)  # in the same connection
        with engine.connect() as connection:
            assert connection.exec_driver_sql(plans, {}).all() == [(3, 0)]
    finally:
        engine.dispose()


def test_few_connections_serve_few_people(server: Server) -> None:
    """The one that came back last is handed out next: it has every statement prepared."""
    engine = postgres_engine(server.address(CLINIC, APP))
    backends = set()
    try:
        with engine.connect(), engine.connect():
            pass
        for _ in range(5):
            with engine.connect() as connection:
                backends.add(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
    finally:
        engine.dispose()
    assert len(backends) == 1


def test_a_database_address_that_is_wrong_or_does_not_answer_is_said_without_the_password(server: Server) -> None:
    refusals = [
        refusal("postgresql://nearer:quiet-plum@127.0.0.1:1/clinic"),
        refusal("postgresql://nearer:quiet-plum@host:many/clinic"),
        refusal("a word and quiet-plum"),
        refusal(f"postgresql://nobody:quiet-plum@/clinic?host={server.folder}"),
        refusal(f"postgresql://{APP}:quiet-plum@/nowhere?host={server.folder}"),
    ]
    assert [one.code for one in refusals] == [
        DatabaseText.UNREACHABLE.code,
        DatabaseText.ADDRESS_UNREADABLE.code,
        DatabaseText.ADDRESS_UNREADABLE.code,
        DatabaseText.NOT_LET_IN.code,
        DatabaseText.NO_SUCH_DATABASE.code,
    ]
    assert not any("plum" in str(one) + repr(one) + repr(one.__cause__) for one in refusals)
    assert all(one.__context__ is None or one.__suppress_context__ for one in refusals), (
        "a traceback would show the driver's own words"
    )


def test_a_server_that_may_lose_what_was_saved_is_refused(server: Server) -> None:
    server.kill()
    server.start("-c", "fsync=off")
    try:
        with pytest.raises(NotebookUnusable, match="fsync=off"):
            check_server(server.engine(role=APP))
    finally:
        server.kill()
        server.start()


def test_a_database_without_tables_and_a_role_above_the_rules_are_refused(server: Server, other_database: str) -> None:
    assert refusal(server.address(other_database, APP)).code == DatabaseText.NOT_PREPARED.code
    assert refusal(server.address("clinic", OWNER)).code == DatabaseText.ROLE_TOO_STRONG.code
    assert refusal(server.address("clinic", "postgres")).code == DatabaseText.ROLE_TOO_STRONG.code
    server.execute(f"ALTER ROLE {APP} BYPASSRLS")
    try:
        assert refusal(server.address("clinic", APP)).code == DatabaseText.ROLE_TOO_STRONG.code
    finally:
        server.execute(f"ALTER ROLE {APP} NOBYPASSRLS")
    with pytest.raises(NotebookUnusable, match="no role nobody"):
        prepare(server.engine(other_database, OWNER), "nobody", SCRIPTS)
    assert refusal(server.address(other_database, APP)).code == DatabaseText.NOT_PREPARED.code


def test_preparing_the_database_twice_changes_nothing_and_a_newer_one_is_left_alone(
    server: Server, other_database: str
) -> None:
    owner = server.engine(other_database, OWNER)
    prepare(owner, APP, SCRIPTS)
    prepare(owner, APP, SCRIPTS)
    check_prepared(server.engine(other_database, APP))
    server.execute("UPDATE alembic_version SET version_num = '9999'", other_database)
    assert refusal(server.address(other_database, APP)).code == DatabaseText.ANOTHER_VERSION.code
    with pytest.raises(NotebookUnusable, match="another version"):
        prepare(owner, APP, SCRIPTS)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
        "CREATE RULE hold AS ON DELETE TO entries DO INSTEAD NOTHING",
        "CREATE VIEW everybody AS SELECT * FROM people",
        "CREATE TABLE more (id int)",
        "ALTER TABLE entries DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE entries NO FORCE ROW LEVEL SECURITY",
        "CREATE POLICY all_of_it ON entries USING (true)",
        "ALTER POLICY of_the_couple ON entries USING (true)",
        "ALTER POLICY of_the_couple ON entries WITH CHECK (true)",
        "ALTER TABLE people ADD COLUMN more text",
        "ALTER TABLE people ALTER COLUMN nickname DROP NOT NULL",
        "ALTER TABLE people ALTER COLUMN zone TYPE varchar",
        "ALTER TABLE entries DROP CONSTRAINT fk_entries_drawers",
        "DROP INDEX ix_entries_digest",
    ],
)
def test_what_was_added_to_the_schema_or_changed_in_it_is_noticed(server: Server, change: str) -> None:
    with server.engine().connect() as connection:
        assert is_as_expected(connection)
        connection.exec_driver_sql(change)
        assert not is_as_expected(connection)


def test_a_changed_schema_is_not_opened_and_nobody_deletes_through_it(server: Server, clinic: Notebook) -> None:
    meera, _ravi = make_couple(clinic)
    server.execute("CREATE RULE hold AS ON DELETE TO entries DO INSTEAD NOTHING", "clinic")
    try:
        assert refusal(server.address("clinic", APP)).code == DatabaseText.SCHEMA_CHANGED.code
        with pytest.raises(ChangedOutside), clinic.erase_as(meera, NOW):
            raise AssertionError("nobody gets here")
        with pytest.raises(ChangedOutside), in_another_process(clinic).read_as(meera):
            raise AssertionError("nobody gets here")
    finally:
        server.execute("DROP RULE hold ON entries", "clinic")


def test_saved_stays_saved_when_the_server_falls_and_nearer_goes_on_when_it_is_back(
    server: Server, clinic: Notebook
) -> None:
    meera, _ravi = make_couple(clinic)
    save_new_response(clinic, meera, make_check_in(touch="some", note="before"))
    server.kill()
    with pytest.raises(NotSaved) as refused:
        save_new_response(clinic, meera, make_check_in(touch="much", note="meanwhile"))
    assert refused.value.code == DatabaseText.AWAY.code
    assert not is_within_reach(clinic.engine)
    server.start()
    assert is_within_reach(clinic.engine)
    save_new_response(clinic, meera, make_check_in(touch="none", note="after"))
    notes = [response.note for response in read_every_response(clinic, meera) if isinstance(response, SavedResponse)]
    assert notes == ["before", "after"]
