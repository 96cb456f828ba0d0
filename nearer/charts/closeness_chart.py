"""The figure of closeness over the weeks. Gaps stay gaps, and nothing here says which way a line goes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from nearer.charts.annotations import range_area, range_edges, range_label, week_columns, week_gaps, weeks_legend
from nearer.charts.chart_style import COLOURS, FRAME, LINE, PAPER, QUIET, figure_of
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.charts.event_names import EventNames
from nearer.charts.figure_svg import figure_svg
from nearer.charts.line_names import FOOT_SCORE, TOP_SCORE, line_names, longest_name, room_for_names
from nearer.charts.line_points import line_points, soft_areas
from nearer.charts.text_width import plain_width
from nearer.trends.usual_range import UsualRange
from nearer.views import text as words
from nearer.views.chart_values import (
    LINE_FROM,
    NO_ANNOTATIONS,
    Accent,
    ChartAnnotations,
    ChartEvent,
    DrawnPerson,
    drawn_people,
    events_between,
    mondays_of,
    score_text,
)

WEEK_TICKS, _FEW_TICKS = 4, 3  # dates that fit side by side at 375 px: beside a short name, and beside a long one
_LONG_NAME = 10  # characters
_EDGE = timedelta(days=4)  # free room left of the first week and right of the last
# Two people apart without colour too: shape and stroke. Where both are alike, the clay one leaves the teal one visible.
_MARKERS: dict[Accent, dict[str, object]] = {
    Accent.TEAL: {"symbol": "circle", "size": 12},
    Accent.CLAY: {"symbol": "diamond", "size": 9},
}
_STROKES: dict[Accent, dict[str, object]] = {
    Accent.TEAL: {"width": 2.5},
    Accent.CLAY: {"width": 2.5, "dash": "6px,4px"},
}
_HEIGHT, _HEIGHT_FOR_BOTH = 260, 420  # pixels of the drawing
_HEAD, _FOOT, _LEFT = 6, 40, 12  # pixels above the names of events, below the drawing, and left of it
_WORDS, _GROUND = 13, 20  # pixels: of the words at the ends of the upright axis, and their height with what is around
_SCORE_AXIS = {"range": [FOOT_SCORE, TOP_SCORE], "tickvals": [0, 25, 50, 75, 100], "showticklabels": False,
           "fixedrange": True, "zeroline": False, "gridcolor": LINE}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosenessChart:
    """The figure, and below it its legend, as HTML."""

    ready: ReadyFigure
    legend: str


def make_closeness(weeks: pd.DataFrame, annotations: ChartAnnotations) -> ClosenessChart:
    """Make the figure, its text alternative and its legend from one couple's `weeks_frame`."""
    ready = ReadyFigure.of(closeness_figure(weeks, annotations), closeness_alt(weeks, annotations))
    return ClosenessChart(ready, weeks_legend(drawn_people(weeks), annotations, _in_view(weeks, annotations)))


def closeness_svg(weeks: pd.DataFrame, annotations: ChartAnnotations) -> bytes:
    """The picture by itself, as a file: as wide as what shows it, without what only a pointer brings out."""
    return figure_svg(closeness_figure(weeks, annotations)).encode()


def draw_closeness(chart: ClosenessChart, key: str) -> None:
    """Draw it as it was made."""
    draw_figure(chart.ready, key)
    if chart.legend:
        st.html(chart.legend)


