"""Why a therapist may want to look at a couple now, and in which order; from the weeks each of them granted only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice

from nearer.domain import Week
from nearer.trends.alerts import Alert, low_weeks, quiet_weeks, standing, wide_gap
from nearer.trends.claims import Claim, ClaimKind, claims_of, weeks_so_far
from nearer.trends.series import Series

UNCLEAR_FROM = 8  # weeks since the first check-in


class ReasonKind(StrEnum):
    """In the order of a caseload. `falling` is a claim of a fall that no alert speaks of."""

    LOW_WEEKS = "low_weeks"
    WIDE_GAP = "wide_gap"
    QUIET_WEEKS = "quiet_weeks"
    FALLING = "falling"
    UNCLEAR = "unclear"
    RISING = "rising"
    TOO_EARLY = "too_early"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reason:
    """`person` counts the couple's series from 0, None for what two lines say; `week` is None without any week.

    The measured rates stand in `alert` or in `claim`; there are none where nothing is claimed.
    """

    kind: ReasonKind
    person: int | None
    week: Week | None
    alert: Alert | None = None
    claim: Claim | None = None


_OF_CLAIM = {
    ClaimKind.LIKELY_DOWN: ReasonKind.FALLING,
    ClaimKind.LEANING_DOWN: ReasonKind.FALLING,
    ClaimKind.LIKELY_UP: ReasonKind.RISING,
    ClaimKind.LEANING_UP: ReasonKind.RISING,
    ClaimKind.TOO_EARLY: ReasonKind.TOO_EARLY,
}
_ORDER = {kind: place for place, kind in enumerate(ReasonKind)}


def reasons_of(couples: Sequence[tuple[Series, ...]]) -> list[tuple[Reason, ...]]:
    """Every couple's reasons, the first one deciding its place. A couple has one series for each person who granted.

    A series lists every week that is over, so that silence shows. No clear direction before week 8 counts as too early.
    """
    claims = iter(claims_of([_to_last_answer(series) for series in chain.from_iterable(couples)]))
    return [_reasons(series, tuple(islice(claims, len(series)))) for series in couples]


def place_of(reasons: Sequence[Reason]) -> tuple[int, int]:
    """What a caseload is sorted by: the first reason, and of one reason the newest week first."""
    first = reasons[0]
    return _ORDER[first.kind], -first.week.monday().toordinal() if first.week else 0


def _reasons(couple: tuple[Series, ...], claims: tuple[Claim, ...]) -> tuple[Reason, ...]:
    found = [*_alerts(couple), *(_of_claim(place, *one) for place, one in enumerate(zip(couple, claims, strict=True)))]
    return tuple(sorted(found, key=lambda one: _ORDER[one.kind])) or (Reason(ReasonKind.NOTHING, None, None),)


def _alerts(couple: tuple[Series, ...]) -> Iterator[Reason]:
    for place, series in enumerate(couple):
        yield from _standing(ReasonKind.LOW_WEEKS, place, low_weeks(_to_last_answer(series)))
        yield from _standing(ReasonKind.QUIET_WEEKS, place, quiet_weeks(series))
    if len(couple) == 2:
        yield from _standing(ReasonKind.WIDE_GAP, None, wide_gap(*_to_last_of_both(*couple)))


def _standing(kind: ReasonKind, person: int | None, alerts: tuple[Alert, ...]) -> Iterator[Reason]:
    alert = standing(alerts)
    if alert is not None:
        yield Reason(kind, person, alert.week, alert=alert)


def _of_claim(person: int, series: Series, claim: Claim) -> Reason:
    last = max((week for week, score in series.items() if score is not None), default=None)
    kind = _OF_CLAIM.get(claim.kind, ReasonKind.UNCLEAR)
    if last is None:
        kind = ReasonKind.NOTHING
    elif kind is ReasonKind.UNCLEAR and weeks_so_far(series) < UNCLEAR_FROM:
        kind = ReasonKind.TOO_EARLY
    return Reason(kind, person, last, claim=claim)


def _to_last_answer(series: Series) -> Series:
    """Without the weeks after the last check-in: they are silence, and end no run of scores."""
    return _first_weeks(
        series, max((n for n, score in enumerate(series.scores, start=1) if score is not None), default=0)
    )


def _to_last_of_both(one: Series, other: Series) -> tuple[Series, Series]:
    """Both up to the last week that both answered."""
    answered = [{week for week, score in series.items() if score is not None} for series in (one, other)]
    last = max(answered[0] & answered[1], default=None)
    both = (
        _first_weeks(series, sum(last is not None and week <= last for week in series.weeks)) for series in (one, other)
    )
    first, second = both
    return first, second


def _first_weeks(series: Series, count: int) -> Series:
    return replace(series, scores=series.scores[:count])
