"""The points of one person's line, and the soft area under it: both end where weeks are missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pandas as pd

from nearer.charts.chart_style import COLOURS
from nearer.views.chart_values import DrawnPerson

_SOFT = 0.07  # opacity: lighter than the usual range, which stays to be seen through it


def line_points(person: DrawnPerson) -> list[tuple[str, float | None]]:
    """Monday and score of each week; an empty row also where the questions changed from week to week."""
    points: list[tuple[str, float | None]] = []
    before = None
    columns = (person.rows[name].tolist() for name in ("monday", "score", "definition"))
    for monday, score, definition in zip(*columns, strict=True):
        if score is pd.NA:
            points.append((monday.isoformat(), None))
            continue
        if before not in (None, definition):
            points.append((monday.isoformat(), None))
        before = definition
        points.append((monday.isoformat(), score))
    return points


def soft_areas(person: DrawnPerson) -> Iterator[dict[str, object]]:
    """One shape for each stretch of weeks that are joined, down to 0.

    Plotly's own filling of a line goes straight over its gaps (`fill: tozeroy`), as if something were known of them.
    """
    look = {"fillcolor": COLOURS[person.accent], "opacity": _SOFT, "line": {"width": 0}, "layer": "below"}
    for is_gap, points in groupby(line_points(person), key=lambda point: point[1] is None):
        stretch = list(points)
        if not is_gap and len(stretch) > 1:
            steps = "".join(f"L{day},{float(score or 0):g}" for day, score in stretch)
            path = f"M{stretch[0][0]},0{steps}L{stretch[-1][0]},0Z"
            yield {"type": "path", "xref": "x", "yref": "y", "path": path} | look
