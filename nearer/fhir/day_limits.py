"""The earliest and latest day of an item."""

from __future__ import annotations

from nearer.domain.yaml_scalars import read_day
from nearer.fhir.constants import HIGHEST, LOWEST
from nearer.fhir.json_object import JsonObject
from nearer.fhir.limits import cross_off_own
from nearer.fhir.node import Node

_ENDS = {"date": "valueDate", "datetime": "valueDateTime"}


def add_days(node: Node, entry: JsonObject) -> None:
    """Whole days as they stand; a month, a year or a time of day is not checked, and said to be so."""
    ends = {key: end for key, url in (("min", LOWEST), ("max", HIGHEST)) if (end := node.said_by(url)) is not None}
    days = {key: end[:10] for key, end in ends.items() if isinstance(end, str) and _is_day(end[:10])}
    if entry["type"] in ("date", "datetime") and days:
        entry["days"] = days
        for key, url in (("min", LOWEST), ("max", HIGHEST)):
            cross_off_own(node, {"url": url, _ENDS[entry["type"]]: days.get(key)})
    if ends and entry.get("days") != ends:
        node.report.change(node.where, "the earliest or latest answer is checked by whole days, or not at all")


def _is_day(text: str) -> bool:
    try:
        return bool(read_day(text))
    except ValueError:
        return False
