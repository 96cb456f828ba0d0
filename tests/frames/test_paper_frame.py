"""Totals from paper as a table: the change from a total to a total, by published points, in both directions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nearer.domain.roles_and_audiences import Role
from nearer.frames.columns import FramePerson
from nearer.frames.paper_frame import COUNTED_COLUMNS, ON_PAPER, PaperTotal, paper_frame
from nearer.frames.scores_frame import SCORE_COLUMNS
from nearer.shipped import shipped_instruments

MEERA, RAVI = FramePerson("couple", "meera", Role.SURVIVOR), FramePerson("couple", "ravi", Role.PARTNER, False)
INSTRUMENTS = {one.id: one for one in shipped_instruments()}


def total(instrument: str, day: int, value: float, who: FramePerson = MEERA) -> PaperTotal:
    return PaperTotal(who, INSTRUMENTS[instrument], date(2026, 11, day), Decimal(str(value)), (ON_PAPER, instrument))


@pytest.mark.parametrize(("instrument", "before", "after", "outcome"), [
    ("phq-9", 16, 10, "better"), ("phq-9", 10, 16, "worse"), ("phq-9", 16, 11, "unchanged"),
    ("ors", 18, 24, "better"), ("ors", 24, 18, "worse"), ("ors", 18, 22.9, "unchanged"),
])  # fmt: skip
def test_a_change_has_the_points_and_the_direction_of_its_instrument(
    instrument: str, before: float, after: float, outcome: str
) -> None:
    """PHQ-9 falls and ORS rises for the better; PHQ-9 needs 6 points and ORS 5, by their sources."""
    frame = paper_frame([total(instrument, 9, after), total(instrument, 2, before)])
    assert frame["outcome"].astype(object).where(frame["outcome"].notna(), None).tolist() == [None, outcome]
    assert frame["change"].tolist()[1] == pytest.approx(after - before)


def test_a_change_is_of_one_person_and_one_instrument() -> None:
    frame = paper_frame([total("phq-9", 2, 20), total("ors", 3, 5), total("phq-9", 4, 1, RAVI)])
    assert frame["change"].isna().all()


def test_a_paper_total_without_a_published_change_has_no_outcome() -> None:
    without = next(one.id for one in INSTRUMENTS.values() if one.range is not None and one.change is None)
    frame = paper_frame([total(without, 2, 0), total(without, 3, 100)])
    assert frame["outcome"].isna().all() and frame["change"].tolist()[1] == 100


def test_the_columns_are_those_of_a_scores_frame_also_without_a_row() -> None:
    frame = paper_frame([])
    assert tuple(frame.columns) == COUNTED_COLUMNS
    assert all(frame[name].dtype == SCORE_COLUMNS[name] for name in COUNTED_COLUMNS)
