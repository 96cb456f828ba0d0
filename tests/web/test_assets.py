"""What a browser fetches ahead, and how it travels to another machine."""

from __future__ import annotations

import asyncio
import gzip
import re

import pytest
from starlette.types import Message, Scope

from nearer.addresses import ADDRESSES
from nearer.server.assets import ON_DEMAND, read_assets
from nearer.server.compress import Compressed
from nearer.server.config import Reach
from nearer.web import text as words
from nearer.web.shell_page import CHARTS, shell_page
from nearer.web.static_pages import FILES
from tests.web.running import Running

HOME = Reach(secure=False, behind_proxy=False, hosts=("localhost",))


def test_every_script_of_a_screen_is_fetched_ahead_and_the_one_of_charts_last(running: Running) -> None:
    ahead = read_assets().ahead
    index = (read_assets().folder / "index.html").read_text("utf-8")
    assert all(f".{path}" in index for path in ahead[:40])
    assert [path for path in ahead if "PlotlyChart" in path]
    page = running.browser().get("/sign-in").text
    assert all(f'<link rel="prefetch" href="{path}"' in page for path in ahead)


def test_every_part_named_here_is_a_part_of_this_streamlit() -> None:
    parts = {path.rpartition("/")[2].partition(".")[0] for path in read_assets().public}
    assert set(ON_DEMAND) <= parts


def test_a_screen_with_a_chart_has_plotly_parsed_from_the_start_and_the_others_once_they_stand() -> None:
    plotly = next(path for path in read_assets().ahead if "/PlotlyChart." in path)
    early, late = (f'<link rel="{when}" as="script" href="{plotly}">' for when in ("modulepreload", "prefetch"))
    assert all(early in shell_page(path) and late not in shell_page(path) for path in CHARTS)
    assert late in shell_page("/") and early not in shell_page("/")


def test_the_screens_said_to_have_a_chart_are_closeness_barriers_a_couple_and_its_room() -> None:
    assert {f"/{ADDRESSES[name]}" for name in ("closeness", "barriers", "couple", "joint_view")} == set(CHARTS)


def test_a_script_travels_compressed_to_another_machine_and_plain_on_this_one() -> None:
    path = max(read_assets().ahead[:60], key=lambda name: (read_assets().folder / name[1:]).stat().st_size)
    plain = (read_assets().folder / path[1:]).read_bytes()
    sent = fetch(path, "192.0.2.7")
    assert dict(sent[0]["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(sent[1]["body"]) == plain and len(sent[1]["body"]) < len(plain) / 2
    assert fetch(path, "127.0.0.1") == []
    assert fetch("/index.html", "192.0.2.7") == []
    assert fetch(path, "192.0.2.7", (b"range", b"bytes=0-99")) == []  # a part is of the plain file


def fetch(path: str, client: str, *more: tuple[bytes, bytes]) -> list[Message]:
    """What is sent before the rest of the server is asked; nothing if it is."""
    sent: list[Message] = []

    async def inner(scope: Scope, receive: object, send: object) -> None:
        return None

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"accept-encoding", b"gzip, br"), *more]
    scope = {"type": "http", "method": "GET", "path": path, "client": (client, 5), "headers": headers}
    asyncio.run(Compressed(inner, HOME, read_assets())(scope, receive, send))
    return sent


@pytest.mark.parametrize("path", ["/no-such-screen", "/picture/deeper", "/questions/", "/weeks/x/y"])
def test_an_address_without_a_screen_gets_a_page_of_ours_and_every_screen_opens(running: Running, path: str) -> None:
    browser = running.signed_in()
    reply = browser.get(path)
    is_screen = path.strip("/") in ADDRESSES.values()
    assert (reply.status_code, str(words.NO_SUCH_SCREEN) in reply.text) == ((200, False) if is_screen else (404, True))
    assert {browser.get(f"/{address}").status_code for address in ADDRESSES.values()} == {200}


def test_the_scripts_of_a_screen_take_no_name_from_each_other() -> None:
    """They share one scope: a name that stands in two of them keeps the second from running at all."""
    scripts = re.findall(r'<script src="/(\w+\.js)" defer>', shell_page("/"))
    named = re.compile(r"^(?:let|const|function|async function) (\w+)", re.MULTILINE)
    names = [name for script in scripts for name in named.findall((FILES / script).read_text("utf-8"))]
    assert len(scripts) > 2 and len(names) > 20
    assert sorted(names) == sorted(set(names))
