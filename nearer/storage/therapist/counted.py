"""Whoever may be counted, with what of theirs is counted: of anybody else nothing is handed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from nearer.database.schema import drawers
from nearer.database.therapist_schema import therapist_keys
from nearer.domain.roles_and_audiences import Part, Role, SharedPart
from nearer.domain.weekly_scores import WeeklyScores
from nearer.privacy.principal import Therapist
from nearer.sealed.drawers import drawer_key_condition, open_drawer_key
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.couple.responses import SavedResponse
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import SERVICE, log_access
from nearer.storage.therapist.last_scores import WantedScores, read_last_scores
from nearer.storage.therapist.own_records import read_caseload_records
from nearer.storage.therapist.paper_totals import Total, read_every_total
from nearer.storage.therapist.weekly_scores import read_weekly_scores

_COUNTED, _CLOSENESS = SharedPart(Part.COUNTED), SharedPart(Part.CLOSENESS)


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """One of those who may be counted: `since` is the day they connected, where they are; of `other_responses` the
    oldest comes first.

    `shows_weeks` says whether their weeks may be read, whether there are any or not. `visits` are the couple's;
    `totals` are theirs from paper, which the therapist typed in.
    """

    couple: UUID
    id: UUID
    role: Role
    first: bool
    since: date
    shows_weeks: bool
    weekly: WeeklyScores = field(repr=False)
    other_responses: tuple[SavedResponse, ...] = field(repr=False)
    visits: tuple[date, ...]
    totals: tuple[Total, ...] = field(default=(), repr=False)


def read_counted(
    notebook: Notebook, therapist: Therapist, now: datetime, scores_to_read: WantedScores
) -> tuple[CountedPerson, ...]:
    """Everybody who may be counted at this moment, people of one couple one after the other; nobody has a name.

    Only scores that are granted. EntryBroken when somebody other than its owner made a key.
    """
    with notebook.write_as_therapist(therapist, now) as writer:
        people, counted = writer.read_people(), _read_counted_people(writer)
        zones = {person: ZoneInfo(row.zone) for person, row in people.items() if person in counted}
        weekly = read_weekly_scores(writer, scores_to_read.weekly, zones)
        other_responses = read_last_scores(writer, scores_to_read, zones)
        visits = read_caseload_records(writer).visits
        totals = read_every_total(writer)
        log_access(writer, [people[one] for one in zones], SERVICE)
    counted_people = [
        CountedPerson(
            row.couple_id, person, Role(row.role), row.first, row.since.astimezone(zones[person]).date(),
            counted[person], weekly[person][0] if person in weekly else WeeklyScores(),
            other_responses.get(person, ()), visits.get(row.couple_id, ()),
            tuple(totals.get(person, ())),
        )
        for person, row in people.items() if person in zones
    ]  # fmt: skip
    return tuple(sorted(counted_people, key=lambda person: (person.couple, not person.first)))


def _read_counted_people(reader: TherapistReader) -> dict[UUID, bool]:
    """Who may be counted: their key opens, since anybody could write a row; and whether their weeks are read."""
    has_key = drawer_key_condition(therapist_keys, drawers, reader.therapist.id)
    granted = select(drawers, therapist_keys.c.sealed_key).join(therapist_keys, has_key)
    labels = drawers.c.part.in_((_COUNTED.label, _CLOSENESS.label))
    rows = reader.execute(granted.where(reader.of_clinic(therapist_keys), reader.of_connected(drawers), labels)).all()
    for row in rows:
        if row.part == _COUNTED.label:
            open_drawer_key(reader.therapist, row)
    weeks = {row.owner_id for row in rows if row.part == _CLOSENESS.label}
    return {row.owner_id: row.owner_id in weeks for row in rows if row.part == _COUNTED.label}
