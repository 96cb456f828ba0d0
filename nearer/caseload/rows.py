"""The rows of a caseload in words: what stands in each line, from what is granted and their status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nearer.caseload.caseload import (
    CaseloadEntry,
    OpenAssignment,
    ended_texts,
    names_of,
    reason_text,
    series_until_now,
    week_of,
)
from nearer.caseload.choose import CaseloadList
from nearer.caseload.groups import Group, group_of, is_new
from nearer.caseload.short_reasons import ShortReason, alert_weeks, score_of, short_reason
from nearer.charts.sparkline import sparkline_uri
from nearer.session.values import TherapistSession
from nearer.storage.therapist.assignments import Assignment
from nearer.trends.error_rates import error_rates
from nearer.trends.usual_range import usual_range
from nearer.views import text as words
from nearer.views.chart_values import SPARK_WEEKS, Accent, SparkLine


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One couple: `sure` are the sentences of all its reasons, each with how often it means nothing.

    `small` stands below the names; `picture` is empty where no week can be read.
    """

    couple: str
    address: str
    group: Group
    names: str
    small: str
    new: bool
    why: ShortReason
    sure: tuple[str, ...]
    picture: str
    alt: str
    last: str
    visit: str
    open: str
    open_lines: tuple[str, ...]


def rows_of(session: TherapistSession, caseload: CaseloadList) -> list[CaseloadRow]:
    """Those of the page that is looked at."""
    return [_make_row(session, caseload, entry) for entry in caseload.entries]


def reason_lines(entry: CaseloadEntry) -> tuple[str, ...]:
    """Every reason as a sentence, with how often such a one stands there with nothing behind it."""
    return tuple(
        words.caseload.sure(reason_text(reason, entry.names), words.reasons.reason_rates(reason))
        for reason in entry.reasons
    )


def about_rates() -> tuple[str, ...]:
    """How often each reason stands there with nothing behind it."""
    return words.reasons.about_reasons(error_rates())


def _make_row(session: TherapistSession, caseload: CaseloadList, entry: CaseloadEntry) -> CaseloadRow:
    couple, this_week = entry.case.couple, max(week_of(session, one.who) for one in entry.case.people)
    lines = _make_lines(session, entry)
    ends = [(person.who.nickname, score_of(latest)) for person in entry.case.people
            if person.last_week is not None and (latest := person.weekly.latest)]  # fmt: skip
    still = open_texts(session, entry.open_assignments)
    return CaseloadRow(
        couple=str(couple),
        address=replace(caseload.view, at="").couple_address(couple),
        group=group_of(entry, caseload.today),
        names=names_of(entry.case.people),
        small=" · ".join((*ended_texts(session, entry.case.people), *entry.case.status.tags)),
        new=is_new(entry.case),
        why=short_reason(entry, entry.reasons[0]),
        sure=reason_lines(entry),
        picture=sparkline_uri(lines, this_week, alert_weeks(entry)) if lines else "",
        alt=words.caseload.sparkline(ends, SPARK_WEEKS) if lines else "",
        last=words.caseload.last_check_in(entry.weeks_since),
        visit=words.caseload.next_visit(entry.visit, caseload.today),
        open=still[0] if len(still) == 1 else words.caseload.open_number(len(still)) if still else "",
        open_lines=still if len(still) > 1 else (),
    )


def _make_lines(session: TherapistSession, entry: CaseloadEntry) -> list[SparkLine]:
    """A line for each of whom weeks can be read."""
    return [
        SparkLine(Accent.of(one.who.first), one.weekly, usual_range(series_until_now(session, one.who, one.weekly)))
        for one in entry.case.people
        if one.last_week is not None
    ]


def open_texts(session: TherapistSession, still: Iterable[OpenAssignment]) -> tuple[str, ...]:
    """What is asked and open, each with its week."""
    return tuple(
        words.caseload.is_open(open_title(session, one.assignment), one.week, one.weeks_ahead) for one in still
    )


def open_title(session: TherapistSession, assignment: Assignment) -> str:
    """What is asked, also where its questionnaire is gone since."""
    questionnaire = session.catalogue.get(assignment.wish.questionnaire)
    return str(words.assigning.NO_QUESTIONNAIRE) if questionnaire is None else questionnaire.title
