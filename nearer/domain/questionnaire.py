"""A questionnaire, frozen: as it is written in a file, and as it is asked once the answer lists are looked up."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from nearer.domain.couples import Part
from nearer.domain.fields import Code, Id, Language, Model, Number, Share, Text, Version, Whole, YesNo
from nearer.domain.scoring import ScalePlan, plan_scale

MAX_ITEMS = 200
MAX_OPTIONS = 40

ItemType = Literal["choice", "several", "integer", "decimal", "text", "date"]


def _name_or_list(value: object) -> str:
    return "list" if isinstance(value, list | tuple) else "name"


class AnswerOption(Model):
    """One thing to choose. Without a weight it cannot be scored; `not_applicable` takes the item out of the score."""

    code: Code
    text: Text
    weight: Number | None = None
    not_applicable: YesNo = False


AnswerList = Annotated[tuple[AnswerOption, ...], Field(min_length=1, max_length=MAX_OPTIONS)]


class Condition(Model):
    """One test of one other item, or several conditions joined by `all` or `any`.

    An item that is hidden or has no answer meets `is_not` and `answered: no`, and no other test.
    """

    item: Id | None = None
    one_of: Annotated[tuple[Code, ...] | None, Field(alias="is", min_length=1, max_length=MAX_OPTIONS)] = None
    none_of: Annotated[tuple[Code, ...] | None, Field(alias="is_not", min_length=1, max_length=MAX_OPTIONS)] = None
    answered: YesNo | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    all: Annotated[tuple[Condition, ...] | None, Field(min_length=1, max_length=MAX_OPTIONS)] = None
    any: Annotated[tuple[Condition, ...] | None, Field(min_length=1, max_length=MAX_OPTIONS)] = None

    @property
    def parts(self) -> tuple[Condition, ...]:
        return self.all or self.any or ()

    @property
    def items(self) -> frozenset[str]:
        """The ids of every item this condition looks at."""
        own = frozenset() if self.item is None else frozenset({self.item})
        return own.union(*(part.items for part in self.parts))


class Limits(Model):
    """The lowest and highest number an item takes."""

    min: Number | None = None
    max: Number | None = None


class WrittenItem(Model):
    """One item as written: `answers` names an answer list or holds one.

    What was written to a `carried` item stands there again the next time, so that nobody types it every week.
    """

    id: Id
    section: Id
    text: Text
    help: Text | None = None
    reverse: YesNo = False
    carried: YesNo = False
    picture: Literal["circles"] | None = None
    limits: Limits | None = None
    max_length: Annotated[Whole, Field(ge=1, le=2000)] | None = None
    tags: Annotated[tuple[Text, ...], Field(max_length=MAX_OPTIONS)] = ()
    show_if: Condition | None = None
    type: ItemType | None = None
    answers: (
        Annotated[Annotated[Id, Tag("name")] | Annotated[AnswerList, Tag("list")], Discriminator(_name_or_list)] | None
    ) = None


class Item(WrittenItem):
    """One question with the answer options it offers; `options` is empty unless one or several are chosen."""

    type: ItemType = "choice"
    options: tuple[AnswerOption, ...] = ()

    @cached_property
    def option_by_code(self) -> dict[str, AnswerOption]:
        return {option.code: option for option in self.options}

    @cached_property
    def not_applicable_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options if option.not_applicable)


class Section(Model):
    """Items that stand on one screen."""

    id: Id
    title: Text
    intro: Text | None = None


class Band(Model):
    """A named stretch of a score, from `start` (the key `from`) up to the next band."""

    start: Annotated[Number, Field(alias="from")]
    name: Text
    text: Text
    guide: Annotated[tuple[Id, ...], Field(max_length=MAX_OPTIONS)] = ()


class Scale(Model):
    """Items scored together. `need` is the share of the items that apply and were shown that must be answered."""

    id: Id
    title: Text
    items: Annotated[tuple[Id, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    method: Literal["percent", "mean", "sum"]
    need: Share = Fraction(1)
    higher: Literal["better", "worse"]
    part: Literal[Part.CLOSENESS, Part.BARRIERS] = Part.BARRIERS
    decimals: Annotated[Whole, Field(le=4)] = 0
    bands: Annotated[tuple[Band, ...], Field(max_length=MAX_OPTIONS)] = ()


class WrittenQuestionnaire(Model):
    """One questionnaire as written in a YAML file."""

    id: Id
    version: Version
    status: Literal["draft", "active", "retired"]
    language: Language
    title: Text
    summary: Text
    audience: Literal["survivor", "partner", "both"]
    recall: Text | None = None
    minutes: Annotated[Whole, Field(ge=1, le=240)] | None = None
    repeat: Literal["once", "weekly", "monthly"] = "once"
    place: Annotated[Whole, Field(le=999)] = 500  # among the other questionnaires, the lowest first
    source: Text
    licence: Text
    validated: YesNo = False
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    scales: Annotated[tuple[Scale, ...], Field(max_length=MAX_ITEMS)] = ()
    answer_lists: Annotated[dict[Id, AnswerList], Field(max_length=MAX_ITEMS)] = {}
    items: Annotated[tuple[WrittenItem, ...], Field(min_length=1, max_length=MAX_ITEMS)]


class Questionnaire(WrittenQuestionnaire):
    """What is asked, with everything resolved. `sha256` is of the content, not of its comments or layout."""

    items: tuple[Item, ...]
    sha256: str

    def item(self, item_id: str) -> Item:
        """Raise KeyError for an id that is not of this questionnaire."""
        return self.item_by_id[item_id]

    def items_of(self, section_id: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.section == section_id)

    def scale(self, scale_id: str) -> Scale:
        """Raise KeyError for an id that is not of this questionnaire."""
        return self.scale_by_id[scale_id]

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def settling_order(self) -> tuple[str, ...]:
        """Item ids so that each comes after those its condition looks at: one pass then reaches the fixed point."""
        waits_for = {item.id: item.show_if.items if item.show_if else () for item in self.items}
        return tuple(TopologicalSorter(waits_for).static_order())

    @cached_property
    def plans(self) -> dict[str, ScalePlan]:
        """What scoring needs of each scale, worked out once."""
        return {scale.id: plan_scale(scale, [self.item_by_id[name] for name in scale.items]) for scale in self.scales}
