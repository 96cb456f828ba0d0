"""Pydantic's validation errors as sentences with file, line, item and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from nearer.domain.problems import MAX_PROBLEMS, FileRefused, Problem, did_you_mean, listed, shorten
from nearer.domain.yaml_scalars import Made, YamlRecord
from nearer.yaml_files.yaml_text import Path, Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What stands under a key of a file ("" is the file itself): its words, its model, and its name as a place."""

    words: str
    model: type[YamlRecord]
    place: str = ""


Kinds = Mapping[str, RecordKind]


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic's reader of a dataclass or a dictionary of them, made ready the first time."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def check_record(tree: Tree, kind: type[Made], kinds: Kinds) -> Made:
    """Raise FileRefused with one problem for each thing pydantic found, and each key that is there twice."""
    from pydantic import ValidationError

    problems = _doubles(tree, kinds)
    try:
        parsed: Made = adapter(kind).validate_python(tree.plain)  # type: ignore[arg-type]
    except ValidationError as error:
        problems += [_problem(tree, found, kinds) for found in error.errors(include_url=False)[:MAX_PROBLEMS]]
    if problems:
        raise FileRefused(problems)
    return parsed


def _doubles(tree: Tree, kinds: Kinds) -> list[Problem]:
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


def _problem(tree: Tree, error: Any, kinds: Kinds) -> Problem:
    """Pydantic puts the names of union members into a location; they lead nowhere and are left out."""
    path: Path = ()
    for step in error["loc"]:
        path = (*path, step) if (*path, step) in tree.lines else path
    return problem_at(tree, path, _sentence(error, path, kinds), kinds)


def _sentence(error: Any, path: Path, kinds: Kinds) -> str:
    sort, key = error["type"], next((step for step in reversed(path) if isinstance(step, str)), "")
    if sort in ("extra_forbidden", "unexpected_keyword_argument"):
        around = _kind(path[:-1], kinds)
        return f"'{shorten(key)}' is not a key of {around.words}; {did_you_mean(key, around.model.keys().values())}"
    if sort == "missing":
        return f"{_kind(path, kinds).words} needs the key '{error['loc'][-1]}'"
    if not key:
        return f"{kinds[''].words} is written as keys with their values, one a line"
    return f"'{shorten(key)}' {_rule(error)}"


def _kind(path: Path, kinds: Kinds) -> RecordKind:
    """What stands at a path. Its second step is the number or the name of an entry, so never a key."""
    return next((kinds[str(step)] for step in reversed((*path[:1], *path[2:])) if step in kinds), kinds[""])


def _rule(error: Any) -> str:
    """What a key takes, as the rest of a sentence."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        nearest = did_you_mean(str(error["input"]), allowed)
        return f"takes one of {listed(allowed)}" + (f"; {nearest}" if nearest.startswith("did") else "")
    return _RULES.get(error["type"], "takes another kind of value").format(**context)


_RULES = {
    "value_error": "{error}",
    "string_type": "takes text",
    "tuple_type": "takes a list such as [a, b]",
    "dict_type": "takes keys with their values",
    "dataclass_type": "takes keys with their values",
    "too_short": "is an empty list",
    "too_long": "is too long (limit {max_length})",
    "less_than_equal": "takes at most {le}",
    "greater_than_equal": "takes at least {ge}",
}
