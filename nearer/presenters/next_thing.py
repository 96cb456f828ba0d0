"""The one next thing for a person, on This week and after everything that is saved: a form, a page, a step, or rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import PARTNER, Part, SharedPart
from nearer.domain.schedule import DueState
from nearer.guide.relevance import Card, ForYou
from nearer.guide.topics import Guide, Page, Step
from nearer.presenters.due_questionnaires import DueQuestionnaire, load_due_questionnaires, task_of
from nearer.presenters.sharing import PURPOSES_APART, load_own_therapists
from nearer.presenters.short_start import MAX_SHORT_MINUTES, start_choice
from nearer.presenters.steps import read_steps
from nearer.session.values import PersonSession
from nearer.storage.couple.own_steps import read_own_steps
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.couple.sharing import read_audiences
from nearer.views import text as words
from nearer.views.screen_values import Task
from nearer.views.topic_reasons import reason_lines

PLAN_LASTS = timedelta(days=7)  # so long a planned step is still proposed after its day


@dataclass(frozen=True, slots=True)
class NextThing:
    """One proposal as a card, and the screen and address it leads to; `page` is what can be read in full at once."""

    key: str
    task: Task
    screen: str
    address: Mapping[str, str] = field(default_factory=dict)
    due: DueQuestionnaire | None = None
    page: Page | None = None


@dataclass(frozen=True)
class NextThings:
    """What may come next for one person, the first thing first. `read` has the pages of the guide that they read."""

    session: PersonSession
    guide: Guide
    pages_for_you: ForYou
    read: Mapping[str, date]

    def at_home(self) -> Iterator[NextThing]:
        """Safety first, then this week's check-in, what was asked for, begun or planned, and what fits."""
        questionnaires = load_due_questionnaires(self.session)
        due = [one for one in questionnaires if one.is_open]
        new = all(one.last is None for one in questionnaires if one.questionnaire.purpose == "barriers")
        yield from self._unread_pages(self.pages_for_you.urgent)
        yield from map(_form_thing, filter(_is_waiting, due))
        yield from self._planned_things()
        if new and start_choice(self.session, {}).offered:
            yield _short_start()
        yield from (_form_thing(one) for one in due if new and one.questionnaire.purpose == "barriers")
        yield from self._what_fits()
        yield from map(_form_thing, due)

    def after_saving(self, first_of: SharedPart | None) -> Iterator[NextThing]:
        """What fits now; before that, once, a way to show what was written. `first_of` is its part the first time.

        Then what is waiting this week: nobody is told that this is all while the check-in is open.
        """
        yield from self._unread_pages(self.pages_for_you.urgent)
        if first_of and (name := self._may_be_shown_to(first_of)):
            lead, ask = words.this_week.show_lead(name), words.this_week.show_to(name)
            task = Task(ask, lead, words.this_week.NEXT, words.this_week.SHOW_BUTTON, is_next=True)
            yield NextThing(f"show-{first_of.label}", task, "sharing")
        yield from self._what_fits()
        yield from map(_form_thing, filter(_is_waiting, load_due_questionnaires(self.session)))

    def after_small_save(self) -> Iterator[NextThing]:
        """What fits, and where nothing does, what This week proposes. To show something more is never among them."""
        yield from self.after_saving(None)
        yield from self.at_home()

    def _may_be_shown_to(self, part: SharedPart) -> str:
        """Whoever is there and cannot read the part yet: a therapist who may have asked for it, then the partner."""
        session, others = self.session, read_audiences(self.session.notebook, self.session.principal)[part].others
        partner, therapists = session.members.partner, load_own_therapists(session)
        for therapist in therapists:
            if therapist.ended_by(session.now) is None and therapist.reader not in others:
                return therapist.name
        return partner.nickname if partner and PARTNER not in others else ""

    def _what_fits(self) -> Iterator[NextThing]:
        yield from self._unread_pages(self.pages_for_you.cards)
        if (step := read_steps(self.session).first_that_fits(self.pages_for_you)) is not None:
            yield self._step_thing(step, words.this_week.next_minutes(step.minutes))

    def _unread_pages(self, cards: tuple[Card, ...]) -> Iterator[NextThing]:
        for card in (one for one in cards if one.topic not in self.read):
            topic = self.guide.topics[card.topic]
            why = next(iter(reason_lines(self.guide, card.because[:1], self.session.today)), topic.summary)
            task = Task(topic.title, why, words.this_week.A_PAGE, words.this_week.OPEN, is_next=True)
            yield NextThing(topic.id, task, "guide", {"page": topic.id}, page=topic)

    def _planned_things(self) -> Iterator[NextThing]:
        """What is planned for today, or was for one of the days before."""
        today, steps = self.session.today, self.session.read_unchanged(read_own_steps).planned
        for name, day in sorted(steps.items(), key=lambda plan: plan[1]):
            if name in self.guide.steps and today - PLAN_LASTS <= day <= today:
                yield self._step_thing(self.guide.steps[name], words.this_week.planned_on(day, today))

    def _step_thing(self, step: Step, state: str) -> NextThing:
        because = next((card.because for card in self.pages_for_you.cards if card.topic == step.topic), ())
        why = next(
            iter(reason_lines(self.guide, because[:1], self.session.today)),
            words.steps.who_and_long(step.who, step.minutes),
        )
        task = Task(step.title, why, state, words.this_week.OPEN, is_next=True)
        return NextThing(step.id, task, "steps", {"step": step.id}, page=step)


def part_of_first(session: PersonSession, questionnaire: Questionnaire) -> SharedPart | None:
    """What a response just saved is shared as, if it is the person's first to that questionnaire."""
    if len(session.read_unchanged(read_own_responses, questionnaire.id)) != 1:
        return None
    if questionnaire.purpose in PURPOSES_APART:
        return None  # what is welcome is for oneself first: to show it is never proposed
    is_weekly = questionnaire.id == session.catalogue.check_in.id
    return SharedPart(Part.CLOSENESS) if is_weekly else SharedPart(Part.BARRIERS, questionnaire.id)


def _short_start() -> NextThing:
    """Before the first long form: only what weighs most, on the list of questionnaires with its fold open."""
    text = words.short_start
    task = Task(text.TITLE, text.LEAD, words.this_week.next_minutes(MAX_SHORT_MINUTES), text.CHOOSE, is_next=True)
    return NextThing("short-start", task, "questionnaires")


def _is_waiting(due: DueQuestionnaire) -> bool:
    """Whether it is this week's check-in, was asked for, or is begun, and not answered yet."""
    return due.is_open and (due.is_check_in or bool(due.assignment) or due.state is DueState.STARTED)


def _form_thing(due: DueQuestionnaire) -> NextThing:
    screen = "check_in" if due.is_check_in else "questionnaires"
    return NextThing(due.questionnaire.id, task_of(due, is_next=True), screen, due=due)
