"""One name, one way in: people and therapists sign in at the same door."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, literal, select, union_all

from nearer.storage.errors import NameTaken
from nearer.storage.ids import HOME
from nearer.storage.names import name_key
from nearer.storage.schema import people
from nearer.storage.therapists.tables import therapist_invitations, therapists

_TAKEN = union_all(
    *(
        select(literal(1)).where(table.c.clinic_id == HOME, table.c.name_key == bindparam("name_key"))
        for table in (people, therapists, therapist_invitations)
    )
)


def refuse_taken(connection: Connection, name: str) -> None:
    """NameTaken when somebody in this notebook has the name, or was invited under it."""
    if connection.execute(_TAKEN, {"name_key": name_key(name)}).first() is not None:
        raise NameTaken("This name is already used here; please choose another.")
