"""One couple for their therapist: what each granted, put together for the page, the sheet and the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

import pandas as pd

from nearer.caseload.caseload import ended_texts, names_of, reason_text, series_until_now, week_of
from nearer.domain.events import Event, EventKind
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.frames.columns import FramePerson
from nearer.frames.weeks_frame import weeks_frame
from nearer.presenters.exports import weeks_file
from nearer.presenters.latest_answers import read_hopes, with_rating, worst_scales
from nearer.presenters.weekly_scores import PersonWeeks, weekly_closeness
from nearer.presenters.worsened_scores import definitions_of, worsenings_of, worsenings_on_paper
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.responses import weekly_scores
from nearer.storage.therapist.assignments import AssignmentRequest
from nearer.storage.therapist.caseload import (
    ConnectedPerson,
    CoupleRecord,
    PersonRecord,
    read_couple_record,
)
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind, reasons_of
from nearer.trends.series import Series
from nearer.trends.side_by_side import MIN_BOTH, CoupleComparison, compare_couple
from nearer.trends.worsening import Worsening
from nearer.views import text as words
from nearer.views.chart_values import ChartAnnotations, ChartEvent

MAX_BARRIERS = 3


@dataclass(frozen=True)
class Couple:
    """All that can be read at this moment; in the joint view only what both show each other."""

    session: TherapistSession
    record: CoupleRecord
    is_joint: bool
    format_own_words: Callable[[str], str] = str  # what becomes of what they wrote themselves

    @property
    def names(self) -> str:
        """Both names as they are read together."""
        return names_of(self.record.people)

    @property
    def connected(self) -> tuple[PersonRecord, ...]:
        """Those who did not end it: they can be asked, and something of them can be taken along."""
        return tuple(one for one in self.record.people if one.who.ended is None)

    @property
    def ended(self) -> tuple[str, ...]:
        """A sentence with the day for each person who ended the connection."""
        return tuple(map(words.couple.shares_no_more, ended_texts(self.session, self.record.people)))

    @cached_property
    def people(self) -> tuple[PersonWeeks, ...]:
        """The weeks of each of whom some can be read."""
        return tuple(PersonWeeks(self._frame_person(one.who), scores) for one, scores in self._scores if scores)

    @property
    def this_week(self) -> Week:
        """The week of whoever is furthest ahead: where chart, sheet and the caseload's small picture end."""
        return max(week_of(self.session, one.who) for one in self.record.people)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Their weeks, from which chart, table and files are made."""
        return weeks_frame(self.people)

    @property
    def weeks_table(self) -> pd.DataFrame:
        """The table of the weeks that a therapist takes along."""
        return weeks_file(self.frame, self.annotations.events, None, ())

    @cached_property
    def comparison(self) -> CoupleComparison | None:
        """Both lines side by side; None where only one of them can be read."""
        present_series = [series for series in self.series if series is not None]
        return compare_couple(present_series[0], present_series[1]) if len(present_series) == 2 else None

    @cached_property
    def reasons(self) -> tuple[CaseloadReason, ...]:
        """Empty where nothing can be read that could be one."""
        worse = tuple(map(self._worsenings, self.record.people))
        return reasons_of([self.series], [worse])[0] if self.people or any(worse) else ()

    @property
    def worsened(self) -> tuple[str, ...]:
        """The reasons before all others: published instruments that are reliably worse, with bands and days."""
        return self._with_rates(reason for reason in self.reasons if reason.kind is ReasonKind.WORSENED)

    @property
    def week_reasons(self) -> tuple[str, ...]:
        """Each reason that the weeks give in words."""
        return tuple(reason_text(reason, self._nicknames) for reason in self._reasons_of_weeks)

    @property
    def week_reasons_with_rates(self) -> tuple[str, ...]:
        """The same, each with how often it means nothing."""
        return self._with_rates(self._reasons_of_weeks)

    @property
    def gap_sentences(self) -> tuple[str, ...]:
        """How far from each other two lines are, from a few weeks on."""
        comparison = self.comparison
        if comparison is None:
            return ()
        gaps = [(week.gap, week.week) for week in comparison.weeks if week.gap is not None]
        if len(gaps) < MIN_BOTH:
            return ()
        gap, week = gaps[-1]
        return (words.couple.gap_sentence(len(gaps), comparison.close, f"{gap:.0f}", week.monday()),)

    @property
    def annotations(self) -> ChartAnnotations:
        """Events with whose they are, and the therapist's own visits."""
        events = [self._chart_event(event, one.who.nickname) for one in self.record.people for event in one.events]
        visits = [_visit_event(day) for day in self.record.visits]
        ends = self.session.catalogue.check_in.closeness_scale.end_bands
        return ChartAnnotations(tuple(sorted((*events, *visits), key=lambda event: event.begin)), ends=ends)

    @property
    def barriers(self) -> tuple[str, ...]:
        """The barriers in the way most, of each person the last answers; nothing below the middle."""
        return tuple(sentence for person in self.record.people for sentence in self._worst_scale_lines(person))

    @property
    def hopes(self) -> tuple[str, ...]:
        """Each hope in its person's words with its last rating."""
        return tuple(
            with_rating(words.events.of_person(person.who.nickname, self.format_own_words(hope)), rating)
            for person in self.record.people
            for hope, rating in read_hopes(self.session.catalogue, person.responses)
        )

    @property
    def guide(self) -> tuple[str, ...]:
        """Pages read, then steps done, of whoever shows them."""
        topics, steps = shipped_guide().topics, shipped_guide().steps
        return tuple(
            words.events.of_person(person.who.nickname, in_words(titled[name].title if name in titled else name, day))
            for person in self.record.people if person.guide is not None
            for titled, dated, in_words in ((topics, person.guide.read, words.couple.read_on),
                                            (steps, person.guide.done, words.couple.done_on))
            for name, day in dated
        )  # fmt: skip

    @property
    def lists(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lists of what they wrote and did, each with its heading; an empty one is left out."""
        lists = ((words.couple.GOALS, self.hopes), (words.couple.QUESTIONS, self.questions),
                 (words.couple.GUIDE, self.guide), (words.couple.NEW_KEYS, self.new_keys))  # fmt: skip
        return tuple((str(title), lines) for title, lines in lists if lines)

    @property
    def new_keys(self) -> tuple[str, ...]:
        """Who took other keys since they connected."""
        return tuple(words.couple.has_new_keys(one.who.nickname) for one in self.record.people if one.who.new_keys)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions they keep for the visit, in their own words or the guide's."""
        return tuple(
            words.events.of_person(person.who.nickname, self.format_own_words(question))
            for person in self.record.people
            if person.guide is not None
            for question in person.guide.questions
        )

    @property
    def assignments(self) -> tuple[tuple[UUID, str], ...]:
        """What is asked at present of those who are connected, also where its questionnaire is gone since."""
        names = {one.who.id: one.who.nickname for one in self.connected}
        return tuple(
            (assignment.id, self._assignment(names[assignment.request.person], assignment.request))
            for assignment in self.record.assignments
            if assignment.request.person in names
        )

    @cached_property
    def _scores(self) -> tuple[tuple[PersonRecord, WeeklyScores], ...]:
        return tuple(
            (person, weekly_scores(person.responses, weekly_closeness(self.session.catalogue)))
            for person in self.record.people
        )

    @cached_property
    def series(self) -> tuple[Series | None, ...]:
        """One for each person; None where no week can be read."""
        return tuple(
            series_until_now(self.session, person.who, scores) if scores else None for person, scores in self._scores
        )

    def _worsenings(self, person: PersonRecord) -> tuple[Worsening, ...]:
        """What got worse in one person's answers, and in totals the therapist typed in from paper."""
        today, find = self.session.today, definitions_of(self.session.catalogue)
        totals = [total for total in self.record.totals if total.person == person.who.id]
        return worsenings_of(person.responses, find, today) + worsenings_on_paper(totals, today)

    def _frame_person(self, who: ConnectedPerson) -> FramePerson:
        return FramePerson.of(self.record.couple, who, who.nickname)

    @property
    def _nicknames(self) -> tuple[str, ...]:
        return tuple(person.who.nickname for person in self.record.people)

    @property
    def _reasons_of_weeks(self) -> tuple[CaseloadReason, ...]:
        return tuple(reason for reason in self.reasons if reason.kind is not ReasonKind.WORSENED)

    def _with_rates(self, reasons: Iterable[CaseloadReason]) -> tuple[str, ...]:
        return tuple(words.reasons.with_rates(reason_text(reason, self._nicknames), reason) for reason in reasons)

    def _worst_scale_lines(self, person: PersonRecord) -> Iterator[str]:
        for sentence in worst_scales(self.session.catalogue, person.responses)[:MAX_BARRIERS]:
            yield words.events.of_person(person.who.nickname, sentence)

    def _assignment(self, name: str, request: AssignmentRequest) -> str:
        questionnaire = self.session.catalogue.get(request.questionnaire)
        title = words.assigning.NO_QUESTIONNAIRE if questionnaire is None else questionnaire.title
        return words.assigning.asked_of(name, title, request.due, request.interval_weeks)

    def _chart_event(self, event: Event, name: str) -> ChartEvent:
        label = words.events.dated(event, self.format_own_words)
        title = words.events.of_person(name, words.events.event_name(event, self.format_own_words))
        return ChartEvent(event.begin, event.end or event.begin, words.events.of_person(name, label), title)


def read_couple(session: TherapistSession, couple: UUID) -> Couple:
    """What each granted at this moment. NotFound for anybody else's couple."""
    return Couple(session, read_couple_record(session.notebook, session.therapist, couple, session.now), is_joint=False)


def _visit_event(day: date) -> ChartEvent:
    visit = Event(EventKind.OTHER, words.couple.VISIT, day)
    return ChartEvent(day, day, words.events.dated(visit), words.couple.visit_on(day))
