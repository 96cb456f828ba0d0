"""The numbers to hold, beside an empty Streamlit app in the same run: `make bench`, a part: `make bench ARGS=quick`.

Each line is printed as soon as it is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks.caseload import caseload_measures
from benchmarks.caseload_in_browser import caseload_browser_measures
from benchmarks.clicks import click_measures
from benchmarks.clinic import clinic_measures
from benchmarks.crowd import crowd_measures, process_measures
from benchmarks.error_shares import guide_measures, trend_measures
from benchmarks.first_page import first_page_measures
from benchmarks.measure import HEAD, Measure, keep, line
from benchmarks.memory import memory_measures
from benchmarks.processor import processor_measures
from benchmarks.questionnaires import questionnaire_measures
from benchmarks.quick import quick_measures
from benchmarks.servers import ROOT, empty_app, nearer_app
from benchmarks.sittings import sitting_measures
from benchmarks.start import start_measures
from benchmarks.tables import table_measures
from tools.live_server import LiveServer

ALONE: dict[str, Callable[[], Iterator[Measure]]] = {
    "quick": quick_measures,
    "trends": trend_measures,
    "guide": guide_measures,
    "questionnaires": questionnaire_measures,
    "sittings": sitting_measures,
    "caseload": caseload_measures,
    "memory": memory_measures,
    "crowd": crowd_measures,
    "processes": process_measures,
    "processor": processor_measures,
    "tables": table_measures,
    "start": start_measures,
    "caseload-browser": caseload_browser_measures,
    "clinic": clinic_measures,
}
SIDE_BY_SIDE: dict[str, Callable[[LiveServer, LiveServer], Iterator[Measure]]] = {
    "clicks": click_measures,
    "browser": first_page_measures,
}


def run(wanted: list[str]) -> Iterator[Measure]:
    """Measure the parts named, one after the other."""
    for name, alone in ALONE.items():
        if name in wanted:
            yield from alone()
    side_by_side = [part for name, part in SIDE_BY_SIDE.items() if name in wanted]
    if side_by_side:
        with empty_app() as empty, nearer_app() as nearer:
            for part in side_by_side:
                yield from part(nearer, empty)


def main(arguments: list[str]) -> int:
    known = [*ALONE, *SIDE_BY_SIDE]
    unknown = [name for name in arguments if name not in known]
    if unknown:
        print(f"There is no part '{unknown[0]}'; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    measures = []
    print(HEAD)
    for measure in run(arguments or known):
        print(line(measure), flush=True)
        measures.append(measure)
    keep(measures, ROOT / "build" / "bench.json")
    return 1 if any(measure.is_held is False for measure in measures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
