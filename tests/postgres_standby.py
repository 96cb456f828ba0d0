"""A primary and its standby on loopback, where COMMIT returns once both have it on their disks."""

from __future__ import annotations

from pathlib import Path

from tests.postgres_server import APP, CLINIC, SECONDS, Server
from tests.waiting import wait_until
from tools.live_server import free_port

NAME = "standby"


class Primary(Server):
    """A server that is asked over TCP, as one on another machine is."""

    def __init__(self, binaries: Path) -> None:
        self.port = free_port()
        super().__init__(binaries)

    def start(self, *more: str) -> None:
        super().start("-p", str(self.port), "-h", "127.0.0.1", *more)

    def address(self, database: str = "postgres", role: str = "postgres") -> str:
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}"

    def wait_for(self, standby: Standby) -> None:
        """Say nothing is committed before `standby` has it; returns once the two are in step."""
        self.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
        self.execute("SELECT pg_reload_conf()")
        in_step = "SELECT sync_state FROM pg_stat_replication"
        assert wait_until(lambda: self.execute(in_step) == [("sync",)], SECONDS), (standby.folder / "log").read_text()


class Standby(Primary):
    """A copy of `primary` that follows it until it is promoted, and is a primary from then on."""

    def __init__(self, primary: Primary) -> None:
        self.primary = primary
        super().__init__(primary.binaries)

    def make(self) -> None:
        source = f"host=127.0.0.1 port={self.primary.port} user=postgres application_name={NAME}"
        options = ("--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--wal-method=stream")
        self._run("pg_basebackup", "-D", str(self.data), "-d", source, *options).wait(SECONDS)
        self.start()

    def promote(self) -> None:
        """It takes writes when this returns."""
        assert self.execute("SELECT pg_promote(true, 30)") == [(True,)]


def address_of_both(first: Primary, second: Primary) -> str:
    """What a clinic has in NEARER_DATABASE_URL: whichever of the two takes writes."""
    hosts = f"127.0.0.1:{first.port},127.0.0.1:{second.port}"
    return f"postgresql://{APP}@{hosts}/{CLINIC}?target_session_attrs=read-write"
