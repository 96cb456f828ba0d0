"""The rows of a caseload in words: what stands in each line, from what is granted and their status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nearer.caseload.caseload import (
    CaseloadCouple,
    OpenAssignment,
    ended_texts,
    names_of,
    reason_text,
    series_until_now,
    week_of,
)
from nearer.caseload.caseload_list import CaseloadList
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
    small_print: str
    is_new: bool
    why: ShortReason
    certainty_lines: tuple[str, ...]
    picture: str
    alt: str
    last: str
    visit: str
    open: str
    open_lines: tuple[str, ...]


def rows_of(session: TherapistSession, caseload: CaseloadList) -> list[CaseloadRow]:
    """The rows of the page that is looked at."""
    return [_make_row(session, caseload, caseload_couple) for caseload_couple in caseload.couples]


def caseload_reason_lines(caseload_couple: CaseloadCouple) -> tuple[str, ...]:
    """Every reason as a sentence, with how often such a one stands there with nothing behind it."""
    return tuple(
        words.reasons.with_rates(reason_text(reason, caseload_couple.names), reason)
        for reason in caseload_couple.reasons
    )


def about_rates() -> tuple[str, ...]:
    """How often each reason stands there with nothing behind it."""
    return words.reasons.about_reasons(error_rates())


def _make_row(session: TherapistSession, caseload: CaseloadList, caseload_couple: CaseloadCouple) -> CaseloadRow:
    couple, this_week = (
        caseload_couple.case.couple,
        max(week_of(session, one.who) for one in caseload_couple.case.people),
    )
    lines = _make_lines(session, caseload_couple)
    ends = [(person.who.nickname, score_of(latest)) for person in caseload_couple.case.people
            if person.last_week is not None and (latest := person.weekly.latest)]  # fmt: skip
    still = open_texts(session, caseload_couple.open_assignments)
    return CaseloadRow(
        couple=str(couple),
        address=replace(caseload.view, at="").couple_address(couple),
        group=group_of(caseload_couple, caseload.today),
        names=names_of(caseload_couple.case.people),
        small_print=" · ".join((*ended_texts(session, caseload_couple.case.people), *caseload_couple.case.status.tags)),
        is_new=is_new(caseload_couple.case),
        why=short_reason(caseload_couple, caseload_couple.reasons[0]),
        certainty_lines=caseload_reason_lines(caseload_couple),
        picture=sparkline_uri(lines, this_week, alert_weeks(caseload_couple)) if lines else "",
        alt=words.caseload.sparkline(ends, SPARK_WEEKS) if lines else "",
        last=words.caseload.last_check_in(caseload_couple.weeks_since),
        visit=words.caseload.next_visit(caseload_couple.visit, caseload.today),
        open=still[0] if len(still) == 1 else words.caseload.open_number(len(still)) if still else "",
        open_lines=still if len(still) > 1 else (),
    )


def _make_lines(session: TherapistSession, caseload_couple: CaseloadCouple) -> list[SparkLine]:
    """A line for each of whom weeks can be read."""
    return [
        SparkLine(
            Accent.of(person.who.first),
            person.weekly,
            usual_range(series_until_now(session, person.who, person.weekly)),
        )
        for person in caseload_couple.case.people
        if person.last_week is not None
    ]


def open_texts(session: TherapistSession, still: Iterable[OpenAssignment]) -> tuple[str, ...]:
    """The open assignments as texts, each with its week."""
    return tuple(
        words.caseload.is_open(open_title(session, entry.assignment), entry.week, entry.weeks_ahead) for entry in still
    )


def open_title(session: TherapistSession, assignment: Assignment) -> str:
    """The title of what is asked, also where its questionnaire is gone since."""
    questionnaire = session.catalogue.get(assignment.request.questionnaire)
    return str(words.assigning.NO_QUESTIONNAIRE) if questionnaire is None else questionnaire.title
