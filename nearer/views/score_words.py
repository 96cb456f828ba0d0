"""A score in words: its band, *roughly* where few answers bear it, and its number or why there is none."""

from __future__ import annotations

from decimal import Decimal

from nearer.domain.scales import Scale, band_at
from nearer.views import text as words


def band_words(scale: Scale, value: Decimal, answered: int | None = None) -> str:
    """The band of a shown value; without bands the number. `answered` None where it is not known: then all items."""
    band = band_at(scale.bands, value)
    if band is None:
        return str(value)
    return words.scores.roughly(band.name) if scale.is_rough(answered) else band.name


def number_words(scale: Scale, value: Decimal, answered: int | None) -> str:
    """The number with the way it points, or how few answers it would be of."""
    if scale.is_rough(answered):
        return words.scores.few_answers(len(scale.items) if answered is None else answered)
    return words.scores.score_note(str(value), scale.method == "percent", scale.higher)


def short_words(scale: Scale, value: Decimal, answered: int | None) -> str:
    """The number alone where it is borne, else the band."""
    return band_words(scale, value, answered) if scale.is_rough(answered) else str(value)
