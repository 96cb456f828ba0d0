"""The therapist a person is connected with, and whether the key is still the one they compared."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import own_mark
from nearer.storage.errors import KeyChanged, NotSaved
from nearer.storage.sealed.authorisation import Reader
from nearer.storage.sealed.drawers import KeyRecipient
from nearer.storage.therapist.schema import connections, therapists

_LAST = (
    select(connections, therapists.c.name, therapists.c.revoked, therapists.c.public_key.label("key_now"))
    .join(therapists)
    .order_by(connections.c.since.desc(), connections.c.connection_id.desc())
    .limit(1)
)


def last_connection(reader: Reader) -> Row[Any] | None:
    """The newest connection of the person who asks, ended or not."""
    return reader.execute(_LAST.where(reader.own(connections))).one_or_none()


def find_connected_reader(reader: Reader) -> KeyRecipient | None:
    """The therapist who reads now, or None; for where no private key is at hand to check the mark."""
    row = last_connection(reader)
    if row is None or row.ended is not None or row.public_key != row.key_now:
        return None
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def find_compared_reader(reader: Reader) -> KeyRecipient:
    """The therapist with the key that was compared. NotSaved without one, KeyChanged for any other key."""
    row = last_connection(reader)
    if row is None or row.ended is not None:
        raise NotSaved(TherapistText.NO_THERAPIST)
    if not is_as_compared(reader.principal, row):
        raise KeyChanged
    return KeyRecipient(row.therapist_id, row.public_key, "therapist")


def is_as_compared(principal: Principal, row: Row[Any]) -> bool:
    """Whether the therapist's key is the one that this person compared; only the person's own key can tell."""
    expected = make_mark(principal, row.therapist_id.hex, row.public_key)
    return bool(row.mark == expected and row.public_key == row.key_now)


def make_mark(principal: Principal, therapist: str, public: bytes) -> bytes:
    """A MAC under the person's own key, 32 bytes, that binds the therapist's id and public key to the person."""
    where = f"{principal.clinic}|{principal.couple}|{principal.person}|{therapist}|"
    return own_mark(principal.keys, where.encode() + public)
