"""Offering a questionnaire that a therapist imported: to everybody who is connected, or only to people they choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update

from nearer.custom_questionnaires.definitions import OFFERED, RETIRED, read_harm_flags
from nearer.custom_questionnaires.versions import change_version, find_version
from nearer.database.row_errors import NotFound, NotSaved
from nearer.database.therapist_schema import chosen_people, questionnaires
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.sealed.offered_questionnaires import sign_offered
from nearer.sealed.therapist_authorisation import TherapistReader
from nearer.storage.notebook import Notebook


@dataclass(frozen=True, slots=True)
class PersonToChoose:
    """Somebody who is connected now; `partner` is their partner's name where that one is connected too, else empty."""

    person: UUID
    nickname: str
    partner: str


def offer_questionnaire(
    notebook: Notebook, therapist: Therapist, key: UUID, now: datetime, people: Collection[UUID] | None
) -> None:
    """Offer it in place of its other version: to these people, or with None to everybody connected, later ones too.

    Of one that is offered it changes who sees it. NotSaved until harm flags were looked at, and for no people; NotFound
    for somebody who is not connected now.
    """
    with notebook.write_as_therapist(therapist, now) as writer:
        row, connected = find_version(writer, key), _read_connected(writer)
        if read_harm_flags(row.harm_flags) is None:
            raise NotSaved(TherapistText.FLAGS_FIRST)
        if people is not None and not people:
            raise NotSaved(TherapistText.NOBODY_CHOSEN)
        if not connected.keys() >= set(people or ()):
            raise NotFound
        if row.state != OFFERED:
            others = writer.own(questionnaires, questionnaire=row.questionnaire, state=OFFERED)
            writer.execute(update(questionnaires).where(others).values(state=RETIRED, retired=now))
            change_version(writer, key, state=OFFERED, offered=now, retired=None)
        writer.delete(chosen_people, custom_id=key)
        for person in dict.fromkeys(people or ()):
            values = {"couple_id": connected[person].couple_id, "person_id": person, "custom_id": key}
            writer.insert(chosen_people, **values)
        only_chosen = people is not None
        change_version(writer, key, only_chosen=only_chosen, signature=sign_offered(therapist, row, only_chosen))


def read_people_to_choose(notebook: Notebook, therapist: Therapist, now: datetime) -> tuple[PersonToChoose, ...]:
    """Everybody who is connected now, in the order they connected."""
    with notebook.read_as_therapist(therapist, now) as reader:
        rows = list(_read_connected(reader).values())
    couples: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        couples[row.couple_id].append(row)
    return tuple(_to_choose(row, couples[row.couple_id]) for row in rows)


def read_chosen_people(notebook: Notebook, therapist: Therapist, key: UUID) -> frozenset[UUID]:
    """The ids of the people to whom a version is offered that is not for everybody."""
    with notebook.read_as_therapist(therapist) as reader:
        select_people = select(chosen_people.c.person_id).where(reader.own(chosen_people, custom_id=key))
        return frozenset(reader.execute(select_people).scalars())


def _read_connected(reader: TherapistReader) -> dict[UUID, Row[Any]]:
    return {person: row for person, row in reader.read_people().items() if reader.ended(row) is None}


def _to_choose(row: Row[Any], couple: Iterable[Row[Any]]) -> PersonToChoose:
    partner = next((other.nickname for other in couple if other.person_id != row.person_id), "")
    return PersonToChoose(row.person_id, row.nickname, partner)
