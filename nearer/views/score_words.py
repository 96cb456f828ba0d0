"""A score in words, the one way for every screen, sheet, chart and file: its band, *roughly* where few answers bear it,
and its number or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nearer.domain.bands import Band, band_at
from nearer.domain.scales import Scale
from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """One score as it is said.

    `band` is the word of its band, *roughly* where few answers bear it; empty without bands. `number` is empty where a
    band is said that few answers bear. `note` is the number with the way it points, or how few answers it would be of.
    """

    band: str
    number: str
    note: str = ""

    @property
    def short(self) -> str:
        """The number alone where it is borne, else the band."""
        return self.number or self.band

    @property
    def band_or_number(self) -> str:
        """The band; without bands the number."""
        return self.band or self.number


def score_words(scale: Scale, value: Decimal, answered: int | None) -> ScoreWords:
    """Word a shown value of a scale.

    `answered` counts the answers of the response that it is of; None where these are not to be read: then all items.
    """
    band = band_at(scale.bands, value)
    is_rough = scale.is_rough(answered)
    if is_rough:
        note = words.scores.few_answers(len(scale.items) if answered is None else answered)
    else:
        note = words.scores.score_note(str(value), scale.method == "percent", scale.higher)
    return _word("" if band is None else band.name, str(value), note, is_rough)


def total_words(bands: Sequence[Band], value: Decimal) -> ScoreWords:
    """Word a published total, which bears its number."""
    band = band_at(bands, value)
    return ScoreWords("" if band is None else band.name, str(value))


def row_words(cells: Mapping[str, object], suffix: str) -> ScoreWords:
    """Word the score in a row of a `scores_frame` or `barriers_frame`, of the columns with this suffix.

    Beside a band its number is the extent, 0 where all is well to 100; without bands it is the score.
    """
    score, extent, band, is_rough = (cells[f"{name}{suffix}"] for name in ("score", "extent", "band", "rough"))
    if not isinstance(band, str) or not isinstance(extent, float):
        return ScoreWords("", f"{score:g}")
    return _word(band, f"{100 * extent:.0f}", "", is_rough is True)


def end_words(cells: Mapping[str, object]) -> tuple[str, str]:
    """The words at the two ends of a scale's line, where all is well and at the hard end, of such a row: its own
    outermost bands, and without bands words that fit every scale."""
    best, worst = cells["best_band"], cells["worst_band"]
    if not isinstance(best, str) or not isinstance(worst, str):
        return str(words.barriers.EASIEST), str(words.barriers.HARDEST)
    return best, worst


def _word(band: str, number: str, note: str, is_rough: bool) -> ScoreWords:
    """The words of a score: its band alone, called rough, where it is; else the band with the number."""
    if is_rough and band:
        return ScoreWords(words.scores.roughly(band), "", note)
    return ScoreWords(band, number, note)
