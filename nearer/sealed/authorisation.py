"""Who asks: the notebook hands out a Reader or a Writer only after it found the person whom a Principal stands for.

And only after their rows are what their ledger says, and their partner is whom they know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Executable,
    Insert,
    Result,
    Row,
    Select,
    Table,
    Update,
)

from nearer.database.engines import is_as_expected
from nearer.database.row_errors import ChangedOutside, NotFound
from nearer.database.schema import matches, people
from nearer.database.scope import Scope
from nearer.database.write_watch import WriteWatch
from nearer.domain.roles_and_audiences import Role
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import Principal
from nearer.privacy.seal import KeyPair
from nearer.sealed.dated_writer import DatedWriter
from nearer.sealed.partners import WITH_INVITATION, check_invitation, find_trusted_partner, has_new_keys
from nearer.sealed.person_ledger import opens_ledger, read_ledger, write_ledger
from nearer.statements.bound_values import bind_values, matches_bound
from nearer.statements.ready_statements import read_rows, write_rows

OF_COUPLE = ("clinic_id", "couple_id")
OWN = (*OF_COUPLE, "owner_id")  # the columns that say whose a row is, for `matches_bound`
_COUPLE = WITH_INVITATION.where(matches_bound(people, *OF_COUPLE))


@dataclass(frozen=True, slots=True)
class Reader:
    """One consistent view of the notebook, as one person; `person` is their row. To be had by `Notebook.read_as`."""

    connection: Connection = field(repr=False)
    principal: Principal = field(repr=False)
    person: Row[Any] = field(repr=False)
    at: datetime | None = None
    ledger: Ledger = field(default_factory=Ledger, repr=False)
    partner: Row[Any] | None = field(default=None, repr=False)
    changed: set[Any] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, connection: Connection, principal: Principal, writes: WriteWatch, at: datetime | None = None) -> Self:
        """NotFound when this notebook does not know the person with these keys, ChangedOutside for changed rows."""
        row, others = find_couple(connection, principal)
        compare = not writes.is_compared(connection, principal.id)
        if compare and not writes.is_schema_compared():
            check_schema_unchanged(connection)
        ledger = read_ledger(connection, principal, row, compare)
        if compare:
            check_invitation(row, ledger)
        partner = find_trusted_partner(others, ledger)
        writes.compared(principal.id)
        principal.trusted.clear()
        principal.trusted[principal.id] = principal.keys.public
        if partner is not None:
            principal.trusted[partner.person_id] = partner.public_key
            principal.seen_versions[partner.person_id] = partner.changes or 0
        return cls(connection, principal, row, at, ledger, partner)

    @property
    def partner_has_new_keys(self) -> bool:
        """Whether the partner took other keys, which nobody compared yet: nothing is sealed to these."""
        pinned = self.ledger.partner
        return self.partner is not None and pinned is not None and has_new_keys(self.partner, pinned)

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run a statement that is limited to the asking person by `own` or `of_couple`."""
        return self.connection.execute(statement)

    def run(self, statement: Select[Any], **values: str | UUID) -> Result[Any]:
        """Run a query that was made once, limited to the asking person by `OWN` or `OF_COUPLE`, with these values.

        None of these can be another person's. Making a statement anew takes longer than SQLite takes to answer it.
        """
        return read_rows(self.connection, statement, self._bound(values))

    def _bound(self, values: Mapping[str, str | UUID]) -> dict[str, object]:
        person = self.principal.id
        return bind_values({**values, **tenant_values(self.principal), "owner_id": person, "person_id": person})

    def own(self, table: Table, **values: object) -> ColumnElement[bool]:
        """The condition that a row belongs to the person who asks, and has these values in the columns of their
        names."""
        column = "owner_id" if "owner_id" in table.c else "person_id"
        return self.of_couple(table, **{column: self.principal.id}, **values)

    def of_couple(self, table: Table, **values: object) -> ColumnElement[bool]:
        """The condition that a row belongs to the couple of the person who asks, and has these values in these
        columns."""
        return matches(table, **tenant_values(self.principal), **values)


