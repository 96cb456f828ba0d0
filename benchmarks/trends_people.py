"""Made-up people whose weeks are known: steady, drifting, stepping; their own spread, autocorrelation and missed weeks.

Levels lie around 55, spreads are lognormal around 9 points (log-sd 0.3), scores are whole points held within 0 and 100.
A change is centred on the half-year and counted in the person's own spreads.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtr

from nearer.trends.autocorrelation import Floats

WEEKS = 26
SPREAD = 9.0
SPREAD_LOG_SD = 0.3


def steady() -> Floats:
    return np.zeros(WEEKS)


def slope(size: float, weeks: int, start: float | None = None) -> Floats:
    """A rise (or fall, below 0) of `size` spreads over so many weeks, from `start` weeks in; centred when None."""
    begins = (WEEKS - 1 - weeks) / 2 if start is None else start
    share_done = np.clip((np.arange(WEEKS) - begins) / weeks, 0.0, 1.0)
    return np.array(size * share_done, dtype=np.float64)


def step(size: float, before: int = WEEKS // 2) -> Floats:
    """A change of `size` spreads in one week, after `before` weeks."""
    return np.where(np.arange(WEEKS) >= before, size, 0.0)


@dataclass(frozen=True, slots=True)
class World:
    """One kind of people. With `low_weeks_missed`, the lower a week the likelier it is missed, at the same share."""

    change: Floats = field(default_factory=steady)
    autocorrelation: float = 0.3
    missed: float = 0.15
    low_weeks_missed: bool = False
    rounding: float = 1.0
    spread_log_sd: float = SPREAD_LOG_SD


@dataclass(frozen=True, slots=True)
class People:
    """Weekly scores (rows are people, NaN where missed) and each one's true spread in points."""

    scores: Floats
    spread: Floats


def carried_noise(random: np.random.Generator, people: int, autocorrelation: float, weeks: int = WEEKS) -> Floats:
    """Noise of spread 1 that shares `autocorrelation` with the week before."""
    noise = random.standard_normal((people, weeks))
    for week in range(1, weeks):
        noise[:, week] = autocorrelation * noise[:, week - 1] + np.sqrt(1 - autocorrelation**2) * noise[:, week]
    return noise


def draw_people(world: World, people: int, seed: int) -> People:
    """Draw people of one world. The same seed gives the same levels, spreads, noise and misses in every world."""
    random = np.random.default_rng(seed)
    spread = SPREAD * np.exp(world.spread_log_sd * random.standard_normal(people))
    level = np.clip(55 + 12 * random.standard_normal(people), 25, 85)
    noise = carried_noise(random, people, world.autocorrelation, len(world.change))
    exact = level[:, None] + spread[:, None] * (noise + world.change - world.change.mean())
    scores = np.clip(np.round(exact / world.rounding) * world.rounding, 0.0, 100.0)
    chance = world.missed * (2 * ndtr(-noise) if world.low_weeks_missed else 1.0)
    scores[random.random(noise.shape) < chance] = np.nan
    return People(scores, spread)
