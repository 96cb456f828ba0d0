"""A person's connection with a therapist: the therapist's code, the key compared face to face, and the end of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from nearer.database.row_errors import NotSaved
from nearer.database.schema import matches, new_id
from nearer.database.therapist_schema import (
    assignments,
    chosen_people,
    connections,
    scored_weeks,
    therapist_codes,
    therapist_keys,
    therapists,
)
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.succession import PublicKeys
from nearer.privacy.typed_codes import new_invitation_code
from nearer.sealed.authorisation import Reader, Writer
from nearer.sealed.partners import hash_code
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.couple.invitations import find_open_code
from nearer.storage.couple.people import save_consent
from nearer.storage.couple.readers import compared_keys, end_connection_of, keys_now, read_connections
from nearer.storage.errors import CodeRefused, KeyChanged
from nearer.storage.notebook import Notebook

CODE_OPEN_FOR = timedelta(days=7)
SHARE_WITH_THERAPIST = "share with therapist"


@dataclass(frozen=True, slots=True)
class TherapistOffer:
    """The therapist to whom a code leads; the words of their keys are compared face to face."""

    code: str = field(repr=False)
    reader: str
    name: str
    keys: PublicKeys

    @classmethod
    def of(cls, row: Row[Any], code: str) -> TherapistOffer:
        """The offer in a row of `therapists`, and the code that led to it as it was typed."""
        return cls(code, row.therapist_id.hex, row.name, PublicKeys.of_bytes(row.public_key, row.signing_key))


@dataclass(frozen=True, slots=True)
class KeyComparison:
    """The code with the keys that were compared, and the text that was agreed to, by its hash."""

    code: str
    keys: PublicKeys
    notice_sha256: str


@dataclass(frozen=True, slots=True)
class OwnTherapist:
    """A therapist with whom the person connected, by their name in audiences as `reader`.

    `as_compared` is False once the key is another one; a cover reads `until` this moment (aware UTC) and no longer.
    """

    reader: str
    name: str
    words: tuple[str, ...]
    since: datetime
    ended: datetime | None
    as_compared: bool
    until: datetime | None

    def ended_by(self, now: datetime) -> datetime | None:
        """When it ended, where that was before `now`."""
        return self.ended or (self.until if self.until is not None and self.until <= now else None)


def create_therapist_code(notebook: Notebook, therapist: Therapist, now: datetime) -> str:
    """A code that is open for seven days to any number of people, in place of the one before."""
    code = new_invitation_code()
    with notebook.write_as_therapist(therapist) as writer:
        writer.delete(therapist_codes)
        writer.insert(therapist_codes, code_sha256=hash_code(code), until=now + CODE_OPEN_FOR)
    return code


def read_open_code(notebook: Notebook, therapist: Therapist, now: datetime) -> datetime | None:
    """Until when the therapist's code is open (aware UTC), or None."""
    with notebook.read_as_therapist(therapist) as reader:
        until = reader.execute(select(therapist_codes.c.until).where(reader.own(therapist_codes))).scalar_one_or_none()
    return until if until is not None and now < until else None


def read_therapist_offer(notebook: Notebook, principal: Principal, code: str, now: datetime) -> TherapistOffer:
    """The therapist to whom a code leads, who learns nothing of it. CodeRefused for a code that is not open."""
    with notebook.read_as(principal) as reader:
        row = find_therapist_of_code(reader, code, now)
    return TherapistOffer.of(row, code)


def save_connection(notebook: Notebook, principal: Principal, meeting: KeyComparison, now: datetime) -> None:
    """Let the therapist be chosen as a reader; nothing can be read by it yet.

    CodeRefused, KeyChanged when the key is no longer the compared one, NotSaved while they are connected with another.
    """
    with notebook.write_as(principal, now) as writer:
        row = find_therapist_of_code(writer, meeting.code, now)
        if PublicKeys.of_bytes(row.public_key, row.signing_key) != meeting.keys:
            raise KeyChanged
        before = read_connections(writer).get(row.therapist_id.hex)
        if before is not None and before.ended is None:
            if compared_keys(before) == meeting.keys:
                return
            raise NotSaved(TherapistText.ANOTHER_KEY, name=row.name)
        writer.insert(
            connections,
            connection_id=new_id(now),
            person_id=principal.id,
            therapist_id=row.therapist_id,
            public_key=row.public_key,
            signing_key=row.signing_key,
            consent_id=save_consent(writer, SHARE_WITH_THERAPIST, meeting.notice_sha256),
            since=now,
        )


def read_own_therapists(notebook: Notebook, principal: Principal) -> tuple[OwnTherapist, ...]:
    """Every therapist the asking person ever connected with, in that order, by the last connection, ended or not."""
    with notebook.read_as(principal) as reader:
        rows = read_connections(reader)
    return tuple(
        OwnTherapist(
            name,
            row.name,
            compared_keys(row).words,
            row.since,
            row.ended,
            as_compared=compared_keys(row) == keys_now(row),
            until=row.until,
        )
        for name, row in rows.items()
    )


def end_connection(notebook: Notebook, principal: Principal, reader: str, now: datetime) -> None:
    """Close everything to one therapist at once; others read on. Ending twice changes nothing, nor does a stranger."""
    with notebook.write_as(principal, now) as writer:
        row = read_connections(writer).get(reader)
        if row is not None:
            end_connection_of(writer, row)


def find_therapist_of_code(reader: Reader | TherapistReader, code: str, now: datetime) -> Row[Any]:
    """The row of the therapist to whom an open code leads."""
    row = find_open_code(reader.connection, therapist_codes, code, now)
    account = matches(
        therapists, clinic_id=row.clinic_id, therapist_id=row.therapist_id, kind=Therapist.kind, revoked=None
    )
    statement = select(therapists).where(account)
    if isinstance(reader, Writer):  # whoever ends the account meanwhile waits, or has ended it already
        statement = statement.with_for_update(read=True, key_share=True)
    therapist = reader.execute(statement).one_or_none()
    if therapist is None:
        raise CodeRefused
    return therapist


def end_everything(connection: Connection, therapist: Row[Any]) -> None:
    """Nobody's keys are this therapist's any more, nothing is asked, and their code leads nowhere.

    Each person closes to them with their own next save (nearer/storage/couple/readers.py).
    """
    clinic = therapist.clinic_id
    account = matches(therapists, clinic_id=clinic, therapist_id=therapist.therapist_id)
    connection.execute(
        select(therapists.c.therapist_id).where(account).with_for_update()
    ).all()  # nobody seals for them
    of_theirs = select(connections.c.person_id).where(
        matches(connections, clinic_id=clinic, therapist_id=therapist.therapist_id, ended=None)
    )
    for table, column in (
        (therapist_keys, "reader_id"),
        (assignments, "therapist_id"),
        (chosen_people, "therapist_id"),
        (therapist_codes, "therapist_id"),
    ):
        connection.execute(table.delete().where(matches(table, clinic_id=clinic, **{column: therapist.therapist_id})))
    read = select(therapist_keys.c.drawer_id).where(matches(therapist_keys, clinic_id=clinic))
    unread = scored_weeks.c.drawer_id.not_in(read.where(therapist_keys.c.owner_id.in_(of_theirs)))
    connection.execute(
        scored_weeks.delete().where(
            matches(scored_weeks, clinic_id=clinic), scored_weeks.c.owner_id.in_(of_theirs), unread
        )
    )
