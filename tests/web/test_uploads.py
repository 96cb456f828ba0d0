"""Files that are sent: only where a screen of this very sign-in waits for some, counted, and gone with Exit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from nearer.server.uploads import MAX_UPLOADED, MAX_UPLOADS
from nearer.web.gate import GateDecision, decide
from tests.web.running import Browser, Running
from tests.web.stream import connect, first_session_id

NEARER = Path(__file__).parents[2] / "nearer"


def send(browser: Browser, session: str, name: str = "f", size: int = 1000) -> requests.Response:
    """A file as Streamlit's page sends it."""
    browser.get("/_stcore/health")
    return browser.put(
        f"{browser.running.url}/_stcore/upload_file/{session}/{name}",
        files={"file": ("a.json", b"x" * size)},
        headers={"X-Xsrftoken": browser.cookies.get("_streamlit_xsrf") or "", "Origin": browser.running.url},
        timeout=20,
    )


def stored(session: str) -> list[int]:
    manager = Runtime.instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return [len(file.data) for file in manager.file_storage.get(session, {}).values()]


@contextmanager
def screen(browser: Browser, waits: bool = True) -> Iterator[str]:
    """A tab of this browser's; whether its screen has a place for files."""
    with connect(browser.running, browser.token) as socket:
        session = first_session_id(socket)
        party = browser.running.services.vault.find(browser.token)
        assert party is not None
        if waits:
            party.uploads.screens.add(session)
        yield session


def test_a_file_is_taken_where_a_screen_waits_for_it_and_nowhere_else(running: Running) -> None:
    browser = running.started(running.nickname())
    with screen(browser, waits=False) as session:
        assert send(browser, session).status_code == 404 and stored(session) == []
    with screen(browser) as session:
        assert send(browser, session).status_code == 204 and stored(session) == [1000]


def test_a_file_from_another_or_ended_sign_in_or_a_visitor_is_not_taken(running: Running) -> None:
    browser, other = (running.started(running.nickname()) for _ in range(2))
    visitor = running.browser()
    visitor.post("/demo")
    with screen(browser) as session:
        ended = running.browser()
        ended.cookies.update(browser.cookies)
        for stranger in (other, visitor, running.browser()):
            assert send(stranger, session).status_code == 404
        assert send(browser, session).status_code == 204
        browser.get("/bye")
        assert stored(session) == []
        assert send(ended, session).status_code == 404 and stored(session) == []


def test_sixty_large_files_are_not_taken_also_when_they_come_at_once(running: Running) -> None:
    browser = running.started(running.nickname())
    browser.get("/_stcore/health")
    with screen(browser) as session:
        with ThreadPoolExecutor(12) as pool:
            statuses = list(pool.map(lambda n: send(browser, session, f"f{n}", 1_900_000).status_code, range(60)))
        assert set(statuses) == {204, 413}
        assert sum(stored(session)) <= MAX_UPLOADED and len(stored(session)) == MAX_UPLOADED // 1_900_000


def test_many_small_files_are_counted_over_all_tabs(running: Running) -> None:
    browser = running.started(running.nickname())
    with screen(browser) as first_screen, screen(browser) as other:
        statuses = [
            send(browser, (first_screen, other)[n % 2], f"f{n}", 10).status_code for n in range(MAX_UPLOADS + 2)
        ]
        assert statuses == [204] * MAX_UPLOADS + [413] * 2


def test_an_upload_that_does_not_say_its_size_counts_as_the_largest(running: Running) -> None:
    browser = running.started(running.nickname())
    with screen(browser) as session:
        for number in range(MAX_UPLOADED // 2_000_000):
            send(browser, session, f"f{number}", 1_990_000)
        browser.get("/_stcore/health")
        reply = browser.put(
            f"{running.url}/_stcore/upload_file/{session}/long",
            data=iter([b"x" * 10]),
            headers={"X-Xsrftoken": browser.cookies.get("_streamlit_xsrf") or "", "Content-Type": "text/plain"},
            timeout=20,
        )
        assert reply.status_code == 413


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_streamlits_own_files_are_given_to_nobody(running: Running, method: str) -> None:
    """Deferred ones too: they have an address below /media once somebody asked for them."""
    address = Runtime.instance().media_file_mgr.add(b"private", "text/csv", "0.0", file_name="a.csv")
    assert address.startswith("/media/")
    browser = running.started(running.nickname())
    assert browser.request(method, running.url + address, timeout=20).status_code == 404
    assert decide("/media/x.csv", running.services.vault.find(browser.token), frozenset()) is GateDecision.NOT_FOUND


def test_no_screen_gives_anything_out_by_streamlits_own_files() -> None:
    """Not even a picture: whatever has an address of Streamlit's opens for whoever knows it."""
    calls = re.compile(r"\.(download_button|image|audio|video|pdf|logo|camera_input|audio_input|chat_input)\(")
    files = (*NEARER.rglob("*.py"), *(NEARER.parent / "pages").glob("*.py"))
    assert [file.name for file in files if calls.search(file.read_text("utf-8"))] == []
