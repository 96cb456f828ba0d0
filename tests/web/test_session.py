"""The cookie, and keys whose time is over."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from starlette.responses import Response

from nearer.privacy.vault import Vault
from nearer.server.config import Reach
from nearer.sign_ins.signed_in import SignedIn
from nearer.web import app
from nearer.web.services import WebContext
from nearer.web.session_cookie import read_token, set_cookie
from tests.web.running import Clock, Running


def test_over_tls_the_cookie_is_bound_to_this_host_and_to_tls() -> None:
    reply = Response()
    set_cookie(reply, "token", secure=True)
    flags = {flag.strip() for flag in reply.headers["set-cookie"].split(";")}
    assert flags == {"__Host-nearer=token", "Secure", "HttpOnly", "Path=/", "SameSite=strict"}


def test_over_tls_a_cookie_that_came_without_it_counts_for_nothing() -> None:
    assert read_token({"nearer": "planted"}, secure=True) is None
    assert read_token({"__Host-nearer": "token", "nearer": "planted"}, secure=True) == "token"


def test_a_recovery_code_is_not_shown_where_a_session_is_printed(running: Running) -> None:
    browser = running.signed_in()
    party = running.services.vault.find(browser.token)
    assert isinstance(party, SignedIn)
    assert "SECRET" not in repr(SignedIn(party.principal, party.notebook, "SECRET"))


def test_keys_whose_time_is_over_go_although_nobody_asks(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "REAP_EVERY", 0.001)
    clock = Clock()
    vault: Vault[SignedIn] = Vault(clock.monotonic)
    party = running.services.vault.find(running.signed_in().token)
    assert party is not None
    vault.open(party, idle_seconds=60)
    clock.pass_by(minutes=2)
    services = replace(running.services, vault=vault)
    asyncio.run(reap_until_empty(WebContext(services, Reach(False, False, ("localhost",)))))
    assert len(vault) == 0


async def reap_until_empty(context: WebContext) -> None:
    reaper = asyncio.create_task(app._keep_reaping(context))
    async with asyncio.timeout(5):
        while len(context.services.vault):
            await asyncio.sleep(0)
    reaper.cancel()
