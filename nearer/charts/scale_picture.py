"""A small picture of one scale: one person's scores over time, or two people's time before and last, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nearer.inks import write_style
from nearer.views.chart_values import Accent
from nearer.views.picture_uri import picture_uri

CARD_WIDTH, CARD_HEIGHT = 220, 60
MIN_SPAN = timedelta(weeks=12)  # as far back as the caseload looks
_EDGE, _TOP, _FOOT = 10, 8, 52
_LOOK = write_style(
    ".teal{stroke:%teal}.clay{stroke:%clay}.teal-fill{fill:%teal}.clay-fill{fill:%clay}.cut{stroke:%edge}"
    ".track{stroke:%line}",
    ".hollow{fill:#fff}",  # the card it stands on
    ".hollow{fill:#222929}",
)
_FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    "{look}{drawn}</svg>"
)


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """One person's days and scores, oldest first; `moved` says that the last change is more than chance."""

    accent: Accent
    scores: tuple[tuple[date, float], ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class ScalePicture:
    """A scale from `low` to `high` points, with the scores at which its bands begin."""

    low: float
    high: float
    cuts: tuple[float, ...]
    lines: tuple[ScaleLine, ...]
    today: date

    @property
    def uri(self) -> str:
        """The picture as a data URI inside the page, fetched from nowhere."""
        drawn = "".join(self._draw_person_rows() if len(self.lines) > 1 else self._over_time())
        svg = _FRAME.format(width=CARD_WIDTH, height=CARD_HEIGHT, look=_LOOK, drawn=drawn)
        return picture_uri(svg)

    def _share(self, score: float) -> float:
        return (score - self.low) / (self.high - self.low) if self.high > self.low else 0.5

    def _score_x(self, score: float) -> float:
        return _EDGE + self._share(score) * (CARD_WIDTH - 2 * _EDGE)

    def _score_y(self, score: float) -> float:
        return _FOOT - self._share(score) * (_FOOT - _TOP)

    def _draw_person_rows(self) -> Iterator[str]:
        """A row a person from the lowest score to the highest: hollow for the time before, filled for now.

        Thin lines are where a band begins.
        """
        for cut in self.cuts:
            yield f'<path class="cut" d="M{self._score_x(cut):.1f} 6V54" stroke-dasharray="2 3"/>'
        for index, line in enumerate(self.lines):
            y = 18 + 24 * index
            scores = [self._score_x(score) for _day, score in line.scores[-2:]]
            yield f'<path class="track" d="M{_EDGE} {y}H{CARD_WIDTH - _EDGE}" stroke-width="2"/>'
            yield f'<path class="{line.accent}" d="M{scores[0]:.1f} {y}H{scores[-1]:.1f}" stroke-width="3"/>'
            if len(scores) > 1:
                yield f'<circle class="{line.accent} hollow" cx="{scores[0]:.1f}" cy="{y}" r="4" stroke-width="2"/>'
            yield _draw_last_score(line, scores[-1], y)

    def _over_time(self) -> Iterator[str]:
        """One person's scores up to today, which is the right edge: answers of long ago end before it."""
        for cut in self.cuts:
            yield f'<path class="cut" d="M2 {self._score_y(cut):.1f}H{CARD_WIDTH - 2}" stroke-dasharray="2 3"/>'
        [line] = self.lines
        first = min(line.scores[0][0], self.today - MIN_SPAN)
        days = (self.today - first).days
        places = [(_EDGE + (day - first).days / days * (CARD_WIDTH - 2 * _EDGE), self._score_y(score))
                  for day, score in line.scores]  # fmt: skip
        steps = "L".join(f"{across:.1f} {y:.1f}" for across, y in places)
        yield f'<path class="{line.accent}" d="M{steps}" fill="none" stroke-width="2" stroke-linejoin="round"/>'
        for across, y in places[:-1]:
            yield f'<circle class="{line.accent}-fill" cx="{across:.1f}" cy="{y:.1f}" r="2.5"/>'
        yield _draw_last_score(line, *places[-1])


def _draw_last_score(line: ScaleLine, across: float, y: float) -> str:
    """The last score; a ring around it where it moved by more than chance."""
    dot = f'<circle class="{line.accent}-fill" cx="{across:.1f}" cy="{y:.1f}" r="4.5"/>'
    ring = f'<circle class="{line.accent}" cx="{across:.1f}" cy="{y:.1f}" r="7.5" fill="none" stroke-width="1.5"/>'
    return dot + (ring if line.moved else "")