def closeness_figure(weeks: pd.DataFrame, annotations: ChartAnnotations = NO_ANNOTATIONS) -> go.Figure:
    """Weeks along, the closer the higher, one line a person; absent weeks are None and never joined.

    Below the lines each person's weeks without a check-in as hatched columns; above them one unseen column a week,
    which answers to a pointer or a finger with everything of that week.
    """
    people, mondays = drawn_people(weeks), mondays_of(weeks)
    height = _HEIGHT_FOR_BOTH if annotations.for_both else _HEIGHT
    room = room_for_names(people)
    names = EventNames(_in_view(weeks, annotations), *_date_range(mondays), _LEFT, room)
    head = names.height + _HEAD
    layout = FRAME | {
        "height": head + height + _FOOT,
        "xaxis": week_axis(mondays, annotations.today, _FEW_TICKS if longest_name(people) > _LONG_NAME else WEEK_TICKS),
        "yaxis": _SCORE_AXIS,
        "annotations": [
            *line_names(people, height),
            *_axis_words(annotations),
            *_range_names(people, annotations),
            *names.notes(),
        ],
        "shapes": [
            *names.lines(height),
            *(_axis_grounds(annotations) if names.events else ()),
            *_areas(people, annotations),
        ],
        "margin": {"l": _LEFT, "t": head, "b": _FOOT, "r": room},
        "barmode": "overlay",
        "bargap": 0,
    }
    clay_last = sorted(people, key=lambda person: person.accent is Accent.CLAY)
    lines = [*_soft_areas(people, annotations), *map(person_trace, clay_last)]
    return figure_of([*lines, *map(week_gaps, people), *week_columns(people, mondays, annotations)], layout)


def _known_ranges(people: Sequence[DrawnPerson], annotations: ChartAnnotations) -> list[tuple[DrawnPerson, UsualRange]]:
    """The usual range of the first person, or of everybody of whom one is told; clay is drawn last."""
    clay_last = sorted(people, key=lambda person: person.accent is Accent.CLAY)
    ranges = [(person, annotations.ranges.get(person.accent)) for person in clay_last]
    pairs = ranges if annotations.ranges else [(person, annotations.usual_range) for person in people[:1]]
    return [(person, usual) for person, usual in pairs if usual is not None]


def _areas(people: Sequence[DrawnPerson], annotations: ChartAnnotations) -> list[dict[str, object]]:
    """Each range; with its edges where there can be two."""
    usual_ranges = _known_ranges(people, annotations)
    areas = [area for person, usual in usual_ranges for area in range_area(person, usual)]
    return areas + [edge for person, usual in usual_ranges if annotations.ranges for edge in range_edges(person, usual)]


def _soft_areas(people: Sequence[DrawnPerson], annotations: ChartAnnotations) -> list[dict[str, object]]:
    """Under the reader's own line; none for a therapist, who sees everybody's usual range, and none where both look."""
    drawn = [
        person for person in people[:1] if _is_line(person) and not annotations.ranges and not annotations.for_both
    ]
    return [area for person in drawn for area in soft_areas(person)]


def _is_line(person: DrawnPerson) -> bool:
    return len(person.scores) >= LINE_FROM


def _range_names(people: Sequence[DrawnPerson], annotations: ChartAnnotations) -> list[dict[str, object]]:
    return [name for person in people[:1] for name in range_label(person, annotations.usual_range)]


def _ends_of_axis(annotations: ChartAnnotations) -> tuple[tuple[int, str, str], ...]:
    """The two ends of the upright axis: the score, the side of the words that is there, and the words."""
    if annotations.ends is None:
        return ()
    best, worst = annotations.ends
    return (100, "top", best), (0, "bottom", worst)


def _axis_words(annotations: ChartAnnotations) -> list[dict[str, object]]:
    return [
        {"x": 0, "xref": "paper", "xanchor": "left", "y": score, "yanchor": side, "text": html.escape(text),
         "showarrow": False, "font": {"color": QUIET, "size": _WORDS}}
        for score, side, text in _ends_of_axis(annotations)
    ]  # fmt: skip


