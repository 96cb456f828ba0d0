"""Questionnaires as frozen values: as written in a YAML file, and with answer lists and conditions resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Annotated, Literal

from nearer.domain.bands import BandList
from nearer.domain.item_parts import AnswerList, Condition
from nearer.domain.items import MAX_ITEMS, TEXTS, Codings, Item, QuestionnaireNode, Section, Translations, WrittenItem
from nearer.domain.scales import Scale, ScalePlan, WrittenScale, plan_scale
from nearer.domain.yaml_scalars import (
    Bounds,
    Day,
    Id,
    Language,
    Raw,
    Text,
    Version,
    Whole,
    YamlRecord,
    YesNo,
)

NOT_STATED = "Not stated"  # source or licence of an imported file that gives none
Purpose = Literal["closeness", "goals", "barriers", "comfort"]


@dataclass(frozen=True, kw_only=True)
class WrittenQuestionnaire(YamlRecord):
    """One questionnaire as written in a YAML file."""

    id: Id
    version: Version
    status: Literal["draft", "active", "retired"]
    language: Language
    title: Text
    summary: Text | None = None
    purpose: Purpose | None = None
    short_start: Id | None = None  # the item whose choice says which parts are asked, in a two-minute start
    audience: Literal["survivor", "partner", "both"]
    recall: Text | None = None
    minutes: Annotated[Whole, Bounds(ge=1, le=240)] | None = None
    repeat: Literal["once", "weekly", "monthly"] = "once"
    place: Annotated[Whole, Bounds(ge=0, le=999)] = 500  # among the other questionnaires, the lowest first
    source: Text
    licence: Text
    checked: Day | None = None  # when somebody last checked its source, licence and cuts
    validated: YesNo = False
    url: Text | None = None
    link_id: Text | None = None
    codes: Codings = ()
    translations: Translations = field(default_factory=dict)
    more: Raw | None = None
    sections: Annotated[tuple[Section, ...], Bounds(min_length=1, max_length=MAX_ITEMS)]
    scales: Annotated[tuple[WrittenScale, ...], Bounds(max_length=MAX_ITEMS)] = ()
    answer_lists: Annotated[dict[Id, AnswerList], Bounds(max_length=MAX_ITEMS)] = field(default_factory=dict)
    band_lists: Annotated[dict[Id, BandList], Bounds(max_length=MAX_ITEMS)] = field(default_factory=dict)
    items: Annotated[tuple[WrittenItem, ...], Bounds(min_length=1, max_length=MAX_ITEMS)]


@dataclass(frozen=True, kw_only=True)
class Questionnaire(WrittenQuestionnaire):
    """What is asked, with everything resolved: no band list is left, and each scale has its bands. `sha256` is of this
    content, not of its comments and layout.

    Nor is it of the purpose, the short start, the harm flags, how a band is `told`, why its cut is where it is, or when
    the file was `checked`. Where the purpose is closeness, the first scale is drawn week by week.
    """

    scales: tuple[Scale, ...] = ()
    items: tuple[Item, ...]
    sha256: str
    harm_flags: frozenset[str] | None = field(default=None, compare=False)  # items about harm; None: nobody has looked

    def item(self, item_id: str) -> Item:
        """Raise KeyError for an id that is not of this questionnaire."""
        return self.item_by_id[item_id]

    def items_of(self, section_id: str) -> tuple[Item, ...]:
        """The items of a section's screen: its own, and those of the sections inside it, in their order."""
        return tuple(item for item in self.items if self.screen_of[item.section] == section_id)

    def scale(self, scale_id: str) -> Scale:
        """Raise KeyError for an id that is not of this questionnaire."""
        return self.scale_by_id[scale_id]

    @property
    def owner_notice(self) -> str:
        """The source of a questionnaire and its owner's notice; empty where its file states neither."""
        return " · ".join(text for text in (self.source, self.licence) if text != NOT_STATED)

    def without_unvouched(self) -> Questionnaire:
        """This questionnaire without the words for which its hash does not vouch: sentences of its own for shared
        scores, reasons for its cuts, and the day of a check."""
        scales = (
            replace(scale, cuts_from=None, bands=tuple(replace(band, told=None, why=None) for band in scale.bands))
            for scale in self.scales
        )
        return replace(self, scales=tuple(scales), checked=None)

    @property
    def closeness_scale(self) -> Scale:
        """What is drawn week by week, of a questionnaire whose purpose that is."""
        assert self.purpose == "closeness", "the loader has checked the scale of such a questionnaire, and of no other"
        return self.scales[0]

    @cached_property
    def circles_scale(self) -> Scale | None:
        """The scale over nothing but the item that is answered by a pair of circles."""
        return next(
            (one for one in self.scales if [self.item(name).picture for name in one.items] == ["circles"]), None
        )

    @property
    def hopes(self) -> Iterator[tuple[Item, Item]]:
        """What somebody writes in own words, each with the scored item that is asked once it is written."""
        for rating in (self.item(name) for scale in self.scales for name in scale.items):
            looked_at = (self.item(name) for condition in rating.conditions for name in sorted(condition.items))
            yield from ((item, rating) for item in looked_at if item.type in TEXTS)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def subscales_of(self) -> dict[str, frozenset[str]]:
        """For each scale of which more than half of the items stand in scales of fewer items, these scales."""
        parts = {}
        for scale in self.scales:
            narrower = [
                narrow
                for narrow in self.scales
                if len(narrow.items) < len(scale.items) and {*narrow.items} & {*scale.items}
            ]
            if 2 * len({name for one in narrower for name in one.items} & {*scale.items}) > len(scale.items):
                parts[scale.id] = frozenset(one.id for one in narrower)
        return parts

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
    def has_repeats(self) -> bool:
        return any(one.repeats for one in self.nodes)

    @property
    def nodes(self) -> tuple[QuestionnaireNode, ...]:
        return (*self.sections, *self.items)

    @cached_property
    def evaluation_order(self) -> tuple[tuple[str, tuple[Condition, ...]], ...]:
        """The items that are asked, each after those its conditions look at: one pass then reaches the fixed point."""
        items = self.item_by_id
        waits_for = {
            item.id: [name for condition in item.conditions for name in condition.items] for item in self.items
        }
        order = TopologicalSorter(waits_for).static_order()
        return tuple((name, items[name].conditions) for name in order if items[name].is_asked)

    @cached_property
    def plans(self) -> dict[str, ScalePlan]:
        """What scoring needs of each scale, worked out once."""
        return {scale.id: plan_scale(scale, [self.item_by_id[name] for name in scale.items]) for scale in self.scales}
