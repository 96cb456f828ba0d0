"""Small messages that follow each other leave together.

Streamlit answers a click with ten to twenty messages, one in each turn of the event loop, and asyncio hands every one
of them to the system by itself: nearly a tenth of a millisecond each, and as often the browser is woken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

MAX_JOINED_BYTES = 64 * 1024  # more than this does not wait for anything


class JoinedWrites:
    """A connection's transport that hands on what was written once a whole turn of the loop has added nothing to it.

    Everything else is the transport's own.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting = bytearray()
        self._has_grown = self._is_watched = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Take the bytes; a transport that is closing drops them, as it does by itself."""
        self._waiting += data
        self._has_grown = True
        if len(self._waiting) > MAX_JOINED_BYTES:
            self._hand_on()
        elif not self._is_watched:
            self._is_watched = True
            self._loop.call_soon(self._look)

    def close(self) -> None:
        """Hand on what waits, and close."""
        self._hand_on()
        self._transport.close()

    def write_eof(self) -> None:
        """Hand on what waits, and say that it was the last."""
        self._hand_on()
        self._transport.write_eof()

    def _look(self) -> None:
        if self._has_grown:  # perhaps in this very turn; then nothing may have come yet of the next one
            self._has_grown = False
            self._loop.call_soon(self._look)
        else:
            self._is_watched = False
            self._hand_on()

    def _hand_on(self) -> None:
        waiting = bytes(self._waiting)
        self._waiting.clear()
        if waiting and not self._transport.is_closing():
            self._transport.write(waiting)


def join_writes(loop: asyncio.AbstractEventLoop) -> None:
    """Let every connection of the servers that this loop opens from now on be written to in this way."""
    open_server = loop.create_server

    async def create_server(make_protocol: Callable[[], Any], *args: Any, **options: Any) -> asyncio.AbstractServer:
        return await open_server(lambda: _with_joined_writes(make_protocol(), loop), *args, **options)

    loop.create_server = create_server  # type: ignore[method-assign, assignment]


def _with_joined_writes(protocol: Any, loop: asyncio.AbstractEventLoop) -> Any:
    def connection_made(transport: asyncio.Transport) -> None:
        del protocol.connection_made  # its class's own from now on
        protocol.connection_made(JoinedWrites(transport, loop))

    protocol.connection_made = connection_made
    return protocol
