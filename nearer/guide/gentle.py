"""Gentle things that two people may both welcome."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nearer.domain.fields import Id, Model, Text, Version
from nearer.domain.reading.sentences import Kind, checked
from nearer.domain.reading.tree import read_tree


class GentleThing(Model):
    """One thing, in words that fit both of them."""

    id: Id
    text: Text


class GentleThings(Model):
    """The whole list, in the order it is shown: 12 to 20, so that chance has enough to leave out."""

    version: Version
    licence: Text
    things: Annotated[tuple[GentleThing, ...], Field(min_length=12, max_length=20)]


_KINDS = {"": Kind("a list of gentle things", GentleThings), "things": Kind("a thing", GentleThing)}


def read_gentle_things(text: str | bytes, file: str = "gentle-things.yaml") -> GentleThings:
    """Raise FileRefused with every problem."""
    return checked(read_tree(text, file), GentleThings, _KINDS)
