"""What a `show_if` can get wrong: its shape, the item it looks at, the answers it waits for, and circles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from nearer.domain.conditions import ORDERS, find_cycle, parse_comparable
from nearer.domain.item_parts import Condition
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.language.error_catalogue.questionnaire_errors import ConditionText, ItemFileText
from nearer.language.quoted_names import did_you_mean, join_names, shorten
from nearer.yaml_files.check_items import Finding, check_stray, nodes_with_paths
from nearer.yaml_files.yaml_text import Path


def check_conditions(questionnaire: Questionnaire, items: Mapping[str, Item | None]) -> Iterator[Finding]:
    """`items` holds None for an item that something is already wrong with."""
    for node_path, entry in nodes_with_paths(questionnaire):
        if entry.show_if:
            own = {entry.id} if node_path[0] == "items" else _standing_in(questionnaire, entry.id)
            for path, condition in _walk_condition((*node_path, "show_if"), entry.show_if):
                yield from _check_one(path, condition, own, items)
    yield from _check_start(questionnaire, items)
    yield from _check_cycles(questionnaire.items)


def _check_start(questionnaire: Questionnaire, items: Mapping[str, Item | None]) -> Iterator[Finding]:
    """The item that begins a short sitting is there, and each of its answers but *none of these* opens something."""
    name = questionnaire.short_start
    if name is None:
        return
    yield from check_stray(("short_start",), name, items, ItemFileText.NO_ITEM)
    if item := items.get(name):
        tests = [one for _, entry in nodes_with_paths(questionnaire) if entry.show_if for one in _tests(entry.show_if)]
        opening_codes = {code for one in tests if one.item == name for code in one.one_of or ()}
        if item.type != "several" or {option.code for option in item.options if not option.alone} - opening_codes:
            yield ("short_start",), ConditionText.START_OPENS_NOTHING(item=name)


def _tests(condition: Condition) -> Iterator[Condition]:
    return (one for _, one in _walk_condition((), condition))


def _standing_in(questionnaire: Questionnaire, section_id: str) -> set[str]:
    inside = {section_id}
    inside |= {section.id for section in questionnaire.sections if section.inside in inside}
    return {item.id for item in questionnaire.items if item.section in inside}


def _check_one(
    path: Path, condition: Condition, own: Collection[str], items: Mapping[str, Item | None]
) -> Iterator[Finding]:
    yield from _check_shape(path, condition)
    if condition.item in own:
        yield (*path, "item"), ConditionText.DEPENDS_ON_ITSELF(item=condition.item)
    elif condition.item:
        yield from check_stray((*path, "item"), condition.item, items, ItemFileText.NO_ITEM)
    if other := items.get(condition.item or ""):
        yield from _check_test(path, condition, other)


def _walk_condition(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    for key, parts in (("all", condition.all), ("any", condition.any)):
        for number, part in enumerate(parts or ()):
            yield from _walk_condition((*path, key, number), part)


def _check_shape(path: Path, condition: Condition) -> Iterator[Finding]:
    """An item with one test, or `all`, or `any`: nothing that could be read in two ways."""
    keys = condition.written_keys
    if keys & {"all", "any"}:
        if len(keys) > 1:
            yield path, ConditionText.SEVERAL_KINDS()
    elif "item" not in keys:
        yield path, ConditionText.NOTHING_TO_TEST()
    elif len(keys) != 2:
        yield path, ConditionText.OTHER_THAN_ONE_TEST(tests=join_names(["is", "is_not", "answered", *ORDERS]))


def _check_test(path: Path, condition: Condition, other: Item) -> Iterator[Finding]:
    for key, values in (("is", condition.one_of), ("is_not", condition.none_of)):
        for number, value in enumerate(values or ()):
            if other.options and value not in other.option_by_code:
                hint = did_you_mean(value, other.option_by_code)
                sentence = ConditionText.NO_OPTION(item=other.id, option=shorten(value), hint=hint)
                yield (*path, key, number), sentence
            elif not other.options and parse_comparable(other.type, value) is None:
                never = ConditionText.NEVER(item=other.id, type=other.type, value=shorten(value))
                yield (*path, key, number), never
    for key in ORDERS:
        if (value := getattr(condition, key)) is None:
            continue
        if not _has_order(other):
            yield (*path, key), ConditionText.NO_ORDER(item=other.id)
        elif parse_comparable(other.type, value) is None:
            yield (*path, key), ConditionText.NOT_COMPARABLE(key=key, item=other.id, type=other.type)


def _has_order(other: Item) -> bool:
    if other.type == "choice":
        return all(option.weight is not None or option.not_applicable for option in other.options) and not other.open
    return other.type not in ("several", "display")


def _check_cycles(items: Sequence[Item]) -> Iterator[Finding]:
    """Name every id of each circle; a circle found is taken apart to find the next."""
    names = [item.id for item in items]
    waits_for = {
        item.id: {name for condition in item.conditions for name in condition.items} - {item.id} for item in items
    }
    while cycle := find_cycle(waits_for):
        first = min(cycle, key=names.index)
        start = cycle.index(first)
        chain = " -> ".join(f"'{name}'" for name in (*cycle[start:], *cycle[:start], first))
        path = ("items", names.index(first), "show_if")
        yield path, ConditionText.CIRCLE(chain=chain)
        for name in cycle:
            waits_for.pop(name, None)
