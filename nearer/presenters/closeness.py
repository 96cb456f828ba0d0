"""The closeness screen: both people's weeks with what may be said of them, and the dates beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import pandas as pd

from nearer.domain.events import Event
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.weekly_scores import WeeklyScore, WeeklyScores
from nearer.domain.weeks import Week, local_week
from nearer.frames.answers_frame import answers_frame
from nearer.frames.columns import FrameResponse
from nearer.frames.weeks_frame import weeks_frame
from nearer.presenters.exports import weeks_file
from nearer.presenters.weekly_scores import (
    OurWeeks,
    PersonWeeks,
    circles_words,
    load_our_weeks,
    load_own_claim,
    people_weeks,
    pictures,
)
from nearer.session.values import PersonSession
from nearer.storage.couple.events import SavedEvent, read_own_events, read_partner_events
from nearer.storage.couple.responses import SavedResponse
from nearer.trends.claims import Claim
from nearer.trends.error_rates import error_rates
from nearer.trends.event_overlap import compare_around_event
from nearer.trends.series import Series, as_low_as_the_lowest, comparable_series
from nearer.trends.side_by_side import CoupleComparison, compare_couple
from nearer.trends.usual_range import usual_range
from nearer.typed_answers.answer_parsing import read_answer
from nearer.views import text as words
from nearer.views.chart_values import Accent, ChartAnnotations, ChartEvent, Picture, mondays_of
from nearer.views.text.about import Passage

MEASURED = error_rates()


@dataclass(frozen=True)
class Closeness:
    """Everything the screen shows of the weeks. The claim is about the person's own line only."""

    session: PersonSession
    weeks: OurWeeks
    people: tuple[PersonWeeks, ...]
    own: Series
    claim: Claim
    events: tuple[SavedEvent, ...]
    partner_events: tuple[Event, ...]

    @property
    def latest(self) -> Week | None:
        """The last week of which anybody's score can be read; None before the first one."""
        return self.weeks.latest

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The weeks of everybody who can be read, from which chart, table and files are made."""
        return self.session.load_once("weeks frame", lambda: weeks_frame(self.people))

    @property
    def annotations(self) -> ChartAnnotations:
        """Events to draw beside the lines, the person's usual range, and what single weeks hold beside their score."""
        notes = {one.week.monday(): one.note for one in self.weeks.own_responses if one.week and one.note}
        return ChartAnnotations(
            self._chart_events(), usual_range(self.own), self._circle_words(), notes, self.session.today,
            ends=self.session.catalogue.check_in.closeness_scale.end_bands,
        )  # fmt: skip

    def frame_of_last(self, weeks: int) -> pd.DataFrame:
        """So many weeks of the frame, the last ones; all of them for 0."""
        mondays = mondays_of(self.frame)
        return self.frame[self.frame["monday"] >= mondays[-weeks]] if 0 < weeks < len(mondays) else self.frame

    @property
    def couple(self) -> CoupleComparison | None:
        """Both people side by side, when scores of both can be read."""
        partner_scores = self.weeks.partner_scores
        if not partner_scores or not self.weeks.my_scores:
            return None
        return compare_couple(self.own, comparable_series(partner_scores))

    @property
    def missing(self) -> int:
        """Weeks of one's own without a check-in, between the first and the latest."""
        return len(self.own.scores) - self.own.answered

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the picture needs to know of it."""
        sentences = []
        last = self.own.weeks[-1] if self.own.weeks else self.session.week
        if last < self.session.week.plus(-1):
            sentences.append(words.closeness.up_to(words.weeks.ago(last.monday(), self.session.today)))
        if not all(scores.is_scored_alike for _, scores in self.people):
            sentences.append(words.closeness.CHANGED_QUESTIONS)
        if len(self.people) == 1 and self.session.members.partner is not None:
            sentences.append(words.closeness.ONLY_YOURS)
        return tuple(sentences)

    @property
    def how_sure(self) -> tuple[str, ...]:
        """Every rate and range behind the one sentence: of the claim, the usual range, and the two lines together."""
        usual = usual_range(self.own)
        ends = [] if usual is None else [words.closeness.usual_range(f"{usual.low:.0f}", f"{usual.high:.0f}")]
        couple = words.trends.couple_sentences(self.couple) if self.couple else ()
        return (*words.trends.certainty_sentences(self.claim, MEASURED), *ends, *couple)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The circles of the latest week; none before the first one."""
        return pictures(self.session, self.latest, self.weeks) if self.latest else ()

    @property
    def own_frame(self) -> pd.DataFrame:
        """The own weeks alone."""
        return weeks_frame(self.people[:1])

    @property
    def filled(self) -> pd.DataFrame:
        """The own weeks with every missing one as low as the lowest: never claimed from."""
        scores = as_low_as_the_lowest(self.own).items()
        filled = WeeklyScores.of(WeeklyScore(week, Decimal(score)) for week, score in scores if score is not None)
        return weeks_frame([(self.people[0].who, filled)])

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions that are scored together, as they are asked now."""
        return tuple(map(self._check_in.item, self._check_in.closeness_scale.items))

    @property
    def answers(self) -> pd.DataFrame:
        """The own answers to the questions as they are asked now."""
        check_ins = [one for one in self.weeks.own_responses if one.week and one.sha256 == self._check_in.sha256]
        return answers_frame(self._make_response(one) for one in check_ins)

    @property
    def weeks_table(self) -> pd.DataFrame:
        """What a person takes along, made when they ask for it."""
        return weeks_file(self.frame, self._chart_events(), self.answers, self.items)

    def event_sentences(self) -> Iterator[str]:
        """What the own weeks before and after each own event say."""
        for event in (saved.event for saved in self.events):
            assert event.entered is not None, "own events say when they were entered"
            entered = local_week(event.entered, self.session.principal.zone)
            sentence = words.trends.event_sentence(compare_around_event(self.own, Week.of(event.begin), entered))
            if sentence:
                yield words.events.of_person(words.events.dated(event), sentence)

    @property
    def _check_in(self) -> Questionnaire:
        return self.session.catalogue.check_in

    def _make_response(self, saved: SavedResponse) -> FrameResponse:
        items = {item.id: item for item in self.items}
        answers = {name: read_answer(items[name], raw) for name, raw in (saved.answers or {}).items() if name in items}
        return FrameResponse(self.people[0].who, self._check_in, saved.day, saved.week, answers=answers)

    def _circle_words(self) -> dict[tuple[Accent, date], str]:
        """The words of the circles of each week, of everybody whose circles can be read."""
        responses = (self.weeks.own_responses, self.weeks.partner_responses)
        return {
            (Accent.of(bool(who.first)), response.week.monday()): text
            for (who, _), of_person in zip(self.people, responses, strict=False)
            for response in of_person
            if response.week and (text := circles_words(self._check_in, response))
        }

    def _chart_events(self) -> tuple[ChartEvent, ...]:
        own = [chart_event(one.event) for one in self.events]
        partner = self.session.members.partner
        return (*own, *(chart_event(event, partner.nickname if partner else "") for event in self.partner_events))


def about_claims() -> Passage:
    """What Nearer says of weeks, and how often it is wrong."""
    return words.trends.about_claims_passage(MEASURED)


def load_closeness(session: PersonSession) -> Closeness:
    """Read everything once."""
    weeks = load_our_weeks(session)
    own, claim = load_own_claim(session, weeks)
    return Closeness(session, weeks, people_weeks(session, weeks), own, claim, *read_events(session))


def read_events(session: PersonSession) -> tuple[tuple[SavedEvent, ...], tuple[Event, ...]]:
    """One's own events, and those that the partner shows."""
    return session.read_unchanged(read_own_events), session.read_unchanged(read_partner_events)


def chart_event(event: Event, name: str = "") -> ChartEvent:
    """An event as charts draw it, with whose it is where that is somebody else's."""
    label, title = words.events.dated(event), words.events.event_name(event)
    if name:
        label, title = words.events.of_person(name, label), words.events.of_person(name, title)
    return ChartEvent(event.begin, event.end or event.begin, label, title)
