"""TCP_NODELAY for the server's sockets."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

TCP, NO_DELAY = 6, 1  # IPPROTO_TCP and TCP_NODELAY, the same everywhere; no room of the house imports socket


def send_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Let every server that this loop opens from now on send small messages as they come.

    asyncio turns the delay off only on sockets that name TCP as their protocol, and Streamlit binds its own without.
    A reply in several messages then waits up to 40 ms for the browser to acknowledge the first of them. Accepted
    connections inherit what is set on the listening socket.
    """
    open_server = loop.create_server

    async def create_server(*args: Any, sock: Any = None, **options: Any) -> asyncio.AbstractServer:
        if sock is not None:
            with suppress(OSError):  # not TCP: a local socket knows no such delay
                sock.setsockopt(TCP, NO_DELAY, 1)
        return await open_server(*args, sock=sock, **options)

    loop.create_server = create_server  # type: ignore[method-assign, assignment]
