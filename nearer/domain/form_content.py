"""The content of an open form, and the three-way merge of two windows that changed the same form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from nearer.domain.repeats import with_copy, without_copy

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire

NOTE_FIELD = ""  # the note's name among the fields; no item has an empty id

Values = tuple[object, ...]  # one value, or several until the person has chosen
Fields = dict[str, Values]
_UNANSWERED: Values = (None,)


@dataclass(frozen=True, slots=True)
class FormContent:
    """`answers` are raw values by item id; an item that is not there is unanswered.

    `conflicts` are the fields that two windows changed to different values, each with every value until the person
    chooses; `answers` and `note` hold the first of them. A copy of what repeats ("home.2") has a stable name in
    `copies`, which stays with it when those before it are taken away; without one its number is its name.
    """

    answers: Mapping[str, object] = field(default_factory=dict, repr=False)
    note: str = field(default="", repr=False)
    conflicts: Mapping[str, Values] = field(default_factory=dict, repr=False)
    copies: Mapping[str, str] = field(default_factory=dict, repr=False)

    def with_answer(self, item: str, raw: object) -> FormContent:
        """None clears the item; an item of a copy stays without an answer, so that its copy stays."""
        answers = {name: value for name, value in self.answers.items() if name != item}
        if raw is not None or "~" in item:
            answers[item] = raw
        return replace(self, answers=answers, conflicts=_without_field(self.conflicts, item))

    def with_note(self, note: str) -> FormContent:
        return replace(self, note=note, conflicts=_without_field(self.conflicts, NOTE_FIELD))

    def resolve_conflict(self, name: str, value: object) -> FormContent:
        """The person chose this one of the values that two windows gave to a field."""
        return self.with_note(str(value or "")) if name == NOTE_FIELD else self.with_answer(name, value)

    def with_copy(self, questionnaire: Questionnaire, copy: str, stable_id: str) -> FormContent:
        """One more of what repeats, with nothing in it yet; `stable_id` is a name that no other copy has."""
        added = dict.fromkeys(with_copy(questionnaire, self.answers, copy))
        return replace(self, answers={**self.answers, **added}, copies={**self.copies, _copy_path(copy): stable_id})

    def without_copy(self, copy: str) -> FormContent:
        """Take a copy away with what was answered in it; those after it move up and keep their stable names."""
        paths = {path for name in self.answers for path in _copy_paths(name)}
        stable = {f"~{path}": self.copies.get(path, _copy_number(path)) for path in paths | set(self.copies)}
        names = without_copy({**self.answers, **self.conflicts, **stable}, copy)
        copies = {names[name][1:]: own for name, own in stable.items() if name in names}
        return replace(
            self,
            answers={names[name]: raw for name, raw in self.answers.items() if name in names},
            conflicts={names[name]: values for name, values in self.conflicts.items() if name in names},
            copies=_drop_plain_names(copies),
        )

    def same_as(self, other: FormContent) -> bool:
        """Whether both hold the same in every field; several chosen answers are the same in any order."""
        if self is other:
            return True
        own_fields, other_fields = _fields(self), _fields(other)
        copies = [{name for name in side if "~" in name} for side in (own_fields, other_fields)]
        return copies[0] == copies[1] and all(
            _same_values(own_fields.get(name), other_fields.get(name)) for name in (*own_fields, *other_fields)
        )


def merge_content(base: FormContent, window: FormContent, saved: FormContent) -> FormContent:
    """One form of what a window holds and what another saved: a three-way merge, field by field.

    `base` is what the window last saw saved. Who changed a field since wins; where both changed it to different
    values, both stay until the person chooses. A copy that one took away goes, unless the other changed something
    in it: then it stays whole. Copies keep the order of `saved`; those added here follow.
    https://en.wikipedia.org/wiki/Merge_(version_control)#Three-way_merge
    """
    base_fields, window_fields, saved_fields = _fields(base), _fields(window), _fields(saved)
    for path in sorted(
        {path for name in base_fields for path in _copy_paths(name)},
        key=lambda path: path.count("~"),
    ):
        _merge_copy(path, base_fields, window_fields, saved_fields)
    merged, sides = {}, (base_fields, window_fields, saved_fields)
    for name in dict.fromkeys((*saved_fields, *window_fields)):
        merged[name] = _merge_field(*(side.get(name, _UNANSWERED) for side in sides))
    return _renumber_copies(merged, [*_copy_paths_in_order(saved), *_copy_paths_in_order(window)])


def _merge_copy(path: str, base: Fields, ours: Fields, saved: Fields) -> None:
    """A copy that one side removed is removed for both, unless the other side changed something in it."""
    left = [_fields_of_copy(side, path) for side in (ours, saved)]
    if bool(left[0]) is bool(left[1]):
        return
    [gone, there] = (ours, saved) if left[1] else (saved, ours)
    before, changed = _fields_of_copy(base, path), _fields_of_copy(there, path)
    if before.keys() == changed.keys() and all(_same_values(before[name], changed[name]) for name in before):
        for name in changed:
            del there[name]
    else:
        gone.update(changed)
        base.update(changed)


def _merge_field(base: Values, ours: Values, saved: Values) -> Values:
    if _same_values(ours, base):
        return saved
    if _same_values(saved, base) or _same_values(ours, saved):
        return ours
    return _drop_equal_values((*_own_values(ours, base), *_own_values(saved, base)))


def _own_values(side: Values, base: Values) -> Values:
    """The values that a side put in itself: its own, without the one value that both windows started from."""
    left = [value for value in side if _key(value) != _key(base[0])]
    return tuple(left) if left and len(side) > len(base) == 1 else side


def _fields(content: FormContent) -> Fields:
    """Every field under a name that does not change when copies are removed or added."""
    names = (*content.answers, *(name for name in content.conflicts if name != NOTE_FIELD))
    fields = {
        _stable_name(name, content.copies): content.conflicts.get(name, (content.answers.get(name),)) for name in names
    }
    return {NOTE_FIELD: content.conflicts.get(NOTE_FIELD, (content.note,))} | fields


def _renumber_copies(fields: Fields, paths: Iterable[str]) -> FormContent:
    """Form content with its copies renumbered 2, 3 ... in the order of these stable paths."""
    there, counted, numbers = (
        {path for name in fields for path in _copy_paths(name)},
        dict[str, int](),
        dict[str, str](),
    )
    for path in sorted(dict.fromkeys(paths), key=lambda path: path.count("~")):
        if path in there:
            around, _, own = path.rpartition("~")
            group = f"{around}~{own.rpartition('.')[0]}"
            counted[group] = counted.get(group, 1) + 1
            numbers[path] = "~".join(filter(None, (numbers.get(around), f"{own.rpartition('.')[0]}.{counted[group]}")))
    renamed_fields = {_rename_field(name, numbers): values for name, values in fields.items() if name != NOTE_FIELD}
    answers = {name: values[0] for name, values in renamed_fields.items() if values[0] is not None or "~" in name}
    conflicts = {
        name: values for name, values in ({NOTE_FIELD: fields[NOTE_FIELD]} | renamed_fields).items() if len(values) > 1
    }
    copies = {number: _copy_number(path) for path, number in numbers.items()}
    return FormContent(answers, str(fields[NOTE_FIELD][0] or ""), conflicts, _drop_plain_names(copies))


def _copy_paths_in_order(content: FormContent) -> list[str]:
    """The stable names of its copies in the order in which they stand."""
    paths = {path for name in content.answers for path in _copy_paths(name)}
    in_order = sorted(paths, key=lambda path: [int(_copy_number(part)) for part in path.split("~")])
    return [_stable_name(f"~{path}", content.copies)[1:] for path in in_order]


def _stable_name(name: str, copies: Mapping[str, str]) -> str:
    """`street~home.2` -> `street~home.k7` where copy 2 is called k7."""
    base, parts = name.split("~")[0], []
    for path in _copy_paths(name):
        own = path.split("~")[-1]
        parts.append(f"{own.rpartition('.')[0]}.{copies.get(path, _copy_number(own))}")
    return "~".join([base, *parts])


def _rename_field(name: str, numbers: Mapping[str, str]) -> str:
    base, separator, path = name.partition("~")
    return f"{base}{separator}{numbers[path]}" if separator else base


def _copy_path(name: str) -> str:
    """`street~home.2~room.3` -> `home.2~room.3`."""
    return name.partition("~")[2]


def _copy_paths(name: str) -> list[str]:
    """`street~home.2~room.3` -> `home.2`, `home.2~room.3`."""
    parts = name.split("~")[1:]
    return ["~".join(parts[: index + 1]) for index in range(len(parts))]


def _copy_number(path: str) -> str:
    return path.rpartition(".")[2]


def _drop_plain_names(copies: Mapping[str, str]) -> dict[str, str]:
    """Keep only the copies whose stable name differs from their number."""
    return {path: own for path, own in copies.items() if own != _copy_number(path)}


def _fields_of_copy(fields: Fields, path: str) -> Fields:
    return {name: values for name, values in fields.items() if path in _copy_paths(name)}


def _without_field(conflicts: Mapping[str, Values], name: str) -> dict[str, Values]:
    return {field: values for field, values in conflicts.items() if field != name}


def _same_values(first: Values | None, second: Values | None) -> bool:
    return {*map(_key, first or _UNANSWERED)} == {*map(_key, second or _UNANSWERED)}


def _drop_equal_values(values: Values) -> Values:
    return tuple({_key(value): value for value in reversed(values)}.values())[::-1]


def _key(value: object) -> str:
    """Equal for values that are the same answer."""
    ordered_value = sorted(value, key=_key) if isinstance(value, list | tuple) else value
    return json.dumps(ordered_value, sort_keys=True)
