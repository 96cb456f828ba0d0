"""`nearer` serves at an address of its own, which is drawn once and which nobody else reads."""

from __future__ import annotations

import socket
import stat
import sys
from pathlib import Path

import pytest

from nearer.cli.own_address import read_own_host


def test_a_notebooks_own_address_is_drawn_once_and_read_by_its_user_only(tmp_path: Path) -> None:
    names = {read_own_host(tmp_path / folder) for folder in ("one", "two", "one")}
    assert len(names) == 2 and all(name.endswith(".localhost") and len(name) == 16 + 10 for name in names)
    assert sys.platform == "win32" or stat.S_IMODE((tmp_path / "one" / "address").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "short", "evil.example", "a" * 16 + ".evil", "\xff" * 16, "UUUUUUUUUUUUUUUU"])
def test_an_own_address_that_nearer_did_not_draw_is_not_used(tmp_path: Path, text: str) -> None:
    (tmp_path / "address").write_text(text, "latin-1")
    assert read_own_host(tmp_path) == "localhost"


def test_where_an_own_address_cannot_be_kept_or_found_the_address_is_localhost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    assert read_own_host(tmp_path / "file") == "localhost"
    monkeypatch.setattr(sys, "platform", "darwin")

    def unknown(*_: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert read_own_host(tmp_path / "mac") == "localhost"
