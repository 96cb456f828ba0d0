"""A form whose scores are looked for: its items and sections before it is checked, and the scales that it gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from nearer.domain.items import Item, Section
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scales import Scale
from nearer.instruments.registry import Instrument, loinc_codes


@dataclass
class ScoredForm:
    """`score_questions` ask for a score itself. `changes` say what is taken in another way, each with its item."""

    questionnaire: Questionnaire
    item_by_id: dict[str, Item] = field(init=False)
    scales: list[Scale] = field(default_factory=list)
    score_questions: set[str] = field(default_factory=set)
    changes: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    scoring: str = ""

    def __post_init__(self) -> None:
        self.item_by_id = {item.id: item for item in self.questionnaire.items}

    @property
    def items(self) -> list[Item]:
        return list(self.item_by_id.values())

    @property
    def questions(self) -> list[Item]:
        return [item for item in self.items if item.type != "display" and not item.read_only]

    def change(self, item: Item, **fields: Any) -> None:
        self.item_by_id[item.id] = replace(item, **fields)

    def latest(self, items: Iterable[Item]) -> list[Item]:
        """These items as they were changed."""
        return [self.item_by_id[item.id] for item in items]

    def sections_around(self, item: Item) -> list[Section]:
        """The sections that an item stands in, the innermost first."""
        sections = self.questionnaire.section_by_id
        around: list[Section] = []
        above = sections.get(item.section)
        while above is not None:
            around.append(above)
            above = sections.get(above.inside or "")
        return around

    def repeats_around(self, item: Item) -> bool:
        """Whether the item is there several times with a section around it."""
        return any(section.repeats for section in self.sections_around(item))

    def depends_on(self, item: Item) -> frozenset[str]:
        """The ids that its own conditions look at, and those of the sections it stands in."""
        gates = [node.show_if for node in (item, *self.sections_around(item)) if node.show_if]
        return frozenset().union(*(gate.items for gate in gates))

    def inside(self, section: str) -> list[Item]:
        return [item for item in self.items if any(around.id == section for around in self.sections_around(item))]

    def without_gate(self, items: list[Item]) -> list[Item]:
        """The items without a question before them that decides whether all of the others are asked."""
        for gate in items:
            others = [item for item in items if item is not gate]
            if others and all(gate.id in self.depends_on(item) for item in others):
                return others
        return items


def name_of(node: Item | Section) -> str:
    """The name that the file itself gives it."""
    return node.link_id or node.id


def all_codes(items: Iterable[Item]) -> set[str]:
    return {code for item in items for code in loinc_codes(item.codes)}


def is_weighed(item: Item) -> bool:
    return item.type == "choice" and any(option.weight is not None for option in item.options)


def is_yes_no(item: Item) -> bool:
    return item.type == "choice" and bool(item.options) and all(option.kind == "boolean" for option in item.options)


def is_coded(items: Iterable[Item], instrument: Instrument) -> bool:
    """Whether each item has its own code of the instrument."""
    return bool(instrument.item_codes) and all(loinc_codes(item.codes) & set(instrument.item_codes) for item in items)
