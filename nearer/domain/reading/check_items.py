"""What a well-formed questionnaire can still get wrong in its sections, items and answer options.

Each check yields the path of what is wrong and a sentence. Conditions and scales have files of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nearer.domain.questionnaire import AnswerOption, ItemType
from nearer.domain.reading.problems import did_you_mean, listed
from nearer.domain.reading.tree import Path
from nearer.domain.reading.written import WrittenItem, WrittenQuestionnaire

Finding = tuple[Path, str]

_CHOSEN: tuple[ItemType, ...] = ("choice", "several")
_COUNTED: tuple[ItemType, ...] = ("integer", "decimal")
_KEYS_OF_TYPES: dict[str, tuple[ItemType, ...]] = {
    "answers": _CHOSEN,
    "limits": _COUNTED,
    "max_length": ("text",),
    "reverse": ("choice", *_COUNTED),
    "picture": ("choice",),
}
_CIRCLES = 7


def check_items(written: WrittenQuestionnaire) -> Iterator[Finding]:
    yield from _twice(("sections",), [section.id for section in written.sections], "section")
    yield from _twice(("items",), [item.id for item in written.items], "item")
    for name, options in written.answer_lists.items():
        yield from _check_options(("answer_lists", name), options)
    sections = [section.id for section in written.sections]
    for number, item in enumerate(written.items):
        path: Path = ("items", number)
        if item.section not in sections:
            yield (*path, "section"), f"there is no section '{item.section}'; {did_you_mean(item.section, sections)}"
        yield from _check_type(path, item)
        yield from _check_answers(path, item, written)
        yield from _check_limits(path, item)


def _twice(path: Path, ids: Sequence[str], what: str) -> Iterator[Finding]:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield (*path, number, "id"), f"the id '{name}' is used by two {what}s"


def _check_options(path: Path, options: Sequence[AnswerOption]) -> Iterator[Finding]:
    codes = [option.code for option in options]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield (*path, number, "code"), f"two answer options have the code '{code}'"
    for number, option in enumerate(options):
        if option.not_applicable and option.weight is not None:
            yield (*path, number, "weight"), f"'{option.code}' does not apply, so it takes no weight"
    if all(option.not_applicable for option in options):
        yield path, "at least one answer option has to apply"


def _check_type(path: Path, item: WrittenItem) -> Iterator[Finding]:
    if item.type is None and item.answers is None:
        yield path, "an item needs 'answers', or a 'type': integer, decimal, text or date"
        return
    kind = item.type or "choice"
    if kind in _CHOSEN and item.answers is None:
        yield (*path, "type"), f"an item of type {kind} needs 'answers'"
    for key, types in _KEYS_OF_TYPES.items():
        if getattr(item, key) and kind not in types:
            yield (*path, key), f"'{key}' goes with type {listed(types)}, and this item has type {kind}"


def _check_answers(path: Path, item: WrittenItem, written: WrittenQuestionnaire) -> Iterator[Finding]:
    lists = written.answer_lists
    if isinstance(item.answers, str) and item.answers not in lists:
        yield (*path, "answers"), f"there is no answer list '{item.answers}'; {did_you_mean(item.answers, lists)}"
        return
    if isinstance(item.answers, tuple):
        yield from _check_options((*path, "answers"), item.answers)
    applying = [option for option in written.options_of(item) if not option.not_applicable]
    if item.picture == "circles" and len(applying) != _CIRCLES:
        yield (*path, "picture"), f"the circles have {_CIRCLES} answer options, and this item has {len(applying)}"


def _check_limits(path: Path, item: WrittenItem) -> Iterator[Finding]:
    if item.limits is None:
        return
    low, high = item.limits.min, item.limits.max
    if low is not None and high is not None and low > high:
        yield (*path, "limits"), "the lowest value is above the highest"
    if item.type == "integer":
        for key, limit in (("min", low), ("max", high)):
            if limit is not None and limit != int(limit):
                yield (*path, "limits", key), f"'{key}' of an integer item takes a whole number"


def ids_with(findings: Iterable[Finding], written: WrittenQuestionnaire) -> frozenset[str]:
    """The items that something is already wrong with, so that no check stumbles over the same stone again."""
    numbers = {path[1] for path, _ in findings if len(path) > 1 and path[0] == "items"}
    unsound_lists = {path[1] for path, _ in findings if len(path) > 1 and path[0] == "answer_lists"}
    return frozenset(
        item.id
        for number, item in enumerate(written.items)
        if number in numbers or (isinstance(item.answers, str) and item.answers in unsound_lists)
    )
