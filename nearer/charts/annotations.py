"""What stands beside the lines: events as thin numbered marks, the usual range as a band, missing weeks as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from nearer.charts.chart_style import QUIET
from nearer.trends.usual_range import UsualRange
from nearer.views import text as words
from nearer.views.chart_values import Accent, ChartEvent, DrawnPerson
from nearer.views.layout.escape import markup

_GREY = "#808a86"  # 3:1 on the light ground and on the dark one
_GAP = "rgba(128,138,134,0.14)"
_HALF = timedelta(days=3)


def areas(person: DrawnPerson, band: UsualRange | None, colours: Mapping[Accent, str]) -> list[dict[str, object]]:
    """The usual range as far as the line goes, and a pale column for each of its weeks without a check-in."""
    answered = list(person.answered["monday"])
    own = [monday for monday in person.rows["monday"] if answered and answered[0] <= monday <= answered[-1]]
    gaps = [monday for monday in own if monday not in answered]
    drawn = [_area(day - _HALF, day + _HALF) | {"fillcolor": _GAP} for day in gaps]
    if band is not None and own:
        height = {"yref": "y", "y0": band.low, "y1": band.high, "fillcolor": colours[person.accent], "opacity": 0.1}
        drawn.append(_area(own[0], own[-1]) | height)
    return drawn


def mark_lines(marks: Sequence[ChartEvent], first: date, last: date) -> list[dict[str, object]]:
    """A thin upright line at each first day, and a bar along the top over the days of a longer event."""
    drawn: list[dict[str, object]] = []
    for mark in marks:
        if mark.begin >= first:
            drawn.append(_line(mark.begin, mark.begin, 0) | {"line": {"color": _GREY, "width": 1.5, "dash": "2px,3px"}})
        if mark.last > mark.begin:
            begin, end = max(mark.begin, first), min(mark.last, last)
            drawn.append(_line(begin, end, 1) | {"line": {"color": _GREY, "width": 4}})
    return drawn


def mark_numbers(marks: Sequence[ChartEvent], first: date) -> list[dict[str, object]]:
    """The number of each mark above its line; marks within ten days of each other share a place."""
    places: list[tuple[date, list[int]]] = []
    for number, mark in enumerate(marks, start=1):
        day = max(mark.begin, first)
        if places and day - places[-1][0] <= timedelta(days=10):
            places[-1][1].append(number)
        else:
            places.append((day, [number]))
    return [_number(day, numbers) for day, numbers in places]


def draw_marks(marks: Sequence[ChartEvent]) -> None:
    """The words of each mark, with its number."""
    if marks:
        lines = (words.closeness.numbered(number, mark.label) for number, mark in enumerate(marks, start=1))
        st.html(markup('<ul class="nearer-marks nearer-quiet">' + "<li>{}</li>" * len(marks) + "</ul>", *lines))


def _area(first: date, last: date) -> dict[str, object]:
    edges = {"x0": first.isoformat(), "x1": last.isoformat(), "y0": 0, "y1": 1}
    return {"type": "rect", "xref": "x", "yref": "paper", "layer": "below", "line": {"width": 0}} | edges


def _line(begin: date, end: date, low: int) -> dict[str, object]:
    days = {"x0": begin.isoformat(), "x1": end.isoformat()}
    return {"type": "line", "xref": "x", "yref": "paper", "y0": low, "y1": 1, "layer": "below"} | days


def _number(day: date, numbers: Sequence[int]) -> dict[str, object]:
    text = f"<b>{', '.join(map(str, numbers))}</b>"
    place = {"x": day.isoformat(), "y": 1, "xref": "x", "yref": "paper", "xanchor": "center", "yanchor": "bottom"}
    return place | {"text": text, "showarrow": False, "font": {"size": 13, "color": QUIET}}
