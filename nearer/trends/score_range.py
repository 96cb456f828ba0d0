"""The points of a table of scores, and how they become the 0 to 100 on which claims are made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nearer.language.error_catalogue.score_table_errors import ScoreTableText
from nearer.language.explained_errors import ExplainedError

_RANGE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\s*-\s*(-?[0-9]+(?:\.[0-9]+)?)")


class ScoreRangeRefused(ExplainedError, ValueError):
    """No lowest and highest score, with the way to write them."""


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The lowest and the highest score that a table can hold, in its own points."""

    low: float
    high: float

    @classmethod
    def parse(cls, text: str) -> ScoreRange:
        """Raise ScoreRangeRefused for anything but the lowest and the highest score, such as 1-5."""
        match = _RANGE.fullmatch(text.strip())
        if match is None or float(match[1]) >= float(match[2]):
            raise ScoreRangeRefused(ScoreTableText.NO_RANGE)
        return cls(float(match[1]), float(match[2]))

    def of_hundred(self, score: float) -> float:
        """The score on the 0 to 100 on which claims are made."""
        return (score - self.low) * 100 / (self.high - self.low)


HUNDRED = ScoreRange(0, 100)
