"""What a file asks of a program and is not done here: formulas, and rules about answers. It is said, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.fhir.constants import FORMULAS, HIGHEST, LOWEST
from nearer.fhir.json_object import JsonObject
from nearer.fhir.node import EXTENSION, SDC, Node, dicts, is_worked_out
from nearer.fhir.options import WEIGHTS, has_only_formula

_QUANTITIES = tuple(
    f"{before}{end}"
    for before in (SDC, EXTENSION, EXTENSION + "questionnaire-")
    for end in ("minQuantity", "maxQuantity")
)
RULES = {
    EXTENSION + "questionnaire-constraint": "a rule about its answers is not checked",
    EXTENSION + "targetConstraint": "a rule about its answers is not checked",
    EXTENSION + "minLength": "an answer that is shorter than the file asks for is taken as well",
    **dict.fromkeys(_QUANTITIES, "its lowest or highest quantity is not checked"),
}
_LIMITS = ("minValue", "maxValue", "minLength", "maxLength", "maxDecimalPlaces", "minOccurs", "maxOccurs",
           "minQuantity", "maxQuantity", "maxSize")  # fmt: skip
_WORDS = ("text", "prefix", "title", "description", "display", "valueString", "valueCoding", "entryFormat")
_WEIGHTS = tuple(url.rpartition("/")[2] for url in WEIGHTS)


def say_not_obeyed(node: Node) -> None:
    """Of the file, a group or a question; what stands below it speaks for itself."""
    for url, sentence in (FORMULAS | RULES).items():
        if node.has_extension(url):
            node.report.change(node.where, sentence)
    for name in dict.fromkeys(_worked_out(node.element)):
        node.report.change(
            node.where, f"'{name[:40]}' is worked out by a formula, and formulas are not run; {_without(name)}"
        )
    if node.element.get("type") == "group" and node.element.get("readOnly") is True:
        node.report.change(node.where, "is marked as not to be answered; its questions are asked all the same")


def _worked_out(outer_element: JsonObject) -> Iterator[str]:
    """The names of what stands in the element, and not in the items below it, and has a formula for its value."""
    waiting: list[Any] = [outer_element]
    while waiting:
        element = waiting.pop()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            url = str(element.get("url", ""))
            named = url.rpartition("/")[2].removeprefix("sdc-").removeprefix("questionnaire-")
            for key, value in element.items():
                if key.startswith("_") and is_worked_out(value):
                    yield named if url and key.startswith("_value") else key[1:]
            if url in (LOWEST, HIGHEST, *_QUANTITIES) and "valueExpression" in element:
                yield named
            waiting += [value for key, value in element.items() if key not in ("item", "answerOption")]
            for option in dicts(element.get("answerOption")):
                if has_only_formula(option):
                    yield "answerOption"
                else:
                    waiting.append(option)


def _without(name: str) -> str:
    if name in _LIMITS:
        return "there is no such limit"
    if name == "answerOption":
        return "such an option is not offered"
    if name in _WEIGHTS:
        return "there is no such weight"
    return "its words are shown as they are written" if name in _WORDS else "it counts as it is written"
