"""Cookies know no ports: what listens at another port of this machine is sent nothing of Nearer's."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import page_actions
from tests.journeys.browser import Person
from tests.journeys.own_address import AtItsOwnAddress


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[AtItsOwnAddress]:
    """Where there is a screen; the browser that it opens is `true`."""
    screen = {"DISPLAY": ":0", "BROWSER": "true"}
    server = AtItsOwnAddress(tmp_path / "notebook", tmp_path / "log", environment=screen)
    yield server.start()
    server.kill()


@pytest.fixture
def other_program() -> Iterator[tuple[int, list[str]]]:
    """Another program of this machine: its port, and the cookies that it was sent."""
    cookies: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<p>another program</p><img src='/again'>")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield listening.server_address[1], cookies
    listening.shutdown()
    listening.server_close()


def test_no_other_port_of_this_machine_is_sent_the_cookie(
    alone: AtItsOwnAddress, person: Callable[..., Person], other_program: tuple[int, list[str]]
) -> None:
    port, cookies = other_program
    fiona = person(alone, "Fiona")
    assert len(alone.host.partition(".")[0]) == 16
    page_actions.start_notebook(fiona)
    for host in ("localhost", "127.0.0.1", "0000000000000000.localhost"):
        fiona.page.goto(f"http://{host}:{port}/")
        expect(fiona.page.get_by_text("another program")).to_be_visible()
    assert len(cookies) >= 3 and not any("nearer" in sent for sent in cookies)
    fiona.page.goto(f"http://{alone.host}:{port}/")  # why the name is drawn at random, and given to nobody
    expect(fiona.page.get_by_text("another program")).to_be_visible()
    assert "nearer=" in cookies[-1]
    fiona.page.goto("/")
    page_actions.wait_for_screen(fiona.page, "This week")
    fiona.page.goto(f"http://localhost:{alone.port}/sign-in")
    expect(fiona.page.get_by_text("not known under this name")).to_be_visible()


def test_nearer_without_a_screen_of_its_own_is_at_localhost(tmp_path: Path, person: Callable[..., Person]) -> None:
    """Whoever uses it comes through a tunnel or a proxy, and those ask for localhost."""
    server = AtItsOwnAddress(
        tmp_path / "notebook", tmp_path / "log", environment={"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    )
    try:
        server.start()
        assert server.host == "localhost"
        page_actions.start_notebook(person(server, "Gunnar"))
    finally:
        server.kill()
