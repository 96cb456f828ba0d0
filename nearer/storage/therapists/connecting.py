"""Connecting: a therapist's code, the key that is compared face to face, and the end of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select

from nearer import privacy
from nearer.privacy import Principal, Therapist
from nearer.storage.asking import find_person, tenant
from nearer.storage.connections import reading, writing
from nearer.storage.errors import CodeRefused, KeyChanged, NotSaved
from nearer.storage.ids import new_id
from nearer.storage.invitations import hashed_code
from nearer.storage.notebook import Notebook
from nearer.storage.schema import consents
from nearer.storage.therapists.asking import find_therapist, therapist_asked
from nearer.storage.therapists.connected import is_as_compared, last_connection, mark_of
from nearer.storage.therapists.ending import end_for
from nearer.storage.therapists.tables import connections, therapist_codes, therapists

CODE_OPEN_FOR = timedelta(days=7)
SHARE_WITH_THERAPIST = "share with therapist"

_own = and_(therapist_codes.c.clinic_id == bindparam("clinic"), therapist_codes.c.therapist_id == bindparam("person"))
_UNTIL = select(therapist_codes.c.until).where(_own)
_DROP = therapist_codes.delete().where(_own)
_OF_CODE = (
    select(therapists, therapist_codes.c.until)
    .join(
        therapist_codes,
        and_(
            therapist_codes.c.clinic_id == therapists.c.clinic_id,
            therapist_codes.c.therapist_id == therapists.c.therapist_id,
        ),
    )
    .where(
        therapist_codes.c.clinic_id == bindparam("clinic"),
        therapist_codes.c.code_sha256 == bindparam("code_sha256"),
        therapists.c.revoked.is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class Offered:
    """Whom a code leads to: `words` are the key's fingerprint, to be compared face to face."""

    name: str
    public: bytes
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The code with the key that was compared, and the text that was agreed to, by its hash and version."""

    code: str
    public: bytes
    notice_sha256: str
    notice_version: str = "1"


@dataclass(frozen=True, slots=True)
class OwnTherapist:
    """Whom the asking person connected with last. `as_compared` is False once the key is another one."""

    name: str
    words: tuple[str, ...]
    since: datetime
    ended: datetime | None
    as_compared: bool


def new_therapist_code(notebook: Notebook, therapist: Therapist, now: datetime) -> str:
    """A code for seven days and for as many people as use it, in place of the one before."""
    code = privacy.new_invitation_code()
    where = therapist_asked(therapist)
    row = {"clinic_id": therapist.clinic, "therapist_id": therapist.therapist, "until": now + CODE_OPEN_FOR}
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        connection.execute(_DROP, where)
        connection.execute(therapist_codes.insert(), row | {"code_sha256": hashed_code(code)})
    return code


def open_therapist_code(notebook: Notebook, therapist: Therapist, now: datetime) -> datetime | None:
    """Until when the therapist's code is open, or None."""
    with reading(notebook.engine) as connection:
        find_therapist(connection, therapist)
        until = connection.execute(_UNTIL, therapist_asked(therapist)).scalar_one_or_none()
    return until if until is not None and now < until else None


def offered_by(notebook: Notebook, principal: Principal, code: str, now: datetime) -> Offered:
    """Whom a code leads to; nobody learns of the look. CodeRefused for one that is not open."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        row = _of_code(connection, principal, code, now)
    return Offered(row.name, row.public_key, privacy.fingerprint(row.public_key))


def connect(notebook: Notebook, principal: Principal, meeting: Meeting, now: datetime) -> None:
    """Let the therapist be chosen as a reader; nothing can be read by it yet.

    CodeRefused, KeyChanged when the key is no longer the compared one, NotSaved while another therapist is connected.
    """
    with writing(notebook.engine) as connection:
        person = find_person(connection, principal)
        row = _of_code(connection, principal, meeting.code, now)
        if row.public_key != meeting.public:
            raise KeyChanged
        before = last_connection(connection, principal)
        if before is not None and before.ended is None:
            if (before.therapist_id, before.public_key) == (row.therapist_id, row.public_key):
                return
            raise NotSaved("Another therapist is connected with you. Please end that connection first.")
        consent = new_id(now)
        notice = {"notice_sha256": meeting.notice_sha256, "notice_version": meeting.notice_version}
        agreed = {"consent_id": consent, "person_id": principal.person, "purpose": SHARE_WITH_THERAPIST, "given": now}
        connection.execute(consents.insert(), tenant(principal) | agreed | notice | {"language": person.language})
        new = {"connection_id": new_id(now), "consent_id": consent, "since": now}
        connection.execute(connections.insert(), _row(principal, row) | new)


def own_therapist(notebook: Notebook, principal: Principal) -> OwnTherapist | None:
    """The therapist the asking person connected with last, ended or not; None when there never was one."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        row = last_connection(connection, principal)
    if row is None:
        return None
    words = privacy.fingerprint(row.public_key)
    return OwnTherapist(row.name, words, row.since, row.ended, is_as_compared(principal, row))


def end_connection(notebook: Notebook, principal: Principal, now: datetime) -> None:
    """Close everything to the therapist at once; ending twice changes nothing."""
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        end_for(connection, principal, now)


def _of_code(connection: Connection, principal: Principal, code: str, now: datetime) -> Row[Any]:
    wanted = {"clinic": principal.clinic, "code_sha256": hashed_code(code)}
    row = connection.execute(_OF_CODE, wanted).one_or_none()
    if row is None or now >= row.until:
        raise CodeRefused
    return row


def _row(principal: Principal, therapist: Row[Any]) -> dict[str, Any]:
    public = therapist.public_key
    return tenant(principal) | {
        "person_id": principal.person,
        "therapist_id": therapist.therapist_id,
        "public_key": public,
        "mark": mark_of(principal, therapist.therapist_id.hex, public),
    }
