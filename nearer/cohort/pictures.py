"""Small pictures of figures: a pie of three outcomes, a bar of several, a column a quarter; for a screen and for paper.

Groups of better, the same and worse are read best from a pie with its numbers beside it (Tolbert et al., 2018,
https://doi.org/10.1007/s11136-018-2065-3).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from nearer.cohort.figures import Figure
from nearer.inks import DARK_INKS, INKS, write_style

PIE, BAR_WIDTH, BAR_HEIGHT = 96, 240, 22
COLUMN, COLUMNS_HEIGHT = 66, 110
FILLS = {
    "teal": (INKS["teal"], DARK_INKS["teal"]),
    "pale-teal": ("#78a9a8", "#3f7a78"),
    "same": (INKS["line"], INKS["quiet"]),
    "pale-violet": ("#b99bd2", "#7a5a99"),
    "violet": (INKS["violet"], DARK_INKS["violet"]),
    "hidden": (INKS["paper"], DARK_INKS["paper"]),
    "edge": (INKS["edge"], DARK_INKS["edge"]),
}
_DARK = "".join(f".{tone}{{fill:{dark}}}" for tone, (_light, dark) in FILLS.items())
FIGURE_STYLE = write_style(".rim{stroke:%edge}text.ink{fill:%ink}", dark_more=_DARK)
PAPER_STYLE = ""  # by day alone, in the colours of the parts
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}">{style}{drawn}</svg>'
_RIM = f'stroke="{INKS["edge"]}" stroke-width="1"'


def cohort_figure_svg(figure: Figure, style: str) -> str:
    """A pie for reliable change, a bar for every other; empty where nothing of it is shown.

    `style` is FIGURE_STYLE or PAPER_STYLE.
    """
    slices = list(_visible_slices(figure))
    if not slices:
        return ""
    if figure.measure == "since_first":
        return _wrap_svg(PIE, PIE, _draw_pie(slices), style)
    return _wrap_svg(BAR_WIDTH, BAR_HEIGHT, _draw_bar(slices), style)


def columns_svg(shares: Sequence[tuple[tuple[str, str], float | None]], style: str) -> str:
    """A column for each name of two lines, 0 to 1 high, with its number of a hundred; a rim where it is not shown."""
    drawn = (part for index, (lines, share) in enumerate(shares) for part in _draw_column(index, lines, share))
    return _wrap_svg(COLUMN * max(1, len(shares)), COLUMNS_HEIGHT, drawn, style)


def _wrap_svg(width: int, height: int, drawn: Iterable[str], style: str) -> str:
    return _SVG.format(w=width, h=height, style=style, drawn="".join(drawn))


def _visible_slices(figure: Figure) -> Iterator[tuple[float, str]]:
    """Share and tone of each part that is shown and is somebody; what is left is hidden."""
    left = 1.0
    for part in figure.parts:
        if part.share:
            left -= part.share
            yield part.share, part.tone
    if 0.0005 < left < 1:
        yield left, "hidden"


def _fill(tone: str) -> str:
    return f'class="{tone} rim" fill="{FILLS[tone][0]}"'


def _draw_pie(slices: Sequence[tuple[float, str]]) -> Iterator[str]:
    """Clockwise from the top."""
    middle, radius, turned = PIE / 2, PIE / 2 - 2, 0.0
    for share, tone in slices:
        ends = [2 * math.pi * turn - math.pi / 2 for turn in (turned, turned + share)]
        turned += share
        if share > 0.9995:
            yield f'<circle {_fill(tone)} {_RIM} cx="{middle}" cy="{middle}" r="{radius}"/>'
            return
        points = [(middle + radius * math.cos(end), middle + radius * math.sin(end)) for end in ends]
        arc = f"A{radius} {radius} 0 {int(share > 0.5)} 1 {points[1][0]:.2f} {points[1][1]:.2f}"
        yield f'<path {_fill(tone)} {_RIM} d="M{middle} {middle}L{points[0][0]:.2f} {points[0][1]:.2f}{arc}Z"/>'


def _draw_bar(slices: Sequence[tuple[float, str]]) -> Iterator[str]:
    left = 0.5
    for share, tone in slices:
        width = share * (BAR_WIDTH - 1)
        yield f'<rect {_fill(tone)} {_RIM} x="{left:.2f}" y="0.5" width="{width:.2f}" height="{BAR_HEIGHT - 1}"/>'
        left += width


def _draw_column(index: int, lines: tuple[str, str], share: float | None) -> Iterator[str]:
    left, foot, room = index * COLUMN + 8, COLUMNS_HEIGHT - 30, COLUMNS_HEIGHT - 48
    height = room * (1 if share is None else share)
    tone = "hidden" if share is None else "teal"
    box = f'x="{left}" y="{foot - height:.1f}" width="{COLUMN - 16}" height="{height:.1f}"'
    dashes = ' stroke-dasharray="2 3"' if share is None else ""
    yield f"<rect {_fill(tone)} {_RIM} {box}{dashes}/>"
    number = "–" if share is None else f"{int(share * 100 + 0.5)}\u202f%"
    months, year = lines
    below = (months, COLUMNS_HEIGHT - 16, 400), (year, COLUMNS_HEIGHT - 2, 400)
    for text, y, weight in ((number, foot - height - 5, 700), *below):
        look = (
            f'font-family="Noto Sans, system-ui, sans-serif" font-size="11" font-weight="{weight}" fill="{INKS["ink"]}"'
        )
        yield f'<text class="ink" {look} x="{left + COLUMN / 2 - 8}" y="{y:.1f}" text-anchor="middle">{text}</text>'
