"""A guess at somebody's country from time zone or browser languages, used to order help lines and never stored."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

ZONES = "tzdata.zoneinfo"  # the zone tables of the IANA database, as the package tzdata brings them
_REGION = re.compile(r"^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})(?:-|$)", re.IGNORECASE)
_OF_ANY_MACHINE = "en-us"  # what browsers say all over the world unless somebody changed it


def country_of_zone(zone: str) -> str | None:
    """The ISO 3166 code for a time zone such as Asia/Calcutta; None for UTC and for what is no zone of a country."""
    return _countries_by_zone().get(zone)


def country_of_languages(accepted: str) -> str | None:
    """The first region that an Accept-Language header names, as in en-GB; en-US says nothing: so many have it."""
    tags = (part.partition(";")[0].strip() for part in accepted.split(","))
    regions = (_REGION.match(tag) for tag in tags if tag.casefold() != _OF_ANY_MACHINE)
    return next((region[1].upper() for region in regions if region), None)


@cache
def _countries_by_zone() -> Mapping[str, str]:
    """zone.tab names one country a row; zone1970.tab joins those with the same clocks, so Oslo would be in Germany."""
    countries = {zone: code for code, _, zone, *_ in _read_rows("zone.tab", "\t")}
    links = [(new, old) for kind, new, old in _read_rows("tzdata.zi", " ") if kind == "L"]
    return {old: countries[new] for new, old in links if new in countries} | countries


def _read_rows(name: str, separator: str) -> Iterator[list[str]]:
    lines = files(ZONES).joinpath(name).read_text("utf-8").splitlines()
    rows = (line.split(separator) for line in lines if not line.startswith("#"))
    return (row for row in rows if len(row) >= 3 and (separator == "\t" or row[0] == "L"))
