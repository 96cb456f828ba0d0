"""A person's own latest answers to each questionnaire; nothing older is opened, however long they have been here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, select

from nearer.privacy import Principal
from nearer.storage.asking import asked, find_person, own_couple
from nearer.storage.connections import reading
from nearer.storage.entries import RECORD, open_entry, readable_entries
from nearer.storage.notebook import Notebook
from nearer.storage.schema import responses

_LAST = (
    select(func.max(responses.c.number))
    .where(own_couple(responses), responses.c.owner_id == bindparam("person"))
    .group_by(responses.c.questionnaire)
)
_RECORDS = readable_entries(RECORD).add_columns(responses.c.sha256).where(responses.c.number.in_(_LAST))


@dataclass(frozen=True, slots=True)
class Latest:
    """The last response to one questionnaire; `record` holds every answer as `read_answers` takes it."""

    questionnaire: str
    sha256: str
    record: Mapping[str, object] = field(repr=False)


def latest_answers(notebook: Notebook, principal: Principal) -> tuple[Latest, ...]:
    """One for each questionnaire answered. EntryBroken names a record that was damaged."""
    with reading(notebook.engine) as connection:
        find_person(connection, principal)
        rows = connection.execute(_RECORDS, asked(principal) | {"owner": principal.person}).all()
    return tuple(Latest(row.questionnaire, row.sha256, open_entry(principal, row)) for row in rows)
