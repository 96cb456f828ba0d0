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
    place, text = 0, formula.strip()
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None or len(tokens) > 5000:
            raise UnsupportedFormula
        tokens.append(match.group(1))
        place = match.end()
    return list(_same_words(tokens))


def _same_words(tokens: Sequence[str]) -> Iterator[str]:
    """`linkId in ('a' | 'b')` as `linkId = 'a' or linkId = 'b'`, and `linkId.startsWith('a')` as `linkId ^= 'a'`."""
    place = 0
    while place < len(tokens):
        if tokens[place : place + 3] == ["linkId", "in", "("]:
            end = closing_parenthesis(tokens, place + 2)
            for number, link in enumerate(tokens[place + 3 : end : 2]):
                yield from (*(["or"] if number else []), "linkId", "=", link)
            if set(tokens[place + 4 : end : 2]) - {"|"}:
                raise UnsupportedFormula
            place = end + 1
        elif tokens[place : place + 4] == ["linkId", ".", "startsWith", "("]:
            yield from ("linkId", "^=", tokens[place + 4])
            place = closing_parenthesis(tokens, place + 3) + 1
        else:
            yield tokens[place]
            place += 1


def split_at(tokens: Sequence[str], sign: str) -> Iterator[Sequence[str]]:
    """What stands between the signs that are in no parentheses."""
    depth, start = 0, 0
    for place, token in enumerate(tokens):
        depth += (token in ("(", "[")) - (token in (")", "]"))
        if token == sign and depth == 0:
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]


def closing_parenthesis(tokens: Sequence[str], opening: int) -> int:
    """The place of the parenthesis that closes this one."""
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place] == "(") - (tokens[place] == ")")
        if depth == 0:
            return place
    raise UnsupportedFormula
