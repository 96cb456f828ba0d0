"""The second factor: an authenticator app whose every code works once, and ten codes on paper."""

from __future__ import annotations

from datetime import datetime

from nearer.clinic_accounts.account_credentials import change_account
from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.database.therapist_schema import backup_codes
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import ClinicAccount
from nearer.privacy.seal import SealBroken, open_key, seal_key
from nearer.privacy.totp import is_code_now, step_at
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.partners import hash_code
from nearer.storage.notebook import Notebook

BACKUP_CODES = 10
_SEED = b"authenticator"  # what the sealed seed is bound to


def has_authenticator(notebook: Notebook, account: ClinicAccount) -> bool:
    """Whether an app was set up and confirmed."""
    with notebook.read_as_account(account) as reader:
        return reader.row.sealed_seed is not None


def set_authenticator(
    notebook: Notebook, account: ClinicAccount, seed: bytes, typed: str, now: datetime
) -> tuple[str, ...] | None:
    """Save the seed once its code of this moment was typed, and give ten backup codes; None for another code.

    NotSaved when an app was set up meanwhile: it is never replaced this way.
    """
    if not is_code_now(seed, normal_code_digits(typed), now):
        return None
    codes = tuple(new_invitation_code() for _ in range(BACKUP_CODES))
    with notebook.write_as_account(account) as writer:
        if writer.row.sealed_seed is not None:
            raise NotSaved(TherapistText.APP_SET_UP)
        change_account(
            writer, sealed_seed=seal_key(seed, account.keys, account.keys.public, _SEED), last_step=step_at(now)
        )
        writer.delete(backup_codes)
        for code in codes:
            writer.insert(backup_codes, code_sha256=hash_code(code))
    return codes


def use_code(notebook: Notebook, account: ClinicAccount, typed: str, now: datetime) -> bool:
    """Whether this is the app's code of this moment, not used before, or a backup code, which is used up."""
    with notebook.write_as_account(account, now) as writer:
        row = writer.row
        if row.sealed_seed is None:
            return False
        step = step_at(now)
        if step > row.last_step and is_code_now(_open_seed(account, row.sealed_seed), normal_code_digits(typed), now):
            change_account(writer, last_step=step)
            return True
        return writer.delete(backup_codes, code_sha256=hash_code(typed))


def normal_code_digits(typed: str) -> str:
    """A code as an app shows it, without the space in the middle."""
    return "".join(typed.split())


def _open_seed(account: ClinicAccount, sealed: bytes) -> bytes:
    try:
        return open_key(sealed, account.keys, account.keys.public, _SEED)
    except SealBroken:
        raise EntryBroken(TherapistText.AUTHENTICATOR_CHANGED) from None
