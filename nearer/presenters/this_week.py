"""The first screen: this week's circles, the last weeks as a small line, and what arrived for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from nearer.addresses import ADDRESSES
from nearer.answering.form_drafts import begin_form
from nearer.domain.items import Item
from nearer.domain.schedule import DueState
from nearer.domain.weekly_scores import WeeklyScores
from nearer.domain.weeks import Week
from nearer.presenters.due_questionnaires import DueQuestionnaire
from nearer.presenters.hand_over import open_hand_overs
from nearer.presenters.shared_messages import read_partner_lines
from nearer.presenters.shared_wishes import welcome_list, welcome_texts
from nearer.presenters.weekly_scores import (
    OurWeeks,
    load_our_weeks,
    load_own_claim,
    people_weeks,
    pictures,
    read_begun_picture,
)
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import read_agreements
from nearer.storage.couple.own_steps import read_own_steps
from nearer.views import text as words
from nearer.views.chart_values import LINE_FROM, SPARK_WEEKS, Accent, Picture, SparkLine
from nearer.views.screen_values import Arrival

AWAY_DAYS = 14  # between the Mondays of two check-ins, from which on somebody has been away


@dataclass(frozen=True)
class ThisWeek:
    """What the first screen shows of the weeks. Of this week nobody's answer is shown before the person's own."""

    session: PersonSession
    weeks: OurWeeks

    @property
    def greeting(self) -> str:
        """By the hour of the person's own clock."""
        hour = self.session.now.astimezone(ZoneInfo(self.session.principal.zone)).hour
        return words.this_week.greeting(hour, self.session.principal.nickname)

    @property
    def lead(self) -> str:
        """The sentence for whoever has been away; empty for all others."""
        last = max((one.week for one in self.weeks.own_responses if one.week), default=None)
        away = last is not None and (self.session.week.monday() - last.monday()).days >= AWAY_DAYS
        return words.this_week.BACK_AGAIN if away else ""

    @cached_property
    def answered(self) -> bool:
        """Whether the person has checked in this week."""
        return any(one.week == self.session.week for one in self.weeks.own_responses)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """This week's circles: the person's own, and the partner's where these are shared. Before the check-in is saved
        only those that the person chose so far."""
        return (
            pictures(self.session, self.session.week, self.weeks) if self.answered else read_begun_picture(self.session)
        )

    @cached_property
    def until(self) -> Week:
        """The last week of the small line."""
        return self.session.week if self.answered else self.session.week.plus(-1)

    @cached_property
    def lines(self) -> tuple[SparkLine, ...]:
        """A line for everybody whose weeks can be read, once somebody has two; without a number until the person has
        answered this week."""
        people = ((who, self._of_late(scores)) for who, scores in people_weeks(self.session, self.weeks))
        lines = (
            SparkLine(Accent.of(bool(who.first)), late, valued=self.answered, joined=len(late.scores) >= LINE_FROM)
            for who, late in people
        )
        drawn = tuple(line for line in lines if line.weekly)
        return drawn if any(len(line.weekly.scores) > 1 for line in drawn) else ()

    @property
    def whose(self) -> tuple[tuple[Accent, str], ...]:
        """The names of the small lines, where there are two to be told apart."""
        names = tuple((Accent.of(bool(who.first)), who.name) for who, _ in people_weeks(self.session, self.weeks))
        return names if len(self.lines) == len(names) == 2 else ()

    @property
    def sentence(self) -> str:
        """What may be said of one's own weeks; empty before the first one, and for whoever has been away."""
        _own, claim = load_own_claim(self.session, self.weeks)
        return words.trends.claim_sentence(claim) if claim.answered and not self.lead else ""

    def _of_late(self, scores: WeeklyScores) -> WeeklyScores:
        first = self.until.plus(1 - SPARK_WEEKS)
        return WeeklyScores(tuple(one for one in scores.scores if first <= one.week <= self.until))


def load_this_week(session: PersonSession) -> ThisWeek:
    """Read everybody's weeks once."""
    return ThisWeek(session, load_our_weeks(session))


def week_question(session: PersonSession, due: DueQuestionnaire | None) -> Item | None:
    """The first question of this week's check-in, where that comes next, nothing of it is begun, and nothing of the
    week before has to be decided first. None where a therapist asks for it: the card says so."""
    if due is None or not due.is_check_in or due.state is not DueState.DUE or due.assignment is not None:
        return None
    form = begin_form(session, due.questionnaire)
    item = due.questionnaire.items[0]
    return item if item.picture == "circles" and form.week == session.week and not form.interruption else None


def read_arrivals(session: PersonSession, proposed: str) -> Iterator[Arrival]:
    """What the partner sent, what both would welcome, and what the person planned, but for the step `proposed`."""
    partner, notebook, principal = session.members.partner, session.notebook, session.principal
    for therapist in dict.fromkeys(one.therapist for one in open_hand_overs(session)):
        yield Arrival(words.hand_over.asks_you(therapist), ((words.hand_over.SEE, f"/{ADDRESSES['sharing']}"),))
    if partner is not None:
        if session.members.partner_has_new_keys:
            to_words = (words.this_week.COMPARE_WORDS, f"/{ADDRESSES['sharing']}")
            yield Arrival(words.this_week.has_new_keys(partner.nickname), (to_words,))
        if lines := read_partner_lines(session):
            yield Arrival(words.steps.from_partner(partner.nickname), tuple(lines))
        texts, agreed = welcome_texts(), read_agreements(notebook, principal, welcome_list(), session.now).agreed
        if agreed:
            yield Arrival(words.this_week.BOTH_WELCOME, tuple((texts[option], "") for option in agreed))
    steps, planned = shipped_guide().steps, session.read_unchanged(read_own_steps).planned
    to_come = sorted((day, step) for step, day in planned.items() if day >= session.today and step != proposed)
    plans = [
        (words.this_week.planned_step(steps[step].title, day, session.today), f"/{ADDRESSES['steps']}?step={step}")
        for day, step in to_come
        if step in steps
    ]
    if plans:
        yield Arrival(words.this_week.PLANNED, tuple(plans))
