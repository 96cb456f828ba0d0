"""Connecting: a therapist's code, the key that is compared face to face, and the end of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.fingerprint import fingerprint
from nearer.privacy.passphrases import new_invitation_code
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.invitations import hash_code
from nearer.storage.database.engines import reading, writing
from nearer.storage.database.schema import consents
from nearer.storage.database.uuids import new_id
from nearer.storage.errors import CodeRefused, KeyChanged, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader
from nearer.storage.therapist.authorisation import find_therapist, therapist_values
from nearer.storage.therapist.compared_keys import is_as_compared, last_connection, make_mark
from nearer.storage.therapist.connection_end import end_connection_of
from nearer.storage.therapist.schema import connections, therapist_codes, therapists

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
class TherapistOffer:
    """Whom a code leads to: `words` are the key's fingerprint, to be compared face to face."""

    name: str
    public: bytes
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyComparison:
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


def create_therapist_code(notebook: Notebook, therapist: Therapist, now: datetime) -> str:
    """A code for seven days and for as many people as use it, in place of the one before."""
    code = new_invitation_code()
    where = therapist_values(therapist)
    row = {"clinic_id": therapist.clinic, "therapist_id": therapist.therapist, "until": now + CODE_OPEN_FOR}
    with writing(notebook.engine) as connection:
        find_therapist(connection, therapist)
        connection.execute(_DROP, where)
        connection.execute(therapist_codes.insert(), row | {"code_sha256": hash_code(code)})
    return code


def read_open_code(notebook: Notebook, therapist: Therapist, now: datetime) -> datetime | None:
    """Until when the therapist's code is open, or None."""
    with reading(notebook.engine) as connection:
        find_therapist(connection, therapist)
        until = connection.execute(_UNTIL, therapist_values(therapist)).scalar_one_or_none()
    return until if until is not None and now < until else None


def read_therapist_offer(notebook: Notebook, principal: Principal, code: str, now: datetime) -> TherapistOffer:
    """Whom a code leads to; nobody learns of the look. CodeRefused for one that is not open."""
    with notebook.read_as(principal) as reader:
        row = _of_code(reader, code, now)
    return TherapistOffer(row.name, row.public_key, fingerprint(row.public_key))


def save_connection(notebook: Notebook, principal: Principal, meeting: KeyComparison, now: datetime) -> None:
    """Let the therapist be chosen as a reader; nothing can be read by it yet.

    CodeRefused, KeyChanged when the key is no longer the compared one, NotSaved while another therapist is connected.
    """
    with notebook.write_as(principal, now) as writer:
        row = _of_code(writer, meeting.code, now)
        if row.public_key != meeting.public:
            raise KeyChanged
        before = last_connection(writer)
        if before is not None and before.ended is None:
            if (before.therapist_id, before.public_key) == (row.therapist_id, row.public_key):
                return
            raise NotSaved(TherapistText.ANOTHER_THERAPIST)
        consent = new_id(now)
        notice = {"notice_sha256": meeting.notice_sha256, "notice_version": meeting.notice_version}
        agreed = {
            "consent_id": consent,
            "person_id": principal.person,
            "purpose": SHARE_WITH_THERAPIST,
            "agreed_at": now,
        }
        writer.insert(consents, **agreed, **notice, language=writer.person.language)
        new = {"connection_id": new_id(now), "consent_id": consent, "since": now}
        writer.insert(connections, **_row(principal, row), **new)


def read_own_therapist(notebook: Notebook, principal: Principal) -> OwnTherapist | None:
    """The therapist the asking person connected with last, ended or not; None when there never was one."""
    with notebook.read_as(principal) as reader:
        row = last_connection(reader)
    if row is None:
        return None
    words = fingerprint(row.public_key)
    return OwnTherapist(row.name, words, row.since, row.ended, is_as_compared(principal, row))


def end_connection(notebook: Notebook, principal: Principal, now: datetime) -> None:
    """Close everything to the therapist at once; ending twice changes nothing."""
    with notebook.write_as(principal, now) as writer:
        end_connection_of(writer)


def _of_code(reader: Reader, code: str, now: datetime) -> Row[Any]:
    row = reader.execute(_OF_CODE, code_sha256=hash_code(code)).one_or_none()
    if row is None or now >= row.until:
        raise CodeRefused
    return row


def _row(principal: Principal, therapist: Row[Any]) -> dict[str, Any]:
    public = therapist.public_key
    return {
        "person_id": principal.person,
        "therapist_id": therapist.therapist_id,
        "public_key": public,
        "mark": make_mark(principal, therapist.therapist_id.hex, public),
    }
