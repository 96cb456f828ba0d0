"""The real program, started the way a person starts it, on a port and a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 90


def free_port() -> int:
    """A port nobody listens on, and none of 8501 to 8510, where people run Nearer."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
    return port if port not in range(8501, 8511) else free_port()


class Process(Protocol):
    """What is asked of the process that serves; `subprocess.Popen` has all of it."""

    @property
    def pid(self) -> int: ...
    def send_signal(self, how: int, /) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def kill(self) -> None: ...


@dataclass
class LiveServer:
    """`streamlit run` on `script`. `kill()` is a power cut; `start()` again comes up on the same port and data."""

    data: Path
    log_file: Path
    script: str = "streamlit_app.py"
    ready: str = "/healthz"
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    port: int = field(default_factory=free_port)
    running: Process | None = None

    @property
    def host(self) -> str:
        """The name under which it is asked."""
        return "localhost"

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def log(self) -> str:
        """Everything the server has printed so far, over all its starts."""
        return self.log_file.read_text("utf-8", errors="replace")

    @property
    def command(self) -> list[str]:
        """What starts it."""
        run = [sys.executable, "-m", "streamlit", "run", self.script]
        return [*run, "--server.port", str(self.port), "--server.headless", "true", *self.options]

    def start(self) -> LiveServer:
        """Start and wait until it answers. RuntimeError with its log when it ends or stays silent."""
        environment = {**os.environ, "NEARER_DATA": str(self.data), "PYTHONUNBUFFERED": "1", **self.environment}
        with self.log_file.open("ab") as log:
            self.running = self.launch(log, environment)
        self._wait()
        return self

    def launch(self, log: BinaryIO, environment: Mapping[str, str]) -> Process:
        """The program in a process of its own, which writes into the log."""
        return subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill(self) -> None:
        """SIGKILL: no goodbye, nothing flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM, as when a person closes the program."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.running is None:
            return
        self.running.send_signal(how)
        try:
            self.running.wait(15)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait(15)
        self.running = None

    def _wait(self) -> None:
        last_try = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            if self.running is None or self._ended_within(0.1) or time.monotonic() > last_try:
                self.kill()
                raise RuntimeError(f"The server did not come up on port {self.port}. It said:\n{self.log}")

    def _ended_within(self, seconds: float) -> bool:
        try:
            return self.running is None or self.running.wait(seconds) is not None
        except subprocess.TimeoutExpired:
            return False

    def _answers(self) -> bool:
        try:
            address, host = f"http://127.0.0.1:{self.port}{self.ready}", f"{self.host}:{self.port}"
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False
