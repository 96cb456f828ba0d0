"""Repeating items and sections: each repetition is a copy with ids of its own.

The copies of the item `street` of the section `home` are named `street~home.2`, `street~home.3`; inside a section that
repeats as well, the outer copy is named first; the first one has the plain ids. A questionnaire is expanded by the
copies that the answers name, so that conditions, scoring and drawing need to know nothing of copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nearer.domain.item_parts import Condition

if TYPE_CHECKING:
    from nearer.domain.items import QuestionnaireNode
    from nearer.domain.questionnaire import Questionnaire

_PLACES = ("id", "section", "inside", "under")


def expand_repeats(questionnaire: Questionnaire, names: Iterable[str]) -> Questionnaire:
    """The questionnaire with every copy that these ids name, and those before it."""
    if not questionnaire.has_repeats:
        return questionnaire
    copy_names = [name.split("~") for name in names if isinstance(name, str) and "~" in name]
    return _Expansion(questionnaire).expand(copy_names) if copy_names else questionnaire


def copy_name(own: str, origin: str, number: int) -> str:
    """What copy `number` of something is called; `origin` is the id of the section or item that repeats."""
    return own if number == 1 else f"{own}~{origin.split('~')[0]}.{number}"


def number_of(node: QuestionnaireNode) -> int:
    """The number of this copy: 1 for the first and for what does not repeat, then 2, 3 ..."""
    base, *copies = node.id.split("~")
    origin, _, number = copies[-1].rpartition(".") if copies else ("", "", "")
    return int(number) if node.repeats and origin == base else 1


def next_copy(questionnaire: Questionnaire, node: QuestionnaireNode) -> str | None:
    """The id that one more would have; None when it does not repeat, is not the last, or is the last there may be."""
    if node.repeats is None or number_of(node) >= node.repeats.max_copies:
        return None
    number = number_of(node)
    first = node.id if number == 1 else node.id.rpartition("~")[0]
    name = copy_name(first, node.id, number + 1)
    return None if any(name == other.id for other in questionnaire.nodes) else name


def with_copy(questionnaire: Questionnaire, names: Iterable[str], copy: str) -> tuple[str, ...]:
    """The item ids of a copy that is to be added. Stored without an answer, they keep the empty copy on the form."""
    item_names = list(names)
    before = {item.id for item in expand_repeats(questionnaire, item_names).items}
    return tuple(item.id for item in expand_repeats(questionnaire, [*item_names, copy]).items if item.id not in before)


def without_copy(names: Iterable[str], copy: str) -> dict[str, str]:
    """Old ids with their new ones once a copy is gone: those after it move up, and its own are not there any more."""
    *around, own = copy.split("~")[1:]
    origin, _, gone = own.rpartition(".")
    new_ids = {}
    for name in names:
        base, *copies = name.split("~")
        at = len(around)
        head, _, number = copies[at].rpartition(".") if copies[:at] == around and len(copies) > at else ("", "", "")
        if head == origin and number == gone:
            continue
        if head == origin and int(number) > int(gone):
            copies[at : at + 1] = [f"{origin}.{int(number) - 1}"]
        new_ids[name] = "~".join([base, *copies])
    return new_ids


class _Expansion:
    """Sections and items grow while each repeating one is looked at, the outer ones first."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.nodes: list[Any] = [*questionnaire.sections, *questionnaire.items]

    def expand(self, copy_names: list[list[str]]) -> Questionnaire:
        for origin in [node for node in self._outer_first() if node.repeats and _type(node) != "several"]:
            like = [node for node in self.nodes if _same_kind(node, origin)]
            for instance in [node for node in like if node.id.split("~")[0] == origin.id]:
                for number in range(2, self._count(instance, origin, copy_names) + 1):
                    self._copy(instance, origin.id, number)
        sections = tuple(node for node in self.nodes if not hasattr(node, "section"))
        items = tuple(node for node in self.nodes if hasattr(node, "section"))
        return replace(self.questionnaire, sections=sections, items=items)

    def _outer_first(self) -> list[Any]:
        nodes = {node.id: node for node in self.nodes}

        def depth(node: Any) -> int:
            above = nodes.get(_parent_of(node) or "")
            return 0 if above is None else depth(above) + 1

        return sorted(self.nodes, key=depth)

    @staticmethod
    def _count(instance: Any, origin: Any, copy_names: list[list[str]]) -> int:
        """The highest copy number that follows the instance's own copies in a wanted id."""
        _, *own = instance.id.split("~")
        numbers = [1]
        for _, *copies in copy_names:
            head, _, number = copies[len(own)].rpartition(".") if len(copies) > len(own) else ("", "", "")
            if copies[: len(own)] == own and head == origin.id and number.isdecimal() and len(number) < 4:
                numbers.append(int(number))
        limit: int = origin.repeats.max_copies
        return min(max(numbers), limit)

    def _copy(self, instance: Any, origin: str, number: int) -> None:
        inside = self._with_descendants(instance)
        names = {node.id: copy_name(node.id, origin, number) for node in inside}
        for like in {hasattr(node, "section") for node in inside}:  # sections and items each behind their last copy
            copied = [node for node in inside if hasattr(node, "section") is like]
            last = copy_name(copied[-1].id, origin, number - 1)
            index = next(index for index, node in enumerate(self.nodes) if node.id == last) + 1
            self.nodes[index:index] = [_rename_node(node, names) for node in copied]

    def _with_descendants(self, instance: Any) -> list[Any]:
        """The instance and all that stands in it, in order."""
        ids = {instance.id}
        for node in (*self.nodes, *self.nodes):  # twice: an item can be listed before the section or item it is under
            if {_parent_of(node), getattr(node, "under", None)} & ids:
                ids.add(node.id)
        return [node for node in self.nodes if node.id in ids]


def _type(node: Any) -> str:
    return getattr(node, "type", "section")


def _same_kind(node: Any, other: Any) -> bool:
    return hasattr(node, "section") is hasattr(other, "section")


def _parent_of(node: Any) -> str | None:
    """What a node stands in: an item under another in that, an item else in its section."""
    above: str | None = node.under or (node.section if hasattr(node, "section") else node.inside)
    return above


def _rename_node(node: Any, names: Mapping[str, str]) -> Any:
    moved = {key: names.get(name, name) for key in _PLACES if (name := getattr(node, key, None))}
    conditions = (
        {"conditions": tuple(_rename_condition(condition, names) for condition in node.conditions)}
        if hasattr(node, "conditions")
        else {}
    )
    return replace(node, **moved | conditions)


def _rename_condition(condition: Condition, names: Mapping[str, str]) -> Condition:
    """The condition with its item ids replaced by those of the copy."""
    required_copies, some = (
        parts and tuple(_rename_condition(part, names) for part in parts) for parts in (condition.all, condition.any)
    )
    return replace(condition, item=names.get(condition.item or "", condition.item), all=required_copies, any=some)
