"""The figure of closeness over the weeks. Gaps stay gaps, and nothing here says which way a line goes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
import streamlit as st

from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.views.charts.annotations import areas, draw_marks, mark_lines, mark_numbers
from nearer.views.charts.chart_values import (
    NO_ANNOTATIONS,
    Accent,
    ChartAnnotations,
    ChartEvent,
    Line,
    marks_between,
    weeks_of,
)

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
COLOURS = {Accent.TEAL: "#000001", Accent.CLAY: "#000002"}
STILL = {"scrollZoom": False, "doubleClick": False, "showTips": False, "displaylogo": False}
_FRAME = {
    "template": {"layout": {}},
    "height": 340,
    "margin": {"l": 34, "t": 44, "b": 40},
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "yaxis": {"range": [-4, 104], "tickvals": [0, 25, 50, 75, 100], "fixedrange": True, "zeroline": False},
}


def _config() -> dict[str, object]:
    # Plotly draws the image in the browser, with the fonts of the screen and without asking anybody.
    picture = {"format": "png", "filename": words.closeness.PICTURE_FILE, "scale": 2}
    return STILL | {"displayModeBar": True, "modeBarButtons": [["toImage"]], "toImageButtonOptions": picture}


def draw_closeness(lines: Sequence[Line], key: str, beside: ChartAnnotations = NO_ANNOTATIONS) -> None:
    """Draw the figure with its text alternative, and the words of its marks below."""
    figure = closeness_figure(lines, beside)
    st.plotly_chart(figure, config=_config(), alt=closeness_alt(lines, beside), key=key)
    draw_marks(_in_view(lines, beside))


def closeness_figure(lines: Sequence[Line], beside: ChartAnnotations = NO_ANNOTATIONS) -> go.Figure:
    """Weeks along, 0 to 100 up, one trace a person; absent weeks are None and never joined."""
    weeks = weeks_of(lines)
    marks = _in_view(lines, beside)
    first, last = _ends(weeks)
    layout = _FRAME | {
        "xaxis": week_axis(weeks),
        "annotations": [_name(line, lines) for line in lines if line.weekly] + mark_numbers(marks, first),
        "shapes": [*(areas(lines[0], beside.band, COLOURS) if lines else ()), *mark_lines(marks, first, last)],
        "margin": _FRAME["margin"] | {"r": _room(lines)},  # type: ignore[operator]
    }
    clay_last = sorted(lines, key=lambda line: line.accent is Accent.CLAY)
    return figure_of([_trace(line, weeks) for line in clay_last], layout)


def figure_of(traces: Sequence[dict[str, object]], layout: dict[str, object]) -> go.Figure:
    """The figure as it is written here: checking it is for the tests, and would be half of its time at each drawing."""
    return go.Figure({"data": list(traces), "layout": layout}, _validate=False)


def draw_filled(line: Line, filled: Line, key: str) -> None:
    """Draw one person's weeks over a dotted line that has no gaps: what cannot be known, as low as it could be."""
    lowest = str(min(scored.score for scored in line.weekly.scores))
    alt = words.closeness.alt_filled(line.name, lowest)
    st.plotly_chart(filled_figure(line, filled), config=STILL | {"displayModeBar": False}, alt=alt, key=key)


def filled_figure(line: Line, filled: Line) -> go.Figure:
    """The person's own line, and under it a thin dotted one."""
    figure = closeness_figure([line])
    dotted = _trace(filled, weeks_of([filled])) | {"mode": "lines", "hoverinfo": "skip", "hovertemplate": None}
    dotted["line"] = {"color": COLOURS[line.accent], "width": 1.5, "dash": "2px,4px"}
    figure.add_trace(dotted)
    figure.update_layout(height=240, margin={"t": 16})
    return figure


