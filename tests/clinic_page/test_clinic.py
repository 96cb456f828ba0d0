"""What a manager's page says: what needs them first, one next thing, and of people nothing but counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from nearer.backups.copies import copy_daily
from nearer.clinic_accounts.accounts import accept_invitation, invite_by_command
from nearer.clinic_accounts.second_factor import set_authenticator
from nearer.clinic_manager.account_acts import NewAccount, invite, revoke
from nearer.clinic_manager.notebook_state import NotebookState, read_notebook_state
from nearer.clinic_manager.overview import AccountOverview
from nearer.clinic_manager.sign_in_counts import count_sign_in
from nearer.clinic_manager.trail_check import note_trail
from nearer.clinic_page.accounts_html import account_html, ended_lines, needs_html, trail_html
from nearer.clinic_page.attention import attention_sentences, next_thing
from nearer.clinic_page.clinic import Clinic, load_clinic
from nearer.privacy.principal import Manager, Principal, Therapist
from nearer.session.values import ManagerSession
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from tests.clinic_accounts.test_therapist_accounts import SEED, code_at
from tests.clinic_manager.test_clinic_manager import manager
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, PASSPHRASE, ZONE, make_check_in, save_new_response, tamper

BUSY = NotebookState("0.3", "0001", "SQLite 3.40", 10**6, 10**11, (NOW,), Path("/srv/backups"))
DR_IYER = NewAccount(Therapist, "Dr Iyer")


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    opened = open_demo_notebook()
    yield opened
    opened.close()


@pytest.fixture
def shah(notebook: Notebook) -> Manager:
    shah = manager(notebook)
    set_authenticator(notebook, shah, SEED, code_at(NOW), NOW)
    return shah


def seen(notebook: Notebook, shah: Manager, days: float = 0, **state: object) -> Clinic:
    """The clinic after some days, with a disk and copies that are as they should be."""
    now = NOW + timedelta(days=days)
    clinic = load_clinic(ManagerSession(notebook, shah, now))
    return replace(clinic, state=replace(BUSY, **{"copies": (now,), **state}))


def test_on_a_quiet_day_nothing_needs_anybody_and_the_next_thing_is_the_first_therapist(
    notebook: Notebook, shah: Manager
) -> None:
    clinic = seen(notebook, shah)
    assert attention_sentences(clinic) == []
    assert next_thing(clinic) == "Invite the first therapist."
    set_authenticator(notebook, make_therapist(notebook), SEED, code_at(NOW), NOW)
    assert next_thing(seen(notebook, shah)) == "Invite a second manager, in case you lose your keys."
    set_authenticator(notebook, manager(notebook, "Mr Sen"), SEED, code_at(NOW), NOW)
    assert next_thing(seen(notebook, shah)) == "Nothing is left to do."


@pytest.mark.parametrize(
    ("age", "sentences"),
    [
        (timedelta(days=2, hours=23), []),
        (timedelta(days=3), ["There was no copy of the notebook for 3 days."]),
        (None, ["There is no copy of the notebook yet."]),
    ],
)
def test_the_clinic_page_warns_of_a_missing_copy_from_the_third_day_on(
    notebook: Notebook, shah: Manager, age: timedelta | None, sentences: list[str]
) -> None:
    clinic = seen(notebook, shah, copies=() if age is None else (NOW - age,))
    assert attention_sentences(clinic) == sentences
    assert (next_thing(clinic) == "Make a copy now, under Copies.") == bool(sentences)


def test_copies_of_a_postgresql_are_the_clinics_own_and_never_missed(notebook: Notebook, shah: Manager) -> None:
    assert attention_sentences(seen(notebook, shah, copies=(), copies_folder=None, bytes_free=None)) == []


@pytest.mark.parametrize(("size", "free", "full"), [(1, 10**9, False), (1, 10**9 - 1, True), (10**9, 10**9 + 1, True)])
def test_a_disk_is_nearly_full_below_a_gigabyte_or_two_more_notebooks(
    notebook: Notebook, shah: Manager, size: int, free: int, full: bool
) -> None:
    clinic = seen(notebook, shah, bytes=size, bytes_free=free)
    assert attention_sentences(clinic) == (["The disk of the server is nearly full."] if full else [])


@pytest.mark.parametrize(
    ("days", "sentences"),
    [
        (4.9, []),
        (5.1, ["The invitation of Dr Iyer ends in two days."]),
        (6.1, ["The invitation of Dr Iyer ends tomorrow."]),
        (6.99, ["The invitation of Dr Iyer ends today."]),
        (7, ["Dr Iyer did not use the invitation. It ended on {day}."]),
    ],
)
def test_an_invitation_is_named_from_two_days_before_its_end_and_after_it(
    notebook: Notebook, shah: Manager, days: float, sentences: list[str]
) -> None:
    invite(notebook, shah, DR_IYER, NOW)
    clinic = seen(notebook, shah, days)
    day = (NOW + timedelta(days=7)).astimezone(clinic.session.zone)
    assert attention_sentences(clinic) == [one.format(day=f"{day:%-d %B}") for one in sentences]
    if sentences:
        assert next_thing(clinic).startswith("Speak with Dr Iyer.")


def test_who_has_no_app_so_far_is_named(notebook: Notebook, shah: Manager) -> None:
    make_therapist(notebook)
    clinic = seen(notebook, shah)
    assert attention_sentences(clinic) == ["Dr Rao has a passphrase, but no authenticator app yet."]
    assert next_thing(clinic) == "Ask Dr Rao to sign in. Nearer then shows how to add the app."


def test_a_changed_trail_comes_before_everything(notebook: Notebook, shah: Manager) -> None:
    load_clinic(ManagerSession(notebook, shah, NOW))
    tamper(notebook, "UPDATE clinic_trail SET name = 'Ms Roy' WHERE number = 1")
    clinic = seen(notebook, shah, copies=())
    first = "The trail is not as you last saw it. A line was changed or removed outside Nearer."
    assert attention_sentences(clinic) == [first, "There is no copy of the notebook yet."]
    assert next_thing(clinic).startswith("Speak with the person who looks after the server.")
    note_trail(notebook, shah, clinic.overview.trail_check.state, NOW)
    clinic = seen(notebook, shah, copies=())
    assert attention_sentences(clinic) == ["There is no copy of the notebook yet."]
    assert "Ms Shah, manager, noted that earlier lines were changed" in trail_html(clinic, clinic.overview.trail[:1])


def test_an_account_shows_weeks_in_numbers_and_a_dash_for_few_couples(notebook: Notebook, shah: Manager) -> None:
    rao = make_therapist(notebook)
    for _ in range(3):
        count_sign_in(notebook, rao, NOW)
    clinic = seen(notebook, shah)
    [account] = clinic.therapists
    html = account_html(clinic, replace(account, couples_opened=(*(None,) * 6, 5, 12)))
    assert numbers(html) == ["0"] * 7 + ["3"] + ["–"] * 6 + ["5", "12"]
    assert "Signed in today." in html
    [own] = clinic.managers
    assert "Couples opened" not in account_html(clinic, own)


def numbers(html: str) -> list[str]:
    return [piece.partition("</li>")[0] for piece in html.split("<li>")[1:]]


def test_names_are_text_and_never_markup(notebook: Notebook, shah: Manager) -> None:
    accept_invitation(notebook, invite(notebook, shah, NewAccount(Therapist, "<b>Dr</b>"), NOW), ZONE, None, NOW)
    clinic = seen(notebook, shah)
    for html in (account_html(clinic, clinic.therapists[0]), trail_html(clinic, clinic.overview.trail)):
        assert "<b>Dr" not in html and "&lt;b&gt;Dr" in html
    assert "<i>" not in needs_html(["<i>"], "<i>")


def test_the_trail_says_who_by_whom_and_when_in_the_own_time_zone(notebook: Notebook, shah: Manager) -> None:
    rao = make_therapist(notebook)
    revoke(notebook, shah, rao.id, NOW)
    clinic = seen(notebook, shah)
    html = trail_html(clinic, clinic.overview.trail[:1])
    assert "Dr Rao, therapist, was revoked" in html and "<td>Ms Shah</td>" in html
    assert f"{NOW.astimezone(clinic.session.zone):%H:%M}" in html
    assert [line.startswith("Dr Rao. Ended on") for line in ended_lines(clinic)] == [True]
    assert clinic.therapists == ()


def test_nothing_on_the_page_tells_of_a_person(
    notebook: Notebook, shah: Manager, couple: tuple[Principal, Principal]
) -> None:
    """What couples write, share and let somebody read changes not one letter of it."""
    rao = make_therapist(notebook)
    before = whole_page(notebook, shah)
    for person in couple:
        connect_therapist(notebook, person, rao)
        grant_parts(notebook, person)
        save_new_response(notebook, person, make_check_in(touch="much", note="only ours"))
    assert whole_page(notebook, shah) == before


def whole_page(notebook: Notebook, shah: Manager) -> str:
    clinic = seen(notebook, shah)
    accounts: list[AccountOverview] = [*clinic.therapists, *clinic.managers]
    parts = [account_html(clinic, one) for one in accounts]
    parts += [trail_html(clinic, clinic.overview.trail), needs_html(attention_sentences(clinic), next_thing(clinic))]
    return "".join(parts)


@pytest.mark.parametrize("place", ["act", "kind", "name", "by_name"])
@pytest.mark.parametrize("value", ["'{name}'", "x'00ff'", "7"])
def test_a_line_that_nobody_could_have_written_is_said_to_be_none_of_nearers(
    notebook: Notebook, shah: Manager, place: str, value: str
) -> None:
    tamper(notebook, f"UPDATE clinic_trail SET {place} = {value} WHERE number = 2")
    clinic = seen(notebook, shah)
    html = trail_html(clinic, clinic.overview.trail)
    assert not clinic.overview.trail_check.is_whole
    assert ("this line is not one of Nearer" in html) == (place == "act")


def test_a_manager_reads_version_size_and_copies_of_the_notebook_file(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    code = invite_by_command(notebook, Manager, "Ms Shah", NOW)
    shah = accept_invitation(notebook, code, ZONE, PASSPHRASE, NOW)
    assert isinstance(shah, Manager)
    state = read_notebook_state(notebook, shah)
    assert state.database.startswith("SQLite 3.") and state.schema == "0001"
    assert state.bytes == (tmp_path / "nearer.db").stat().st_size and state.copies == ()
    assert state.copies_folder == tmp_path / "backups" and (state.bytes_free or 0) > 0
    copy_daily(tmp_path / "nearer.db", NOW)
    assert read_notebook_state(notebook, shah).copies == (NOW,)
    notebook.close()
