"""What a browser sent last is heard, although the browser has gone."""

from __future__ import annotations

import anyio
import pytest
from starlette.types import Message

from nearer.server import disconnects
from nearer.server.disconnects import delay_disconnect

TYPED: Message = {"type": "websocket.receive", "bytes": b"one"}
GONE: Message = {"type": "websocket.disconnect", "code": 1001}


def test_the_end_of_a_stream_is_heard_after_what_was_sent_last_and_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []

    async def note_pause(seconds: float) -> None:
        heard.append(seconds)

    monkeypatch.setattr("anyio.sleep", note_pause)
    arriving = [TYPED, GONE]

    async def receive() -> Message:
        return arriving.pop(0)

    async def send(message: Message) -> None:
        heard.append(message)

    async def listen() -> None:
        receive_first, send_while_there = delay_disconnect(receive, send)
        heard.append(await receive_first())
        await send_while_there({"type": "websocket.send", "bytes": b"kept"})
        heard.append(await receive_first())
        await send_while_there({"type": "websocket.send", "bytes": b"to nobody"})

    anyio.run(listen)
    assert heard == [TYPED, {"type": "websocket.send", "bytes": b"kept"}, disconnects.HEARD_SECONDS, GONE]
    assert disconnects.HEARD_SECONDS > 0
