"""Paths to answers in a formula: to one, to those of a group, or to all of them, added up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nearer.fhir.formula_tokens import UnsupportedFormula

PATH_FUNCTIONS = frozenset(
    ("where", "select", "repeat", "first", "single", "item", "answer", "ofType", "as", "extension", "ordinal", "weight",
     "score", "toInteger", "toDecimal", "descendants", "children", "all", "exists")
)  # fmt: skip
_STEPS = (("$this", "+", "$total"), ("$total", "+", "$this"))
_AGGREGATE = tuple((".", "aggregate", "(", *step, *start, ")") for step in _STEPS for start in ((",", "0"), ()))
_FIRST = ("iif", "(", "$total", ".", "empty", "(", ")", ",", "$this", ",")
_GUARDED = tuple((".", "aggregate", "(", *_FIRST, *step, ")", ")") for step in _STEPS)
_ADDED = ((".", "sum", "(", ")"), *_AGGREGATE, *_GUARDED)
_OF_WEIGHTS = frozenset(("ordinal", "weight", "score", "extension"))


def read_path(tokens: Sequence[str]) -> tuple[Sequence[str], bool]:
    """The path without what adds it up, and whether that is there; raise UnsupportedFormula for more than that."""
    added = next((form for form in _ADDED if tuple(tokens[-len(form) :]) == form), ())
    path = tokens[: len(tokens) - len(added)]
    for index, token in enumerate(path):
        called = index + 1 < len(path) and path[index + 1] == "("
        if token in "+-*/&|~<>!{}" or token in ("<=", ">=", "div", "mod"):
            raise UnsupportedFormula
        if token == "!=" and not is_of_link(path, index):
            raise UnsupportedFormula
        if (called and token not in PATH_FUNCTIONS) or (index == 0 and not re.match(r"[%A-Za-z`]", token)):
            raise UnsupportedFormula
    return path, bool(added)


def links_in(path: Sequence[str]) -> list[tuple[str, str]]:
    """The linkIds that a path leads to, each with its sign: those of its last `where`; before it are groups around.

    Raise UnsupportedFormula where a condition tests something else, or another question is looked at on the way.
    """
    tests: list[list[tuple[str, str]]] = [[]]
    inside: set[str] = set()
    depth = 0
    for index, token in enumerate(path):
        depth += (token == "(") - (token == ")")
        if token == "where" and depth == 0:
            tests.append([])
        elif token in ("=", "!=", "^=") and is_of_link(path, index):
            link = path[index + 1][1:-1].replace("\\'", "'")
            tests[-1].append((token, link)) if depth == 1 else inside.add(link)
        elif token == "=" and not is_bookkeeping(path, index):
            raise UnsupportedFormula
    link_tests = [of_where for of_where in tests if of_where]
    if not inside <= {link for of_where in link_tests for _, link in of_where}:
        raise UnsupportedFormula
    return link_tests[-1] if link_tests else []


def is_of_values(path: Sequence[str]) -> bool:
    """Whether a path leads to the answers themselves, their codes or numbers, and not to their weights."""
    return not _OF_WEIGHTS & set(path)


def is_of_link(path: Sequence[str], index: int) -> bool:
    """Whether the sign at this index compares a linkId with a text."""
    return path[index - 1] == "linkId" and path[index + 1 : index + 2] != [] and path[index + 1].startswith("'")


def is_bookkeeping(path: Sequence[str], index: int) -> bool:
    """Whether the sign at this index is part of looking a weight up, by an answer's code or an extension's address."""
    before, after = path[index - 1], path[index + 1][:1] if len(path) > index + 1 else ""
    return (before == "code" and after == "%") or (before == "url" and after in ("%", "'"))
