"""Items and sections of a questionnaire, as written and as resolved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from nearer.domain.item_parts import MAX_OPTIONS, AnswerList, AnswerOption, Coding, Condition, Days, Limits, Repeats
from nearer.domain.units import UnitLimits
from nearer.domain.yaml_scalars import Bounds, Code, Id, Language, NameOrList, Raw, Text, Whole, YamlRecord, YesNo

MAX_ITEMS = 500  # of a questionnaire, and sections and scales


ItemType = Literal[
    "choice", "several", "integer", "decimal", "quantity", "text", "line", "url", "date", "datetime", "time", "display"
]


TEXTS = ("text", "line", "url")


Translations = Annotated[dict[Language, dict[Text, Text]], Bounds(max_length=MAX_OPTIONS)]


Codings = Annotated[tuple[Coding, ...], Bounds(max_length=MAX_OPTIONS)]


@dataclass(frozen=True, kw_only=True)
class QuestionnaireNode(YamlRecord):
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
class WrittenItem(QuestionnaireNode):
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
    decimals: Annotated[Whole, Bounds(ge=0, le=15)] | None = None  # the most places behind the point
    days: Days | None = None
    max_length: Annotated[Whole, Bounds(ge=1, le=2000)] | None = None
    tags: Annotated[tuple[Text, ...], Bounds(max_length=MAX_OPTIONS)] = ()
    type: ItemType | None = None
    open: YesNo = False  # also an answer in one's own words
    required: YesNo = False
    hidden: YesNo = False
    read_only: YesNo = False
    control: Code | None = None  # how other programs draw it, such as drop-down
    orientation: Literal["horizontal", "vertical"] | None = None
    placeholder: Text | None = None
    units: Annotated[tuple[AnswerOption, ...], Bounds(max_length=MAX_OPTIONS)] = ()
    answers: Annotated[Id | AnswerList, NameOrList()] | None = None


@dataclass(frozen=True, kw_only=True)
class Item(WrittenItem):
    """One question with the answer options it offers; `options` is empty unless one or several are chosen.

    `conditions` are all the conditions that have to hold: its own, and those of the sections and the item it stands in.
    """

    type: ItemType = "choice"
    options: tuple[AnswerOption, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def is_asked(self) -> bool:
        """Whether a person is asked; a display is shown and takes no answer."""
        return not (self.hidden or self.read_only)

    @cached_property
    def option_by_code(self) -> dict[str, AnswerOption]:
        return {option.code: option for option in self.options}

    @cached_property
    def not_applicable_codes(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options if option.not_applicable)


@dataclass(frozen=True, kw_only=True)
class Section(QuestionnaireNode):
    """Items on one screen; a section `inside` another, or `under` an item, is on its screen; `loose` is no group."""

    inside: Id | None = None
    title: Text | None = None
    intro: Text | None = None
    loose: YesNo = False
