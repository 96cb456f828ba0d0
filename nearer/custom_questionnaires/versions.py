"""Custom questionnaires, which a therapist imports: a draft, then offered, then retired. No version is ever changed.

What was offered once stays: somebody may have answered it, and an answer is read with the words it was given to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update

from nearer.custom_questionnaires.definitions import (
    DRAFT,
    OFFERED,
    RETIRED,
    own_key,
    read_definition,
    read_harm_flags,
)
from nearer.database.row_errors import NotFound, NotSaved
from nearer.database.schema import new_id
from nearer.database.therapist_schema import questionnaires
from nearer.domain.questionnaire import Questionnaire
from nearer.language.error_catalogue.notebook_errors import TherapistText
from nearer.privacy.principal import Therapist
from nearer.sealed.therapist_authorisation import TherapistReader, TherapistWriter
from nearer.storage.notebook import Notebook
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from nearer.yaml_files.yaml_writer import with_title

MAX_CUSTOM_QUESTIONNAIRES = 300
MAX_FILE_BYTES = 1024 * 1024
MAX_TITLE_CHARACTERS = 200  # of one that a therapist types

_NEWEST_FIRST = (questionnaires.c.imported_at.desc(), questionnaires.c.custom_id.desc())


@dataclass(frozen=True, slots=True)
class CustomQuestionnaireFile:
    """A file as it was imported. `kind` is fhir or yaml; `definition` is YAML; `report` (JSON) says what changed."""

    kind: str
    original: bytes = field(repr=False)
    definition: str = field(repr=False)
    report: str = field(default="{}", repr=False)


@dataclass(frozen=True, slots=True)
class CustomQuestionnaire:
    """One version of one questionnaire; `state` is draft, offered or retired.

    `harm_flags` are the items that the therapist flagged as asking about harm, None until they have looked. One that is
    offered is for everybody who is connected, or for `only_chosen` people (nearer/custom_questionnaires/offering.py).
    """

    id: UUID
    questionnaire: str
    version: str
    title: str
    sha256: str
    kind: str
    state: str
    imported_at: datetime
    offered: datetime | None
    retired: datetime | None
    harm_flags: frozenset[str] | None
    only_chosen: bool
    report: str = field(repr=False)


def save_custom_questionnaire(
    notebook: Notebook, therapist: Therapist, file: CustomQuestionnaireFile, now: datetime
) -> UUID:
    """Save a file as a draft and give its id; the same content again gives the id that is there.

    NotSaved for a file that is too large or cannot be read, a version that is there with other content, or too many.
    """
    questionnaire = _load_file(file)
    with notebook.write_as_therapist(therapist, now) as writer:
        stored = _same_version(writer, questionnaire.id, questionnaire.version)
        if stored is not None and stored.sha256 == questionnaire.sha256:
            return UUID(str(stored.custom_id))
        if stored is not None:
            raise NotSaved(TherapistText.OTHER_CONTENT, id=questionnaire.id, version=questionnaire.version)
        count = select(func.count()).select_from(questionnaires).where(writer.own(questionnaires))
        if writer.execute(count).scalar_one() >= MAX_CUSTOM_QUESTIONNAIRES:
            raise NotSaved(TherapistText.TOO_MANY_QUESTIONNAIRES, most=MAX_CUSTOM_QUESTIONNAIRES)
        key = new_id(now)
        writer.insert(
            questionnaires,
            custom_id=key,
            questionnaire=questionnaire.id,
            version=questionnaire.version,
            title=questionnaire.title,
            sha256=questionnaire.sha256,
            definition=file.definition,
            kind=file.kind,
            original=file.original,
            original_sha256=sha256(file.original).hexdigest(),
            report=file.report,
            imported_at=now,
            state=DRAFT,
        )
    return key


def read_custom_questionnaires(notebook: Notebook, therapist: Therapist) -> tuple[CustomQuestionnaire, ...]:
    """Every version of everything this therapist imported, the newest first."""
    with notebook.read_as_therapist(therapist) as reader:
        rows = _newest_first(reader)
    return tuple(CustomQuestionnaire(**{**row._mapping, "harm_flags": read_harm_flags(row.harm_flags)}) for row in rows)


def read_custom_definitions(notebook: Notebook, therapist: Therapist) -> tuple[tuple[Questionnaire, bool], ...]:
    """The offered version of each questionnaire id, else its newest; and whether it is offered."""
    definitions: dict[str, tuple[Questionnaire, bool]] = {}
    own_keys = own_key(therapist)
    with notebook.read_as_therapist(therapist) as reader:
        for row in _newest_first(reader):
            offered = row.state == OFFERED
            if row.questionnaire in definitions and not offered:
                continue
            definition = read_definition(reader.connection, therapist.clinic, row.sha256, own_keys)
            if definition is not None:
                definitions[row.questionnaire] = (definition, offered)
    return tuple(definitions.values())


def read_original(notebook: Notebook, therapist: Therapist, key: UUID) -> CustomQuestionnaireFile:
    """The file as it came, to the byte. NotFound for one of somebody else's; NotSaved when it was changed since."""
    with notebook.read_as_therapist(therapist) as reader:
        row = find_version(reader, key)
    if sha256(row.original).hexdigest() != row.original_sha256:
        raise NotSaved(TherapistText.FILE_CHANGED)
    return CustomQuestionnaireFile(row.kind, row.original, row.definition, row.report)


