"""Bands of a published instrument: their texts say the numbers between which they lie, filled from its own cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Annotated

from nearer.domain.bands import Band
from nearer.domain.yaml_scalars import FieldRule, Text
from nearer.language.error_catalogue.file_errors import KeyText
from nearer.yaml_files.problems import KeyRefused

_PLACES = re.compile(r"\{(from|to|next|before|most)\}")


def _check_text(words: str) -> str:
    if re.search("[{}]", _PLACES.sub("", words)):
        raise KeyRefused(KeyText.PUBLISHED_BAND_TEXT)
    return words


@dataclass(frozen=True, kw_only=True)
class PublishedBand(Band):
    """A band as the file of instruments has it. In `text` stand {from} and {to}, its lowest and highest score; {next}
    and {before}, the lowest of the band after it and the highest of the one before; {most}, the highest there is."""

    text: Annotated[Text, FieldRule(after=_check_text)]


def fill_bands(bands: Sequence[PublishedBand], highest: Decimal) -> Iterator[PublishedBand]:
    """The bands with their numbers in their texts. Scores go in steps of the finest cut, and of 1 at most."""
    step = min((Decimal(1).scaleb(_exponent(band.start)) for band in bands), default=Decimal(1))
    step = min(step, Decimal(1))
    for band, after in zip_longest(bands, bands[1:]):
        last = highest if after is None else after.start - step
        numbers = {"from": band.start, "to": last, "next": last + step, "before": band.start - step, "most": highest}
        yield replace(band, text=_fill_places(band.text, numbers))


def _exponent(number: Decimal) -> int:
    """Of the last figure that is not 0: -1 for 26.6, 1 for 30."""
    return int(number.normalize().as_tuple().exponent)


def _fill_places(text: str, numbers: dict[str, Decimal]) -> str:
    return _PLACES.sub(lambda place: f"{numbers[place[1]]:f}", text)
