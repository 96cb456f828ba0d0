"""Weekly scores laid out for drawing: every week in its place, the missing ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nearer.domain import Week


class Accent(StrEnum):
    """The colour and the shape that stand for one person, on every screen."""

    TEAL = "teal"
    CLAY = "clay"


@dataclass(frozen=True, slots=True)
class Point:
    """One week's score, 0 to 100. `alike` tells definitions apart: a line joins only points scored alike."""

    week: Week
    score: Decimal
    alike: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One person's weeks, in any order. A week without a point was not answered."""

    name: str
    accent: Accent
    points: tuple[Point, ...]


def weeks_of(lines: Sequence[Line]) -> tuple[Week, ...]:
    """Every week from the first point of any line to the last, without a hole; empty without points."""
    answered = [point.week for line in lines for point in line.points]
    if not answered:
        return ()
    weeks, last = [min(answered)], max(answered)
    while weeks[-1] < last:
        weeks.append(weeks[-1].plus(1))
    return tuple(weeks)


def by_week(line: Line) -> dict[Week, Point]:
    """The line's points by their week, the later one where there are two."""
    return {point.week: point for point in line.points}


def latest(line: Line) -> Point | None:
    """The point of the line's last answered week."""
    return max(line.points, key=lambda point: point.week, default=None)
