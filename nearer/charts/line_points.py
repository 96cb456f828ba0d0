"""The points of one person's line, and the soft area under it: both end where weeks are missing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from nearer.charts.chart_style import COLOURS
from nearer.views.chart_values import DrawnPerson

_SOFT = 0.3  # opacity at 100; the usual range stays to be seen through it


def line_points(person: DrawnPerson) -> list[tuple[str, float | None]]:
    """Monday and score of each week; an empty row also where the questions changed from week to week."""
    points: list[tuple[str, float | None]] = []
    before = None
    for week in person.weeks:
        if week.score is not None:
            if before not in (None, week.definition):
                points.append((week.monday.isoformat(), None))
            before = week.definition
        points.append((week.monday.isoformat(), week.score))
    return points


def soft_areas(person: DrawnPerson) -> Iterator[dict[str, object]]:
    """One for each stretch of weeks that are joined, down to 0: strongest at the line, and nothing at the foot.

    Filling the line itself (`fill: tozeroy`) would go straight over its gaps, as if something were known of them.
    """
    fades = {"type": "vertical", "colorscale": _colour_gradient(COLOURS[person.accent]), "start": 0, "stop": 100}
    look = {"type": "scatter", "mode": "none", "fill": "tozeroy", "fillgradient": fades, "hoverinfo": "skip"}
    for is_gap, points in groupby(line_points(person), key=lambda point: point[1] is None):
        stretch = list(points)
        if not is_gap and len(stretch) > 1:
            yield look | {"x": [day for day, _score in stretch], "y": [score for _day, score in stretch]}


def _colour_gradient(colour: str) -> list[list[object]]:
    """A gradient from transparent to soft, in the one colour that the style sheet also changes inside a gradient."""
    parts = ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5))
    return [[0, f"rgba({parts},0)"], [1, f"rgba({parts},{_SOFT})"]]
