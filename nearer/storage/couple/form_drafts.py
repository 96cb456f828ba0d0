"""A draft of each form that is begun and not finished, sealed for its owner at every change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, tuple_

from nearer.database.row_errors import NotSaved
from nearer.database.schema import drafts, drawer_keys, responses
from nearer.domain.form_content import FormContent
from nearer.domain.weeks import Week, local_week
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.privacy.seal import own_mac, seal_body
from nearer.sealed.authorisation import OWN, Reader, Writer, tenant_values
from nearer.sealed.drawers import PRIVATE_PART, drawer_key_condition, find_newest_drawer, open_drawer_key
from nearer.sealed.entries import bind_draft, check_own, content_bytes, open_content
from nearer.statements.bound_values import matches_bound
from nearer.storage.errors import DraftChangedElsewhere
from nearer.storage.notebook import Notebook

MAX_NOTE = 2000
MAX_DRAFT_BYTES = 256 * 1024
_FORM = ("questionnaire", "week")
# The person's own drafts with their sealed keys.
_OWN = (
    select(drafts, drawer_keys.c.sealed_key)
    .join(drawer_keys, drawer_key_condition(drawer_keys, drafts, bindparam("of_owner_id")))
    .where(matches_bound(drafts, *OWN))
)
_OLDEST_FIRST = _OWN.order_by(drafts.c.saved, drafts.c.questionnaire)
_OF_FORM = _OWN.where(matches_bound(drafts, *_FORM))
_BEGUN = select(drafts.c.questionnaire, drafts.c.week).where(matches_bound(drafts, *OWN))
_NEWEST_FIRST = select(responses.c.response_id).order_by(responses.c.number.desc()).limit(1)
# Of one form: the number of its draft, and the last response.
_SEEN = select(
    select(drafts.c.version).where(matches_bound(drafts, *OWN, *_FORM)).scalar_subquery().label("version"),
    _NEWEST_FIRST.where(matches_bound(responses, *OWN, *_FORM)).scalar_subquery().label("last_response_id"),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers as the form gives them, the place in the form, the note. `version` is 0 before the first save.

    `conflicts` and `copies` as FormContent has them. `last_response_id` is the response that was the last one of this
    questionnaire and week when the draft was opened: a form that was finished since then is not changed by a window
    that missed it.
    """

    questionnaire: str
    week: Week | None
    answers: Mapping[str, object] = field(repr=False)
    position: int = 0
    note: str = field(default="", repr=False)
    version: int = 0
    conflicts: Mapping[str, tuple[object, ...]] = field(default_factory=dict, repr=False)
    copies: Mapping[str, str] = field(default_factory=dict, repr=False)
    last_response_id: UUID | None = None

    @property
    def content(self) -> FormContent:
        return FormContent(self.answers, self.note, self.conflicts, self.copies)


def save_draft(notebook: Notebook, principal: Principal, draft: Draft, now: datetime) -> int:
    """Save the draft in place of the one before and give its new version, from 1 on.

    DraftChangedElsewhere when the form was saved or finished since this draft was opened; NotSaved for a note or a form
    that is too long, and for a week that has not begun in the person's own zone.
    """
    check_note(draft.note)
    forms = {"answers": dict(draft.answers), "conflicts": dict(draft.conflicts), "copies": dict(draft.copies)}
    body = content_bytes({**forms, "position": draft.position, "note": draft.note})
    if len(body) > MAX_DRAFT_BYTES:
        raise NotSaved(NotebookText.FORM_TOO_LARGE)
    notebook.save_as(principal, lambda writer: _write_draft(writer, draft, body), now)
    return draft.version + 1


