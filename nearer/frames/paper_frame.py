"""Totals from paper as a table, to be counted beside the scores of questionnaires."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pandas as pd

from nearer.frames.columns import FramePerson, make_frame
from nearer.frames.scores_frame import SCORE_COLUMNS
from nearer.instruments.registry import Instrument
from nearer.trends.reliable_change import ChangeKind, published_change

ON_PAPER = "paper"  # the questionnaire of an instrument that nobody answered here
COUNTED_COLUMNS = (
    "couple", "person", "day", "questionnaire", "definition", "scale", "score", "higher", "change", "needed", "outcome",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperTotal:
    """One total; `counts_as` are the ids of the questionnaire and scale beside whose scores it is counted."""

    who: FramePerson
    instrument: Instrument
    day: date
    value: Decimal = field(repr=False)
    counts_as: tuple[str, str]


def paper_frame(totals: Iterable[PaperTotal]) -> pd.DataFrame:
    """One row a total, the oldest day first, with the COUNTED_COLUMNS of a `scores_frame`.

    A change is only from a total to a total; `definition` is the instrument's id.
    """
    in_order = sorted(totals, key=lambda total: total.day)
    return make_frame({name: SCORE_COLUMNS[name] for name in COUNTED_COLUMNS}, _make_rows(in_order))


def _make_rows(in_order: Iterable[PaperTotal]) -> Iterator[tuple[object, ...]]:
    before: dict[tuple[str, str], Decimal] = {}
    for total in in_order:
        instrument, about = total.instrument, (total.who.person, total.instrument.id)
        keys = total.who.couple, total.who.person, total.day
        score = total.counts_as[0], f"{ON_PAPER} {instrument.id}", total.counts_as[1], float(total.value)
        yield *keys, *score, instrument.higher, *_change(instrument, before.get(about), total.value)
        before[about] = total.value


def _change(
    instrument: Instrument, before: Decimal | None, value: Decimal
) -> tuple[float | None, float | None, str | None]:
    """Change, needed and outcome."""
    if before is None:
        return None, None, None
    difference = float(value - before)
    if instrument.change is None or instrument.higher == "unsaid":
        return difference, None, None
    needed = float(instrument.change.points)
    kind = published_change(float(before), float(value), needed).kind
    if kind is ChangeKind.NO_RELIABLE_CHANGE:
        return difference, needed, "unchanged"
    return difference, needed, "better" if (difference > 0) == (instrument.higher == "better") else "worse"
