"""The services of a process around one vault and notebook, for tests that serve no page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NoReturn

from nearer.privacy.vault import Vault
from nearer.session.services import STYLE
from nearer.shipped import shipped_help
from nearer.storage.notebook import Notebook
from nearer.web.services import Services


def make_services(vault: Vault[Any], notebook: Notebook) -> Services:
    """Without made-up people: whoever asks for them makes the test fail."""
    return Services(
        vault=vault,
        notebook=notebook,
        read_help=shipped_help,
        open_demo=_refuse,
        clock=lambda: datetime.now(UTC),
        style=STYLE,
        load_screens=_refuse,
        open_caseload=_refuse,
    )


def _refuse(*_: object) -> NoReturn:
    raise AssertionError("this test serves no page")
