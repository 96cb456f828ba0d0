"""People: starting a notebook alone, joining by invitation, and each person's settings."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, update

from nearer.database.engines import reading, serialised
from nearer.database.row_errors import NotSaved
from nearer.database.schema import consents, couples, invitations, matches, new_id, people
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import Principal
from nearer.sealed.authorisation import Writer, scope_of, tenant_values
from nearer.sealed.partners import make_joined
from nearer.sealed.signed_profiles import sign_profile
from nearer.storage.couple.credentials import (
    SignInOutcome,
    put_slot,
    refuse_taken_name,
)
from nearer.storage.couple.invitations import find_open_invitation, read_inviting_couple
from nearer.storage.couple.new_people import NewPerson, PreparedPerson, person_row, prepare_person
from nearer.storage.notebook import Notebook

MAX_IDLE_MINUTES = 60
NEVER_IDLE_MINUTES = 8 * 60  # every sign-in ends after eight hours (privacy/vault.py)
KEEP_ANSWERS = "keep my answers"
NOTICE_VERSION = "1"


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
    partner_has_new_keys: bool


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


def start_couple(notebook: Notebook, person: NewPerson, passphrase: str | None, now: datetime) -> SignInOutcome:
    """A couple of one, who can invite a partner or stay alone. NameTaken or NotSaved says what to change."""
    check_zone(person.zone)
    ready = prepare_person(notebook, person, passphrase, new_id(now), now)

    def write(connection: Connection) -> None:
        connection.execute(couples.insert(), tenant_values(ready.principal) | {"started": now})
        _insert_person(connection, ready, person_row(ready, now, first=True), Ledger(), now)

    serialised(notebook.engine, write, replace(scope_of(ready.principal), before_sign_in=True))
    return ready.outcome


def join_couple(
    notebook: Notebook, code: str, person: NewPerson, passphrase: str | None, now: datetime
) -> SignInOutcome:
    """The second person of a couple, by an open invitation, which is used up; nothing of the first becomes visible.

    InvitationRefused for a code that is not open; NameTaken or NotSaved says what to change.
    """
    couple = read_inviting_couple(notebook, code, now)
    check_zone(person.zone)
    ready = prepare_person(notebook, person, passphrase, couple, now)

    def write(connection: Connection) -> None:
        _couple, partner = find_open_invitation(connection, code, now)  # it can be used or run out while keys are made
        connection.execute(invitations.delete().where(matches(invitations, **tenant_values(ready.principal))))
        row = tenant_values(ready.principal) | person_row(ready, now, first=False)
        _insert_person(connection, ready, row | {"invited": make_joined(code, row)}, Ledger(partner=partner), now)

    serialised(notebook.engine, write, replace(scope_of(ready.principal), before_sign_in=True))
    return ready.outcome


def has_people(notebook: Notebook) -> bool:
    """Whether anybody has begun here."""
    with reading(notebook.engine) as connection:
        return connection.execute(select(people.c.person_id).limit(1)).first() is not None


def read_couple_members(notebook: Notebook, principal: Principal) -> CoupleMembers:
    """Both people of the couple, as the asking person sees them."""
    with notebook.read_as(principal) as reader:
        partner = reader.partner
    return CoupleMembers(
        _make_member(reader.person), None if partner is None else _make_member(partner), reader.partner_has_new_keys
    )


def read_settings(notebook: Notebook, principal: Principal) -> Settings:
    """The person's settings."""
    with notebook.read_as(principal) as reader:
        return settings_of(reader.person)


def save_settings(notebook: Notebook, principal: Principal, settings: Settings) -> None:
    """NotSaved with a sentence when a value is out of bounds."""
    check_settings(settings)
    with notebook.write_as(principal) as writer:
        values = asdict(settings)
        values["signature"] = sign_profile(principal.keys, {**writer.person._mapping, **values})
        writer.execute(update(people).where(writer.own(people)).values(values))


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
        person_id=writer.principal.id,
        purpose=purpose,
        notice_sha256=notice_sha256,
        notice_version=NOTICE_VERSION,
        language=writer.person.language,
        agreed_at=writer.now,
    )
    return consent


def _make_member(row: Row[Any]) -> Member:
    return Member(row.person_id, row.nickname, Role(row.role), row.first)


def _insert_person(
    connection: Connection, ready: PreparedPerson, row: dict[str, object], ledger: Ledger, now: datetime
) -> None:
    principal = ready.principal
    refuse_taken_name(connection, principal.nickname)
    connection.execute(people.insert(), tenant_values(principal) | row)
    writer = Writer.unchecked(connection, principal, now, ledger)
    for kind, slot in ready.slots.items():
        put_slot(writer, kind, slot)
    save_consent(writer, KEEP_ANSWERS, ready.person.notice_sha256)
    writer.seal()
