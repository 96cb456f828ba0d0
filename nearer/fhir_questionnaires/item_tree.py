"""In which order sections and items stand inside each other, and what each is called in a file."""

from __future__ import annotations

from collections.abc import Iterator

from nearer.domain.items import QuestionnaireNode, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import IN_OUR_FILES


class Order:
    """The tree that FHIR writes, of a questionnaire whose items stand in one list."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._places = {item.id: place for place, item in enumerate(questionnaire.items)}
        self._item_links = {item.link_id or _first(item.id) for item in questionnaire.items}

    def link(self, node: QuestionnaireNode) -> str:
        """Its linkId; the copies of what repeats have one name. A section may be called as an item is."""
        name = node.link_id or _first(node.id)
        takes_another = isinstance(node, Section) and node.link_id is None and name in self._item_links
        return IN_OUR_FILES + name if takes_another else name

    def outermost(self) -> Iterator[QuestionnaireNode]:
        """Groups, and the items that are in none."""
        for section in self.questionnaire.sections:
            if section.loose:
                yield from self.inside(section)
            elif not (section.inside or section.under):
                yield section

    def inside(self, parent: QuestionnaireNode) -> list[QuestionnaireNode]:
        """What stands in a section or under an item."""
        questionnaire, of_section = self.questionnaire, isinstance(parent, Section)
        items = (
            [item for item in questionnaire.items if (None if item.under else item.section) == parent.id]
            if of_section
            else []
        )
        items += [item for item in questionnaire.items if item.under == parent.id and not of_section]
        sections = [part for part in questionnaire.sections if (part.inside if of_section else part.under) == parent.id]
        places: list[tuple[int, int, QuestionnaireNode]] = [(self._places[item.id], 1, item) for item in items]
        places += [(self._first_item(section), 0, section) for section in sections]
        return [child for _, _, child in sorted(places, key=lambda place: place[:2])]

    def _first_item(self, section: Section) -> int:
        inside = {section.id}
        for part in self.questionnaire.sections:  # a section stands after the one it is in
            inside |= {part.id} if part.inside in inside else set()
        places = [self._places[item.id] for item in self.questionnaire.items if item.section in inside]
        return min(places, default=len(self._places))


def _first(name: str) -> str:
    """Of a copy, the one it was made from."""
    return name.split("~")[0]
