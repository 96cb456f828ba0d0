"""What a well-formed questionnaire can still get wrong in its sections, items and answer options.

Each check yields the path of what is wrong and why. Conditions and scales have files of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from nearer.domain.conditions import find_cycle
from nearer.domain.item_parts import AnswerOption
from nearer.domain.items import TEXTS, Item, QuestionnaireNode
from nearer.domain.questionnaire import Questionnaire, WrittenQuestionnaire
from nearer.language.error_catalogue.questionnaire_errors import ItemFileText
from nearer.language.explained_errors import ErrorText, Explanation
from nearer.language.quoted_names import did_you_mean, join_names
from nearer.yaml_files.yaml_text import Path

Finding = tuple[Path, Explanation]

_TYPES = ("integer", "decimal", "quantity", "text", "line", "url", "date", "datetime", "time", "display")
_CHOSEN = ("choice", "several")
_COUNTED = ("integer", "decimal")
_KEYS_OF_TYPES = {
    "limits": (*_COUNTED, "quantity"),
    "unit_limits": ("quantity",),
    "decimals": ("decimal", "quantity"),
    "days": ("date", "datetime"),
    "answers": _CHOSEN,
    "max_length": TEXTS,
    "reverse": ("choice", *_COUNTED),
    "picture": ("choice",),
    "open": _CHOSEN,
    "units": (*_COUNTED, "quantity"),
}
_TWICE = {
    "sections": ItemFileText.SECTION_TWICE,
    "items": ItemFileText.ITEM_TWICE,
    "scales": ItemFileText.SCALE_TWICE,
}
_CIRCLES = 7


def check_items(questionnaire: Questionnaire, record: WrittenQuestionnaire) -> Iterator[Finding]:
    sections, lists = [section.id for section in questionnaire.sections], questionnaire.answer_lists
    for key, sentence in _TWICE.items():
        ids = [one.id for one in getattr(questionnaire, key)]
        yield from check_twice((key,), ids, sentence, "id")
    yield from _check_places(questionnaire)
    for name, options in lists.items():
        yield from _check_options(("answer_lists", name), options)
    for number, item in enumerate(questionnaire.items):
        path: Path = ("items", number)
        yield from check_stray((*path, "section"), item.section, sections, ItemFileText.NO_SECTION)
        yield from _check_type(path, item, record.items[number].type)
        if isinstance(item.answers, str) and item.answers not in lists:
            yield from check_stray((*path, "answers"), item.answers, lists, ItemFileText.NO_ANSWER_LIST)
        else:
            yield from _check_answers(path, item)
        yield from _check_limits(path, item)


def topic_warnings(questionnaire: Questionnaire, topics: Collection[str]) -> Iterator[Finding]:
    """Pages that the guide does not have: an item's tag, or a band, that names one leads nowhere."""
    for number, item in enumerate(questionnaire.items):
        for index, name in enumerate(item.tags):
            yield from check_stray(("items", number, "tags", index), name, topics, ItemFileText.NO_TOPIC)
    for number, scale in enumerate(questionnaire.scales):
        for band_number, band in enumerate(scale.bands):
            for index, name in enumerate(band.guide):
                path = ("scales", number, "bands", band_number, "guide", index)
                yield from check_stray(path, name, topics, ItemFileText.NO_TOPIC)


