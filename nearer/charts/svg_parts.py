"""The parts of a picture of a chart: each along at its share of the width, and down at its pixel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from nearer.charts.chart_style import FONT
from nearer.inks import DARK_INKS, INKS

PlotlyPart = Mapping[str, Any]  # a trace, a shape, an annotation or an axis as Plotly takes it
LINE_HEIGHT, ASCENT, TEXT_HEIGHT = 1.3, 0.87, 1.17  # of the size of a text
INK_NAMES = {colour: name for name, colour in INKS.items()}
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}
_USUAL_SIZE = 14  # pixels
_TRACK = 4  # pixels, from which on a line has no round ends
_DIAMOND = 1.3  # of the size of a dot, across
_USUAL_DOT = {"color": None, "size": 6, "symbol": "circle"}
_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([\d.]+)\)")


def _write_ink_rules(inks: Mapping[str, str]) -> str:
    rules = ".f-{0}{{fill:{1}}}.s-{0}{{stroke:{1}}}.g-{0}{{stop-color:{1}}}"
    return "".join(rules.format(name, ink) for name, ink in inks.items())


# The picture follows the machine from light to dark; no style sheet reaches into it.
PICTURE_STYLE = (
    f"<style>{_write_ink_rules(INKS)}@media(prefers-color-scheme:dark){{{_write_ink_rules(DARK_INKS)}}}"
    f"text{{font-family:{FONT};font-size:{_USUAL_SIZE}px}}.along{{fill:none;vector-effect:non-scaling-stroke}}"
    ".over{stroke-width:6;paint-order:stroke}</style>"
)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words, escaped already: where it stands, moved by `shift` pixels along, and on what side of that."""

    text: str
    along: float
    down: float
    side: str
    font: PlotlyPart
    shift: float = 0
    covers: bool = False  # what is below it

    @property
    def svg(self) -> str:
        """The lines of text as SVG, bold where they say so."""
        bold = ' font-weight="700"' if self.text.startswith("<b>") else ""
        over = " over s-paper" if self.covers else ""
        size = f' style="font-size:{self.font["size"]}px"' if self.font["size"] != _USUAL_SIZE else ""
        position = (
            f'x="{percent(self.along)}" dx="{self.shift:g}" y="{self.down:.1f}" text-anchor="{_ANCHORS[self.side]}"'
        )
        words = self.text.removeprefix("<b>").removesuffix("</b>")
        return f'<text class="f-{INK_NAMES[self.font["color"]]}{over}" {position}{bold}{size}>{words}</text>'


def percent(share: float) -> str:
    """A share of the width, as SVG takes it."""
    return f"{100 * share:.2f}%"


def fill(colour: str) -> str:
    """The attribute that fills with an ink by its name; as Plotly has it, it is the light one."""
    return f'class="f-{INK_NAMES[colour]}"'


def stroke(look: PlotlyPart) -> str:
    """The attributes of a line with this colour, width and dashes."""
    return f'class="s-{INK_NAMES[look["color"]]}" {pen(look)}'


def pen(look: PlotlyPart) -> str:
    """The attributes of a line with this width in pixels and these dashes, without its colour."""
    dashes = f' stroke-dasharray="{look["dash"].replace("px", "")}"' if "dash" in look else ""
    ends = ' stroke-linecap="round" stroke-linejoin="round"' if look.get("width", 1) < _TRACK else ""
    return f'stroke-width="{look.get("width", 1)}"{ends}{dashes}'


def ink_of(colour: str) -> tuple[str, float]:
    """The name of a colour's ink and how much of it is seen."""
    parts = _RGBA.fullmatch(colour)
    assert parts is not None, colour
    red, green, blue, seen = parts.groups()
    return INK_NAMES[f"#{int(red):02x}{int(green):02x}{int(blue):02x}"], float(seen)


def box(along: tuple[float, float], down: tuple[float, float], look: str) -> str:
    edges = f'x="{percent(along[0])}" width="{percent(along[1] - along[0])}"'
    return f'<rect {edges} y="{min(down):.1f}" height="{abs(down[1] - down[0]):.1f}" {look}/>'


def hatching(pattern: PlotlyPart, name: str) -> str:
    """Slanted lines, with their neighbours' ends in the corners."""
    side = pattern["size"] * sqrt(2)
    high, low = (side, 0) if pattern["shape"] == "/" else (0, side)
    lines = "".join(f"M{start:.2f} {high:.2f}L{start + side:.2f} {low:.2f}" for start in (-side / 2, side / 2))
    look = f'class="s-{INK_NAMES[pattern["fgcolor"]]}" stroke-width="{pattern["solidity"] * pattern["size"]:.2f}"'
    square = f'width="{side:.2f}" height="{side:.2f}" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{name}" {square}><path d="{lines}" {look}/></pattern>'


def dots(points: Sequence[tuple[float, float] | None], marker: PlotlyPart) -> Iterator[str]:
    """A circle or a diamond at each point; one look for all, or one for each."""
    many = {part: _repeat_value(marker.get(part, usual), len(points)) for part, usual in _USUAL_DOT.items()}
    rim = marker.get("line", {})
    rims = _repeat_value(rim.get("color"), len(points)), _repeat_value(rim.get("width", 0), len(points))
    for point, colour, size, symbol, edge, width in zip(points, *many.values(), *rims, strict=True):
        if point is None:
            continue
        line = f" s-{INK_NAMES[edge]}" if width else ""
        look = f'class="f-{INK_NAMES[colour]}{line}" stroke-width="{width}"'
        yield _draw_dot(point, size / 2, symbol, look)


def _draw_dot(point: tuple[float, float], radius: float, symbol: str, look: str) -> str:
    along, down = point
    if symbol == "diamond":
        reach = _DIAMOND * radius
        corners = f"M{reach:g},0L0,{reach:g}L{-reach:g},0L0,{-reach:g}Z"
        return f'<svg x="{percent(along)}" y="{down:.1f}" overflow="visible"><path d="{corners}" {look}/></svg>'
    return f'<circle cx="{percent(along)}" cy="{down:.1f}" r="{radius:g}" {look}/>'


def _repeat_value(look: Any, count: int) -> Sequence[Any]:
    return look if isinstance(look, list | tuple) else [look] * count
