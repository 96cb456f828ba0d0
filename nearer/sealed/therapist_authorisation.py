"""Which therapist reads or writes, and which people ever connected with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, Row, Table, UpdateBase, func, select

from nearer.database.row_errors import ChangedOutside, EntryBroken, NotFound
from nearer.database.schema import matches, people
from nearer.database.scope import Scope
from nearer.database.therapist_schema import connections, therapists
from nearer.database.write_watch import WriteWatch
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.ledger import Ledger
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_key
from nearer.privacy.succession import PublicKeys, follows
from nearer.sealed.authorisation import check_unchanged
from nearer.sealed.partners import keys_in
from nearer.sealed.therapist_ledger import read_therapist_ledger, write_therapist_ledger

OWN_KEY = b"therapist's own key"  # what the key of their own records is about
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
_CONNECTED = (
    select(
        connections,
        *(people.c[name] for name in ("nickname", "role", "first", "zone", "succession")),
        people.c.public_key.label("key"),
        people.c.signing_key.label("signing"),
    )
    .join(people)
    .order_by(connections.c.since)
)


@dataclass(frozen=True, slots=True)
class TherapistReader:
    """One consistent view, as a therapist; `account` is their row. To be had by `Notebook.read_as_therapist`."""

    connection: Connection = field(repr=False)
    therapist: Therapist = field(repr=False)
    account: Row[Any] = field(repr=False)
    at: datetime | None = None
    ledger: Ledger = field(default_factory=Ledger, repr=False)
    changed: set[Any] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, connection: Connection, therapist: Therapist, writes: WriteWatch, at: datetime | None = None) -> Self:
        """NotFound for one who is revoked, unknown, or has other keys; ChangedOutside for changed rows."""
        row = cls.find_account(connection, therapist)
        compare = not writes.is_compared(connection, therapist.therapist)
        if compare and not writes.is_schema_compared():
            check_unchanged(connection)
        ledger = read_therapist_ledger(connection, therapist, compare)
        writes.compared(therapist.therapist)
        return cls(connection, therapist, row, at, ledger)

    @classmethod
    def find_account(cls, connection: Connection, therapist: Therapist) -> Row[Any]:
        """The therapist's row; NotFound as above."""
        same = matches(
            therapists,
            clinic_id=therapist.clinic,
            therapist_id=therapist.therapist,
            public_key=therapist.keys.public,
            revoked=None,
        )
        row = connection.execute(select(therapists, _FIRST_END).where(same)).one_or_none()
        if row is None:
            raise NotFound
        return row

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """Run a statement that is limited to the therapist by `own` or to their clinic by `of_clinic`."""
        return self.connection.execute(statement)

    def own(self, table: Table, **values: object) -> ColumnElement[bool]:
        """That a row is the therapist's own, and has these values in the columns of their names."""
        return self.of_clinic(table, therapist_id=self.therapist.therapist, **values)

    def of_clinic(self, table: Table, **values: object) -> ColumnElement[bool]:
        """That a row belongs to the therapist's clinic, and has these values in the columns of their names."""
        return matches(table, clinic_id=self.therapist.clinic, **values)

    def read_people(self) -> dict[UUID, Row[Any]]:
        """Everybody who ever connected, by person, each with their last connection; in the order they did."""
        return {row.person_id: self._known(row) for row in self.execute(_CONNECTED.where(self.own(connections)))}

    def read_couple(self, couple: UUID) -> dict[UUID, Row[Any]]:
        """Whoever of this couple ever connected; NotFound when nobody did, which is also what a guessed id says."""
        rows = self.execute(_CONNECTED.where(self.own(connections, couple_id=couple))).all()
        if not rows:
            raise NotFound
        return {row.person_id: self._known(row) for row in rows}

    def _known(self, row: Row[Any]) -> Row[Any]:
        """The row of a person with the keys that they connected with, or that follow from them; else ChangedOutside."""
        now = keys_in(row.key, row.signing)
        pinned = self.ledger.pins.setdefault(row.connection_id.hex, f"{now.public} {now.signing}")
        if not now.public or not follows(row.succession, row.person_id.hex, PublicKeys(*pinned.split()), now):
            raise ChangedOutside(ChangeText.CLIENT_KEYS, name=row.nickname)
        self.therapist.trusted[row.person_id] = row.key
        return row

    def ended(self, row: Row[Any]) -> datetime | None:
        """When the connection of this row ended; a cover ends by itself."""
        ended: datetime | None = row.ended
        over = row.until is not None and self.at is not None and row.until <= self.at
        return row.until if ended is None and over else ended

    def has_new_keys(self, row: Row[Any]) -> bool:
        """Whether this person, as `read_people` has them, took other keys since they connected."""
        now = keys_in(row.key, row.signing)
        return self.ledger.pins[row.connection_id.hex] != f"{now.public} {now.signing}"

    @property
    def own_key(self) -> bytes:
        """The key (32 bytes) of what only the therapist reads. EntryBroken when it was changed outside Nearer."""
        key = self.therapist.drawer_keys.get(self.therapist.therapist)
        if key is None:
            try:
                keys = self.therapist.keys
                key = open_key(self.account.sealed_own, keys, keys.public, OWN_KEY)
            except SealBroken:
                raise EntryBroken(TherapistText.OWN_KEYS_CHANGED) from None
            self.therapist.drawer_keys[self.therapist.therapist] = key
        return key


class TherapistWriter(TherapistReader):
    """All or nothing, as a therapist. To be had by `Notebook.write_as_therapist`."""

    __slots__ = ()

    @property
    def now(self) -> datetime:
        """The moment (aware UTC) that everything written here is dated with."""
        assert self.at is not None, "what is dated is written with a moment"
        return self.at

    @classmethod
    def unchecked(cls, connection: Connection, therapist: Therapist, at: datetime) -> Self:
        """For somebody new, whose ledger is not written yet."""
        return cls(connection, therapist, cls.find_account(connection, therapist), at)

    def seal(self) -> None:
        """Write the ledger that goes with the therapist's rows as they are now."""
        write_therapist_ledger(
            self.connection, self.therapist, self.ledger, self.changed if self.ledger.count else None
        )

    def insert(self, table: Table, **values: object) -> None:
        """Write a row of the therapist's own, whatever therapist `values` name."""
        own = {"clinic_id": self.therapist.clinic, "therapist_id": self.therapist.therapist}
        self.changed.add(table)
        self.connection.execute(table.insert(), values | own)

    def delete(self, table: Table, **values: object) -> bool:
        """Delete the therapist's own rows that have these values in these columns; whether there were any."""
        return self.execute(table.delete().where(self.own(table, **values))).rowcount > 0

    def execute(self, statement: Executable) -> CursorResult[Any]:
        """As a reader's; what is written has another digest afterwards."""
        if isinstance(statement, UpdateBase):
            self.changed.add(statement.table)
        return self.connection.execute(statement)


def scope_of_therapist(therapist: Therapist) -> Scope:
    """That a transaction is about their rows, and about the couples that ever connected with them."""
    return Scope(therapist.clinic, therapist=therapist.therapist)
