"""What the chart of barriers is made of: one row a scale, with its dots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nearer.views.chart_values import Accent


@dataclass(frozen=True, slots=True)
class BarrierDot:
    """One score of one scale: how far it lies from the end where all is well, 0 to 100, with the words of its band.

    `number` is that distance as it is said: empty where few answers bear none, or where the scale has no bands. A
    partner's has no day. `is_earlier` is a time before.
    """

    extent: float
    band: str
    number: str
    name: str
    accent: Accent
    day: date | None
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class BarrierRow:
    """One scale: what is said of it this time (`now`) and the time before, or what two people say (`other`).

    `key` finds the scale again. `ends` are the words at the ends of its line, where all is well and at the hard end.
    `alike` is false where two dots are of different questions and are not joined.
    """

    key: str
    title: str
    now: BarrierDot | None
    before: BarrierDot | None
    other: BarrierDot | None = None
    is_same_definition: bool = True
    ends: tuple[str, str] = ("", "")

    @property
    def dots(self) -> list[BarrierDot]:
        """The dots that are there, in the order in which they are drawn."""
        return [dot for dot in (self.before, self.now, self.other) if dot is not None]


@dataclass(frozen=True, slots=True)
class BarrierDetail:
    """One scale closely: its last answers, its band in a sentence, and the topics of the guide that its band names."""

    key: str
    title: str
    questionnaire: str
    day: date | None
    band: str
    text: str
    number: str
    items: tuple[tuple[str, str], ...]
    topics: tuple[str, ...]
