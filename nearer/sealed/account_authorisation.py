"""Which of the clinic's accounts reads or writes what is its own: passphrase, second factor, settings.

The same for a therapist and for a manager; what people let a therapist read is in
nearer/sealed/therapist_authorisation.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, Row, Table, func, select

from nearer.database.row_errors import ChangedOutside, NotFound
from nearer.database.schema import matches
from nearer.database.scope import Scope
from nearer.database.therapist_schema import connections, therapists
from nearer.database.write_watch import WriteWatch
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import ClinicAccount, Manager
from nearer.sealed.authorisation import check_schema_unchanged
from nearer.sealed.dated_writer import DatedWriter
from nearer.sealed.therapist_ledger import has_ledger, read_therapist_ledger, write_therapist_ledger

# The first end of a cover that nobody has written down, so that only then anything more is asked.
_FIRST_END = (
    select(func.min(connections.c.until))
    .where(
        connections.c.clinic_id == therapists.c.clinic_id,
        connections.c.therapist_id == therapists.c.therapist_id,
        connections.c.ended.is_(None),
    )
    .scalar_subquery()
    .label("first_end")
)


@dataclass(frozen=True, slots=True)
class AccountReader:
    """One consistent view, as whoever has an account; `row` is theirs in `therapists`. By `Notebook.read_as_account`.

    With `couple` only of this one, of what is about couples.
    """

    connection: Connection = field(repr=False)
    account: ClinicAccount = field(repr=False)
    row: Row[Any] = field(repr=False)
    at: datetime | None = None
    ledger: Ledger = field(default_factory=Ledger, repr=False)
    changed: set[Any] = field(default_factory=set, repr=False)
    couple: UUID | None = None

    @classmethod
    def of(cls, connection: Connection, account: ClinicAccount, writes: WriteWatch, at: datetime | None = None) -> Self:
        """NotFound for one who is revoked, unknown, of another kind, or has other keys; ChangedOutside for changed
        rows."""
        row = cls.find_account(connection, account)
        compare = not writes.is_compared(connection, account.id)
        if compare and not writes.is_schema_compared():
            check_schema_unchanged(connection)
        ledger = read_therapist_ledger(connection, account, compare)
        writes.compared(account.id)
        return cls(connection, account, row, at, ledger)

    @classmethod
    def find_account(cls, connection: Connection, account: ClinicAccount) -> Row[Any]:
        """The row of the account; NotFound and ChangedOutside as above."""
        same = matches(
            therapists,
            clinic_id=account.clinic,
            therapist_id=account.id,
            kind=account.kind,
            revoked=None,
        )
        row = connection.execute(select(therapists, _FIRST_END).where(same)).one_or_none()
        if row is None:
            raise NotFound
        if row.public_key != account.keys.public:
            raise ChangedOutside(ChangeText.THERAPIST_ACCOUNT) if has_ledger(connection, account) else NotFound
        return row

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run a statement that is limited to the account by `own` or to its clinic by `of_clinic`."""
        return self.connection.execute(statement)

    def own(self, table: Table, **values: object) -> ColumnElement[bool]:
        """The condition that a row is of this account, and has these values in the columns of their names."""
        return self.of_clinic(table, therapist_id=self.account.id, **values)

    def of_clinic(self, table: Table, **values: object) -> ColumnElement[bool]:
        """The condition that a row belongs to the account's clinic, and has these values in the columns of their
        names."""
        couple = {"couple_id": self.couple} if self.couple is not None and "couple_id" in table.c else {}
        return matches(table, clinic_id=self.account.clinic, **(couple | values))


class AccountWriter(DatedWriter, AccountReader):
    """All or nothing, as whoever has an account. To be had by `Notebook.write_as_account`."""

    __slots__ = ()

    @classmethod
    def unchecked(cls, connection: Connection, account: ClinicAccount, at: datetime) -> Self:
        """For somebody new, whose ledger is not written yet."""
        return cls(connection, account, cls.find_account(connection, account), at)

    def hold_account(self) -> None:
        """Nobody ends this account before what is written here is committed; NotFound where somebody just has."""
        still = select(therapists.c.therapist_id).where(self.own(therapists, revoked=None))
        if self.connection.execute(still.with_for_update(read=True)).first() is None:
            raise NotFound

    def seal(self) -> None:
        """Write the ledger that goes with the rows of the account as they are now."""
        write_therapist_ledger(
            self.connection, self.account, self.ledger, self.changed if self.ledger.version else None
        )

    def insert(self, table: Table, **values: object) -> None:
        """Write a row of the account's own, whatever account `values` name."""
        own = {"clinic_id": self.account.clinic, "therapist_id": self.account.id}
        self.changed.add(table)
        self.connection.execute(table.insert(), values | own)

    def delete(self, table: Table, **values: object) -> bool:
        """Delete the account's own rows that have these values in these columns; whether there were any."""
        return self.execute(table.delete().where(self.own(table, **values))).rowcount > 0


def scope_of_account(account: ClinicAccount) -> Scope:
    """The scope of a transaction about their rows: a therapist's with the couples that ever connected with them."""
    return Scope(account.clinic, therapist=account.id, manager=isinstance(account, Manager))
