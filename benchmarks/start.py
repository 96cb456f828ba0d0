"""How long a start takes until the sign-in page answers, beside an empty Streamlit app; the screens load after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.measure import Measure, medians_of, seconds
from benchmarks.servers import empty_app, nearer_app
from tools.live_server import LiveServer


def start_measures() -> Iterator[Measure]:
    """The two programs in turn; the first round compiles and does not count."""
    with empty_app() as empty, nearer_app() as nearer:
        medians = medians_of({"empty": _restart(empty), "nearer": _restart(nearer)}, rounds=5, warm_up=1)
    yield Measure("a start until the sign-in page answers", medians["nearer"], "s", 1.5, medians["empty"])


def _restart(server: LiveServer) -> Callable[[], float]:
    """Its start alone; it has ended before, so that the other one is measured on a quiet machine."""

    def restart() -> float:
        server.stop()
        taken = seconds(server.start)
        server.stop()
        return taken

    return restart
