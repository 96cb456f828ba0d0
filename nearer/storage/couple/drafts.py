"""Drafts: what is typed and not finished, sealed for its owner at every change."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, select, update

from nearer.domain.form_content import FormContent
from nearer.domain.weeks import Week, local_week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import SealBroken, open_body, seal_body
from nearer.storage.database import schema
from nearer.storage.errors import DraftChangedElsewhere, EntryBroken, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader, Writer, own_couple, tenant_values
from nearer.storage.sealed.drawers import OWN_PART, find_newest_drawer, has_drawer_key, open_drawer_key
from nearer.storage.sealed.entries import as_bytes

MAX_NOTE = 2000
MAX_DRAFT_BYTES = 256 * 1024
MAX_TRIES = 5  # so often another window may be quicker before the person is asked to wait
_SEALED = ("answers", "position", "note", "choices", "copies")

_table = schema.drafts
_mine = and_(own_couple(_table), _table.c.owner_id == bindparam("person"))
_one = and_(_table.c.questionnaire == bindparam("of_questionnaire"), _table.c.week == bindparam("of_week"))
_ALL = (
    select(_table, schema.drawer_keys.c.sealed_key)
    .join(schema.drawer_keys, has_drawer_key(schema.drawer_keys, _table))
    .where(_mine)
)
_FIND = _ALL.where(_one)
_BEGUN = select(_table.c.questionnaire, _table.c.week).where(_mine)
_IN_ORDER = _ALL.order_by(_table.c.saved, _table.c.questionnaire)
_VERSION = select(_table.c.version).where(_mine, _one)
_CHANGE = update(_table).where(_mine, _one)
_DROP = _table.delete().where(_mine, _one)
_answered = schema.responses
_LAST_RESPONSE = (
    select(_answered.c.response_id)
    .where(
        own_couple(_answered),
        _answered.c.owner_id == bindparam("person"),
        _answered.c.questionnaire == bindparam("of_questionnaire"),
        _answered.c.week == bindparam("of_week"),
    )
    .order_by(_answered.c.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers as the form gives them, the place in the form, the note. `version` is 0 before the first save.

    `choices` and `copies` as FormContent has them. `after` is the response that was the last one of this questionnaire
    and week when the draft was opened: a form that was finished since then is not changed by a window that missed it.
    """

    questionnaire: str
    week: Week | None
    answers: Mapping[str, object] = field(repr=False)
    position: int = 0
    note: str = field(default="", repr=False)
    version: int = 0
    choices: Mapping[str, tuple[object, ...]] = field(default_factory=dict, repr=False)
    copies: Mapping[str, str] = field(default_factory=dict, repr=False)
    after: UUID | None = None

    @property
    def content(self) -> FormContent:
        return FormContent(self.answers, self.note, self.choices, self.copies)


def save_draft(notebook: Notebook, principal: Principal, draft: Draft, now: datetime) -> int:
    """The new version. DraftChangedElsewhere when the draft was saved or finished since this one was opened."""
    check_note(draft.note)
    body = as_bytes({name: _plain(getattr(draft, name)) for name in _SEALED})
    if len(body) > MAX_DRAFT_BYTES:
        raise NotSaved(NotebookText.FORM_TOO_LARGE)
    with notebook.write_as(principal, now) as writer:
        if draft.week is not None and draft.week > local_week(now, writer.person.zone):
            raise NotSaved(NotebookText.WEEK_NOT_BEGUN)
        check_unchanged(writer, draft)
        drawer = find_newest_drawer(writer, OWN_PART)
        row = _row(principal, draft) | {"drawer_id": drawer.id, "saved": now}
        sealed = seal_body(body, drawer.key, _about(row))
        if draft.version:
            writer.execute(_CHANGE, **_form(draft.questionnaire, draft.week), **row, body=sealed)
        else:
            writer.insert(_table, **row, body=sealed)
    return draft.version + 1


def open_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> Draft:
    """What is kept of this form, or an empty draft of version 0, to begin with."""
    with notebook.read_as(principal) as reader:
        row = reader.execute(_FIND, **_form(questionnaire, week)).one_or_none()
        after = reader.execute(_LAST_RESPONSE, **_form(questionnaire, week)).scalar_one_or_none()
    draft = Draft(questionnaire, week, {}) if row is None else _opened(principal, row)
    return replace(draft, after=after)


def read_drafts(notebook: Notebook, principal: Principal) -> tuple[Draft, ...]:
    """All that is begun and not finished, the one touched longest ago first."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_IN_ORDER).all()
    return tuple(_opened(principal, row) for row in rows)


def begun_forms(notebook: Notebook, principal: Principal) -> frozenset[tuple[str, Week | None]]:
    """Which forms are begun and not finished, by questionnaire and week; nothing of them is opened, so a damaged one
    hides none of the others."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_BEGUN).all()
    return frozenset((row.questionnaire, Week.parse(row.week) if row.week else None) for row in rows)


def drop_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> None:
    with notebook.write_as(principal) as writer:
        delete_draft(writer, questionnaire, week)


def delete_draft(writer: Writer, questionnaire: str, week: Week | None) -> None:
    writer.execute(_DROP, **_form(questionnaire, week))


def check_unchanged(reader: Reader, draft: Draft) -> None:
    """DraftChangedElsewhere unless the form stands as it did when this draft was opened: not saved since, not finished.

    Its number alone would not do: a form that was finished and begun anew counts from 1 again.
    """
    form = _form(draft.questionnaire, draft.week)
    version = reader.execute(_VERSION, **form).scalar_one_or_none()
    last = reader.execute(_LAST_RESPONSE, **form).scalar_one_or_none()
    if (version, last) != (draft.version or None, draft.after):
        raise DraftChangedElsewhere


def check_note(note: str) -> None:
    """NotSaved when it is longer than what is kept."""
    if len(note) > MAX_NOTE:
        raise NotSaved(NotebookText.NOTE_TOO_LONG, limit=MAX_NOTE)


def written_week(week: Week | None) -> str:
    return "" if week is None else str(week)


def _form(questionnaire: str, week: Week | None) -> dict[str, str]:
    return {"of_questionnaire": questionnaire, "of_week": written_week(week)}


def _row(principal: Principal, draft: Draft) -> dict[str, Any]:
    own = {"owner_id": principal.person, "questionnaire": draft.questionnaire, "week": written_week(draft.week)}
    return tenant_values(principal) | own | {"version": draft.version + 1}


def _opened(principal: Principal, row: Row[Any]) -> Draft:
    key = open_drawer_key(principal, row.drawer_id, row.sealed_key)
    try:
        body = json.loads(open_body(row.body, key, _about(row._mapping)))
    except SealBroken:
        raise EntryBroken(NotebookText.DRAFT_DAMAGED, form=row.questionnaire) from None
    week = Week.parse(row.week) if row.week else None
    choices = {name: tuple(values) for name, values in body.pop("choices").items()}
    return Draft(row.questionnaire, week, version=row.version, choices=choices, **body)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def _about(row: Any) -> bytes:
    places = ("clinic_id", "couple_id", "owner_id", "drawer_id", "questionnaire", "week", "version")
    return "|".join(("draft", *(str(row[place]) for place in places))).encode()
