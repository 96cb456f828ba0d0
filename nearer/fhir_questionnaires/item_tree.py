"""In which order sections and items stand inside each other, and what each is called in a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nearer.domain.items import Item, QuestionnaireNode, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import IN_OUR_FILES


class Order:
    """The tree that FHIR writes, of a questionnaire whose items stand in one list.

    A section stands where its first item does: among ours the items have an order, and sections only hold them.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._item_links = {item.link_id or _original_name(item.id) for item in questionnaire.items}
        self._children: defaultdict[tuple[type, str], list[QuestionnaireNode]] = defaultdict(list)
        for child in self._in_order():
            parent = child.section if isinstance(child, Item) else child.inside
            self._children[(Item, child.under) if child.under else (Section, parent or "")].append(child)

    def link(self, node: QuestionnaireNode) -> str:
        """Its linkId; the copies of what repeats have one name. A section may be called as an item is."""
        name = node.link_id or _original_name(node.id)
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
        """The items of a section, or those under an item."""
        return self._children[type(parent), parent.id]

    def _in_order(self) -> list[Item | Section]:
        items, sections = self.questionnaire.items, self.questionnaire.sections
        starts: dict[str, int] = {}
        for index, item in enumerate(items):
            section: str | None = item.section
            while section:
                starts.setdefault(section, index)
                section = self.questionnaire.section_by_id[section].inside
        ordered: list[tuple[int, int, Item | Section]] = [(index, 1, item) for index, item in enumerate(items)]
        ordered += [(starts.get(section.id, len(items)), 0, section) for section in sections]
        return [child for _, _, child in sorted(ordered, key=lambda entry: entry[:2])]


def _original_name(name: str) -> str:
    """The name of the item that a copy was made from."""
    return name.split("~")[0]
