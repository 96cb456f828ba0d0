"""Each person's name and last score right of the drawing, level with their last point, apart where two would meet.

No event and no hatching passes there, however long somebody has been silent.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from textwrap import shorten

from nearer.charts.chart_style import COLOURS
from nearer.views.chart_values import Accent, DrawnPerson, score_text

_LABEL = 38  # pixels: a name and the number below it
_MAX_NAME = 12  # characters that are drawn
FOOT_SCORE, TOP_SCORE = -4, 104  # scores at the foot and the top of the drawing


def line_names(people: Sequence[DrawnPerson], height: int) -> list[dict[str, object]]:
    """Level with each last point the name and the score, moved where two would meet, in a drawing so high."""
    lasts = [(person, person.last[1]) for person in people if person.last is not None]
    in_order = sorted(lasts, key=lambda last: (last[1], last[0].accent is Accent.TEAL))
    line_ys = [(score - FOOT_SCORE) * height / (TOP_SCORE - FOOT_SCORE) for _, score in in_order]
    middles = _spread_labels(line_ys, height)
    shifts = {last[0].accent: middle - line_y for last, line_y, middle in zip(in_order, line_ys, middles, strict=True)}
    return [_name(person, score, shifts[person.accent]) for person, score in lasts]


def _spread_labels(line_ys: Sequence[float], height: int) -> list[float]:
    """The middle of each label, in pixels from the foot: beside its point, or away from the other one's."""
    middles = [min(max(middle_y, _LABEL / 2), height - _LABEL / 2) for middle_y in line_ys]
    if len(middles) == 2 and middles[1] - middles[0] < _LABEL:
        middle = min(max(sum(middles) / 2, _LABEL), height - _LABEL)
        return [middle - _LABEL / 2, middle + _LABEL / 2]
    return middles


def _name(person: DrawnPerson, score: float, shift: float) -> dict[str, object]:
    return {
        "x": 1,
        "xref": "paper",
        "y": score,
        "text": f"<b>{html.escape(_shorten_name(person.name))}</b><br>{score_text(score)}",
        "font": {"color": COLOURS[person.accent], "size": 14},
        "showarrow": False,
        "align": "left",
        "xanchor": "left",
        "xshift": 4,
        "yshift": round(shift),
    }


def room_for_names(people: Sequence[DrawnPerson]) -> int:
    """Pixels right of the drawing for the longest name."""
    return 14 + 10 * longest_name(people)


def longest_name(people: Sequence[DrawnPerson]) -> int:
    """Characters of the longest as it is drawn."""
    return max((len(_shorten_name(person.name)) for person in people), default=0)


def _shorten_name(name: str) -> str:
    """Shorten a name to the whole words that there is room for; a long word is cut."""
    if len(name) <= _MAX_NAME:
        return name
    shortened = shorten(name, _MAX_NAME, placeholder="…")
    return shortened if len(shortened) > 1 else f"{name[: _MAX_NAME - 1]}…"
