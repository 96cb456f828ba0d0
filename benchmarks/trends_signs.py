"""How often the other signs show without cause: alerts, overlap around an event, moving together, the usual range."""

from __future__ import annotations

import numpy as np

from benchmarks.trends_people import WEEKS, World, carried_noise, draw_people
from nearer.domain.weeks import Week
from nearer.trends.alerts import low_weeks, quiet_weeks, wide_gap
from nearer.trends.autocorrelation import Floats
from nearer.trends.event_overlap import MAX_P, MIN_EACH_SIDE, exact_p
from nearer.trends.series import Series
from nearer.trends.side_by_side import MIN_PAIRS, MovingKind, moving_together, side_by_side
from nearer.trends.usual_range import FIRST_ANSWERS, usual_range

FIRST = Week(2026, 1)
AUTOCORRELATIONS = (0.0, 0.3, 0.5)
DISTANCES = (0.0, 10.0, 20.0)
MISSED = (0.05, 0.15, 0.25)
EVENT = WEEKS // 2
_TELLING = {MovingKind.TOGETHER, MovingKind.OPPOSITE}


def series_from(scores: Floats) -> list[Series]:
    """Each row as a series of the same weeks."""
    return [Series(FIRST, tuple(None if np.isnan(score) else float(score) for score in row)) for row in scores]


def steady_people(autocorrelation: float, people: int, seed: int) -> list[Series]:
    return series_from(draw_people(World(autocorrelation=autocorrelation), people, seed).scores)


def low_weeks_rates(people: int, seed: int) -> dict[str, float]:
    """Steady people with at least one low-weeks alert in half a year, by autocorrelation."""
    return {
        f"{at:g}": _share([bool(low_weeks(series)) for series in steady_people(at, people, seed)])
        for at in AUTOCORRELATIONS
    }


def usual_range_holds(people: int, seed: int) -> dict[str, float]:
    """Share of a steady person's later weeks inside the usual range, by autocorrelation."""
    shares = {}
    for at in AUTOCORRELATIONS:
        inside: list[bool] = []
        for series in steady_people(at, people, seed):
            usual = usual_range(series)
            later = [score for score in series.scores if score is not None][FIRST_ANSWERS:]
            inside += [usual.low <= score <= usual.high for score in later] if usual else []
        shares[f"{at:g}"] = _share(inside)
    return shares


def wide_gap_rates(couples: int, seed: int) -> dict[str, float]:
    """Couples whose usual distance never changes with at least one wide-gap alert in half a year, by that distance."""
    random = np.random.default_rng(seed)
    shares = {}
    for distance in DISTANCES:
        spread = 9 * np.exp(0.3 * random.standard_normal((2, couples, 1)))
        noise = np.stack([carried_noise(random, couples, 0.3), carried_noise(random, couples, 0.3)])
        level = np.array([55 - distance / 2, 55 + distance / 2])[:, None, None]
        scores = np.clip(np.round(level + spread * noise), 0, 100)
        scores[random.random(scores.shape) < 0.15] = np.nan
        pairs = zip(series_from(scores[0]), series_from(scores[1]), strict=True)
        shares[f"{distance:g}"] = _share([bool(wide_gap(side_by_side(one, other))) for one, other in pairs])
    return shares


def quiet_weeks_rates(people: int, seed: int) -> dict[str, float]:
    """People who miss weeks at random with at least one quiet-weeks alert in half a year, by the share they miss."""
    return {
        f"{missed:g}": _share(
            [
                bool(quiet_weeks(series))
                for series in series_from(draw_people(World(missed=missed), people, seed).scores)
            ]
        )
        for missed in MISSED
    }


def overlap_rates(people: int, seed: int) -> dict[str, float]:
    """Steady people told at any weekly look of a difference around an event after half-time, by autocorrelation."""
    return {
        f"{at:g}": _share([_ever_differs(row) for row in draw_people(World(autocorrelation=at), people, seed).scores])
        for at in AUTOCORRELATIONS
    }


def _ever_differs(scores: Floats) -> bool:
    before, after = (side[~np.isnan(side)].tolist() for side in (scores[:EVENT], scores[EVENT:]))
    looks = range(MIN_EACH_SIDE, len(after) + 1) if len(before) >= MIN_EACH_SIDE else ()
    return any(exact_p(before, after[:look]) <= MAX_P for look in looks)


def moving_rates(couples: int, seed: int, alike: float = 0.0) -> dict[str, float]:
    """Couples told that they move together or opposite at any weekly look, by autocorrelation.

    `alike` is the correlation of both people's weeks: 0 for the rate of being told without cause.
    """
    random = np.random.default_rng(seed)
    shares = {}
    for at in AUTOCORRELATIONS:
        noise = np.stack([carried_noise(random, couples, at), carried_noise(random, couples, at)])
        noise[1] = alike * noise[0] + np.sqrt(1 - alike**2) * noise[1]
        scores = np.clip(np.round(55 + 9 * np.exp(0.3 * random.standard_normal((2, couples, 1))) * noise), 0, 100)
        scores[random.random(scores.shape) < 0.15] = np.nan
        pairs = zip(series_from(scores[0]), series_from(scores[1]), strict=True)
        shares[f"{at:g}"] = _share([_ever_moving(one, other) for one, other in pairs])
    return shares


def _ever_moving(first: Series, second: Series) -> bool:
    weeks = side_by_side(first, second)
    looks = range(MIN_PAIRS + 1, len(weeks) + 1)
    return any(moving_together(weeks[:look]).kind in _TELLING for look in looks)


def _share(told: list[bool]) -> float:
    return round(float(np.mean(told)), 4) if told else 0.0
