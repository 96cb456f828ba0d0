"""The conditions of items and groups, once all are known: what they look at comes before, and in no circle."""

from __future__ import annotations

from nearer.domain.conditions import find_cycle
from nearer.fhir.conditions import condition_of
from nearer.fhir.items import Reading
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import Node, dicts
from nearer.fhir.report import shorten_address


def add_conditions(reading: Reading) -> None:
    """Once every item is known. An item that comes later would make questions appear above the one being answered."""
    for entry, node in reading.nodes:
        original = {key: node.element[key] for key in ("enableWhen", "enableBehavior") if key in node.element}
        condition, faithful = condition_of(node, reading.known)
        if not faithful:
            entry["_also"] = entry.get("_also", {}) | original
        if condition is not None:
            entry["show_if"] = condition
            for when in original["enableWhen"]:
                _refuse_later(node, when["question"], reading)
                _say_which_copy(entry, node, reading.known[when["question"]], reading)
                _say_not_asked(node, reading.known[when["question"]], reading)


def refuse_cycles(reading: Reading) -> None:
    waits_for = {
        node.where: [str(when.get("question")) for when in dicts(node.element.get("enableWhen"))]
        for _, node in reading.nodes
    }
    if cycle := find_cycle({own: others for own, others in waits_for.items() if own not in others}):
        chain = " -> ".join((*cycle, cycle[0]))
        reading.report.problem(cycle[0], f"the items wait for each other in a circle: {chain}")


def _refuse_later(node: Node, looked_at: str, reading: Reading) -> None:
    own, other = reading.known[node.where], reading.known[looked_at]
    if other is own:
        node.problem("depends on itself")
    elif other["order"] > own["order"]:
        node.problem(f"depends on '{shorten_address(looked_at)}', which comes later; move it up")


def _say_which_copy(entry: JsonObject, node: Node, looked_at: JsonObject, reading: Reading) -> None:
    """FHIR does not say which of several is meant by a condition from outside; here it is always the first."""
    target = next((item for item in reading.items if item["id"] == looked_at["id"]), {})
    several = [one for one in _around(target, reading) if "repeats" in one and one.get("type") != "several"]
    own = [id(one) for one in _around(entry, reading)]
    if any(id(one) not in own for one in several):
        sentence = "which can be there several times; only the first one counts"
        node.report.change(node.where, f"looks at '{shorten_address(looked_at['link'])}', {sentence}")


def _say_not_asked(node: Node, looked_at: JsonObject, reading: Reading) -> None:
    target = next((item for item in reading.items if item["id"] == looked_at["id"]), {})
    if "hidden" in target or "read_only" in target:
        sentence = (
            f"looks at '{shorten_address(looked_at['link'])}', which nobody is asked here; it counts as not answered"
        )
        node.report.change(node.where, sentence)


def _around(entry: JsonObject, reading: Reading) -> list[JsonObject]:
    """The entry, then what it stands in or under, outwards."""
    sections = {one["id"]: one for one in reading.sections}
    items = {one["id"]: one for one in reading.items}
    entries = [entry] if entry else []
    while entry:
        above = items.get(entry.get("under", "")) or sections.get(entry.get("section") or entry.get("inside", ""))
        entries += [above] if above else []
        entry = above or {}
    return entries
