"""Nearer as a person starts it: at an address of its own where this machine has a screen."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from tools.live_server import LiveServer


@dataclass
class AtItsOwnAddress(LiveServer):
    """`python -m nearer`, as `make run` starts it, or another program that does the same."""

    program: tuple[str, ...] = (sys.executable, "-m", "nearer")

    @property
    def host(self) -> str:
        """The name that it draws at its first start; localhost without a screen."""
        address = self.data / "address"
        return f"{address.read_text()}.localhost" if address.exists() else "localhost"

    @property
    def command(self) -> list[str]:
        return [*self.program, "--port", str(self.port)]
