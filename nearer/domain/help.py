"""Helplines by country, each with the day it was last checked."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationError

from nearer.domain.fields import Code, Model, Text
from nearer.domain.reading.problems import FileRefused
from nearer.domain.reading.sentences import Kind, problems_of_doubles, problems_of_shape
from nearer.domain.reading.tree import read_tree


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("takes a date such as 2026-11-23")


class HelpLine(Model):
    """One place to turn to. `number` is what to dial, or a site written as words."""

    name: Text
    number: Text
    hours: Text
    note: Text
    checked: Annotated[date, BeforeValidator(_day)]
    source: Text


class Country(Model):
    """The helplines of one country, the most urgent first."""

    code: Code
    name: Text
    lines: Annotated[tuple[HelpLine, ...], Field(min_length=1)]


class Help(Model):
    """All helplines, in the order of the file."""

    countries: Annotated[tuple[Country, ...], Field(min_length=1)]

    def country(self, code: str) -> Country | None:
        return next((country for country in self.countries if country.code == code), None)


_KINDS = {
    "": Kind("a list of helplines", Help),
    "countries": Kind("a country", Country, "country"),
    "lines": Kind("a helpline", HelpLine),
}


def read_help(text: str | bytes, file: str = "help.yaml") -> Help:
    """Raise FileRefused with every problem."""
    tree = read_tree(text, file)
    problems = problems_of_doubles(tree, _KINDS)
    try:
        found = Help.model_validate(tree.plain)
    except ValidationError as error:
        problems += problems_of_shape(tree, error, _KINDS)
    if problems:
        raise FileRefused(problems)
    return found
