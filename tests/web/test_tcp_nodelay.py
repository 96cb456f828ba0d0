"""What makes the server quick: replies that do not wait, a look fetched once, everything warm before the first."""

from __future__ import annotations

import gc
import socket

import pytest

from tests.web.running import Running


def test_small_replies_are_not_held_back(running: Running) -> None:
    assert running.listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


@pytest.mark.usefixtures("all_in_sight")
def test_a_connection_inherits_that_replies_are_not_held_back(running: Running) -> None:
    with socket.create_connection(("127.0.0.1", running.port)) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert client.recv(12) == b"HTTP/1.1 200"
        ends = {client.getsockname(), client.getpeername()}
        # By its type and not by isinstance, which asks proxies for a class that may be gone.
        sockets = (one for one in gc.get_objects() if issubclass(type(one), socket.socket) and one is not client)
        [accepted] = [one for one in sockets if one.fileno() >= 0 and _ends(one) == ends]
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def _ends(one: socket.socket) -> set[object]:
    try:
        return {one.getsockname(), one.getpeername()}
    except OSError:
        return set()


def test_the_screens_are_loaded_before_anybody_asks_for_one(running: Running) -> None:
    assert running.warmed.is_set()


def test_the_look_of_the_screens_is_linked_after_streamlits_own(running: Running) -> None:
    browser = running.signed_in()
    page = browser.get("/").text
    assert page.index("static/css") < page.index('<div id="root">') < page.index('href="/screen.css"')
    style = browser.get("/screen.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.text == running.services.style.read_text("utf-8")
