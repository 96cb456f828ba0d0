"""The order in which items that wait for others can be settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def find_order(waits_for: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Raise graphlib.CycleError when there is no such order; the loader refuses such a file before."""
    return tuple(TopologicalSorter(waits_for).static_order())


def find_cycle(waits_for: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Every id of one cycle, each waiting for the next; empty when there is none."""
    try:
        find_order(waits_for)
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()
