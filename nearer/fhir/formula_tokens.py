"""The words and signs of a formula, and where its parentheses end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(
    r"\s*('(?:[^'\\]|\\.)*'|`[^`]*`|%?[A-Za-z_$]\w*|%`[^`]*`|%'[^']*'|\d+(?:\.\d+)?|<=|>=|!=|[-+*/().,=<>{}\[\]|&~!])"
)


class UnsupportedFormula(Exception):
    """It does more than add."""


def tokens_of(formula: str) -> list[str]:
    """The words and signs of a formula; raise UnsupportedFormula for one that is not read."""
    tokens: list[str] = []
    index, text = 0, formula.strip()
    while index < len(text):
        match = _TOKEN.match(text, index)
        if match is None or len(tokens) > 5000:
            raise UnsupportedFormula
        tokens.append(match.group(1))
        index = match.end()
    return list(_same_words(tokens))


def _same_words(tokens: Sequence[str]) -> Iterator[str]:
    """`linkId in ('a' | 'b')` as `linkId = 'a' or linkId = 'b'`, and `linkId.startsWith('a')` as `linkId ^= 'a'`."""
    index = 0
    while index < len(tokens):
        if tokens[index : index + 3] == ["linkId", "in", "("]:
            end = closing_parenthesis(tokens, index + 2)
            for number, link in enumerate(tokens[index + 3 : end : 2]):
                yield from (*(["or"] if number else []), "linkId", "=", link)
            if set(tokens[index + 4 : end : 2]) - {"|"}:
                raise UnsupportedFormula
            index = end + 1
        elif tokens[index : index + 4] == ["linkId", ".", "startsWith", "("]:
            yield from ("linkId", "^=", tokens[index + 4])
            index = closing_parenthesis(tokens, index + 3) + 1
        else:
            yield tokens[index]
            index += 1


def split_at(tokens: Sequence[str], sign: str) -> Iterator[Sequence[str]]:
    """Split tokens at the signs that are in no parentheses."""
    depth, start = 0, 0
    for index, token in enumerate(tokens):
        depth += (token in ("(", "[")) - (token in (")", "]"))
        if token == sign and depth == 0:
            yield tokens[start:index]
            start = index + 1
    yield tokens[start:]


def closing_parenthesis(tokens: Sequence[str], opening: int) -> int:
    """The index of the parenthesis that closes this one."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += (tokens[index] == "(") - (tokens[index] == ")")
        if depth == 0:
            return index
    raise UnsupportedFormula
