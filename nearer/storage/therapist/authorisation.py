"""Which therapist reads or writes, and which people ever connected with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, CursorResult, Executable, Row, Table, select

from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_key
from nearer.storage.database.schema import matches, people
from nearer.storage.errors import EntryBroken, NotFound
from nearer.storage.therapist.schema import connections, therapists

_CONNECTED = (
    select(connections, people.c.nickname, people.c.role, people.c.first, people.c.zone)
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

    @classmethod
    def of(cls, connection: Connection, therapist: Therapist, at: datetime | None = None) -> Self:
        """NotFound for one who is revoked, unknown, or has other keys."""
        same = matches(
            therapists,
            clinic_id=therapist.clinic,
            therapist_id=therapist.therapist,
            public_key=therapist.keys.public,
            revoked=None,
        )
        row = connection.execute(select(therapists).where(same)).one_or_none()
        if row is None:
            raise NotFound
        return cls(connection, therapist, row, at)

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
        return {row.person_id: row for row in self.execute(_CONNECTED.where(self.own(connections)))}

    def read_couple(self, couple: UUID) -> dict[UUID, Row[Any]]:
        """Whoever of this couple ever connected; NotFound when nobody did, which is also what a guessed id says."""
        rows = self.execute(_CONNECTED.where(self.own(connections, couple_id=couple))).all()
        if not rows:
            raise NotFound
        return {row.person_id: row for row in rows}

    @property
    def own_key(self) -> bytes:
        """The key (32 bytes) of what only the therapist reads. EntryBroken when it was changed outside Nearer."""
        key = self.therapist.drawer_keys.get(self.therapist.therapist)
        if key is None:
            try:
                key = open_key(self.account.sealed_own, self.therapist.keys)
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

    def insert(self, table: Table, **values: object) -> None:
        """Write a row of the therapist's own, whatever therapist `values` name."""
        own = {"clinic_id": self.therapist.clinic, "therapist_id": self.therapist.therapist}
        self.connection.execute(table.insert(), values | own)

    def delete(self, table: Table, **values: object) -> bool:
        """Delete the therapist's own rows that have these values in these columns; whether there were any."""
        return self.connection.execute(table.delete().where(self.own(table, **values))).rowcount > 0
