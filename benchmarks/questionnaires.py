"""What a score of our own questionnaires can bear, by simulation: made-up people who answer twice on one day.

Everybody has a true place on each scale, normally spread. Each item is that place (loading 0.7, as in most short
scales) and a chance of its own, cut into its options at even steps. Answering again the same day is the same place with
new chance. From it come Cronbach's alpha, how often the band is the same, and the smallest difference that is not
noise: 1.96 * sqrt(2) * the standard error of one answer (https://doi.org/10.1016/j.jclinepi.2010.02.004).
Run `python -m benchmarks.questionnaires` for the table of docs/questionnaires.md; it writes data/score-precision.json,
from which the about page takes its figures.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import NormalDist, mean, variance

from benchmarks.measure import Measure
from nearer.domain.bands import band_at
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import MIN_ITEMS_OF_NUMBER, Scale
from nearer.shipped import ScorePrecision, shipped_catalogue
from nearer.shipped_files import SHIPPED_FILES

PRECISION = SHIPPED_FILES / "data" / "score-precision.json"
PEOPLE = 400
LOADING = 0.7
_CHANCE = sqrt(1 - LOADING**2)


@dataclass(frozen=True, slots=True)
class Trust:
    """What one scale can bear. `difference` is in points of its own range."""

    questionnaire: str
    scale: str
    items: int
    alpha: float | None
    same_band: float
    difference: float


def trust_of_all() -> list[Trust]:
    """One row a scale with bands, in the order of the files."""
    every = shipped_catalogue().questionnaires.values()
    return [_trust(asked, scale) for asked in every for scale in asked.scales if scale.bands]


def _trust(questionnaire: Questionnaire, scale: Scale) -> Trust:
    rng = random.Random(f"{questionnaire.id} {scale.id}")
    steps = [sum(one.weight is not None for one in questionnaire.item(name).options) for name in scale.items]
    places = [rng.gauss(0, 1) for _ in range(PEOPLE)]
    first, second = ([_answers(rng, place, steps) for place in places] for _ in range(2))
    low, high = questionnaire.plans[scale.id].lowest, questionnaire.plans[scale.id].highest
    scores = [[float(low) + _mean(scale, answers) * float(high - low) for answers in time] for time in (first, second)]
    bands = [[band_at(scale.bands, type(low)(round(score))) for score in time] for time in scores]
    noise = sqrt(variance([one - other for one, other in zip(*scores, strict=True)]) / 2)
    return Trust(
        questionnaire.id,
        scale.id,
        len(steps),
        _alpha(first),
        mean(one == other for one, other in zip(*bands, strict=True)),
        1.96 * sqrt(2) * noise,
    )


def _mean(scale: Scale, answers: Sequence[float]) -> float:
    return mean(sorted(answers)[-scale.hardest :] if scale.hardest else answers)


def _answers(rng: random.Random, place: float, steps: Sequence[int]) -> list[float]:
    """Each answer from 0 to 1, in as many steps as the item has options."""
    felt = (NormalDist().cdf(LOADING * place + _CHANCE * rng.gauss(0, 1)) for _ in steps)
    return [min(int(share * count), count - 1) / (count - 1) for share, count in zip(felt, steps, strict=True)]


def _alpha(answers: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha, or None for a single item."""
    items = list(zip(*answers, strict=True))
    if len(items) < 2:
        return None
    of_sum = variance([sum(of_person) for of_person in answers])
    share_of_chance = sum(float(variance(item)) for item in items) / float(of_sum)
    return len(items) / (len(items) - 1) * (1 - share_of_chance)


def questionnaire_measures() -> Iterator[Measure]:
    """What stands in docs/questionnaires.md, in three lines."""
    rows = [row for row in trust_of_all() if row.items > 1]
    yield Measure("questionnaires: another band on one day, mean of all scales", 100 * (1 - mean_band(rows)), "%")
    yield Measure(
        "questionnaires: smallest difference that is not chance", mean(row.difference for row in rows), "points"
    )
    yield Measure("questionnaires: alpha, mean of all scales", mean(row.alpha or 0 for row in rows), "")


def mean_band(rows: Sequence[Trust]) -> float:
    return mean(row.same_band for row in rows)


def as_table(rows: Sequence[Trust]) -> str:
    lines = [
        "| questionnaire, scale | items | alpha | same band on one day | smallest difference |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        alpha = "–" if row.alpha is None else f"{row.alpha:.2f}"
        name = f"{row.questionnaire}, {row.scale}"
        lines.append(f"| {name} | {row.items} | {alpha} | {row.same_band:.0%} | {row.difference:.0f} |")
    return "\n".join(lines)


def precision_of(rows: Sequence[Trust]) -> ScorePrecision:
    """What the about page says of all scales together."""
    chance_points = mean(row.difference for row in rows if row.items >= MIN_ITEMS_OF_NUMBER)
    other_band = 1 - mean_band([row for row in rows if row.items > 1])
    return ScorePrecision(PEOPLE, round(chance_points, 1), round(other_band, 3))


if __name__ == "__main__":
    every_row = trust_of_all()
    PRECISION.write_text(json.dumps(asdict(precision_of(every_row)), indent=1) + "\n", "utf-8")
    print(as_table(every_row))
