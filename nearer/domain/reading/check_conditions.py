"""What a `show_if` can get wrong: its shape, the item it looks at, the answers it waits for, and circles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nearer.domain.order import find_cycle
from nearer.domain.questionnaire import Condition, Item
from nearer.domain.reading.check_items import Finding
from nearer.domain.reading.problems import did_you_mean, listed
from nearer.domain.reading.tree import Path

_TESTS = {"one_of": "is", "none_of": "is_not", "answered": "answered", "at_least": "at_least", "at_most": "at_most"}


def check_conditions(items: Sequence[Item], unsound: frozenset[str]) -> Iterator[Finding]:
    by_id = {item.id: item for item in items}
    for number, item in enumerate(items):
        if item.show_if:
            for path, condition in _every(("items", number, "show_if"), item.show_if):
                yield from _check_shape(path, condition)
                yield from _check_reference(path, condition, item.id, by_id)
                other = by_id.get(condition.item or "")
                if other and other.id not in unsound:
                    yield from _check_test(path, condition, other)
    yield from _check_cycles(items)


def _every(path: Path, condition: Condition) -> Iterator[tuple[Path, Condition]]:
    yield path, condition
    for key, parts in (("all", condition.all), ("any", condition.any)):
        for number, part in enumerate(parts or ()):
            yield from _every((*path, key, number), part)


def _check_shape(path: Path, condition: Condition) -> Iterator[Finding]:
    """An item with one test, or `all`, or `any`: nothing that could be read in two ways."""
    joined = [key for key in ("all", "any") if getattr(condition, key) is not None]
    tests = [key for name, key in _TESTS.items() if getattr(condition, name) is not None]
    if joined and (len(joined) > 1 or tests or condition.item):
        yield path, "a condition holds 'all', or 'any', or one item with its test; join them inside 'all' or 'any'"
    elif not joined and not condition.item:
        yield path, "a condition needs the key 'item', 'all' or 'any'"
    elif not joined and len(tests) != 1:
        yield path, f"an item in a condition takes one test of {listed(_TESTS.values())}; join several with 'all'"


def _check_reference(path: Path, condition: Condition, own: str, by_id: dict[str, Item]) -> Iterator[Finding]:
    name = condition.item
    if name == own:
        yield (*path, "item"), f"the item '{own}' depends on itself"
    elif name and name not in by_id:
        yield (*path, "item"), f"there is no item '{name}'; {did_you_mean(name, by_id)}"


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
    waits_for = {item.id: item.show_if.items - {item.id} for item in items if item.show_if}
    while cycle := find_cycle(waits_for):
        first = next(number for number, item in enumerate(items) if item.id in cycle)
        start = cycle.index(items[first].id)
        ids = [*cycle[start:], *cycle[:start]]
        chain = " -> ".join(f"'{name}'" for name in (*ids, ids[0]))
        yield ("items", first, "show_if"), f"the items wait for each other in a circle: {chain}"
        for name in cycle:
            waits_for.pop(name, None)
