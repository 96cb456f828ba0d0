"""Sharing: who besides its owner may read each part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from nearer.domain import Audience, Part
from nearer.privacy import Principal
from nearer.storage.asking import asked, find_partner, find_person, own_couple
from nearer.storage.connections import reading, writing
from nearer.storage.drawers import Drawer, Label, Reader, drawer_key, drawers_of_part, give_key, open_drawer
from nearer.storage.errors import NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.schema import drawer_keys, drawers

_AUDIENCES = (
    select(drawers.c.part, drawers.c.audience)
    .where(own_couple(drawers), drawers.c.owner_id == bindparam("person"))
    .order_by(drawers.c.number)
)
_RELABEL = (
    update(drawers)
    .where(own_couple(drawers), drawers.c.owner_id == bindparam("person"), drawers.c.part == bindparam("of_part"))
    .values(audience=bindparam("new_audience"))
)
_READERS = select(drawer_keys.c.reader_id).where(
    own_couple(drawer_keys),
    drawer_keys.c.owner_id == bindparam("person"),
    drawer_keys.c.drawer_id == bindparam("drawer"),
)
_OTHERS_KEYS = drawer_keys.delete().where(
    own_couple(drawer_keys),
    drawer_keys.c.owner_id == bindparam("person"),
    drawer_keys.c.drawer_id == bindparam("drawer"),
    drawer_keys.c.reader_id != bindparam("person"),
)


def sharing(notebook: Notebook, principal: Principal) -> dict[Part, Audience]:
    """Every part with its audience; a part nothing was decided about is for its owner only."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        return _audiences(connection, principal)


@dataclass(frozen=True, slots=True)
class Choice:
    """Who may read a part from now on; `include_earlier` opens what was written before as well."""

    part: Part
    audience: Audience
    include_earlier: bool = False


def set_audience(notebook: Notebook, principal: Principal, choice: Choice, now: datetime) -> None:
    """Let the partner read a part from now on, or with everything earlier; or close it to everybody else.

    Closing takes away the key to what was shared; it cannot take away what was seen. NotSaved when there is nobody yet.
    """
    part, audience = choice.part, choice.audience
    with writing(notebook.engine) as connection:
        find_person(connection, principal)
        readers = _readers(connection, principal, audience)
        same = _audiences(connection, principal)[part] == audience
        if not readers:
            _close_earlier(connection, principal, part)
        elif choice.include_earlier:
            _open_earlier(connection, principal, Label(part.value, audience, readers))
        if not same:
            open_drawer(connection, principal, Label(part.value, audience, readers), now)


def _readers(connection: Connection, principal: Principal, audience: Audience) -> tuple[Reader, ...]:
    if "therapist" in audience.others:
        raise NotSaved("No therapist is connected with this notebook yet, so nothing can be shown to one.")
    if "partner" not in audience.others:
        return ()
    partner = find_partner(connection, principal)
    if partner is None:
        raise NotSaved("Your partner has not joined yet. Invite them first; then you can choose what they may read.")
    return (Reader(partner.person_id, partner.public_key),)


def _open_earlier(connection: Connection, principal: Principal, label: Label) -> None:
    for row in drawers_of_part(connection, principal, label.part):
        drawer = Drawer(row.drawer_id, drawer_key(principal, row.drawer_id, row.sealed_key))
        have = set(connection.execute(_READERS, asked(principal) | {"drawer": drawer.id}).scalars())
        for reader in label.others:
            if reader.id not in have:
                give_key(connection, principal, drawer, reader)
    connection.execute(_RELABEL, asked(principal) | {"of_part": label.part, "new_audience": label.audience.value})


def _close_earlier(connection: Connection, principal: Principal, part: Part) -> None:
    for row in drawers_of_part(connection, principal, part.value):
        connection.execute(_OTHERS_KEYS, asked(principal) | {"drawer": row.drawer_id})
    connection.execute(_RELABEL, asked(principal) | {"of_part": part.value, "new_audience": Audience.ME.value})


def _audiences(connection: Connection, principal: Principal) -> dict[Part, Audience]:
    """The newest drawer of a part says who reads what is written now."""
    newest = {row.part: row.audience for row in connection.execute(_AUDIENCES, asked(principal))}
    return {part: Audience(newest.get(part.value, Audience.ME)) for part in Part}
