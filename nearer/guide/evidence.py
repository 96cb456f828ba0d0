"""Evidence for a topic: each tag, condition and event that applies, with its strength and a reason in words.

The strength of a tag is its weight times the place of the score's band: 0 where all is well, 1 at the other end, and
even steps between. A condition is as strong as a weight of 3 at the far end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from nearer.guide.profile import GuideProfile
from nearer.guide.topics import Guide, Topic, TopicCondition

_FAINT = Fraction(1, 10)  # times three it is less than the weakest tag where something is in the way: a third


@dataclass(frozen=True, slots=True)
class TopicReason:
    """What follows "because": `words` alone, or for a score the scale's `title` and the band's name in `words`."""

    kind: Literal["score", "answer", "event"]
    words: str
    questionnaire: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """`reach` is how far along its scale a score lies, 0 to 1, `place` where the band names the topic in its own list.

    `about` are the items or the event that this was learnt from.
    """

    strength: Fraction
    weight: int
    reach: Fraction
    place: int
    about: frozenset[tuple[str, str]]
    reason: TopicReason


def evidence_for(guide: Guide, topic: Topic, person: GuideProfile) -> tuple[TopicEvidence, ...]:
    """Everything that speaks for a topic, the strongest first; nothing for a topic of the other role."""
    if topic.audience not in ("both", person.role.value):
        return ()
    all_evidence = [_from_condition(guide, one) for one in topic.shown_when if person.meets(one.when)]
    if topic.level != "urgent":  # a mere tag does not bring an urgent topic, or it would cry wolf
        all_evidence += _from_scores(guide, topic, person)
    return tuple(
        sorted(
            all_evidence,
            key=lambda evidence: (-evidence.strength, -evidence.reach, evidence.place, evidence.reason.title),
        )
    )


def _from_condition(guide: Guide, condition: TopicCondition) -> TopicEvidence:
    when = condition.when
    questionnaire = guide.catalogue.get(when.questionnaire or "")
    items = questionnaire.scale(when.scale).items if questionnaire and when.scale else (when.event or when.item or "",)
    about = frozenset((when.questionnaire or "event", item) for item in items)
    reason = TopicReason("event" if when.event else "answer", condition.because, when.questionnaire or "")
    return TopicEvidence(Fraction(3), 3, Fraction(1), 0, about, reason)


def _from_scores(guide: Guide, topic: Topic, person: GuideProfile) -> Iterator[TopicEvidence]:
    """A band may name a topic that does not know its scale, as in a clinic's own questionnaire: that weighs 1.

    A scale of which nobody said which end is the hard one speaks for nothing.
    """
    for (questionnaire, name), score in person.scores.items():
        definition = guide.catalogue.get(questionnaire)
        scale = definition.scale_by_id.get(name) if definition else None
        band = next((band for band in scale.bands if band.name == score.band), None) if scale else None
        if definition is None or scale is None or band is None or score.value is None or scale.higher == "unsaid":
            continue
        named = topic.id in band.guide
        weight = topic.addresses.get(name, 1 if named else 0)
        plan = definition.plans[scale.id]
        reach = plan.reach(score.value)
        # Where all is well, a faint one for a topic that the band names.
        if strength := weight * (plan.severity(score.value) or _FAINT * (named and reach > 0)):
            place = band.guide.index(topic.id) if named else len(band.guide)
            about = frozenset((definition.id, item) for item in scale.items)
            yield TopicEvidence(
                strength, weight, reach, place, about, TopicReason("score", band.name, definition.id, scale.title)
            )
