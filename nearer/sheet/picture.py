"""The weeks as a picture for paper: told apart without colour, gaps as gaps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nearer.sheet.page import SheetLine

WIDTH, HEIGHT, LEFT, TOP = 520, 150, 24, 16
WIDTH_OVERALL, HEIGHT_OVERALL = WIDTH + LEFT + 24, 180  # the numbers beside it included
_WEEK = 7
_APART = 34  # marks nearer to each other than this share a place for their numbers


def weeks_svg(lines: Sequence[SheetLine], marks: Sequence[date]) -> str:
    """0 to 100 up, weeks along; a thin upright line with its number for each mark between the first and last week."""
    days = [day for line in lines for day, _score in line.points]
    first, last = min(days), max(days)
    drawn = [*_grid(), *_marks(marks, first, last), *(part for line in lines for part in _line(line, first, last))]
    ends = f'<text x="{LEFT}" y="172">{first:%d.%m.%Y}</text>'
    ends += f'<text x="464" y="172">{last:%d.%m.%Y}</text>' if last > first else ""
    size = f'viewBox="0 0 {WIDTH_OVERALL} {HEIGHT_OVERALL}" font-family="Noto Sans" font-size="9"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}{ends}</svg>'


def initial_places(lines: Sequence[SheetLine]) -> Iterator[tuple[float, float, str, str]]:
    """Where each initial stands at the end of its line: x, y of its foot, colour, text.

    They are no part of the picture, in which letters of most scripts would not be joined.
    """
    days = [day for line in lines for day, _score in line.points]
    for line in lines:
        day, score = max(line.points)
        y = _up(score) + (8 if line.dashed else -2)
        yield _along(day, min(days), max(days)) + 6, y, _colour(line), line.initial


def _grid() -> Iterator[str]:
    for score in (0, 50, 100):
        y = _up(score)
        yield f'<path d="M{LEFT} {y}H{WIDTH}" stroke="#bbb" stroke-width="0.5"/><text x="0" y="{y + 3}">{score}</text>'


def _marks(marks: Sequence[date], first: date, last: date) -> Iterator[str]:
    places: list[tuple[float, list[int]]] = []
    for number, day in enumerate(marks, start=1):
        if first <= day <= last:
            x = _along(day, first, last)
            yield f'<path d="M{x:.1f} {TOP}V{_up(0)}" stroke="#777" stroke-width="0.8" stroke-dasharray="2 3"/>'
            if places and x - places[-1][0] < _APART:
                places[-1][1].append(number)
            else:
                places.append((x, [number]))
    for x, numbers in places:
        said = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
        yield f'<text x="{x - 3:.1f}" y="10">{said}</text>'


def _line(line: SheetLine, first: date, last: date) -> Iterator[str]:
    colour, dash = _colour(line), ' stroke-dasharray="5 3"' if line.dashed else ""
    steps, before = [], None
    for day, score in sorted(line.points):
        joined = before is not None and (day - before).days == _WEEK
        x, y = _along(day, first, last), _up(score)
        steps.append(f"{'L' if joined else 'M'}{x:.1f} {y:.1f}")
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="{colour}"/>'
        before = day
    yield f'<path d="{"".join(steps)}" fill="none" stroke="{colour}" stroke-width="1.4"{dash}/>'


def _colour(line: SheetLine) -> str:
    return "#a4532f" if line.dashed else "#0f5f63"


def _along(day: date, first: date, last: date) -> float:
    return LEFT + 10 + (WIDTH - LEFT - 20) * (day - first).days / max(1, (last - first).days)


def _up(score: float) -> float:
    return TOP + (HEIGHT - TOP) * (1 - score / 100)
