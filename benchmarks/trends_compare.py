"""Methods side by side at equal false alarms: each ladder raised until the limits of *likely* are held."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.trends_ladder import FOR_ANSWERED, LIMITS, SLANT, height_for, slanted
from benchmarks.trends_looks import Looks, Weighs, ever, look_every_week, nearer_evidence
from benchmarks.trends_methods import METHODS, known_line, least_squares
from benchmarks.trends_people import People, World, draw_people, slope, step
from nearer.trends.error_rates import GRADUAL_CHANGE_WEEKS, EvidenceThreshold

SLANTS = ((0.0, 0.0), (SLANT, 0.0), (SLANT, FOR_ANSWERED), (2 * SLANT, 0.0), (2 * SLANT, FOR_ANSWERED))
WORLDS = {
    "0": World(autocorrelation=0.0),
    "0.3": World(),
    "0.5": World(autocorrelation=0.5),
    "rise": World(slope(2.0, GRADUAL_CHANGE_WEEKS)),
    "step": World(step(1.5)),
}


def compare(people: int, seed: int) -> list[dict[str, Any]]:
    """One row a method: shares told anything (steady, by autocorrelation) or up (rise, step), by level and best slant.

    The bound knows spread and autocorrelation (.3), so only the limit at that autocorrelation binds it.
    """
    drawn = {name: draw_people(world, people, seed) for name, world in WORLDS.items()}
    rows = [_row("spread and autocorrelation known, straight line", known_line, drawn, known=True)]
    methods = {**METHODS, "Nearer: shapes, spread and autocorrelation averaged over": nearer_evidence}
    return rows + [_row(name, weighs, drawn, known=False) for name, weighs in methods.items()]


def _row(name: str, weighs: Weighs, drawn: dict[str, People], *, known: bool) -> dict[str, Any]:
    looks = {
        world: look_every_week(some.scores / some.spread[:, None] if known else some.scores, weighs)
        for world, some in drawn.items()
    }
    binding = {0.3: LIMITS["likely"][0.3]} if known else LIMITS["likely"]
    ladders = [_at_equal_false_alarms(looks, slanted(*slant), binding) for slant in SLANTS]
    best = max(ladders, key=lambda shares: shares["rise"] + shares["step"])
    return {"method": name, "level_threshold": ladders[0], "slanted_threshold": best}


def _at_equal_false_alarms(
    looks: dict[str, Looks], start: EvidenceThreshold, limits: dict[float, float]
) -> dict[str, float]:
    height = max(height_for(looks[f"{at:g}"], start, share) for at, share in limits.items())
    ladder = replace(start, by_week=start.by_week + height)
    shares = {}
    for world, some in looks.items():
        up, down = ever(some, ladder)
        shares[world] = round(float(np.mean(up if world in ("rise", "step") else up | down)), 4)
    return shares


def ordinary_rule(people: int, seed: int) -> float:
    """Steady people at autocorrelation .3 whom a regression at p < .05, looked at every week, tells of a direction."""
    from scipy.stats import t

    scores = draw_people(World(), people, seed).scores
    told = np.zeros(people, dtype=bool)
    for week in range(4, scores.shape[1] + 1):
        so_far = scores[:, :week]
        answered = (~np.isnan(so_far)).sum(axis=1)
        enough = answered >= 4
        gain, _ = least_squares(so_far[enough])
        degrees_of_freedom = answered[enough] - 1
        squared = (np.exp(2 * np.abs(gain) / degrees_of_freedom) - 1) * (degrees_of_freedom - 1)
        told[enough] |= 2 * t.sf(np.sqrt(squared), degrees_of_freedom - 1) < 0.05
    return round(float(told.mean()), 4)
