"""The figure of closeness over the weeks. Gaps stay gaps, and nothing here says which way a line goes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import timedelta

import plotly.graph_objects as go
import streamlit as st

from nearer.domain import Week
from nearer.views import words
from nearer.views.weeks import Accent, Line, by_week, latest, weeks_of

LINE_FROM = 4  # check-ins; fewer are dots
_TICKS = 4  # dates that fit side by side at 375 px
_EDGE = timedelta(days=4)  # free room left of the first week and right of the last
_CLOSE = 9  # points between two latest scores whose names would meet
# Two people apart without colour too: shape and stroke. Where both are alike, the clay one leaves the teal one visible.
_MARKERS: dict[Accent, dict[str, object]] = {
    Accent.TEAL: {"symbol": "circle", "size": 12},
    Accent.CLAY: {"symbol": "diamond", "size": 9},
}
_STROKES: dict[Accent, dict[str, object]] = {
    Accent.TEAL: {"width": 2.5},
    Accent.CLAY: {"width": 2.5, "dash": "6px,4px"},
}
# Streamlit puts the first two chart colours of the theme, light or dark, in place of these two.
_COLOURS = {Accent.TEAL: "#000001", Accent.CLAY: "#000002"}
_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
_FRAME = {
    "template": {"layout": {}},
    "height": 340,
    "margin": {"l": 34, "t": 16, "b": 40},
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "paper_bgcolor": "rgba(0,0,0,0)",
    "plot_bgcolor": "rgba(0,0,0,0)",
    "yaxis": {"range": [-4, 104], "tickvals": [0, 25, 50, 75, 100], "fixedrange": True, "zeroline": False},
}


def draw_closeness(lines: Sequence[Line], key: str) -> None:
    """Draw the figure with its text alternative."""
    st.plotly_chart(closeness_figure(lines), config=_CONFIG, alt=closeness_alt(lines), key=key)


def closeness_figure(lines: Sequence[Line]) -> go.Figure:
    """Weeks along, 0 to 100 up, one trace a person; absent weeks are None and never joined."""
    weeks = weeks_of(lines)
    layout = _FRAME | {
        "xaxis": _week_axis(weeks),
        "annotations": [_name(line, lines) for line in lines if line.points],
        "margin": _FRAME["margin"] | {"r": _room(lines)},  # type: ignore[operator]
    }
    clay_last = sorted(lines, key=lambda line: line.accent is Accent.CLAY)
    return go.Figure({"data": [_trace(line, weeks) for line in clay_last], "layout": layout})


def closeness_alt(lines: Sequence[Line]) -> str:
    """What the figure shows, in sentences: the plain facts and no direction."""
    weeks = weeks_of(lines)
    if not weeks:
        return words.closeness.ALT_NONE
    opening = words.closeness.alt_opening(words.weeks.day(weeks[0].monday()), words.weeks.day(weeks[-1].monday()))
    return " ".join([opening, *(_line_alt(line, len(weeks)) for line in lines)])


def _line_alt(line: Line, weeks: int) -> str:
    last = latest(line)
    if last is None:
        return words.closeness.alt_line(line.name, 0)
    scores = [point.score for point in line.points]
    answered = len(by_week(line))
    facts = [
        words.closeness.alt_line(line.name, answered),
        words.closeness.alt_range(str(min(scores)), str(max(scores))),
        words.closeness.alt_latest(str(last.score), words.weeks.day(last.week.monday())),
    ]
    return " ".join(facts + ([words.closeness.alt_gaps(weeks - answered)] if answered < weeks else []))


def _trace(line: Line, weeks: Sequence[Week]) -> dict[str, object]:
    colour = _COLOURS[line.accent]
    rows = _rows(line, weeks)
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(line.points) >= LINE_FROM else "markers",
        "name": html.escape(line.name),
        "x": [day for day, _score, _words in rows],
        "y": [score for _day, score, _words in rows],
        "text": [said for _day, _score, said in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "line": {"color": colour} | _STROKES[line.accent],
        "marker": {"color": colour} | _MARKERS[line.accent],
        "cliponaxis": False,
    }


def _rows(line: Line, weeks: Sequence[Week]) -> list[tuple[str, float | None, str]]:
    """Monday, score and words of each week; an empty row also where the questions changed from week to week."""
    points = by_week(line)
    rows: list[tuple[str, float | None, str]] = []
    alike = None
    for week in weeks:
        monday, point = week.monday(), points.get(week)
        if point is None:
            rows.append((monday.isoformat(), None, ""))
            continue
        if alike not in (None, point.alike):
            rows.append((monday.isoformat(), None, ""))
        alike = point.alike
        said = words.closeness.point(line.name, str(point.score), words.weeks.short_day(monday))
        rows.append((monday.isoformat(), float(point.score), html.escape(said)))
    return rows


def _week_axis(weeks: Sequence[Week]) -> dict[str, object]:
    step = max(1, -(-len(weeks) // _TICKS))
    ticked = [week.monday() for week in weeks[::-1][::step]][::-1]
    return {
        "type": "date",
        "range": [(weeks[0].monday() - _EDGE).isoformat(), (weeks[-1].monday() + _EDGE).isoformat()] if weeks else None,
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in ticked],
        "ticktext": [words.weeks.short_day(day) for day in ticked],
        "fixedrange": True,
        "showgrid": False,
    }


def _name(line: Line, lines: Sequence[Line]) -> dict[str, object]:
    """The person's name right of their last point, moved up or down where two names would meet."""
    last = latest(line)
    assert last is not None, "only lines with points are named"
    others = [point.score for one in lines if one is not line and (point := latest(one))]
    meets = [score for score in others if abs(score - last.score) < _CLOSE]
    above = bool(meets) and (last.score, line.accent == Accent.TEAL) > (meets[0], line.accent != Accent.TEAL)
    return {
        "x": last.week.monday().isoformat(),
        "y": float(last.score),
        "text": html.escape(line.name[:14]),
        "font": {"color": _COLOURS[line.accent], "size": 15},
        "showarrow": False,
        "xanchor": "left",
        "xshift": 10,
        "yshift": (10 if above else -10) if meets else 0,
    }


def _room(lines: Sequence[Line]) -> int:
    """Pixels right of the last week for the longest name."""
    return 14 + 9 * max((len(line.name[:14]) for line in lines), default=0)
