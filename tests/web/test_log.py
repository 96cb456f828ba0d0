"""The log tells what happened and never who wrote what."""

from __future__ import annotations

import json
import logging
import threading

import pytest
import requests

from nearer.server.log import LOG, JsonLines, place_of, start_log
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
def test_whoever_logs_an_exception_its_message_stays_out(
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


def test_what_a_thread_loses_is_named_by_its_place(running: Running, caplog: pytest.LogCaptureFixture) -> None:
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
