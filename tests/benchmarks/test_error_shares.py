"""A share of people drawn anew is held to its promise and the error of a small draw; and nothing is measured twice."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import benchmarks.error_shares as shares

BENCHMARKS = Path(shares.__file__).parent


def names_of_measures() -> list[str]:
    nodes = (node for file in BENCHMARKS.glob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    every = [node for node in nodes if isinstance(node, ast.Call)]
    calls = [call for call in every if isinstance(call.func, ast.Name) and call.func.id == "Measure"]
    return [str(call.args[0].value) for call in calls if call.args and isinstance(call.args[0], ast.Constant)]


def test_no_two_measurements_have_one_name() -> None:
    assert {name: times for name, times in Counter(names_of_measures()).items() if times > 1} == {}


def test_a_small_draw_may_be_above_its_promise_by_three_of_its_errors() -> None:
    """Of 1,000 people at 5 %: 0.05 + 3 * sqrt(0.05 * 0.95 / 1000)."""
    assert shares.most_drawn(0.05, 1_000) == pytest.approx(0.0707, abs=0.0001)


def test_a_claim_that_is_made_too_easily_misses_its_target(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = {"0": 0.01, "0.3": 0.09, "0.5": 0.09}
    easily = {"false_alarms": steady, "wrong_direction": 0.0, "rise_detected": 0.9, "step_detected": 0.9}
    monkeypatch.setattr(shares, "quick", lambda: {"claims": {"likely": easily}})
    verdicts = {measure.name: measure.is_held for measure in shares.trend_measures()}
    assert [name for name, verdict in verdicts.items() if not verdict] == [
        "likely: told to steady people, autocorrelation 0.3"
    ]
    assert len(verdicts) == 6
