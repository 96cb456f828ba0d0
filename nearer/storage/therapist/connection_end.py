"""Ending: a person lets a therapist in no longer, or the clinic ends an account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from nearer.storage.couple.sharing import close_to
from nearer.storage.database.schema import consents, people
from nearer.storage.sealed.authorisation import Writer, own_couple
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


def end_connection_of(writer: Writer) -> None:
    """Close everything of one person to their therapist, ask nothing any more, and write down the date.

    Needs no private key.
    """
    row = last_connection(writer)
    if row is None or row.ended is not None:
        return
    close_to(writer, "therapist")
    for drop in (_DROP_WEEKS, _DROP_ASKED):
        writer.execute(drop)
    writer.execute(_END, which=row.connection_id, at=writer.now)
    writer.execute(_WITHDRAW, which=row.consent_id, at=writer.now)


def end_everything(connection: Connection, therapist: Row[Any], now: datetime) -> None:
    """Nobody lets this therapist in any more, and their code leads nowhere."""
    where = {"clinic": therapist.clinic_id, "person": therapist.therapist_id}
    for row in connection.execute(_LETTING_IN, where).all():
        end_connection_of(Writer.for_owner(connection, row, now))
    connection.execute(_DROP_CODE, where)
