"""The file that `takeaway.personal_export` writes, checked record by record before anything of it is used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NoReturn

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator

from nearer.domain.events import Event, read_event
from nearer.domain.roles_and_audiences import Role
from nearer.domain.weeks import Week
from nearer.language.error_catalogue.import_errors import ImportText
from nearer.language.explained_errors import ExplainedError

OWN_FORMAT, OWN_VERSION = "nearer-own-notebook", 1  # what `takeaway.personal_export` writes
MAX_FILE_ROWS = 20_000  # of anything in one file
Short = Annotated[str, Field(max_length=200)]
Ease = Annotated[int, Field(ge=0, le=10)]


class OwnFileRefused(ExplainedError, ValueError):
    """Nothing of the file was read in; a sentence for its owner."""


class _FileRecord(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    @field_validator("week", mode="before", check_fields=False)
    @classmethod
    def _parse_week(cls, week_text: object) -> Week | None:
        return None if week_text is None else Week.parse(str(week_text))


class FileAnswer(_FileRecord):
    """One item and what was answered, as `read_answer` takes it."""

    item: Short
    raw: Any = Field(default=None, alias="given", repr=False)


class FileForm(_FileRecord):
    """The fields that a finished and an unfinished form share."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    questionnaire: Short
    week: Week | None = None
    answers: tuple[FileAnswer, ...] = Field(max_length=MAX_FILE_ROWS, repr=False)
    note: str = Field(default="", repr=False)

    @property
    def raw(self) -> Mapping[str, object]:
        """Each answer by its item."""
        return {one.item: one.raw for one in self.answers}


class FileResponse(FileForm):
    """A finished form: the definition by its hash, and the instant when it was saved."""

    sha256: Short
    saved: AwareDatetime


class FileStep(_FileRecord):
    """A step that was done on a day, with how comfortable it was before and after."""

    step: Short
    day: date
    before: Ease | None = None
    after: Ease | None = None


class FileHead(_FileRecord):
    """The keys that say whether it is a file of ours, and in which version."""

    format: str
    version: Annotated[int, Field(ge=1)]


class FilePerson(_FileRecord):
    """Whose file it is, as far as it matters here."""

    role: Role


class OwnFile(FileHead):
    """Everything of the file that can come back. What others could read, said or asked is not among it."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    synthetic: bool
    made: AwareDatetime
    person: FilePerson
    responses: tuple[FileResponse, ...] = Field(max_length=MAX_FILE_ROWS, repr=False)
    unfinished: tuple[FileForm, ...] = Field(default=(), max_length=MAX_FILE_ROWS, repr=False)
    events: tuple[Event, ...] = Field(default=(), max_length=MAX_FILE_ROWS, repr=False)
    topics_read: dict[Short, date] = Field(default_factory=dict, alias="topics read", repr=False)
    planned: dict[Short, date] = Field(default_factory=dict, alias="steps planned", repr=False)
    done: tuple[FileStep, ...] = Field(default=(), alias="steps done", max_length=MAX_FILE_ROWS, repr=False)
    questions: tuple[str, ...] = Field(default=(), alias="questions for a visit", max_length=MAX_FILE_ROWS, repr=False)

    @field_validator("events", mode="before")
    @classmethod
    def _read_events(cls, event_records: object) -> tuple[Event, ...]:
        try:
            return tuple(read_event(one) for one in event_records)  # type: ignore[attr-defined]  # refused below
        except (KeyError, TypeError) as refused:
            raise ValueError from refused


def read_own_file(content: bytes, role: Role, demo: bool) -> OwnFile:
    """The file as it is. OwnFileRefused for another file, a damaged one, a newer one, and one of somebody else's role.

    A made-up person's file is taken by a notebook of made-up people alone.
    """
    file_json = _read_json(content)
    try:
        head = FileHead.model_validate(file_json)
    except ValidationError:
        raise OwnFileRefused(ImportText.NOT_OURS) from None
    if head.format != OWN_FORMAT:
        raise OwnFileRefused(ImportText.NOT_OURS)
    if head.version > OWN_VERSION:  # before anything else of it is read, which may be written otherwise there
        raise OwnFileRefused(ImportText.OF_A_NEWER_VERSION)
    try:
        file = OwnFile.model_validate(file_json)
    except ValidationError:
        raise OwnFileRefused(ImportText.DAMAGED) from None
    if file.synthetic and not demo:
        raise OwnFileRefused(ImportText.MADE_UP)
    if file.person.role != role:
        raise OwnFileRefused(ImportText.OF_THE_OTHER_ROLE)
    return file


def _read_json(content: bytes) -> object:
    try:
        return json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise OwnFileRefused(ImportText.NOT_OURS) from None


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON, and no answer."""
    raise ValueError(name)