def _write_draft(writer: Writer, draft: Draft, body: bytes) -> None:
    if draft.week is not None and draft.week > local_week(writer.now, writer.person.zone):
        raise NotSaved(NotebookText.WEEK_NOT_BEGUN)
    check_draft_unchanged(writer, draft)
    drawer, owner = find_newest_drawer(writer, PRIVATE_PART), writer.principal
    form = _form(draft.questionnaire, draft.week)
    changed: dict[str, object] = {"drawer_id": drawer.id, "version": draft.version + 1, "saved": writer.now}
    associated_data = bind_draft(tenant_values(owner) | form | {"owner_id": owner.id} | changed)
    sealed = seal_body(body, drawer.key, associated_data)
    changed |= {"mac": own_mac(owner.keys, associated_data + sealed), "body": sealed}
    if draft.version:
        writer.update(drafts, changed, **form)
    else:
        writer.insert(drafts, owner_id=owner.id, **form, **changed)


def open_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> Draft:
    """The draft of this form, or an empty one of version 0. EntryBroken when it was damaged."""
    with notebook.read_as(principal) as reader:
        form = _form(questionnaire, week)
        row = reader.run(_OF_FORM, **form).one_or_none()
        last_response_id = reader.run(_SEEN, **form).one().last_response_id
    draft = Draft(questionnaire, week, {}) if row is None else _open_row(principal, row)
    return replace(draft, last_response_id=last_response_id)


def read_drafts(notebook: Notebook, principal: Principal) -> tuple[Draft, ...]:
    """The draft of every form that is not finished, the one saved longest ago first. EntryBroken for a damaged one."""
    with notebook.read_as(principal) as reader:
        rows = reader.run(_OLDEST_FIRST).all()
    return tuple(_open_row(principal, row) for row in rows)


def read_begun_forms(notebook: Notebook, principal: Principal) -> frozenset[tuple[str, Week | None]]:
    """Questionnaire and week of each form that is begun and not finished; the week is None for one that has none.

    Nothing of them is opened, so a damaged one hides none of the others.
    """
    with notebook.read_as(principal) as reader:
        rows = reader.run(_BEGUN).all()
    return frozenset((row.questionnaire, Week.parse(row.week) if row.week else None) for row in rows)


def delete_draft(notebook: Notebook, principal: Principal, questionnaire: str, week: Week | None) -> None:
    """Delete what is begun of this form for good; nothing begun is no error."""
    with notebook.write_as(principal) as writer:
        delete_draft_rows(writer, [(questionnaire, written_week(week))])


def delete_draft_rows(writer: Writer, forms: Iterable[tuple[str, str]]) -> None:
    """Delete the drafts of these forms (questionnaire, week as written) inside a transaction that is open."""
    form = tuple_(drafts.c.questionnaire, drafts.c.week)
    writer.execute(drafts.delete().where(writer.own(drafts), form.in_(list(forms))))


def check_draft_unchanged(reader: Reader, draft: Draft) -> None:
    """DraftChangedElsewhere unless the form stands as it did when this draft was opened: not saved since, not finished.

    Its number alone would not do: a form that was finished and begun anew counts from 1 again.
    """
    form = _form(draft.questionnaire, draft.week)
    seen = reader.run(_SEEN, **form).one()
    if (seen.version, seen.last_response_id) != (draft.version or None, draft.last_response_id):
        raise DraftChangedElsewhere


def check_note(note: str) -> None:
    """NotSaved when it is longer than what is kept."""
    if len(note) > MAX_NOTE:
        raise NotSaved(NotebookText.NOTE_TOO_LONG, limit=MAX_NOTE)


def written_week(week: Week | None) -> str:
    """A week as its column has it: 2026-W48, or empty for None."""
    return "" if week is None else str(week)


def _form(questionnaire: str, week: Week | None) -> dict[str, str]:
    return {"questionnaire": questionnaire, "week": written_week(week)}


def _open_row(principal: Principal, row: Row[Any]) -> Draft:
    associated_data, damaged = bind_draft(row._mapping), NotebookText.DRAFT_DAMAGED(form=row.questionnaire)
    check_own(principal, row, associated_data, damaged)
    body = open_content(row.body, open_drawer_key(principal, row), associated_data, damaged)
    week = Week.parse(row.week) if row.week else None
    conflicts = {name: tuple(values) for name, values in body.pop("conflicts").items()}
    return Draft(row.questionnaire, week, version=row.version, conflicts=conflicts, **body)
