"""A questionnaire, frozen: as it is written in a file, and as it is asked once the answer lists are looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated, Literal

from nearer.domain.couples import Part
from nearer.domain.fields import (
    Code,
    Id,
    Language,
    NameOrList,
    Number,
    Raw,
    Share,
    Text,
    Version,
    Whole,
    Within,
    Written,
    YesNo,
)
from nearer.domain.parts import MAX_OPTIONS, AnswerList, AnswerOption, Coding, Condition, Days, Limits, Repeats
from nearer.domain.scoring import ScalePlan, plan_scale
from nearer.domain.units import UnitLimits

MAX_ITEMS = 500

ItemType = Literal[
    "choice", "several", "integer", "decimal", "quantity", "text", "line", "url", "date", "datetime", "time", "display"
]
TEXTS = ("text", "line", "url")
Translations = Annotated[dict[Language, dict[Text, Text]], Within(max_length=MAX_OPTIONS)]
Codings = Annotated[tuple[Coding, ...], Within(max_length=MAX_OPTIONS)]


@dataclass(frozen=True, kw_only=True)
class Standing(Written):
    """What items and sections share: their place, when and how often they are asked, and what others call them.

    `link_id` is the name in another program's file; `more`, what that file said beyond (JSON), goes back as it came.
    """

    id: Id
    under: Id | None = None
    prefix: Text | None = None
    show_if: Condition | None = None
    repeats: Repeats | None = None
    link_id: Text | None = None
    codes: Codings = ()
    more: Raw | None = None


@dataclass(frozen=True, kw_only=True)
class WrittenItem(Standing):
    """One item as written: `answers` names an answer list or holds one.

    What was written to a `carried` item stands there again the next time. An item `under` another is asked once that
    one is answered. What is `hidden` or `read_only` (a total) is not asked. `required` is shown and never a trap.
    """

    section: Id
    text: Text
    help: Text | None = None
    reverse: YesNo = False
    carried: YesNo = False
    picture: Literal["circles"] | None = None
    limits: Limits | None = None
    unit_limits: UnitLimits | None = None
    decimals: Annotated[Whole, Within(le=15)] | None = None  # the most places behind the point
    days: Days | None = None
    max_length: Annotated[Whole, Within(ge=1, le=2000)] | None = None
    tags: Annotated[tuple[Text, ...], Within(max_length=MAX_OPTIONS)] = ()
    type: ItemType | None = None
    open: YesNo = False  # also an answer in one's own words
    required: YesNo = False
    hidden: YesNo = False
    read_only: YesNo = False
    control: Code | None = None  # how other programs draw it, such as drop-down
    orientation: Literal["horizontal", "vertical"] | None = None
    placeholder: Text | None = None
    units: Annotated[tuple[AnswerOption, ...], Within(max_length=MAX_OPTIONS)] = ()
    answers: Annotated[Id | AnswerList, NameOrList()] | None = None


@dataclass(frozen=True, kw_only=True)
class Item(WrittenItem):
    """One question with the answer options it offers; `options` is empty unless one or several are chosen.

    `gates` are all the conditions that have to hold: its own, and those of the sections and the item it stands in.
    """

    type: ItemType = "choice"
    options: tuple[AnswerOption, ...] = ()
    gates: tuple[Condition, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether a person is asked; a display is shown and takes no answer."""
        return not (self.hidden or self.read_only)

    @cached_property
    def option_by_code(self) -> dict[str, AnswerOption]:
        return {option.code: option for option in self.options}

    @cached_property
    def not_applicable_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options if option.not_applicable)


@dataclass(frozen=True, kw_only=True)
class Section(Standing):
    """Items on one screen; a section `inside` another, or `under` an item, is on its screen; `loose` is no group."""

    inside: Id | None = None
    title: Text | None = None
    intro: Text | None = None
    loose: YesNo = False


@dataclass(frozen=True, kw_only=True)
class Band(Written):
    """A named stretch of a score, from `start` (the key `from`) up to the next band."""

    start: Number
    name: Text
    text: Text
    guide: Annotated[tuple[Id, ...], Within(max_length=MAX_OPTIONS)] = ()


