"""Which questions of a therapist's own form may speak of harm: known, proposed by their words, or marked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nearer.custom_questionnaires.versions import mark_questionnaire
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.harm_places import asked_items
from nearer.instruments.safety import harm_items, known_items, proposed_items
from nearer.presenters.therapist_questionnaires import find_definition
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.views.text import therapist_questionnaires as sentences


@dataclass(frozen=True)
class MarkChoices:
    """The questions of a form by what a therapist can do about their mark: it stays, is proposed, or may be set.

    `proposed` has beside each question what its words may be about; `items` are all of them, `marked` their ids.
    """

    items: tuple[Item, ...]
    fixed: tuple[Item, ...]
    proposed: tuple[tuple[Item, tuple[str, ...]], ...]
    others: tuple[Item, ...]
    marked: frozenset[str]

    @property
    def marked_texts(self) -> list[str]:
        """The marked questions as they are asked."""
        return [item.text for item in self.items if item.id in self.marked]


def mark_choices(definition: Questionnaire) -> MarkChoices:
    """Until somebody has looked, what is proposed counts as marked."""
    instruments, items = shipped_instruments(), asked_items(definition)
    known, proposed = known_items(definition, instruments), proposed_items(definition, instruments)
    return MarkChoices(
        items=tuple(items),
        fixed=tuple(item for item in items if item.id in known),
        proposed=tuple((item, proposed[item.id]) for item in items if item.id in proposed and item.id not in known),
        others=tuple(item for item in items if item.id not in known and item.id not in proposed),
        marked=harm_items(definition, instruments),
    )


def save_marks_of(session: TherapistSession, key: UUID, chosen: frozenset[str]) -> str:
    """Save what was chosen among the questions of a draft; what to say of it."""
    definition = find_definition(session, key)
    if definition is None:
        return sentences.DAMAGED
    item_ids = {item.id for item in asked_items(definition)}
    marks = (chosen & item_ids) | known_items(definition, shipped_instruments())
    mark_questionnaire(session.notebook, session.therapist, key, marks)
    return sentences.marks_kept(len(marks))
