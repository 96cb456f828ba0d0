"""A therapist's caseload: each couple with its reasons, its next visit and what is still asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from nearer.domain.schedule import asked_week, is_still_asked
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week, local_week
from nearer.presenters.worsened_scores import definitions_of, wanted_scores, worsenings_of, worsenings_on_paper
from nearer.session.values import TherapistSession
from nearer.storage.therapist.assignments import Assignment
from nearer.storage.therapist.caseload import Case, CasePerson, ConnectedPerson, PersonRecord
from nearer.storage.therapist.unreadable_couples import read_readable_caseload
from nearer.trends.caseload_reasons import CaseloadReason, reasons_of, urgency_rank
from nearer.trends.series import Series, comparable_series, weeks_between
from nearer.views import text as words


@dataclass(frozen=True, slots=True)
class OpenAssignment:
    """What is asked and nothing readable answers: `week` is the one that it is about now.

    It is so many `weeks_ahead` of this week where the person is; below 0 it is late.
    """

    assignment: Assignment
    week: Week
    weeks_ahead: int

    @property
    def is_late(self) -> bool:
        return self.weeks_ahead < 0


@dataclass(frozen=True)
class CaseloadCouple:
    """One couple with its reasons; the first decides where it stands.

    `weeks_since` the last check-in that can be read are counted where that person is: 0 in its own week, None where
    none can be read.
    """

    case: Case
    reasons: tuple[CaseloadReason, ...]
    weeks_since: int | None
    visit: date | None
    open_assignments: tuple[OpenAssignment, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The nicknames of those who ever connected, in the couple's order."""
        return tuple(one.who.nickname for one in self.case.people)


@dataclass(frozen=True)
class LoadedCaseload:
    """The couples in the order of their reasons; and, of each that somebody changed in the file, who is left out, why,
    and what to do.
    """

    couples: list[CaseloadCouple]
    unreadable: tuple[str, ...]


def load_caseload(session: TherapistSession) -> LoadedCaseload:
    """Every couple, and whoever cannot be read; of whom no week can be read, nothing is said, not even silence."""
    scores_to_read = wanted_scores(session.catalogue, session.now)
    caseload = read_readable_caseload(session.notebook, session.therapist, session.now, scores_to_read)
    unreadable = (
        words.caseload.unreadable_couple(words.couple.couple_names(couple.names), str(couple.reason))
        for couple in caseload.unreadable
    )
    return LoadedCaseload(_make_couples(session, caseload.cases), tuple(unreadable))


def _make_couples(session: TherapistSession, cases: tuple[Case, ...]) -> list[CaseloadCouple]:
    find = definitions_of(session.catalogue)
    series = [tuple(_make_series(session, one) for one in case.people) for case in cases]
    worse = [
        tuple(
            worsenings_of(person.other_responses, find, session.today)
            + worsenings_on_paper(person.totals, session.today)
            for person in case.people
        )
        for case in cases
    ]
    case_reasons = zip(cases, reasons_of(series, worse), strict=True)
    couples = [
        CaseloadCouple(
            case,
            why,
            _weeks_since_last(session, case),
            _next_visit(case, session.today),
            open_assignments(session, [one.who for one in case.people], case.assignments, case.answered),
        )
        for case, why in case_reasons
    ]
    return sorted(couples, key=lambda couple: urgency_rank(couple.reasons))


def open_assignments(
    session: TherapistSession,
    people: Iterable[ConnectedPerson],
    assignments: Iterable[Assignment],
    answered: Mapping[tuple[UUID, str], date],
) -> tuple[OpenAssignment, ...]:
    """What is still asked of them, as far as the therapist can read, each with the week it is about now.

    Asked twice of somebody, it is open once, for the earlier week; what is due first comes first.
    """
    who = {one.id: one for one in people}
    still: dict[tuple[UUID, str], OpenAssignment] = {}
    for assignment in assignments:
        request, person = assignment.request, who.get(assignment.request.person)
        if person is None or person.ended is not None:
            continue
        this_week = week_of(session, person)
        about = asked_week(request.due, request.interval_weeks, this_week)
        asked_on = assignment.asked_at.astimezone(ZoneInfo(person.zone)).date()
        if is_still_asked(request.due, about, asked_on, answered.get((request.person, request.questionnaire))):
            before = still.get((request.person, request.questionnaire))
            if before is None or about < before.week:
                open_now = OpenAssignment(assignment, about, weeks_between(this_week, about))
                still[request.person, request.questionnaire] = open_now
    order = {name: index for index, name in enumerate(session.catalogue.questionnaires)}

    def when_and_which(still_open: OpenAssignment) -> tuple[Week, int]:
        return still_open.week, order.get(still_open.assignment.request.questionnaire, len(order))

    return tuple(sorted(still.values(), key=when_and_which))


def series_until_now(session: TherapistSession, who: ConnectedPerson, scores: WeeklyScores) -> Series:
    """The series with every week that is over in the person's zone, so that silence shows."""
    return comparable_series(scores, week_of(session, who).plus(-1))


def week_of(session: TherapistSession, who: ConnectedPerson) -> Week:
    """This week where the person is."""
    return local_week(session.now, who.zone)


def names_of(people: Iterable[CasePerson | PersonRecord]) -> str:
    """The names of a couple's people as they are read together."""
    return words.couple.couple_names(tuple(one.who.nickname for one in people))


def reason_text(reason: CaseloadReason, names: tuple[str, ...]) -> str:
    """`names` are those of the couple's people, whether anything of them can be read or not."""
    return words.reasons.reason_sentence(reason, "" if reason.person is None else names[reason.person])


def _make_series(session: TherapistSession, person: CasePerson) -> Series | None:
    return None if person.last_week is None else series_until_now(session, person.who, person.weekly)


def ended_texts(session: TherapistSession, people: Iterable[CasePerson | PersonRecord]) -> tuple[str, ...]:
    """Who ended it, and on which day: of them nothing can be read any more."""
    return tuple(
        words.caseload.ended_by(person.who.nickname, session.day_of(person.who.ended))
        for person in people
        if person.who.ended is not None
    )


def _weeks_since_last(session: TherapistSession, case: Case) -> int | None:
    answered = [(one.last_week, week_of(session, one.who)) for one in case.people if one.last_week is not None]
    return min((max(weeks_between(last, this_week), 0) for last, this_week in answered), default=None)


def _next_visit(case: Case, today: date) -> date | None:
    return min((day for day in case.visits if day >= today), default=None)
