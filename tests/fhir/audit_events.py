"""Whether anything was asked of another host, another program or the disk: what Python's audit events tell."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_OUTWARDS = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "os.system", "os.exec",
             "os.posix_spawn", "os.fork")  # fmt: skip
_written_down: list[list[str]] = []


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    if _written_down and (event.startswith(_OUTWARDS) or event == "open" and _writes(arguments)):
        for seen in _written_down:
            seen.append(f"{event} {arguments}"[:200])


def _writes(arguments: tuple[Any, ...]) -> bool:
    return isinstance(arguments[1], str) and bool(set(arguments[1]) & set("wax+"))


sys.addaudithook(_look)  # stays for as long as Python runs, and looks only inside of `watched`


@contextmanager
def watched() -> Iterator[list[str]]:
    """The list fills with every such event until the end of the block."""
    seen: list[str] = []
    _written_down.append(seen)
    try:
        yield seen
    finally:
        _written_down.remove(seen)
