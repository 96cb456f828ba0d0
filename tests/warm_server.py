"""The real program in a process that has imported it already: the start of a server without its two seconds of imports.

For tests of what goes over the wire, which start many. The journeys start it as a person does (tools/live_server.py).
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from tools.live_server import LiveServer

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.warm_imports"])


@dataclass
class ForkedServer:
    """What LiveServer asks of its process, of one that was forked."""

    process: ForkServerProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def send_signal(self, how: int) -> None:
        os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("the server", timeout or 0)
        return self.process.exitcode


@contextmanager
def _no_main_script() -> Iterator[None]:
    """A fork would run the main script once more, and Streamlit's AppTest leaves its own in that place."""
    main, sys.modules["__main__"] = sys.modules["__main__"], ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


class WarmServer(LiveServer):
    """As LiveServer, at a tenth of its cost."""

    def launch(self, log: BinaryIO, environment: Mapping[str, str]) -> ForkedServer:
        arguments = (self.command[3:], dict(environment), self.folder, self.log_file)
        process = _FORKING.Process(target=run_streamlit, args=arguments, daemon=True)
        with _no_main_script():
            process.start()
        return ForkedServer(process)


def warm_command(arguments: list[str], environment: Mapping[str, str]) -> str:
    """What `nearer ARGUMENTS` prints, in a process of its own that has imported it already."""
    reads, writes = _FORKING.Pipe(duplex=False)
    process = _FORKING.Process(target=_run_command, args=(arguments, dict(environment), writes), daemon=True)
    with _no_main_script():
        process.start()
    writes.close()
    code, printed = reads.recv()
    process.join()
    assert code == 0, printed
    return str(printed)


def _run_command(arguments: list[str], environment: dict[str, str], writes: Connection) -> None:
    from nearer.cli import main

    os.environ.update(environment)
    with redirect_stdout(io.StringIO()) as printed:
        code = main(arguments)
    writes.send((code, printed.getvalue()))


def run_streamlit(arguments: list[str], environment: dict[str, str], folder: Path, log_file: Path) -> None:
    """`python -m streamlit ARGUMENTS` in this process, which was forked for it."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    log = os.open(log_file, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    sys.argv = ["streamlit", *arguments]
    from streamlit.web.cli import main

    main(arguments)
