"""What a scale can get wrong: its items, their weights, and bands that leave a score without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nearer.domain.plans import plan_scale, weight_range
from nearer.domain.questionnaire import Item, Scale
from nearer.domain.reading.check_items import Finding
from nearer.domain.reading.problems import did_you_mean, listed
from nearer.domain.reading.tree import Path

_SCORED = ("choice", "integer", "decimal")


def check_scales(scales: Sequence[Scale], items: Sequence[Item], unsound: frozenset[str]) -> Iterator[Finding]:
    by_id = {item.id: item for item in items}
    ids = [scale.id for scale in scales]
    for number, scale in enumerate(scales):
        path: Path = ("scales", number)
        if scale.id in ids[:number]:
            yield (*path, "id"), f"the id '{scale.id}' is used by two scales"
        findings = list(_check_items(path, scale, by_id, unsound))
        findings += _check_bands(path, scale)
        yield from findings
        if not findings and not unsound & set(scale.items):
            yield from _check_lowest(path, scale, [by_id[name] for name in scale.items])


def _check_items(path: Path, scale: Scale, by_id: Mapping[str, Item], unsound: frozenset[str]) -> Iterator[Finding]:
    for number, name in enumerate(scale.items):
        place = (*path, "items", number)
        if name in scale.items[:number]:
            yield place, f"the item '{name}' is scored twice"
        elif name not in by_id:
            yield place, f"there is no item '{name}'; {did_you_mean(name, by_id)}"
        elif name not in unsound:
            sentence = _unscorable(scale, by_id[name])
            if sentence:
                yield place, sentence


def _unscorable(scale: Scale, item: Item) -> str | None:
    """Why an item cannot be part of the scale, or None when it can."""
    if item.type not in _SCORED:
        return f"'{item.id}' has type {item.type}; only {listed(_SCORED)} can be scored"
    bare = [option.code for option in item.options if option.weight is None and not option.not_applicable]
    if bare:
        return f"'{item.id}' cannot be scored: no weight for {listed(bare)}"
    ends = weight_range(item)
    if ends is None:
        return f"'{item.id}' cannot be scored: it needs limits with min and max"
    if scale.method == "percent" and ends[0] == ends[1]:
        return f"'{item.id}' cannot be scored as percent: its lowest and highest weight are the same"
    return None


def _check_bands(path: Path, scale: Scale) -> Iterator[Finding]:
    starts = [band.start for band in scale.bands]
    for number in range(1, len(starts)):
        if starts[number] <= starts[number - 1]:
            yield (
                (*path, "bands", number, "from"),
                f"'from' has to rise from band to band, and {starts[number]} does not follow {starts[number - 1]}",
            )
    names = [band.name for band in scale.bands]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield (*path, "bands", number, "name"), f"two bands have the name '{name}'"


def _check_lowest(path: Path, scale: Scale, items: Sequence[Item]) -> Iterator[Finding]:
    if not scale.bands:
        return
    plan = plan_scale(scale, items)
    if scale.bands[0].start > plan.lowest:
        yield (
            (*path, "bands", 0, "from"),
            f"the first band starts at {scale.bands[0].start}, and the lowest possible score is {plan.lowest}",
        )
    for number, band in enumerate(scale.bands):
        if band.start > plan.highest:
            yield (
                (*path, "bands", number, "from"),
                f"no score reaches {band.start}; the highest possible score is {plan.highest}",
            )
