"""The second factor: an authenticator app whose every code works once, and ten codes on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, update

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.passphrases import new_invitation_code
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_key, seal_key
from nearer.privacy.totp import is_code_now, step_at
from nearer.storage.couple.invitations import hash_code
from nearer.storage.database.engines import reading, writing
from nearer.storage.errors import EntryBroken, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.authorisation import find_therapist, therapist_values
from nearer.storage.therapist.schema import backup_codes, therapists

BACKUP_CODES = 10

_CHANGE = update(therapists).where(
    therapists.c.clinic_id == bindparam("clinic"), therapists.c.therapist_id == bindparam("person")
)
_own = and_(backup_codes.c.clinic_id == bindparam("clinic"), backup_codes.c.therapist_id == bindparam("person"))
_DROP_ALL = backup_codes.delete().where(_own)
_DROP_ONE = backup_codes.delete().where(_own, backup_codes.c.code_sha256 == bindparam("used"))


def has_authenticator(notebook: Notebook, therapist: Therapist) -> bool:
    """Whether an app was set up and confirmed."""
    with reading(notebook.engine) as connection:
        return find_therapist(connection, therapist).sealed_seed is not None


def set_authenticator(
    notebook: Notebook, therapist: Therapist, seed: bytes, typed: str, now: datetime
) -> tuple[str, ...] | None:
    """Keep the seed once its code of this moment was typed, and give ten backup codes; None for another code.

    NotSaved when an app was set up meanwhile: it is never replaced this way.
    """
    if not is_code_now(seed, normal_code_digits(typed), now):
        return None
    codes = tuple(new_invitation_code() for _ in range(BACKUP_CODES))
    ours = {"clinic_id": therapist.clinic, "therapist_id": therapist.therapist}
    with writing(notebook.engine) as connection:
        if find_therapist(connection, therapist).sealed_seed is not None:
            raise NotSaved(TherapistText.APP_SET_UP)
        sealed = seal_key(seed, therapist.keys.public)
        _remember(connection, therapist, {"sealed_seed": sealed, "last_step": step_at(now)})
        connection.execute(_DROP_ALL, therapist_values(therapist))
        connection.execute(backup_codes.insert(), [ours | {"code_sha256": hash_code(code)} for code in codes])
    return codes


def use_code(notebook: Notebook, therapist: Therapist, typed: str, now: datetime) -> bool:
    """Whether this is the app's code of this moment, not used before, or a backup code, which is used up."""
    with writing(notebook.engine) as connection:
        row = find_therapist(connection, therapist)
        if row.sealed_seed is None:
            return False
        step = step_at(now)
        if step > row.last_step and is_code_now(_seed(therapist, row.sealed_seed), normal_code_digits(typed), now):
            _remember(connection, therapist, {"last_step": step})
            return True
        used = {"used": hash_code(typed)}
        return connection.execute(_DROP_ONE, therapist_values(therapist) | used).rowcount == 1


def normal_code_digits(typed: str) -> str:
    """A code as an app shows it, without the space in the middle."""
    return "".join(typed.split())


def _seed(therapist: Therapist, sealed: bytes) -> bytes:
    try:
        return open_key(sealed, therapist.keys)
    except SealBroken:
        raise EntryBroken(TherapistText.AUTHENTICATOR_CHANGED) from None


def _remember(connection: Connection, therapist: Therapist, values: dict[str, Any]) -> None:
    connection.execute(_CHANGE, therapist_values(therapist) | values)
