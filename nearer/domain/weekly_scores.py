"""One person's weekly scores: the one shape that claims, charts, tables and the sheet are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from nearer.domain.weeks import Week


@dataclass(frozen=True, slots=True)
class WeeklyScale:
    """A scale of a questionnaire that is asked every week, by their ids."""

    questionnaire: str
    scale: str


class WeeklyScore(NamedTuple):
    """One week's score in points of the scale, and the hash of the definition that it was scored by."""

    week: Week
    score: Decimal
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyScores:
    """One person's scores of one scale, oldest week first, one a week; a week without one was not answered.

    Made by `of`, so that the order and "the last of a week" are written here only.
    """

    scores: tuple[WeeklyScore, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, scores: Iterable[WeeklyScore]) -> WeeklyScores:
        """Weekly scores from scores in any order; of two in one week the later one of `scores` counts."""
        by_week = {scored.week: scored for scored in scores}
        return cls(tuple(by_week[week] for week in sorted(by_week)))

    def __bool__(self) -> bool:
        return bool(self.scores)

    @property
    def latest(self) -> WeeklyScore | None:
        return self.scores[-1] if self.scores else None

    @property
    def by_week(self) -> dict[Week, WeeklyScore]:
        return {scored.week: scored for scored in self.scores}

    @property
    def comparable(self) -> WeeklyScores:
        """The scores made by the same definition as the latest one; others cannot be compared with it."""
        return WeeklyScores(tuple(scored for scored in self.scores if scored.sha256 == self.scores[-1].sha256))

    @property
    def is_scored_alike(self) -> bool:
        """Whether all were scored by one definition, so that a line may join them."""
        return len({scored.sha256 for scored in self.scores}) <= 1
