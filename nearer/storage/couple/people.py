"""People: starting a notebook alone, joining by invitation, and each person's settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading, writing
from nearer.database.row_errors import NotSaved
from nearer.database.schema import HOME, consents, couples, invitations, matches, new_id, people
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.key_slots import Slot
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import Principal
from nearer.privacy.seal import new_key, new_key_pair, seal_key, seal_private
from nearer.privacy.signatures import signing_public
from nearer.sealed.authorisation import Writer, tenant_values
from nearer.sealed.partners import make_joined
from nearer.storage.couple.credentials import (
    DEMO_UNLOCK,
    UNLOCK_KEY,
    SignInOutcome,
    check_new_passphrase,
    name_key,
    new_slots,
    put_slot,
    refuse_taken_name,
    tidy_name,
)
from nearer.storage.couple.invitations import find_open_invitation, read_inviting_couple
from nearer.storage.notebook import Notebook

IDLE_MINUTES, MAX_IDLE_MINUTES = 5, 60
NEVER_IDLE_MINUTES = 8 * 60  # every sign-in ends after eight hours (privacy/vault.py)
KEEP_ANSWERS = "keep my answers"
NOTICE_VERSION = "1"


@dataclass(frozen=True)
class NewPerson:
    """What somebody says of themselves, and the sha256 of the privacy notice they agreed to."""

    nickname: str
    role: Role
    zone: str
    language: str
    notice_sha256: str


@dataclass(frozen=True)
class Member:
    """One of the couple; `first` started the notebook."""

    id: UUID
    nickname: str
    role: Role
    first: bool


@dataclass(frozen=True)
class CoupleMembers:
    """The asking person and their partner, None until one has joined; whether to compare their keys again."""

    me: Member
    partner: Member | None
    partner_has_new_keys: bool = False


@dataclass(frozen=True)
class Settings:
    """A person's or a therapist's own: time zone name, minutes without a touch until the lock (1 to 60, or eight
    hours for none), language tag, and whether Shift three times leaves at once.

    Without a language ("") they are spoken to in their browser's.
    """

    zone: str
    idle_minutes: int
    language: str = ""
    shift_leaves: bool = True


@dataclass(frozen=True)
class _PreparedPerson:
    """A person who only has to be written down; everything slow is done."""

    person: NewPerson
    principal: Principal
    unlock: bytes
    slots: dict[str, Slot]
    recovery_code: str | None

    @property
    def opened(self) -> SignInOutcome:
        return SignInOutcome(self.principal, self.recovery_code, recovery_confirmed=self.recovery_code is None)


def start_couple(notebook: Notebook, person: NewPerson, passphrase: str | None, now: datetime) -> SignInOutcome:
    """A couple of one, who can invite a partner or stay alone. NameTaken or NotSaved says what to change."""
    ready = _prepare_person(notebook, person, passphrase, new_id(now), now)
    with writing(notebook.engine) as connection:
        connection.execute(couples.insert(), tenant_values(ready.principal) | {"started": now})
        _insert_person(connection, ready, _person_row(ready, now, first=True), Ledger(), now)
    return ready.opened


def join_couple(
    notebook: Notebook, code: str, person: NewPerson, passphrase: str | None, now: datetime
) -> SignInOutcome:
    """The second person of a couple, by an open invitation, which is used up; nothing of the first becomes visible.

    InvitationRefused for a code that is not open; NameTaken or NotSaved says what to change.
    """
    couple = read_inviting_couple(notebook, code, now)
    ready = _prepare_person(notebook, person, passphrase, couple, now)
    with writing(notebook.engine) as connection:
        _couple, partner = find_open_invitation(connection, code, now)  # it can be used or run out while keys are made
        connection.execute(invitations.delete().where(matches(invitations, **tenant_values(ready.principal))))
        row = tenant_values(ready.principal) | _person_row(ready, now, first=False)
        _insert_person(connection, ready, row | {"invited": make_joined(code, row)}, Ledger(partner=partner), now)
    return ready.opened


def has_people(notebook: Notebook) -> bool:
    """Whether anybody has begun here."""
    with reading(notebook.engine) as connection:
        return connection.execute(select(people.c.person_id).limit(1)).first() is not None


def read_couple_members(notebook: Notebook, principal: Principal) -> CoupleMembers:
    """Both people of the couple, as the asking person sees them."""
    with notebook.read_as(principal) as reader:
        partner = reader.partner
    return CoupleMembers(
        _member(reader.person), None if partner is None else _member(partner), reader.partner_has_new_keys
    )


def read_settings(notebook: Notebook, principal: Principal) -> Settings:
    """The person's settings."""
    with notebook.read_as(principal) as reader:
        return settings_of(reader.person)


