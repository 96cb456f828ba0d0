"""Events among the days of a chart: a dotted line on the first day, and the name above it, never over another name."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from nearer.charts.chart_style import EDGE, QUIET
from nearer.views.chart_values import ChartEvent

_PHONE = 300  # pixels between the first and the last day on a phone; names that fit there fit everywhere
_CHARACTER, _SPACE = 7, 10  # pixels: of a letter, and between two names
_LANE = 17  # pixels from one line of names to the next
MAX_NAME_CHARACTERS = 30

Ends = tuple[date, date]  # the days at the edges of a chart


def names_height(marks: Sequence[ChartEvent], ends: Ends) -> int:
    """Pixels that the names take above the chart."""
    return 8 + _LANE * max((lane + 1 for *_, lane in _place_names(marks, ends)), default=0)


def event_names(marks: Sequence[ChartEvent], ends: Ends) -> list[dict[str, object]]:
    """Each name beside its line; near the right edge it ends there."""
    return [
        {
            "x": day.isoformat(),
            "y": 1,
            "yref": "paper",
            "text": html.escape(name),
            "showarrow": False,
            "xanchor": "right" if ends_here else "left",
            "yanchor": "bottom",
            "xshift": -2 if ends_here else 2,
            "yshift": 2 + lane * _LANE,
            "font": {"color": QUIET, "size": 13},
        }
        for day, name, ends_here, lane in _place_names(marks, ends)
    ]


def event_lines(marks: Sequence[ChartEvent], ends: Ends, height: int) -> list[dict[str, object]]:
    """A thin upright line from the foot of a drawing of this height up to each name, and a bar over a longer event."""
    first, last = ends
    lines: list[dict[str, object]] = []
    for mark, (day, _, _, lane) in zip(marks, _place_names(marks, ends), strict=True):
        top = 1 + (lane + 0.8) * _LANE / height
        dotted = {"color": EDGE, "width": 1.5, "dash": "2px,3px"}
        lines.append(_line(day, day, 0, top) | {"line": dotted})
        if mark.last > mark.begin:
            lines.append(_line(day, max(day, min(mark.last, last)), 1, 1) | {"line": {"color": EDGE, "width": 4}})
    return lines


def _place_names(marks: Sequence[ChartEvent], ends: Ends) -> list[tuple[date, str, bool, int]]:
    """Of each event its day, its name, whether that ends there, and the lowest line on which it meets no other name."""
    first, last = ends
    days = max(1, (last - first).days)
    lanes: list[list[tuple[float, float]]] = []
    places = []
    for mark in marks:
        day, name = max(mark.begin, first), shorten(mark.name, MAX_NAME_CHARACTERS, placeholder="…")
        at, width = _PHONE * (day - first).days / days, _CHARACTER * len(name) + _SPACE
        ends_here = at + width > _PHONE + _SPACE and at > _PHONE / 2
        start, end = (at - width, at) if ends_here else (at, at + width)
        free = (
            number for number, lane in enumerate(lanes) if all(end <= left or start >= right for left, right in lane)
        )
        number = next(free, len(lanes))
        lanes[number : number + 1] = [[*(lanes[number] if number < len(lanes) else ()), (start, end)]]
        places.append((day, name, ends_here, number))
    return places


def _line(begin: date, end: date, low: float, high: float) -> dict[str, object]:
    days = {"x0": begin.isoformat(), "x1": end.isoformat()}
    return {"type": "line", "xref": "x", "yref": "paper", "y0": low, "y1": high, "layer": "below"} | days
