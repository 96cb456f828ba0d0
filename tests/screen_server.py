"""A server that draws screens for whoever signs in: its vault, notebook and sign-ins are real.

What is simulated is at its edge: which services this process has, its clock, and the cookies of the browser.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy

from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.vault import Vault
from nearer.sign_ins.signed_in import AccountSignedIn, SignedIn, SignedInParty
from nearer.storage.notebook import Notebook
from nearer.web.services import Services
from nearer.web.session_cookie import cookie_name
from tests.services_builder import make_services
from tests.storage.making import NOW

HOLD_SERVICES = ("person", "therapist", "manager", "undo", "help_from_home")  # modules of nearer.session
COOKIE = cookie_name(secure=False)
IDLE_SECONDS = 300


@dataclass
class ScreenServer:
    """Whoever signs in is whom the next screen is drawn for; nobody is at first."""

    cookies: dict[str, str] = field(default_factory=dict)  # of the one browser
    vault: Vault[SignedInParty] = field(default_factory=lambda: Vault(monotonic))
    now: datetime = NOW
    services: Services | None = None

    def get_services(self) -> Services:
        assert self.services is not None, "nobody has signed in so far"
        return self.services

    def sign_in(self, who: Principal | Therapist, notebook: Notebook) -> str:
        """Somebody new in this browser; returns their token, under which `turn_to` brings them back."""
        party = AccountSignedIn(who, notebook) if isinstance(who, Therapist) else SignedIn(who, notebook)
        if self.services is None or self.services.notebook is not notebook:
            self.services = replace(make_services(self.vault, notebook), clock=lambda: self.now)
        token = self.vault.open(party, IDLE_SECONDS)
        self.turn_to(token)
        return token

    def turn_to(self, token: str) -> None:
        self.cookies[COOKIE] = token

    def sign_out(self) -> None:
        self.cookies.clear()


@pytest.fixture
def session_state(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What Streamlit keeps of one window, for what buttons do without a run of their screen."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", state)
    return state


@pytest.fixture
def screen_server(monkeypatch: pytest.MonkeyPatch) -> ScreenServer:
    return install(ScreenServer(), monkeypatch.setattr)


def install(server: ScreenServer, put: Callable[..., None]) -> ScreenServer:
    """Let screens be drawn by this server. Without one, Streamlit's AppTest has cookies that are no text."""
    for module in HOLD_SERVICES:
        put(f"nearer.session.{module}.get_services", server.get_services)
    put(ContextProxy, "cookies", property(lambda _: server.cookies))
    return server
