"""What the core costs without a screen: scoring, and importing it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure, median_of, seconds

RESPONSES = 100_000
NINE_ITEMS = Path(__file__).parent / "nine-items.yaml"


def core_measures() -> Iterator[Measure]:
    """Scoring 100,000 responses of nine items, and `import nearer.domain` in a fresh Python."""
    yield Measure("scoring 100,000 responses of nine items", scoring_seconds(), "s", target=5)
    yield Measure("import nearer.domain", median_of(import_seconds, pause=0), "s", target=0.2)


def trend_measures() -> Iterator[Measure]:
    """The claims of 10,000 people over half a year of weeks."""
    from benchmarks.trends import stage_speed

    yield Measure("claims of 10,000 series of 26 weeks", stage_speed()["speed"]["seconds"], "s", target=5)


def scoring_seconds() -> float:
    """Every response another one, read from raw values as they are stored."""
    from nearer.domain import load_questionnaire, read_answers, score_response

    questionnaire = load_questionnaire(NINE_ITEMS.read_bytes(), NINE_ITEMS.name)
    codes = [option.code for option in questionnaire.items[0].options]
    ids = [item.id for item in questionnaire.items]
    raws = [{item: codes[(n >> place) % len(codes)] for place, item in enumerate(ids)} for n in range(RESPONSES)]

    def score_all() -> None:
        for raw in raws:
            score_response(questionnaire, read_answers(questionnaire, raw))

    return seconds(score_all)


def import_seconds() -> float:
    """`import nearer.domain`, without the start of Python itself."""
    code = "import time; start = time.perf_counter(); import nearer.domain; print(time.perf_counter() - start)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout)
