"""A chart on the screen: at once as a picture in the page, and as Plotly draws it as soon as that has been read.

Plotly is large. Until a browser has read it, which takes a second or more on a phone, the same figure stands there as a
picture; it goes when the chart that answers to a pointer and a finger stands in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go
import streamlit as st

from nearer.charts.chart_style import STILL
from nearer.charts.figure_svg import figure_svg
from nearer.views.layout.escape import markup
from nearer.views.picture_uri import picture_uri

_PICTURE = '<img class="nearer-picture" alt="{}" height="{}" src="{}">'


@dataclass(frozen=True, slots=True)
class ReadyFigure:
    """A figure with all that drawing it takes: `alt` is its text alternative, `picture` the picture of it as HTML."""

    figure: go.Figure
    alt: str
    picture: str

    @classmethod
    def of(cls, figure: go.Figure, alt: str) -> ReadyFigure:
        return cls(figure, alt, markup(_PICTURE, alt, str(figure.layout.height), picture_uri(figure_svg(figure))))


def draw_figure(ready: ReadyFigure, key: str, config: Mapping[str, object] = STILL) -> None:
    """Both in one place, each with the text alternative: the picture is not read out once it is hidden (style.css)."""
    with st.container(key=f"drawn-{key}", gap=None):
        st.html(ready.picture)
        st.plotly_chart(ready.figure, theme=None, config=dict(config), alt=ready.alt, key=key)
