"""Turn what pydantic finds in a file into sentences with the line, the place and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from nearer.domain.reading.problems import MAX_PROBLEMS, FileRefused, Problem, did_you_mean, listed, shorten
from nearer.domain.reading.tree import Path, Tree


@dataclass(frozen=True, slots=True)
class Kind:
    """What stands under a key of a file ("" is the file itself): its words, its model, and its name as a place."""

    words: str
    model: type[BaseModel]
    place: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(field.alias or name for name, field in self.model.model_fields.items())


Kinds = Mapping[str, Kind]
M = TypeVar("M", bound=BaseModel)


def checked(tree: Tree, model: type[M], kinds: Kinds) -> M:
    """Raise FileRefused with one problem for each thing pydantic found, and each key that is there twice."""
    problems = problems_of_doubles(tree, kinds)
    try:
        parsed = model.model_validate(tree.plain)
    except ValidationError as error:
        problems += problems_of_shape(tree, error, kinds)
    if problems:
        raise FileRefused(problems)
    return parsed


def problems_of_shape(tree: Tree, error: ValidationError, kinds: Kinds) -> list[Problem]:
    """Up to MAX_PROBLEMS. `kinds` knows what stands under each key."""
    return [_problem(tree, found, kinds) for found in error.errors(include_url=False)[:MAX_PROBLEMS]]


def problems_of_doubles(tree: Tree, kinds: Kinds) -> list[Problem]:
    return [
        Problem(tree.file, line, _place(tree, path, kinds), f"the key '{key}' appears twice")
        for path, line, key in tree.doubles[:MAX_PROBLEMS]
    ]


def problem_at(tree: Tree, path: Path, message: str, kinds: Kinds) -> Problem:
    return Problem(tree.file, tree.line(path), _place(tree, path, kinds), message)


def _place(tree: Tree, path: Path, kinds: Kinds) -> str:
    """Where a path leads, in words: `item scars`, `answer list how-strong`, or nothing for the file itself."""
    word = kinds[str(path[0])].place if path and path[0] in kinds else ""
    if not word or len(path) == 1:
        return ""
    name = path[1]
    if isinstance(name, str):
        return f"{word} {shorten(name)}"
    entry = tree.plain[path[0]][name]  # type: ignore[index]
    own = (entry.get("id") or entry.get("code")) if isinstance(entry, dict) else ""
    return f"{word} {shorten(own)}" if isinstance(own, str) and own else f"{word} number {name + 1}"


def _problem(tree: Tree, found: Any, kinds: Kinds) -> Problem:
    """Pydantic puts the names of union members into a location; they lead nowhere and are left out."""
    path: Path = ()
    for step in found["loc"]:
        path = (*path, step) if (*path, step) in tree.lines else path
    return problem_at(tree, path, _sentence(found, path, kinds), kinds)


def _sentence(found: Any, path: Path, kinds: Kinds) -> str:
    sort, key = found["type"], next((step for step in reversed(path) if isinstance(step, str)), "")
    if sort == "extra_forbidden":
        around = _kind(path[:-1], kinds)
        return f"'{shorten(key)}' is not a key of {around.words}; {did_you_mean(key, around.keys)}"
    if sort == "missing":
        return f"{_kind(path, kinds).words} needs the key '{found['loc'][-1]}'"
    if not key:
        return f"{kinds[''].words} is written as keys with their values, one a line"
    return f"'{shorten(key)}' {_rule(found)}"


def _kind(path: Path, kinds: Kinds) -> Kind:
    """What stands at a path. Its second step is the number or the name of an entry, so never a key."""
    return next((kinds[str(step)] for step in reversed((*path[:1], *path[2:])) if step in kinds), kinds[""])


def _rule(found: Any) -> str:
    """What a key takes, as the rest of a sentence."""
    context = found.get("ctx", {})
    if found["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        nearest = did_you_mean(str(found["input"]), allowed)
        return f"takes one of {listed(allowed)}" + (f"; {nearest}" if nearest.startswith("did") else "")
    return _RULES.get(found["type"], "takes another kind of value").format(**context)


_RULES = {
    "value_error": "{error}",
    "string_type": "takes text",
    "tuple_type": "takes a list such as [a, b]",
    "dict_type": "takes keys with their values",
    "model_type": "takes keys with their values",
    "too_short": "is an empty list",
    "too_long": "is too long (limit {max_length})",
    "less_than_equal": "takes at most {le}",
    "greater_than_equal": "takes at least {ge}",
}
