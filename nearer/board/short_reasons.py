"""A reason in a few words with its number, and the weeks it is about."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.board.caseload import CaseloadEntry
from nearer.domain.weekly_scores import WeeklyScore
from nearer.domain.weeks import Week
from nearer.storage.therapist.caseload import CasePerson
from nearer.trends.alerts import LOW_RUN, QUIET_RUN, WIDE_RUN, AlertKind
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind
from nearer.trends.series import weeks_between
from nearer.views import text as words
from nearer.views.chart_values import score_text

_RUNS = {AlertKind.LOW_WEEKS: LOW_RUN, AlertKind.WIDE_GAP: WIDE_RUN, AlertKind.QUIET_WEEKS: QUIET_RUN}


@dataclass(frozen=True, slots=True)
class ShortReason:
    """Words, and the number beside them, which can be empty."""

    text: str
    number: str = ""


def short_reason(entry: CaseloadEntry, reason: CaseloadReason) -> ShortReason:
    """As it stands in one line of the board."""
    name = "" if reason.person is None else entry.names[reason.person]
    return ShortReason(
        words.board.reason_in_short(reason, name, _weeks_silent(entry, reason)), _reason_number(entry, reason)
    )


def alert_weeks(entry: CaseloadEntry, until: Week) -> tuple[Week, ...]:
    """Every week that the alerts among the reasons are about, to the last one that is over before `until`."""
    weeks: set[Week] = set()
    for reason in entry.reasons:
        if reason.alert is not None:
            last = until.plus(-1) if reason.kind is ReasonKind.QUIET_WEEKS else (entry.last or until)
            start = begin_of(reason)
            weeks.update(start.plus(ahead) for ahead in range(weeks_between(start, last) + 1))
    return tuple(sorted(weeks))


def begin_of(reason: CaseloadReason) -> Week:
    """The first week of an alert's run."""
    assert reason.alert is not None, "only an alert has a run"
    return reason.alert.week.plus(1 - _RUNS[reason.alert.kind])


def _reason_number(entry: CaseloadEntry, reason: CaseloadReason) -> str:
    if reason.worsening is not None:
        return words.board.then_now(f"{reason.worsening.before.value}", f"{reason.worsening.after.value}")
    people = entry.case.people
    if reason.kind is ReasonKind.WIDE_GAP:
        both = [_last_score(person) for person in people]
        return words.board.beside(*both) if len(both) == 2 and all(both) else ""
    scores = people[reason.person].weekly.alike.scores if reason.person is not None else ()
    if reason.kind is ReasonKind.LOW_WEEKS:
        before = [score for score in scores if score.week < begin_of(reason)]
        return words.board.then_now(score_of(before[-1]), score_of(scores[-1])) if before else ""
    if reason.kind in (ReasonKind.RISING, ReasonKind.FALLING):
        return words.board.then_now(score_of(scores[0]), score_of(scores[-1]))
    return ""


def _weeks_silent(entry: CaseloadEntry, reason: CaseloadReason) -> int:
    """Weeks that are over since the last check-in of whom the reason is about."""
    if reason.kind is not ReasonKind.QUIET_WEEKS or reason.person is None:
        return 0
    scores = entry.case.people[reason.person].weekly.scores
    return weeks_between(scores[-1].week, Week.of(entry.today)) - 1 if scores else 0


def _last_score(person: CasePerson) -> str:
    return "" if person.weekly.latest is None else score_of(person.weekly.latest)


def score_of(scored: WeeklyScore) -> str:
    """A week's score as it is read."""
    return score_text(float(scored.score))
