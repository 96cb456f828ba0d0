"""In which language somebody is spoken to: their browser's before signing in, the one they chose afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.people import Settings, read_settings, save_settings
from tests.language.translated import polish_in
from tests.web.running import PASSPHRASE, Browser, Running, start_form

ENGLISH_HELP, PSEUDO_HELP = "Somebody to talk to", "Šööɱééƀööðý ţöö ţååļķ ţöö"


@pytest.fixture(autouse=True)
def three_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with polish_in(tmp_path, monkeypatch):
        yield


def language_of(page: str) -> str:
    return page.partition('<html lang="')[2].partition('"')[0]


def person_of(running: Running, browser: Browser) -> SignedIn:
    signed_in = running.services.vault.find(browser.token)
    assert isinstance(signed_in, SignedIn)
    return signed_in


@pytest.mark.parametrize(
    ("accepted", "tag", "sentence"),
    [("en-GB,en;q=0.9", "en", ENGLISH_HELP), ("en-XA,en;q=0.9", "en-XA", PSEUDO_HELP), ("pl", "pl", ENGLISH_HELP)],
)
def test_before_signing_in_the_browser_chooses_the_language(
    running: Running, accepted: str, tag: str, sentence: str
) -> None:
    page = running.browser().get("/help", **{"Accept-Language": accepted}).text
    assert language_of(page) == tag
    assert sentence in page


def test_a_page_that_the_gate_gives_speaks_the_browsers_language_too(running: Running) -> None:
    reply = running.browser().get("/_stcore/stream", **{"Accept-Language": "en-XA"})
    assert (reply.status_code, reply.text) == (404, "Ţĥééŕéé îîš ñööţĥîîñĝ ĥééŕéé.")


def test_whoever_starts_keeps_the_language_in_which_they_read_the_notice(running: Running) -> None:
    browser, name = running.browser(), running.nickname()
    browser.headers["Accept-Language"] = "en-XA"
    browser.post("/start", **start_form(name))
    signed_in = person_of(running, browser)
    assert signed_in.language == read_settings(signed_in.notebook, signed_in.principal).language == "en-XA"
    browser.headers["Accept-Language"] = "en-GB"
    assert "Ýööûûŕ" in browser.get("/recovery-code").text


def test_the_chosen_language_holds_at_the_next_sign_in_whatever_the_browser_says(running: Running) -> None:
    name = running.nickname()
    signed_in = person_of(running, running.started(name))
    settings = read_settings(signed_in.notebook, signed_in.principal)
    save_settings(signed_in.notebook, signed_in.principal, Settings(settings.zone, settings.idle_minutes, "pl"))
    again = running.browser()
    again.headers["Accept-Language"] = "en-XA"
    assert language_of(again.get("/sign-in").text) == "en-XA"
    again.post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert language_of(again.get("/passphrase").text) == "pl"


def test_shift_switched_off_is_off_at_the_next_sign_in(running: Running) -> None:
    name = running.nickname()
    signed_in = person_of(running, running.started(name))
    assert signed_in.shift_leaves
    save_settings(signed_in.notebook, signed_in.principal, Settings("Asia/Kolkata", 5, "en", shift_leaves=False))
    again = running.browser()
    again.post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert not person_of(running, again).shift_leaves


def test_who_looks_around_goes_on_in_the_browsers_language(running: Running) -> None:
    browser = running.browser()
    browser.headers["Accept-Language"] = "en-XA"
    browser.post("/demo")
    assert language_of(browser.get("/signed-in").text) == "en-XA"


def test_two_people_at_once_are_each_answered_in_their_own_language(running: Running) -> None:
    def read_often(accepted: str) -> set[str]:
        browser = running.browser()
        return {language_of(browser.get("/help", **{"Accept-Language": accepted}).text) for _time in range(25)}

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(read_often, ("en-XA", "en-GB"))) == [{"en-XA"}, {"en"}]


def test_a_sentence_from_a_worker_thread_is_in_the_language_of_its_request(running: Running) -> None:
    browser = running.browser()
    browser.headers["Accept-Language"] = "en-XA"
    reply = browser.post("/start", **start_form(running.nickname(), adult=""))
    assert reply.status_code == 422
    assert "Ñééååŕééŕ îîš ƒööŕ ååðûûļţš." in reply.text
