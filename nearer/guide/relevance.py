"""Which topics and steps a person is shown, in which order, and why: the same answers give the same cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nearer.guide.evidence import Concern, ConcernId, TopicEvidence, TopicReason, concerns_of, evidence_for
from nearer.guide.profile import GuideProfile
from nearer.guide.topics import Guide, Step, TopicKind

MAX_CARDS = 3
READ_LATELY_DAYS = 28
MAX_WORST = 2  # how many concerns at their worst have a page before what life has brought
_HALF = 0.5  # what a topic read of late counts, and a concern that a card before is the page for
_OVERVIEW = 0.125  # what a concern counts that only sums up others
_MAIN_WEIGHT = 3  # the weight with which a card is the page for a concern
_MIN_RELATED_WEIGHT = 2  # the least weight with which a card speaks of a concern well enough
_LAST_STAGE = 9


@dataclass(frozen=True, slots=True)
class Card:
    """One topic, what speaks for it (the strongest first), and the reason that holds it back, or None.

    `strength` is that of the strongest evidence and never a sum, up to 3; half when the topic was read of late.
    """

    topic: str
    kind: TopicKind
    strength: float
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
    is_opened: bool
    held_back_by: str | None


def for_you(guide: Guide, person: GuideProfile) -> ForYou:
    """The urgent cards, the first three others, and what is held back."""
    return split_cards(cards(guide, person))


def split_cards(ranked: Sequence[Card]) -> ForYou:
    """Ranked cards as a person sees them."""
    free = [card for card in ranked if card.held_back_by is None]
    urgent = tuple(card for card in free if card.kind == "urgent")
    others = tuple(card for card in free if card.kind != "urgent")
    return ForYou(urgent, others[:MAX_CARDS], tuple(card for card in ranked if card.held_back_by is not None))


def cards(guide: Guide, person: GuideProfile) -> tuple[Card, ...]:
    """Every topic that something speaks for: the urgent ones, the three that fit best, and the rest by strength.

    The three are chosen one after the other. First come the pages that nobody in need of them may miss (the rules in
    card-rules.yaml), then one for each of the two worst concerns, then what somebody said of their life or a date
    brought, and then whatever speaks most strongly of what no card speaks of yet.
    """
    concerns = concerns_of(guide, person)
    candidates = [_Candidate(guide, name, person, concerns) for name in guide.topics]
    spoken_for = sorted((topic for topic in candidates if topic.evidence), key=lambda topic: topic.card.topic)
    urgent = [topic for topic in spoken_for if topic.card.kind == "urgent"]
    waiting = [topic for topic in spoken_for if topic.card.kind != "urgent"]
    selection = CardSelection(guide, concerns)
    while waiting and len(selection.shown_topics) < MAX_CARDS:
        best = min(waiting, key=selection.rank)
        waiting.remove(best)
        selection.select(best)
    return tuple(topic.card for topic in (*urgent, *selection.selected, *sorted(waiting, key=selection.rank)))


def steps_for(guide: Guide, topic: str, person: GuideProfile) -> tuple[StepCard, ...]:
    """The steps of a topic, those that open one after the other in that order.

    A step is open when none stands before it, when it was done already, or when the one before was done and both said
    yes to this one.
    """
    steps = sorted((step for step in guide.steps.values() if step.topic == topic), key=guide.steps_before)
    return tuple(
        StepCard(step.id, _is_open(step, person), person.held_back_by(step.not_when, guide.catalogue)) for step in steps
    )


def _is_open(step: Step, person: GuideProfile) -> bool:
    return step.after is None or step.id in person.tried or (step.after in person.tried and step.id in person.agreed)


class _Candidate:
    """A topic, and what speaks for it."""

    def __init__(self, guide: Guide, name: str, person: GuideProfile, concerns: Sequence[Concern]) -> None:
        topic, read = guide.topics[name], person.read.get(name)
        self.evidence = evidence_for(topic, person, concerns, guide.catalogue)
        self.share = _HALF if read and (person.today - read).days <= READ_LATELY_DAYS else 1.0
        strength = max((one.strength for one in self.evidence), default=0.0) * self.share
        because = tuple(dict.fromkeys(one.reason for one in self.evidence))
        self.card = Card(name, topic.kind, strength, because, person.held_back_by(topic.not_when, guide.catalogue))
        self.weights = {one.concern.id: one.weight for one in reversed(self.evidence)}


@dataclass
class CardSelection:
    """The cards selected so far, and how well each that waits would go with them."""

    guide: Guide
    concerns: Sequence[Concern]
    selected: list[_Candidate] = field(default_factory=list)
    shown_topics: list[str] = field(default_factory=list)  # what is held back is selected and not shown
    _weights: dict[ConcernId, int] = field(default_factory=dict)  # the most with which a shown card speaks of a concern

    def __post_init__(self) -> None:
        worst = [concern for concern in self.concerns if concern.is_worst]
        worst.sort(key=lambda concern: (-concern.extent, concern.id))
        rules = self.guide.rules
        self._first = [concern.id for concern in worst if concern.id[1] in rules.first][:1]
        scales = {concern.id[1] for concern in worst}
        self._always = [rule.topics for rule in rules.always if scales.issuperset(rule.scales)]
        least = min((concern.extent for concern in worst[:MAX_WORST]), default=1.0)
        self._worst: dict[ConcernId, float] = {}
        for concern in (one for one in worst if one.extent >= least):
            parts = [one.id for one in worst if one.id in concern.subscales]  # the worst of them has the page for it
            self._worst.setdefault(parts[0] if parts else concern.id, -concern.extent)

    def select(self, candidate: _Candidate) -> None:
        self.selected.append(candidate)
        if candidate.card.held_back_by is None:
            self.shown_topics.append(candidate.card.topic)
            for concern, weight in candidate.weights.items():
                self._note_weight(concern, weight)
                if weight >= _MIN_RELATED_WEIGHT:
                    for whole in (one.id for one in self.concerns if concern in one.subscales):
                        self._note_weight(whole, _MIN_RELATED_WEIGHT)

    def _note_weight(self, concern: ConcernId, weight: int) -> None:
        self._weights[concern] = max(weight, self._weights.get(concern, 0))

    def rank(self, candidate: _Candidate) -> tuple[object, ...]:
        """A sort key, the smallest first."""
        counts = [self._counts(one) for one in candidate.evidence]
        strongest, exact, extent, minus_rank = max(
            (count, tag.exact and tag.concern.band is not None, tag.concern.extent, -tag.rank)
            for count, tag in zip(counts, candidate.evidence, strict=True)
        )
        among_equals = (-exact, -extent, -sum(counts) * candidate.share, -minus_rank, candidate.card.topic)
        return min(self._stages(candidate), default=(_LAST_STAGE,)), -strongest * candidate.share, *among_equals

    def _stages(self, candidate: _Candidate) -> Iterator[tuple[float, ...]]:
        """The stages of the choice in which a topic has its turn, each with its turn there."""
        weights, topic = candidate.weights, candidate.card.topic
        for concern in self._first:
            if self._lacks(concern) and (weight := weights.get(concern, 0)) >= _MIN_RELATED_WEIGHT:
                yield 0, -weight
        for turn, topics in enumerate(self._always):
            if topic in topics and not set(topics).intersection(self.shown_topics):
                yield 1, turn
        for worst, minus_extent in self._worst.items():
            if self._lacks(worst) and (weight := weights.get(worst, 0)) >= _MIN_RELATED_WEIGHT:
                yield 2, minus_extent, -weight * candidate.share
        for tag in candidate.evidence:
            if tag.exact and tag.concern.band is None and candidate.share == 1 and self._lacks(tag.concern.id):
                yield 3, 0 if tag.reason.kind == "event" else 1

    def _lacks(self, concern: ConcernId) -> bool:
        return self._weights.get(concern, 0) < _MIN_RELATED_WEIGHT

    def _counts(self, evidence: TopicEvidence) -> float:
        """Greedy: a concern that a card is the page for counts half, so that three cards about one symptom do not hide
        a second one (maximal marginal relevance, https://doi.org/10.1145/290941.291025).
        """
        has_page = self._weights.get(evidence.concern.id, 0) >= _MAIN_WEIGHT
        return evidence.strength * (_OVERVIEW if evidence.concern.subscales else 1) * (_HALF if has_page else 1)
