"""What was in the way: of every scale the last time beside the time before, and two people side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from nearer.frames.columns import DATE_DTYPE, PERSON_COLUMNS, FrameResponse, make_frame
from nearer.frames.scores_frame import SCORE_COLUMNS, dtype_of_bands, score_rows
from nearer.instruments.registry import Instrument

_THEN = ("day", "score", "extent", "band", "rough", "severity")  # what is told of the time before as well
BARRIER_COLUMNS = PERSON_COLUMNS | {
    "questionnaire": "str",
    "definition": "str",
    "scale": "str",
    "title": "str",
    "day": DATE_DTYPE,
    "score": "Float64",
    "extent": "Float64",
    "band": pd.CategoricalDtype(ordered=True),
    "best_band": "str",
    "worst_band": "str",
    "rough": "boolean",
    "severity": "Float64",
    "outcome": SCORE_COLUMNS["outcome"],
    "day_before": DATE_DTYPE,
    "score_before": "Float64",
    "extent_before": "Float64",
    "band_before": pd.CategoricalDtype(ordered=True),
    "rough_before": "boolean",
    "severity_before": "Float64",
    "alike": "boolean",
    "times": "Int64",
}
_WORST = ("severity", "extent")  # by its band first: no milder word is drawn above a harder one, whatever their cuts
_BEFORE = ("severity_before", "extent_before")  # of what was not answered this time
_SHARED, _COMPARED = ["questionnaire", "definition", "scale", "title"], ["score", "extent", "severity", "band"]
_SAID_OF_SCALE = {*PERSON_COLUMNS, *_SHARED, "best_band", "worst_band"}
_NOW = [name for name in BARRIER_COLUMNS if name in SCORE_COLUMNS]


def barriers_frame(
    responses: Sequence[FrameResponse], instruments: Sequence[Instrument], until: date | None = None
) -> pd.DataFrame:
    """One row a person and scale that says which end is the hard one, what is most in the way first, as
    `ScalePlan.severity_and_extent` orders scores; what is equally hard as its questionnaire has it, and what was not
    scored this time last, by the time before.

    Only responses up to the day `until` count, all of them without one. Columns, with dtype and unit:

    - couple, person: str, ids
    - role: category, survivor or partner
    - first: boolean, whether the person began the couple
    - name: str, missing where no name is to be seen
    - questionnaire, definition: str, id and sha256 of what was answered last
    - scale, title: str, id and words of the scale
    - day: date32[day][pyarrow], when the questionnaire was last answered where the person is
    - score: Float64, points of the scale at the last answer to its questionnaire; missing where it had none then
    - extent: Float64, how far that lies from the end where all is well, 0 to 1
    - band: category, the words of its band
    - best_band, worst_band: str, the words of the bands at the two ends of the scale, as in `scores_frame`
    - rough: boolean, whether so few answers bear no number, and the band only roughly
    - severity: Float64, the place of its band: 0 where all is well to 1 at the other end
    - outcome: ordered category, as in `scores_frame`: better or worse by published points; else missing
    - day_before: date32[day][pyarrow], the day of the last score before this time; missing without one, as these are:
    - score_before, extent_before: Float64, as above
    - band_before: category, its words then
    - rough_before: boolean, as rough
    - severity_before: Float64, as severity
    - alike: boolean, whether both were answered by one definition; missing without a score before
    - times: Int64, how many scores of this scale there are
    """
    responses_until = [
        response for response in responses if until is None or response.day is None or response.day <= until
    ]
    columns = BARRIER_COLUMNS | dict.fromkeys(("band", "band_before"), dtype_of_bands(responses_until, instruments))
    return make_frame(columns, sorted(_make_rows(responses_until, instruments), key=_how_hard, reverse=True))


def barriers_side_by_side(barriers: pd.DataFrame, person: str) -> pd.DataFrame:
    """Scales that two people both scored by one definition, from a `barriers_frame` of both, worst first.

    Columns questionnaire, definition, scale and title (str), score, extent and severity (Float64) and band (category):
    with `_a` those of `person`, with `_b` those of the other. A row is as hard as the harder of its two scores. Empty
    for one person alone.
    """
    scored = barriers.loc[barriers["extent"].notna(), [*_SHARED, "person", *_COMPARED]]
    is_own = scored["person"] == person
    pairs = scored[is_own].merge(scored[~is_own], on=_SHARED, suffixes=("_a", "_b"))
    worst = pd.DataFrame({name: pairs[[f"{name}_a", f"{name}_b"]].max(axis=1) for name in _WORST})
    return pairs.loc[worst.sort_values(list(_WORST), ascending=False, kind="stable").index].reset_index(drop=True)


def _how_hard(row: Sequence[Any]) -> tuple[bool, float, float]:
    """The sort key of a row; those without a score this time are last, by their score before."""
    cells = dict(zip(BARRIER_COLUMNS, row, strict=True))
    is_scored = cells["extent"] is not None
    severity, extent = (cells[name] for name in (_WORST if is_scored else _BEFORE))
    return is_scored, severity, extent


def _make_rows(responses: Sequence[FrameResponse], instruments: Sequence[Instrument]) -> Iterator[tuple[Any, ...]]:
    """A row a scale that the last response to its questionnaire still asks for."""
    by_questionnaire: dict[tuple[str, str], list[FrameResponse]] = defaultdict(list)
    for response in sorted(responses, key=lambda response: response.day or date.min):
        by_questionnaire[response.who.person, response.questionnaire.id].append(response)
    by_scale: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for cells in score_rows(responses, instruments):
        row = dict(zip(SCORE_COLUMNS, cells, strict=True))
        if row["extent"] is not None:
            by_scale[row["person"], row["questionnaire"], row["scale"]].append(row)
    for (person, questionnaire), times in by_questionnaire.items():
        for scale in times[-1].questionnaire.scales:
            if scored := by_scale.get((person, questionnaire, scale.id)):
                yield _make_row(scored, times[-1], len(times))


def _make_row(scored: Sequence[dict[str, Any]], response: FrameResponse, times: int) -> tuple[Any, ...]:
    """One scale over time, oldest first, with the last response to its questionnaire of so many."""
    *earlier, last = scored
    if last["time"] == times:
        then = earlier[-1] if earlier else None
        now = [last[name] for name in _NOW]
    else:  # nothing was scored this time
        then = last
        now = [last[name] if name in _SAID_OF_SCALE else response.day if name == "day" else None for name in _NOW]
    before = [None] * len(_THEN) if then is None else [then[name] for name in _THEN]
    is_same_definition = None if then is None else then["definition"] == response.questionnaire.sha256
    return *now, *before, is_same_definition, len(scored)
