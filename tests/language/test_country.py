"""One's own country comes first: by the time zone of whoever signed in, by the browser's languages before that."""

from __future__ import annotations

import pytest

from nearer.language.country import country_of_languages, country_of_zone


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),  # the older name, which browsers still give
        ("Europe/London", "GB"),
        ("Europe/Belfast", "GB"),
        ("Europe/Dublin", "IE"),
        ("Europe/Oslo", "NO"),  # the same clocks as Berlin, and another country
        ("Europe/Berlin", "DE"),
        ("America/Toronto", "CA"),
        ("US/Eastern", "US"),
        ("Australia/Sydney", "AU"),
        ("Pacific/Auckland", "NZ"),
        ("UTC", None),
        ("Etc/GMT+5", None),
        ("not/a zone", None),
    ],
)
def test_a_time_zone_tells_the_country(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


@pytest.mark.parametrize(
    ("accepted", "country"),
    [
        ("en-GB,en;q=0.9", "GB"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "IN"),
        ("en-US,en;q=0.9", None),
        ("en-US,ta-IN;q=0.5", "IN"),
        ("zh-Hant-TW", "TW"),
        ("de", None),
        ("", None),
        ("<script>,;;,,-", None),
    ],
)
def test_languages_tell_a_country_only_where_they_name_one(accepted: str, country: str | None) -> None:
    assert country_of_languages(accepted) == country
