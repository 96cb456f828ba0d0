"""What is written to a connection in one go leaves in one piece, in its order, and none of it is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest

from nearer.server.joined_writes import MAX_JOINED_BYTES, JoinedWrites, join_writes


class Recorded(asyncio.Transport):
    """A transport that remembers in which pieces it was handed its bytes, and what else was asked of it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 9)})
        self.pieces: list[bytes] = []
        self.closing = False

    def write(self, data: Any) -> None:
        self.pieces.append(bytes(data))

    def write_eof(self) -> None:
        self.pieces.append(b"(end)")

    def close(self) -> None:
        self.closing = True

    def is_closing(self) -> bool:
        return self.closing


def pieces_after(act: Callable[[JoinedWrites, Recorded], Iterable[None]]) -> list[bytes]:
    """What reached the connection when `act` was done and the loop came to rest; each `yield` is a turn of the loop."""

    async def run() -> list[bytes]:
        recorded = Recorded()
        for _ in act(JoinedWrites(recorded, asyncio.get_running_loop()), recorded):
            await asyncio.sleep(0)
        for _ in range(4):
            await asyncio.sleep(0)
        return recorded.pieces

    return asyncio.run(run())


def test_messages_of_turns_that_follow_each_other_leave_together() -> None:
    def act(transport: JoinedWrites, _recorded: Recorded) -> Iterable[None]:
        for number in range(9):
            transport.write(b"%d" % number)
            yield

    assert pieces_after(act) == [b"012345678"]


def test_a_message_after_a_pause_leaves_by_itself() -> None:
    def act(transport: JoinedWrites, recorded: Recorded) -> Iterable[None]:
        transport.write(b"first")
        yield from (None, None, None, None)
        assert recorded.pieces == [b"first"], "it does not wait for another one"
        transport.write(b"second")
        yield

    assert pieces_after(act) == [b"first", b"second"]


def test_a_large_message_is_sent_without_waiting() -> None:
    large = bytes(MAX_JOINED_BYTES)

    def act(transport: JoinedWrites, recorded: Recorded) -> Iterable[None]:
        transport.write(b"small")
        transport.write(large)
        assert recorded.pieces == [b"small" + large]
        transport.write(b"after")
        yield

    assert pieces_after(act) == [b"small" + large, b"after"]


@pytest.mark.parametrize(("end", "pieces"), [("close", [b"last words"]), ("write_eof", [b"last words", b"(end)"])])
def test_messages_that_wait_are_sent_before_a_stream_ends(end: str, pieces: list[bytes]) -> None:
    def act(transport: JoinedWrites, recorded: Recorded) -> Iterable[None]:
        transport.write(b"last words")
        getattr(transport, end)()
        assert recorded.pieces == pieces
        yield

    assert pieces_after(act) == pieces


def test_nothing_is_written_to_a_connection_that_closes() -> None:
    def act(transport: JoinedWrites, recorded: Recorded) -> Iterable[None]:
        transport.write(b"on its way")
        recorded.close()
        yield

    assert pieces_after(act) == []


def test_joining_writes_leaves_everything_else_to_the_connection() -> None:
    recorded = Recorded()
    joined = JoinedWrites(recorded, asyncio.new_event_loop())
    assert joined.get_extra_info("peername") == ("127.0.0.1", 9)
    assert not joined.is_closing()
    joined.close()
    assert joined.is_closing() and recorded.closing


class Talkative(asyncio.Protocol):
    """Writes many pieces of every size as soon as somebody connects, one a turn, and hangs up."""

    pieces = [Random(7).randbytes(size) for size in (1, 40, 3000, 0, 70_000, 12, 65_536, 5, 200_000, 3)]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.transport, self.left = transport, list(self.pieces)
        self.talk()

    def talk(self) -> None:
        self.transport.write(self.left.pop(0))
        if self.left:
            asyncio.get_running_loop().call_soon(self.talk)
        else:
            self.transport.close()


def test_a_browser_receives_all_of_it_in_its_order() -> None:
    async def run() -> tuple[bytes, object]:
        loop = asyncio.get_running_loop()
        join_writes(loop)
        protocols: list[Talkative] = []

        def make() -> Talkative:
            protocols.append(Talkative())
            return protocols[-1]

        server = await loop.create_server(make, "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            received = await reader.read()
            writer.close()
        return received, protocols[0].transport

    received, transport = asyncio.run(run())
    assert received == b"".join(Talkative.pieces)
    assert isinstance(transport, JoinedWrites)
