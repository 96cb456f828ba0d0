"""What became of a file: taken, taken with changes, or refused, each change and problem with its item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from nearer.domain.yaml_scalars import LANGUAGE
from nearer.language.error_catalogue.fhir_errors import FhirFileText, FhirScoringText
from nearer.language.explained_errors import ErrorReason, ExplainedError, Explanation, explain

MAX_NOTES = 500  # of a kind; a file that is wrong everywhere is not listed to its end
_ADDRESS_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about one item, named as the file names it; empty for the whole file."""

    item: str
    reason: Explanation | str

    @property
    def sentence(self) -> str:
        """The sentence in the language of whoever reads it now."""
        return str(self.reason)

    def __str__(self) -> str:
        return str(FhirFileText.OF_ITEM(item=self.item, sentence=self.sentence)) if self.item else self.sentence

    def as_json(self) -> dict[str, str]:
        """Its item and its sentence, as the command line prints them."""
        return {"item": self.item, "sentence": self.sentence}


@dataclass
class Report:
    """Filled while a file is read: at most MAX_NOTES of each kind, none of them twice, in the order of reading.

    `items` counts those that the file has. `unmapped` says what stays in the file and is given back, but means nothing
    here. `phrases` is no part of what is reported: by language (BCP 47), what the texts of the file are in it.
    """

    items: int = 0
    changes: list[Note] = field(default_factory=list)
    unmapped: list[Note] = field(default_factory=list)
    problems: list[Note] = field(default_factory=list)
    scoring: str = ""
    phrases: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def status(self) -> Literal["taken", "taken_with_changes", "refused"]:
        """A single problem refuses the file."""
        if self.problems:
            return "refused"
        return "taken_with_changes" if self.changes else "taken"

    def notes(self, item: str = "") -> ItemNotes:
        """The notes about an item, by its linkId; without one, about the whole file."""
        return ItemNotes(self, item)

    def learn(self, language: str, text: str, translation: str) -> None:
        """Each text has one translation a language, the first that the file gives."""
        if re.fullmatch(LANGUAGE, language):
            self.phrases.setdefault(language, {}).setdefault(text, translation)

    def as_json(self) -> dict[str, Any]:
        """The report as the command line prints it; `kept` are the notes of `unmapped`."""
        return {
            "status": self.status,
            "items": self.items,
            "changes": [note.as_json() for note in self.changes],
            "kept": [note.as_json() for note in self.unmapped],
            "problems": [note.as_json() for note in self.problems],
            "scoring": self.scoring,
        }


@dataclass(frozen=True, slots=True)
class ItemNotes:
    """The report, for what is said of one item: an entry of the error catalogue with its values, or a sentence."""

    report: Report
    item: str

    def change(self, reason: ErrorReason, /, **values: object) -> None:
        """It is taken in another way than it is written, or not obeyed."""
        self._add(self.report.changes, reason, values)

    def keep(self, reason: ErrorReason, /, **values: object) -> None:
        """It means nothing here and is given back on export."""
        self._add(self.report.unmapped, reason, values)

    def problem(self, reason: ErrorReason, /, **values: object) -> None:
        """It cannot be taken, so the file is refused."""
        self._add(self.report.problems, reason, values)

    def _add(self, notes: list[Note], reason: ErrorReason, values: dict[str, object]) -> None:
        note = Note(self.item, explain(reason, values))
        if len(notes) < MAX_NOTES and note not in notes:
            notes.append(note)


class Refused(ExplainedError):
    """A file that is not taken, and the item it is about where there is one."""

    def __init__(self, reason: ErrorReason, item: str = "", /, **values: object) -> None:
        self.item = item
        super().__init__(reason, **values)


class LeftOut(ExplainedError):
    """An answer that cannot be taken as it stands."""


def scored_as_written(titles: Iterable[str]) -> str:
    """The sentence on a file that says itself how it is scored; `titles` are those of its scales."""
    joined_titles = ", ".join(titles)
    explanation = (
        FhirScoringText.SCORED_AS_WRITTEN(titles=joined_titles) if joined_titles else FhirScoringText.NO_SCALE()
    )
    return str(explanation)


def shorten_address(address: str) -> str:
    """Cut in the middle: the end of an address, or of a name made like one, says which it is."""
    if len(address) <= _ADDRESS_LENGTH:
        return address
    return f"{address[: _ADDRESS_LENGTH // 3]}...{address[-_ADDRESS_LENGTH * 2 // 3 :]}"
