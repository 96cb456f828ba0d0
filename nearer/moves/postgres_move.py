"""A PostgreSQL as source or target of a move, by the role that owns its tables; in one transaction, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from nearer.database import postgres_policies
from nearer.database.notebook_file import create_newest
from nearer.database.postgres_engine import check_server, postgres_engine
from nearer.database.postgres_preparation import check_role, check_tables, let_in, read_revision
from nearer.database.postgres_schema import is_as_expected
from nearer.database.row_errors import NotebookUnusable
from nearer.language.error_catalogue.database_errors import DatabaseText
from nearer.moves.row_copy import is_empty

_MAY_NOT = "42501"  # insufficient_privilege


@contextmanager
def as_source(address: str) -> Iterator[Connection]:
    """All rows of every couple as they are now. Nobody reads or writes there meanwhile, and nothing of it stays."""
    with _open_engine(address) as engine, engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin() as transaction:
            check_tables(connection)
            _lift_policies(connection)
            yield connection
            transaction.rollback()  # the policies are as they were


@contextmanager
def as_target(address: str, role: str) -> Iterator[Connection]:
    """Empty tables to fill, which have their policies when the block ends. NotebookUnusable for full ones."""
    with _open_engine(address) as engine, engine.begin() as connection:
        check_role(connection, role)
        if read_revision(connection) is None:
            create_newest(connection)
        elif not is_as_expected(connection):
            raise NotebookUnusable(DatabaseText.SCHEMA_CHANGED)
        else:
            _lift_policies(connection)
        if not is_empty(connection):
            raise NotebookUnusable(DatabaseText.NOT_EMPTY)
        yield connection
        for statement in postgres_policies.statements():
            connection.exec_driver_sql(statement)
        let_in(connection, role)
        if not is_as_expected(connection):
            raise NotebookUnusable(DatabaseText.SCHEMA_CHANGED)


def _lift_policies(connection: Connection) -> None:
    """Let the owner see every row until this transaction ends; ALTER TABLE shuts out everybody else meanwhile."""
    for statement in postgres_policies.lifted():
        connection.exec_driver_sql(statement)


@contextmanager
def _open_engine(address: str) -> Iterator[Engine]:
    engine = postgres_engine(address)
    check_server(engine)
    try:
        yield engine
    except DBAPIError as refused:
        may_not = getattr(refused.orig, "sqlstate", None) == _MAY_NOT or "must be owner" in str(refused.orig)
        raise NotebookUnusable(DatabaseText.NOT_THE_OWNER if may_not else DatabaseText.NOT_MOVED) from None
    finally:
        engine.dispose()
