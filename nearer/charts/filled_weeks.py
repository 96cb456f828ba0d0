"""One person's weeks with every missing one as low as it could have been: what no line can show."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from nearer.charts.chart_style import COLOURS
from nearer.charts.closeness_chart import closeness_figure, person_trace
from nearer.charts.draw_figure import ReadyFigure, draw_figure
from nearer.views import text as words
from nearer.views.chart_values import ChartAnnotations, drawn_people, score_text


def draw_filled(own: pd.DataFrame, filled: pd.DataFrame, ends: tuple[str, str] | None, key: str) -> None:
    """Draw one person's weeks over a dotted line that has no gaps: what cannot be known, as low as it could be.

    `ends` are those of the figure of closeness, as ChartAnnotations has them.
    """
    alt = words.closeness.alt_filled(own["name"].iloc[0], score_text(own["score"].min()))
    draw_figure(ReadyFigure.of(filled_figure(own, filled, ends), alt), key)


def filled_figure(own: pd.DataFrame, filled: pd.DataFrame, ends: tuple[str, str] | None) -> go.Figure:
    """The person's own line, and under it a thin dotted one."""
    figure = closeness_figure(own, ChartAnnotations(ends=ends))
    [person] = drawn_people(filled)
    dotted = person_trace(person) | {"mode": "lines"}
    dotted["line"] = {"color": COLOURS[person.accent], "width": 1.5, "dash": "2px,4px"}
    figure.add_trace(dotted)
    figure.update_layout(height=260)
    return figure
