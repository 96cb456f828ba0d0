"""A settings file of the server that cannot be read: its line and what to look for, before Streamlit sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nearer.cli.serve import check_settings_file
from nearer.cli.terminal import InputRefused


@pytest.mark.parametrize(
    ("text", "line"),
    [("[server\n", 1), ("[server]\nport = 8501\nport = 8502\n", 3), ('[server]\naddress = "localhost\n', 2), ("[a", 1)],
)
def test_settings_that_are_no_toml_are_refused_with_their_line(tmp_path: Path, text: str, line: int) -> None:
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(InputRefused) as refused:
        check_settings_file(file)
    assert str(refused.value).startswith(f"{file} line {line}: not readable as TOML. Look there for ")


def test_settings_that_are_whole_or_not_there_are_left_to_the_server(tmp_path: Path) -> None:
    check_settings_file(tmp_path / "config.toml")
    (tmp_path / "config.toml").write_text("[server]\nport = 8501\n")
    check_settings_file(tmp_path / "config.toml")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["nowhere.invalid", "203.0.113.1"])
def test_an_address_that_is_not_of_this_machine_ends_with_a_sentence_and_no_traceback(
    tmp_path: Path, address: str
) -> None:
    environ = os.environ | {"NEARER_DATA": str(tmp_path), "STREAMLIT_SERVER_ADDRESS": address}
    command = [sys.executable, "-m", "nearer", "--port", "8699", "--localhost"]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert "server.address is no address of this machine. Set it to one of its own" in ended.stderr
    assert "Traceback" not in ended.stderr
