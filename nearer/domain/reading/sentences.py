"""Turn what pydantic finds in a file into sentences with the line, the place and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from nearer.domain.reading.problems import MAX_PROBLEMS, Problem, did_you_mean, listed, shorten
from nearer.domain.reading.tree import Path, Plain, Tree


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


def problems_of_shape(tree: Tree, error: ValidationError, kinds: Kinds) -> list[Problem]:
    """One problem for each thing pydantic found, up to MAX_PROBLEMS. `kinds` knows what stands under each key."""
    return [_problem(tree, found, kinds) for found in error.errors(include_url=False)[:MAX_PROBLEMS]]


def problems_of_doubles(tree: Tree, kinds: Kinds) -> list[Problem]:
    return [
        Problem(tree.file, line, place_of(tree.plain, path, kinds), f"the key '{key}' appears twice")
        for path, line, key in tree.doubles[:MAX_PROBLEMS]
    ]


def place_of(plain: Plain, path: Path, kinds: Kinds) -> str:
    """Where a path leads, in words: `item scars`, `answer list how-strong`, or nothing for the file itself."""
    if len(path) < 2 or path[0] not in kinds:
        return ""
    kind, name = kinds[str(path[0])], path[1]
    if isinstance(name, str):
        return f"{kind.place} {shorten(name)}"
    entry = plain[path[0]][name] if isinstance(plain, dict) else ""  # type: ignore[index]
    own = (entry.get("id") or entry.get("code")) if isinstance(entry, dict) else ""
    return f"{kind.place} {shorten(own)}" if isinstance(own, str) and own else f"{kind.place} number {name + 1}"


def _problem(tree: Tree, found: Any, kinds: Kinds) -> Problem:
    path, missing = _written_path(tree.plain, found["loc"])
    message = _sentence(found, path, missing, kinds)
    return Problem(tree.file, tree.line(path), place_of(tree.plain, path, kinds), message)


def _written_path(plain: Plain, loc: Iterable[str | int]) -> tuple[Path, str]:
    """The part of a location that is in the file, and the key that is not there, if any.

    Pydantic puts the names of union members into a location; they lead nowhere and are left out.
    """
    path: list[str | int] = []
    rest = ""
    for step in loc:
        if isinstance(plain, dict) and step in plain:
            plain = plain[str(step)]
        elif isinstance(plain, list) and isinstance(step, int) and step < len(plain):
            plain = plain[step]
        else:
            rest = str(step)
            continue
        path.append(step)
    return tuple(path), rest


def _kind(path: Path, kinds: Kinds) -> Kind:
    if path and path[0] == "answer_lists":
        return kinds["answers"]
    last = next((step for step in reversed(path) if isinstance(step, str)), "")
    return kinds.get(last, kinds[""])


def _sentence(found: Any, path: Path, missing: str, kinds: Kinds) -> str:
    sort, key = str(found["type"]), _key(path)
    if sort == "extra_forbidden":
        around = _kind(path[:-1], kinds)
        return f"'{shorten(key)}' is not a key of {around.words}; {did_you_mean(key, around.keys)}"
    if sort == "missing":
        return f"{_kind(path, kinds).words} needs the key '{missing}'"
    if not key:
        return f"{kinds[''].words} is written as keys with their values, one a line"
    return f"'{shorten(key)}' {_rule(found, sort)}"


def _rule(found: Any, sort: str) -> str:
    """What a key takes, as the rest of a sentence."""
    context = found.get("ctx", {})
    if sort == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        nearest = did_you_mean(str(found["input"]), allowed)
        hint = f"; {nearest}" if nearest.startswith("did") else ""
        return f"takes one of {listed(allowed)}{hint}"
    return _RULES.get(sort, "takes another kind of value").format(**context)


_RULES = {
    "value_error": "{error}",
    "string_type": "takes text",
    "tuple_type": "takes a list such as [a, b]",
    "dict_type": "takes keys with their values",
    "model_type": "takes keys with their values",
    "model_attributes_type": "takes keys with their values",
    "too_short": "is an empty list",
    "too_long": "is too long (limit {max_length})",
    "less_than_equal": "takes at most {le}",
    "greater_than_equal": "takes at least {ge}",
    "date_from_datetime_parsing": "takes a date such as 2026-11-23",
    "date_parsing": "takes a date such as 2026-11-23",
}


def _key(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")
