"""A figure of this room as an SVG that is as wide as its place: what Plotly draws of it, before Plotly has been read.

It knows what the charts here are made of, and no more: lines and dots, soft areas, hatched weeks, shapes, texts and
axes. Along, everything stands at a share of the width; down, at its pixel. What a pointer alone makes seen is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from nearer.charts.svg_parts import (
    ASCENT,
    INK_NAMES,
    LINE_HEIGHT,
    PICTURE_STYLE,
    TEXT_HEIGHT,
    PlotlyPart,
    Words,
    box,
    dots,
    fill,
    hatching,
    ink_of,
    pen,
    percent,
    stroke,
)

_SVG = "http://www.w3.org/2000/svg"
_WIDE = 10_000  # units of a line along the whole width
_DAY = 24 * 60 * 60 * 1000  # milliseconds, in which Plotly counts the width of a bar
_BESIDE_AXIS, _BELOW_AXIS = 3, 3  # pixels between an axis and its words
_PADDING = 1  # pixels around a text, twice: Plotly's own and `borderpad`
_ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}  # how much of a text is above its place
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def figure_svg(figure: go.Figure) -> str:
    """The whole picture; its height is the figure's, its width that of whatever it stands in."""
    plot = _Plot(figure.layout.to_plotly_json(), [trace.to_plotly_json() for trace in figure.data])
    drawn = "".join(plot.drawn())
    inside = f'<svg xmlns="{_SVG}" width="100%" height="{plot.inner}" overflow="visible">{drawn}</svg>'
    svg = (
        f'<svg xmlns="{_SVG}" width="100%" height="{plot.height}">{PICTURE_STYLE}'
        f'<foreignObject x="{plot.left}" y="{plot.top}" height="{plot.inner}" overflow="visible" '
        f'style="width:calc(100% - {plot.left + plot.right}px)">{inside}</foreignObject></svg>'
    )
    return _NOT_IN_XML.sub("", svg)


@dataclass(frozen=True)
class _UprightAxis:
    """An upright axis: its range of values over a part of the drawing, 0 at its foot and 1 on top."""

    axis: PlotlyPart
    inner: float

    def down(self, value: float) -> float:
        """Pixels from the top of the drawing."""
        foot, top = self.axis.get("domain", (0, 1))
        low, high = self.axis["range"]
        above = foot + (value - low) / (high - low) * (top - foot)
        return float(self.inner * (1 - above))


