"""A device that signed in before is not made to wait by a stranger's guesses, and its cookie names nobody."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from nearer.sign_ins.attempt_count import wait_after_failures
from nearer.sign_ins.login_throttling import forget_failed_attempts
from nearer.web.known_device import MAX_DEVICE_NAMES
from nearer.web.login_throttling import THIS_MACHINES_STARTS, book_attempt_with_fallback
from nearer.web.request_helpers import _FOR_STRANGERS
from tests.hashing import BeforeHashing
from tests.waiting import wait_until
from tests.web.running import PASSPHRASE, Browser, Running, start_form

WRONG = "stranger-guesses-something"


def guess(running: Running, name: str, times: int = 5) -> None:
    for _ in range(times):
        running.browser().post("/sign-in", name=name, passphrase=WRONG)


def device_cookie(browser: Browser) -> str:
    return browser.cookies.get("nearer-device") or ""


def test_a_known_device_signs_in_while_strangers_who_guess_have_to_wait(running: Running) -> None:
    name = running.nickname()
    device = running.started(name)
    device.post("/sign-out")
    guess(running, name)
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 429
    assert device.post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303


def test_a_known_device_waits_for_its_own_mistypes_and_makes_no_other_wait(running: Running) -> None:
    name = running.nickname()
    device, other = running.started(name), running.browser()
    other.post("/sign-in", name=name, passphrase=PASSPHRASE)
    for browser in (device, other):
        browser.post("/sign-out")
    statuses = [device.post("/sign-in", name=name, passphrase=WRONG).status_code for _ in range(5)]
    assert statuses == [403, 403, 403, 403, 429]
    assert other.post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303


def test_a_device_is_known_for_the_names_that_signed_in_there_only(running: Running) -> None:
    hers, his = running.nickname("Meera"), running.nickname("Ravi")
    device = running.started(hers)
    running.started(his)
    device.post("/sign-out")
    guess(running, his)
    assert device.post("/sign-in", name=his, passphrase=PASSPHRASE).status_code == 429
    guess(running, hers)
    assert device.post("/sign-in", name=hers.upper(), passphrase=PASSPHRASE).status_code == 303


def test_two_people_share_a_device_and_the_fifth_takes_the_place_of_the_first(running: Running) -> None:
    names = [running.nickname() for _ in range(MAX_DEVICE_NAMES + 1)]
    for name in names:
        running.started(name)
    device = running.browser()
    for name in names:
        assert device.post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
        device.post("/sign-out")
    guess(running, names[0])
    guess(running, names[1])
    assert device.post("/sign-in", name=names[0], passphrase=PASSPHRASE).status_code == 429
    assert device.post("/sign-in", name=names[1], passphrase=PASSPHRASE).status_code == 303


def test_the_cookie_names_nobody_opens_nothing_and_goes_with_exit(running: Running) -> None:
    name = running.nickname()
    device = running.started(name)
    first, second = device_cookie(device).split(".")
    assert len(first) == len(second) == 32 and name.lower() not in device_cookie(device).lower()
    thief = running.browser()
    thief.cookies.set("nearer-device", device_cookie(device))
    assert not thief.signed_in()
    device.get("/bye")
    assert device_cookie(device) == "" and "nearer" not in str(device.cookies)


@pytest.mark.parametrize("cookie", ["", ".", "a.b", "a" * 32 + "." + "0" * 32, "\xe9." * 90])
def test_a_device_cookie_that_nearer_did_not_make_counts_for_nothing(running: Running, cookie: str) -> None:
    name = running.nickname()
    running.started(name)
    guess(running, name)
    stranger = running.browser()
    form = {"name": name, "passphrase": PASSPHRASE}
    headers = {"Origin": running.url, "Cookie": f"nearer-device={cookie}".encode("latin-1")}
    assert stranger.send_form("/sign-in", form, headers).status_code == 429  # type: ignore[arg-type]


def test_a_cookie_of_another_device_is_not_taken_over_by_its_tags(running: Running) -> None:
    name = running.nickname()
    device = running.started(name)
    _, tag = device_cookie(device).split(".")
    guess(running, name)
    forger = running.browser()
    forger.cookies.set("nearer-device", f"{'0' * 32}.{tag}")
    assert forger.post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 429


def test_a_visitor_of_the_demo_gets_no_device_cookie(running: Running) -> None:
    visitor = running.browser()
    visitor.post("/demo")
    assert visitor.get("/").status_code == 200 and device_cookie(visitor) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="has rights of its own")
def test_the_key_of_the_device_cookies_is_read_by_its_user_only(running: Running) -> None:
    running.started(running.nickname())
    path = running.services.notebook.path
    assert path is not None
    assert stat.S_IMODE((path.parent / "devices").stat().st_mode) == 0o600


@pytest.fixture
def slow_strangers(before_hashing: BeforeHashing) -> Iterator[threading.Event]:
    """What strangers type takes as long as the test wants."""
    go_on = threading.Event()
    before_hashing(lambda hashing: go_on.wait(20) if hashing.typed.startswith(b"stranger") else None)
    yield go_on
    go_on.set()


def test_hashing_for_strangers_slows_nobody_who_is_signed_in_or_known(
    running: Running, slow_strangers: threading.Event
) -> None:
    name = running.nickname()
    signed_in, known = running.started(name), running.browser()
    known.post("/sign-in", name=name, passphrase=PASSPHRASE)
    known.post("/sign-out")
    strangers = [running.nickname("Nobody") for _ in range(12)] + [name]
    with ThreadPoolExecutor(len(strangers)) as pool:
        for stranger in strangers:
            pool.submit(guess, running, stranger, 1)
        assert wait_until(lambda: _FOR_STRANGERS.statistics().tasks_waiting == len(strangers) - 1, 20)
        assert known.post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
        assert signed_in.post("/leave", old="not this one at all", sure="yes").status_code == 422
        assert not slow_strangers.is_set()
        slow_strangers.set()


def test_starting_one_notebook_after_the_other_is_slowed_on_this_machine_too(running: Running) -> None:
    notebook, now = running.services.notebook, running.clock.now
    forget_failed_attempts(notebook.engine, THIS_MACHINES_STARTS)
    running.started(running.nickname())
    for _ in range(300):
        assert book_attempt_with_fallback(notebook, (THIS_MACHINES_STARTS,), now) == 0
    reply = running.browser().post("/start", **start_form(running.nickname()))
    assert reply.status_code == 422 and "Please wait" in reply.text
    assert wait_after_failures(10**6, THIS_MACHINES_STARTS).total_seconds() == 60
    forget_failed_attempts(notebook.engine, THIS_MACHINES_STARTS)
