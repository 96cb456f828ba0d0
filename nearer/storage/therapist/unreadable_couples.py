"""The caseload without a couple of whom somebody changed anything in the file: the others are read as ever."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from nearer.database.row_errors import EntryBroken
from nearer.database.schema import people
from nearer.database.therapist_schema import connections
from nearer.privacy.principal import Therapist
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import Case, read_caseload, read_cases
from nearer.storage.therapist.last_scores import WantedScores


@dataclass(frozen=True, slots=True)
class UnreadableCouple:
    """A couple that is not read: what its people are called in the file now, and the refusal."""

    couple: UUID
    names: tuple[str, ...]
    reason: EntryBroken


@dataclass(frozen=True, slots=True)
class ReadableCaseload:
    """Every couple that can be read, in the order they connected, and the others."""

    cases: tuple[Case, ...]
    unreadable: tuple[UnreadableCouple, ...] = ()


def read_readable_caseload(
    notebook: Notebook, therapist: Therapist, now: datetime, scores_to_read: WantedScores
) -> ReadableCaseload:
    """Read a caseload as `read_caseload` does, which names one damaged couple and reads none. EntryBroken only for what
    is the therapist's own."""
    try:
        return ReadableCaseload(read_caseload(notebook, therapist, now, scores_to_read))
    except EntryBroken:
        return _read_one_by_one(notebook, therapist, now, scores_to_read)


def _read_one_by_one(
    notebook: Notebook, therapist: Therapist, now: datetime, scores_to_read: WantedScores
) -> ReadableCaseload:
    cases: list[Case] = []
    unreadable: list[UnreadableCouple] = []
    with notebook.write_as_therapist(therapist, now) as writer:
        rows = select(connections.c.couple_id, people.c.nickname).join(people).where(writer.own(connections))
        names: dict[UUID, dict[str, None]] = defaultdict(dict)
        for row in writer.execute(rows.order_by(connections.c.since, connections.c.connection_id)):
            names[row.couple_id][str(row.nickname)] = None
        for couple, of_couple in names.items():
            try:
                cases += read_cases(replace(writer, couple=couple), scores_to_read)
            except EntryBroken as reason:
                unreadable.append(UnreadableCouple(couple, tuple(of_couple), reason))
    return ReadableCaseload(tuple(cases), tuple(unreadable))
