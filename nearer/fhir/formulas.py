"""Formulas that only add up answers are recognised by their form. None is ever run.

What is recognised is FHIRPath as LHC-Forms, SDC and NLM write a total: answers joined by +, each by itself or with a
guard such as `iif(%a.exists(), %a, 0)`; one guard around them all with `{}` beside it; and `.sum()` of all answers or
their weights. Everything else does more than add.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*('(?:[^'\\]|\\.)*'|`[^`]*`|%?[A-Za-z_$]\w*|%`[^`]*`|%'[^']*'|\d+(?:\.\d+)?|<=|>=|!=|[-+*/().,=<>{}\[\]|&~!])"
)
_PATH_FUNCTIONS = frozenset(
    ("where", "select", "repeat", "first", "single", "item", "answer", "ofType", "as", "extension", "ordinal", "weight",
     "score", "toInteger", "toDecimal", "descendants", "children", "all", "exists")
)  # fmt: skip
_GUARD_WORDS = frozenset(
    ("exists", "empty", "not", "and", "or", "all", "allTrue", "hasValue", "count", "where", "item", "answer", "value")
)
_STEPS = (("$this", "+", "$total"), ("$total", "+", "$this"))
_AGGREGATE = tuple((".", "aggregate", "(", *step, *start, ")") for step in _STEPS for start in ((",", "0"), ()))
_ADDED = ((".", "sum", "(", ")"), *_AGGREGATE)
_MAX_DEPTH = 12


class _DoesMore(Exception):
    """It does more than add."""


@dataclass(frozen=True)
class Sum:
    """What a formula adds up: questions by their linkIds or by how these begin; else all, `without` some.

    `zero_for_missing`: a missing answer counts 0 in it, which is not so here.
    """

    links: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    zero_for_missing: bool = False


def read_sum(formula: str, variables: Mapping[str, str]) -> Sum | None:
    """None for a formula that does more than add. `variables` are those of the file, by name."""
    reading = _Reading(variables)
    try:
        reading.add(_tokens(formula), 0)
    except (_DoesMore, RecursionError):
        return None
    named = (*reading.links, *reading.beginnings)
    if reading.all_answers + bool(named) != 1 or len(set(named)) != len(named):
        return None
    return Sum(tuple(reading.links), tuple(reading.beginnings), tuple(reading.without), reading.zero_for_missing)


def _tokens(formula: str) -> list[str]:
    tokens: list[str] = []
    place, text = 0, formula.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or len(tokens) > 5000:
            raise _DoesMore
        tokens.append(found.group(1))
        place = found.end()
    return list(_same_words(tokens))


def _same_words(tokens: Sequence[str]) -> Iterator[str]:
    """`linkId in ('a' | 'b')` as `linkId = 'a' or linkId = 'b'`, and `linkId.startsWith('a')` as `linkId ^= 'a'`."""
    place = 0
    while place < len(tokens):
        if tokens[place : place + 3] == ["linkId", "in", "("]:
            end = _closing(tokens, place + 2)
            for number, link in enumerate(tokens[place + 3 : end : 2]):
                yield from (*(["or"] if number else []), "linkId", "=", link)
            if set(tokens[place + 4 : end : 2]) - {"|"}:
                raise _DoesMore
            place = end + 1
        elif tokens[place : place + 4] == ["linkId", ".", "startsWith", "("]:
            yield from ("linkId", "^=", tokens[place + 4])
            place = _closing(tokens, place + 3) + 1
        else:
            yield tokens[place]
            place += 1


class _Reading:
    """One walk over a formula and the variables in it."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.links: list[str] = []
        self.beginnings: list[str] = []
        self.without: list[str] = []
        self.all_answers = 0
        self.zero_for_missing = False

    def add(self, tokens: Sequence[str], depth: int) -> None:
        """Read what is joined by +; raise _DoesMore for anything else."""
        if depth > _MAX_DEPTH:
            raise _DoesMore
        for term in _split(tokens, "+"):
            self._term(term, depth + 1)

    def _term(self, tokens: Sequence[str], depth: int) -> None:
        if not tokens:
            raise _DoesMore
        if list(tokens) == ["0"]:
            return
        if tokens[0] == "(" and _closing(tokens, 0) == len(tokens) - 1:
            self.add(tokens[1:-1], depth)
        elif tokens[0] == "iif" and len(tokens) > 2 and _closing(tokens, 1) == len(tokens) - 1:
            self._guarded(list(_split(tokens[2:-1], ",")), depth)
        elif len(tokens) == 1 and tokens[0].lstrip("%").strip("`'") in self.variables and tokens[0][0] == "%":
            self.add(_tokens(self.variables[tokens[0].lstrip("%").strip("`'")]), depth)
        else:
            self._answers(tokens)

    def _guarded(self, parts: list[Sequence[str]], depth: int) -> None:
        """`iif(there is an answer, sum, {})`, or the two the other way round."""
        if len(parts) not in (2, 3):
            raise _DoesMore
        self._check_guard(parts[0], depth)
        inside = [part for part in parts[1:] if list(part) not in (["{", "}"], ["0"])]
        if len(inside) != 1:
            raise _DoesMore
        self.zero_for_missing |= any(list(part) == ["0"] for part in parts[1:])
        self.add(inside[0], depth)

    def _check_guard(self, tokens: Sequence[str], depth: int) -> None:
        """Only whether there are answers may be asked, and not which."""
        if depth > _MAX_DEPTH:
            raise _DoesMore
        counts = "count" in tokens
        for place, token in enumerate(tokens):
            name = token.lstrip("%").strip("`'")
            called = place + 1 < len(tokens) and tokens[place + 1] == "("
            compared = token in ("<", ">", "<=", ">=", "=", "!=")
            if token in "+-*/&~" or (called and name not in (*_GUARD_WORDS, *_PATH_FUNCTIONS)):
                raise _DoesMore
            if compared and not counts and not (_is_of_link(tokens, place) or _is_bookkeeping(tokens, place)):
                raise _DoesMore
            if token.startswith("%") and name in self.variables:
                self._check_guard(_tokens(self.variables[name]), depth + 1)

    def _answers(self, tokens: Sequence[str]) -> None:
        """A path to one answer, or to all of them with `.sum()` behind it."""
        tokens = self._expanded(list(tokens))
        added = next((form for form in _ADDED if tuple(tokens[-len(form) :]) == form), ())
        path, total = tokens[: len(tokens) - len(added)], bool(added)
        for place, token in enumerate(path):
            called = place + 1 < len(path) and path[place + 1] == "("
            if token in "+-*/&|~<>!{}" or token in ("<=", ">=", "div", "mod"):
                raise _DoesMore
            if token == "!=" and not _is_of_link(path, place):
                raise _DoesMore
            if (called and token not in _PATH_FUNCTIONS) or (place == 0 and not re.match(r"[%A-Za-z`]", token)):
                raise _DoesMore
        tests = _links(path)
        signs, links = {sign for sign, _ in tests}, [link for _, link in tests]
        if signs == {"="} and (total or len(links) == 1):
            self.links += links
        elif signs == {"^="} and total:
            self.beginnings += links
        elif signs <= {"!="} and total:
            self.all_answers += 1
            self.without += links
        else:
            raise _DoesMore

    def _expanded(self, tokens: list[str]) -> list[str]:
        """With a variable at the beginning, what it stands for."""
        for _ in range(_MAX_DEPTH):
            name = tokens[0].lstrip("%").strip("`'")
            if not tokens[0].startswith("%") or name not in self.variables:
                return tokens
            tokens = _tokens(self.variables[name]) + tokens[1:]
        raise _DoesMore


