"""Scores of every scale over time as a table: bands, direction, and change that is more than chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any, get_args

import pandas as pd

from nearer.domain.bands import band_at
from nearer.domain.questionnaire import Purpose
from nearer.domain.scales import Scale, ScalePlan
from nearer.domain.scoring import count_answered
from nearer.frames.columns import RESPONSE_COLUMNS, FrameResponse, make_frame
from nearer.instruments.change import bands_of, change_as_published
from nearer.instruments.registry import Instrument
from nearer.trends.reliable_change import ChangeKind

SCORE_COLUMNS = RESPONSE_COLUMNS | {
    "purpose": pd.CategoricalDtype(list(get_args(Purpose))),
    "scale": "str",
    "title": "str",
    "score": "Float64",
    "low": "Float64",
    "high": "Float64",
    "higher": pd.CategoricalDtype(["better", "worse", "unsaid"]),
    "n_items": "Int64",
    "n_answered": "Int64",
    "rough": "boolean",
    "band": pd.CategoricalDtype(ordered=True),
    "best_band": "str",
    "worst_band": "str",
    "severity": "Float64",
    "extent": "Float64",
    "time": "Int64",
    "change": "Float64",
    "needed": "Float64",
    "outcome": pd.CategoricalDtype(["worse", "unchanged", "better"], ordered=True),
}


def scores_frame(responses: Iterable[FrameResponse], instruments: Sequence[Instrument]) -> pd.DataFrame:
    """One row a response and scale with a score, the oldest day first.

    Columns, with dtype and unit:

    - couple, person: str, ids
    - role: category, survivor or partner
    - first: boolean, whether the person began the couple
    - name: str, missing where no name is to be seen
    - week: str, the ISO week of a check-in, else missing
    - monday: date32[day][pyarrow], the first day of that week
    - day: date32[day][pyarrow], when it was saved where the person is; missing where it is not granted
    - questionnaire, version: str
    - definition: str, sha256 of the definition that was answered
    - purpose: category, what the questionnaire is for (closeness, goals, barriers, comfort), or missing
    - scale: str, id
    - title: str, the words of the scale
    - score: Float64, points of the scale, as shown
    - low, high: Float64, the lowest and highest score there can be, in points of the scale
    - higher: category, whether more is better, worse, or unsaid
    - n_items: Int64, how many questions the scale has
    - n_answered: Int64, how many of them were answered; missing where the answers are not to be seen
    - rough: boolean, whether so few answers bear no number, and the band only roughly
    - band: category, the words of its band; ordered from low scores to high where the scales agree on one order
    - best_band, worst_band: str, what the bands at the two ends of the scale are called, where all is well and at the
      hard end; missing without bands, and where nobody said which end that is
    - severity: Float64, 0 where all is well to 1 at the other end; missing where nobody said which end that is
    - extent: Float64, how far the score itself lies from the end where all is well, 0 to 1; missing as severity is
    - time: Int64, which of the person's responses to this questionnaire it is of, 1 for the first
    - change: Float64, points since the person's score before by the same definition; missing the first time
    - needed: Float64, points that a change needs to be more than chance, as published; missing where nothing is
    - outcome: ordered category, worse, unchanged or better by that many points; missing where it cannot be told
    """
    all_responses = list(responses)
    return make_frame(
        SCORE_COLUMNS | {"band": dtype_of_bands(all_responses, instruments)}, score_rows(all_responses, instruments)
    )


def dtype_of_bands(responses: Iterable[FrameResponse], instruments: Sequence[Instrument]) -> pd.CategoricalDtype:
    """The words of the bands of every scale that was scored."""
    scored = {(one.questionnaire.sha256, scale.id): scale for one in sorted(responses, key=_first_day)
              for scale in one.questionnaire.scales if scale.id in one.scores}  # fmt: skip
    return band_dtype(replace(scale, bands=bands_of(scale, instruments)) for scale in scored.values())


def score_rows(responses: Iterable[FrameResponse], instruments: Sequence[Instrument]) -> Iterator[tuple[Any, ...]]:
    """The rows of a `scores_frame`, in its order and columns; None is missing."""
    before: dict[tuple[str, str, str], Decimal] = {}
    times: Counter[tuple[str, str]] = Counter()
    for response in sorted(responses, key=_first_day):
        definition = response.questionnaire
        times[response.who.person, definition.id] += 1
        for scale in definition.scales:
            if (value := response.scores.get(scale.id)) is not None:
                about = response.who.person, definition.sha256, scale.id
                changed = _change(scale, before.get(about), value, instruments)
                score = _score(definition.plans[scale.id], value, _count_answered(scale, response), instruments)
                yield *response.cells, definition.purpose, *score, times[response.who.person, definition.id], *changed
                before[about] = value


def _first_day(response: FrameResponse) -> date:
    """The day of a response, or the week's Monday where no day is granted; without either the order stays as it is."""
    return response.day or (response.week.monday() if response.week else date.min)


def band_dtype(scales: Iterable[Scale]) -> pd.CategoricalDtype:
    """The words of all bands, in the order of their scales; without an order where two scales contradict each other."""
    follows: dict[str, list[str]] = {}
    for scale in scales:
        names = [band.name for band in scale.bands]
        follows |= {name: follows.get(name, []) for name in names}
        for name, after in pairwise(names):
            follows[after].append(name)
    try:
        return pd.CategoricalDtype(list(TopologicalSorter(follows).static_order()), ordered=True)
    except CycleError:
        return pd.CategoricalDtype(list(follows), ordered=False)


def _count_answered(scale: Scale, response: FrameResponse) -> int | None:
    return count_answered(scale, response.answers) if response.answers else None


def _score(
    plan: ScalePlan, value: Decimal, answered: int | None, instruments: Sequence[Instrument]
) -> tuple[object, ...]:
    """The values of the columns from scale to extent."""
    scale = replace(plan.scale, bands=bands_of(plan.scale, instruments))
    band = band_at(scale.bands, value)
    hardness = (None, None) if scale.higher == "unsaid" else map(float, plan.severity_and_extent(value))
    ends = float(plan.lowest), float(plan.highest)
    counts = len(scale.items), answered, scale.is_rough(answered)
    name = band.name if band else None
    outermost = scale.end_bands or (None, None)
    return scale.id, scale.title, float(value), *ends, scale.higher, *counts, name, *outermost, *hardness


def _change(
    scale: Scale, before: Decimal | None, value: Decimal, instruments: Sequence[Instrument]
) -> tuple[float | None, float | None, str | None]:
    """Change, needed and outcome."""
    if before is None:
        return None, None, None
    change = change_as_published(scale, before, value, instruments)
    difference = float(value - before)
    if change.kind is ChangeKind.CANNOT_TELL or scale.higher == "unsaid":
        return difference, change.needed, None
    if change.kind is ChangeKind.NO_RELIABLE_CHANGE:
        return difference, change.needed, "unchanged"
    return difference, change.needed, "better" if (difference > 0) == (scale.higher == "better") else "worse"
