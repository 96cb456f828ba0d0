"""What a `show_if` can get wrong: its shape, the item it looks at, the answers it waits for, and circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nearer.domain.conditions import find_cycle
from nearer.domain.questionnaire import Condition, Item, Questionnaire
from nearer.domain.reading.check_items import Finding, stray
from nearer.domain.reading.problems import did_you_mean
from nearer.domain.reading.tree import Path


def check_conditions(questionnaire: Questionnaire, items: Mapping[str, Item | None]) -> Iterator[Finding]:
    """`items` holds None for an item that something is already wrong with."""
    for number, item in enumerate(questionnaire.items):
        if item.show_if:
            for path, condition in _every(("items", number, "show_if"), item.show_if):
                yield from _check_shape(path, condition)
                if condition.item == item.id:
                    yield (*path, "item"), f"the item '{item.id}' depends on itself"
                elif condition.item:
                    yield from stray((*path, "item"), condition.item, items, "item")
                if other := items.get(condition.item or ""):
                    yield from _check_test(path, condition, other)
    yield from _check_cycles(questionnaire.items)


def _every(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    for key, parts in (("all", condition.all), ("any", condition.any)):
        for number, part in enumerate(parts or ()):
            yield from _every((*path, key, number), part)


def _check_shape(path: Path, condition: Condition) -> Iterator[Finding]:
    """An item with one test, or `all`, or `any`: nothing that could be read in two ways."""
    given = condition.model_fields_set
    if given & {"all", "any"}:
        if len(given) > 1:
            yield path, "a condition holds 'all', or 'any', or one item with its test; join them inside 'all' or 'any'"
    elif "item" not in given:
        yield path, "a condition needs the key 'item', 'all' or 'any'"
    elif len(given) != 2:
        tests = "is, is_not, answered, at_least, at_most"
        yield path, f"an item in a condition takes one test of {tests}; join several with 'all'"


def _check_test(path: Path, condition: Condition, other: Item) -> Iterator[Finding]:
    for key, values in (("is", condition.one_of), ("is_not", condition.none_of)):
        if values and not other.options:
            yield (*path, key), f"'{other.id}' has no answer options; test it with answered, at_least or at_most"
            continue
        for number, code in enumerate(values or ()):
            if code not in other.option_by_code:
                nearest = did_you_mean(code, other.option_by_code)
                yield (*path, key, number), f"'{other.id}' has no answer option '{code}'; {nearest}"
    for key in ("at_least", "at_most"):
        if getattr(condition, key) is not None and not _has_numbers(other):
            yield (*path, key), f"'{other.id}' has no numbers or weights; test it with is, is_not or answered"


def _has_numbers(item: Item) -> bool:
    return item.type in ("integer", "decimal") or (
        item.type == "choice" and all(option.weight is not None or option.not_applicable for option in item.options)
    )


def _check_cycles(items: Sequence[Item]) -> Iterator[Finding]:
    """Name every id of each circle; a circle found is taken apart to find the next."""
    names = [item.id for item in items]
    waits_for = {item.id: item.show_if.items - {item.id} for item in items if item.show_if}
    while cycle := find_cycle(waits_for):
        first = min(cycle, key=names.index)
        start = cycle.index(first)
        chain = " -> ".join(f"'{name}'" for name in (*cycle[start:], *cycle[:start], first))
        yield ("items", names.index(first), "show_if"), f"the items wait for each other in a circle: {chain}"
        for name in cycle:
            waits_for.pop(name, None)
