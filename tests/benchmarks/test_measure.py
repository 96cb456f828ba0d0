"""A number beside the empty app's says plainly whether it holds, and the first rounds never count."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from benchmarks.measure import Measure, keep, line, medians_of


@pytest.mark.parametrize(
    ("measure", "is_held"),
    [
        (Measure("a click", 15, "ms", 0.3, beside=60), True),
        (Measure("a click", 19, "ms", 0.3, beside=60), False),
        (Measure("scoring", 4.9, "s", 5), True),
        (Measure("files fetched once more", 0, "", 0), True),
        (Measure("files fetched once more", 1, "", 0), False),
        (Measure("this disk", 0.5, "ms"), None),
    ],
)
def test_a_measurement_meets_its_target_by_its_ratio_where_there_is_one_to_compare_with(
    measure: Measure, is_held: bool | None
) -> None:
    assert measure.is_held is is_held
    assert ("NOT HELD" in line(measure)) is (is_held is False)


def test_measuring_leaves_the_rounds_that_warm_up_out_of_the_median() -> None:
    turns = count()
    assert medians_of({"act": lambda: float(next(turns))}, rounds=3, pause=0, warm_up=10) == {"act": 11.0}


def test_each_round_does_every_act_so_that_a_busy_minute_hits_them_alike() -> None:
    done: list[str] = []

    def act(name: str) -> float:
        done.append(name)
        return 0.0

    medians_of({"ours": lambda: act("ours"), "empty": lambda: act("empty")}, rounds=2, pause=0, warm_up=0)
    assert done == ["ours", "empty", "ours", "empty"]


def test_what_was_measured_is_kept_with_its_ratio_for_a_later_run(tmp_path: Path) -> None:
    keep([Measure("a click", 15, "ms", 0.3, beside=60)], tmp_path / "build" / "bench.json")
    [row] = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert (row["name"], row["ratio"], row["held"]) == ("a click", 0.25, True)
