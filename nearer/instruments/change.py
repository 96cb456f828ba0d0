"""Reliable change of a scale, by the points that its instrument's source publishes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from nearer.domain.bands import Band, band_at
from nearer.domain.scales import Scale
from nearer.instruments.registry import Instrument
from nearer.trends.reliable_change import ChangeKind, Reliability, ScoreChange, published_change, reliable_change
from nearer.trends.worsening import DatedScore, Worsening

UNMEASURED = Reliability(
    sd=None, reliability=None
)  # nobody has measured how much the numbers of our own questions vary


def change_of(scale: Scale, before: Decimal, after: Decimal, instruments: Iterable[Instrument]) -> ScoreChange:
    """By the published points of the scale's instrument; what is not published cannot be told."""
    instrument = _find_published(scale, instruments)
    if instrument is None or instrument.change is None:
        return reliable_change(float(before), float(after), UNMEASURED)
    return published_change(float(before), float(after), float(instrument.change.points))


def change_as_published(
    scale: Scale, before: Decimal, after: Decimal, instruments: Iterable[Instrument]
) -> ScoreChange:
    """Like `change_of`, but None also for a scale that is not scored as its instrument is."""
    instrument = _find_published(scale, instruments)
    if instrument is None or not _is_scored_as(scale, instrument, before, after):
        return ScoreChange(ChangeKind.CANNOT_TELL)
    return change_of(scale, before, after, (instrument,))


def worsening_of(
    scale: Scale, before: DatedScore, after: DatedScore, instruments: Iterable[Instrument]
) -> Worsening | None:
    """The change from one score of a scale to the next where it is reliably for the worse, by the instrument itself.

    None for our own scales, where no points or no direction are published, and for a scale that is not scored as the
    instrument is. Both scores are of the same definition. Their bands are those of the scale, else the published ones.
    """
    instrument = _find_published(scale, instruments)
    if instrument is None or not _is_scored_as(scale, instrument, before.value, after.value):
        return None
    return published_worsening(instrument, before, after, scale.bands or instrument.bands)


def published_worsening(
    instrument: Instrument, before: DatedScore, after: DatedScore, bands: Sequence[Band]
) -> Worsening | None:
    """How the second of two totals is worse, if it reliably is, each named by its band."""
    if instrument.change is None:
        return None
    worse = {"worse": ChangeKind.RELIABLE_RISE, "better": ChangeKind.RELIABLE_FALL}.get(instrument.higher)
    if published_change(float(before.value), float(after.value), float(instrument.change.points)).kind is not worse:
        return None
    dated = [replace(score, band=_band_name(bands, score.value)) for score in (before, after)]
    return Worsening(instrument.name, dated[0], dated[1], instrument.change.points)


def bands_of(scale: Scale, instruments: Iterable[Instrument]) -> tuple[Band, ...]:
    """The bands of the scale, else those that its instrument was published with, where it is scored alike."""
    instrument = _find_published(scale, instruments)
    published = () if instrument is None or instrument.method != scale.method else instrument.bands
    return tuple(scale.bands or published)


def _find_published(scale: Scale, instruments: Iterable[Instrument]) -> Instrument | None:
    return next((one for one in instruments if one.id == scale.instrument), None)


def _is_scored_as(scale: Scale, instrument: Instrument, *scores: Decimal) -> bool:
    """Points of another method, or beyond the published range, are none that a published number of points is about."""
    within = instrument.range
    fits = within is None or all(within.min <= score <= within.max for score in scores)
    return scale.method == instrument.method and fits


def _band_name(bands: Sequence[Band], value: Decimal) -> str | None:
    return band.name if (band := band_at(bands, value)) else None
