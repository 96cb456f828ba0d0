"""Installing Nearer: a manifest under a chosen name, icons as large as they say, an offline page that holds nothing."""

from __future__ import annotations

import struct

import pytest

from nearer.views import text as words
from tests.web.running import Running

NAMES = ("nearer", "notes", "garden")


@pytest.mark.parametrize("name", NAMES)
def test_the_manifest_has_the_chosen_name_and_icons_of_their_size_from_here(running: Running, name: str) -> None:
    reply = running.browser().get(f"/home-screen/{name}.webmanifest")
    manifest = reply.json()
    assert reply.headers["content-type"].startswith("application/manifest+json")
    assert manifest["name"] == manifest["short_name"] == words.frame.home_screen_names()[name]
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        drawn = running.browser().get(icon["src"])
        size = struct.unpack(">II", drawn.content[16:24])  # IHDR of PNG
        assert drawn.headers["content-type"] == "image/png" and f"{size[0]}x{size[1]}" == icon["sizes"]


@pytest.mark.parametrize("path", ["other.webmanifest", "nothing.png", "__init__.py", "..%2fhome_screen.py"])
def test_no_other_address_below_home_screen_gives_a_page(running: Running, path: str) -> None:
    assert running.browser().get(f"/home-screen/{path}").status_code in (400, 404)


def test_the_offline_page_and_the_worker_hold_nothing_of_anybody(running: Running) -> None:
    browser = running.started("Someone Offline")
    page, worker = browser.get("/home-screen/offline"), browser.get("/home-screen/worker.js")
    assert page.text == running.browser().get("/home-screen/offline").text
    assert not {"Someone", "Nearer", "cancer", "set-cookie"} & {*page.text.split(), *page.headers}
    assert "src=" not in page.text and "stylesheet" not in page.text, "it stands alone"
    assert worker.headers["service-worker-allowed"] == "/"
    assert worker.text.count("shelf.add") == 1 and ".put(" not in worker.text, "one page is kept, and that is all"


def test_the_page_to_install_from_names_the_manifest_that_was_chosen(running: Running) -> None:
    assert 'href="/home-screen/notes.webmanifest"' in running.browser().get("/home-screen?name=notes").text
    assert 'href="/home-screen/nearer.webmanifest"' in running.browser().get("/home-screen?name=<b>").text
    assert 'href="/home-screen/nearer.webmanifest"' in running.browser().get("/sign-in").text
