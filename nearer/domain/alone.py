"""Exclusive answer options of an item with several choices, such as *None of these* or *Does not apply*."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nearer.domain.items import Item


def alone_codes(item: Item) -> frozenset[str]:
    """The options that are never chosen beside another."""
    return frozenset(option.code for option in item.options if option.alone or option.not_applicable)


def choose_alone(selection: Sequence[str], before: Collection[str], alone: Collection[str]) -> list[str]:
    """The selection after a tap: a newly chosen exclusive option alone, else all options that are not exclusive.

    `before` is what was chosen until then.
    """
    new = [code for code in selection if code not in before]
    if newest := [code for code in new if code in alone]:
        return newest[-1:]
    others = [code for code in selection if code not in alone]
    return others or list(selection[-1:])


def without_contradiction(item: Item, raw: object) -> object:
    """A stored answer without the exclusive option that it holds beside others, from before it was exclusive."""
    if item.type != "several" or not isinstance(raw, list):
        return raw
    alone = alone_codes(item)
    others = [one for one in raw if not (isinstance(one, str) and one in alone)]
    return others or raw[-1:] if len(raw) > 1 else raw
