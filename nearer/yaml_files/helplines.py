"""Helplines by country: what each is for, and whether somebody has looked it up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from nearer.domain.yaml_scalars import Bounds, Code, Day, Text, YamlRecord
from nearer.language.error_catalogue.file_errors import KeyText, PlaceText, RecordName
from nearer.yaml_files.error_messages import RecordKind, check_record
from nearer.yaml_files.problems import KeyRefused
from nearer.yaml_files.yaml_text import read_tree

LineKind = Literal["emergency", "listening", "violence", "child"]
OTHER_COUNTRIES = "elsewhere"  # the entry of every country that has none of its own


@dataclass(frozen=True, kw_only=True)
class HelpLine(YamlRecord):
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
            raise KeyRefused(KeyText.CHECKED_AND_SOURCE)


@dataclass(frozen=True, kw_only=True)
class Country(YamlRecord):
    """The helplines of one country, the most urgent first; `covers` are others in which they work."""

    code: Code
    name: Text
    covers: tuple[Code, ...] = ()
    lines: Annotated[tuple[HelpLine, ...], Bounds(min_length=1)]

    def lines_for(self, *kinds: LineKind) -> tuple[HelpLine, ...]:
        """The lines of these kinds, in their order."""
        return tuple(line for line in self.lines if line.kind in kinds)


@dataclass(frozen=True, kw_only=True)
class Helplines(YamlRecord):
    """All helplines, in the order of the file."""

    countries: Annotated[tuple[Country, ...], Bounds(min_length=1)]

    def country(self, code: str) -> Country | None:
        """The entry of a country, or the one that covers it."""
        own = (country for country in self.countries if country.code == code)
        covering = (country for country in self.countries if code in country.covers)
        return next(own, None) or next(covering, None)

    def starting_from(self, code: str | None) -> Helplines:
        """One's own country before all others; the order of the file where it is not known (`code` is None)."""
        first = None if code is None else self.country(code) or self.country(OTHER_COUNTRIES)
        if first is None:
            return self
        return Helplines(countries=(first, *(country for country in self.countries if country is not first)))


_KINDS = {
    "": RecordKind(RecordName.HELPLINES, Helplines),
    "countries": RecordKind(RecordName.COUNTRY, Country, PlaceText.COUNTRY),
    "lines": RecordKind(RecordName.HELPLINE, HelpLine),
}


def read_helplines(text: str | bytes) -> Helplines:
    """Raise FileRefused with every problem."""
    return check_record(read_tree(text, "help.yaml"), Helplines, _KINDS)
