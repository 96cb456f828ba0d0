"""Starting a notebook and joining one."""

from __future__ import annotations

import pytest
from markupsafe import escape
from sqlalchemy import text

from nearer.sign_ins.signed_in import SignedIn
from nearer.storage.couple.credentials import MAX_NAME
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import read_couple_members
from nearer.web import text as words
from nearer.web.privacy_notice import read_notice
from tests.web.running import PASSPHRASE, Browser, Running, start_form


def invitation(running: Running, browser: Browser) -> str:
    party = running.services.vault.find(browser.token)
    assert isinstance(party, SignedIn)
    return create_invitation(running.services.notebook, party.principal, running.clock.now)


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
        ({"nickname": ""}, words.name_missing(MAX_NAME)),
        ({"nickname": "x" * (MAX_NAME + 1)}, words.name_missing(MAX_NAME)),
        ({"nickname": "a\u202eb"}, words.name_missing(MAX_NAME)),
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
def test_something_missing_in_the_start_form_is_said_beside_its_field(
    running: Running, missing: dict[str, str], sentence: str
) -> None:
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


def test_all_that_was_typed_and_chosen_in_the_start_form_comes_back_but_the_passphrase(running: Running) -> None:
    form = start_form('<b>"Meera"</b>', passphrase="a marker nobody else types", agreed="", zone="Europe/London")
    reply = running.browser().post("/start", **form)
    assert "&lt;b&gt;&#34;Meera&#34;&lt;/b&gt;" in reply.text and "<b>" not in reply.text
    assert 'value="survivor" required checked' in reply.text and 'value="partner" required checked' not in reply.text
    assert '<option value="Europe/London" selected>' in reply.text
    assert 'name="adult" value="yes" required checked' in reply.text
    assert 'name="agreed" value="yes" required checked' not in reply.text
    assert "a marker nobody else types" not in reply.text


def test_a_mistake_is_named_at_the_top_with_the_way_to_its_field_and_in_the_title(running: Running) -> None:
    reply = running.browser().post("/start", **start_form("Somebody", adult=""))
    assert f'<a href="#adult">{words.ADULT_MISSING}</a>' in reply.text
    assert "One thing is missing" not in reply.text
    assert "<title>One thing to change:" in reply.text
    field = reply.text.partition('id="adult"')[2].partition(">")[0]
    assert 'aria-invalid="true" autofocus' in field


@pytest.mark.parametrize("address", ["/start", "/help"])
def test_where_one_starts_the_way_to_leave_at_once_is_said_and_that_it_can_be_switched_off(
    running: Running, address: str
) -> None:
    page = running.browser().get(address).text
    assert "Shift three times" in page and "Settings can turn the Shift key off." in page


def test_a_notebook_is_not_started_under_a_name_that_is_taken(running: Running) -> None:
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
    party = running.services.vault.find(meera.token)
    assert isinstance(party, SignedIn)
    partner = read_couple_members(running.services.notebook, party.principal).partner
    assert partner is not None and partner.nickname == name
    third = running.browser().post("/join", code=code, **start_form(running.nickname("Third"), role="partner"))
    assert third.status_code == 422 and "ask your partner for a new one" in third.text


def test_a_wrong_code_is_said_before_anything_else_is_typed_and_stays_to_be_corrected(running: Running) -> None:
    reply = running.browser().post("/join", code="ABCD-EFGH-JKMN-PQRS")
    assert reply.status_code == 422
    assert "That code did not work. Check it letter by letter" in reply.text
    assert 'value="ABCD-EFGH-JKMN-PQRS"' in reply.text and 'name="nickname"' not in reply.text


def test_a_wrong_code_is_said_once_at_its_field(running: Running) -> None:
    browser = running.browser()
    for form in ({"code": "ABCD"}, start_form(running.nickname()) | {"code": "ABCD"}):
        page = browser.post("/join", **form).text.partition("<main")[2]
        assert page.count("That code did not work.") == page.count('role="alert"') == 1
        assert 'role="alert" id="code-problem"' in page


def test_a_right_invitation_code_opens_the_form_and_is_not_used_up(running: Running) -> None:
    code = invitation(running, running.started(running.nickname()))
    for _ in range(2):
        reply = running.browser().post("/join", code=code.lower())
        assert reply.status_code == 200 and 'name="nickname"' in reply.text and "problem" not in reply.text
        assert f'value="{code.lower()}"' in reply.text
    whole = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi"), role="partner"))
    assert whole.headers["location"] == "/recovery-code"


def test_an_invitation_ends_after_seven_days_and_says_so(running: Running) -> None:
    code = invitation(running, running.started(running.nickname()))
    running.clock.pass_by(days=7, seconds=1)
    whole = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi")))
    for reply in (running.browser().post("/join", code=code), whole):
        assert reply.status_code == 422 and "This invitation has run out" in reply.text


def test_ones_own_invitation_is_known_as_such(running: Running) -> None:
    meera = running.started(running.nickname())
    code = invitation(running, meera)
    reply = meera.post("/join", code=code)
    assert reply.status_code == 422 and "This is your own invitation" in reply.text
    other = running.started(running.nickname("Asha"))
    assert other.post("/join", code=code).status_code == 200


def test_guessing_invitation_codes_has_to_wait_before_the_form_is_filled_in(running: Running, monkeypatch) -> None:
    bucket = f"address:{running.nickname()}"
    monkeypatch.setattr("nearer.web.registration.address_buckets", lambda *_: (bucket,))
    codes = (f"ABCD-EFGH-JKMN-PQ{last}" for last in range(10, 43))
    replies = [running.browser().post("/join", code=code).text for code in codes]
    assert any("Please wait about" in text for text in replies)


def test_joining_needs_the_ticks_and_a_passphrase_like_starting(running: Running) -> None:
    code = invitation(running, running.started(running.nickname()))
    reply = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi"), adult=""))
    assert reply.status_code == 422 and words.ADULT_MISSING in reply.text
    assert f'value="{code}"' in reply.text
    again = running.browser().post("/join", code=code, **start_form(running.nickname("Ravi"), passphrase=PASSPHRASE))
    assert again.status_code == 303


def test_a_suggested_passphrase_is_another_one_each_time(running: Running) -> None:
    pages = [running.browser().get("/start").text.partition('id="suggestion">')[2][:80] for _ in range(2)]
    assert pages[0] != pages[1]
