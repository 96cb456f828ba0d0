"""Ending: a person lets a therapist in no longer, or the clinic ends an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from nearer.privacy.principal import Principal
from nearer.privacy.seal import KeyPair
from nearer.storage.couple.credentials import make_principal
from nearer.storage.couple.sharing import close_to
from nearer.storage.database.schema import consents, people
from nearer.storage.sealed.authorisation import bind_values, own_couple
from nearer.storage.therapist.compared_keys import last_connection
from nearer.storage.therapist.schema import assignments, connections, scored_weeks, therapist_codes

_END = (
    update(connections)
    .where(own_couple(connections), connections.c.connection_id == bindparam("which"))
    .values(ended=bindparam("at"))
)
_WITHDRAW = (
    update(consents)
    .where(own_couple(consents), consents.c.consent_id == bindparam("which"))
    .values(withdrawn=bindparam("at"))
)
_DROP_WEEKS = scored_weeks.delete().where(own_couple(scored_weeks), scored_weeks.c.owner_id == bindparam("person"))
_DROP_ASKED = assignments.delete().where(own_couple(assignments), assignments.c.person_id == bindparam("person"))
_LETTING_IN = (
    select(people)
    .join(
        connections,
        and_(
            connections.c.clinic_id == people.c.clinic_id,
            connections.c.couple_id == people.c.couple_id,
            connections.c.person_id == people.c.person_id,
        ),
    )
    .where(
        connections.c.clinic_id == bindparam("clinic"),
        connections.c.therapist_id == bindparam("person"),
        connections.c.ended.is_(None),
    )
)
_DROP_CODE = therapist_codes.delete().where(
    therapist_codes.c.clinic_id == bindparam("clinic"), therapist_codes.c.therapist_id == bindparam("person")
)


def end_connection_of(connection: Connection, owner: Principal, now: datetime) -> None:
    """Close everything of one person to their therapist, ask nothing any more, and write down the date.

    Needs no private key.
    """
    row = last_connection(connection, owner)
    if row is None or row.ended is not None:
        return
    close_to(connection, owner, "therapist", now)
    for drop in (_DROP_WEEKS, _DROP_ASKED):
        connection.execute(drop, bind_values(owner))
    connection.execute(_END, bind_values(owner) | {"which": row.connection_id, "at": now})
    connection.execute(_WITHDRAW, bind_values(owner) | {"which": row.consent_id, "at": now})


def end_everything(connection: Connection, therapist: Row[Any], now: datetime) -> None:
    """Nobody lets this therapist in any more, and their code leads nowhere."""
    where = {"clinic": therapist.clinic_id, "person": therapist.therapist_id}
    for row in connection.execute(_LETTING_IN, where).all():
        end_connection_of(connection, make_principal(row, KeyPair(row.public_key, b"")), now)
    connection.execute(_DROP_CODE, where)
