"""A reason in a few words with its number, and the weeks it is about."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.caseload.caseload import CaseloadCouple
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week
from nearer.trends.alerts import Alert
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.claims import weeks_looked_at
from nearer.trends.series import comparable_series
from nearer.views import text as words
from nearer.views.chart_values import score_text


@dataclass(frozen=True, slots=True)
class ShortReason:
    """Words, and the number beside them, which can be empty."""

    text: str
    number: str = ""


def short_reason(caseload_couple: CaseloadCouple, reason: CaseloadReason) -> ShortReason:
    """The reason in the few words that fit one line of the caseload."""
    silent = [
        one.alert for one in caseload_couple.reasons if one.kind is ReasonKind.QUIET_WEEKS and one.alert is not None
    ]
    if reason.kind is ReasonKind.QUIET_WEEKS and len(silent) > 1:
        return ShortReason(words.caseload.both_silent(min(len(alert.weeks) for alert in silent)))
    name = "" if reason.person is None else caseload_couple.names[reason.person]
    return ShortReason(words.caseload.reason_in_short(reason, name), _reason_number(caseload_couple, reason))


def alert_weeks(caseload_couple: CaseloadCouple) -> tuple[Week, ...]:
    """Every week that the alerts among the reasons are about, each to the end of its own run."""
    alerts = (reason.alert for reason in caseload_couple.reasons if reason.alert is not None)
    return tuple(sorted({week for alert in alerts for week in alert.weeks}))


def _reason_number(caseload_couple: CaseloadCouple, reason: CaseloadReason) -> str:
    """The scores as *from-to*, or of both people; only of the weeks that the reason speaks of."""
    if reason.worsening is not None:
        return words.caseload.then_now(f"{reason.worsening.before.value}", f"{reason.worsening.after.value}")
    if reason.kind is ReasonKind.WIDE_GAP and reason.alert is not None:
        last = reason.alert.last
        return words.caseload.both_scores(
            *(score_of(person.weekly.by_week[last]) for person in caseload_couple.case.people)
        )
    if reason.person is None:
        return ""
    weekly = caseload_couple.case.people[reason.person].weekly
    if reason.kind is ReasonKind.LOW_WEEKS and reason.alert is not None:
        return _number_of_low_weeks(weekly, reason.alert)
    return _number_of_claim(weekly) if reason.kind in (ReasonKind.RISING, ReasonKind.FALLING) else ""


def _number_of_low_weeks(weekly: WeeklyScores, alert: Alert) -> str:
    """*From-to*, beginning with the last score before the run of low weeks."""
    before = [scored for scored in weekly.comparable.scores if scored.week < alert.first]
    return words.caseload.then_now(score_of(before[-1]), score_of(weekly.by_week[alert.last])) if before else ""


def _number_of_claim(weekly: WeeklyScores) -> str:
    """*From-to*, beginning with the first score of the weeks that the claim looks at."""
    looked_at = set(weeks_looked_at(comparable_series(weekly)).weeks)
    scores = [scored for scored in weekly.comparable.scores if scored.week in looked_at]
    return words.caseload.then_now(score_of(scores[0]), score_of(scores[-1]))


def score_of(scored: WeeklyScore) -> str:
    """A week's score as it is read."""
    return score_text(float(scored.score))
