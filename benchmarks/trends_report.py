"""Writes the measured tables into docs/trends.md, between its two markers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.trends_ladder import LIMITS, MAX_WRONG_DIRECTION, MIN_FOUND

DOCS = Path(__file__).resolve().parents[1] / "docs" / "trends.md"
START, END = "<!-- measured: start -->", "<!-- measured: end -->"
AT = ("0", "0.3", "0.5")


def write_report(rates: Mapping[str, Any]) -> None:
    """Replace what stands between the markers by the tables of this measurement."""
    before, rest = DOCS.read_text("utf-8").split(START)
    after = rest.split(END)[1]
    DOCS.write_text(f"{before}{START}\n{report(rates)}\n{END}{after}", "utf-8")


def report(rates: Mapping[str, Any]) -> str:
    """The tables in Markdown."""
    parts = (_about(rates), _claims(rates), _worlds(rates), _compared(rates), _signs(rates))
    return "\n\n".join(parts)


def _about(rates: Mapping[str, Any]) -> str:
    speed = rates["speed"]
    return (
        f"Measured {rates['measured']} with seed {rates['seed']}: {rates['people']:,} people a world "
        f"({rates['further_worlds_people']:,} where said), so a share is known to about "
        f"{100 * rates['share_error']:.1f} points at worst. "
        f"The claims of {speed['series']:,} series of 26 weeks took {speed['seconds']} s and a peak of "
        f"{speed['peak_megabytes']} MB."
    )


def _claims(rates: Mapping[str, Any]) -> str:
    claims = rates["claims"]
    rows = [
        (
            f"*{strength}* said of steady people, autocorrelation {at}",
            _percent(claims[strength]["false_alarms"][at]),
            f"≤ {100 * most:g} %",
        )
        for strength, limits in LIMITS.items()
        for at, most in zip(AT, limits.values(), strict=True)
    ]
    for strength, most in MAX_WRONG_DIRECTION.items():
        wrong = _percent(claims[strength]["wrong_direction"])
        rows.append((f"*{strength}* in the wrong direction, worst world", wrong, f"≤ {100 * most:g} %"))
    for change in ("rise", "step"):
        for strength, least in MIN_FOUND.items():
            share = _percent(claims[strength][f"{change}_detected"])
            rows.append((f"{change} found, *{strength}*", share, f"≥ {100 * least[change]:g} %"))
    return _table(("over 26 weekly looks", "measured", "wanted"), rows)


def _worlds(rates: Mapping[str, Any]) -> str:
    names = ("likely_up", "likely_down", "leaning_up", "leaning_down")
    rows = [
        (row["world"] + footnote, *(_percent(row[name]) for name in names), str(row["median_week_of_likely"] or "-"))
        for rows, footnote in ((rates["worlds"], ""), (rates["further_worlds"], " ¹"))
        for row in rows
    ]
    head = ("people", "likely up", "likely down", "leaning up", "leaning down", "half of *likely* by week")
    holds = ", ".join(f"{_percent(rates['within_slope_range'][at])} at {at}" for at in AT)
    note = (
        f"¹ {rates['further_worlds_people']:,} people. "
        f"The slope's 90 % range holds the true slope for {holds} autocorrelation."
    )
    return f"{_table(head, rows)}\n\n{note}"


def _compared(rates: Mapping[str, Any]) -> str:
    rows = [
        (row["method"], *(_percent(row["slanted_threshold"][name]) for name in (*AT, "rise", "step")))
        + tuple(_percent(row["level_threshold"][name]) for name in ("rise", "step"))
        for row in rates["compared_methods"]
    ]
    head = ("method", "told 0", "told .3", "told .5", "rise", "step", "rise, level", "step, level")
    note = (
        f"{rates['compared_methods_people']:,} people a world, 15 % missing. Each threshold is raised until at most "
        "3, 5 and 10 % of steady people at autocorrelation 0, .3 and .5 (the bound: 5 % at .3) are told of a direction "
        "at any look. "
        "*Level*: the same evidence asked at every look; before that, the best of five slants over the weeks so far. "
        "The ordinary rule, a regression at p < .05 looked at weekly, tells "
        f"{_percent(rates['weekly_regression'])} of steady people."
    )
    return f"{_table(head, rows)}\n\n{note}"


def _signs(rates: Mapping[str, Any]) -> str:
    rows = [
        ("low weeks, by autocorrelation", rates["alerts"]["low_weeks"]),
        ("wide gap, by the couple's usual distance", rates["alerts"]["wide_gap"]),
        ("quiet weeks, by the share missed at random", rates["alerts"]["quiet_weeks"]),
        ("told of a difference around an event, by autocorrelation", rates["event_difference"]),
        ("told of moving together or opposite, by autocorrelation", rates["moving_together"]),
        ("the same when weeks are alike by .7", rates["moving_together_at_0.7"]),
        ("later weeks inside the usual range, by autocorrelation", rates["within_usual_range"]),
    ]
    cells = [(name, ", ".join(f"{at}: {_percent(share)}" for at, share in shares.items())) for name, shares in rows]
    return f"{_table(('sign, at least once in half a year of steady people', 'measured'), cells)}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