def save_settings(notebook: Notebook, principal: Principal, settings: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_settings(settings)
    with notebook.write_as(principal) as writer:
        writer.execute(update(people).where(writer.own(people)).values(asdict(settings)))


def check_zone(zone: str) -> None:
    """NotSaved when the time zone is not one of the known names, such as Asia/Kolkata."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise NotSaved(NotebookText.ZONE_UNKNOWN) from None


def settings_of(row: Row[Any]) -> Settings:
    """The settings in the row of a person or of a therapist."""
    return Settings(row.zone, row.idle_minutes, row.language, row.shift_leaves)


def check_settings(settings: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_zone(settings.zone)
    minutes = settings.idle_minutes
    if isinstance(minutes, bool) or not (1 <= minutes <= MAX_IDLE_MINUTES or minutes == NEVER_IDLE_MINUTES):
        raise NotSaved(NotebookText.MINUTES_OUT_OF_RANGE)


def save_consent(writer: Writer, purpose: str, notice_sha256: str) -> UUID:
    """Write down that the person read this notice, in their language, and agrees; the id of the consent."""
    consent = new_id(writer.now)
    writer.insert(
        consents,
        consent_id=consent,
        person_id=writer.principal.person,
        purpose=purpose,
        notice_sha256=notice_sha256,
        notice_version=NOTICE_VERSION,
        language=writer.person.language,
        agreed_at=writer.now,
    )
    return consent


def _member(row: Row[Any]) -> Member:
    return Member(row.person_id, row.nickname, Role(row.role), row.first)


def _prepare_person(
    notebook: Notebook, person: NewPerson, passphrase: str | None, couple: UUID, now: datetime
) -> _PreparedPerson:
    """Everything but writing: checks, keys, and the slow derivations, outside of any transaction."""
    nickname = tidy_name(person.nickname)
    check_zone(person.zone)
    with reading(notebook.engine) as connection:
        refuse_taken_name(connection, nickname)
    keys = new_key_pair()
    principal = Principal(HOME, couple, new_id(now), nickname, person.role, person.zone, keys)
    if passphrase is None:
        if not notebook.demo:
            raise NotSaved(NotebookText.PASSPHRASE_MISSING)
        return _PreparedPerson(person, principal, DEMO_UNLOCK, {}, None)
    check_new_passphrase(passphrase, nickname)
    unlock = new_key()
    slots, code = new_slots(principal, unlock, passphrase)
    return _PreparedPerson(person, principal, unlock, slots, code)


def _insert_person(
    connection: Connection, ready: _PreparedPerson, row: dict[str, object], ledger: Ledger, now: datetime
) -> None:
    principal = ready.principal
    refuse_taken_name(connection, principal.nickname)
    connection.execute(people.insert(), tenant_values(principal) | row)
    writer = Writer.unchecked(connection, principal, now, ledger)
    for kind, slot in ready.slots.items():
        put_slot(writer, kind, slot)
    save_consent(writer, KEEP_ANSWERS, ready.person.notice_sha256)
    writer.seal()


def _person_row(ready: _PreparedPerson, now: datetime, first: bool) -> dict[str, object]:
    keys = ready.principal.keys
    return {
        "person_id": ready.principal.person,
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
