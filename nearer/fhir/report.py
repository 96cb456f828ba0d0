"""What became of a file: taken, taken with changes, or refused, each change and problem with its item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from nearer.domain.yaml_scalars import LANGUAGE

MAX_NOTES = 500
_ADDRESS_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence about one item, named as the file names it; empty for the whole file."""

    item: str
    sentence: str

    def __str__(self) -> str:
        return f"item {self.item}: {self.sentence}" if self.item else self.sentence


@dataclass
class Report:
    """Filled while a file is read. `kept` says what stays in the file and is given back, but means nothing here.

    `phrases` is no part of what is reported: by language, what the texts of the file are in it.
    """

    items: int = 0
    changes: list[Note] = field(default_factory=list)
    unmapped: list[Note] = field(default_factory=list)
    problems: list[Note] = field(default_factory=list)
    scoring: str = ""
    phrases: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def status(self) -> Literal["taken", "taken_with_changes", "refused"]:
        if self.problems:
            return "refused"
        return "taken_with_changes" if self.changes else "taken"

    def change(self, item: str, sentence: str) -> None:
        _add(self.changes, Note(item, sentence))

    def keep(self, item: str, sentence: str) -> None:
        _add(self.unmapped, Note(item, sentence))

    def problem(self, item: str, sentence: str) -> None:
        _add(self.problems, Note(item, sentence))

    def learn(self, language: str, text: str, translation: str) -> bool:
        """Whether the translation is held: each text has one a language, the first that the file gives."""
        return bool(re.fullmatch(LANGUAGE, language)) and translation == self.phrases.setdefault(
            language, {}
        ).setdefault(text, translation)

    def as_json(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "items": self.items,
            "changes": [_written(note) for note in self.changes],
            "kept": [_written(note) for note in self.unmapped],
            "problems": [_written(note) for note in self.problems],
            "scoring": self.scoring,
        }


def scored_as_written(titles: Iterable[str]) -> str:
    """Of a file that says itself how it is scored."""
    joined_titles = ", ".join(titles)
    return f"Scored as the file says: {joined_titles}." if joined_titles else "No score: the file has no scale."


def shorten_address(address: str) -> str:
    """Cut in the middle: the end of an address, or of a name made like one, says which it is."""
    if len(address) <= _ADDRESS_LENGTH:
        return address
    return f"{address[: _ADDRESS_LENGTH // 3]}...{address[-_ADDRESS_LENGTH * 2 // 3 :]}"


def _add(notes: list[Note], note: Note) -> None:
    if len(notes) < MAX_NOTES and note not in notes:
        notes.append(note)


def _written(note: Note) -> dict[str, str]:
    return {"item": note.item, "sentence": note.sentence}