def _axis_grounds(annotations: ChartAnnotations) -> list[dict[str, object]]:
    """A ground of paper as wide as the words: over the lines of events, and under the lines of people."""
    look = {"type": "rect", "layer": "below", "fillcolor": PAPER, "opacity": 1, "line": {"width": 0}}
    along = {"xref": "paper", "xsizemode": "pixel", "xanchor": 0, "x0": 0}
    return [
        look | along | {
            "x1": plain_width(text, _WORDS) + 4, "yref": "y", "ysizemode": "pixel", "yanchor": score,
            "y0": 0, "y1": -_GROUND if side == "top" else _GROUND,
        }
        for score, side, text in _ends_of_axis(annotations)
    ]  # fmt: skip


def closeness_alt(weeks: pd.DataFrame, annotations: ChartAnnotations) -> str:
    """What the figure shows, in sentences: the plain facts and no direction."""
    people, mondays = drawn_people(weeks), mondays_of(weeks)
    if not mondays:
        return words.closeness.ALT_NONE
    opening = words.closeness.alt_opening(words.weeks.day(mondays[0]), words.weeks.day(mondays[-1]))
    sentences = [opening, *(_person_alt(person, len(mondays)) for person in people)]
    for person, usual in _known_ranges(people, annotations):
        sentences.append(words.closeness.alt_usual_range(person.name, f"{usual.low:.0f}", f"{usual.high:.0f}"))
    if events := _in_view(weeks, annotations):
        sentences.append(words.closeness.alt_events("; ".join(event.label for event in events)))
    return " ".join(sentences)


def _in_view(weeks: pd.DataFrame, annotations: ChartAnnotations) -> tuple[ChartEvent, ...]:
    return events_between(annotations.events, *_date_range(mondays_of(weeks)))


def _date_range(mondays: Sequence[date]) -> tuple[date, date]:
    """The days at the edges of the figure."""
    return (mondays[0] - _EDGE, mondays[-1] + _EDGE) if mondays else (date.max, date.min)


def _person_alt(person: DrawnPerson, weeks: int) -> str:
    if person.last is None:
        return words.closeness.alt_line(person.name, 0)
    scores, (monday, latest) = list(person.scores.values()), person.last
    facts = [
        words.closeness.alt_line(person.name, len(scores)),
        words.closeness.alt_range(score_text(min(scores)), score_text(max(scores))),
        words.closeness.alt_latest(score_text(latest), words.weeks.day(monday)),
    ]
    return " ".join(facts + ([words.closeness.alt_gaps(weeks - len(scores))] if len(scores) < weeks else []))


def person_trace(person: DrawnPerson) -> dict[str, object]:
    colour = COLOURS[person.accent]
    points = line_points(person)
    return {
        "type": "scatter",
        "mode": "lines+markers" if _is_line(person) else "markers",
        "name": html.escape(person.name),
        "x": [day for day, _score in points],
        "y": [score for _day, score in points],
        "hoverinfo": "skip",
        "connectgaps": False,
        "line": {"color": colour} | _STROKES[person.accent],
        "marker": {"color": colour} | _MARKERS[person.accent],
        "cliponaxis": False,
    }


def week_axis(mondays: Sequence[date], today: date | None, ticks: int) -> dict[str, object]:
    """The axis along the weeks as Plotly takes it, with as many dates as a phone has room for; the last in words where
    it is this week or the one before `today`'s."""
    step = max(1, -(-len(mondays) // ticks))
    ticked = mondays[::-1][::step][::-1]
    return {
        "type": "date",
        "range": [day.isoformat() for day in _date_range(mondays)] if mondays else None,
        "tickangle": 0,
        "tickmode": "array",
        "tickvals": [day.isoformat() for day in ticked],
        "ticktext": [_tick_label(day, today) for day in ticked],
        "fixedrange": True,
        "showgrid": False,
        "tickfont": {"color": QUIET, "size": 13},
    }


def _tick_label(monday: date, today: date | None) -> str:
    lately = today is not None and words.weeks.weeks_between(monday, today) in (0, 1)
    return words.weeks.ago(monday, today) if lately and today else words.weeks.short_day(monday)
