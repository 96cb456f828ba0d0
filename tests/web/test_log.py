"""The log tells what happened and never who wrote what."""

from __future__ import annotations

import logging

import pytest
import requests

from nearer.web.headers import place_of
from tests.web.running import Running, start_form

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
