"""A screen asks whether it may stay open: looking keeps nothing open, and only our page says that somebody typed."""

from __future__ import annotations

import pytest

from tests.web.running import Running


def test_a_screen_that_only_looks_learns_of_the_lock_and_does_not_put_it_off(running: Running) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=4)
    assert browser.get("/alive", Origin=running.url, **{"Sec-Fetch-Site": "same-origin"}).status_code == 204
    running.clock.pass_by(minutes=1)
    assert browser.get("/alive").status_code == 401


def test_typing_counts_as_use_and_puts_off_the_lock(running: Running) -> None:
    browser = running.started(running.nickname())
    for _ in range(3):
        running.clock.pass_by(minutes=4)
        assert browser.post("/alive").status_code == 204


def test_a_screen_learns_of_the_lock_a_minute_before_and_any_act_puts_it_off(running: Running) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=3)
    assert "nearer-closes-soon" not in browser.get("/alive").headers
    running.clock.pass_by(minutes=1)
    assert "nearer-closes-soon" in browser.get("/alive").headers
    assert "nearer-closes-soon" not in browser.post("/alive").headers


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {}],
)
def test_another_site_cannot_prevent_the_notebook_from_locking(running: Running, headers: dict[str, str]) -> None:
    browser = running.started(running.nickname())
    running.clock.pass_by(minutes=4)
    browser.send_form("/alive", {}, headers)
    running.clock.pass_by(minutes=1)
    assert browser.get("/alive").status_code == 401


def test_a_stranger_who_asks_whether_the_notebook_is_open_is_refused(running: Running) -> None:
    assert running.browser().get("/alive").status_code == 401
    assert running.browser().post("/alive").status_code == 401
