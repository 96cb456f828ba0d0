"""An answer that is not there, and why: how FHIR says that a person would rather not say."""

from __future__ import annotations

from typing import Any

from nearer.fhir.node import EXTENSION, Node, dicts

ABSENT = EXTENSION + "data-absent-reason"
DECLINED_CODE = "asked-declined"


def declines(node: Node) -> bool:
    """Whether it says that the person would rather not say: at the element, or beside the value it does not have."""
    beside = [value for key, value in node.element.items() if key.startswith("_value") and isinstance(value, dict)]
    every = [one for element in (node.element, *beside) for one in dicts(element.get("extension"))]
    return any(one.get("url") == ABSENT and one.get("valueCode") == DECLINED_CODE for one in every)


def written_as_declined() -> dict[str, Any]:
    """The extension that says so."""
    return {"url": ABSENT, "valueCode": DECLINED_CODE}
