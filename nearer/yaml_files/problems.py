"""What is wrong with a file somebody wrote: where it is, what it is, what is allowed instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from nearer.language.error_catalogue.file_errors import FileText, PlaceText
from nearer.language.explained_errors import ErrorText, ExplainedError, Explanation

MAX_PROBLEMS = 100  # named in one reading


@dataclass(frozen=True, slots=True)
class ProblemPlace:
    """One record of a file: the word for its sort, such as *item*, and its own `name`, or else its number."""

    sort: ErrorText
    name: str | Explanation

    def __str__(self) -> str:
        return str(PlaceText.NAMED(sort=self.sort(), name=self.name))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `line` counts from 1; it and `record` are None for the whole file."""

    file: str
    line: int | None
    record: ProblemPlace | None
    reason: Explanation | str

    @property
    def place(self) -> str:
        """The record, such as *item scars*; empty for the whole file."""
        return str(self.record or "")

    @property
    def message(self) -> str:
        return str(self.reason)

    def __str__(self) -> str:
        if self.line is None:
            place = FileText.OF_RECORD(file=self.file, place=self.record, why=self.reason)
            return str(FileText.OF_FILE(file=self.file, why=self.reason) if self.record is None else place)
        line = str(self.line)  # as editors write it, without what parts the thousands
        if self.record is None:
            return str(FileText.AT_LINE(file=self.file, line=line, why=self.reason))
        return str(FileText.AT_PLACE(file=self.file, line=line, place=self.record, why=self.reason))


class KeyRefused(ExplainedError, ValueError):
    """A value that a key does not take; the sentence is the rest of one that begins with the name of the key."""


class FileRefused(ValueError):
    """A file of questions or helplines that cannot be used, with everything one reading found, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line or 0)))
        super().__init__(self.problems)

    @classmethod
    def at(cls, file: str, line: int | None, reason: Explanation) -> Self:
        """Refused for one thing; `line` is None for the whole file."""
        return cls([Problem(file, line, None, reason)])

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class QuestionnaireError(FileRefused):
    """A questionnaire file that cannot be used."""
