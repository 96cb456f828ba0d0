"""Starting a notebook and joining one."""

from __future__ import annotations

import pytest
from markupsafe import escape
from sqlalchemy import text

from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import read_couple_members
from nearer.web import text as words
from nearer.web.privacy_notice import read_notice
from nearer.web.session_cookie import SignedIn
from tests.web.running import PASSPHRASE, Browser, Running, start_form


def invitation(running: Running, browser: Browser) -> str:
    held = running.services.vault.find(browser.token)
    assert isinstance(held, SignedIn)
    return create_invitation(running.services.notebook, held.principal, running.clock.now)


def test_starting_shows_the_recovery_code_before_anything_else(running: Running) -> None:
    browser = running.browser()
    reply = browser.post("/start", **start_form(running.nickname()))
    assert reply.headers["location"] == "/recovery-code"
    assert browser.get("/").headers["location"] == "/recovery-code"
    assert browser.get("/_stcore/host-config").status_code == 404
    assert [len(group) for group in browser.recovery_code().split("-")] == [4] * 8


def test_the_agreement_is_kept_with_the_hash_of_the_notice(running: Running) -> None:
    name = running.nickname()
    running.started(name)
    query = text("select notice_sha256 from consents join people using (person_id) where nickname = :name")
    with running.services.notebook.engine.connect() as connection:
        assert (
            connection.execute(query, {"name": name}).scalar_one() == read_notice(running.services.read_help()).sha256
        )


def test_the_whole_notice_stands_on_the_page(running: Running) -> None:
    page = running.browser().get("/start").text
    parts = read_notice(running.services.read_help()).parts
    assert (
        len(parts) == 9
        and any("therapist" in heading for heading, _ in parts)
        and "14416" in parts[-1][1]
        and "112" in parts[-1][1]
    )
    for heading, paragraph in parts:
        assert heading in page and str(escape(paragraph)) in page


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"nickname": ""}, words.NAME_MISSING),
        ({"nickname": "x" * 41}, words.NAME_MISSING),
        ({"nickname": "a\u202eb"}, words.NAME_MISSING),
        ({"role": ""}, words.ROLE_MISSING),
        ({"role": "therapist"}, words.ROLE_MISSING),
        ({"zone": "Mars/Olympus"}, words.ZONE_UNKNOWN),
        ({"zone": "../../etc/passwd"}, words.ZONE_UNKNOWN),
        ({"adult": ""}, words.ADULT_MISSING),
        ({"agreed": ""}, words.AGREEMENT_MISSING),
        ({"passphrase": "short"}, "12 characters"),
        ({"passphrase": "password1234"}, "easy to guess"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(running: Running, missing: dict[str, str], sentence: str) -> None:
    browser = running.browser()
    reply = browser.post("/start", **start_form("Somebody", **missing))
    field = next(iter(missing))
    assert reply.status_code == 422
    assert sentence in reply.text
    assert (
        f'id="{field}-problem"' in reply.text
        and f'{field}-problem"' in reply.text.partition(f'id="{field}-problem"')[0]
    )
    assert not browser.token


def test_nothing_typed_comes_back_but_the_nickname(running: Running) -> None:
    form = start_form('<b>"Meera"</b>', passphrase="a marker nobody else types", agreed="")
    reply = running.browser().post("/start", **form)
    assert "&lt;b&gt;&#34;Meera&#34;&lt;/b&gt;" in reply.text and "<b>" not in reply.text
    assert "a marker nobody else types" not in reply.text


def test_a_name_is_used_once(running: Running) -> None:
    name = running.nickname()
    running.started(name)
    reply = running.browser().post("/start", **start_form(f" {name.lower()} "))
    assert reply.status_code == 422 and "already used" in reply.text


def test_a_partner_joins_with_the_code_once(running: Running) -> None:
    meera = running.started(running.nickname("Meera"))
    code = invitation(running, meera)
    ravi, name = running.browser(), running.nickname("Ravi")
    spoken = code.replace("-", " ").lower()
    assert ravi.post("/join", code=spoken, **start_form(name, role="partner")).headers["location"] == "/recovery-code"
    held = running.services.vault.find(meera.token)
    assert isinstance(held, SignedIn)
    partner = read_couple_members(running.services.notebook, held.principal).partner
    assert partner is not None and partner.nickname == name
    third = running.browser().post("/join", code=code, **start_form(running.nickname("Third"), role="partner"))
    assert third.status_code == 422 and "ask your partner for a new one" in third.text


def test_an_invitation_ends_after_seven_days(running: Running) -> None:
    code = invitation(running, running.started(running.nickname()))
    running.clock.pass_by(days=7, seconds=1)
    reply = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi")))
    assert reply.status_code == 422


def test_joining_needs_the_ticks_and_a_passphrase_like_starting(running: Running) -> None:
    code = invitation(running, running.started(running.nickname()))
    reply = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi"), adult=""))
    assert reply.status_code == 422 and words.ADULT_MISSING in reply.text
    assert code not in reply.text
    again = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi"), passphrase=PASSPHRASE))
    assert again.status_code == 303


def test_a_suggestion_is_another_one_each_time(running: Running) -> None:
    pages = [running.browser().get("/start").text.partition('id="suggestion">')[2][:80] for _ in range(2)]
    assert pages[0] != pages[1]
