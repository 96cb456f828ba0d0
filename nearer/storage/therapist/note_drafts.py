"""What a therapist typed about a couple and did not keep yet: sealed as their notes are, in one record a couple."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from nearer.privacy.principal import Therapist
from nearer.storage.couple.text_drafts import TypedText, with_text
from nearer.storage.database.engines import reading, writing
from nearer.storage.errors import EntryBroken
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.authorisation import therapist_values
from nearer.storage.therapist.notes_and_visits import (
    OF_COUPLE,
    asking_about,
    drop_record,
    open_record,
    record_row,
    save_record,
)

TYPED = "typed"


def save_note_draft(notebook: Notebook, therapist: Therapist, couple: UUID, text: TypedText) -> None:
    """Keep it in the place of what stood in that field before; an empty text deletes it.

    NotSaved says what is too much; DraftChangedElsewhere that another window kept something else there meanwhile.
    """
    with writing(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        try:
            before = _drafts(connection, therapist, couple, key)
        except EntryBroken:
            before = None  # nothing of it can be read any more; what is typed now takes its place
        after = with_text(before or {}, text)
        if after == before:
            return
        if after:
            save_record(connection, _row(therapist, couple), key, after)
        else:
            drop_record(connection, _row(therapist, couple))


def note_drafts(notebook: Notebook, therapist: Therapist, couple: UUID) -> Mapping[str, str]:
    """Each field's text by its place. EntryBroken when they were damaged."""
    with reading(notebook.engine) as connection:
        key = asking_about(connection, therapist, couple)
        return _drafts(connection, therapist, couple, key)


def _drafts(connection: Connection, therapist: Therapist, couple: UUID, key: bytes) -> dict[str, str]:
    where = therapist_values(therapist) | {"couple": couple, "of_kind": TYPED}
    row = connection.execute(OF_COUPLE, where).one_or_none()
    texts: dict[str, str] = {} if row is None else open_record(row, key)
    return texts


def _row(therapist: Therapist, couple: UUID) -> dict[str, Any]:
    return record_row(therapist, couple, TYPED, uuid5(couple, TYPED))
