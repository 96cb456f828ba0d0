"""The figure of closeness over the weeks. Gaps stay gaps, and nothing here says which way a line goes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from nearer.charts.annotations import areas, draw_marks, mark_lines, mark_numbers
from nearer.views import text as words
from nearer.views.chart_values import (
    NO_ANNOTATIONS,
    Accent,
    ChartAnnotations,
    ChartEvent,
    DrawnPerson,
    drawn_people,
    marks_between,
    mondays_of,
    score_text,
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


def draw_closeness(weeks: pd.DataFrame, key: str, beside: ChartAnnotations = NO_ANNOTATIONS) -> None:
    """Draw a `weeks_frame` of one couple with its text alternative, and the words of its marks below."""
    figure = closeness_figure(weeks, beside)
    st.plotly_chart(figure, config=_config(), alt=closeness_alt(weeks, beside), key=key)
    draw_marks(_in_view(weeks, beside))


def closeness_figure(weeks: pd.DataFrame, beside: ChartAnnotations = NO_ANNOTATIONS) -> go.Figure:
    """Weeks along, 0 to 100 up, one trace a person; absent weeks are None and never joined."""
    people, mondays = drawn_people(weeks), mondays_of(weeks)
    marks = _in_view(weeks, beside)
    first, last = _ends(mondays)
    layout = _FRAME | {
        "xaxis": week_axis(mondays),
        "annotations": [*_names(people), *mark_numbers(marks, first)],
        "shapes": [*(areas(people[0], beside.band, COLOURS) if people else ()), *mark_lines(marks, first, last)],
        "margin": _FRAME["margin"] | {"r": _room(people)},  # type: ignore[operator]
    }
    clay_last = sorted(people, key=lambda person: person.accent is Accent.CLAY)
    return figure_of([_trace(person) for person in clay_last], layout)


def figure_of(traces: Sequence[dict[str, object]], layout: dict[str, object]) -> go.Figure:
    """The figure as it is written here: checking it is for the tests, and would be half of its time at each drawing."""
    return go.Figure({"data": list(traces), "layout": layout}, _validate=False)


def draw_filled(own: pd.DataFrame, filled: pd.DataFrame, key: str) -> None:
    """Draw one person's weeks over a dotted line that has no gaps: what cannot be known, as low as it could be."""
    alt = words.closeness.alt_filled(own["name"].iloc[0], score_text(own["score"].min()))
    st.plotly_chart(filled_figure(own, filled), config=STILL | {"displayModeBar": False}, alt=alt, key=key)


def filled_figure(own: pd.DataFrame, filled: pd.DataFrame) -> go.Figure:
    """The person's own line, and under it a thin dotted one."""
    figure = closeness_figure(own)
    [person] = drawn_people(filled)
    dotted = _trace(person) | {"mode": "lines", "hoverinfo": "skip", "hovertemplate": None}
    dotted["line"] = {"color": COLOURS[person.accent], "width": 1.5, "dash": "2px,4px"}
    figure.add_trace(dotted)
    figure.update_layout(height=240, margin={"t": 16})
    return figure


def closeness_alt(weeks: pd.DataFrame, beside: ChartAnnotations = NO_ANNOTATIONS) -> str:
    """What the figure shows, in sentences: the plain facts and no direction."""
    people, mondays = drawn_people(weeks), mondays_of(weeks)
    if not mondays:
        return words.closeness.ALT_NONE
    opening = words.closeness.alt_opening(words.weeks.day(mondays[0]), words.weeks.day(mondays[-1]))
    sentences = [opening, *(_person_alt(person, len(mondays)) for person in people)]
    if beside.band is not None:
        low, high = f"{beside.band.low:.0f}", f"{beside.band.high:.0f}"
        sentences.append(words.closeness.alt_band(people[0].name, low, high))
    if marks := _in_view(weeks, beside):
        sentences.append(words.closeness.alt_marks("; ".join(mark.label for mark in marks)))
    return " ".join(sentences)


