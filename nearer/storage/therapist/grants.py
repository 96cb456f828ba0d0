"""What a therapist can open at this moment: the parts of each person, and the drawers of one couple."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select

from nearer.database.schema import drawers
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.roles_and_audiences import Part, SharedPart
from nearer.privacy.principal import Therapist
from nearer.sealed.drawers import drawer_key_condition
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.notebook import Notebook


def granted_parts(reader: TherapistReader) -> dict[UUID, frozenset[SharedPart]]:
    """What can be read of each person; nobody is named of whom nothing can."""
    parts: dict[UUID, frozenset[SharedPart]] = defaultdict(frozenset)
    has_key = drawer_key_condition(therapist_keys, drawers, reader.therapist.id)
    granted = select(drawers.c.owner_id, drawers.c.part).join(therapist_keys, has_key).distinct()
    for row in reader.execute(granted.where(reader.of_clinic(therapist_keys), reader.of_connected(drawers))):
        parts[row.owner_id] |= frozenset(filter(None, (readable_part(row.part),)))
    return parts


def read_grants(notebook: Notebook, therapist: Therapist, couple: UUID) -> frozenset[UUID]:
    """The drawers of a couple that can be opened at this moment, and who of them ended it. Nothing is written down."""
    with notebook.read_as_therapist(therapist) as reader:
        ended = {person for person, row in reader.read_couple(couple).items() if reader.ended(row) is not None}
        has_key = drawer_key_condition(therapist_keys, drawers, reader.therapist.id)
        granted = select(drawers.c.drawer_id).join(therapist_keys, has_key)
        rows = reader.execute(granted.where(reader.of_clinic(drawers, couple_id=couple)))
        return frozenset(ended | {row.drawer_id for row in rows})


def readable_part(label: str) -> SharedPart | None:
    """The part that a drawer's label names, where there is something to read in it."""
    part = SharedPart.parse_label(label)
    return None if part is None or part.part is Part.COUNTED else part
