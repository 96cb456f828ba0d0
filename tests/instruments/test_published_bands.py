"""The text of a published band says the numbers between which it lies, as the same file has them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import zip_longest

import pytest

from nearer.domain.bands import Band, band_at
from nearer.instruments.registry import Instrument, read_instruments
from nearer.shipped import shipped_instruments
from nearer.yaml_files.problems import FileRefused
from tests.import_rules import ROOT

STRETCH = re.compile(
    r"(?:(?P<beside>Below|Above) )?(?P<low>[0-9.]+)"
    r"(?: to (?P<open>below )?(?P<high>[0-9.]+)| or (?P<side>less|more))? of (?P<most>[0-9.]+)\b"
)
INSTRUMENTS = (ROOT / "data" / "instruments.yaml").read_text("utf-8")
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


def test_a_published_cut_that_is_moved_moves_score_and_text_together() -> None:
    moved = INSTRUMENTS.replace("{from: 10, name: Moderate,", "{from: 11, name: Moderate,", 1)
    bands = {band.name: band for band in next(one for one in read_instruments(moved) if one.id == "phq-9").bands}
    mild, moderate = bands["Mild"], bands["Moderate"]
    assert (mild.text, moderate.text) == (
        "5 to 10 of 27 points. A number to talk about, not a diagnosis.",
        "11 to 14 of 27 points. Worth talking about with your team; not a diagnosis.",
    )
    assert band_at([mild, moderate], Decimal(10)) == mild
    assert band_at([mild, moderate], Decimal(11)) == moderate


@pytest.mark.parametrize(
    ("instrument", "old", "new"), [("fsfi", "26.6", "27.4"), ("bfi", "4", "5"), ("dci", "111", "99")]
)
def test_every_sort_of_published_text_follows_its_cut(instrument: str, old: str, new: str) -> None:
    entry = INSTRUMENTS.index(f"- id: {instrument}\n")
    moved = INSTRUMENTS[:entry] + INSTRUMENTS[entry:].replace(f"{{from: {old},", f"{{from: {new},", 1)
    bands = next(one for one in read_instruments(moved) if one.id == instrument)
    assert [
        text for band, after in zip_longest(bands.bands, bands.bands[1:]) if (text := wrong_numbers(bands, band, after))
    ] == []
    assert any(new in band.text for band in bands.bands)


def test_no_published_text_writes_a_number_of_its_bands() -> None:
    """Only what is nobody's cut here: clinics that use another one."""
    written = [line for line in INSTRUMENTS.splitlines() if re.search(r'text: "[^"]*[0-9]', line)]
    assert [re.findall(r'text: "([^"]*)"', line)[0][:60] for line in written] == [
        "{from} to {to} of {most} points; some clinics use 4. Worth t"
    ]


def test_another_place_in_a_published_text_is_refused_with_those_there_are() -> None:
    wrong = INSTRUMENTS.replace("{from} to {to}", "{from} to {end}", 1)
    with pytest.raises(FileRefused, match=r"instrument phq-9: 'text' takes text; \{from\}, \{to\}, \{next\}"):
        read_instruments(wrong)


def test_bands_without_a_range_are_refused() -> None:
    wrong = INSTRUMENTS.replace("    range: {min: 0, max: 27, sources: [R39]}\n", "", 1)
    with pytest.raises(FileRefused, match="phq-9: what has bands needs its range"):
        read_instruments(wrong)


def test_only_bands_that_no_source_has_end_with_their_clinic_confirming_them() -> None:
    sentence = "The lines are from general knowledge; your clinic confirms them."
    for instrument in WITH_BANDS:
        is_unconfirmed = set(instrument.bands_from) <= {"M", "S"}
        assert {band.text.endswith(sentence) for band in instrument.bands} == {is_unconfirmed}, instrument.id
