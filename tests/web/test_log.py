"""The log tells what happened and never who wrote what."""

from __future__ import annotations

import io
import json
import logging
import socket
import threading

import pytest
import requests
from streamlit.logger import get_logger

from nearer.server import log_handler
from nearer.server.log import LOG, place_of, start_log
from nearer.server.log_handler import HANDLER, FaultsOnceAWhile, JsonLines
from tests.web.running import Running, start_form
from tests.web.stream import Screen, connect

MARK = "zq-marker"


def test_nothing_a_person_types_reaches_a_log(
    running: Running, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("nearer.web").addHandler(caplog.handler)
    name, passphrase = f"{MARK} name", f"{MARK} lantern meadow"
    caplog.set_level(logging.INFO, logger="urllib3")  # the client of this test, which names what it asks for
    with caplog.at_level(logging.DEBUG):
        browser = running.browser()
        browser.post("/start", **start_form(name, passphrase=passphrase))
        code = browser.recovery_code()
        browser.post("/recovery-code", group=f"{MARK}")
        browser.post("/recovery-code", group=code)
        browser.post("/sign-in", name=name, passphrase=f"{MARK} wrong")
        browser.post("/recover", name=name, code=f"{MARK}", passphrase=f"{MARK} more lantern")
        browser.post("/join", code=MARK, **start_form(f"{MARK} other", passphrase=passphrase))
        browser.get(f"/sign-in?{MARK}")
        requests.put(f"{running.url}/_stcore/upload_file/{MARK}/{MARK}", data=MARK, timeout=20)
        token = browser.token
        browser.get("/bye")
    logging.getLogger("nearer.web").removeHandler(caplog.handler)
    written = "\n".join([caplog.text, *capfd.readouterr()])
    assert "sign-in refused" in written
    for secret in (MARK, code, token):
        assert secret not in written


def test_a_broken_page_is_logged_by_its_place_alone() -> None:
    with pytest.raises(ZeroDivisionError) as broken:
        raise ZeroDivisionError(MARK)
    place = place_of(broken.value)
    assert place.startswith("ZeroDivisionError in ") and "test_log.py line" in place and MARK not in place


@pytest.mark.parametrize("where", ["page", "callback", "part"])
def test_a_page_that_breaks_over_an_answer_leaves_one_line_without_it(
    running: Running, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], where: str
) -> None:
    loggers = [LOG, logging.getLogger("streamlit.error_util")]
    for logger in loggers:
        logger.addHandler(caplog.handler)
    browser = running.signed_in()
    with connect(running, browser.token) as stream:
        screen = Screen(stream)
        screen.run()
        screen.run(typed=MARK)
        screen.run(press=where)
    for logger in loggers:
        logger.removeHandler(caplog.handler)
    printed = capfd.readouterr()
    written = "\n".join([caplog.text, *printed])
    assert caplog.text.count("page broken: ValueError in ") == 1 and "tiny_script.py line 7" in caplog.text
    assert MARK not in written
    assert "Traceback" not in written and "Uncaught" not in written


@pytest.mark.parametrize("logger", ["streamlit.runtime.app_session", "uvicorn.error", "asyncio", "sqlalchemy.pool"])
def test_the_message_of_an_exception_is_never_logged(
    running: Running, caplog: pytest.LogCaptureFixture, logger: str
) -> None:
    logging.getLogger(logger).addHandler(caplog.handler)
    try:
        raise ValueError(MARK)
    except ValueError as broken:
        logging.getLogger(logger).exception("Something %s", broken)
    logging.getLogger(logger).removeHandler(caplog.handler)
    assert "Something ValueError in " in caplog.text
    assert MARK not in caplog.text


def test_a_fault_in_a_background_thread_is_logged_by_its_place(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    LOG.addHandler(caplog.handler)

    def lose() -> None:
        raise ValueError(MARK)

    lost = threading.Thread(target=lose)
    lost.start()
    lost.join()
    LOG.removeHandler(caplog.handler)
    assert "lost: ValueError in " in caplog.text
    assert MARK not in caplog.text


def test_as_json_each_event_is_one_line_whatever_stands_in_it() -> None:
    record = logging.LogRecord("nearer.web", logging.WARNING, "", 0, 'first\nsecond "%s"', ("third",), None)
    record.created = 1764331200.25  # 28 November 2025, noon in UTC
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "2025-11-28T12:00:00.250+00:00",
        "level": "warning",
        "event": 'first\nsecond "third"',
    }


