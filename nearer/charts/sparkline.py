"""A small picture of two lines of weeks: last values, usual ranges and the weeks of an alert; a picture in the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nearer.domain.weeks import Week
from nearer.inks import write_style
from nearer.trends.series import weeks_between
from nearer.views.chart_values import SPARK_WEEKS, Accent, SparkLine, score_text
from nearer.views.picture_uri import picture_uri

SPARK_WIDTH, SPARK_HEIGHT = 160, 44
_LEFT, _RIGHT, _TOP, _FOOT = 4, 126, 5, 37  # of the drawing; right of it stand the last values
_LABEL = 11  # pixels between two last values that would meet
# The picture follows the page from light to dark.
_STYLE = write_style(
    ".teal{stroke:%teal}.clay{stroke:%clay}.teal-fill{fill:%teal}.clay-fill{fill:%clay}.alert{fill:%ink}"
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    '{style}<g font-family="system-ui,sans-serif" font-size="11" font-weight="700">{drawn}</g></svg>'
)


def sparkline_uri(lines: Sequence[SparkLine], until: Week, alerts: Sequence[Week]) -> str:
    """The last weeks up to `until`, 0 to 100, gaps as gaps. Weeks of an alert have a bar below them."""
    first = until.plus(1 - SPARK_WEEKS)
    weeks = [weeks_between(first, week) for week in alerts]
    bars = "".join(
        f'<rect class="alert" x="{_week_x(week) - 4:.1f}" y="40" width="8" height="3" rx="1"/>'
        for week in weeks if 0 <= week < SPARK_WEEKS
    )  # fmt: skip
    ranges = "".join(_draw_range(line) for line in lines if line.usual is not None)
    clay_below = sorted(lines, key=lambda line: line.accent is Accent.TEAL)
    drawn = (
        ranges + bars + "".join(_draw_line(line, first) for line in clay_below) + "".join(_last_values(lines, first))
    )
    width = SPARK_WIDTH if any(line.valued for line in lines) else _RIGHT + _LEFT  # no room for numbers without any
    svg = _SVG.format(width=width, height=SPARK_HEIGHT, style=_STYLE, drawn=drawn)
    return picture_uri(svg)


def _week_x(week: int) -> float:
    return _LEFT + 2 + week * (_RIGHT - _LEFT - 4) / (SPARK_WEEKS - 1)


def _score_y(score: float) -> float:
    return _FOOT - score / 100 * (_FOOT - _TOP)


def _draw_range(line: SparkLine) -> str:
    assert line.usual is not None
    top, foot = _score_y(line.usual.high), _score_y(line.usual.low)
    box = f'x="{_LEFT}" y="{top:.1f}" width="{_RIGHT - _LEFT}" height="{foot - top:.1f}" rx="2"'
    return f'<rect class="{line.accent}-fill" {box} fill-opacity=".1"/>'


def _scores_by_week(line: SparkLine, first: Week) -> dict[int, float]:
    """Score by weeks since `first`; only those that can be compared with the latest one are joined, and drawn."""
    scores = {weeks_between(first, scored.week): float(scored.score) for scored in line.weekly.comparable.scores}
    return {week: score for week, score in scores.items() if 0 <= week < SPARK_WEEKS}


def _draw_line(line: SparkLine, first: Week) -> str:
    """Strokes between neighbouring weeks; a week alone is a dot, and so is the last one."""
    scores = _scores_by_week(line, first)
    steps = []
    for week in sorted(scores):
        start = "L" if line.joined and week - 1 in scores else "M"
        steps.append(f"{start}{_week_x(week):.1f} {_score_y(scores[week]):.1f}")
    if not steps:
        return ""
    dashes = ' stroke-dasharray="4 3"' if line.accent is Accent.CLAY else ""
    alone = [week for week in scores if not (line.joined and {week - 1, week + 1} & scores.keys())]
    dots = "".join(_draw_dot(line, week, scores[week], 1.7) for week in alone)
    dots += _draw_dot(line, max(scores), scores[max(scores)], 3)
    path = f'<path class="{line.accent}" d="{"".join(steps)}" fill="none" stroke-width="2" stroke-linecap="round"'
    return f'{path} stroke-linejoin="round"{dashes}/>{dots}'


def _draw_dot(line: SparkLine, week: int, score: float, radius: float) -> str:
    return f'<circle class="{line.accent}-fill" cx="{_week_x(week):.1f}" cy="{_score_y(score):.1f}" r="{radius}"/>'


def _last_values(lines: Sequence[SparkLine], first: Week) -> Iterator[str]:
    """Each beside where its line ends, moved apart where two would meet."""
    lasts = [(line.accent, scores[max(scores)]) for line in lines
             if line.valued and (scores := _scores_by_week(line, first))]  # fmt: skip
    lasts.sort(key=lambda last: (-last[1], last[0] is Accent.CLAY))
    heights: list[float] = []
    for _accent, score in lasts:
        y = min(max(_score_y(score) + 4, 10), SPARK_HEIGHT - 2)
        heights.append(max(y, heights[-1] + _LABEL) if heights else y)
    over = max(0.0, heights[-1] - (SPARK_HEIGHT - 2)) if heights else 0.0
    for (accent, score), height in zip(lasts, heights, strict=True):
        yield f'<text class="{accent}-fill" x="{_RIGHT + 6}" y="{height - over:.1f}">{score_text(score)}</text>'
