"""Gentle things that two people may both welcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from nearer.domain.fields import Id, Text, Version, Within, Written
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree


@dataclass(frozen=True, kw_only=True)
class GentleThing(Written):
    """One thing, in words that fit both of them."""

    id: Id
    text: Text


@dataclass(frozen=True, kw_only=True)
class GentleThings(Written):
    """The whole list, in the order it is shown: 12 to 20, so that chance has enough to leave out."""

    version: Version
    licence: Text
    things: Annotated[tuple[GentleThing, ...], Within(min_length=12, max_length=20)]


_KINDS = {"": Kind("a list of gentle things", GentleThings), "things": Kind("a thing", GentleThing)}


def read_gentle_things(text: str | bytes, file: str = "gentle-things.yaml") -> GentleThings:
    """Raise FileRefused with every problem."""
    return checked(read_tree(text, file), GentleThings, _KINDS)
