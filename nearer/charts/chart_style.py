"""How charts look, and how they follow the theme.

A chart is drawn once, in the colours of the light theme. The style sheet knows each of these by its value in the SVG
and paints it with the variable of the same name, so that a chart turns dark with everything around it, in the same
moment and without being drawn anew. An image that is kept of a chart has the light ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from nearer.inks import INKS
from nearer.views.chart_values import Accent

PAPER, INK, QUIET, LINE, EDGE = (INKS[name] for name in ("paper", "ink", "quiet", "line", "edge"))
COLOURS = {Accent.TEAL: INKS["teal"], Accent.CLAY: INKS["clay"]}
CLEAR = "rgba(0,0,0,0)"  # what is behind a chart shows through
FONT = "system-ui,sans-serif"  # as in .streamlit/config.toml
STILL = {"scrollZoom": False, "doubleClick": False, "showTips": False, "displaylogo": False, "displayModeBar": False}
FRAME: dict[str, object] = {
    "template": {"layout": {}},
    "paper_bgcolor": CLEAR,
    "plot_bgcolor": CLEAR,
    "font": {"family": FONT, "color": INK, "size": 14},
    "showlegend": False,
    "dragmode": False,
    "hovermode": "closest",
    "hoverlabel": {
        "bgcolor": PAPER,
        "bordercolor": EDGE,
        "align": "left",
        "font": {"family": FONT, "color": INK, "size": 14},
    },
}


def figure_of(traces: Sequence[Mapping[str, object]], layout: Mapping[str, object]) -> go.Figure:
    """The figure as it is written here: checking it is for the tests, and would be half of its time at each drawing."""
    return go.Figure({"data": list(traces), "layout": layout}, _validate=False)
