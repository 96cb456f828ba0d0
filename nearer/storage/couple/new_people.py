"""Somebody who comes new: what they say of themselves, and all their keys, made before anything is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nearer.database.engines import reading
from nearer.database.row_errors import NotSaved
from nearer.database.schema import HOME, new_id
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.key_slots import Slot
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key, new_key_pair, seal_key, seal_private
from nearer.privacy.signatures import signing_public
from nearer.sealed.authorisation import tenant_values
from nearer.sealed.person_ledger import owner_of
from nearer.sealed.signed_profiles import sign_profile
from nearer.sealed.slots import UNLOCK_KEY, new_slots
from nearer.storage.couple.credentials import (
    DEMO_UNLOCK,
    SignInOutcome,
    check_new_passphrase,
    name_key,
    refuse_taken_name,
    tidy_name,
)
from nearer.storage.notebook import Notebook

IDLE_MINUTES = 5


@dataclass(frozen=True)
class NewPerson:
    """What somebody says of themselves, and the sha256 of the privacy notice they agreed to."""

    nickname: str
    role: Role
    zone: str
    language: str
    notice_sha256: str


@dataclass(frozen=True)
class PreparedPerson:
    """A person who only has to be written down; everything slow is done."""

    person: NewPerson
    principal: Principal
    unlock: bytes
    slots: dict[str, Slot]
    recovery_code: str | None

    @property
    def outcome(self) -> SignInOutcome:
        return SignInOutcome(self.principal, self.recovery_code, recovery_confirmed=self.recovery_code is None)


def prepare_person(
    notebook: Notebook, person: NewPerson, passphrase: str | None, couple: UUID, now: datetime
) -> PreparedPerson:
    """Everything but writing: checks, keys, and the slow derivations, outside of any transaction."""
    nickname = tidy_name(person.nickname)
    with reading(notebook.engine) as connection:
        refuse_taken_name(connection, nickname)
    keys = new_key_pair()
    principal = Principal(HOME, couple, new_id(now), nickname, person.role, person.zone, keys)
    if passphrase is None:
        if not notebook.demo:
            raise NotSaved(NotebookText.PASSPHRASE_MISSING)
        return PreparedPerson(person, principal, DEMO_UNLOCK, {}, None)
    check_new_passphrase(passphrase, nickname)
    unlock = new_key()
    slots, code = new_slots(owner_of(principal), unlock, passphrase)
    return PreparedPerson(person, principal, unlock, slots, code)


def person_row(ready: PreparedPerson, now: datetime, first: bool) -> dict[str, object]:
    keys = ready.principal.keys
    row = {
        "person_id": ready.principal.id,
        "nickname": ready.principal.nickname,
        "name_key": name_key(ready.principal.nickname),
        "role": ready.person.role.value,
        "zone": ready.person.zone,
        "language": ready.person.language,
        "idle_minutes": IDLE_MINUTES,
        "shift_leaves": True,
        "first": first,
        "public_key": keys.public,
        "signing_key": signing_public(keys),
        "sealed_private": seal_private(keys, ready.unlock),
        "sealed_unlock": seal_key(ready.unlock, keys, keys.public, UNLOCK_KEY),
        "recovery_confirmed": ready.recovery_code is None,
        "started": now,
    }
    return row | {"signature": sign_profile(keys, row | tenant_values(ready.principal))}