def _in_view(weeks: pd.DataFrame, beside: ChartAnnotations) -> tuple[ChartEvent, ...]:
    return marks_between(beside.marks, *_ends(mondays_of(weeks)))


def _ends(mondays: Sequence[date]) -> tuple[date, date]:
    """The days at the edges of the figure."""
    return (mondays[0] - _EDGE, mondays[-1] + _EDGE) if mondays else (date.max, date.min)


def _person_alt(person: DrawnPerson, weeks: int) -> str:
    if person.last is None:
        return words.closeness.alt_line(person.name, 0)
    scores, (monday, latest) = person.answered["score"], person.last
    facts = [
        words.closeness.alt_line(person.name, len(scores)),
        words.closeness.alt_range(score_text(scores.min()), score_text(scores.max())),
        words.closeness.alt_latest(score_text(latest), words.weeks.day(monday)),
    ]
    return " ".join(facts + ([words.closeness.alt_gaps(weeks - len(scores))] if len(scores) < weeks else []))


def _trace(person: DrawnPerson) -> dict[str, object]:
    colour = COLOURS[person.accent]
    rows = _rows(person)
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(person.answered) >= LINE_FROM else "markers",
        "name": html.escape(person.name),
        "x": [day for day, _score, _words in rows],
        "y": [score for _day, score, _words in rows],
        "text": [hover_text for _day, _score, hover_text in rows],
        "hovertemplate": "%{text}<extra></extra>",
        "connectgaps": False,
        "line": {"color": colour} | _STROKES[person.accent],
        "marker": {"color": colour} | _MARKERS[person.accent],
        "cliponaxis": False,
    }


def _rows(person: DrawnPerson) -> list[tuple[str, float | None, str]]:
    """Monday, score and words of each week; an empty row also where the questions changed from week to week."""
    rows: list[tuple[str, float | None, str]] = []
    before = None
    columns = (person.rows[name].tolist() for name in ("monday", "score", "definition"))
    for monday, score, definition in zip(*columns, strict=True):
        if score is pd.NA:
            rows.append((monday.isoformat(), None, ""))
            continue
        if before not in (None, definition):
            rows.append((monday.isoformat(), None, ""))
        before = definition
        hover_text = words.closeness.point(person.name, score_text(score), words.weeks.short_day(monday))
        rows.append((monday.isoformat(), score, html.escape(hover_text)))
    return rows


def week_axis(mondays: Sequence[date]) -> dict[str, object]:
    """The axis along the weeks as Plotly takes it, with as many dates as a phone has room for."""
    step = max(1, -(-len(mondays) // _TICKS))
    ticked = mondays[::-1][::step][::-1]
    return {
        "type": "date",
        "range": [day.isoformat() for day in _ends(mondays)] if mondays else None,
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in ticked],
        "ticktext": [words.weeks.short_day(day) for day in ticked],
        "fixedrange": True,
        "showgrid": False,
    }


def _names(people: Sequence[DrawnPerson]) -> list[dict[str, object]]:
    """Each person's name right of their last point, moved up or down where two names would meet."""
    lasts = [(person, *person.last) for person in people if person.last is not None]
    return [_name(person, monday, score, lasts) for person, monday, score in lasts]


def _name(
    person: DrawnPerson, monday: date, score: float, lasts: Sequence[tuple[DrawnPerson, date, float]]
) -> dict[str, object]:
    meets = [other for one, _, other in lasts if one is not person and abs(other - score) < _CLOSE]
    teal = person.accent == Accent.TEAL
    above = bool(meets) and (score, teal) > (meets[0], not teal)
    return {
        "x": monday.isoformat(),
        "y": score,
        "text": html.escape(person.name[:14]),
        "font": {"color": COLOURS[person.accent], "size": 15},
        "showarrow": False,
        "xanchor": "left",
        "xshift": 10,
        "yshift": (10 if above else -10) if meets else 0,
    }


def _room(people: Sequence[DrawnPerson]) -> int:
    """Pixels right of the last week for the longest name."""
    return 14 + 9 * max((len(person.name[:14]) for person in people), default=0)
