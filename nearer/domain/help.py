"""Helplines by country, each with the day it was last checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from nearer.domain.fields import Code, Day, Text, Within, Written
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree


@dataclass(frozen=True, kw_only=True)
class HelpLine(Written):
    """One place to turn to. `number` is what to dial, or a site written as words."""

    name: Text
    number: Text
    hours: Text
    note: Text
    checked: Day
    source: Text


@dataclass(frozen=True, kw_only=True)
class Country(Written):
    """The helplines of one country, the most urgent first."""

    code: Code
    name: Text
    lines: Annotated[tuple[HelpLine, ...], Within(min_length=1)]


@dataclass(frozen=True, kw_only=True)
class Help(Written):
    """All helplines, in the order of the file."""

    countries: Annotated[tuple[Country, ...], Within(min_length=1)]

    def country(self, code: str) -> Country | None:
        return next((country for country in self.countries if country.code == code), None)


_KINDS = {
    "": Kind("a list of helplines", Help),
    "countries": Kind("a country", Country, "country"),
    "lines": Kind("a helpline", HelpLine),
}


def read_help(text: str | bytes, file: str = "help.yaml") -> Help:
    """Raise FileRefused with every problem."""
    return checked(read_tree(text, file), Help, _KINDS)
