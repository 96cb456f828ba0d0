"""A browser that has gone is told to Streamlit a moment later, so that what it sent last is still heard.

Streamlit asks a session to stop as soon as its socket closes, and then drops a run that was asked for and has not begun
(`ScriptRequests.request_stop`): on a busy machine that was the text somebody had typed when they reloaded the page.
"""

from __future__ import annotations

import anyio
from starlette.types import Message, Receive, Send

HEARD_SECONDS = 2.0  # a run begins within milliseconds; on a machine with too much to do within a second


def delay_disconnect(receive: Receive, send: Send) -> tuple[Receive, Send]:
    """Wrap a socket: its end is heard after HEARD_SECONDS, and what is sent into it meanwhile goes nowhere."""
    has_gone = False

    async def receive_first() -> Message:
        nonlocal has_gone
        message = await receive()
        if message["type"] == "websocket.disconnect":
            has_gone = True
            await anyio.sleep(HEARD_SECONDS)
        return message

    async def send_while_there(message: Message) -> None:
        if not has_gone:
            await send(message)

    return receive_first, send_while_there
