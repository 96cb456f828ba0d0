"""What is counted of a service: one row a quarter, measure and person, week or couple, with the one outcome it has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pandas as pd

from nearer.domain.weeks import Week
from nearer.trends.claims import ClaimKind, claims_of
from nearer.trends.series import Series

STOPPED_AFTER_WEEKS = 6  # whole weeks without a check-in
WAITS = ("two_weeks", "four_weeks", "later", "not_yet")
OUTCOMES = {
    "couples": ("both", "one", "none"),
    "weeks": ("answered", "missed"),
    "claim": tuple(kind.value for kind in ClaimKind),
    "change": ("worse", "unchanged", "better"),
    "since_first": ("worse", "unchanged", "better"),
    "stopped": ("going_on", "stopped"),
    "first_check_in": WAITS,
    "first_visit": WAITS,
}
FIGURE = ["quarter", "measure", "questionnaire", "scale"]
_FACT = [*FIGURE, "outcome", "of", "paper"]  # `of` is the person or couple that a fact is about; `paper`: from paper


def cohort_facts(weeks: pd.DataFrame, scores: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Columns of FIGURE, `outcome`, `of` and `paper`, all str; rows without an outcome are not there.

    `paper` says *yes* of a score that was a total from paper, as `scores` do in a column of this name.
    """
    last_outcomes = _last_outcomes(scores)
    parts = (
        _couples(weeks), _weeks(weeks), _claims(weeks), _facts(last_outcomes, "change"),
        _facts(_since_first(last_outcomes), "since_first"), _stopped_facts(weeks, cases),
        _waiting_facts(cases, "first_check_in", cases["check_in_after"] * 7),
        _waiting_facts(cases, "first_visit", cases["visit_after"]),
    )  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def _facts(frame: pd.DataFrame, measure: str) -> pd.DataFrame:
    return frame.assign(measure=measure).reindex(columns=_FACT, fill_value="").astype("str")


def quarter_of(days: pd.Series) -> pd.Series:
    """2026-Q4 of each day."""
    return days.dt.year.astype("str") + "-Q" + days.dt.quarter.astype("str")


def _couples(weeks: pd.DataFrame) -> pd.DataFrame:
    answered = weeks.assign(quarter=quarter_of(weeks["monday"]), answered=weeks["score"].notna())
    by_person = answered.groupby(["quarter", "couple", "person"])["answered"].any()
    people = by_person.groupby(["quarter", "couple"]).sum().reset_index(name="people")
    outcome = people["people"].map(lambda count: OUTCOMES["couples"][2 - min(count, 2)])
    return _facts(people.assign(outcome=outcome, of=people["couple"]), "couples")


def _weeks(weeks: pd.DataFrame) -> pd.DataFrame:
    outcome = weeks["score"].notna().map({True: "answered", False: "missed"})
    return _facts(weeks.assign(quarter=quarter_of(weeks["monday"]), outcome=outcome, of=weeks["person"]), "weeks")


def _last_outcomes(scores: pd.DataFrame) -> pd.DataFrame:
    """The last score of a quarter whose change can be told, for each person and scale."""
    keys = ["person", "definition", "scale"]
    first = scores.groupby(keys, observed=True)["score"].transform("first")
    outcomes = scores.assign(
        since_first=scores["score"] - first, quarter=quarter_of(scores["day"]), of=scores["person"]
    )
    outcomes = outcomes[outcomes["outcome"].notna()]
    return outcomes.drop_duplicates(["quarter", "questionnaire", "scale", "of"], keep="last")


def _since_first(last_outcomes: pd.DataFrame) -> pd.DataFrame:
    """Judge each score by the change since the first one; it needs as many points as any other change."""
    rise = last_outcomes["higher"].eq("better").map({True: "better", False: "worse"})
    fall = last_outcomes["higher"].eq("better").map({True: "worse", False: "better"})
    enough = last_outcomes["since_first"].abs() >= last_outcomes["needed"]
    outcome = rise.where(last_outcomes["since_first"] > 0, fall).where(enough, "unchanged")
    return last_outcomes.assign(outcome=outcome)


def _stopped_facts(weeks: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Facts about those who checked in during a quarter: who did so for the last time, long ago by now, and who went
    on."""
    answered = weeks[weeks["score"].notna()].merge(cases[["person", "today"]], on="person")
    answered = answered.assign(quarter=quarter_of(answered["monday"]), of=answered["person"])
    latest = answered.sort_values("monday").drop_duplicates(["quarter", "of"], keep="last")
    last = latest.groupby("of")["monday"].transform("max")
    days = (pd.to_datetime(latest["today"]) - pd.to_datetime(latest["monday"])).dt.days
    stopped = latest["monday"].eq(last) & (days // 7 > STOPPED_AFTER_WEEKS)
    return _facts(latest.assign(outcome=stopped.map({True: "stopped", False: "going_on"})), "stopped")


def _waiting_facts(cases: pd.DataFrame, measure: str, days: pd.Series) -> pd.DataFrame:
    """How long somebody waited, by the quarter they connected in."""
    outcome = pd.cut(days.astype("Float64"), [-1, 14, 28, float("inf")], labels=list(WAITS[:3])).astype("str")
    outcome = outcome.where(days.notna(), WAITS[3])
    return _facts(cases.assign(quarter=quarter_of(cases["since"]), of=cases["person"], outcome=outcome), measure)


def _claims(weeks: pd.DataFrame) -> pd.DataFrame:
    series = list(_series_by_quarter(weeks))
    claims = claims_of([one for _, _, one in series])
    facts = [(quarter, person, claim.kind.value) for (quarter, person, _), claim in zip(series, claims, strict=True)]
    return _facts(pd.DataFrame(facts, columns=["quarter", "of", "outcome"]), "claim")


def _series_by_quarter(weeks: pd.DataFrame) -> Iterator[tuple[str, str, Series]]:
    """Each person's weeks up to the end of each quarter in which they answered, scored like the last of them."""
    columns = [weeks["person"], weeks["week"], quarter_of(weeks["monday"]), weeks["score"], weeks["definition"]]
    by_person = groupby(zip(*(column.tolist() for column in columns), strict=True), key=itemgetter(0))
    for person, rows in by_person:
        _, members, quarters, scores, definitions = zip(*rows, strict=True)
        answered = {quarter: position for position, quarter in enumerate(quarters) if scores[position] is not pd.NA}
        for quarter, last in answered.items():
            is_same_definition = (
                float(score) if score is not pd.NA and definition == definitions[last] else None
                for score, definition in zip(scores[: last + 1], definitions, strict=False)
            )
            yield quarter, person, Series(Week.parse(members[0]), tuple(is_same_definition))
