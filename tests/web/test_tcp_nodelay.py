"""What makes the server quick: replies that do not wait, a look fetched once, everything warm before the first."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator

import pytest

from tests.web.running import Running

FILES_LOOKED_AT = 4096  # numbers of open files that are looked at


def test_small_replies_of_the_server_are_sent_at_once(running: Running) -> None:
    assert running.listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


@pytest.mark.usefixtures("all_in_sight")
def test_every_connection_sends_small_replies_at_once(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
        ends = {client.getsockname(), client.getpeername()}
        [accepted] = [options for ends_of, options in _open_sockets(but=client.fileno()) if ends_of == ends]
    assert accepted == 1


def _open_sockets(but: int) -> Iterator[tuple[set[object], int]]:
    """The ends of every connection of this process but one, with its TCP_NODELAY: the loop holds some of them in C."""
    for number in range(FILES_LOOKED_AT):
        try:
            if number == but or not stat.S_ISSOCK(os.fstat(number).st_mode):
                continue
            with socket.socket(fileno=os.dup(number)) as connection:
                yield (
                    {connection.getsockname(), connection.getpeername()},
                    connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY),
                )
        except OSError:
            continue


def test_the_screens_are_loaded_before_anybody_asks_for_one(running: Running) -> None:
    assert running.warmed.is_set()


def test_the_look_of_the_screens_is_linked_after_streamlits_own(running: Running) -> None:
    browser = running.signed_in()
    page = browser.get("/").text
    assert page.index("static/css") < page.index('<div id="root">') < page.index('href="/screen.css"')
    style = browser.get("/screen.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.text == running.services.style.read_text("utf-8")
