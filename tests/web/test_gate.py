"""Nothing of Streamlit is reachable without a live sign-in."""

from __future__ import annotations

import pytest
import requests

from nearer.server.assets import read_assets
from nearer.web.gate import OPEN, GateDecision, decide
from tests.web.running import Running
from tests.web.stream import connect, first_session_id, refused

MACHINERY = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/upload_file/some-session/some-file",
    "/_stcore/bidi-components/x/y.js",
    "/this-week/_stcore/host-config",
    "/media/0123456789abcdef.csv",
    "/component/some/index.html",
    "/app/static/file.txt",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
    "/manifest.json",
    "/logo.png",
    "/index.html",
    "/static/js/not-there.js",
)
PAGES = ("/", "/this-week", "/sharing", "/any/depth", "/passphrase", "/new-keys", "/recovery-code", "/demo/as/0")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_sends_a_stranger_to_sign_in(running: Running, path: str) -> None:
    reply = running.browser().get(path)
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("path", MACHINERY)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_a_stranger_reaches_nothing_of_the_screens_behind_sign_in(running: Running, method: str, path: str) -> None:
    assert requests.request(method, running.url + path, timeout=20).status_code == 404


def test_every_route_of_streamlit_is_closed_to_a_stranger() -> None:
    from streamlit.web.server.starlette import starlette_app, starlette_auth_routes, starlette_routes

    named = {
        f"/{value}".replace("{path:path}", "x").replace("{file_id:path}", "x").replace("{session_id}", "s")
        for module in (starlette_app, starlette_routes, starlette_auth_routes)
        for name, value in vars(module).items()
        if "ROUTE" in name and isinstance(value, str)
    }
    assert len(named) > 10
    opened = {path for path in named if decide(path, None, read_assets().public) is GateDecision.LET_IN}
    assert opened == set()


@pytest.mark.parametrize("path", sorted(OPEN - {"/sign-out", "/demo", "/alive"}))
def test_our_own_pages_are_open_to_everybody(running: Running, path: str) -> None:
    assert running.browser().get(path).status_code == 200


def test_the_drawings_are_there_for_everybody(running: Running) -> None:
    reply = running.browser().get("/drawings/two.svg")
    assert (reply.status_code, reply.headers["content-type"].partition(";")[0]) == (200, "image/svg+xml")
    assert running.browser().get("/drawings/none.svg").status_code == 404, "and nothing of Streamlit below it"


def test_streamlits_static_files_are_open_and_nothing_else_below_static(running: Running) -> None:
    browser = running.browser()
    path = read_assets().ahead[0]
    assert browser.get(path).status_code == 200
    for odd in ("/static/", "/static/js/", "/static/js/../../index.html", "/static/%2e%2e/index.html", "/static//x"):
        assert browser.get(odd).status_code in (303, 400, 404)


@pytest.mark.parametrize("cookie", ["", "nearer=", "nearer=made-up", "__Host-nearer=made-up", "nearer=\xe9\xe9"])
def test_a_made_up_token_opens_nothing(running: Running, cookie: str) -> None:
    headers = {"Cookie": cookie.encode("latin-1")}
    reply = requests.get(running.url + "/", headers=headers, allow_redirects=False, timeout=20)
    assert reply.status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil.example", "", "a b"])
def test_a_foreign_server_name_is_refused_for_every_page(running: Running, host: str) -> None:
    reply = requests.get(running.url + "/sign-in", headers={"Host": host}, timeout=20)
    assert reply.status_code == 400
    assert "evil" not in str(reply.headers)


def test_a_signed_in_person_gets_the_page_and_a_stream(running: Running) -> None:
    browser = running.signed_in()
    assert '<div id="root">' in browser.get("/").text
    with connect(running, browser.token) as stream:
        assert first_session_id(stream)


def test_the_session_id_of_a_signed_in_browser_opens_nothing_without_its_cookie(running: Running) -> None:
    browser = running.signed_in()
    with connect(running, browser.token) as stream:
        session = first_session_id(stream)
        assert refused(running, "", session=session) == 403
        assert refused(running, "made-up", session=session) == 403


def test_a_stream_is_refused_without_our_own_origin(running: Running) -> None:
    browser = running.signed_in()
    assert refused(running, browser.token, origin="http://evil.example") == 403
    assert refused(running, browser.token, origin=f"http://localhost:{running.port + 1}") == 403
    assert refused(running, browser.token, origin=None) == 403


def test_what_nearer_does_not_use_is_closed_even_to_the_signed_in(running: Running) -> None:
    browser = running.signed_in()
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/component/x/y"):
        assert browser.get(path).status_code == 404


def test_asking_for_a_page_counts_as_activity_and_asking_for_its_parts_does_not(running: Running) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=3)
    assert browser.signed_in()
    running.clock.pass_by(minutes=3)
    assert browser.get("/_stcore/health").status_code == 200
    running.clock.pass_by(minutes=3)
    assert not browser.signed_in()


def test_a_page_that_connects_again_in_the_background_does_not_put_off_the_lock(running: Running) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=4, seconds=59)
    with connect(running, browser.token) as stream:
        assert first_session_id(stream)
    running.clock.pass_by(seconds=1)
    assert refused(running, browser.token) == 403
    assert not browser.signed_in()


def test_a_sign_in_ends_after_eight_hours_whatever_happens(running: Running) -> None:
    browser = running.started(running.nickname())
    for _ in range(8 * 15 - 1):
        running.clock.pass_by(minutes=4)
        assert browser.signed_in()
    running.clock.pass_by(minutes=4)
    assert not browser.signed_in()
