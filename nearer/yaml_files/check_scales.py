"""What a scale can get wrong: its items, their weights, and bands that leave a score without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal

from nearer.domain.bands import OPTION_TEXT
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Part
from nearer.domain.scales import Scale, ScalePlan, is_over_all_items, plan_scale, weight_range
from nearer.language.error_catalogue.questionnaire_errors import ItemFileText, ScaleText
from nearer.language.explained_errors import Explanation
from nearer.language.quoted_names import join_names
from nearer.yaml_files.check_items import Finding, check_stray, check_twice
from nearer.yaml_files.scale_bands import check_order
from nearer.yaml_files.yaml_text import Path

_SCORED = ("choice", "integer", "decimal")


def check_scales(questionnaire: Questionnaire, items: Mapping[str, Item | None]) -> Iterator[Finding]:
    """`items` holds None for an item that something is already wrong with."""
    if questionnaire.purpose == "closeness":
        yield from _check_in(questionnaire)
    for number, scale in enumerate(questionnaire.scales):
        path: Path = ("scales", number)
        if scale.hidden_counts_zero and scale.method != "sum":
            yield (*path, "hidden_counts_zero"), ScaleText.HIDDEN_COUNTS_ZERO(method=scale.method)
        if scale.hardest is not None and not _takes_hardest(scale):
            yield (*path, "hardest"), ScaleText.HARDEST()
        findings = [*_check_items((*path, "items"), scale, items), *_check_bands((*path, "bands"), scale)]
        yield from findings
        scored = [item for name in scale.items if (item := items.get(name))]
        if not findings and len(scored) == len(scale.items):
            yield from _check_ends((*path, "bands"), plan_scale(scale, scored))


def _takes_hardest(scale: Scale) -> bool:
    return (scale.method, scale.higher) == ("percent", "worse") and (scale.hardest or 0) <= len(scale.items)


def _check_in(questionnaire: Questionnaire) -> Iterator[Finding]:
    """What the weeks are drawn from: a score of 0 to 100 each week, in which more is closer."""
    first = questionnaire.scales[0] if questionnaire.scales else None
    drawn = first and (first.method, first.higher, first.part) == ("percent", "better", Part.CLOSENESS)
    if questionnaire.repeat != "weekly" or not drawn:
        yield ("purpose",), ScaleText.CLOSENESS()


def scale_warnings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Bands that often name nothing, and those that begin where no score is."""
    yield from _missing_bands(questionnaire)
    for number, scale in enumerate(questionnaire.scales):
        for index, band in enumerate(scale.bands):
            first = band.start.quantize(Decimal(1).scaleb(-scale.decimals), ROUND_CEILING)
            if first != band.start:
                sentence = ScaleText.BETWEEN_SCORES(start=band.start, first=first, n=scale.decimals)
                yield ("scales", number, "bands", index, "from"), sentence


def _missing_bands(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Bands over all of some items, of which not all are always asked or apply."""
    for number, scale in enumerate(questionnaire.scales):
        items = [questionnaire.item_by_id[name] for name in scale.items]
        hidden = [item.id for item in items if not item.is_asked or (item.conditions and not scale.hidden_counts_zero)]
        away = [item.id for item in items if item.not_applicable_codes]
        if not scale.bands or not is_over_all_items(scale) or scale.activity:
            continue
        needed = plan_scale(scale, items).needed[-1]
        instead = ScaleText.OTHER_METHOD() if scale.method == "sum" and not scale.instrument else ""
        for names, sentence in ((hidden, ScaleText.MAY_NOT_BE_ASKED), (away, ScaleText.MAY_NOT_APPLY)):
            if names:
                counts = {"n": len(names), "items": len(items), "needed": needed}
                why = sentence(**counts, names=join_names(names, 3), instead=instead)
                yield ("scales", number, "bands"), why


def _check_items(path: Path, scale: Scale, items: Mapping[str, Item | None]) -> Iterator[Finding]:
    yield from check_twice(path, scale.items, ScaleText.ITEM_TWICE)
    for key, names in (("factors", scale.factors), ("total", [scale.total] if scale.total else [])):
        for name in names:
            yield from check_stray(
                (*path[:-1], key), name, scale.items if key == "factors" else items, ItemFileText.NO_ITEM
            )
    for number, name in enumerate(scale.items):
        yield from check_stray((*path, number), name, items, ItemFileText.NO_ITEM)
        item = items.get(name)
        if item and (sentence := _explain_unscorable(scale, item)):
            yield (*path, number), sentence


def _explain_unscorable(scale: Scale, item: Item) -> Explanation | None:
    """Why an item cannot be part of the scale, or None when it can."""
    if item.open or item.repeats:
        return ScaleText.SEVERAL_ANSWERS(item=item.id)
    if item.type not in _SCORED:
        return ScaleText.TYPE_WITHOUT_SCORE(item=item.id, type=item.type, types=join_names(_SCORED))
    bare = [option.code for option in item.options if option.weight is None and not option.not_applicable]
    if bare:
        return ScaleText.NO_WEIGHT(item=item.id, options=join_names(bare))
    ends = weight_range(item)
    if ends is None:
        return ScaleText.NO_LIMITS(item=item.id)
    if scale.method == "percent" and ends[0] == ends[1]:
        return ScaleText.ALL_ALIKE(item=item.id)
    return None


def _check_bands(path: Path, scale: Scale) -> Iterator[Finding]:
    yield from check_twice(path, [band.name for band in scale.bands], ScaleText.BAND_TWICE, "name")
    for number, band in enumerate(scale.bands):
        if any(OPTION_TEXT in words for words in (band.name, band.text, band.because or "")):
            yield (*path, number, "from"), ScaleText.NO_OPTION_OF_BAND(start=band.start)
    yield from check_order(path, [band.start for band in scale.bands])


def _check_ends(path: Path, plan: ScalePlan) -> Iterator[Finding]:
    for number, band in enumerate(plan.scale.bands):
        if number == 0 and band.start > plan.lowest:
            yield (*path, 0, "from"), ScaleText.FIRST_BAND_TOO_HIGH(start=band.start, lowest=plan.lowest)
        if band.start > plan.highest:
            yield (*path, number, "from"), ScaleText.BAND_OUT_OF_REACH(start=band.start, highest=plan.highest)
