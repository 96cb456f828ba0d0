"""An address of its own on this machine: a name that no other program there is asked by, so that none gets the cookie.

A browser sends a cookie to every port of a name (RFC 6265, section 8.5), so what is at `localhost:8501` is also sent to
whatever listens at another port of `localhost`. Nearer's name is drawn once and stands in the notebook's folder, which
only its user reads; browsers know that every name below `.localhost` is this machine (RFC 6761, section 6.3).
"""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

from nearer.privacy.typed_codes import ALPHABET

FILE = "address"
LETTERS = 16  # of 5 random bits
PLAIN = "localhost"


def read_own_host(folder: Path) -> str:
    """The name, drawn when there is none; `localhost` where it cannot be kept, or this system would not find it."""
    file = folder / FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not file.exists():
            drawn = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS)).lower()
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fresh:
                fresh.write(drawn)
        name = file.read_text("ascii").strip().lower()
    except (OSError, ValueError):
        return PLAIN
    is_own_name = len(name) == LETTERS and set(name.upper()) <= set(ALPHABET)
    host = f"{name}.{PLAIN}"
    return host if is_own_name and is_found(host) else PLAIN


def is_found(host: str) -> bool:
    """Whether the usual browser finds it: others look by themselves, Safari asks macOS."""
    if sys.platform != "darwin":
        return True
    try:
        return bool(socket.getaddrinfo(host, None))
    except OSError:
        return False
