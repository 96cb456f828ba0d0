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

    `choices` are the fields that two windows changed to different values, each with every value until the person
    chooses; `answers` and `note` hold the first of them. A copy of what repeats ("home.2") has a lasting name in
    `copies`, which stays with it when those before it are taken away; without one its number is its name.
    """

    answers: Mapping[str, object] = field(default_factory=dict, repr=False)
    note: str = field(default="", repr=False)
    choices: Mapping[str, Values] = field(default_factory=dict, repr=False)
    copies: Mapping[str, str] = field(default_factory=dict, repr=False)

    def with_answer(self, item: str, raw: object) -> FormContent:
        """None clears the item; an item of a copy stays without an answer, so that its copy stays."""
        answers = {name: value for name, value in self.answers.items() if name != item}
        if raw is not None or "~" in item:
            answers[item] = raw
        return replace(self, answers=answers, choices=_without_field(self.choices, item))

    def with_note(self, note: str) -> FormContent:
        return replace(self, note=note, choices=_without_field(self.choices, NOTE_FIELD))

    def with_choice(self, name: str, value: object) -> FormContent:
        """The person chose this one of the values that two windows gave to a field."""
        return self.with_note(str(value or "")) if name == NOTE_FIELD else self.with_answer(name, value)

    def with_copy(self, questionnaire: Questionnaire, copy: str, lasting: str) -> FormContent:
        """One more of what repeats, with nothing in it yet; `lasting` is a name that no other copy has."""
        added = dict.fromkeys(with_copy(questionnaire, self.answers, copy))
        return replace(self, answers={**self.answers, **added}, copies={**self.copies, _chain(copy): lasting})

    def without_copy(self, copy: str) -> FormContent:
        """Take a copy away with what was answered in it; those after it move up and keep their lasting names."""
        chains = {chain for name in self.answers for chain in _copy_chains(name)}
        lasting = {f"~{chain}": self.copies.get(chain, _copy_number(chain)) for chain in chains | set(self.copies)}
        names = without_copy({**self.answers, **self.choices, **lasting}, copy)
        copies = {names[name][1:]: own for name, own in lasting.items() if name in names}
        return replace(
            self,
            answers={names[name]: raw for name, raw in self.answers.items() if name in names},
            choices={names[name]: values for name, values in self.choices.items() if name in names},
            copies=_drop_plain_names(copies),
        )

    def same_as(self, other: FormContent) -> bool:
        """Whether both hold the same in every field; several chosen answers are the same in any order."""
        if self is other:
            return True
        mine, other_fields = _fields(self), _fields(other)
        copies = [{name for name in side if "~" in name} for side in (mine, other_fields)]
        return copies[0] == copies[1] and all(
            _same_values(mine.get(name), other_fields.get(name)) for name in (*mine, *other_fields)
        )


def merge_content(base: FormContent, window: FormContent, stored: FormContent) -> FormContent:
    """One form of what a window holds and what another one stored: a three-way merge, field by field.

    `base` is what the window last saw stored. Who changed a field since wins; where both changed it to different
    values, both stay until the person chooses. A copy that one took away goes, unless the other changed something
    in it: then it stays whole. Copies keep the order of `stored`; those added here follow.
    https://en.wikipedia.org/wiki/Merge_(version_control)#Three-way_merge
    """
    was, mine, stored_fields = _fields(base), _fields(window), _fields(stored)
    for chain in sorted({chain for name in was for chain in _copy_chains(name)}, key=lambda chain: chain.count("~")):
        _settle_copy(chain, was, mine, stored_fields)
    merged = {}
    for name in dict.fromkeys((*stored_fields, *mine)):
        merged[name] = _merge(*(side.get(name, _UNANSWERED) for side in (was, mine, stored_fields)))
    return _renumber_copies(merged, [*_chains_in_order(stored), *_chains_in_order(window)])


def _settle_copy(chain: str, was: Fields, mine: Fields, stored: Fields) -> None:
    """A copy that one side removed is removed for both, unless the other side changed something in it."""
    left = [_part(side, chain) for side in (mine, stored)]
    if bool(left[0]) is bool(left[1]):
        return
    [gone, there] = (mine, stored) if left[1] else (stored, mine)
    before, changed = _part(was, chain), _part(there, chain)
    if before.keys() == changed.keys() and all(_same_values(before[name], changed[name]) for name in before):
        for name in changed:
            del there[name]
    else:
        gone.update(changed)
        was.update(changed)


def _merge(was: Values, mine: Values, stored: Values) -> Values:
    if _same_values(mine, was):
        return stored
    if _same_values(stored, was) or _same_values(mine, stored):
        return mine
    return _drop_equal_values((*_own_values(mine, was), *_own_values(stored, was)))


def _own_values(side: Values, was: Values) -> Values:
    """The values that a side put in itself: its own, without the one value that both windows started from."""
    left = [value for value in side if _key(value) != _key(was[0])]
    return tuple(left) if left and len(side) > len(was) == 1 else side


def _fields(content: FormContent) -> Fields:
    """Every field under a name that does not change when copies are removed or added."""
    names = (*content.answers, *(name for name in content.choices if name != NOTE_FIELD))
    fields = {
        _lasting_name(name, content.copies): content.choices.get(name, (content.answers.get(name),)) for name in names
    }
    return {NOTE_FIELD: content.choices.get(NOTE_FIELD, (content.note,))} | fields


def _renumber_copies(fields: Fields, chains: Iterable[str]) -> FormContent:
    """Form content with its copies renumbered 2, 3 ... in the order of these lasting chains."""
    there, counted, numbers = (
        {chain for name in fields for chain in _copy_chains(name)},
        dict[str, int](),
        dict[str, str](),
    )
    for chain in sorted(dict.fromkeys(chains), key=lambda chain: chain.count("~")):
        if chain in there:
            around, _, own = chain.rpartition("~")
            group = f"{around}~{own.rpartition('.')[0]}"
            counted[group] = counted.get(group, 1) + 1
            numbers[chain] = "~".join(filter(None, (numbers.get(around), f"{own.rpartition('.')[0]}.{counted[group]}")))
    named = {_rename_field(name, numbers): values for name, values in fields.items() if name != NOTE_FIELD}
    answers = {name: values[0] for name, values in named.items() if values[0] is not None or "~" in name}
    choices = {name: values for name, values in ({NOTE_FIELD: fields[NOTE_FIELD]} | named).items() if len(values) > 1}
    copies = {number: _copy_number(chain) for chain, number in numbers.items()}
    return FormContent(answers, str(fields[NOTE_FIELD][0] or ""), choices, _drop_plain_names(copies))


def _chains_in_order(content: FormContent) -> list[str]:
    """The lasting names of its copies in the order in which they stand."""
    chains = {chain for name in content.answers for chain in _copy_chains(name)}
    in_order = sorted(chains, key=lambda chain: [int(_copy_number(part)) for part in chain.split("~")])
    return [_lasting_name(f"~{chain}", content.copies)[1:] for chain in in_order]


def _lasting_name(name: str, copies: Mapping[str, str]) -> str:
    """`street~home.2` -> `street~home.k7` where copy 2 is called k7."""
    base, parts = name.split("~")[0], []
    for chain in _copy_chains(name):
        own = chain.split("~")[-1]
        parts.append(f"{own.rpartition('.')[0]}.{copies.get(chain, _copy_number(own))}")
    return "~".join([base, *parts])


def _rename_field(name: str, numbers: Mapping[str, str]) -> str:
    base, separator, chain = name.partition("~")
    return f"{base}{separator}{numbers[chain]}" if separator else base


def _chain(name: str) -> str:
    """`street~home.2~room.3` -> `home.2~room.3`."""
    return name.partition("~")[2]


def _copy_chains(name: str) -> list[str]:
    """`street~home.2~room.3` -> `home.2`, `home.2~room.3`."""
    parts = name.split("~")[1:]
    return ["~".join(parts[: place + 1]) for place in range(len(parts))]


def _copy_number(chain: str) -> str:
    return chain.rpartition(".")[2]


def _drop_plain_names(copies: Mapping[str, str]) -> dict[str, str]:
    """Only the copies whose lasting name differs from their number."""
    return {chain: own for chain, own in copies.items() if own != _copy_number(chain)}


def _part(fields: Fields, chain: str) -> Fields:
    return {name: values for name, values in fields.items() if chain in _copy_chains(name)}


def _without_field(choices: Mapping[str, Values], name: str) -> dict[str, Values]:
    return {field: values for field, values in choices.items() if field != name}


def _same_values(first: Values | None, second: Values | None) -> bool:
    return {*map(_key, first or _UNANSWERED)} == {*map(_key, second or _UNANSWERED)}


def _drop_equal_values(values: Values) -> Values:
    return tuple({_key(value): value for value in reversed(values)}.values())[::-1]


def _key(value: object) -> str:
    """Equal for values that are the same answer."""
    alike = sorted(value, key=_key) if isinstance(value, list | tuple) else value
    return json.dumps(alike, sort_keys=True)