class Writer(DatedWriter, Reader):
    """All or nothing, as one person. To be had by `Notebook.write_as`."""

    __slots__ = ()

    @classmethod
    def unchecked(cls, connection: Connection, principal: Principal, at: datetime, ledger: Ledger) -> Self:
        """For somebody new, whose ledger is not written yet, and for somebody who deletes everything."""
        principal.trusted[principal.id] = principal.keys.public
        return cls(connection, principal, find_couple(connection, principal).own, at, ledger)

    def seal(self) -> None:
        """Write the ledger that goes with the person's rows as they are now."""
        write_ledger(self.connection, self.principal, self.ledger, self.changed if self.ledger.version else None)

    def insert(self, table: Table, **values: object) -> None:
        """Write a row of the person's own couple, whatever couple `values` name."""
        self.insert_all(table, [values])

    def insert_all(self, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
        """Write rows of the person's own couple, whatever couple they name."""
        if own := [dict(row) | tenant_values(self.principal) for row in rows]:
            self.changed.add(table)
            self.connection.execute(_insert(table), own)

    def update(self, table: Table, values: Mapping[str, object], **where: str | UUID) -> None:
        """Write these values into the person's own rows that have the values of `where`; the rows stay theirs."""
        self.changed.add(table)
        authorised = {name: value for name, value in values.items() if name not in OWN}
        write_rows(self.connection, _update(table, *where), authorised | self._bound(where))

    def delete(self, table: Table, **values: str | UUID) -> None:
        """The person's own rows that have these values in the columns of their names; none is no error."""
        self.changed.add(table)
        write_rows(self.connection, _delete(table, *values), self._bound(values))


@cache
def _insert(table: Table) -> Insert:
    return table.insert()


@cache
def _update(table: Table, *names: str) -> Update:
    return table.update().where(_is_own(table, *names))


@cache
def _delete(table: Table, *names: str) -> Delete:
    return table.delete().where(_is_own(table, *names))


def _is_own(table: Table, *names: str) -> ColumnElement[bool]:
    owner = "owner_id" if "owner_id" in table.c else "person_id"
    return matches_bound(table, *OF_COUPLE, owner, *names)


def check_schema_unchanged(connection: Connection) -> None:
    """ChangedOutside when a table was changed or anything added to the file since the notebook was opened."""
    if not is_as_expected(connection):
        raise ChangedOutside(ChangeText.SCHEMA)


class CoupleRows(NamedTuple):
    """The rows of `people` of one couple, each with what is sealed of the ledger: of who asks, and of the others."""

    own: Row[Any]
    others: list[Row[Any]]


def find_couple(connection: Connection, principal: Principal) -> CoupleRows:
    """The couple of this principal. NotFound when nobody in it has these keys, ChangedOutside for changed ones."""
    rows = read_rows(connection, _COUPLE, bind_values(tenant_values(principal))).all()
    own = next((row for row in rows if row.person_id == principal.id), None)
    if own is None:
        raise NotFound
    if own.public_key != principal.keys.public:
        raise ChangedOutside(ChangeText.PERSON) if opens_ledger(principal, principal.id, own) else NotFound
    return CoupleRows(own, [row for row in rows if row.person_id != principal.id])


def tenant_values(principal: Principal) -> dict[str, Any]:
    """The columns that every row of a couple begins with."""
    return {"clinic_id": principal.clinic, "couple_id": principal.couple}


def scope_of(principal: Principal) -> Scope:
    """The scope of a transaction about the rows of their couple."""
    return Scope(principal.clinic, principal.couple)


def make_principal(row: Row[Any], keys: KeyPair) -> Principal:
    """The principal of a row of `people`, with the keys that their passphrase opened.

    Where role or time zone is none any more, whatever they read is refused by name.
    """
    return Principal(
        clinic=row.clinic_id,
        couple=row.couple_id,
        id=row.person_id,
        nickname=row.nickname,
        role=Role(row.role) if row.role in set(Role) else Role.SURVIVOR,
        zone=zone_or_utc(row.zone),
        keys=keys,
    )


def zone_or_utc(name: str) -> str:
    """A time zone as it stands in a row; UTC for what is none, so that who signs in is told by their ledger."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError, TypeError):
        return "UTC"