@dataclass(frozen=True, kw_only=True)
class Scale(Written):
    """Items scored together. `need` is the share of those that apply and were shown that must be answered; in a sum and
    a `whole` scale it is of all. `total` is where other programs keep it; `instrument` is the entry of its rule."""

    id: Id
    title: Text
    items: Annotated[tuple[Id, ...], Within(min_length=1, max_length=MAX_ITEMS)]
    method: Literal["percent", "mean", "sum"]
    need: Share = Fraction(1)
    higher: Literal["better", "worse", "unsaid"]
    part: Literal[Part.CLOSENESS, Part.BARRIERS] = Part.BARRIERS
    decimals: Annotated[Whole, Within(le=4)] = 0
    factors: Annotated[dict[Id, Number], Within(max_length=MAX_ITEMS)] = field(default_factory=dict)  # of weights
    whole: YesNo = False
    activity: YesNo = False  # what is hidden or does not apply says that there was nothing to rate
    hidden_counts_zero: YesNo = False  # in a sum
    total: Id | None = None
    instrument: Id | None = None
    bands: Annotated[tuple[Band, ...], Within(max_length=MAX_OPTIONS)] = ()


@dataclass(frozen=True, kw_only=True)
class WrittenQuestionnaire(Written):
    """One questionnaire as written in a YAML file."""

    id: Id
    version: Version
    status: Literal["draft", "active", "retired"]
    language: Language
    title: Text
    summary: Text | None = None
    audience: Literal["survivor", "partner", "both"]
    recall: Text | None = None
    minutes: Annotated[Whole, Within(ge=1, le=240)] | None = None
    repeat: Literal["once", "weekly", "monthly"] = "once"
    place: Annotated[Whole, Within(le=999)] = 500  # among the other questionnaires, the lowest first
    source: Text
    licence: Text
    validated: YesNo = False
    url: Text | None = None
    link_id: Text | None = None
    codes: Codings = ()
    translations: Translations = field(default_factory=dict)
    more: Raw | None = None
    sections: Annotated[tuple[Section, ...], Within(min_length=1, max_length=MAX_ITEMS)]
    scales: Annotated[tuple[Scale, ...], Within(max_length=MAX_ITEMS)] = ()
    answer_lists: Annotated[dict[Id, AnswerList], Within(max_length=MAX_ITEMS)] = field(default_factory=dict)
    items: Annotated[tuple[WrittenItem, ...], Within(min_length=1, max_length=MAX_ITEMS)]


@dataclass(frozen=True, kw_only=True)
class Questionnaire(WrittenQuestionnaire):
    """What is asked, with everything resolved. `sha256` is of the content, not of its comments, layout or marks."""

    items: tuple[Item, ...]
    sha256: str
    marked: frozenset[str] | None = field(default=None, compare=False)  # items about harm; None: nobody has looked

    def item(self, item_id: str) -> Item:
        """Raise KeyError for an id that is not of this questionnaire."""
        return self.item_by_id[item_id]

    def items_of(self, section_id: str) -> tuple[Item, ...]:
        """The items of a section's screen: its own, and those of the sections inside it, in their order."""
        return tuple(item for item in self.items if self.screen_of[item.section] == section_id)

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
    def section_by_id(self) -> dict[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def screen_of(self) -> dict[str, str]:
        """For each section the one on whose screen it stands: the outermost around it."""
        screens: dict[str, str] = {}
        for section in self.sections:
            screens[section.id] = screens.get(self.section_above(section) or "", section.id)
        return screens

    def section_above(self, section: Section) -> str | None:
        """The section that this one stands in, be it under one of its items; None for one with a screen of its own."""
        return self.item_by_id[section.under].section if section.under else section.inside

    @cached_property
    def repeating(self) -> bool:
        return any(one.repeats for one in self.standing)

    @property
    def standing(self) -> tuple[Standing, ...]:
        return (*self.sections, *self.items)

    @cached_property
    def settling_order(self) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
        """The items that are asked, each after those its gates look at: one pass then reaches the fixed point."""
        items = self.item_by_id
        waits_for = {item.id: [name for gate in item.gates for name in gate.items] for item in self.items}
        order = TopologicalSorter(waits_for).static_order()
        return tuple((name, items[name].gates) for name in order if items[name].asked)

    @cached_property
    def plans(self) -> dict[str, ScalePlan]:
        """What scoring needs of each scale, worked out once."""
        return {scale.id: plan_scale(scale, [self.item_by_id[name] for name in scale.items]) for scale in self.scales}