@dataclass(frozen=True)
class _Plot:
    layout: PlotlyPart
    traces: Sequence[PlotlyPart]

    @property
    def height(self) -> int:
        return int(self.layout["height"])

    @property
    def left(self) -> int:
        return int(self.layout["margin"]["l"])

    @property
    def right(self) -> int:
        return int(self.layout["margin"]["r"])

    @property
    def top(self) -> int:
        return int(self.layout["margin"]["t"])

    @property
    def inner(self) -> int:
        """Pixels of height between the margins."""
        return self.height - self.top - int(self.layout["margin"]["b"])

    @cached_property
    def upright_axes(self) -> dict[str, _UprightAxis]:
        """Each upright axis by its number."""
        axes = {name: axis for name, axis in self.layout.items() if name.startswith("yaxis")}
        return {_number_of(name): _UprightAxis(axis, self.inner) for name, axis in axes.items()}

    def along(self, value: Any, ref: str = "x") -> float:
        """The share of the width, 0 at the left."""
        if ref == "paper":
            return float(value)
        low, high = map(_as_number, self.layout["xaxis"]["range"])
        return (_as_number(value) - low) / (high - low)

    def down(self, value: float, ref: str = "y") -> float:
        """Pixels from the top."""
        return self.inner * (1 - value) if ref == "paper" else self.upright_axes[_number_of(ref)].down(value)

    def drawn(self) -> Iterator[str]:
        """Everything in the order in which one thing lies over another."""
        yield from map(self._draw_shape, self.layout.get("shapes", ()))
        for upright in self.upright_axes.values():
            yield from self._draw_grid(upright)
        for number, trace in enumerate(self.traces):
            yield from self._draw_hatched_columns(trace, f"hatch{number}")
        for number, trace in enumerate(self.traces):
            yield from self._draw_trace(trace, f"area{number}")
        yield from self._draw_days()
        yield from map(self._note, self.layout.get("annotations", ()))

    def _draw_shape(self, shape: PlotlyPart) -> str:
        if shape.get("xsizemode") == "pixel":
            return self._draw_ground(shape)
        x0, x1 = (self.along(shape[end], shape.get("xref", "x")) for end in ("x0", "x1"))
        y0, y1 = (self.down(shape[end], shape.get("yref", "y")) for end in ("y0", "y1"))
        if shape["type"] == "rect":
            return box((x0, x1), (y0, y1), f'{fill(shape["fillcolor"])} opacity="{shape["opacity"]}"')
        return f'<line x1="{percent(x0)}" x2="{percent(x1)}" y1="{y0:g}" y2="{y1:g}" {stroke(shape["line"])}/>'

    def _draw_ground(self, shape: PlotlyPart) -> str:
        """Draw a box of a size in pixels, from one point to the right and upwards or downwards."""
        anchor = self.down(shape["yanchor"], shape["yref"])
        edges = sorted((anchor - shape["y0"], anchor - shape["y1"]))
        left = percent(self.along(shape["xanchor"], shape["xref"]))
        size = f'width="{shape["x1"] - shape["x0"]}" height="{edges[1] - edges[0]:.1f}"'
        return f'<rect x="{left}" y="{edges[0]:.1f}" {size} {fill(shape["fillcolor"])}/>'

    def _draw_grid(self, upright: _UprightAxis) -> Iterator[str]:
        axis = upright.axis
        if not axis.get("visible", True):
            return
        for value in axis["tickvals"]:
            down = upright.down(value)
            yield f'<line x2="100%" y1="{down:.1f}" y2="{down:.1f}" {stroke({"color": axis["gridcolor"]})}/>'
        if axis.get("showticklabels", True):
            font = axis["tickfont"]
            for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
                down = upright.down(value) + font["size"] * (ASCENT - TEXT_HEIGHT / 2)
                yield Words(text, 0, down, "right", font, -_BESIDE_AXIS).svg

    def _draw_days(self) -> Iterator[str]:
        """The words below the drawing, or below the panel to which they belong."""
        axis = self.layout["xaxis"]
        if not axis.get("visible", True) or "tickvals" not in axis:
            return
        upright = self.upright_axes[_number_of(axis.get("anchor", "y"))]
        font = axis["tickfont"]
        down = upright.down(upright.axis["range"][0]) + axis.get("ticklen", 0) + _BELOW_AXIS + font["size"] * ASCENT
        for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
            yield Words(text, self.along(value), down, "center", font).svg

    def _draw_hatched_columns(self, trace: PlotlyPart, name: str) -> Iterator[str]:
        """The columns of a bar trace that has a pattern; the others are there for a pointer."""
        pattern = trace.get("marker", {}).get("pattern")
        if trace["type"] != "bar" or pattern is None or not trace["x"]:
            return
        yield hatching(pattern, name)
        for day, width, base, high in zip(*(trace[part] for part in ("x", "width", "base", "y")), strict=True):
            middle, half = _as_number(day), width / _DAY / 2
            ends = self.along(middle - half), self.along(middle + half)
            look = f'fill="url(#{name})" opacity="{trace["opacity"]}"'
            yield box(ends, (self.down(base), self.down(base + high)), look)

    def _draw_trace(self, trace: PlotlyPart, name: str) -> Iterator[str]:
        if trace["type"] != "scatter":
            return
        ref = trace.get("yaxis", "y")
        points = [None if y is None else (self.along(x), self.down(y, ref))
                  for x, y in zip(trace["x"], trace["y"], strict=True)]  # fmt: skip
        if "fillgradient" in trace:
            yield self._draw_area([point for point in points if point], trace["fillgradient"], name)
        if "lines" in trace["mode"]:
            yield self._draw_line(points, trace["line"])
        if "markers" in trace["mode"]:
            yield from dots(points, trace["marker"])

    def _draw_line(self, points: Sequence[tuple[float, float] | None], look: PlotlyPart) -> str:
        """Along the points; a point that is missing ends it, and the next one begins it anew."""
        stretches = (
            [point for point in stretch if point] for has_points, stretch in groupby(points, bool) if has_points
        )
        path = "".join("M" + "L".join(f"{_WIDE * x:.0f} {y:.1f}" for x, y in stretch) for stretch in stretches)
        return self._stretch_path(f'<path class="along s-{INK_NAMES[look["color"]]}" d="{path}" {pen(look)}/>')

    def _draw_area(self, points: Sequence[tuple[float, float]], fades: PlotlyPart, name: str) -> str:
        """Down to 0, fading."""
        ends = "".join(
            f'<stop offset="{at}" class="g-{ink}" stop-opacity="{opacity}"/>'
            for at, (ink, opacity) in ((at, ink_of(colour)) for at, colour in fades["colorscale"])
        )
        start, stop = self.down(fades["start"]), self.down(fades["stop"])
        edges = f'x1="0" x2="0" y1="{start:g}" y2="{stop:g}" gradientUnits="userSpaceOnUse"'
        corners = [(points[0][0], start), *points, (points[-1][0], start)]
        path = "M" + "L".join(f"{_WIDE * x:.0f} {y:.1f}" for x, y in corners) + "Z"
        return self._stretch_path(
            f'<linearGradient id="{name}" {edges}>{ends}</linearGradient><path d="{path}" fill="url(#{name})"/>'
        )

    def _stretch_path(self, path: str) -> str:
        """A path whose units along are shares of the width."""
        return (
            f'<svg width="100%" height="{self.inner}" viewBox="0 0 {_WIDE} {self.inner}" '
            f'preserveAspectRatio="none" overflow="visible">{path}</svg>'
        )

    def _note(self, note: PlotlyPart) -> str:
        lines = note["text"].split("<br>")
        size = note["font"]["size"]
        padding = _PADDING + note.get("borderpad", _PADDING)
        height = size * (TEXT_HEIGHT + LINE_HEIGHT * (len(lines) - 1)) + 2 * padding
        down = self.down(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
        down -= height * _ABOVE[note.get("yanchor", "middle")]
        down += padding + size * ASCENT
        anchor = note["xanchor"]
        shift = note.get("xshift", 0) + {"left": padding, "right": -padding}.get(anchor, 0)
        along = self.along(note["x"], note.get("xref", "x"))
        return "".join(
            Words(line, along, down + index * size * LINE_HEIGHT, anchor, note["font"], shift, "bgcolor" in note).svg
            for index, line in enumerate(lines)
        )


def _number_of(axis: str) -> str:
    """The number of an upright axis as Plotly counts: 1 for yaxis and y, 2 for yaxis2 and y2."""
    return axis.removeprefix("yaxis").removeprefix("y") or "1"


def _as_number(value: Any) -> float:
    """A day as its number, any other value as it is."""
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else float(value)
