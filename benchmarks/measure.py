"""One measured number beside what it has to hold, and how a row of them is printed and kept."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

ROUNDS = 9
WARM_UP = 3
# A person does not click twice within a quarter of a second. Without a pause each click would also wait for what
# Streamlit still does after its last reply, and that is more in the empty app than in ours: it would flatter us.
PAUSE_SECONDS = 0.25


@dataclass(frozen=True)
class Measure:
    """`value` in `unit`; `beside` is the empty app's number, and then `target` is the most their ratio may be.

    Without `beside`, `target` is the most the value itself may be. None: nothing to hold, for information.
    """

    name: str
    value: float
    unit: str
    target: float | None = None
    beside: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if not self.beside else self.value / self.beside

    @property
    def is_held(self) -> bool | None:
        """Whether the target is held; None where there is none."""
        measured = self.value if self.beside is None else self.ratio
        return None if self.target is None or measured is None else measured <= self.target


def median_of(act: Callable[[], float], rounds: int = ROUNDS, pause: float = PAUSE_SECONDS) -> float:
    """Return the median of what `act` returns, after a few rounds that do not count."""
    return medians_of({"": act}, rounds, pause)[""]


def medians_of(
    acts: Mapping[str, Callable[[], float]], rounds: int = ROUNDS, pause: float = PAUSE_SECONDS, warm_up: int = WARM_UP
) -> dict[str, float]:
    """The same for several acts to be compared: each round does every one, so that a busy minute hits them alike."""
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(warm_up + rounds):
        for name, act in acts.items():
            time.sleep(pause)
            taken[name].append(act())
    return {name: median(values[warm_up:]) for name, values in taken.items()}


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


HEAD = f"{'':<64}{'Nearer':>10} {'':<4}{'empty':>9}{'ratio':>8}{'at most':>9}"


def line(measure: Measure) -> str:
    """The number, the empty app's, their ratio, the target, and whether it is held."""
    beside = "" if measure.beside is None else f"{measure.beside:.4g}"
    ratio = "" if measure.ratio is None else f"{measure.ratio:.2f}"
    target = "" if measure.target is None else f"{measure.target:g}"
    verdict = {None: "", True: "  held", False: "  NOT HELD"}[measure.is_held]
    number = f"{measure.name:<64}{measure.value:>10.4g} {measure.unit:<4}"
    return f"{number}{beside:>9}{ratio:>8}{target:>9}{verdict}"


def keep(measures: Iterable[Measure], file: Path) -> None:
    """Write the measures as JSON, for a later run to compare with."""
    rows = [{**asdict(one), "ratio": one.ratio, "held": one.is_held} for one in measures]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")
