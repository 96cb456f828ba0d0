"""Every HTTP reply, by its kind and how long it took, and the attempts to get in: never by address, path or person."""

from __future__ import annotations

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nearer.metrics.counters import Counter, Metric, Timer

SIGN_IN_STEPS = {"/sign-in": "passphrase", "/code": "code", "/recover": "recovery", "/recover/therapist": "recovery"}
REPLY_OUTCOMES = {3: "accepted", 4: "refused", 5: "broken"}  # by the first digit of the status
TOO_MANY = 429


class RequestCounts:
    """Over all requests of this process; a WebSocket is counted when it opens."""

    def __init__(self) -> None:
        self.replies = Counter("nearer_http_replies_total", "status", ("2xx", "3xx", "4xx", "5xx"))
        self.seconds = Timer("nearer_http_seconds")
        self.sockets = Counter("nearer_websockets_total", "outcome", ("opened", "refused"))
        values = (f"{step} {outcome}" for step in dict.fromkeys(SIGN_IN_STEPS.values()) for outcome in _every_outcome())
        self.sign_ins = Counter("nearer_sign_ins_total", "outcome", values)

    def read(self) -> tuple[Metric, ...]:
        return self.replies.read(), self.seconds.read(), self.sockets.read(), self.sign_ins.read()

    def note_reply(self, scope: Scope, message: Message) -> None:
        status = int(message["status"])
        self.replies.add(f"{min(max(status // 100, 2), 5)}xx")
        step = SIGN_IN_STEPS.get(str(scope["path"])) if scope["method"] == "POST" else None
        if step is not None and (outcome := _request_outcome(status, MutableHeaders(scope=message))):
            self.sign_ins.add(f"{step} {outcome}")


def _every_outcome() -> tuple[str, ...]:
    return (*REPLY_OUTCOMES.values(), "slowed")


def _request_outcome(status: int, headers: MutableHeaders) -> str | None:
    """None for a page that asks once more without having looked at what was typed."""
    if status == TOO_MANY:
        return "slowed"
    if headers.get("location") == "/sign-in":  # their time was over
        return "refused"
    return REPLY_OUTCOMES.get(status // 100)


class Counted:
    """ASGI middleware outside all others."""

    def __init__(self, app: ASGIApp, counts: RequestCounts) -> None:
        self.app, self.counts = app, counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.counts.note_reply(scope, message)
            elif message["type"] == "websocket.accept":
                self.counts.sockets.add("opened")
            elif message["type"] == "websocket.close" and message.get("code") == 1008:
                self.counts.sockets.add("refused")
            await send(message)

        await self.app(scope, receive, send_and_count)
        if scope["type"] == "http":
            self.counts.seconds.add(time.perf_counter() - start)
