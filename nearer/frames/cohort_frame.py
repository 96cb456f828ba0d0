"""The service in numbers, by quarter: counts of people and couples with their n, and never a figure under five."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from nearer.frames.cohort_facts import FIGURE, OUTCOMES, cohort_facts
from nearer.frames.columns import make_frame
from nearer.frames.paper_frame import COUNTED_COLUMNS

MIN_COUNT = 5  # people or couples behind a figure that is shown; fewer could be recognised
COHORT_COLUMNS = {
    "quarter": "str",
    "measure": pd.CategoricalDtype(list(OUTCOMES)),
    "questionnaire": "str",
    "scale": "str",
    "outcome": "str",
    "count": "Int64",
    "n": "Int64",
    "share": "Float64",
    "paper": "Int64",
}
_OF_SCALES = ("change", "since_first")


def cohort_frame(weeks: pd.DataFrame, scores: pd.DataFrame, cases: pd.DataFrame, paper: pd.DataFrame) -> pd.DataFrame:
    """One row a quarter, measure, scale and outcome, of a `weeks_frame`, a `scores_frame` and a `cases_frame` of many.

    `paper` is a `paper_frame` of totals that are counted beside the scores.

    A figure of fewer than five people or couples is missing, and so is what it could be worked out from. Columns:

    - quarter: str, calendar quarter such as 2026-Q4, by the Monday of a week or the day of a score or a connection
    - measure: category. couples: how many of a couple answered at least one week. weeks: the weeks of all people, from
      a couple's first answered one to its last. claim: what each person's weeks say at the end of the quarter.
      change: each person's last score of a scale beside the one before, by published points; since_first: beside their
      first. stopped: of all who checked in, whether it was the last time for six whole weeks or more. first_check_in,
      first_visit: how long those who let the therapist in waited
    - questionnaire, scale: str, ids; only for a change
    - outcome: str, one of `OUTCOMES` of its measure
    - count: Int64, couples, weeks or people with this outcome
    - n: Int64, those of all outcomes together; of couples to the nearest five where a count is missing
    - share: Float64, count of n, 0 to 1
    - paper: Int64, of how many of n it was a total from paper, of a change; missing where these or the others are
      fewer than five and not none
    """
    columns = list(COUNTED_COLUMNS)
    counted = [scores[columns].assign(paper=""), paper[columns].assign(paper="yes")]
    together = pd.concat(counted, ignore_index=True).sort_values("day", kind="stable", na_position="first")
    return make_frame(COHORT_COLUMNS, _make_rows(cohort_facts(weeks, together, cases)))


def hide_small(counts: Mapping[str, int], units: int) -> dict[str, int | None]:
    """The counts of one figure, None for what is not to be seen; `units` are the people or couples behind them.

    Since n is known, a hidden count must not be what is left: the smallest others go too, until at least two are
    hidden that hold five together (secondary suppression, as in the Standards for Reporting Data with Small Numbers of
    Washington State's Department of Health, 2018).
    """
    if units < MIN_COUNT:
        return dict.fromkeys(counts)
    hidden: list[str] = []
    for name in sorted(counts, key=lambda name: counts[name]):
        safe = not hidden or (len(hidden) > 1 and sum(counts[outcome] for outcome in hidden) >= MIN_COUNT)
        if counts[name] < MIN_COUNT or not safe:
            hidden.append(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def _make_rows(facts: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for figure, group in facts.groupby(FIGURE, sort=True, dropna=False):
        outcomes = group["outcome"].value_counts()
        counts = {name: int(outcomes.get(name, 0)) for name in OUTCOMES[figure[1]]}
        units = group["of"].nunique()
        visible, n = hide_small(counts, units), sum(counts.values()) if units >= MIN_COUNT else None
        if figure[1] == "couples" and None in visible.values():
            visible, n = dict.fromkeys(counts), _couples_in_all(counts)
        paper = _from_paper(group, n) if figure[1] in _OF_SCALES else None
        for name, count in visible.items():
            share = None if count is None else count / len(group)
            yield *(cell or None for cell in figure), name, count, n, share, paper


def _from_paper(group: pd.DataFrame, n: int | None) -> int | None:
    paper = int(group["paper"].eq("yes").sum())
    return paper if n is not None and (paper in (0, n) or min(paper, n - paper) >= MIN_COUNT) else None


def _couples_in_all(counts: Mapping[str, int]) -> int | None:
    """How many couples there are to the nearest five, so that nobody can work out of how many one checked in.

    Twice the couples less the people who checked in, who are told beside it, are the couples of one and of none.
    """
    couples, people = sum(counts.values()), 2 * counts["both"] + counts["one"]
    rough = MIN_COUNT * round(couples / MIN_COUNT)
    return rough if couples >= MIN_COUNT and 2 * (rough + MIN_COUNT // 2) - people > 1 else None
