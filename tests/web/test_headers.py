"""Every reply carries the same headers, whoever made it."""

from __future__ import annotations

import asyncio

import pytest
import requests
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nearer.server.assets import read_assets
from nearer.server.config import Reach
from nearer.server.headers import Headers as Dressing
from nearer.server.headers import content_policy
from nearer.web import text as words
from nearer.web.gate import OPEN
from tests.web.running import Running

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}
STRANGERS = [*sorted(OPEN), "/", "/this-week", "/_stcore/health", "/media/x.csv", "/static/js/none.js", "/nothing.txt"]
SIGNED_IN = ["/", "/this-week", "/_stcore/health", "/_stcore/host-config", "/media/x.csv", "/passphrase", "/demo/as/7"]


def assert_dressed(running: Running, reply: requests.Response, cache: str) -> None:
    headers = {name.lower(): value for name, value in reply.headers.items()}
    assert {name: headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert headers["content-security-policy"] == content_policy(running.host, secure=False)
    assert headers["cache-control"] == cache
    assert "server" not in headers or headers["server"] == "uvicorn"


def test_the_content_security_policy_is_the_one_agreed() -> None:
    assert content_policy("localhost:8501", secure=False) == (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' ws://localhost:8501; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
    assert "connect-src 'self' wss://clinic.example;" in content_policy("clinic.example", secure=True)


@pytest.mark.parametrize("path", STRANGERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_a_stranger_gets_the_security_headers_and_nothing_to_keep(running: Running, path: str, method: str) -> None:
    reply = requests.request(method, running.url + path, allow_redirects=False, timeout=20)
    assert_dressed(running, reply, "no-store")


def test_the_signed_in_get_the_security_headers_too(running: Running) -> None:
    browser = running.signed_in()
    for path in SIGNED_IN:
        assert_dressed(running, browser.get(path), "no-store")


def test_a_browser_may_keep_only_files_that_never_change(running: Running) -> None:
    reply = running.browser().get(read_assets().ahead[0])
    assert_dressed(running, reply, "public, immutable, max-age=31536000")


def test_a_foreign_host_is_not_written_into_the_policy(running: Running) -> None:
    reply = requests.get(running.url + "/sign-in", headers={"Host": "evil.example"}, timeout=20)
    assert "connect-src 'self';" in reply.headers["content-security-policy"]


def test_over_tls_browsers_are_asked_to_stay_with_it_except_on_this_machine() -> None:
    assert dressed("clinic.example")["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in dressed("localhost:8501")


@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_an_error_is_never_kept_even_where_the_file_itself_may_be(status: int) -> None:
    path = read_assets().ahead[0]
    assert dressed("localhost", PlainTextResponse("no", status), path)["cache-control"] == "no-store"
    assert "cache-control" not in dressed("localhost", PlainTextResponse("ok"), path)


def test_a_reply_that_breaks_half_way_is_cut_off_and_does_not_look_whole() -> None:
    """Were the error swallowed, the server would end the reply as if all of it had been sent."""

    async def breaks(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        dressed("localhost", breaks)


def dressed(host: str, app: ASGIApp | None = None, path: str = "/") -> Headers:
    """The headers of a reply over TLS under this name."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    reach = Reach(secure=True, behind_proxy=False, hosts=("clinic.example", "localhost"))
    asyncio.run(
        Dressing(app or PlainTextResponse("ok"), reach, read_assets(), lambda: words.BROKEN)(scope, receive, send)
    )
    return Headers(raw=sent[0]["headers"])


def test_the_empty_page_before_a_screen_is_ours_and_runs_no_inline_script(running: Running) -> None:
    page = running.signed_in().get("/weeks").text
    assert "<title>Nearer</title>" in page
    assert "<script>" not in page and "Streamlit</title>" not in page