def save_harm_flags(notebook: Notebook, therapist: Therapist, key: UUID, items: Iterable[str]) -> None:
    """Save which items ask about harm. NotSaved once it was offered with flags: answers were shared by them."""
    with notebook.write_as_therapist(therapist) as writer:
        row = find_version(writer, key)
        if row.state != DRAFT and read_harm_flags(row.harm_flags) is not None:
            raise NotSaved(TherapistText.FLAGS_STAY)
        change_version(writer, key, harm_flags=json.dumps(sorted(set(items))))


def retitle_questionnaire(notebook: Notebook, therapist: Therapist, key: UUID, title: str) -> None:
    """Give a draft another title; the file that came keeps its own. NotSaved once it was offered."""
    with notebook.write_as_therapist(therapist) as writer:
        row = find_version(writer, key)
        if row.state != DRAFT:
            raise NotSaved(TherapistText.OFFERED)
        definition = with_title(row.definition, title[:MAX_TITLE_CHARACTERS])
        questionnaire = _load_file(CustomQuestionnaireFile(row.kind, row.original, definition))
        change_version(writer, key, title=questionnaire.title, sha256=questionnaire.sha256, definition=definition)


def retire_questionnaire(notebook: Notebook, therapist: Therapist, key: UUID, now: datetime) -> None:
    """Ask it of nobody any more; what was answered stays readable. NotSaved for a draft."""
    with notebook.write_as_therapist(therapist, now) as writer:
        row = find_version(writer, key)
        if row.state == DRAFT:
            raise NotSaved(TherapistText.NOT_OFFERED)
        if row.state == OFFERED:
            change_version(writer, key, state=RETIRED, retired=now)


def delete_custom_questionnaire(notebook: Notebook, therapist: Therapist, key: UUID) -> Mapping[str, Any]:
    """Delete a draft for good; the row is for `restore_questionnaire`. NotSaved for one that was offered."""
    with notebook.write_as_therapist(therapist) as writer:
        row = find_version(writer, key)
        if row.state != DRAFT:
            raise NotSaved(TherapistText.OFFERED)
        writer.delete(questionnaires, custom_id=key)
    return dict(row._mapping)


def restore_questionnaire(notebook: Notebook, therapist: Therapist, deleted: Mapping[str, Any]) -> None:
    """Put a draft back as it was. NotSaved when its version was imported again since."""
    with notebook.write_as_therapist(therapist) as writer:
        if _same_version(writer, deleted["questionnaire"], deleted["version"]) is not None:
            raise NotSaved(TherapistText.IS_BACK)
        writer.insert(questionnaires, **deleted)


def _load_file(file: CustomQuestionnaireFile) -> Questionnaire:
    if max(len(file.original), len(file.definition)) > MAX_FILE_BYTES:
        raise NotSaved(TherapistText.FILE_TOO_LARGE, n=MAX_FILE_BYTES // 2**20)
    try:
        return load_questionnaire(file.definition, "the file")
    except QuestionnaireError as refused:
        raise NotSaved(str(refused)) from None


def _newest_first(reader: TherapistReader) -> list[Row[Any]]:
    """What the therapist imported, without the files themselves, with the columns of a CustomQuestionnaire."""
    columns = (questionnaires.c[name] for name in CustomQuestionnaire.__slots__ if name != "id")
    versions = select(questionnaires.c.custom_id.label("id"), *columns).order_by(*_NEWEST_FIRST)
    return list(reader.execute(versions.where(reader.own(questionnaires))))


def _same_version(reader: TherapistReader, questionnaire: str, version: str) -> Row[Any] | None:
    same = reader.own(questionnaires, questionnaire=questionnaire, version=version)
    return reader.execute(select(questionnaires).where(same)).one_or_none()


def change_version(writer: TherapistWriter, key: UUID, **values: object) -> None:
    """Write these values into the row of one version."""
    writer.execute(update(questionnaires).where(writer.own(questionnaires, custom_id=key)).values(values))


def find_version(reader: TherapistReader, key: UUID) -> Row[Any]:
    """The row of one version; NotFound for one that is another therapist's, or gone."""
    row = reader.execute(select(questionnaires).where(reader.own(questionnaires, custom_id=key))).one_or_none()
    if row is None:
        raise NotFound
    return row
