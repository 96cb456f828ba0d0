"""The kinds of people claims are measured on, and what they are told."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from benchmarks.trends_ladder import after_half_a_year
from benchmarks.trends_looks import Looks, ever, look_every_week, nearer_evidence
from benchmarks.trends_people import WEEKS, World, draw_people, slope, step
from nearer.trends.autocorrelation import Bools
from nearer.trends.change_evidence import weigh_weeks
from nearer.trends.error_rates import GRADUAL_CHANGE_WEEKS, Thresholds

RISE, STEP = slope(2.0, GRADUAL_CHANGE_WEEKS), step(1.5)
FALL, DROP = slope(-2.0, GRADUAL_CHANGE_WEEKS), step(-1.5)
AUTOCORRELATIONS = (0.0, 0.3, 0.5)

MAIN: dict[str, World] = {f"steady, autocorrelation {at:g}": World(autocorrelation=at) for at in AUTOCORRELATIONS} | {
    f"{name}, autocorrelation {at:g}": World(change, at)
    for name, change in (("rise", RISE), ("step up", STEP))
    for at in AUTOCORRELATIONS
}
NEVER_MISSED = {
    f"steady, no week missed, autocorrelation {at:g}": World(autocorrelation=at, missed=0.0) for at in AUTOCORRELATIONS
}
YEARS = {
    f"steady, the second half of a year, autocorrelation {at:g}": World(np.zeros(2 * WEEKS), at)
    for at in AUTOCORRELATIONS
}
FURTHER: dict[str, World] = (
    {
        f"steady, low weeks missed more, autocorrelation {at:g}": World(autocorrelation=at, low_weeks_missed=True)
        for at in AUTOCORRELATIONS
    }
    | {
        "steady, 40 % missed": World(missed=0.4),
        "steady, 60 % missed": World(missed=0.6),
        "steady, scores in tens": World(rounding=10.0),
        "steady, spreads differ more (log-sd .5)": World(spread_log_sd=0.5),
        "steady, autocorrelation 0.7": World(autocorrelation=0.7),
        "fall of two spreads": World(FALL),
        "step down": World(DROP),
        "fall, low weeks missed more": World(FALL, low_weeks_missed=True),
        "step down, low weeks missed more": World(DROP, low_weeks_missed=True),
        "rise, no week missed": World(RISE, missed=0.0),
        "step up, no week missed": World(STEP, missed=0.0),
        "rise, scores in tens": World(RISE, rounding=10.0),
        "step of three spreads after 8 weeks": World(step(3.0, 8)),
        "up two spreads after 8 weeks, back after 16": World(step(2.0, 8) - step(2.0, 16)),
    }
    | {f"rise from week {start + 1}": World(slope(2.0, GRADUAL_CHANGE_WEEKS, start)) for start in (0, 3, 8)}
    | {f"step up after {before} weeks": World(step(1.5, before)) for before in (4, 8, 10, 16, 20)}
)


@dataclass(frozen=True, slots=True)
class Told:
    """Shares of people told so at any look, and the week by which half of those told *likely* had been told."""

    world: str
    likely_up: float
    likely_down: float
    likely: float
    leaning_up: float
    leaning_down: float
    leaning: float
    median_week_of_likely: int | None


def told(name: str, looks: Looks, needed: Thresholds) -> Told:
    """*Leaning* counts everyone told at least that."""
    (up, down), (weak_up, weak_down) = ever(looks, needed.likely), ever(looks, needed.leaning)
    passed = looks.strongest >= needed.likely.needed(looks.weeks, looks.answered)
    first = np.argmax(passed, axis=1)[passed.any(axis=1)] + 1
    return Told(
        world=name,
        likely_up=_share(up),
        likely_down=_share(down),
        likely=_share(up | down),
        leaning_up=_share(weak_up),
        leaning_down=_share(weak_down),
        leaning=_share(weak_up | weak_down),
        median_week_of_likely=int(np.median(first)) if len(first) else None,
    )


def _share(who: Bools) -> float:
    return round(float(np.mean(who)), 4)


def tell(worlds: dict[str, World], needed: Thresholds, people: int, seed: int) -> list[dict[str, Any]]:
    """What people of each world are told, the same people in every world."""
    rows = []
    for name, world in worlds.items():
        looks = look_every_week(draw_people(world, people, seed).scores, nearer_evidence)
        rows.append(asdict(told(name, after_half_a_year(looks) if name in YEARS else looks, needed)))
    return rows


def range_covers(people: int, seed: int) -> dict[str, float]:
    """How often the slope's range at the last look holds the true slope, by autocorrelation: a line up two spreads."""
    shares = {}
    for at in AUTOCORRELATIONS:
        world = replace(World(slope(2.0, WEEKS - 1)), autocorrelation=at)
        drawn = draw_people(world, people, seed)
        evidence = weigh_weeks(drawn.scores)
        true = 2.0 * drawn.spread / (WEEKS - 1)
        shares[f"{at:g}"] = round(float(np.mean((evidence.low <= true) & (true <= evidence.high))), 4)
    return shares
