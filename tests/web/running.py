"""What the tests of this room share: a browser without a screen, a clock that is moved, the running server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import pytest
import requests
from streamlit.runtime import Runtime

from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal
from nearer.sign_ins.signed_in import SignedInParty
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import start_couple
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.web.services import Services

PASSPHRASE = "lantern meadow quiet harbour"


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
        self.seconds = 1000.0

    def utc(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.seconds

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()


@dataclass
class Running:
    """The running server as a test sees it."""

    services: Services
    clock: Clock
    listening: socket.socket
    warmed: threading.Event
    runtime: Runtime | None = None
    names: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def port(self) -> int:
        return int(self.listening.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def browser(self) -> Browser:
        return Browser(self)

    def nickname(self, stem: str = "Meera") -> str:
        """A name nobody in this notebook has yet."""
        return f"{stem} {next(self.names)}"

    def person(self, nickname: str) -> NewPerson:
        return NewPerson(nickname, Role.SURVIVOR, "Asia/Kolkata", "en", "0" * 64)

    def started(self, nickname: str) -> Browser:
        """Somebody who started a notebook and confirmed the recovery code, signed in."""
        browser = self.browser()
        browser.post("/start", **start_form(nickname))
        browser.post("/recovery-code", group=browser.recovery_code()[-4:])
        return browser

    def signed_in(self) -> Browser:
        """A new browser of somebody who started earlier, for what nobody types a passphrase for and nobody changes."""
        browser = self.browser()
        browser.cookies.set("nearer", self.services.vault.open(self._somebody, idle_seconds=300))
        return browser

    @cached_property
    def _somebody(self) -> SignedInParty:
        party = self.services.vault.find(self.started(self.nickname("Somebody")).token)
        assert party is not None
        return party


class Browser(requests.Session):
    """A client with a cookie jar that stays where it is sent and says which site it is on."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self.running = running

    def get(self, path: str, **headers: str) -> requests.Response:  # type: ignore[override]
        return super().get(self.running.url + path, headers=headers, allow_redirects=False, timeout=20)

    def post(self, path: str, **form: str) -> requests.Response:  # type: ignore[override]
        return self.send_form(path, form, {"Origin": self.running.url})

    def send_form(self, path: str, form: object, headers: dict[str, str]) -> requests.Response:
        url = self.running.url + path
        return super().post(url, data=form, headers=headers, allow_redirects=False, timeout=20)  # type: ignore[arg-type]

    @property
    def token(self) -> str:
        return self.cookies.get("nearer") or ""

    def signed_in(self) -> bool:
        return self.get("/").status_code == 200

    def recovery_code(self) -> str:
        text = self.get("/recovery-code").text
        box = text.partition("code-box")[2].partition("</div>")[0]
        return "-".join(part.partition("</span>")[0] for part in box.split("<span>")[1:])


def start_form(name: str, /, **changed: str) -> dict[str, str]:
    """A complete form of somebody who starts."""
    form = {
        "nickname": name,
        "role": "survivor",
        "passphrase": PASSPHRASE,
        "zone": "Asia/Kolkata",
        "adult": "yes",
        "agreed": "yes",
    }
    return {name: value for name, value in {**form, **changed}.items() if value}


def open_small_demo() -> tuple[Notebook, tuple[Principal, ...]]:
    """A throwaway notebook with two made-up people."""
    notebook, now = open_demo_notebook(), datetime(2026, 11, 23, tzinfo=UTC)
    new = [NewPerson(name, Role.SURVIVOR, "Asia/Kolkata", "en", "0" * 64) for name in ("Meera", "Ravi")]
    return notebook, tuple(start_couple(notebook, one, None, now).principal for one in new)


SERVER = pytest.StashKey[Running]()  # where the one of this worker is found by the rooms that share it
