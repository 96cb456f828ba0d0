"""Signing in and out: the token, the limits, and that a stranger learns nothing."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from nearer.backups.copies import own_copies
from nearer.privacy import key_slots
from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.credentials import renew_recovery_code
from nearer.web.session_cookie import COOKIE_NAMES
from tests.hashing import BeforeHashing
from tests.waiting import wait_until
from tests.web.running import PASSPHRASE, Browser, Running
from tests.web.stream import connect, first_session_id, refused


def sign_in(running: Running, name: str, passphrase: str = PASSPHRASE) -> Browser:
    browser = running.browser()
    browser.post("/sign-in", name=name, passphrase=passphrase)
    return browser


def test_the_right_passphrase_opens_whatever_the_case_and_spacing_of_the_name(running: Running) -> None:
    name = running.nickname("Meera")
    running.started(name)
    assert sign_in(running, f"  {name.upper()}  ").signed_in()


def test_the_cookie_is_for_this_server_alone_and_ends_with_the_browser(running: Running) -> None:
    name = running.nickname()
    running.started(name)
    reply = running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert reply.status_code == 303
    cookies = [[flag.strip() for flag in one.split(";")] for one in reply.raw.headers.getlist("set-cookie")]
    flags, device = cookies
    assert re.fullmatch(r"nearer=[\w-]{43}", flags[0])
    assert sorted(flags[1:], key=str.lower) == ["HttpOnly", "Path=/", "SameSite=strict"]
    assert re.fullmatch(r"nearer-device=[0-9a-f]{32}\.[0-9a-f]{32}", device[0])  # opens nothing, and stays half a year
    assert sorted(device[1:], key=str.lower) == ["HttpOnly", "Max-Age=15552000", "Path=/", "SameSite=strict"]
    assert COOKIE_NAMES == ("__Host-nearer", "nearer")


def test_each_sign_in_has_a_new_token_and_the_old_one_opens_nothing(running: Running) -> None:
    name = running.nickname()
    browser = running.started(name)
    before = browser.token
    browser.post("/sign-in", name=name, passphrase=PASSPHRASE)
    assert browser.token != before and browser.signed_in()
    stolen = running.browser()
    stolen.cookies.set("nearer", before)
    assert not stolen.signed_in()


def test_a_person_who_is_signed_in_is_not_asked_to_sign_in_again(running: Running) -> None:
    assert running.signed_in().get("/sign-in").headers["location"] == "/"


@pytest.mark.parametrize("way", ["/bye", "/sign-out"])
def test_after_leaving_the_token_opens_nothing_not_even_a_stream(running: Running, way: str) -> None:
    browser = running.signed_in()
    token = browser.token
    reply = browser.get(way) if way == "/bye" else browser.post(way)
    assert 'nearer=""' in reply.headers["set-cookie"] and "Max-Age=0" in reply.headers["set-cookie"]
    assert refused(running, token) == 403
    browser.cookies.set("nearer", token)
    assert not browser.signed_in()


def test_the_page_after_leaving_is_neutral_and_empties_the_browser(running: Running) -> None:
    reply = running.signed_in().get("/bye")
    assert reply.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert "<title>Page closed</title>" in reply.text
    assert "nearer" not in reply.text.lower() and "cancer" not in reply.text.lower()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])  # another port of this machine is the same site
def test_another_site_cannot_empty_the_browser_or_sign_anybody_out(running: Running, site: str) -> None:
    browser = running.signed_in()
    reply = browser.get("/bye", **{"Sec-Fetch-Site": site})
    assert "clear-site-data" not in reply.headers and "set-cookie" not in reply.headers
    assert browser.signed_in()


def test_an_unknown_name_and_a_wrong_passphrase_get_the_same_bytes(running: Running) -> None:
    known, unknown = running.nickname("Asha"), running.nickname("Usha")
    running.started(known)
    replies = [running.browser().post("/sign-in", name=name, passphrase="not this one") for name in (known, unknown)]
    first, second = replies
    assert first.status_code == second.status_code == 403
    assert first.text.replace(known, "*") == second.text.replace(unknown, "*")
    volatile = {"date", "content-length"}
    assert {k: v for k, v in first.headers.items() if k not in volatile} == {
        k: v for k, v in second.headers.items() if k not in volatile
    }


def test_signing_in_under_an_unknown_name_takes_as_long_as_with_a_wrong_passphrase(
    running: Running, before_hashing: BeforeHashing
) -> None:
    """What is derived from what is typed, and at which cost: a stranger with a clock tells them apart by nothing."""
    name, costs = running.nickname(), list[tuple[int, int]]()
    running.started(name)
    before_hashing(lambda hashing: costs.append((hashing.passes, hashing.memory)))
    for typed in (name, running.nickname("Nobody")):
        assert running.browser().post("/sign-in", name=typed, passphrase="not this one").status_code == 403
    assert costs == [(key_slots.PASSES, key_slots.MEMORY)] * 2


def test_after_three_attempts_every_name_waits_longer_each_time_known_or_not(running: Running) -> None:
    known, unknown = running.nickname(), running.nickname("Nobody")
    running.started(known)
    for name in (known, unknown):
        statuses = [running.browser().post("/sign-in", name=name, passphrase="no").status_code for _ in range(5)]
        assert statuses == [403, 403, 403, 403, 429]
        reply = running.browser().post("/sign-in", name=name.upper(), passphrase=PASSPHRASE)
        assert reply.status_code == 429 and int(reply.headers["retry-after"]) <= 5
        assert 'aria-describedby="problem"' in reply.text and "aria-invalid" not in reply.text  # it may be right
    running.clock.pass_by(seconds=5)
    assert sign_in(running, known).signed_in()


def test_a_hundred_attempts_to_sign_in_at_once_are_counted_one_by_one(running: Running) -> None:
    name = running.nickname()
    running.started(name)

    def attempt(number: int) -> int:
        return running.browser().post("/sign-in", name=name, passphrase=f"guess {number}").status_code

    with ThreadPoolExecutor(20) as at_once:
        statuses = list(at_once.map(attempt, range(100)))
    assert statuses.count(403) == 4
    assert set(statuses) == {403, 429}


def test_an_invisible_letter_in_the_name_gives_no_more_attempts(running: Running) -> None:
    name = running.nickname()
    for number in range(4):
        running.browser().post("/sign-in", name=name + "\u200b" * number, passphrase="no")
    assert running.browser().post("/sign-in", name=name, passphrase="no").status_code == 429


def test_a_wait_after_failed_attempts_does_not_hold_for_another_name_on_the_same_machine(running: Running) -> None:
    mine, other = running.nickname("Meera"), running.nickname("Ravi")
    running.started(mine)
    for _ in range(6):
        running.browser().post("/sign-in", name=other, passphrase="no")
    assert sign_in(running, mine).signed_in()


def test_a_code_that_was_not_confirmed_is_replaced_at_the_next_sign_in(running: Running) -> None:
    name = running.nickname()
    browser = running.started(name)
    party = running.services.vault.find(browser.token)
    assert isinstance(party, SignedIn)
    earlier = renew_recovery_code(running.services.notebook, party.principal)
    again = sign_in(running, name)
    assert again.get("/").headers["location"] == "/recovery-code"
    assert again.recovery_code() not in ("", earlier)
    assert refused(running, again.token) == 403


def test_the_stream_of_a_person_is_open_while_they_are_in(running: Running) -> None:
    browser = running.signed_in()
    with connect(running, browser.token) as stream:
        assert first_session_id(stream)


def test_who_signs_in_first_on_a_day_leaves_a_copy_and_who_is_refused_does_not(running: Running) -> None:
    path, name = running.services.notebook.path, running.nickname()
    assert path is not None
    running.started(name)
    running.clock.pass_by(days=1)
    running.browser().post("/sign-in", name=name, passphrase="another one altogether")
    before = own_copies(path)
    running.clock.pass_by(minutes=1)
    assert running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE).status_code == 303
    assert wait_until(lambda: running.clock.now in own_copies(path), 10), "it is made after the answer"
    assert own_copies(path).keys() - before.keys() == {running.clock.now}
    assert running.clock.now.date() not in {moment.date() for moment in before}


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/check-in", "/check-in"),
        ("/weeks", "/weeks"),
        ("", "/"),
        ("/", "/"),
        ("//evil.example", "/"),
        ("https://evil.example/weeks", "/"),
        ("/\\evil.example", "/"),
        ("/weeks/../bye", "/"),
        ("/weeks?of=1", "/"),
        ("/bye", "/"),
        ("/demo/as/1", "/"),
        ("weeks", "/"),
        ("/weeks\r\nX-Other: 1", "/"),
    ],
)
def test_after_the_lock_a_person_is_back_on_the_screen_where_they_were(running: Running, back: str, leads: str) -> None:
    name = running.nickname()
    running.started(name)
    reply = running.browser().post("/sign-in", name=name, passphrase=PASSPHRASE, back=back)
    assert (reply.status_code, reply.headers["location"]) == (303, leads)


def test_a_passphrase_mistyped_after_the_lock_does_not_lose_the_screen_and_no_foreign_address_comes_back(
    running: Running,
) -> None:
    browser = running.browser()
    page = browser.post("/sign-in", name="Nobody", passphrase="not this one", back="/check-in").text
    assert 'name="back" value="/check-in"' in page
    page = browser.post("/sign-in", name="Nobody", passphrase="not this one", back="//evil.example").text
    assert 'name="back" value="/"' in page and "evil" not in page


def test_a_name_and_passphrase_that_do_not_match_both_point_to_the_sentence_why(running: Running) -> None:
    page = running.browser().post("/sign-in", name=running.nickname(), passphrase="not this one, surely").text
    for field in ("name", "passphrase"):
        [tag] = re.findall(rf'<input id="{field}"[^>]*>', page)
        assert 'aria-invalid="true"' in tag and 'aria-describedby="problem"' in tag
    assert "aria-invalid" not in running.browser().get("/sign-in").text
