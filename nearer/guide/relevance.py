"""Which topics and steps a person is shown, in which order, and why: the same answers give the same cards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from nearer.guide.evidence import TopicEvidence, TopicReason, evidence_for
from nearer.guide.profile import GuideProfile
from nearer.guide.topics import Guide, Level, Step

MAX_CARDS = 3
READ_LATELY_DAYS = 28
_HALF = Fraction(1, 2)  # what a topic read of late counts, and evidence of which a card before speaks already
_SPEAKS_WELL = 2  # the least weight with which a card speaks of something well enough


@dataclass(frozen=True, slots=True)
class Card:
    """One topic, what speaks for it (the strongest first), and the reason that holds it back, or None.

    `strength` is that of the strongest evidence and never a sum, up to 3; half when the topic was read of late.
    """

    topic: str
    level: Level
    strength: Fraction
    because: tuple[TopicReason, ...]
    held_back_by: str | None = None


@dataclass(frozen=True, slots=True)
class ForYou:
    """What one person sees: all that is urgent, at most three cards after it, and what is held back."""

    urgent: tuple[Card, ...]
    cards: tuple[Card, ...]
    held_back: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class StepCard:
    """One step: whether it is open yet, and the reason that holds it back today, or None."""

    step: str
    opened: bool
    held_back_by: str | None


def for_you(guide: Guide, person: GuideProfile) -> ForYou:
    """The urgent cards, the first three others, and what is held back."""
    ranked = cards(guide, person)
    free = [card for card in ranked if card.held_back_by is None]
    urgent = tuple(card for card in free if card.level == "urgent")
    others = tuple(card for card in free if card.level != "urgent")
    return ForYou(urgent, others[:MAX_CARDS], tuple(card for card in ranked if card.held_back_by is not None))


def cards(guide: Guide, person: GuideProfile) -> tuple[Card, ...]:
    """Every topic that something speaks for: the urgent ones, then notices that a date brought, unless read of late.

    Of the rest the next is always the one that says most of what those before it do not yet speak of. Among equals
    body, feelings and the two of you take turns, and what is learnt from a few items stands before an overview.
    """
    waiting = [one for one in (_Candidate(guide, name, person) for name in guide.topics) if one.evidence]
    spoken_of: set[tuple[str, str]] = set()
    turns: Counter[str] = Counter()
    ranked = []
    while waiting:
        first = min(waiting, key=lambda candidate: candidate.rank(spoken_of, turns))
        waiting.remove(first)
        ranked.append(first.card)
        if first.card.held_back_by is None:
            spoken_of.update(*(one.about for one in first.evidence if one.weight >= _SPEAKS_WELL))
            turns[first.evidence[0].reason.questionnaire] += 1
    return tuple(ranked)


def steps_for(guide: Guide, topic: str, person: GuideProfile) -> tuple[StepCard, ...]:
    """The steps of a topic, those that open one after the other in that order.

    A step is open when none stands before it, when it was done already, or when the one before was done and both said
    yes to this one.
    """
    steps = sorted((step for step in guide.steps.values() if step.topic == topic), key=guide.steps_before)
    return tuple(StepCard(step.id, _is_open(step, person), person.held_by(step.not_when)) for step in steps)


def _is_open(step: Step, person: GuideProfile) -> bool:
    return step.after is None or step.id in person.tried or (step.after in person.tried and step.id in person.agreed)


class _Candidate:
    """A topic that something speaks for, ranked anew after each card that is placed."""

    def __init__(self, guide: Guide, name: str, person: GuideProfile) -> None:
        topic, read = guide.topics[name], person.read.get(name)
        self.evidence = evidence_for(guide, topic, person)
        self.share = _HALF if read and (person.today - read).days <= READ_LATELY_DAYS else Fraction(1)
        strength = max((one.strength for one in self.evidence), default=Fraction(0)) * self.share
        because = tuple(dict.fromkeys(one.reason for one in self.evidence))
        self.card = Card(name, topic.level, strength, because, person.held_by(topic.not_when))

    def rank(self, spoken_of: set[tuple[str, str]], turns: Counter[str]) -> tuple[object, ...]:
        """A sort key, the smallest first. Greedy: what cards already placed speak of counts half, so that three cards
        about one symptom do not hide a second one (maximal marginal relevance, https://doi.org/10.1145/290941.291025).
        """

        def counts(evidence: TopicEvidence) -> Fraction:
            return evidence.strength * self.share * (1 if evidence.about.isdisjoint(spoken_of) else _HALF)

        best = max(self.evidence, key=lambda evidence: (counts(evidence), evidence.reach, -evidence.place))
        dated = self.share == 1 and any(one.reason.kind == "event" for one in self.evidence)
        order = 0 if self.card.level == "urgent" else 1 if dated else 2
        among_equals = (turns[best.reason.questionnaire], len(best.about), -best.reach, best.place)
        return order, -counts(best), *among_equals, self.card.topic
