"""Helplines by country: what each is for, and whether somebody has looked it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from nearer.domain.fields import Code, Day, Text, Within, Written
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree

LineKind = Literal["emergency", "listening", "violence", "child"]
ELSEWHERE = "elsewhere"  # the entry of every country that has none of its own


@dataclass(frozen=True, kw_only=True)
class HelpLine(Written):
    """One place to turn to. `number` is what to dial, or a site written as words.

    `checked` is the day on which somebody looked the line up, `source` where service and number are named; without
    both it is from general knowledge, which is said wherever the line is shown.
    """

    name: Text
    kind: LineKind
    number: Text
    hours: Text
    note: Text
    checked: Day | None = None
    source: Text | None = None

    def __post_init__(self) -> None:
        if (self.checked is None) != (self.source is None):
            raise ValueError("'checked' and 'source' go together: the day, and the page that names this service")


@dataclass(frozen=True, kw_only=True)
class Country(Written):
    """The helplines of one country, the most urgent first; `covers` are others in which they work."""

    code: Code
    name: Text
    covers: tuple[Code, ...] = ()
    lines: Annotated[tuple[HelpLine, ...], Within(min_length=1)]

    def lines_for(self, *kinds: LineKind) -> tuple[HelpLine, ...]:
        """The lines of these kinds, in their order."""
        return tuple(line for line in self.lines if line.kind in kinds)


@dataclass(frozen=True, kw_only=True)
class Help(Written):
    """All helplines, in the order of the file."""

    countries: Annotated[tuple[Country, ...], Within(min_length=1)]

    def country(self, code: str) -> Country | None:
        """The entry of a country, or the one that covers it."""
        own = (country for country in self.countries if country.code == code)
        covering = (country for country in self.countries if code in country.covers)
        return next(own, None) or next(covering, None)

    def starting_from(self, code: str | None) -> Help:
        """One's own country before all others; the order of the file where it is not known (`code` is None)."""
        first = None if code is None else self.country(code) or self.country(ELSEWHERE)
        if first is None:
            return self
        return Help(countries=(first, *(country for country in self.countries if country is not first)))


_KINDS = {
    "": Kind("a list of helplines", Help),
    "countries": Kind("a country", Country, "country"),
    "lines": Kind("a helpline", HelpLine),
}


def read_help(text: str | bytes, file: str = "help.yaml") -> Help:
    """Raise FileRefused with every problem."""
    return checked(read_tree(text, file), Help, _KINDS)
