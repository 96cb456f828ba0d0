"""Which questions of a therapist's own form may speak of harm: known, proposed by their words, or flagged by hand."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from nearer.custom_questionnaires.versions import save_harm_flags
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.instruments.harm_places import asked_items
from nearer.instruments.safety import harm_items, known_items, proposed_items
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.therapist_presenters.therapist_questionnaires import find_definition
from nearer.views import text as words


@dataclass(frozen=True)
class HarmFlagChoices:
    """The questions of a form by what a therapist can do about their flag: it stays, is proposed, or may be set.

    `proposed` has beside each question what its words may be about; `items` are all of them, `flagged` their ids.
    """

    items: tuple[Item, ...]
    fixed: tuple[Item, ...]
    proposed: tuple[tuple[Item, tuple[str, ...]], ...]
    other_items: tuple[Item, ...]
    flagged: frozenset[str]

    @property
    def flagged_texts(self) -> list[str]:
        """The flagged questions as they are asked."""
        return [item.text for item in self.items if item.id in self.flagged]


def harm_flag_choices(definition: Questionnaire) -> HarmFlagChoices:
    """Until somebody has looked, what is proposed counts as flagged."""
    instruments, items = shipped_instruments(), asked_items(definition)
    published_items, proposed = known_items(definition, instruments), proposed_items(definition, instruments)
    return HarmFlagChoices(
        items=tuple(items),
        fixed=tuple(item for item in items if item.id in published_items),
        proposed=tuple(
            (item, proposed[item.id]) for item in items if item.id in proposed and item.id not in published_items
        ),
        other_items=tuple(item for item in items if item.id not in published_items and item.id not in proposed),
        flagged=harm_items(definition, instruments),
    )


def save_chosen_flags(session: TherapistSession, key: UUID, flagged_ids: frozenset[str]) -> str:
    """Save what was chosen among the questions of a draft; what to say of it."""
    definition = find_definition(session, key)
    if definition is None:
        return words.therapist_questionnaires.DAMAGED
    item_ids = {item.id for item in asked_items(definition)}
    flags = (flagged_ids & item_ids) | known_items(definition, shipped_instruments())
    save_harm_flags(session.notebook, session.therapist, key, flags)
    return words.therapist_questionnaires.flags_kept(len(flags))