@pytest.mark.parametrize("chosen, kind", [("json", JsonLines), ("", logging.Formatter)])
def test_the_log_is_json_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch, chosen: str, kind: type) -> None:
    monkeypatch.setenv("NEARER_LOG", chosen)
    monkeypatch.setattr(LOG, "handlers", [])
    start_log()
    assert [type(handler.formatter) for handler in LOG.handlers] == [kind]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What our handler writes, as JSON; no fault is known to it yet."""
    written = io.StringIO()
    monkeypatch.setenv("NEARER_LOG", "json")
    monkeypatch.setattr(HANDLER, "again", {})
    monkeypatch.setattr("sys.stderr", written)
    start_log()
    return written


@pytest.mark.parametrize("name", ["uvicorn.error", "uvicorn", "streamlit.runtime", "asyncio", "of.a.package"])
@pytest.mark.usefixtures("running")
def test_every_logger_writes_one_object_a_line(lines: io.StringIO, name: str) -> None:
    logging.getLogger(name).error("Invalid HTTP request received.")
    [line] = lines.getvalue().splitlines()
    assert json.loads(line)["event"] == "Invalid HTTP request received."


@pytest.mark.usefixtures("running")
def test_a_logger_that_streamlit_makes_later_writes_as_the_others(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    get_logger("streamlit.made.later").error("late")
    assert json.loads(lines.getvalue())["event"] == "late"
    assert "late" not in capfd.readouterr().err


@pytest.mark.parametrize(
    "secret", ["9f1c2b3a-0d4e-4f5a-8b6c-7d8e9fa0b1c2", "x" * 8 + "_-A9" * 9, "0123456789abcdef" * 4]
)
@pytest.mark.usefixtures("running")
def test_tokens_and_codes_are_in_no_line_of_the_log(lines: io.StringIO, secret: str) -> None:
    logging.getLogger("streamlit.runtime").warning("Session with id %s is already connected! Reconnecting.", secret)
    logging.getLogger("uvicorn.error").error(f"lost /_stcore/upload_file/{secret}/x")
    assert secret not in lines.getvalue()
    assert "Session with id ... is already connected!" in lines.getvalue()


@pytest.mark.parametrize("level", [logging.INFO, logging.ERROR])
def test_a_log_line_that_does_not_fit_its_values_is_dropped(level: int, capfd: pytest.CaptureFixture[str]) -> None:
    handler, written = FaultsOnceAWhile(), io.StringIO()
    handler.setStream(written)
    handler.handle(logging.LogRecord("streamlit.runtime", level, "", 0, "%d sessions", (MARK,), None))
    assert (written.getvalue(), capfd.readouterr().err) == ("", "")


def test_a_fault_that_comes_again_is_one_line_and_then_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    handler, written, seconds = FaultsOnceAWhile(), io.StringIO(), [100.0]
    handler.setStream(written)
    monkeypatch.setattr(log_handler, "monotonic", lambda: seconds[0])
    lost = logging.LogRecord("nearer.web", logging.ERROR, "", 0, "lost: %s", ("OSError",), None)
    came_in = logging.LogRecord("nearer.web", logging.INFO, "", 0, "signed in", None, None)
    for record in (lost, came_in, came_in, *[lost] * 4999):
        handler.handle(record)
    handler.write_repeated()
    assert written.getvalue().splitlines() == ["lost: OSError", "signed in", "signed in"]
    seconds[0] += log_handler.ONCE_IN_SECONDS
    handler.write_repeated()
    assert written.getvalue().splitlines()[3:] == ["lost: OSError (again: 4999)"]
    handler.handle(lost)
    assert written.getvalue().splitlines()[4:] == ["lost: OSError"]


def test_of_very_many_kinds_of_faults_none_is_swallowed_and_few_are_remembered() -> None:
    handler, written = FaultsOnceAWhile(), io.StringIO()
    handler.setStream(written)
    for number in range(3000):
        handler.handle(logging.LogRecord("nearer.web", logging.ERROR, "", 0, "lost: %s", (number,), None))
    assert len(written.getvalue().splitlines()) == 3000
    assert len(handler.again) == log_handler.MAX_KINDS


def test_a_browser_that_leaves_in_the_middle_of_a_form_leaves_no_line_in_the_log(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    LOG.addHandler(caplog.handler)
    head = f"POST /sign-in HTTP/1.1\r\nHost: {running.host}\r\nOrigin: {running.url}\r\nSec-Fetch-Site: same-origin\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nname="
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", running.port)) as client:
            client.sendall(head.encode())
            client.shutdown(socket.SHUT_WR)
            assert client.recv(1) == b"", "the server let go of it, and what follows is served after that"
    assert running.browser().get("/healthz").status_code == 200
    LOG.removeHandler(caplog.handler)
    assert "ClientDisconnect" not in caplog.text
