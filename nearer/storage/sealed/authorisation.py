"""Who asks: the notebook hands out a Reader or a Writer only after it found the person whom a Principal stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlalchemy import Connection, CursorResult, Executable, Row, Table, and_, bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal
from nearer.privacy.seal import KeyPair
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


@dataclass(frozen=True, slots=True)
class Reader:
    """One consistent view of the notebook, as one person; `person` is their row. To be had by `Notebook.read_as`."""

    connection: Connection = field(repr=False)
    principal: Principal = field(repr=False)
    person: Row[Any] = field(repr=False)
    at: datetime | None = None

    @classmethod
    def of(cls, connection: Connection, principal: Principal, at: datetime | None = None) -> Self:
        """NotFound when this notebook does not know the person with these keys."""
        values = bind_values(principal) | {"public": principal.keys.public}
        row = connection.execute(_ASKING, values).one_or_none()
        if row is None:
            raise NotFound
        return cls(connection, principal, row, at)

    def execute(self, statement: Executable, **values: object) -> CursorResult[Any]:
        """With `clinic`, `couple` and `person` bound to who asks."""
        return self.connection.execute(statement, bind_values(self.principal) | values)

    def find_partner(self) -> Row[Any] | None:
        """The other one of the couple, or None while there is none."""
        return self.execute(_PARTNER).one_or_none()


class Writer(Reader):
    """All or nothing, as one person. To be had by `Notebook.write_as`, or without their private key by `for_owner`."""

    __slots__ = ()

    @classmethod
    def for_owner(cls, connection: Connection, row: Row[Any], at: datetime) -> Self:
        """For what has to be closed while its owner is not here; it opens nothing."""
        return cls(connection, make_principal(row, KeyPair(row.public_key, b"")), row, at)

    @property
    def now(self) -> datetime:
        assert self.at is not None, "what is dated is written with a moment"
        return self.at

    def insert(self, table: Table, **values: object) -> None:
        """A row of the person's own couple, whatever else `values` say."""
        self.connection.execute(table.insert(), values | tenant_values(self.principal))


def bind_values(principal: Principal) -> dict[str, Any]:
    """The values for statements that bind `clinic`, `couple` and `person`."""
    return {"clinic": principal.clinic, "couple": principal.couple, "person": principal.person}


def tenant_values(principal: Principal) -> dict[str, Any]:
    """The columns every new row begins with."""
    return {"clinic_id": principal.clinic, "couple_id": principal.couple}


def own_couple(table: Table) -> ColumnElement[bool]:
    """Only rows of the couple that is asking; binds `clinic` and `couple`."""
    return and_(table.c.clinic_id == bindparam("clinic"), table.c.couple_id == bindparam("couple"))


def make_principal(row: Row[Any], keys: KeyPair) -> Principal:
    return Principal(
        clinic=row.clinic_id,
        couple=row.couple_id,
        person=row.person_id,
        nickname=row.nickname,
        role=Role(row.role),
        zone=row.zone,
        keys=keys,
    )
