"""Formulas that only add up answers are recognised by their form. None is ever run.

What is recognised is FHIRPath as LHC-Forms, SDC and NLM write a total: answers joined by +, each by itself or with a
guard such as `iif(%a.exists(), %a, 0)`; one guard around them all with `{}` beside it; and `.sum()` of all answers or
their weights. Everything else does more than add. See https://hl7.org/fhir/uv/sdc/expressions.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nearer.fhir.formula_paths import PATH_FUNCTIONS, is_bookkeeping, is_of_link, is_of_values, links_in, read_path
from nearer.fhir.formula_tokens import UnsupportedFormula, closing_parenthesis, split_at, tokens_of

_GUARD_WORDS = frozenset(
    ("exists", "empty", "not", "and", "or", "all", "allTrue", "hasValue", "count", "where", "item", "answer", "value")
)
_MAX_DEPTH = 12  # of parentheses and of variables that stand for each other


@dataclass(frozen=True)
class Sum:
    """What a formula adds up: questions by their linkIds or by how these begin; else all, `without` some.

    `zero_for_missing`: a missing answer counts 0 in it, which is not so here. `of_values`: it adds codes or numbers of
    answers, not their weights.
    """

    links: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    zero_for_missing: bool = False
    of_values: bool = False


def read_sum(formula: str, variables: Mapping[str, str]) -> Sum | None:
    """None for a formula that does more than add. `variables` are those of the file, by name."""
    reading = _FormulaReading(variables)
    try:
        reading.add(tokens_of(formula), 0)
    except (UnsupportedFormula, RecursionError, IndexError):
        return None
    links, beginnings, without = (tuple(reading.links[sign]) for sign in ("=", "^=", "!="))
    link_names = (*links, *beginnings)
    if reading.all_answers + bool(link_names) != 1 or len(set(link_names)) != len(link_names):
        return None
    return Sum(links, beginnings, without, reading.zero_for_missing, reading.of_values)


class _FormulaReading:
    """One walk over a formula and the variables in it. `links` stand by the sign that tests them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.links: dict[str, list[str]] = {"=": [], "^=": [], "!=": []}
        self.all_answers = 0
        self.zero_for_missing = False
        self.of_values = False

    def add(self, tokens: Sequence[str], depth: int) -> None:
        """Read what is joined by +; raise UnsupportedFormula for anything else."""
        if depth > _MAX_DEPTH:
            raise UnsupportedFormula
        for term in split_at(tokens, "+"):
            self._parse_term(term, depth + 1)

    def _parse_term(self, tokens: Sequence[str], depth: int) -> None:
        if not tokens:
            raise UnsupportedFormula
        if list(tokens) == ["0"]:
            return
        if tokens[0] == "(" and closing_parenthesis(tokens, 0) == len(tokens) - 1:
            self.add(tokens[1:-1], depth)
        elif tokens[0] == "iif" and len(tokens) > 2 and closing_parenthesis(tokens, 1) == len(tokens) - 1:
            self._parse_guarded_sum(list(split_at(tokens[2:-1], ",")), depth)
        elif len(tokens) == 1 and (meaning := self._look_up_variable(tokens[0])) is not None:
            self.add(tokens_of(meaning), depth)
        else:
            self._parse_answers(tokens)

    def _look_up_variable(self, token: str) -> str | None:
        """The formula of a variable of the file; None for another word. %a, %`a` and %'a' are one."""
        return self.variables.get(token[1:].strip("`'")) if token.startswith("%") else None

    def _parse_guarded_sum(self, parts: list[Sequence[str]], depth: int) -> None:
        """`iif(there is an answer, sum, {})`, or the two the other way round."""
        if len(parts) not in (2, 3):
            raise UnsupportedFormula
        self._check_guard(parts[0], depth)
        inside = [part for part in parts[1:] if list(part) not in (["{", "}"], ["0"])]
        if len(inside) != 1:
            raise UnsupportedFormula
        self.zero_for_missing |= any(list(part) == ["0"] for part in parts[1:])
        self.add(inside[0], depth)

    def _check_guard(self, tokens: Sequence[str], depth: int) -> None:
        """Refuse a guard that asks which answers there are, and not only whether there are any."""
        if depth > _MAX_DEPTH:
            raise UnsupportedFormula
        counts = "count" in tokens
        for index, token in enumerate(tokens):
            called = index + 1 < len(tokens) and tokens[index + 1] == "("
            compared = token in ("<", ">", "<=", ">=", "=", "!=")
            if token in "+-*/&~" or (called and token not in (*_GUARD_WORDS, *PATH_FUNCTIONS)):
                raise UnsupportedFormula
            if compared and not counts and not (is_of_link(tokens, index) or is_bookkeeping(tokens, index)):
                raise UnsupportedFormula
            if (meaning := self._look_up_variable(token)) is not None:
                self._check_guard(tokens_of(meaning), depth + 1)

    def _parse_answers(self, tokens: Sequence[str]) -> None:
        """A path to one answer, or to all of them with `.sum()` behind it."""
        path, total = read_path(self._expand_first_token(list(tokens)))
        self.of_values |= is_of_values(path)
        tests = links_in(path)
        signs = {sign for sign, _ in tests}
        if len(signs) > 1 or not total and (signs != {"="} or len(tests) > 1):
            raise UnsupportedFormula
        self.all_answers += signs <= {"!="}
        for sign, link in tests:
            self.links[sign].append(link)

    def _expand_first_token(self, tokens: list[str]) -> list[str]:
        """The formula with the variable at its beginning replaced by what that stands for."""
        for _ in range(_MAX_DEPTH):
            meaning = self._look_up_variable(tokens[0])
            if meaning is None:
                return tokens
            tokens = tokens_of(meaning) + tokens[1:]
        raise UnsupportedFormula
