"""What speaks for a topic: each tag, condition and event with its strength and its reason in words.

The strength of a tag is its weight times the place of the score's band: 0 where all is well, 1 at the other end, and
even steps between. A condition is as strong as a weight of 3 at the far end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from nearer.domain.questionnaire import Band, Questionnaire, Scale
from nearer.guide.reader import Reader
from nearer.guide.topics import Condition, Guide, Topic

_FAINT = Fraction(1, 10)  # times three it is less than the weakest tag where something is in the way: a third


@dataclass(frozen=True, slots=True)
class Reason:
    """What follows "because": `words` alone, or for a score the scale's `title` and the band's name in `words`."""

    kind: Literal["score", "answer", "event"]
    words: str
    questionnaire: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`reach` is how far along its scale a score lies, 0 to 1, `place` where the band names the topic in its own list.

    `about` are the items or the event that this was learnt from.
    """

    strength: Fraction
    weight: int
    reach: Fraction
    place: int
    about: frozenset[tuple[str, str]]
    reason: Reason


def evidence_for(guide: Guide, topic: Topic, person: Reader) -> tuple[Evidence, ...]:
    """Everything that speaks for a topic, the strongest first; nothing for a topic of the other role."""
    if topic.audience not in ("both", person.role.value):
        return ()
    found = [_from_condition(guide, one) for one in topic.shown_when if person.meets(one.when)]
    if topic.level != "urgent":  # a mere tag does not bring an urgent topic, or it would cry wolf
        found += _from_scores(guide, topic, person)
    return tuple(sorted(found, key=lambda one: (-one.strength, -one.reach, one.place, one.reason.title)))


def _from_condition(guide: Guide, condition: Condition) -> Evidence:
    when = condition.when
    asked = guide.catalogue.get(when.questionnaire or "")
    items = asked.scale(when.scale).items if asked and when.scale else (when.event or when.item or "",)
    about = frozenset((when.questionnaire or "event", item) for item in items)
    reason = Reason("event" if when.event else "answer", condition.because, when.questionnaire or "")
    return Evidence(Fraction(3), 3, Fraction(1), 0, about, reason)


def _from_scores(guide: Guide, topic: Topic, person: Reader) -> Iterator[Evidence]:
    """A band may name a topic that does not know its scale, as in a clinic's own questionnaire: that weighs 1.

    A scale of which nobody said which end is the hard one speaks for nothing.
    """
    for (questionnaire, name), score in person.scores.items():
        asked = guide.catalogue.get(questionnaire)
        scale = asked.scale_by_id.get(name) if asked else None
        band = next((band for band in scale.bands if band.name == score.band), None) if scale else None
        if asked is None or scale is None or band is None or score.value is None or scale.higher == "unsaid":
            continue
        named = topic.id in band.guide
        weight = topic.addresses.get(name, 1 if named else 0)
        reach = _reach(asked, scale, score.value)
        if strength := weight * _severity(scale, band, named and reach > 0):
            place = band.guide.index(topic.id) if named else len(band.guide)
            about = frozenset((asked.id, item) for item in scale.items)
            yield Evidence(strength, weight, reach, place, about, Reason("score", band.name, asked.id, scale.title))


def _reach(asked: Questionnaire, scale: Scale, value: Decimal) -> Fraction:
    """0 at the end where all is well, 1 at the other."""
    plan = asked.plans[scale.id]
    share = Fraction(value - plan.lowest) / (Fraction(plan.highest - plan.lowest) or 1)
    return share if scale.higher == "worse" else 1 - share


def _severity(scale: Scale, band: Band, named: bool) -> Fraction:
    """The place of the band, 0 to 1. Where all is well, a faint one for a topic that the band names."""
    bands = scale.bands if scale.higher == "worse" else scale.bands[::-1]
    place = bands.index(band)
    return Fraction(place, len(bands) - 1) if place else _FAINT * named
