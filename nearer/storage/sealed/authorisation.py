"""Who asks: every function of the notebook begins by finding the person the Principal stands for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from nearer.privacy.principal import Principal
from nearer.storage.database.schema import people
from nearer.storage.errors import NotFound

_ASKING = select(people).where(
    people.c.clinic_id == bindparam("clinic"),
    people.c.couple_id == bindparam("couple"),
    people.c.person_id == bindparam("person"),
    people.c.public_key == bindparam("public"),
)
_PARTNER = select(people).where(
    people.c.clinic_id == bindparam("clinic"),
    people.c.couple_id == bindparam("couple"),
    people.c.person_id != bindparam("person"),
)


def find_person(connection: Connection, principal: Principal) -> Row[Any]:
    """The row of who is asking; NotFound when this notebook does not know them with these keys."""
    row = connection.execute(_ASKING, bind_values(principal) | {"public": principal.keys.public}).one_or_none()
    if row is None:
        raise NotFound
    return row


def find_partner(connection: Connection, principal: Principal) -> Row[Any] | None:
    """The other one of the couple, or None while there is none."""
    return connection.execute(_PARTNER, bind_values(principal)).one_or_none()


def bind_values(principal: Principal) -> dict[str, Any]:
    """The values for statements that bind `clinic`, `couple` and `person`."""
    return {"clinic": principal.clinic, "couple": principal.couple, "person": principal.person}


def own_couple(table: Table) -> ColumnElement[bool]:
    """Only rows of the couple that is asking; binds `clinic` and `couple`."""
    return and_(table.c.clinic_id == bindparam("clinic"), table.c.couple_id == bindparam("couple"))


def tenant_values(principal: Principal) -> dict[str, Any]:
    """The columns every new row begins with."""
    return {"clinic_id": principal.clinic, "couple_id": principal.couple}
