"""Who asks: the notebook hands out a Reader or a Writer only after it found the person whom a Principal stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, Row, Table, bindparam, select

from nearer.domain.roles_and_audiences import Role
from nearer.privacy.principal import Principal
from nearer.privacy.seal import KeyPair
from nearer.storage.database.schema import matches, people
from nearer.storage.errors import NotFound

_PERSON = select(people).where(
    *(people.c[name] == bindparam(name) for name in ("clinic_id", "couple_id", "person_id", "public_key"))
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
        same = {"person_id": principal.person, "public_key": principal.keys.public}
        row = connection.execute(_PERSON, tenant_values(principal) | same).one_or_none()
        if row is None:
            raise NotFound
        return cls(connection, principal, row, at)

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run a statement that is limited to the asking person by `own` or `of_couple`."""
        return self.connection.execute(statement)

    def own(self, table: Table, **values: object) -> ColumnElement[bool]:
        """That a row belongs to the person who asks, and has these values in the columns of their names."""
        column = "owner_id" if "owner_id" in table.c else "person_id"
        return self.of_couple(table, **{column: self.principal.person}, **values)

    def of_couple(self, table: Table, **values: object) -> ColumnElement[bool]:
        """That a row belongs to the couple of the person who asks, and has these values in these columns."""
        return matches(table, **tenant_values(self.principal), **values)

    def find_partner(self) -> Row[Any] | None:
        """The row of the other person of the couple, or None while there is none."""
        partner = select(people).where(self.of_couple(people), people.c.person_id != self.principal.person)
        return self.execute(partner).one_or_none()


class Writer(Reader):
    """All or nothing, as one person. To be had by `Notebook.write_as`, or without their private key by `for_owner`."""

    __slots__ = ()

    @classmethod
    def for_owner(cls, connection: Connection, row: Row[Any], at: datetime) -> Self:
        """A writer for somebody who is not signed in, so that their drawers can be closed; it can open none."""
        return cls(connection, make_principal(row, KeyPair(row.public_key, b"")), row, at)

    @property
    def now(self) -> datetime:
        """The moment (aware UTC) that everything written here is dated with."""
        assert self.at is not None, "what is dated is written with a moment"
        return self.at

    def insert(self, table: Table, **values: object) -> None:
        """Write a row of the person's own couple, whatever couple `values` name."""
        self.connection.execute(table.insert(), values | tenant_values(self.principal))

    def delete(self, table: Table, **values: object) -> None:
        """The person's own rows that have these values in the columns of their names; none is no error."""
        self.connection.execute(table.delete().where(self.own(table, **values)))


def tenant_values(principal: Principal) -> dict[str, Any]:
    """The columns that every row of a couple begins with."""
    return {"clinic_id": principal.clinic, "couple_id": principal.couple}


def make_principal(row: Row[Any], keys: KeyPair) -> Principal:
    """The principal of a row of `people`, with the keys that their passphrase opened."""
    return Principal(
        clinic=row.clinic_id,
        couple=row.couple_id,
        person=row.person_id,
        nickname=row.nickname,
        role=Role(row.role),
        zone=row.zone,
        keys=keys,
    )