def _links(path: Sequence[str]) -> list[tuple[str, str]]:
    """The linkIds that a path leads to, each with its sign: those of its last `where`; before it are groups around.

    Raise _DoesMore where a condition tests something else, or another question is looked at on the way.
    """
    tests: list[list[tuple[str, str]]] = [[]]
    inside: set[str] = set()
    depth = 0
    for place, token in enumerate(path):
        depth += (token == "(") - (token == ")")
        if token == "where" and depth == 0:
            tests.append([])
        elif token in ("=", "!=", "^=") and _is_of_link(path, place):
            link = path[place + 1][1:-1].replace("\\'", "'")
            tests[-1].append((token, link)) if depth == 1 else inside.add(link)
        elif token == "=" and not _is_bookkeeping(path, place):
            raise _DoesMore
    named = [of_where for of_where in tests if of_where]
    if not inside <= {link for of_where in named for _, link in of_where}:
        raise _DoesMore
    return named[-1] if named else []


def _is_of_link(path: Sequence[str], place: int) -> bool:
    return path[place - 1] == "linkId" and path[place + 1 : place + 2] != [] and path[place + 1].startswith("'")


def _is_bookkeeping(path: Sequence[str], place: int) -> bool:
    """Where a path looks a weight up: by the code that was answered, and by the address of the extension."""
    before, after = path[place - 1], path[place + 1][:1] if len(path) > place + 1 else ""
    return (before == "code" and after == "%") or (before == "url" and after in ("%", "'"))


def _split(tokens: Sequence[str], sign: str) -> Iterator[Sequence[str]]:
    depth, start = 0, 0
    for place, token in enumerate(tokens):
        depth += (token in ("(", "[")) - (token in (")", "]"))
        if token == sign and depth == 0:
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]


def _closing(tokens: Sequence[str], opening: int) -> int:
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place] == "(") - (tokens[place] == ")")
        if depth == 0:
            return place
    raise _DoesMore
