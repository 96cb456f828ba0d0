"""The text of a published band says the numbers between which it lies, as the same file has them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

import pytest

from nearer.domain.bands import Band
from nearer.instruments.registry import Instrument
from nearer.shipped import shipped_instruments

STRETCH = re.compile(
    r"(?:(?P<beside>Below|Above) )?(?P<low>[0-9.]+)"
    r"(?: to (?P<open>below )?(?P<high>[0-9.]+)| or (?P<side>less|more))? of (?P<most>[0-9.]+)\b"
)
WITH_BANDS = [instrument for instrument in shipped_instruments() if instrument.bands]


def wrong_numbers(instrument: Instrument, band: Band, after: Band | None) -> str:
    """The text of a band that does not say where it begins and ends; empty where it does. Scores have steps of the
    finest cut."""
    numbers = STRETCH.match(band.text)
    if numbers is None or instrument.range is None:
        return band.text
    step = min(Decimal(1).scaleb(int(one.start.normalize().as_tuple().exponent)) for one in instrument.bands)
    step = min(step, Decimal(1))
    last = instrument.range.max if after is None else after.start - step
    ends = {
        "Below": after and after.start,
        "Above": band.start - step,
        "less": last,
        "more": band.start,
        "below ": band.start,
        None: band.start,
    }
    low = Decimal(numbers["low"])
    is_low_right = low == ends[numbers["beside"] or numbers["side"] or numbers["open"]]
    high = last if numbers["high"] is None else Decimal(numbers["high"])
    is_high_right = high == (after and after.start if numbers["open"] else last)
    if numbers["high"] is None and not (numbers["beside"] or numbers["side"]):
        is_high_right = low == last
    is_most_right = Decimal(numbers["most"]) == instrument.range.max
    return "" if is_low_right and is_high_right and is_most_right else band.text


@pytest.mark.parametrize("instrument", WITH_BANDS, ids=lambda instrument: instrument.id)
def test_a_published_bands_text_says_where_the_band_begins_and_ends(instrument: Instrument) -> None:
    pairs = zip_longest(instrument.bands, instrument.bands[1:])
    assert [text for band, after in pairs if (text := wrong_numbers(instrument, band, after))] == []


@pytest.mark.parametrize("instrument", WITH_BANDS, ids=lambda instrument: instrument.id)
def test_a_published_cut_that_is_moved_makes_its_text_wrong(instrument: Instrument) -> None:
    first, second, *others = instrument.bands
    moved = replace(second, start=second.start + Decimal("0.5"))
    changed = replace(instrument, bands=(first, moved, *others))
    assert wrong_numbers(changed, moved, others[0] if others else None) or wrong_numbers(changed, first, moved)
