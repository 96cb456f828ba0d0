"""Starting a notebook, joining it, coming in again, and the ways back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.storage.couple.credentials import (
    SignInOutcome,
    change_passphrase,
    confirm_recovery,
    name_key,
    recover,
    renew_recovery_code,
    sign_in,
)
from nearer.storage.couple.invitations import create_invitation, read_open_invitation, withdraw_invitation
from nearer.storage.couple.people import (
    Settings,
    join_couple,
    read_couple_members,
    read_settings,
    save_settings,
    start_couple,
)
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.errors import InvitationRefused, NameTaken
from nearer.storage.notebook import Notebook, open_notebook
from tests.hashing import BeforeHashing
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    make_check_in,
    make_couple,
    make_new_person,
    make_person,
    read_rows,
    save_new_response,
    tamper,
)

OTHER = "guess-luggage-sailor-moon"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Notebook]:
    notebook = open_notebook(tmp_path / "data")
    yield notebook
    notebook.close()


@pytest.fixture
def started(real: Notebook) -> SignInOutcome:
    return start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW)


def test_a_person_who_started_a_notebook_signs_in_again_and_reads_what_they_wrote(
    real: Notebook, started: SignInOutcome
) -> None:
    save_new_response(real, started.principal, make_check_in(touch="some", note="hello"))
    opened = sign_in(real, "Meera", PASSPHRASE)
    assert opened is not None
    assert opened.principal == started.principal
    assert [kept.note for kept in read_own_responses(real, opened.principal)] == ["hello"]


@pytest.mark.parametrize("name", ["meera", " MEERA ", "Ｍｅｅｒａ", "mee\u200bra"])
def test_signing_in_finds_a_name_whatever_its_capitals_width_and_spaces(
    real: Notebook, started: SignInOutcome, name: str
) -> None:
    assert sign_in(real, name, PASSPHRASE) is not None


def test_a_wrong_passphrase_and_an_unknown_name_are_refused_alike(real: Notebook, started: SignInOutcome) -> None:
    assert sign_in(real, "Meera", OTHER) is None
    assert sign_in(real, "Nobody", PASSPHRASE) is None
    assert sign_in(real, "", "") is None


def test_the_recovery_code_is_shown_once_and_stays_unconfirmed_until_confirmed(
    real: Notebook, started: SignInOutcome
) -> None:
    assert started.recovery_code is not None
    assert not started.recovery_confirmed
    again = sign_in(real, "Meera", PASSPHRASE)
    assert again is not None
    assert (again.recovery_code, again.recovery_confirmed) == (None, False)
    confirm_recovery(real, again.principal)
    assert sign_in(real, "Meera", PASSPHRASE) == SignInOutcome(again.principal, None, True)


def test_the_recovery_code_gives_a_new_passphrase_and_a_new_code_and_everything_kept(
    real: Notebook, started: SignInOutcome
) -> None:
    save_new_response(real, started.principal, make_check_in(touch="some", note="still here"))
    code = (started.recovery_code or "").lower().replace("-", " ")
    opened = recover(real, "meera", code, OTHER, NOW)
    assert opened is not None
    assert [kept.note for kept in read_own_responses(real, opened.principal)] == ["still here"]
    assert sign_in(real, "Meera", PASSPHRASE) is None
    assert sign_in(real, "Meera", OTHER) is not None
    assert recover(real, "Meera", code, PASSPHRASE, NOW) is None
    assert recover(real, "Meera", opened.recovery_code or "", PASSPHRASE, NOW) is not None


def test_a_wrong_recovery_code_and_an_unknown_name_change_nothing(real: Notebook, started: SignInOutcome) -> None:
    assert recover(real, "Meera", "0000-0000-0000-0000-0000-0000-0000-0000", OTHER, NOW) is None
    assert recover(real, "Nobody", started.recovery_code or "", OTHER, NOW) is None
    assert sign_in(real, "Meera", PASSPHRASE) is not None


def test_a_recovery_code_can_be_made_anew_and_the_one_before_opens_nothing(
    real: Notebook, started: SignInOutcome
) -> None:
    code = renew_recovery_code(real, started.principal)
    assert recover(real, "Meera", started.recovery_code or "", OTHER, NOW) is None
    assert recover(real, "Meera", code, OTHER, NOW) is not None


def test_a_passphrase_changes_only_with_the_old_one(real: Notebook, started: SignInOutcome) -> None:
    assert not change_passphrase(real, started.principal, OTHER, OTHER)
    assert change_passphrase(real, started.principal, PASSPHRASE, OTHER)
    assert sign_in(real, "Meera", PASSPHRASE) is None
    assert sign_in(real, "Meera", OTHER) is not None


def test_an_easy_passphrase_is_refused_with_a_sentence_and_no_account_is_made(real: Notebook) -> None:
    for easy in ("short", "password1234", "meera meera 1990"):
        with pytest.raises(NotSaved):
            start_couple(real, make_new_person("Meera"), easy, NOW)
    with pytest.raises(NotSaved):
        start_couple(real, make_new_person("Meera"), None, NOW)
    assert read_rows(real, "SELECT * FROM people") == read_rows(real, "SELECT * FROM couples") == []


def test_a_passphrase_hash_weaker_than_the_minimum_is_refused_with_a_sentence(
    real: Notebook, started: SignInOutcome
) -> None:
    tamper(real, "UPDATE slots SET memory = 8192, passes = 1")
    with pytest.raises(EntryBroken, match="weaker"):
        sign_in(real, "Meera", PASSPHRASE)


def test_another_persons_passphrase_slot_put_into_the_file_opens_nothing(
    real: Notebook, started: SignInOutcome
) -> None:
    start_couple(real, make_new_person("Ravi"), OTHER, NOW)
    tamper(
        real,
        "UPDATE slots SET (salt, sealed_unlock) = (SELECT s.salt, s.sealed_unlock FROM slots s JOIN people p "
        "USING (person_id) WHERE p.nickname = 'Ravi' AND s.kind = 'passphrase') WHERE kind = 'passphrase'",
    )
    assert sign_in(real, "Meera", OTHER) is None


def test_keys_that_were_exchanged_in_the_file_are_noticed(real: Notebook, started: SignInOutcome) -> None:
    ravi = start_couple(real, make_new_person("Ravi"), OTHER, NOW)
    tamper(
        real,
        "UPDATE people SET public_key = :public WHERE nickname = 'Meera'",
        public=ravi.principal.keys.public,
    )
    with pytest.raises(EntryBroken):
        sign_in(real, "Meera", PASSPHRASE)


def test_the_privacy_notice_a_person_agreed_to_is_kept_with_its_hash_version_and_time(
    real: Notebook, started: SignInOutcome
) -> None:
    [consent] = read_rows(real, "SELECT * FROM consents")
    assert consent["notice_sha256"] == "0" * 64
    assert consent["notice_version"] == "1"
    assert consent["agreed_at"].startswith("2026-11-23 12:00")
    assert consent["withdrawn"] is None


@pytest.mark.parametrize("name", ["meera", "MEERA", " Meera  ", "Ｍｅｅｒａ"])
def test_a_person_is_not_saved_under_a_name_that_is_taken(notebook: Notebook, name: str) -> None:
    make_person(notebook, "Meera")
    with pytest.raises(NameTaken):
        make_person(notebook, name)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 41, "a\x00b", "a\x1bb"])
def test_a_name_that_is_empty_too_long_or_cannot_be_shown_is_refused(notebook: Notebook, name: str) -> None:
    with pytest.raises(NameTaken):
        make_person(notebook, name)


def test_a_name_may_be_in_any_script(notebook: Notebook) -> None:
    for name in ("मीरा", "রবি", "Zoë", "李", "O'Neill", "मीरा २"):
        assert make_person(notebook, name).nickname == name


def test_a_name_in_capital_letters_is_the_same_name_also_where_a_letter_has_no_capital() -> None:
    assert name_key("Straße") == name_key("STRASSE")


def test_of_two_people_who_choose_one_name_at_once_only_one_gets_the_name(notebook: Notebook) -> None:
    gate, taken = threading.Barrier(4), []

    def take() -> None:
        gate.wait()
        try:
            make_person(notebook, "Meera")
        except NameTaken:
            taken.append(True)

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 3
    assert len(read_rows(notebook, "SELECT * FROM people")) == len(read_rows(notebook, "SELECT * FROM couples")) == 1


def test_a_couple_has_one_member_until_the_partner_joins(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    assert read_couple_members(notebook, meera).partner is None
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), None, NOW).principal
    both = read_couple_members(notebook, meera)
    assert (both.me.nickname, both.me.role, both.me.first) == ("Meera", Role.SURVIVOR, True)
    assert both.partner is not None
    assert (both.partner.nickname, both.partner.role, both.partner.first) == ("Ravi", Role.PARTNER, False)
    assert read_couple_members(notebook, ravi).partner == both.me


def test_an_invitation_code_works_however_it_is_typed_and_only_once(notebook: Notebook) -> None:
    code = create_invitation(notebook, make_person(notebook, "Meera"), NOW)
    join_couple(notebook, f" {code.lower().replace('-', '')} ", make_new_person("Ravi"), None, NOW)
    with pytest.raises(InvitationRefused):
        join_couple(notebook, code, make_new_person("Dev"), None, NOW)


def test_an_invitation_used_while_another_person_makes_their_keys_lets_only_one_in(notebook: Notebook) -> None:
    """Two who type the same code at once: the slow making of keys lies between looking at it and using it."""
    code = create_invitation(notebook, make_person(notebook, "Meera"), NOW)
    gate, refused = threading.Barrier(4), []

    def join(name: str) -> None:
        gate.wait()
        try:
            join_couple(notebook, code, make_new_person(name), None, NOW)
        except InvitationRefused:
            refused.append(name)

    threads = [threading.Thread(target=join, args=(f"Ravi {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert len(read_rows(notebook, "SELECT * FROM people")) == 2


def test_an_invitation_is_open_for_seven_days(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    assert read_open_invitation(notebook, meera, NOW) == NOW + timedelta(days=7)
    late = NOW + timedelta(days=7)
    assert read_open_invitation(notebook, meera, late) is None
    with pytest.raises(InvitationRefused):
        join_couple(notebook, code, make_new_person("Ravi"), None, late)
    join_couple(notebook, code, make_new_person("Ravi"), None, late - timedelta(seconds=1))


def test_an_invitation_withdrawn_while_somebody_joins_lets_nobody_in(
    notebook: Notebook, before_hashing: BeforeHashing
) -> None:
    """While the passphrase of whoever joins is hashed."""
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    withdrawals = iter([partial(withdraw_invitation, notebook, meera)])
    before_hashing(lambda _hashing: [withdraw() for withdraw in withdrawals])
    with pytest.raises(InvitationRefused):
        join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW)
    assert next(withdrawals, None) is None
    assert read_couple_members(notebook, meera).partner is None


def test_a_new_invitation_replaces_the_open_one(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    first, second = create_invitation(notebook, meera, NOW), create_invitation(notebook, meera, NOW)
    with pytest.raises(InvitationRefused):
        join_couple(notebook, first, make_new_person("Ravi"), None, NOW)
    assert join_couple(notebook, second, make_new_person("Ravi"), None, NOW).principal.couple == meera.couple


def test_a_withdrawn_invitation_to_a_partner_opens_nothing(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    code = create_invitation(notebook, meera, NOW)
    withdraw_invitation(notebook, meera)
    assert read_open_invitation(notebook, meera, NOW) is None
    with pytest.raises(InvitationRefused):
        join_couple(notebook, code, make_new_person("Ravi"), None, NOW)


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "x" * 5000, "\ud800"])
def test_an_invitation_code_that_nobody_made_opens_nothing(notebook: Notebook, code: str) -> None:
    create_invitation(notebook, make_person(notebook, "Meera"), NOW)
    with pytest.raises(InvitationRefused):
        join_couple(notebook, code, make_new_person("Ravi"), None, NOW)


def test_a_couple_of_two_cannot_invite_anybody_else(notebook: Notebook) -> None:
    for one in make_couple(notebook):
        with pytest.raises(NotSaved, match="joined"):
            create_invitation(notebook, one, NOW)


def test_the_invitation_code_itself_is_not_in_the_notebook(notebook: Notebook) -> None:
    code = create_invitation(notebook, make_person(notebook, "Meera"), NOW).replace("-", "")
    assert code not in repr(read_rows(notebook, "SELECT * FROM invitations"))


def test_joining_under_a_name_that_is_taken_leaves_the_invitation_open(notebook: Notebook) -> None:
    code = create_invitation(notebook, make_person(notebook, "Meera"), NOW)
    with pytest.raises(NameTaken):
        join_couple(notebook, code, make_new_person("MEERA"), None, NOW)
    join_couple(notebook, code, make_new_person("Ravi"), None, NOW)


def test_settings_of_one_person_do_not_change_those_of_the_partner(notebook: Notebook) -> None:
    meera, ravi = make_couple(notebook)
    assert read_settings(notebook, meera) == Settings("Asia/Kolkata", 5, "en")
    save_settings(notebook, meera, Settings("Europe/London", 15, "hi", False))
    assert read_settings(notebook, meera) == Settings("Europe/London", 15, "hi", False)
    assert read_settings(notebook, ravi) == Settings("Asia/Kolkata", 5, "en")


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [("Asia/Kolkata", 0), ("Asia/Kolkata", 61), ("Asia/Kolkata", 479), ("Mars/Base", 5), ("../etc/passwd", 5), ("", 5)],
)
def test_settings_out_of_bounds_are_refused(notebook: Notebook, zone: str, minutes: int) -> None:
    meera = make_person(notebook, "Meera")
    with pytest.raises(NotSaved):
        save_settings(notebook, meera, Settings(zone, minutes, "en"))
    assert read_settings(notebook, meera) == Settings("Asia/Kolkata", 5, "en")


def test_people_of_the_demo_have_no_passphrase_and_no_code(notebook: Notebook) -> None:
    meera = make_person(notebook, "Meera")
    assert sign_in(notebook, "Meera", "") is None
    with pytest.raises(NotSaved):
        renew_recovery_code(notebook, meera)
