"""The tables of a clinic's PostgreSQL, made by their owner for a role that may only read and write rows."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, select

from nearer.database import postgres_policies
from nearer.database.expected_schema import REVISION
from nearer.database.notebook_file import create_newest, known_revisions, upgrade
from nearer.database.postgres_engine import check_server
from nearer.database.postgres_schema import is_as_expected
from nearer.database.row_errors import NotebookUnusable
from nearer.database.therapist_schema import EVERY_TABLE
from nearer.language.error_catalogue.database_errors import DatabaseText

_ROLE = """
SELECT r.rolsuper OR r.rolbypassrls OR EXISTS (
  SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND pg_has_role(r.oid, c.relowner, 'MEMBER')
) FROM pg_roles r WHERE r.rolname = current_user
"""

_ENDS = re.compile(r"(^|;)\s*(COMMIT|ROLLBACK(?!\s+TO)|ABORT|PREPARE\s+TRANSACTION)\b|^\s*END\s*;?\s*$", re.IGNORECASE)


def prepare(engine: Engine, role: str, scripts: Path) -> None:
    """Make the tables, or bring them up to date, and let `role` read and write their rows; all or nothing.

    NotebookUnusable without such a role, for tables of a newer version, and for anything beside them.
    """
    check_server(engine)
    with engine.begin() as connection:
        check_role(connection, role)
        make_tables(connection, scripts)
        let_in(connection, role)
        if not is_as_expected(connection):
            raise NotebookUnusable(DatabaseText.SCHEMA_CHANGED)


def check_role(connection: Connection, role: str) -> None:
    """NotebookUnusable without such a role."""
    select_role = "SELECT FROM pg_roles WHERE rolname = %(role)s"
    if connection.exec_driver_sql(select_role, {"role": role}).first() is None:
        raise NotebookUnusable(DatabaseText.NO_SUCH_ROLE, role=role)


def make_tables(connection: Connection, scripts: Path) -> None:
    """All tables at the newest revision, each with its policies; NotebookUnusable for those of a newer version."""
    revision = read_revision(connection)
    if revision is None:
        create_newest(connection, scripts)
    elif revision not in known_revisions(scripts):
        raise NotebookUnusable(DatabaseText.ANOTHER_VERSION)
    elif revision != known_revisions(scripts)[0]:
        _take_steps(connection, scripts)
    for statement in postgres_policies.statements():
        connection.exec_driver_sql(statement)


def _take_steps(connection: Connection, scripts: Path) -> None:
    """A step that ended the transaction would leave half of its tables when the next one fails: that is refused."""
    event.listen(connection, "before_cursor_execute", _refuse_to_end)
    try:
        upgrade(connection, scripts)
    except Exception as problem:
        raise NotebookUnusable(DatabaseText.NOT_BROUGHT_UP_TO_DATE) from problem
    finally:
        event.remove(connection, "before_cursor_execute", _refuse_to_end)


def _refuse_to_end(_connection: Connection, _cursor: object, statement: str, *_about: object) -> None:
    assert not _ENDS.search(statement), "a step ends the transaction that all steps are in"


def let_in(connection: Connection, role: str) -> None:
    """Rows to read and write, and the revision to read; nothing to create, change or own."""
    name = connection.dialect.identifier_preparer.quote_identifier(role)
    tables = ", ".join(EVERY_TABLE.tables)
    for rights, things in (
        ("USAGE", "SCHEMA public"),
        ("SELECT, INSERT, UPDATE, DELETE", tables),
        ("SELECT", REVISION.name),
    ):
        connection.exec_driver_sql(f"GRANT {rights} ON {things} TO {name}")


def read_revision(connection: Connection) -> str | None:
    """The revision of the tables; None where there are none."""
    if not inspect(connection).has_table(REVISION.name):
        return None
    return str(connection.execute(select(REVISION.c.version_num)).scalar_one())


def check_prepared(engine: Engine) -> None:
    """NotebookUnusable unless the tables are those of this version, and seen by a role to which their rules apply."""
    check_server(engine)
    with engine.connect() as connection:
        check_tables(connection)
        role = connection.exec_driver_sql("SELECT current_user").scalar_one()
        if connection.exec_driver_sql(_ROLE).scalar_one():
            raise NotebookUnusable(DatabaseText.ROLE_TOO_STRONG, role=role)


def check_tables(connection: Connection) -> None:
    """NotebookUnusable unless the tables are those of this version, and nothing is beside them."""
    revision = read_revision(connection)
    if revision is None:
        raise NotebookUnusable(DatabaseText.NOT_PREPARED)
    if revision != known_revisions()[0]:
        raise NotebookUnusable(DatabaseText.ANOTHER_VERSION)
    if not is_as_expected(connection):
        raise NotebookUnusable(DatabaseText.SCHEMA_CHANGED)
