"""Drawn around the lines: the usual range, weeks without a check-in, and the words of each week for a pointer."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten, wrap

from nearer.charts.chart_style import CLEAR, COLOURS
from nearer.trends.usual_range import UsualRange
from nearer.views import text as words
from nearer.views.chart_values import (
    Accent,
    ChartAnnotations,
    ChartEvent,
    DrawnPerson,
    events_in_week,
    score_text,
)
from nearer.views.layout.escape import markup

_WEEK = 7 * 24 * 60 * 60 * 1000  # milliseconds
_CHARACTERS = 34  # of a line that hovers on a phone
_MAX_NOTE = 120  # characters
_HATCHING = {Accent.TEAL: "/", Accent.CLAY: "\\"}  # crossed where both were away

_EDGES: dict[Accent, dict[str, object]] = {Accent.TEAL: {}, Accent.CLAY: {"dash": "6px,8px"}}  # as much teal as clay


def range_area(person: DrawnPerson, usual: UsualRange | None) -> list[dict[str, object]]:
    """The usual range as far as the person's line goes."""
    answered = list(person.scores)
    if usual is None or not answered:
        return []
    edges = {"x0": answered[0].isoformat(), "x1": answered[-1].isoformat(), "y0": usual.low, "y1": usual.high}
    look = {"fillcolor": COLOURS[person.accent], "opacity": 0.1, "line": {"width": 0}}
    return [{"type": "rect", "xref": "x", "yref": "y", "layer": "below"} | edges | look]


def range_edges(person: DrawnPerson, usual: UsualRange) -> list[dict[str, object]]:
    """A thin line at its top and its foot, whole for teal and dashed for clay, so that two that are alike stay two."""
    answered = list(person.scores)
    if not answered:
        return []
    along = {"x0": answered[0].isoformat(), "x1": answered[-1].isoformat(), "xref": "x", "yref": "y"}
    look = _EDGES[person.accent] | {"color": COLOURS[person.accent], "width": 1.5}
    return [
        {"type": "line", "layer": "below", "y0": score, "y1": score, "line": look} | along
        for score in (usual.low, usual.high)
    ]


def range_label(person: DrawnPerson, usual: UsualRange | None) -> list[dict[str, object]]:
    """Its words in the person's colour, within it: at the right end of its foot."""
    if usual is None or person.last is None:
        return []
    along = {"x": person.last[0].isoformat(), "xanchor": "right", "y": usual.low, "yanchor": "bottom"}
    text = {
        "text": html.escape(words.closeness.YOUR_USUAL_RANGE),
        "font": {"color": COLOURS[person.accent], "size": 13},
    }
    return [along | {"showarrow": False} | text]


def week_gaps(person: DrawnPerson) -> dict[str, object]:
    """A column in the person's own hatching for each week without a check-in, from their first week to their last."""
    pattern = {"shape": _HATCHING[person.accent], "fgcolor": COLOURS[person.accent], "size": 9, "solidity": 0.12}
    return _columns(person.gaps) | {
        "marker": {"color": CLEAR, "pattern": pattern},
        "opacity": 0.55,
        "hoverinfo": "skip",
    }


def week_columns(
    people: Sequence[DrawnPerson], mondays: Sequence[date], annotations: ChartAnnotations
) -> Iterator[dict[str, object]]:
    """One unseen column a week with what is known of it; none without a week."""
    if mondays:
        texts = ["<br>".join(map(html.escape, _week_lines(people, monday, annotations))) for monday in mondays]
        answers = {"text": texts, "hovertemplate": "%{text}<extra></extra>", "textposition": "none"}
        yield _columns(mondays) | {"marker": {"color": CLEAR}} | answers


def weeks_legend(people: Sequence[DrawnPerson], annotations: ChartAnnotations, events: Sequence[ChartEvent]) -> str:
    """HTML of what the pale areas and the hatching mean, and the words of each event with its days; empty without."""
    items = [*_area_words(people, annotations), *(("event", event.label) for event in events)]
    lines = "".join(markup('<li class="{}">{}</li>', kind, line) for kind, line in items)
    return f'<ul class="nearer-legend nearer-quiet">{lines}</ul>' if items else ""


def _area_words(people: Sequence[DrawnPerson], annotations: ChartAnnotations) -> Iterator[tuple[str, str]]:
    for person in people:
        if person.accent in annotations.ranges and person.scores:
            yield f"range-{person.accent}", words.closeness.range_of(person.name)
    for person in people:
        if person.gaps:
            yield f"gap-{person.accent}", words.closeness.hatched(person.name)


def _columns(mondays: Sequence[date]) -> dict[str, object]:
    count = len(mondays)
    across = {"x": [monday.isoformat() for monday in mondays], "width": [_WEEK] * count}
    return {"type": "bar", "base": [-4] * count, "y": [108] * count} | across


def _week_lines(people: Sequence[DrawnPerson], monday: date, annotations: ChartAnnotations) -> Iterator[str]:
    """The lines of one week: its date, each score with its circles, the events of its days, one's own note."""
    yield words.weeks.week_ago(monday, annotations.today) if annotations.today else words.weeks.week_from(monday)
    for person in people:
        score = person.scores.get(monday)
        of_week = words.closeness.NO_CHECK_IN if score is None else score_text(score)
        circles = annotations.circles.get((person.accent, monday), "")
        yield from wrap(words.closeness.person_in_week(person.name, of_week, circles), _CHARACTERS)
    for event in events_in_week(annotations.events, monday):
        yield from wrap(event, _CHARACTERS)
    if note := annotations.notes.get(monday):
        yield from wrap(words.closeness.quoted(shorten(note, _MAX_NOTE, placeholder="…")), _CHARACTERS)
