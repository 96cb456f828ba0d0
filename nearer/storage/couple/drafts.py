"""Drafts: what is typed and not finished, sealed for its owner at every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from nearer.domain.form_content import FormContent
from nearer.domain.weeks import Week, local_week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import seal_body
from nearer.storage.database.schema import drafts, drawer_keys, responses
from nearer.storage.errors import DraftChangedElsewhere, NotSaved
from nearer.storage.notebook import Notebook
from nearer.storage.sealed.authorisation import Reader, Writer, tenant_values
from nearer.storage.sealed.drawers import OWN_PART, find_newest_drawer, has_drawer_key, open_drawer_key
from nearer.storage.sealed.entries import as_bytes, open_content

MAX_NOTE = 2000
MAX_DRAFT_BYTES = 256 * 1024
_SEALED = ("answers", "position", "note", "choices", "copies")


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
        form = _form(draft.questionnaire, draft.week)
        row = tenant_values(principal) | form | {"owner_id": principal.person, "drawer_id": drawer.id}
        row |= {"version": draft.version + 1, "saved": now}
        writer.delete(drafts, **form)
        writer.insert(drafts, **row, body=seal_body(body, drawer.key, _about(row)))
    return draft.version + 1


def open_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> Draft:
    """What is kept of this form, or an empty draft of version 0, to begin with."""
    with notebook.read_as(principal) as reader:
        form = _form(questionnaire, week)
        row = reader.execute(_select(reader, **form)).one_or_none()
        after = _last_response(reader, form)
    draft = Draft(questionnaire, week, {}) if row is None else _opened(principal, row)
    return replace(draft, after=after)


def read_drafts(notebook: Notebook, principal: Principal) -> tuple[Draft, ...]:
    """All that is begun and not finished, the one touched longest ago first."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(_select(reader).order_by(drafts.c.saved, drafts.c.questionnaire)).all()
    return tuple(_opened(principal, row) for row in rows)


def begun_forms(notebook: Notebook, principal: Principal) -> frozenset[tuple[str, Week | None]]:
    """Which forms are begun and not finished, by questionnaire and week; nothing of them is opened, so a damaged one
    hides none of the others."""
    with notebook.read_as(principal) as reader:
        rows = reader.execute(select(drafts.c.questionnaire, drafts.c.week).where(reader.own(drafts))).all()
    return frozenset((row.questionnaire, Week.parse(row.week) if row.week else None) for row in rows)


def drop_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> None:
    with notebook.write_as(principal) as writer:
        delete_draft(writer, questionnaire, week)


def delete_draft(writer: Writer, questionnaire: str, week: Week | None) -> None:
    writer.delete(drafts, **_form(questionnaire, week))


def check_unchanged(reader: Reader, draft: Draft) -> None:
    """DraftChangedElsewhere unless the form stands as it did when this draft was opened: not saved since, not finished.

    Its number alone would not do: a form that was finished and begun anew counts from 1 again.
    """
    form = _form(draft.questionnaire, draft.week)
    version = reader.execute(select(drafts.c.version).where(reader.own(drafts, **form))).scalar_one_or_none()
    if (version, _last_response(reader, form)) != (draft.version or None, draft.after):
        raise DraftChangedElsewhere


def check_note(note: str) -> None:
    """NotSaved when it is longer than what is kept."""
    if len(note) > MAX_NOTE:
        raise NotSaved(NotebookText.NOTE_TOO_LONG, limit=MAX_NOTE)


def written_week(week: Week | None) -> str:
    return "" if week is None else str(week)


def _form(questionnaire: str, week: Week | None) -> dict[str, str]:
    return {"questionnaire": questionnaire, "week": written_week(week)}


def _select(reader: Reader, **form: str) -> Select[Any]:
    """The person's own drafts with their sealed keys."""
    has_key = has_drawer_key(drawer_keys, drafts, reader.principal.person)
    return select(drafts, drawer_keys.c.sealed_key).join(drawer_keys, has_key).where(reader.own(drafts, **form))


def _last_response(reader: Reader, form: dict[str, str]) -> UUID | None:
    newest_first = select(responses.c.response_id).order_by(responses.c.number.desc()).limit(1)
    return reader.execute(newest_first.where(reader.own(responses, **form))).scalar_one_or_none()


def _opened(principal: Principal, row: Row[Any]) -> Draft:
    key = open_drawer_key(principal, row.drawer_id, row.sealed_key)
    body = open_content(row.body, key, _about(row._mapping), NotebookText.DRAFT_DAMAGED(form=row.questionnaire))
    week = Week.parse(row.week) if row.week else None
    choices = {name: tuple(values) for name, values in body.pop("choices").items()}
    return Draft(row.questionnaire, week, version=row.version, choices=choices, **body)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


def _about(row: Any) -> bytes:
    places = ("clinic_id", "couple_id", "owner_id", "drawer_id", "questionnaire", "week", "version")
    return "|".join(("draft", *(str(row[place]) for place in places))).encode()
