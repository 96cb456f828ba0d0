"""A person's own latest answers to each questionnaire; nothing older is opened, however long they have been here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, func, select

from nearer.privacy.principal import Principal
from nearer.storage.database.engines import reading
from nearer.storage.database.schema import responses
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import bind_values, find_person, own_couple
from nearer.storage.sealed.entries import RECORD, open_entry, select_readable_entries

_LAST = (
    select(func.max(responses.c.number))
    .where(own_couple(responses), responses.c.owner_id == bindparam("person"))
    .group_by(responses.c.questionnaire)
)
_RECORDS = select_readable_entries(RECORD).add_columns(responses.c.sha256).where(responses.c.number.in_(_LAST))


@dataclass(frozen=True, slots=True)
class LatestAnswers:
    """The last response to one questionnaire; `record` holds every answer as `read_answers` takes it."""

    questionnaire: str
    sha256: str
    record: Mapping[str, object] = field(repr=False)


def read_latest_answers(notebook: Notebook, principal: Principal) -> tuple[LatestAnswers, ...]:
    """One for each questionnaire answered. EntryBroken names a record that was damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = connection.execute(_RECORDS, bind_values(principal) | {"owner": principal.person}).all()
    return tuple(LatestAnswers(row.questionnaire, row.sha256, open_entry(principal, row)) for row in rows)


_LAST = (
    select(responses.c.questionnaire, func.max(responses.c.saved).label("saved"))
    .where(own_couple(responses), responses.c.owner_id == bindparam("person"))
    .group_by(responses.c.questionnaire)
)


def read_last_saved(notebook: Notebook, principal: Principal) -> Mapping[str, datetime]:
    """The instant of the last response to each questionnaire, aware UTC; absent where there is none."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = connection.execute(_LAST, bind_values(principal)).all()
    return {row.questionnaire: row.saved for row in rows}
