"""Drawers: what one person keeps of one part for one audience, under one key sealed to each reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, and_, bindparam, func, select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import drawer_keys, drawers, new_id
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.roles_and_audiences import Audience
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.associated_data import bind
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, new_key, open_key, seal_key
from nearer.sealed.authorisation import OWN, Reader, Writer
from nearer.statements.bound_values import matches_bound

KEY_TABLES = {"partner": drawer_keys, "therapist": therapist_keys}  # a therapist is nobody the couple's tables know
PRIVATE_PART = "own"  # the part nobody else ever reads: full records and drafts


@lru_cache(maxsize=2048)
def drawer_key_condition(keys: Table, table: Table, reader: UUID | ColumnElement[UUID]) -> ColumnElement[bool]:
    """The condition that this reader has the key of the drawer to which a row of `table` belongs."""
    same = (keys.c[name] == table.c[name] for name in ("clinic_id", "couple_id", "owner_id", "drawer_id"))
    return and_(*same, keys.c.reader_id == reader)


_DRAWERS = (
    select(drawers.c.owner_id, drawers.c.drawer_id, drawers.c.audience, drawer_keys.c.sealed_key)
    .join(drawer_keys, drawer_key_condition(drawer_keys, drawers, bindparam("of_owner_id")))
    .where(matches_bound(drawers, *OWN))
    .order_by(drawers.c.number.desc())
)
_DRAWERS_OF_PART = _DRAWERS.where(matches_bound(drawers, "part"))


@dataclass(frozen=True, slots=True)
class Drawer:
    """A drawer's id with its opened key, 32 bytes."""

    id: UUID
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyRecipient:
    """Somebody to whom a drawer is opened, by their public key; `kind` (partner, therapist) names the table of keys."""

    id: UUID
    public: bytes
    kind: str = "partner"


@dataclass(frozen=True, slots=True)
class DrawerLabel:
    """The label of a new drawer: a part (or OWN), an audience, and its readers besides the owner."""

    part: str
    audience: Audience = Audience.ME
    others: tuple[KeyRecipient, ...] = ()


def find_newest_drawer(writer: Writer, part: str) -> Drawer:
    """The drawer that takes what is written now; a part's first one is made here, for its owner only."""
    newest_first = read_drawers(writer, part)
    return open_drawer(writer, newest_first[0]) if newest_first else create_drawer(writer, DrawerLabel(part))


def read_drawers(reader: Reader, part: str | None = None) -> list[Row[Any]]:
    """Every drawer of one's own, or of one part, with one's own sealed key; newest first."""
    return list(reader.run(_DRAWERS) if part is None else reader.run(_DRAWERS_OF_PART, part=part))


def create_drawer(writer: Writer, label: DrawerLabel) -> Drawer:
    """A new drawer with a new key, sealed to its owner and to the others."""
    drawer = Drawer(new_id(writer.now), new_key())
    highest = select(func.max(drawers.c.number)).where(writer.own(drawers, part=label.part))
    number = (writer.execute(highest).scalar_one() or 0) + 1
    row = {"owner_id": writer.principal.id, "drawer_id": drawer.id, "part": label.part}
    more = {"audience": label.audience.label, "number": number, "opened": writer.now}
    writer.insert(drawers, **row, **more)
    for reader in (KeyRecipient(writer.principal.id, writer.principal.keys.public), *label.others):
        seal_key_for(writer, drawer, reader)
    writer.principal.drawer_keys[drawer.id] = drawer.key
    return drawer


def seal_key_for(writer: Writer, drawer: Drawer, reader: KeyRecipient) -> None:
    """Give the reader a key of the drawer, sealed so that only they can open it, and only its owner can have."""
    owner = writer.principal
    row = {"owner_id": owner.id, "drawer_id": drawer.id, "reader_id": reader.id}
    sealed = seal_key(drawer.key, owner.keys, reader.public, bind("drawer", owner.id, drawer.id, reader.id))
    writer.insert(KEY_TABLES[reader.kind], **row, sealed_key=sealed)


def open_drawer(reader: Reader, row: Row[Any]) -> Drawer:
    """A drawer from its row with one's own sealed key."""
    return Drawer(row.drawer_id, open_drawer_key(reader.principal, row))


def open_drawer_key(reader: Principal | Therapist, row: Row[Any]) -> bytes:
    """The key, 32 bytes, of the drawer a row names, remembered with the reader: opening one takes a tenth of a ms.

    EntryBroken when its owner, as the reader knows them, did not seal it for this reader.
    """
    key = reader.drawer_keys.get(row.drawer_id)
    if key is None or reader.sealed_keys.get(row.drawer_id) != row.sealed_key:
        whose = reader.id if isinstance(reader, Principal) else reader.id
        try:
            public = reader.trusted[row.owner_id]
            key = open_key(row.sealed_key, reader.keys, public, bind("drawer", row.owner_id, row.drawer_id, whose))
        except (KeyError, SealBroken):
            raise EntryBroken(NotebookText.DRAWER_KEY_CHANGED) from None
        reader.drawer_keys[row.drawer_id], reader.sealed_keys[row.drawer_id] = key, row.sealed_key
    return key
