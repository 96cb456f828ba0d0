"""A time limit on requests that are not sent to their end, and room for the others when open files run out.

Uvicorn has a limit for connections at rest, and none for half a header or half a body. Each of them is an open file;
with none left the notebook does not open either.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, cast

import h11

from nearer.server.log import LOG

LIMIT_SECONDS = 15.0  # for a request, and a second more for each BYTES_PER_SECOND of it; Apache's mod_reqtimeout has 20
BYTES_PER_SECOND = 500
LOOK_SECONDS = 1.0
ACCEPTED_AT_ONCE = 8  # asyncio takes as many before it looks whether there are files left for them
SPARE_FILES = 100  # for the notebook, pages and scripts, and for connections on their way in and out
QUEUE = 100  # asyncio's own

MakeProtocol = Callable[[], asyncio.Protocol]


class Watched(asyncio.Protocol):
    """What uvicorn makes of a connection, with an eye on whether the request on it is sent to its end.

    Uvicorn puts another in its place where it becomes a WebSocket, which has pings of its own.
    """

    transport: asyncio.Transport

    def __init__(self, protocol: Any, watch: Watch) -> None:
        self.protocol, self.watch = protocol, watch
        self.received = 0  # bytes of the request that is unfinished

    def is_unfinished(self) -> bool:
        """Whether more of a request has to come. Between two requests uvicorn has a limit of its own."""
        conversation = getattr(self.protocol, "conn", None)  # of h11, which reads them here
        return conversation is not None and conversation.their_state in (h11.IDLE, h11.SEND_BODY)

    def is_held_back(self) -> bool:
        """Whether we do not read on ourselves."""
        return bool(self.protocol.flow.read_paused)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.protocol.connection_made(transport)
        self.watch.begin(self)

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        self.protocol.data_received(data)
        self.watch.note(self)

    def eof_received(self) -> bool | None:
        return cast("bool | None", self.protocol.eof_received())

    def connection_lost(self, exc: Exception | None) -> None:
        self.watch.end(self)
        self.protocol.connection_lost(exc)

    def pause_writing(self) -> None:
        self.protocol.pause_writing()

    def resume_writing(self) -> None:
        self.protocol.resume_writing()


class Watch:
    """The open connections, and of those whose request is unfinished since when it is, the oldest first."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.open: set[asyncio.Transport] = set()
        self.since: dict[Watched, float] = {}
        self.is_looking = False
        self.widen_queue: Callable[[], None] = lambda: None

    def begin(self, connection: Watched) -> None:
        """Watch a new connection; where there are too many, the request that is unfinished for longest ends."""
        self.open.add(connection.transport)
        self.since[connection] = self.loop.time()
        if len(self.open) > max_connections():
            self._end_request(next(iter(self.since)))
        self._look_later()

    def note(self, connection: Watched) -> None:
        """Look anew whether a request is unfinished, after some bytes of it."""
        if not connection.is_unfinished():
            self.since.pop(connection, None)
            connection.received = 0
        elif connection not in self.since:
            self.since[connection] = self.loop.time()
            self._look_later()

    def end(self, connection: Watched) -> None:
        """Forget a connection that is closed."""
        self.open.discard(connection.transport)
        self.since.pop(connection, None)

    def _end_request(self, connection: Watched) -> None:
        self.end(connection)
        connection.transport.abort()
        LOG.warning("unfinished request ended")

    def _look_later(self) -> None:
        if not self.is_looking:
            self.is_looking = True
            self.loop.call_later(LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """End what has had its time; a body that we do not read on ourselves begins anew."""
        self.is_looking = False
        now = self.loop.time()
        self.open -= {transport for transport in self.open if transport.is_closing()}  # WebSockets among them
        self.widen_queue()
        for connection, since in list(self.since.items()):
            if connection.is_held_back():
                self.since[connection] = now
            elif now - since > LIMIT_SECONDS + connection.received / BYTES_PER_SECOND:
                self._end_request(connection)
        if self.open:
            self._look_later()


def end_unfinished(loop: asyncio.AbstractEventLoop) -> None:
    """Let every server that this loop opens from now on end requests that are not sent to their end."""
    open_server, watch = loop.create_server, Watch(loop)

    async def create_server(make: MakeProtocol, *args: Any, sock: Any = None, **options: Any) -> asyncio.AbstractServer:
        if sock is not None:
            # The queue of those who wait to be accepted stays as long as it was, and is taken in small parts.
            watch.widen_queue = partial(sock.listen, options.pop("backlog", QUEUE))
            options["backlog"] = ACCEPTED_AT_ONCE
        if options.get("ssl") is not None:
            options["ssl_handshake_timeout"] = LIMIT_SECONDS
        server = await open_server(lambda: Watched(make(), watch), *args, sock=sock, **options)
        watch.widen_queue()
        return server

    loop.create_server = create_server  # type: ignore[method-assign, assignment]


@lru_cache(maxsize=1)
def max_connections() -> float:
    """As many as leave some files to open for everything else."""
    try:
        import resource
    except ImportError:  # Windows, which has no such limit
        return math.inf
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return math.inf if limit == resource.RLIM_INFINITY else max(limit - SPARE_FILES, limit // 2)
