"""A made-up clinic in a real notebook, for pictures of a manager's page: accounts, weeks of use, an invitation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from nearer.backups.copies import copy_daily
from nearer.clinic_accounts.account_credentials import confirm_account_code
from nearer.clinic_accounts.accounts import Kind, accept_invitation, invite_by_command
from nearer.clinic_accounts.second_factor import set_authenticator
from nearer.clinic_manager.account_acts import NewAccount, invite
from nearer.clinic_manager.sign_in_counts import count_sign_in
from nearer.domain.roles_and_audiences import Audience, Part, Role, SharedPart
from nearer.privacy.principal import Manager, Principal, Therapist
from nearer.privacy.totp import code_of_step, new_seed, step_at
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.sharing import AudienceChange, set_audiences
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_couple_record
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    create_therapist_code,
    read_therapist_offer,
    save_connection,
)

MANAGER, PASSPHRASE = "Ms Shah", "orchard velvet signal canoe"
ZONE, NOTICE = "Asia/Kolkata", "0" * 64
COUPLES_BY_WEEK = (5, 6, 5, 4, 6, 7, 6, 7)  # of which Dr Rao opened pages, the oldest week first
SIGN_INS_BY_WEEK = (2, 3, 2, 1, 4, 3, 5, 3)  # of Dr Rao; Dr Iyer comes half as often
MANAGES_SINCE = timedelta(weeks=61, days=3)
THERAPISTS_SINCE = {"Dr Rao": timedelta(weeks=59, days=6), "Dr Iyer": timedelta(weeks=22, days=2)}


def write_clinic(folder: Path) -> Iterator[str]:
    """Write the notebook, and give a code on paper for each sign-in of its manager."""
    notebook, now = open_notebook(folder), datetime.now(UTC)
    began = now - timedelta(weeks=len(COUPLES_BY_WEEK))
    shah = _account(notebook, Manager, MANAGER, now - MANAGES_SINCE)
    seed = new_seed()
    codes = set_authenticator(notebook, shah, seed, code_of_step(seed, step_at(now)), now) or ()
    confirm_account_code(notebook, shah)
    assert isinstance(shah, Manager)
    rao, iyer = (_account(notebook, Therapist, name, now - since) for name, since in THERAPISTS_SINCE.items())
    assert isinstance(rao, Therapist)
    for therapist in (rao, iyer):
        set_authenticator(notebook, therapist, seed, code_of_step(seed, step_at(now)), now)
    people = [_let_in(notebook, rao, number, began) for number in range(max(COUPLES_BY_WEEK))]
    for week, (couples, times) in enumerate(zip(COUPLES_BY_WEEK, SIGN_INS_BY_WEEK, strict=True), 1):
        moment = began + timedelta(weeks=week)
        for one in people[:couples]:
            read_couple_record(notebook, rao, one.couple, moment)
        for therapist, count in ((rao, times), (iyer, times // 2)):
            for _ in range(count):
                count_sign_in(notebook, therapist, moment)
    invite(notebook, shah, NewAccount(Therapist, "Dr Menon"), now - timedelta(days=6))
    copy_daily(folder / "nearer.db", now)
    notebook.close()
    yield from codes


def come_in(page: Page, code: str) -> None:
    """Sign the manager in, with a code from paper as the second factor."""
    page.goto("/sign-in")
    page.get_by_label("Name or nickname").fill(MANAGER)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open my notebook").click()
    page.get_by_label("The six digits your app shows now").fill(code)
    page.get_by_role("button", name="Open", exact=True).click()


def _account(notebook: Notebook, kind: Kind, name: str, moment: datetime) -> Therapist | Manager:
    return accept_invitation(notebook, invite_by_command(notebook, kind, name, moment), ZONE, PASSPHRASE, moment)


def _let_in(notebook: Notebook, rao: Therapist, number: int, moment: datetime) -> Principal:
    newcomer = NewPerson(f"Person {number}", Role.SURVIVOR, ZONE, "", NOTICE)
    principal = start_couple(notebook, newcomer, PASSPHRASE, moment).principal
    code = create_therapist_code(notebook, rao, moment)
    offer = read_therapist_offer(notebook, principal, code, moment)
    save_connection(notebook, principal, KeyComparison(code, offer.keys, NOTICE), moment)
    reads = AudienceChange(SharedPart(Part.CLOSENESS), Audience(frozenset({offer.reader})), include_earlier=True)
    set_audiences(notebook, principal, [reads], moment)
    return principal
