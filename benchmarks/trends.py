"""How often claims are right and wrong: calibrates the thresholds, measures them, keeps the numbers in data/trends.

python -m benchmarks.trends             everything, anew (about six minutes on one core)
python -m benchmarks.trends claims      one stage: calibrate, claims, further, compare, signs, speed or docs
python -m benchmarks.trends --quick     a small draw of every claim's rates, printed and not kept (15 seconds)
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.trends_compare import compare, ordinary_rule
from benchmarks.trends_ladder import AIM, LIMITS, calibrate
from benchmarks.trends_looks import Looks, look_every_week, nearer_evidence
from benchmarks.trends_people import WEEKS, World, draw_people
from benchmarks.trends_report import write_report
from benchmarks.trends_signs import (
    low_weeks_rates,
    moving_rates,
    overlap_rates,
    quiet_weeks_rates,
    series_from,
    usual_range_holds,
    wide_gap_rates,
)
from benchmarks.trends_worlds import AUTOCORRELATIONS, FURTHER, MAIN, NEVER_MISSED, YEARS, range_covers, tell
from nearer.trends.claims import claims_of
from nearer.trends.error_rates import FOLDER, thresholds

THRESHOLDS = FOLDER / "thresholds.json"
KEPT = FOLDER / "operating-characteristics.json"
CALIBRATED_ON, CALIBRATED_SEED = 30_000, 2601
PEOPLE, SEED = 20_000, 2602  # other people than those of the calibration
FEWER = 5_000
DRAWN_QUICKLY = 1_000


def stage_calibrate() -> dict[str, Any]:
    half, year = ({at: _looks(at, weeks) for at in AUTOCORRELATIONS} for weeks in (WEEKS, 2 * WEEKS))
    ladders = {strength: calibrate(half, year, strength) for strength in LIMITS}
    about = {"seed": CALIBRATED_SEED, "people": CALIBRATED_ON, "weekly_looks": WEEKS, "aimed_share_of_limit": AIM}
    _write(THRESHOLDS, {"calibrated": date.today().isoformat(), **about, **ladders})
    thresholds.cache_clear()
    return {}


def _looks(autocorrelation: float, weeks: int) -> Looks:
    drawn = draw_people(World(np.zeros(weeks), autocorrelation), CALIBRATED_ON, CALIBRATED_SEED)
    return look_every_week(drawn.scores, nearer_evidence)


def stage_claims() -> dict[str, Any]:
    rows = tell(MAIN, thresholds(), PEOPLE, SEED)
    about = {"measured": date.today().isoformat(), "seed": SEED, "people": PEOPLE, "weekly_looks": 26}
    error = round(2 * math.sqrt(0.25 / PEOPLE), 4)
    return {**about, "share_error": error, "claims": summary(rows), "worlds": rows}


def summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The rates a claim is shown with, by its strength; wrong direction is the worst of all rises and steps."""
    by_world = {row["world"]: row for row in rows}
    changing = [row for name, row in by_world.items() if not name.startswith("steady")]
    return {
        strength: {
            "false_alarms": {
                f"{at:g}": by_world[f"steady, autocorrelation {at:g}"][strength] for at in AUTOCORRELATIONS
            },
            "wrong_direction": max(row[f"{strength}_down"] for row in changing),
            "rise_detected": by_world["rise, autocorrelation 0.3"][f"{strength}_up"],
            "step_detected": by_world["step up, autocorrelation 0.3"][f"{strength}_up"],
        }
        for strength in ("likely", "leaning")
    }


def stage_further() -> dict[str, Any]:
    rows = tell(NEVER_MISSED | YEARS | FURTHER, thresholds(), FEWER, SEED)
    return {"further_worlds_people": FEWER, "further_worlds": rows, "within_slope_range": range_covers(FEWER, SEED)}


def stage_compare() -> dict[str, Any]:
    return {
        "compared_methods_people": FEWER,
        "compared_methods": compare(FEWER, SEED),
        "weekly_regression": ordinary_rule(FEWER, SEED),
    }


def stage_signs() -> dict[str, Any]:
    return {
        "alert_people": FEWER,
        "alerts": {
            "low_weeks": low_weeks_rates(FEWER, SEED),
            "wide_gap": wide_gap_rates(FEWER, SEED),
            "quiet_weeks": quiet_weeks_rates(FEWER, SEED),
        },
        "event_difference": overlap_rates(FEWER, SEED),
        "moving_together": moving_rates(FEWER, SEED),
        "moving_together_at_0.7": moving_rates(FEWER, SEED, alike=0.7),
        "within_usual_range": usual_range_holds(FEWER, SEED),
    }


def stage_speed() -> dict[str, Any]:
    """Seconds and megabytes for the claims of 10,000 series of 26 weeks."""
    many = series_from(draw_people(World(), 10_000, SEED).scores)
    start = time.perf_counter()
    claims_of(many)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return {"speed": {"series": len(many), "seconds": round(seconds, 2), "peak_megabytes": round(peak)}}


def stage_docs() -> dict[str, Any]:
    write_report(json.loads(KEPT.read_text("utf-8")))
    return {}


STAGES: dict[str, Callable[[], dict[str, Any]]] = {
    "calibrate": stage_calibrate,
    "speed": stage_speed,
    "claims": stage_claims,
    "further_worlds": stage_further,
    "compare": stage_compare,
    "signs": stage_signs,
    "docs": stage_docs,
}


def quick() -> dict[str, Any]:
    """The claims' rates from few people a world."""
    return {"claims": summary(tell(MAIN, thresholds(), DRAWN_QUICKLY, SEED))}


def _write(file: Path, values: dict[str, Any]) -> None:
    file.write_text(json.dumps(values, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Calibrate and measure the claims of nearer/trends.")
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--quick", action="store_true", help="a small draw, printed and not kept")
    arguments = parser.parse_args()
    if arguments.quick:
        print(json.dumps(quick(), indent=1))
        return
    if unknown := set(arguments.stages) - set(STAGES):
        parser.error(f"there is no stage {', '.join(sorted(unknown))}; the stages are {', '.join(STAGES)}")
    for name in arguments.stages or STAGES:
        start = time.perf_counter()
        rates = STAGES[name]()
        if rates:
            _write(KEPT, json.loads(KEPT.read_text("utf-8")) | rates)
        print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
