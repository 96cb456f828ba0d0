"""A clinic's tables are brought up to date whole or not at all, also when it is killed at any step of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import alembic.command  # noqa: F401  (loaded once, before any process is forked)
import pytest
from sqlalchemy import Engine, event

from nearer.database.notebook_file import SCRIPTS, known_revisions
from nearer.database.postgres_engine import postgres_engine
from nearer.database.postgres_preparation import prepare, read_revision
from nearer.database.postgres_schema import is_as_expected
from nearer.database.row_errors import NotebookUnusable
from nearer.language.error_catalogue.database_errors import DatabaseText
from tests.database.next_step import scripts
from tests.faults.second_process import run_apart
from tests.postgres_server import APP, OWNER, Server, find_binaries, running_server

DATABASE, NEXT = "migrating", "9next"
OF_EVERY_TABLE = ("ALTER TABLE", "DROP POLICY", "CREATE POLICY")  # the rules, put anew for each of them
WHOLE = "op.drop_table('hopes')"  # a step after which the tables are those of the schema

pytestmark = [
    pytest.mark.skipif(find_binaries() is None, reason="no PostgreSQL on this machine"),
    pytest.mark.skipif(sys.platform == "win32", reason="a process is forked and killed"),
]


@pytest.fixture
def server() -> Iterator[Server]:
    """With a database at the revision before."""
    server = running_server()
    server.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    prepare(server.engine(DATABASE, OWNER), APP, SCRIPTS)
    server.dispose()  # a connection must not be shared with a child
    yield server
    server.dispose()
    server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def state_of(server: Server) -> str:
    """The revision of the tables, which are exactly those of the schema."""
    with server.engine(DATABASE, OWNER).connect() as connection:
        assert is_as_expected(connection)
        revision = read_revision(connection)
    server.dispose()
    assert revision is not None
    return revision


def killed_at(step: int, server: Server, steps: Path) -> bool:
    """Whether it was killed before this statement."""

    def run() -> None:
        left = [step]

        def count(_connection: object, _cursor: object, statement: str, *_about: object) -> None:
            left[0] -= not statement.startswith(OF_EVERY_TABLE)
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", count)
        prepare(postgres_engine(server.address(DATABASE, OWNER)), APP, steps)

    code = run_apart(run)
    assert code in (0, -signal.SIGKILL), "it failed by itself"
    return code != 0


def test_killed_at_each_step_the_tables_are_those_of_before_and_the_next_try_brings_them_up_to_date(
    server: Server, tmp_path: Path, survived: Callable[[int], None]
) -> None:
    steps, step = scripts(tmp_path, WHOLE), 0
    while killed_at(step, server, steps):
        assert state_of(server) == known_revisions()[0]
        step += 1
    assert step > 8 and state_of(server) == NEXT
    survived(step)


@pytest.mark.parametrize(
    "more",
    [
        "raise RuntimeError('half-way')",
        "op.execute('INSERT INTO nowhere VALUES (1)')",
        "op.execute('COMMIT'); raise RuntimeError('after it committed')",
        "op.get_bind().exec_driver_sql('SELECT 1; commit'); raise RuntimeError('after it committed')",
        "op.execute('ROLLBACK')",
        "op.execute('END')",
        "op.get_context().autocommit_block().__enter__()",
    ],
)
def test_a_step_that_does_not_work_or_commits_by_itself_leaves_the_tables_as_they_were(
    server: Server, tmp_path: Path, more: str
) -> None:
    with pytest.raises(NotebookUnusable) as refused:
        prepare(server.engine(DATABASE, OWNER), APP, scripts(tmp_path / "first", more))
    assert refused.value.code == DatabaseText.NOT_BROUGHT_UP_TO_DATE.code
    assert state_of(server) == known_revisions()[0]
    prepare(server.engine(DATABASE, OWNER), APP, scripts(tmp_path / "second", WHOLE))
    assert state_of(server) == NEXT


def test_a_step_may_go_back_to_a_point_of_its_own(server: Server, tmp_path: Path) -> None:
    more = "op.execute('SAVEPOINT a'); op.execute('ROLLBACK TO SAVEPOINT a'); " + WHOLE
    prepare(server.engine(DATABASE, OWNER), APP, scripts(tmp_path, more))
    assert state_of(server) == NEXT
