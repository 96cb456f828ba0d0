"""Evidence for a topic: what of a person's answers and events speaks for it, how strongly, and the reason in words.

What speaks is a concern: a scale whose score lies beyond its best band, an option that somebody chose, or an event.
The strength of a tag is its weight times the place of the score's band: nothing where all is well, 1 at the other end,
and even steps between. A condition is as strong as a weight of 3 at the far end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nearer.domain.bands import Band, band_at
from nearer.guide.profile import GuideProfile
from nearer.guide.topics import Guide, Topic, TopicCondition
from nearer.yaml_files.catalogue import Catalogue

CONDITION_WEIGHT = 3
ConcernId = tuple[str, str]  # questionnaire and scale or item; "event" and its kind


@dataclass(frozen=True, slots=True)
class TopicReason:
    """The words after "because": `words` alone, or for a band without such words its name, and the scale's `title`.

    `day` is when it was answered, where that is known.
    """

    kind: Literal["score", "answer", "event"]
    words: str
    questionnaire: str = ""
    title: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that is in a person's way: `severity` is the place of the band, `extent` that of the score, 0 to 1.

    `subscales` are the scales whose items are the most of this one's: what speaks of one of them speaks of it.
    """

    id: ConcernId
    severity: float
    extent: float
    subscales: frozenset[ConcernId] = frozenset()
    band: Band | None = None
    reason: TopicReason | None = None

    @property
    def is_worst(self) -> bool:
        """A score in the worst band there is; what is no score has no bands."""
        return self.band is not None and self.severity == 1


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """One concern that a topic speaks to, with the `weight` of the topic's tag.

    `rank` is where the band names the topic in its own list, 0 for the first; `exact` is true of a tag that a test had
    to be met for.
    """

    concern: Concern
    weight: int
    rank: int
    exact: bool
    reason: TopicReason

    @property
    def strength(self) -> float:
        return self.weight * self.concern.severity


def concerns_of(guide: Guide, person: GuideProfile) -> tuple[Concern, ...]:
    """Every scale on which not all is well; none for a scale of which nobody said which end is the hard one."""
    return tuple(_score_concerns(guide, person))


def evidence_for(
    topic: Topic, person: GuideProfile, concerns: Sequence[Concern], catalogue: Catalogue
) -> tuple[TopicEvidence, ...]:
    """Everything that speaks for a topic, the strongest first; nothing for a topic of the other role."""
    if topic.audience not in ("both", person.role.value):
        return ()
    met = (condition for condition in topic.shown_when if person.meets(condition.when, catalogue))
    evidence = [_from_condition(condition, person) for condition in met]
    if topic.kind != "urgent":  # a mere tag does not bring an urgent topic, or it would cry wolf
        weighed = [(concern, _exact_weights(topic, person, concern, catalogue)) for concern in concerns]
        evidence += (tag for concern, exact in weighed if (tag := _from_concern(topic, concern, exact)))
    return tuple(sorted(evidence, key=lambda tag: (-tag.strength, -tag.concern.extent, tag.rank, tag.concern.id)))


def _score_concerns(guide: Guide, person: GuideProfile) -> Iterator[Concern]:
    for (name, scale_id), score in person.scores.items():
        questionnaire = guide.catalogue.get(name)
        scale = questionnaire.scale_by_id.get(scale_id) if questionnaire else None
        if questionnaire is None or scale is None or score.value is None or scale.higher == "unsaid":
            continue
        band, plan = band_at(scale.bands, score.value), questionnaire.plans[scale_id]
        severity, extent = plan.severity_and_extent(score.value)
        if band is not None and severity:
            words, title = (band.because, "") if band.because else (band.name, scale.title)
            reason = TopicReason("score", words, name, title, person.answered.get(name))
            parts = frozenset((name, part) for part in questionnaire.subscales_of.get(scale_id, ()))
            yield Concern((name, scale_id), float(severity), float(extent), parts, band, reason)


def _from_condition(condition: TopicCondition, person: GuideProfile) -> TopicEvidence:
    when = condition.when
    concern = Concern((when.questionnaire or "event", when.item or when.scale or when.event or ""), 1, 0)
    day = person.answered.get(when.questionnaire or "")
    reason = TopicReason("event" if when.event else "answer", condition.because, when.questionnaire or "", day=day)
    return TopicEvidence(concern, CONDITION_WEIGHT, 0, True, reason)


def _exact_weights(topic: Topic, person: GuideProfile, concern: Concern, catalogue: Catalogue) -> list[int]:
    """The weights with which a topic speaks to a concern because a test was met."""
    return [
        address.weight
        for address in topic.addresses_when
        if address.scale == concern.id[1] and person.meets(address.when, catalogue)
    ]


def _from_concern(topic: Topic, concern: Concern, exact: Sequence[int]) -> TopicEvidence | None:
    """A band may name a topic that does not know its scale, as in a clinic's own questionnaire: that weighs 1."""
    if concern.band is None or concern.reason is None:
        return None
    is_named_by_band = topic.id in concern.band.guide
    weight = max([*exact, topic.addresses.get(concern.id[1], 1 if is_named_by_band else 0)])
    if not weight:
        return None
    rank = concern.band.guide.index(topic.id) if is_named_by_band else len(concern.band.guide)
    return TopicEvidence(concern, weight, rank, bool(exact), concern.reason)
