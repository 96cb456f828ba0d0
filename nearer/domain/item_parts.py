"""Parts of an item: answer options, codes, limits, repeats and the conditions under which it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from nearer.domain.yaml_scalars import (
    MAX_COUNT,
    Bounds,
    Code,
    Count,
    Day,
    Id,
    Number,
    Raw,
    Text,
    Value,
    Whole,
    YamlRecord,
    YesNo,
)

MAX_OPTIONS = 200  # of an item, and parts of a condition
MAX_COPIES = 20  # of what repeats


@dataclass(frozen=True, kw_only=True)
class Coding(YamlRecord):
    """A code of a code system, as other programs know it. `display` only where it differs from our own text."""

    system: Text | None = None
    code: Text
    display: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerOption(YamlRecord):
    """One thing to choose. Without a weight it cannot be scored; `not_applicable` takes the item out of the score.

    Where several may be chosen, what is `alone` or does not apply is never chosen beside another.

    What other programs call it: a `coding`, or of which `kind` the value is that its text shows. `more` is what a file
    said beyond, kept as JSON and given back.
    """

    code: Code
    text: Text
    weight: Number | None = None
    not_applicable: YesNo = False
    alone: YesNo = False
    coding: Coding | None = None
    kind: Literal["boolean", "string", "integer", "date", "time", "reference"] | None = None
    more: Raw | None = None

    @property
    def code_elsewhere(self) -> str:
        """The code for other programs: that of its coding, else our own."""
        return self.coding.code if self.coding else self.code


AnswerList = Annotated[tuple[AnswerOption, ...], Bounds(min_length=1, max_length=MAX_OPTIONS)]


@dataclass(frozen=True, kw_only=True)
class Condition(YamlRecord):
    """One test of one other item, or several conditions joined by `all` or `any`.

    Values are codes where the item has options, else numbers, days, times or texts. An item that is hidden or has no
    answer meets `is_not` and `answered: no`, and no other test.
    """

    item: Id | None = None
    one_of: Annotated[tuple[Value, ...] | None, Bounds(min_length=1, max_length=MAX_OPTIONS)] = None
    none_of: Annotated[tuple[Value, ...] | None, Bounds(min_length=1, max_length=MAX_OPTIONS)] = None
    answered: YesNo | None = None
    at_least: Value | None = None
    at_most: Value | None = None
    above: Value | None = None
    below: Value | None = None
    all: Annotated[tuple[Condition, ...] | None, Bounds(min_length=1, max_length=MAX_OPTIONS)] = None
    any: Annotated[tuple[Condition, ...] | None, Bounds(min_length=1, max_length=MAX_OPTIONS)] = None

    @property
    def written_keys(self) -> frozenset[str]:
        """The fields that the file sets."""
        return frozenset(name for name, value in self.values().items() if value is not None)

    @property
    def parts(self) -> tuple[Condition, ...]:
        return self.all or self.any or ()

    @property
    def items(self) -> frozenset[str]:
        """The ids of every item this condition looks at."""
        own = frozenset() if self.item is None else frozenset({self.item})
        return own.union(*(part.items for part in self.parts))


@dataclass(frozen=True, kw_only=True)
class Limits(YamlRecord):
    """The lowest and highest number an item takes."""

    min: Number | None = None
    max: Number | None = None


@dataclass(frozen=True, kw_only=True)
class Days(YamlRecord):
    """The earliest and latest day an item takes."""

    min: Day | None = None
    max: Day | None = None


@dataclass(frozen=True, kw_only=True)
class Repeats(YamlRecord):
    """What may be given several times: at most `max` times, which is never more than MAX_COPIES."""

    min: Count | None = None
    max: Annotated[Whole, Bounds(ge=1, le=MAX_COUNT)] | None = None

    @property
    def max_copies(self) -> int:
        return min(self.max or MAX_COPIES, MAX_COPIES)