def closeness_alt(lines: Sequence[Line], beside: ChartAnnotations = NO_ANNOTATIONS) -> str:
    """What the figure shows, in sentences: the plain facts and no direction."""
    weeks = weeks_of(lines)
    if not weeks:
        return words.closeness.ALT_NONE
    opening = words.closeness.alt_opening(words.weeks.day(weeks[0].monday()), words.weeks.day(weeks[-1].monday()))
    sentences = [opening, *(_line_alt(line, len(weeks)) for line in lines)]
    if beside.band is not None:
        sentences.append(words.closeness.alt_band(lines[0].name, f"{beside.band.low:.0f}", f"{beside.band.high:.0f}"))
    if marks := _in_view(lines, beside):
        sentences.append(words.closeness.alt_marks("; ".join(mark.label for mark in marks)))
    return " ".join(sentences)


def _in_view(lines: Sequence[Line], beside: ChartAnnotations) -> tuple[ChartEvent, ...]:
    return marks_between(beside.marks, *_ends(weeks_of(lines)))


def _ends(weeks: Sequence[Week]) -> tuple[date, date]:
    """The days at the edges of the figure."""
    if not weeks:
        return date.max, date.min
    return weeks[0].monday() - _EDGE, weeks[-1].monday() + _EDGE


def _line_alt(line: Line, weeks: int) -> str:
    last = line.weekly.latest
    if last is None:
        return words.closeness.alt_line(line.name, 0)
    scores = [scored.score for scored in line.weekly.scores]
    answered = len(scores)
    facts = [
        words.closeness.alt_line(line.name, answered),
        words.closeness.alt_range(str(min(scores)), str(max(scores))),
        words.closeness.alt_latest(str(last.score), words.weeks.day(last.week.monday())),
    ]
    return " ".join(facts + ([words.closeness.alt_gaps(weeks - answered)] if answered < weeks else []))


def _trace(line: Line, weeks: Sequence[Week]) -> dict[str, object]:
    colour = COLOURS[line.accent]
    rows = _rows(line, weeks)
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(line.weekly.scores) >= LINE_FROM else "markers",
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
    by_week = line.weekly.by_week
    rows: list[tuple[str, float | None, str]] = []
    definition = None
    for week in weeks:
        monday, scored = week.monday(), by_week.get(week)
        if scored is None:
            rows.append((monday.isoformat(), None, ""))
            continue
        if definition not in (None, scored.sha256):
            rows.append((monday.isoformat(), None, ""))
        definition = scored.sha256
        hover_text = words.closeness.point(line.name, str(scored.score), words.weeks.short_day(monday))
        rows.append((monday.isoformat(), float(scored.score), html.escape(hover_text)))
    return rows


def week_axis(weeks: Sequence[Week]) -> dict[str, object]:
    step = max(1, -(-len(weeks) // _TICKS))
    ticked = [week.monday() for week in weeks[::-1][::step]][::-1]
    return {
        "type": "date",
        "range": [day.isoformat() for day in _ends(weeks)] if weeks else None,
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in ticked],
        "ticktext": [words.weeks.short_day(day) for day in ticked],
        "fixedrange": True,
        "showgrid": False,
    }


def _name(line: Line, lines: Sequence[Line]) -> dict[str, object]:
    """The person's name right of their last point, moved up or down where two names would meet."""
    last = line.weekly.latest
    assert last is not None, "only lines with points are named"
    others = [point.score for other in lines if other is not line and (point := other.weekly.latest)]
    meets = [score for score in others if abs(score - last.score) < _CLOSE]
    above = bool(meets) and (last.score, line.accent == Accent.TEAL) > (meets[0], line.accent != Accent.TEAL)
    return {
        "x": last.week.monday().isoformat(),
        "y": float(last.score),
        "text": html.escape(line.name[:14]),
        "font": {"color": COLOURS[line.accent], "size": 15},
        "showarrow": False,
        "xanchor": "left",
        "xshift": 10,
        "yshift": (10 if above else -10) if meets else 0,
    }


def _room(lines: Sequence[Line]) -> int:
    """Pixels right of the last week for the longest name."""
    return 14 + 9 * max((len(line.name[:14]) for line in lines), default=0)
