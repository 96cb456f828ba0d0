"""Standard input, output and error may be closed, full, or left by their reader: no traceback, and a right code."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nearer.cli.serve import answers
from tests.waiting import wait_until

ROOT = Path(__file__).parents[2]
WEEKS = "series,week,score\nMeera,2026-01-05,40\n"

pytestmark = pytest.mark.skipif(os.name == "nt", reason="written for the shell of POSIX")


def run(line: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A line of the shell in which `nearer` is the command line."""
    command = ["bash", "-o", "pipefail", "-c", re.sub("^nearer ", f"{shlex.quote(sys.executable)} -m nearer ", line)]
    return subprocess.run(command, input=typed, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def is_silent_about_itself(ended: subprocess.CompletedProcess[str]) -> bool:
    return "Traceback" not in ended.stderr and "Exception ignored" not in ended.stderr


@pytest.mark.parametrize("command", ["schema", "guide tired", "trends", "--help", "guide --help"])
def test_a_full_disk_below_the_output_is_a_sentence(command: str) -> None:
    ended = run(f"nearer {command} >/dev/full", WEEKS)
    assert (ended.returncode, is_silent_about_itself(ended)) == (3, True)
    assert "What comes out cannot be written: the disk is full; make room on it" in ended.stderr


@pytest.mark.parametrize("command", ["schema", "guide tired", "trends"])
def test_a_closed_output_is_a_sentence(command: str) -> None:
    ended = run(f"nearer {command} >&-", WEEKS)
    assert (ended.returncode, is_silent_about_itself(ended)) == (3, True)
    assert "What comes out cannot be written" in ended.stderr


@pytest.mark.parametrize("command", ["trends", "export Meera"])
def test_a_closed_input_is_a_sentence(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEARER_DATA", str(tmp_path))
    run("nearer therapist list")  # which makes a notebook
    ended = run(f"nearer {command} <&-")
    assert (ended.returncode, is_silent_about_itself(ended)) == (1, True)
    assert ended.stderr == (
        "The input: this file cannot be read: nothing is connected there; connect it with a file or another program\n"
    )


@pytest.mark.parametrize("error", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("command", "code"), [("guide tired", 0), ("validate no-such-file.yaml", 1)])
def test_without_a_place_for_sentences_the_answer_and_the_code_are_right(command: str, code: int, error: str) -> None:
    ended = run(f"nearer {command} {error}")
    assert ended.returncode == code
    assert ended.stdout


def test_whoever_stops_reading_is_no_fault_of_the_input(tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("tired\n" * 400, "utf-8")
    ended = run(f"nearer guide --file {queries} | head -c 5")
    assert (ended.stdout, ended.stderr) == ('{"que', "")
    assert ended.returncode == 128 + signal.SIGPIPE


def test_a_file_that_is_opened_does_not_get_the_number_of_a_closed_stream(tmp_path: Path) -> None:
    """Else what a library prints would go into the notebook."""
    line = "import os; from nearer.cli.standard_streams import open_closed_streams as o; o(); f = open(os.devnull)"
    ended = run(f"{shlex.quote(sys.executable)} -c '{line}; raise SystemExit(f.fileno())' <&- >&- 2>&-")
    assert ended.returncode == 3


@pytest.mark.parametrize("command", ["trends", "guide --file /dev/stdin"])
def test_ctrl_c_ends_a_command_without_a_traceback(command: str) -> None:
    arguments = [sys.executable, "-m", "nearer", *command.split()]
    pipes: dict[str, Any] = {"stdin": -1, "stdout": -1, "stderr": -1}
    with subprocess.Popen(arguments, **pipes, text=True, cwd=ROOT, preexec_fn=_hears_ctrl_c) as running:
        assert wait_until(lambda: _sleeps(running.pid), 30)
        running.send_signal(signal.SIGINT)
        printed, complained = running.communicate(timeout=30)
    assert (running.returncode, printed, complained) == (130, "", "")


def test_ctrl_c_ends_the_server_without_a_traceback(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = [sys.executable, "-m", "nearer", "--localhost", "--port", str(port)]
    environ = {**os.environ, "NEARER_DATA": str(tmp_path)}
    pipes: dict[str, Any] = {"stdout": -1, "stderr": -1}
    with subprocess.Popen(arguments, **pipes, text=True, cwd=ROOT, env=environ, preexec_fn=_hears_ctrl_c) as running:
        assert wait_until(lambda: answers("localhost", port), 60)
        running.send_signal(signal.SIGINT)
        _, complained = running.communicate(timeout=30)
    assert (running.returncode, "Traceback" in complained) == (130, False)


def _hears_ctrl_c() -> None:
    """A shell lets what it starts in the background take no notice of it, and that is handed on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _sleeps(pid: int) -> bool:
    """Whether it waits for its input."""
    try:
        return "pipe" in Path(f"/proc/{pid}/wchan").read_text()
    except OSError:
        return False
