"""What is wrong with a file somebody wrote: where it is, what it is, what is allowed instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

MAX_PROBLEMS = 100  # named in one reading


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `line` counts from 1; `place` names the item or scale, or is empty for the whole file."""

    file: str
    line: int
    place: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file} line {self.line}" + (f", {self.place}" if self.place else "")
        return f"{where}: {self.message}"


class FileRefused(ValueError):
    """A file of questions or helplines that cannot be used, with everything one reading found, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class QuestionnaireError(FileRefused):
    """A questionnaire file that cannot be used."""


def shorten(text: str, limit: int = 40) -> str:
    """Never echo more of somebody's file than is needed to find the place."""
    return text if len(text) <= limit else text[: limit - 3] + "..."


def listed(names: Iterable[str], limit: int = 24) -> str:
    every = list(names)
    more = f" and {len(every) - limit} more" if len(every) > limit else ""
    return ", ".join(every[:limit]) + more


def did_you_mean(wrong: str, allowed: Iterable[str]) -> str:
    """End a sentence with the nearest right name, or with all of them when none is near."""
    names = list(allowed)
    nearest = difflib.get_close_matches(wrong[:80], names, n=1)
    if nearest:
        return f"did you mean '{nearest[0]}'?"
    return f"allowed here: {listed(names)}" if names else "there is none to name"
