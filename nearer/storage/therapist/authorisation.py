"""Which therapist asks, and which people ever let them in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_key
from nearer.storage.database.schema import people
from nearer.storage.errors import EntryBroken, NotFound
from nearer.storage.therapist.schema import connections, therapists

_ASKING = select(therapists).where(
    therapists.c.clinic_id == bindparam("clinic"),
    therapists.c.therapist_id == bindparam("person"),
    therapists.c.public_key == bindparam("public"),
    therapists.c.revoked.is_(None),
)
_CONNECTED = (
    select(connections, people.c.nickname, people.c.role, people.c.first, people.c.zone)
    .join(
        people,
        and_(
            people.c.clinic_id == connections.c.clinic_id,
            people.c.couple_id == connections.c.couple_id,
            people.c.person_id == connections.c.person_id,
        ),
    )
    .where(connections.c.clinic_id == bindparam("clinic"), connections.c.therapist_id == bindparam("person"))
    .order_by(connections.c.since)
)
_OF_COUPLE = _CONNECTED.where(connections.c.couple_id == bindparam("couple"))


def therapist_values(therapist: Therapist) -> dict[str, Any]:
    """The values for statements that bind `clinic` and, as `person`, who reads."""
    return {"clinic": therapist.clinic, "person": therapist.therapist}


def find_therapist(connection: Connection, therapist: Therapist) -> Row[Any]:
    """The row of who is asking; NotFound for one who is revoked, unknown, or has other keys."""
    row = connection.execute(_ASKING, therapist_values(therapist) | {"public": therapist.keys.public}).one_or_none()
    if row is None:
        raise NotFound
    return row


def read_connected_people(connection: Connection, therapist: Therapist) -> dict[UUID, Row[Any]]:
    """Everybody who ever connected, by person, each with their last connection; in the order they did."""
    return {row.person_id: row for row in connection.execute(_CONNECTED, therapist_values(therapist))}


def read_connected_couple(connection: Connection, therapist: Therapist, couple: UUID) -> dict[UUID, Row[Any]]:
    """Whoever of this couple ever connected; NotFound when nobody did, which is also what a guessed id says."""
    rows = connection.execute(_OF_COUPLE, therapist_values(therapist) | {"couple": couple}).all()
    if not rows:
        raise NotFound
    return {row.person_id: row for row in rows}


def open_own_key(therapist: Therapist, row: Row[Any]) -> bytes:
    """The key of what the therapist keeps for themselves, opened once."""
    key = therapist.drawer_keys.get(therapist.therapist)
    if key is None:
        try:
            key = therapist.drawer_keys[therapist.therapist] = open_key(row.sealed_own, therapist.keys)
        except SealBroken:
            raise EntryBroken(TherapistText.OWN_KEYS_CHANGED) from None
    return key
