"""Pydantic's validation errors as sentences with file, line, item and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from nearer.domain.faults import ValueRefused
from nearer.domain.yaml_scalars import Made, YamlRecord
from nearer.language.domain_sentences import explain_fault
from nearer.language.error_catalogue.file_errors import FileText, KeyText, PlaceText, RecordName
from nearer.language.explained_errors import Explanation
from nearer.language.quoted_names import did_you_mean, join_names, nearest_name, shorten
from nearer.yaml_files.problems import MAX_PROBLEMS, FileRefused, KeyRefused, Problem, ProblemPlace
from nearer.yaml_files.yaml_text import Path, Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class RecordKind:
    """What stands under a key of a file ("" is the file itself): its name, its model, and its sort as a place."""

    name: RecordName
    model: type[YamlRecord]
    sort: PlaceText | None = None


Kinds = Mapping[str, RecordKind]


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic's reader of a dataclass or a dictionary of them, made ready the first time."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def check_record(tree: Tree, kind: type[Made], kinds: Kinds) -> Made:
    """Raise FileRefused with one problem for each thing pydantic found, and each key that is there twice."""
    from pydantic import ValidationError

    problems = _list_double_keys(tree, kinds)
    try:
        parsed: Made = adapter(kind).validate_python(tree.plain)  # type: ignore[arg-type]
    except ValidationError as error:
        problems += [_make_problem(tree, detail, kinds) for detail in error.errors(include_url=False)[:MAX_PROBLEMS]]
    if problems:
        raise FileRefused(problems)
    return parsed


def _list_double_keys(tree: Tree, kinds: Kinds) -> list[Problem]:
    return [
        Problem(tree.file, line, _place(tree, path, kinds), FileText.KEY_TWICE(key=key))
        for path, line, key in tree.doubles[:MAX_PROBLEMS]
    ]


def problem_at(tree: Tree, path: Path, reason: Explanation, kinds: Kinds) -> Problem:
    return Problem(tree.file, tree.line(path), _place(tree, path, kinds), reason)


def _place(tree: Tree, path: Path, kinds: Kinds) -> ProblemPlace | None:
    """The words for where a path leads: *item scars*, *answer list how-strong*, or None for the file itself."""
    sort = kinds[str(path[0])].sort if path and path[0] in kinds else None
    if sort is None or len(path) == 1:
        return None
    name = path[1]
    if isinstance(name, str):
        return ProblemPlace(sort, shorten(name))
    entry = tree.plain[path[0]][name]  # type: ignore[index]
    own = (entry.get("id") or entry.get("code")) if isinstance(entry, dict) else ""
    return ProblemPlace(sort, shorten(own) if isinstance(own, str) and own else PlaceText.NUMBER(n=str(name + 1)))


def _make_problem(tree: Tree, error: Any, kinds: Kinds) -> Problem:
    """Pydantic puts the names of union members into a location; they lead nowhere and are left out."""
    path: Path = ()
    for step in error["loc"]:
        path = (*path, step) if (*path, step) in tree.lines else path
    return problem_at(tree, path, _sentence(error, path, kinds), kinds)


def _sentence(error: Any, path: Path, kinds: Kinds) -> Explanation:
    sort, key = error["type"], next((step for step in reversed(path) if isinstance(step, str)), "")
    if sort in ("extra_forbidden", "unexpected_keyword_argument"):
        around = _kind(path[:-1], kinds)
        hint = did_you_mean(key, around.model.keys().values())
        return FileText.NOT_A_KEY(key=shorten(key), record=around.name(), hint=hint)
    if sort == "missing":
        return FileText.KEY_MISSING(record=_kind(path, kinds).name(), key=error["loc"][-1])
    if not key:
        return FileText.NO_KEYS(record=kinds[""].name())
    return FileText.OF_KEY(key=shorten(key), rule=_explain_rule(error))


def _kind(path: Path, kinds: Kinds) -> RecordKind:
    """What stands at a path. Its second step is the number or the name of an entry, so never a key."""
    return next((kinds[str(step)] for step in reversed((*path[:1], *path[2:])) if step in kinds), kinds[""])


def _explain_rule(error: Any) -> Explanation | str:
    """The values that a key takes, as the end of a sentence."""
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        allowed = re.findall(r"'([^']*)'", str(context["expected"]))
        nearest = nearest_name(str(error["input"]), allowed)
        if nearest is None:
            return KeyText.ONE_OF(names=join_names(allowed))
        return KeyText.ONE_OF_SUCH_AS(names=join_names(allowed), hint=FileText.DID_YOU_MEAN(name=nearest))
    broken = context.get("error")
    if isinstance(broken, ValueRefused):
        return explain_fault(broken)
    if isinstance(broken, KeyRefused):
        return broken.reason
    return _RULES.get(error["type"], KeyText.ANOTHER_KIND)(**{name: str(limit) for name, limit in context.items()})


_RULES = {
    "string_type": KeyText.TEXT,
    "tuple_type": KeyText.LIST,
    "dict_type": KeyText.KEYS,
    "dataclass_type": KeyText.KEYS,
    "too_short": KeyText.EMPTY_LIST,
    "too_long": KeyText.LIST_TOO_LONG,
    "less_than_equal": KeyText.AT_MOST,
    "greater_than_equal": KeyText.AT_LEAST,
}
