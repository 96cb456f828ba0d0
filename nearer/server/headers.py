"""The headers every reply carries, and the neutral page when something breaks."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nearer.server.assets import Assets
from nearer.server.config import Reach
from nearer.server.log import LOG, place_of

THIS_MACHINE = ("localhost", "127.0.0.1")  # a year of TLS only would shut out every other program on them

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(host: str, secure: bool) -> str:
    """The Content-Security-Policy for pages served under this Host; an empty host allows no WebSocket."""
    socket = f" {'wss' if secure else 'ws'}://{host}" if host else ""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src 'self'{socket}; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


class Headers:
    """Puts the headers on every HTTP reply, whoever made it."""

    def __init__(self, app: ASGIApp, reach: Reach, assets: Assets, broken: Callable[[], str]) -> None:
        """`broken` gives the sentence of the neutral page, in the language of the request."""
        self.app, self.reach, self.assets, self.broken = app, reach, assets, broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._add_headers(scope, message)
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return  # whoever asked has gone, so nobody waits for a page
        except Exception as broken:
            LOG.error("%s", place_of(broken))
            if started:
                raise
            await PlainTextResponse(self.broken(), status_code=500)(scope, receive, send_with_headers)

    def _add_headers(self, scope: Scope, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        host = RequestHeaders(scope=scope).get("host", "")
        headers.update(FIXED)
        headers["Content-Security-Policy"] = content_policy(host if self.reach.knows(host) else "", self.reach.secure)
        if self.reach.secure and host.partition(":")[0] not in THIS_MACHINE:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if scope["path"] not in self.assets.public or message["status"] >= 400:
            headers["Cache-Control"] = "no-store"
