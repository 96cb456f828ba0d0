"""A therapist's account: invited once, opened by a passphrase and a code, ended by the clinic."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nearer.clinic_accounts.account_credentials import (
    change_account_passphrase,
    open_by_code,
    renew_account_code,
    sign_in_account,
)
from nearer.clinic_accounts.accounts import (
    accept_invitation,
    has_account,
    invite_therapist,
    list_accounts,
    read_account_settings,
    save_account_settings,
)
from nearer.clinic_accounts.second_factor import has_authenticator, set_authenticator, use_code
from nearer.database.row_errors import NotFound, NotSaved
from nearer.demo.demo_caseload import demo_therapists
from nearer.privacy.principal import Therapist
from nearer.privacy.totp import code_of_step, step_at
from nearer.privacy.typed_codes import normal_code
from nearer.storage.couple.people import Settings, start_couple
from nearer.storage.errors import CodeRefused, NameTaken
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_caseload
from tests.storage.clinic import make_therapist, revoke_therapist
from tests.storage.making import NOW, PASSPHRASE, ZONE, make_new_person, make_person, read_rows, tamper

SEED = b"12345678901234567890"
STEP = timedelta(seconds=30)


@pytest.fixture
def rao(notebook: Notebook) -> Therapist:
    return make_therapist(notebook)


def code_at(moment: datetime, seed: bytes = SEED) -> str:
    return code_of_step(seed, step_at(moment))


@pytest.fixture
def backup(notebook: Notebook, rao: Therapist) -> tuple[str, ...]:
    codes = set_authenticator(notebook, rao, SEED, code_at(NOW), NOW)
    assert codes is not None
    return codes


def test_a_recovery_code_opens_nothing_as_a_passphrase_and_a_renewed_code_replaces_the_old_one(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    rao = accept_invitation(notebook, invite_therapist(notebook, "Dr Rao", NOW), ZONE, PASSPHRASE, NOW)
    old, code = (renew_account_code(notebook, rao) for _ in range(2))
    assert open_by_code(notebook, "Dr Rao", code) == rao
    assert open_by_code(notebook, "Dr Rao", old) is None
    assert open_by_code(notebook, "Dr Rao", PASSPHRASE) is None
    assert sign_in_account(notebook, "Dr Rao", code) is None
    tamper(notebook, "DELETE FROM therapist_slots WHERE kind = 'passphrase'")
    tamper(notebook, "UPDATE therapist_slots SET kind = 'passphrase'")
    assert sign_in_account(notebook, "Dr Rao", normal_code(code)) is None
    notebook.close()


def test_an_invitation_becomes_an_account_that_its_passphrase_opens(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Rao", NOW)
    made = accept_invitation(notebook, code, ZONE, PASSPHRASE, NOW)
    assert sign_in_account(notebook, " dr  RAO ", PASSPHRASE) == made
    assert sign_in_account(notebook, "Dr Rao", "guess-luggage-sailor-moon") is None
    assert sign_in_account(notebook, "Dr Nobody", PASSPHRASE) is None
    assert has_account(notebook, "DR RAO") and not has_account(notebook, "Dr Nobody")


def test_an_invitation_works_once_for_seven_days_and_only_the_newest(notebook: Notebook) -> None:
    first = invite_therapist(notebook, "Dr Rao", NOW)
    second = invite_therapist(notebook, "Dr Rao", NOW)
    for code, moment in ((first, NOW), (second, NOW + timedelta(days=7)), ("0000-0000-0000-0000", NOW)):
        with pytest.raises(CodeRefused):
            accept_invitation(notebook, code, ZONE, None, moment)
    accept_invitation(notebook, second.lower().replace("-", " "), ZONE, None, NOW + timedelta(days=6, hours=23))
    with pytest.raises(CodeRefused):
        accept_invitation(notebook, second, ZONE, None, NOW)


def test_of_an_invitation_only_the_hash_is_kept(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Rao", NOW)
    [row] = read_rows(notebook, "SELECT * FROM therapist_invitations")
    assert code.replace("-", "").encode() not in row["code_sha256"] and len(row["code_sha256"]) == 32


def test_a_passphrase_that_is_easy_to_guess_is_refused_as_for_everybody(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Rao", NOW)
    with pytest.raises(NotSaved, match="easy to guess"):
        accept_invitation(notebook, code, ZONE, "dr rao dr rao 123", NOW)


def test_without_a_passphrase_nobody_gets_an_account_of_a_real_notebook_nor_opens_one(tmp_path: Path) -> None:
    real = open_notebook(tmp_path / "data")
    code = invite_therapist(real, "Dr Rao", NOW)
    with pytest.raises(NotSaved):
        accept_invitation(real, code, ZONE, None, NOW)
    assert read_rows(real, "SELECT * FROM therapists") == []
    accept_invitation(real, code, ZONE, PASSPHRASE, NOW)
    with pytest.raises(NotSaved, match="demo"):
        demo_therapists(real)
    real.close()


def test_people_and_therapists_share_one_list_of_names(notebook: Notebook) -> None:
    make_person(notebook, "Grace")
    with pytest.raises(NameTaken):
        invite_therapist(notebook, "GRACE", NOW)
    invite_therapist(notebook, "Dr Rao", NOW)
    with pytest.raises(NameTaken):
        start_couple(notebook, make_new_person("dr rao"), None, NOW)
    make_therapist(notebook, "Dr Iyer")
    with pytest.raises(NameTaken):
        start_couple(notebook, make_new_person("dr iyer"), None, NOW)


def test_the_list_says_who_is_invited_who_started_and_who_was_revoked(notebook: Notebook) -> None:
    make_therapist(notebook, "Dr Rao")
    make_therapist(notebook, "Dr Iyer", NOW + timedelta(hours=1))
    invite_therapist(notebook, "Dr Das", NOW)
    revoke_therapist(notebook, "dr rao", NOW + timedelta(days=1))
    assert [(one.name, one.invited_until, one.started, one.revoked) for one in list_accounts(notebook, Therapist)] == [
        ("Dr Rao", None, NOW, NOW + timedelta(days=1)),
        ("Dr Iyer", None, NOW + timedelta(hours=1), None),
        ("Dr Das", NOW + timedelta(days=7), None, None),
    ]


def test_a_revoked_therapist_opens_nothing_any_more_and_the_name_is_free(notebook: Notebook, rao: Therapist) -> None:
    revoke_therapist(notebook, "Dr Rao", NOW)
    assert not has_account(notebook, "Dr Rao")
    with pytest.raises(NotFound):
        read_caseload(notebook, rao, NOW)
    assert make_therapist(notebook, "Dr Rao").id != rao.id


def test_revoking_takes_back_an_open_invitation(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Rao", NOW)
    revoke_therapist(notebook, "Dr Rao", NOW)
    with pytest.raises(CodeRefused):
        accept_invitation(notebook, code, ZONE, None, NOW)
    with pytest.raises(NotFound):
        revoke_therapist(notebook, "Dr Rao", NOW)


def test_an_app_is_set_up_only_with_its_code_of_this_moment(notebook: Notebook, rao: Therapist) -> None:
    for typed in (code_at(NOW - STEP), code_at(NOW + STEP), code_at(NOW, b"another seed........"), "", "28708२"):
        assert set_authenticator(notebook, rao, SEED, typed, NOW) is None
    assert not has_authenticator(notebook, rao)
    spaced = f"{code_at(NOW)[:3]} {code_at(NOW)[3:]}"
    assert len(set(set_authenticator(notebook, rao, SEED, spaced, NOW) or ())) == 10
    assert has_authenticator(notebook, rao)


def test_an_app_that_is_set_up_is_not_replaced_by_whoever_holds_the_passphrase(
    notebook: Notebook, rao: Therapist, backup: tuple[str, ...]
) -> None:
    with pytest.raises(NotSaved):
        set_authenticator(notebook, rao, b"another seed........", code_at(NOW, b"another seed........"), NOW)


def test_the_code_that_confirmed_the_app_does_not_sign_in(
    notebook: Notebook, rao: Therapist, backup: tuple[str, ...]
) -> None:
    assert not use_code(notebook, rao, code_at(NOW), NOW)


def test_an_app_code_works_once_in_its_half_minute(notebook: Notebook, rao: Therapist, backup: tuple[str, ...]) -> None:
    later = NOW + timedelta(minutes=5)
    assert not use_code(notebook, rao, code_at(later - STEP), later)
    assert not use_code(notebook, rao, code_at(later + STEP), later)
    assert use_code(notebook, rao, code_at(later), later)
    assert not use_code(notebook, rao, code_at(later), later)
    assert use_code(notebook, rao, code_at(later + STEP), later + STEP)


def test_a_clock_set_back_makes_no_used_app_code_valid_again(
    notebook: Notebook, rao: Therapist, backup: tuple[str, ...]
) -> None:
    assert use_code(notebook, rao, code_at(NOW + STEP), NOW + STEP)
    assert not use_code(notebook, rao, code_at(NOW), NOW)


def test_the_code_of_another_therapist_is_refused(notebook: Notebook, rao: Therapist, backup: tuple[str, ...]) -> None:
    other, later = make_therapist(notebook, "Dr Iyer"), NOW + timedelta(minutes=5)
    seed = b"seed of the other..."
    others = set_authenticator(notebook, other, seed, code_at(NOW, seed), NOW)
    assert others is not None
    assert not use_code(notebook, rao, code_at(later, seed), later)
    assert not use_code(notebook, rao, others[0], later)


def test_each_backup_code_works_once(notebook: Notebook, rao: Therapist, backup: tuple[str, ...]) -> None:
    assert use_code(notebook, rao, backup[3].lower(), NOW)
    assert not use_code(notebook, rao, backup[3], NOW)
    assert use_code(notebook, rao, backup[4], NOW)


def test_the_seed_and_the_backup_codes_do_not_lie_open_in_the_file(
    notebook: Notebook, rao: Therapist, backup: tuple[str, ...]
) -> None:
    [row] = read_rows(notebook, "SELECT * FROM therapists")
    assert SEED not in row["sealed_seed"]
    code_hashes = [row["code_sha256"] for row in read_rows(notebook, "SELECT * FROM backup_codes")]
    assert len(code_hashes) == 10 and {len(one) for one in code_hashes} == {32}


def test_the_demos_therapist_opens_without_a_passphrase_and_no_other_does(notebook: Notebook, rao: Therapist) -> None:
    assert demo_therapists(notebook) == (rao,)


def test_zone_and_idle_time_are_kept_and_anything_out_of_bounds_is_refused(notebook: Notebook, rao: Therapist) -> None:
    assert read_account_settings(notebook, rao) == Settings(ZONE, 15)
    save_account_settings(notebook, rao, Settings("Europe/London", 3, shift_leaves=False))
    for odd in (("Mars/Olympus", 3), (ZONE, 0), (ZONE, 61), (ZONE, True)):
        with pytest.raises(NotSaved):
            save_account_settings(notebook, rao, Settings(*odd))
    assert read_account_settings(notebook, rao) == Settings("Europe/London", 3, shift_leaves=False)


def test_a_new_passphrase_opens_the_same_keys_and_the_app_stays(notebook: Notebook) -> None:
    code = invite_therapist(notebook, "Dr Iyer", NOW)
    iyer = accept_invitation(notebook, code, ZONE, PASSPHRASE, NOW)
    set_authenticator(notebook, iyer, SEED, code_at(NOW), NOW)
    new = "guess-luggage-sailor-moon"
    assert not change_account_passphrase(notebook, iyer, "another one", new)
    assert change_account_passphrase(notebook, iyer, PASSPHRASE, new)
    assert sign_in_account(notebook, "Dr Iyer", PASSPHRASE) is None
    opened = sign_in_account(notebook, "Dr Iyer", new)
    assert opened == iyer and use_code(notebook, iyer, code_at(NOW + STEP), NOW + STEP)
    with pytest.raises(NotSaved):
        change_account_passphrase(notebook, iyer, new, "short")
