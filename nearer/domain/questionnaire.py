"""A questionnaire as it is asked and scored: frozen, and complete once the loader has read it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from nearer.domain.couples import Part
from nearer.domain.fields import Code, Id, Language, Model, Number, Share, Text, Version, Whole, YesNo
from nearer.domain.order import find_order
from nearer.domain.plans import ScalePlan, plan_scale

MAX_ITEMS = 200
MAX_OPTIONS = 40

ItemType = Literal["choice", "several", "integer", "decimal", "text", "date"]


class AnswerOption(Model):
    """One thing to choose. Without a weight it cannot be scored; `not_applicable` takes the item out of the score."""

    code: Code
    text: Text
    weight: Number | None = None
    not_applicable: YesNo = False


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


class ItemWords(Model):
    """What an item says of itself, apart from its answer options."""

    id: Id
    section: Id
    text: Text
    help: Text | None = None
    reverse: YesNo = False
    picture: Literal["circles"] | None = None
    limits: Limits | None = None
    max_length: Annotated[Whole, Field(ge=1, le=2000)] | None = None
    tags: Annotated[tuple[Text, ...], Field(max_length=MAX_OPTIONS)] = ()
    show_if: Condition | None = None


class Item(ItemWords):
    """One question with the answer options it offers; `options` is empty unless one or several are chosen."""

    type: ItemType
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

    @property
    def places(self) -> Decimal:
        """The step of the shown value: 1 without decimals, 0.1 with one."""
        return Decimal(1).scaleb(-self.decimals)


class QuestionnaireWords(Model):
    """What stands at the head of a questionnaire, and how it is cut into sections and scored.

    `place` is where it stands among the others, the lowest first.
    """

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
    place: Annotated[Whole, Field(le=999)] = 500
    source: Text
    licence: Text
    validated: YesNo = False
    sections: Annotated[tuple[Section, ...], Field(min_length=1, max_length=MAX_ITEMS)]
    scales: Annotated[tuple[Scale, ...], Field(max_length=MAX_ITEMS)] = ()


class Questionnaire(QuestionnaireWords):
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
    def has_conditions(self) -> bool:
        return any(item.show_if for item in self.items)

    @cached_property
    def settling_order(self) -> tuple[str, ...]:
        """Item ids so that each comes after those its condition looks at: one pass then reaches the fixed point."""
        return find_order({item.id: item.show_if.items if item.show_if else () for item in self.items})

    @cached_property
    def plans(self) -> dict[str, ScalePlan]:
        """What scoring needs of each scale, worked out once."""
        return {scale.id: plan_scale(scale, [self.item_by_id[name] for name in scale.items]) for scale in self.scales}