def _check_places(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Sections inside sections and items under items: of those that are there, and in no circle."""
    items, sections = [item.id for item in questionnaire.items], [section.id for section in questionnaire.sections]
    stands = {("items", item.id): item.under and ("items", item.under) for item in questionnaire.items}
    for path, entry in nodes_with_paths(questionnaire):
        if entry.under:
            yield from check_stray((*path, "under"), entry.under, items, ItemFileText.NO_ITEM)
    for number, section in enumerate(questionnaire.sections):
        if section.inside:
            path = ("sections", number, "inside")
            yield from check_stray(path, section.inside, sections[:number], ItemFileText.NO_SECTION_BEFORE)
        if section.inside and section.under:
            yield ("sections", number, "under"), ItemFileText.INSIDE_AND_UNDER()
    if cycle := find_cycle({own[1]: [above[1]] for own, above in stands.items() if above}):
        yield ("items", items.index(cycle[0]), "under"), ItemFileText.UNDER_EACH_OTHER(names=join_names(cycle))


def nodes_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, QuestionnaireNode]]:
    """Every section and item with its path."""
    yield from ((("sections", number), section) for number, section in enumerate(questionnaire.sections))
    yield from ((("items", number), item) for number, item in enumerate(questionnaire.items))


def items_without_findings(questionnaire: Questionnaire, findings: Iterable[Finding]) -> dict[str, Item | None]:
    """Every item by id; None where something is already wrong, so that no check stumbles over the same stone again."""
    wrong = {path[:2] for path, _ in findings}
    return {
        item.id: None if wrong & {("items", number), ("answer_lists", item.answers)} else item
        for number, item in enumerate(questionnaire.items)
    }


def check_twice(path: Path, names: Sequence[str], sentence: ErrorText, *key: str) -> Iterator[Finding]:
    """One finding for each name that was there before; `key` is where an entry holds its name."""
    for number, name in enumerate(names):
        if name in names[:number]:
            yield (*path, number, *key), sentence(name=name)


def check_stray(path: Path, name: str, allowed: Collection[str], sentence: ErrorText) -> Iterator[Finding]:
    if name not in allowed:
        yield path, sentence(name=name, hint=did_you_mean(name, allowed))


def _check_options(path: Path, options: Sequence[AnswerOption]) -> Iterator[Finding]:
    yield from check_twice(path, [option.code for option in options], ItemFileText.OPTION_TWICE, "code")
    for number, option in enumerate(options):
        if option.not_applicable and option.weight is not None:
            yield (*path, number, "weight"), ItemFileText.WEIGHT_OF_NOT_APPLICABLE(option=option.code)
        if option.not_applicable and option.alone:
            yield (*path, number, "alone"), ItemFileText.ALONE_AND_NOT_APPLICABLE(option=option.code)
    if all(option.not_applicable for option in options):
        yield path, ItemFileText.NONE_APPLIES()


def _check_type(path: Path, item: Item, written_type: str | None) -> Iterator[Finding]:
    if item.answers is None and written_type is None:
        yield path, ItemFileText.NO_TYPE(types=", ".join(_TYPES[:-1]), last=_TYPES[-1])
        return
    if item.answers is None and item.type in _CHOSEN and not item.open:
        yield (*path, "type"), ItemFileText.NO_ANSWERS(type=item.type)
    for key, types in _KEYS_OF_TYPES.items():
        value = getattr(item, key)
        if value not in (None, ()) and value is not False and item.type not in types:
            yield (*path, key), ItemFileText.KEY_OF_OTHER_TYPES(key=key, types=join_names(types), type=item.type)


def _check_answers(path: Path, item: Item) -> Iterator[Finding]:
    if isinstance(item.answers, tuple):
        yield from _check_options((*path, "answers"), item.answers)
    applying = len(item.options) - len(item.not_applicable_codes)
    if item.picture == "circles" and applying != _CIRCLES:
        yield (*path, "picture"), ItemFileText.CIRCLES(circles=_CIRCLES, n=applying)


def _check_limits(path: Path, item: Item) -> Iterator[Finding]:
    low, high = (item.limits.min, item.limits.max) if item.limits else (None, None)
    for key in ("limits", "unit_limits"):
        limits = getattr(item, key)
        if limits and limits.min is not None and limits.max is not None and limits.min > limits.max:
            yield (*path, key), ItemFileText.LIMITS_OUT_OF_ORDER()
    if item.days and item.days.min and item.days.max and item.days.min > item.days.max:
        yield (*path, "days"), ItemFileText.DAYS_OUT_OF_ORDER()
    for key, limit in (("min", low), ("max", high)):
        if item.type == "integer" and limit is not None and limit != int(limit):
            yield (*path, "limits", key), ItemFileText.WHOLE_LIMIT(key=key)
