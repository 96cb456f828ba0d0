"""The caseload as a table: every couple with its reason in words, a small picture of the weeks, and the next dates."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence

import streamlit as st

from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.views.chart_values import Accent, Line
from nearer.views.layout.escape import markup
from nearer.views.layout.tables import table_markup
from nearer.views.screen_values import SHOWN_WEEKS, CaseRow

_STEP, _HEIGHT = 5, 34
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -3 {} 40" width="{}" height="40"><style>'
    "path{{vector-effect:non-scaling-stroke}}.teal{{stroke:#0f5f63}}.clay{{stroke:#a4532f;stroke-dasharray:3 2}}"
    "@media(prefers-color-scheme:dark)"
    '{{.teal{{stroke:#7ccbc8}}.clay{{stroke:#e5a07d}}}}</style><g fill="none" stroke-width="2" '
    'stroke-linecap="round">{}</g></svg>'
)


def draw_caseload(rows: Sequence[CaseRow], until: Week) -> None:
    """Draw a row a couple; the small pictures end with the week `until`."""
    st.html(caseload_html(rows, until))


def caseload_html(rows: Sequence[CaseRow], until: Week) -> str:
    """The table as HTML."""
    body = "".join(_row(row, until) for row in rows)
    return table_markup(words.therapist.CASE_CAPTION, words.caseload.COLUMNS, body, "nearer-caseload")


def _row(row: CaseRow, until: Week) -> str:
    also = "<small>{}</small>" * (len(row.also) + 1)
    picture = '<img src="{}" alt="{}">' if row.lines else "{}{}"
    alt = words.caseload.sparkline(row.names, SHOWN_WEEKS)
    drawn = (sparkline_uri(row.lines, until), alt) if row.lines else ("", "")
    cells = '<tr><th scope="row"><a href="{}">{}</a><small>{}</small></th><td>{}' + also + "</td>"
    cells += f'<td>{picture}</td><td data-label="{{}}">{{}}</td><td data-label="{{}}">{{}}</td></tr>'
    texts = (row.address, row.names, row.granted, row.why, row.sure, *row.also)
    return markup(cells, *texts, *drawn, words.caseload.COLUMNS[3], row.last, words.caseload.COLUMNS[4], row.visit)


def sparkline_uri(lines: Sequence[Line], until: Week, weeks: int = SHOWN_WEEKS, step: int = _STEP) -> str:
    """So many weeks up to `until`, 0 to 100, gaps as gaps, `step` pixels a week; a picture inside the page, fetched
    from nowhere."""
    first = until.plus(1 - weeks).monday()
    drawn = "".join(_path(line, first.toordinal(), step) for line in lines)
    width = step * weeks + 6
    return "data:image/svg+xml;base64," + b64encode(_SVG.format(width, width, drawn).encode()).decode()


def _path(line: Line, first: int, step: int) -> str:
    """Strokes between neighbouring weeks; a week alone is a dot."""
    weeks = line.weekly.scores
    scores = {(scored.week.monday().toordinal() - first) // 7: float(scored.score) for scored in weeks}
    steps: list[str] = []
    for place in sorted(place for place in scores if place >= 0):
        start, dot = ("L", "") if place - 1 in scores and steps else ("M", "h0.01")
        steps.append(f"{start}{place * step} {_HEIGHT * (1 - scores[place] / 100):.1f}{dot}")
    return f'<path class="{"clay" if line.accent is Accent.CLAY else "teal"}" d="{"".join(steps)}"/>'
