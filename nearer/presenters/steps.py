"""Small steps for one person: which are open to them, which may fit, what they planned and did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from nearer.guide.profile import GuideProfile
from nearer.guide.relevance import ForYou, StepCard, steps_for
from nearer.guide.topics import Guide, Step
from nearer.presenters.guide import read_guide_profile
from nearer.session.values import PersonSession
from nearer.shipped import shipped_guide
from nearer.storage.couple.mutual_agreements import AgreementList, MutualAgreement, read_agreements
from nearer.storage.couple.own_steps import DoneStep, OwnSteps, read_own_steps
from nearer.views import text as words


@dataclass(frozen=True)
class OpenSteps:
    """All steps as one person sees them today."""

    session: PersonSession
    guide: Guide
    own: OwnSteps
    agreement: MutualAgreement
    profile: GuideProfile

    def card(self, step: str) -> StepCard:
        """Whether a step, by its id, is open to this person, and what holds it back."""
        cards = steps_for(self.guide, self.guide.steps[step].topic, self.profile)
        return next(card for card in cards if card.step == step)

    def first_that_fits(self, pages_for_you: ForYou) -> Step | None:
        """The first step, in the topics that fit the person, that is open and not held back, planned or done."""
        for topic in (*pages_for_you.urgent, *pages_for_you.cards):
            for card in steps_for(self.guide, topic.topic, self.profile):
                is_new = card.step not in self.own.tried and card.step not in self.own.planned
                if is_new and card.is_opened and card.held_back_by is None:
                    return self.guide.steps[card.step]
        return None

    def own_yes(self, step: Step) -> bool:
        """Whether the person said yes to a step that needs both, and this still counts."""
        return self.agreement.marks.get(step.id) == "yes"

    @property
    def history(self) -> list[tuple[str, ...]]:
        """What was done, the newest first: title, day, and how it was before and after, in words."""
        return [
            (self._title(done.step), words.weeks.day_in_table(done.day), *_format_ease(done))
            for done in self.own.done[::-1]
        ]

    def _title(self, step: str) -> str:
        """The id of a step that is no more."""
        return self.guide.steps[step].title if step in self.guide.steps else step


def _format_ease(done: DoneStep) -> tuple[str, str]:
    before, after = (words.steps.NO_EASE if ease is None else str(ease) for ease in (done.before, done.after))
    return before, after


def need_both(guide: Guide) -> AgreementList:
    """The steps that open only when both say yes."""
    return AgreementList("steps", tuple(step.id for step in guide.steps.values() if step.after is not None))


def read_steps(session: PersonSession) -> OpenSteps:
    """Everything that the screen says of steps, read once."""
    guide, own = shipped_guide(), read_own_steps(session.notebook, session.principal)
    agreement = read_agreements(session.notebook, session.principal, need_both(guide), session.now)
    profile = replace(read_guide_profile(session, {}), tried=own.tried, agreed=frozenset(agreement.agreed))
    return OpenSteps(session, guide, own, agreement, profile)


def near_days(today: date) -> tuple[date, ...]:
    """Today, tomorrow and the coming Saturday, each once: a Saturday's own is a week ahead."""
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    return tuple(dict.fromkeys((today, today + timedelta(days=1), saturday)))
