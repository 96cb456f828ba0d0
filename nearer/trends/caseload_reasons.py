"""Reasons to look at a couple, in order of urgency; made only from what each person granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from nearer.domain.weeks import Week
from nearer.trends.alerts import Alert, low_weeks, ongoing_alert, quiet_weeks, wide_gap
from nearer.trends.claims import Claim, ClaimKind, claims_of, weeks_so_far
from nearer.trends.series import Series
from nearer.trends.side_by_side import BothWeeks, side_by_side
from nearer.trends.worsening import Worsening

UNCLEAR_FROM = 8  # weeks since the first check-in


class ReasonKind(StrEnum):
    """In the order of a caseload. `worsened` is a published instrument; all others are about the weeks.

    `falling` is a claim of a fall of somebody who is not in `low_weeks`: one fact gives one reason.
    """

    WORSENED = "worsened"
    LOW_WEEKS = "low_weeks"
    WIDE_GAP = "wide_gap"
    QUIET_WEEKS = "quiet_weeks"
    FALLING = "falling"
    UNCLEAR = "unclear"
    RISING = "rising"
    TOO_EARLY = "too_early"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CaseloadReason:
    """`person` counts the couple's people from 0, None for what two lines say; `week` is None without any week.

    The measured rates stand in `alert` or in `claim`; there are none where nothing is claimed, or where a published
    source says what is more than chance (`worsening`).
    """

    kind: ReasonKind
    person: int | None
    week: Week | None
    alert: Alert | None = None
    claim: Claim | None = None
    worsening: Worsening | None = None


WeeksOfCouple = tuple[Series | None, ...]  # one for each person; None where no week can be read, and nothing is said
WorseningsOfCouple = tuple[tuple[Worsening, ...], ...]  # those of each person, in the same order

_OF_CLAIM = {
    ClaimKind.LIKELY_DOWN: ReasonKind.FALLING,
    ClaimKind.LEANING_DOWN: ReasonKind.FALLING,
    ClaimKind.LIKELY_UP: ReasonKind.RISING,
    ClaimKind.LEANING_UP: ReasonKind.RISING,
    ClaimKind.TOO_EARLY: ReasonKind.TOO_EARLY,
}
_ORDER = {kind: index for index, kind in enumerate(ReasonKind)}


def reasons_of(
    couples: Sequence[WeeksOfCouple], worsened: Sequence[WorseningsOfCouple] = ()
) -> list[tuple[CaseloadReason, ...]]:
    """Every couple's reasons, the first one deciding its place; `worsened` has as many couples, or none at all.

    A series lists every week that is over, so that silence shows. No clear direction before week 8 counts as too early.
    """
    shortened = [tuple(series and _to_last_answer(series) for series in couple) for couple in couples]
    claims = iter(claims_of([series for series in chain.from_iterable(shortened) if series is not None]))
    inputs = (
        ReasonInput(weeks, to_last_answer, tuple(None if series is None else next(claims) for series in to_last_answer))
        for weeks, to_last_answer in zip(couples, shortened, strict=True)
    )
    worsenings = worsened or [()] * len(couples)
    return [_list_reasons(couple, worse) for couple, worse in zip(inputs, worsenings, strict=True)]


def urgency_rank(reasons: Sequence[CaseloadReason]) -> tuple[int, int]:
    """The sort key of a caseload: the first reason, and of one reason the newest week first."""
    first = reasons[0]
    return _ORDER[first.kind], -first.week.monday().toordinal() if first.week else 0


@dataclass(frozen=True, slots=True)
class ReasonInput:
    """One couple's series with every week that is over, the same up to each last check-in, and what those claim."""

    weeks: WeeksOfCouple
    to_last_answer: WeeksOfCouple
    claims: tuple[Claim | None, ...]


def _list_reasons(couple: ReasonInput, worsened: WorseningsOfCouple) -> tuple[CaseloadReason, ...]:
    alerts = tuple(_list_alerts(couple))
    in_low_weeks = {reason.person for reason in alerts if reason.kind is ReasonKind.LOW_WEEKS}
    claims = (
        reason
        for reason in _list_claims(couple)
        if reason.kind is not ReasonKind.FALLING or reason.person not in in_low_weeks
    )
    reasons = [*_list_worsenings(worsened), *alerts, *claims]
    return tuple(sorted(reasons, key=lambda reason: _ORDER[reason.kind])) or (
        CaseloadReason(ReasonKind.NOTHING, None, None),
    )


def _list_worsenings(worsened: WorseningsOfCouple) -> list[CaseloadReason]:
    """The newest answer first."""
    pairs = ((index, one) for index, of_person in enumerate(worsened) for one in of_person)
    newest_first = sorted(pairs, key=lambda pair: pair[1].after.day, reverse=True)
    return [
        CaseloadReason(ReasonKind.WORSENED, index, Week.of(worsening.after.day), worsening=worsening)
        for index, worsening in newest_first
    ]


def _list_alerts(couple: ReasonInput) -> Iterator[CaseloadReason]:
    for index, (weeks, to_last_answer) in enumerate(zip(couple.weeks, couple.to_last_answer, strict=True)):
        if weeks is None or to_last_answer is None:
            continue
        yield from _standing_alert_reason(ReasonKind.LOW_WEEKS, index, low_weeks(to_last_answer))
        if weeks is not to_last_answer:
            yield from _standing_alert_reason(ReasonKind.QUIET_WEEKS, index, quiet_weeks(weeks))
    present_series = [series for series in couple.to_last_answer if series is not None]
    if len(present_series) == 2:
        yield from _standing_alert_reason(ReasonKind.WIDE_GAP, None, wide_gap(_to_last_of_both(*present_series)))


def _list_claims(couple: ReasonInput) -> Iterator[CaseloadReason]:
    for index, (answered, claim) in enumerate(zip(couple.to_last_answer, couple.claims, strict=True)):
        if answered is not None and claim is not None:
            yield _of_claim(index, answered, claim)


def _standing_alert_reason(kind: ReasonKind, person: int | None, alerts: tuple[Alert, ...]) -> Iterator[CaseloadReason]:
    alert = ongoing_alert(alerts)
    if alert is not None:
        yield CaseloadReason(kind, person, alert.week, alert=alert)


def _of_claim(person: int, answered: Series, claim: Claim) -> CaseloadReason:
    last = answered.weeks[-1] if answered.weeks else None
    kind = _OF_CLAIM.get(claim.kind, ReasonKind.UNCLEAR)
    if last is None:
        kind = ReasonKind.NOTHING
    elif kind is ReasonKind.UNCLEAR and weeks_so_far(answered) < UNCLEAR_FROM:
        kind = ReasonKind.TOO_EARLY
    return CaseloadReason(kind, person, last, claim=claim)


def _to_last_answer(series: Series) -> Series:
    """The series without the weeks after the last check-in: they are silence, and end no run of scores. The same one if
    none."""
    count = len(series.scores)
    while count and series.scores[count - 1] is None:
        count -= 1
    return series if count == len(series.scores) else replace(series, scores=series.scores[:count])


def _to_last_of_both(series: Series, other: Series) -> tuple[BothWeeks, ...]:
    """Side by side up to the last week that both answered."""
    weeks = side_by_side(series, other)
    return weeks[
        : max((number for number, week_pair in enumerate(weeks, start=1) if week_pair.gap is not None), default=0)
    ]
