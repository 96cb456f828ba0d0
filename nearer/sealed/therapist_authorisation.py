"""Which therapist reads or writes, and which people ever connected with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, select

from nearer.database.row_errors import ChangedOutside, EntryBroken, NotFound
from nearer.database.schema import people
from nearer.database.therapist_schema import connections
from nearer.language.error_catalogue.change_errors import ChangeText
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.privacy.seal import SealBroken, open_key
from nearer.privacy.succession import PublicKeys, follows
from nearer.sealed.account_authorisation import AccountReader, AccountWriter
from nearer.sealed.partners import keys_in
from nearer.sealed.signed_profiles import is_own_profile

OWN_KEY = b"therapist's own key"  # what the key of their own records is bound to
_CONNECTED = (
    select(
        connections,
        *(people.c[name] for name in ("nickname", "role", "first", "zone", "signature", "succession")),
        people.c.public_key.label("key"),
        people.c.signing_key.label("signing"),
    )
    .join(people)
    .order_by(connections.c.since)
)


class TherapistReader(AccountReader):
    """One consistent view, as a therapist. To be had by `Notebook.read_as_therapist`."""

    __slots__ = ()

    @property
    def therapist(self) -> Therapist:
        """Who reads."""
        assert isinstance(self.account, Therapist), "the notebook hands a therapist's reader to therapists"
        return self.account

    def read_people(self) -> dict[UUID, Row[Any]]:
        """Everybody who ever connected, by person, each with their last connection; in the order they did."""
        return {row.person_id: self._check_keys(row) for row in self.execute(_CONNECTED.where(self.own(connections)))}

    def read_couple(self, couple: UUID) -> dict[UUID, Row[Any]]:
        """Whoever of this couple ever connected; NotFound when nobody did, which is also what a guessed id says."""
        rows = self.execute(_CONNECTED.where(self.own(connections, couple_id=couple))).all()
        if not rows:
            raise NotFound
        return {row.person_id: self._check_keys(row) for row in rows}

    def of_connected(self, table: Table) -> ColumnElement[bool]:
        """The condition that a row is of a couple of which somebody ever connected.

        A key says so too; but PostgreSQL, which does not know how few couples the keys are of, would read every row.
        """
        return table.c.couple_id.in_(select(connections.c.couple_id).where(self.own(connections)))

    def _check_keys(self, row: Row[Any]) -> Row[Any]:
        """The row of a person with the keys that they connected with, or that follow from them, who say that all of it
        is so; else ChangedOutside.
        """
        now = keys_in(row.key, row.signing)
        pinned = self.ledger.last_seen.get(row.connection_id.hex, f"{now.public} {now.signing}")
        if not now.public or not follows(row.succession, row.person_id.hex, PublicKeys(*pinned.split()), now):
            raise ChangedOutside(ChangeText.CLIENT_KEYS, name=row.nickname)
        if not is_own_profile(row._mapping, row.signing):
            raise ChangedOutside(ChangeText.CLIENT_NAME, name=row.nickname)
        self.ledger.last_seen[row.connection_id.hex] = pinned
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
        return self.ledger.last_seen[row.connection_id.hex] != f"{now.public} {now.signing}"

    @property
    def own_key(self) -> bytes:
        """The key (32 bytes) of what only the therapist reads. EntryBroken when it was changed outside Nearer."""
        key = self.therapist.drawer_keys.get(self.therapist.id)
        if key is None:
            try:
                keys = self.therapist.keys
                key = open_key(self.row.sealed_own, keys, keys.public, OWN_KEY)
            except SealBroken:
                raise EntryBroken(TherapistText.OWN_KEYS_CHANGED) from None
            self.therapist.drawer_keys[self.therapist.id] = key
        return key


class TherapistWriter(TherapistReader, AccountWriter):
    """All or nothing, as a therapist. To be had by `Notebook.write_as_therapist`."""

    __slots__ = ()
