"""What a file asks of a program and is not done here: formulas, and rules about answers. It is said, and given back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nearer.fhir.constants import HIGHEST, LOWEST, NOT_OBEYED, QUANTITIES, WEIGHTS
from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.models import Element, is_worked_out
from nearer.fhir.report import ItemNotes
from nearer.fhir_questionnaires.options import has_only_formula
from nearer.language.error_catalogue.fhir_errors import NotObeyedText

_LIMITS = ("minValue", "maxValue", "minLength", "maxLength", "maxDecimalPlaces", "minOccurs", "maxOccurs",
           "minQuantity", "maxQuantity", "maxSize")  # fmt: skip
_WORDS = ("text", "prefix", "title", "description", "display", "valueString", "valueCoding", "entryFormat")
_WITHOUT = {
    **dict.fromkeys(_WORDS, NotObeyedText.WORDS_BY_FORMULA),
    **dict.fromkeys((url.rpartition("/")[2] for url in WEIGHTS), NotObeyedText.NO_WEIGHT_BY_FORMULA),
    "answerOption": NotObeyedText.NO_OPTION_BY_FORMULA,
    **dict.fromkeys(_LIMITS, NotObeyedText.NO_LIMIT_BY_FORMULA),
}


def report_not_obeyed(element: Element, notes: ItemNotes) -> None:
    """Report what a file, group or question asks for and Nearer does not do; elements below report their own."""
    for url, sentence in NOT_OBEYED.items():
        if element.has_extension(url):
            notes.change(sentence)
    for name in dict.fromkeys(_worked_out(element.source)):
        notes.change(_WITHOUT.get(name, NotObeyedText.VALUE_BY_FORMULA), name=name[:40])
    if element.source.get("type") == "group" and element.source.get("readOnly") is True:
        notes.change(NotObeyedText.READ_ONLY_GROUP)


def _worked_out(source: JsonObject) -> Iterator[str]:
    """The names of what stands in the element, and not in the items below it, and has a formula for its value."""
    waiting: list[Any] = [source]
    while waiting:
        element = waiting.pop()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, dict):
            url = str(element.get("url", ""))
            extension_name = url.rpartition("/")[2].removeprefix("sdc-").removeprefix("questionnaire-")
            for key, value in element.items():
                if key.startswith("_") and is_worked_out(value):
                    yield extension_name if url and key.startswith("_value") else key[1:]
            if url in (LOWEST, HIGHEST, *QUANTITIES) and "valueExpression" in element:
                yield extension_name
            waiting += [value for key, value in element.items() if key not in ("item", "answerOption")]
            for option in dicts(element.get("answerOption")):
                if has_only_formula(option):
                    yield "answerOption"
                else:
                    waiting.append(option)
