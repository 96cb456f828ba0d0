"""Which therapist asks, and which people ever let them in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, CursorResult, Executable, Row, Table, bindparam, select

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
    .join(people)
    .where(connections.c.clinic_id == bindparam("clinic"), connections.c.therapist_id == bindparam("person"))
    .order_by(connections.c.since)
)
_OF_COUPLE = _CONNECTED.where(connections.c.couple_id == bindparam("couple"))


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
        values = {"clinic": therapist.clinic, "person": therapist.therapist, "public": therapist.keys.public}
        row = connection.execute(_ASKING, values).one_or_none()
        if row is None:
            raise NotFound
        return cls(connection, therapist, row, at)

    def execute(self, statement: Executable, **values: object) -> CursorResult[Any]:
        """With `clinic` and, as `person`, the therapist bound."""
        who = {"clinic": self.therapist.clinic, "person": self.therapist.therapist}
        return self.connection.execute(statement, who | values)

    def read_people(self) -> dict[UUID, Row[Any]]:
        """Everybody who ever connected, by person, each with their last connection; in the order they did."""
        return {row.person_id: row for row in self.execute(_CONNECTED)}

    def read_couple(self, couple: UUID) -> dict[UUID, Row[Any]]:
        """Whoever of this couple ever connected; NotFound when nobody did, which is also what a guessed id says."""
        rows = self.execute(_OF_COUPLE, couple=couple).all()
        if not rows:
            raise NotFound
        return {row.person_id: row for row in rows}

    @property
    def own_key(self) -> bytes:
        """The key of what the therapist keeps for themselves, opened once."""
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
        assert self.at is not None, "what is dated is written with a moment"
        return self.at

    def insert(self, table: Table, **values: object) -> None:
        """A row of the therapist's own, whoever's these values once were."""
        own = {"clinic_id": self.therapist.clinic, "therapist_id": self.therapist.therapist}
        self.connection.execute(table.insert(), values | own)
