"""Each person's name at the end of their line, apart where two would meet, and short where it is long."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from textwrap import shorten

from nearer.charts.chart_style import COLOURS
from nearer.views.chart_values import Accent, DrawnPerson

_CLOSE = 9  # points between two latest scores whose names would meet
_MAX_NAME = 12  # characters that are drawn


def line_names(people: Sequence[DrawnPerson]) -> list[dict[str, object]]:
    """Each person's name right of their last point, moved up or down where two names would meet."""
    lasts = [(person, *person.last) for person in people if person.last is not None]
    return [_name(person, monday, score, lasts) for person, monday, score in lasts]


def _name(
    person: DrawnPerson, monday: date, score: float, lasts: Sequence[tuple[DrawnPerson, date, float]]
) -> dict[str, object]:
    meets = [other for one, _, other in lasts if one is not person and abs(other - score) < _CLOSE]
    teal = person.accent == Accent.TEAL
    above = bool(meets) and (score, teal) > (meets[0], not teal)
    return {
        "x": monday.isoformat(),
        "y": score,
        "text": f"<b>{html.escape(_short(person.name))}</b>",
        "font": {"color": COLOURS[person.accent], "size": 14},
        "showarrow": False,
        "xanchor": "left",
        "xshift": 10,
        "yshift": (10 if above else -10) if meets else 0,
    }


def room_for_names(people: Sequence[DrawnPerson]) -> int:
    """Pixels right of the last week for the longest name."""
    return 14 + 10 * longest_name(people)


def longest_name(people: Sequence[DrawnPerson]) -> int:
    """Characters of the longest as it is drawn."""
    return max((len(_short(person.name)) for person in people), default=0)


def _short(name: str) -> str:
    """As many whole words of a name as there is room for; a long word is cut."""
    if len(name) <= _MAX_NAME:
        return name
    whole = shorten(name, _MAX_NAME, placeholder="…")
    return whole if len(whole) > 1 else f"{name[: _MAX_NAME - 1]}…"
