"""The service in numbers, by quarter: counts of people and couples with their n, and never a figure under five."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import pandas as pd

from nearer.domain.weeks import Week
from nearer.frames.columns import make_frame
from nearer.trends.claims import ClaimKind, claims_of
from nearer.trends.series import Series

MIN_COUNT = 5  # people or couples behind a figure that is shown; fewer could be recognised
OUTCOMES = {
    "couples": ("both", "one", "none"),
    "weeks": ("answered", "missed"),
    "claim": tuple(kind.value for kind in ClaimKind),
    "change": ("worse", "unchanged", "better"),
}
COHORT_COLUMNS = {
    "quarter": "str",
    "measure": pd.CategoricalDtype(list(OUTCOMES)),
    "questionnaire": "str",
    "scale": "str",
    "outcome": "str",
    "count": "Int64",
    "n": "Int64",
    "share": "Float64",
}
_FIGURE = ["quarter", "measure", "questionnaire", "scale"]
_FACT = [*_FIGURE, "outcome", "of"]  # `of` is the person or couple that a fact is about


def cohort_frame(weeks: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """One row a quarter, measure, scale and outcome, made of a `weeks_frame` and a `scores_frame` of many couples.

    A figure of fewer than five people or couples is missing, and so is what it could be worked out from. Columns:

    - quarter: str, calendar quarter such as 2026-Q4, by the Monday of a week or the day of a score
    - measure: category. couples: how many of a couple answered at least one week. weeks: the weeks of all people, from
      a couple's first answered one to its last. claim: what each person's weeks say at the end of the quarter.
      change: each person's last score of a scale beside the one before, by published points
    - questionnaire, scale: str, ids; only for a change
    - outcome: str, one of `OUTCOMES` of its measure
    - count: Int64, couples, weeks or people with this outcome
    - n: Int64, those of all outcomes together
    - share: Float64, count of n, 0 to 1
    """
    facts = pd.concat([_couples(weeks), _weeks(weeks), _claims(weeks), _changes(scores)], ignore_index=True)
    return make_frame(COHORT_COLUMNS, _rows(facts))


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
        safe = not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= MIN_COUNT)
        if counts[name] < MIN_COUNT or not safe:
            hidden.append(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def _rows(facts: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    for figure, group in facts.groupby(_FIGURE, sort=True, dropna=False):
        outcomes = group["outcome"].value_counts()
        counts = {name: int(outcomes.get(name, 0)) for name in OUTCOMES[figure[1]]}
        n, units = len(group), group["of"].nunique()
        for name, count in hide_small(counts, units).items():
            share = None if count is None else count / n
            yield *(cell or None for cell in figure), name, count, n if units >= MIN_COUNT else None, share


def _facts(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    return frame.assign(measure=measure).reindex(columns=_FACT, fill_value="").astype("str")


def _quarter(days: pd.Series) -> pd.Series:
    return days.dt.year.astype("str") + "-Q" + days.dt.quarter.astype("str")


def _couples(weeks: pd.DataFrame) -> pd.DataFrame:
    answered = weeks.assign(quarter=_quarter(weeks["monday"]), answered=weeks["score"].notna())
    by_person = answered.groupby(["quarter", "couple", "person"])["answered"].any()
    people = by_person.groupby(["quarter", "couple"]).sum().reset_index(name="people")
    outcome = people["people"].map(lambda count: OUTCOMES["couples"][2 - min(count, 2)])
    return _facts(people.assign(outcome=outcome, of=people["couple"]), "couples")


def _weeks(weeks: pd.DataFrame) -> pd.DataFrame:
    outcome = weeks["score"].notna().map({True: "answered", False: "missed"})
    return _facts(weeks.assign(quarter=_quarter(weeks["monday"]), outcome=outcome, of=weeks["person"]), "weeks")


def _changes(scores: pd.DataFrame) -> pd.DataFrame:
    told = scores[scores["outcome"].notna()]
    told = told.assign(quarter=_quarter(told["day"]), of=told["person"])
    return _facts(told.drop_duplicates(["quarter", "questionnaire", "scale", "of"], keep="last"), "change")


def _claims(weeks: pd.DataFrame) -> pd.DataFrame:
    series = list(_series_by_quarter(weeks))
    claims = claims_of([one for _, _, one in series])
    facts = [(quarter, person, claim.kind.value) for (quarter, person, _), claim in zip(series, claims, strict=True)]
    return _facts(pd.DataFrame(facts, columns=["quarter", "of", "outcome"]), "claim")


def _series_by_quarter(weeks: pd.DataFrame) -> Iterator[tuple[str, str, Series]]:
    """Of each person the weeks up to the end of each quarter in which they answered, scored like the last of them."""
    columns = [weeks["person"], weeks["week"], _quarter(weeks["monday"]), weeks["score"], weeks["definition"]]
    by_person = groupby(zip(*(column.tolist() for column in columns), strict=True), key=itemgetter(0))
    for person, rows in by_person:
        _, listed, quarters, scores, definitions = zip(*rows, strict=True)
        answered = {quarter: place for place, quarter in enumerate(quarters) if scores[place] is not pd.NA}
        for quarter, last in answered.items():
            alike = (
                float(score) if score is not pd.NA and definition == definitions[last] else None
                for score, definition in zip(scores[: last + 1], definitions, strict=False)
            )
            yield quarter, person, Series(Week.parse(listed[0]), tuple(alike))
