"""The words of FHIR that are read and written: types of items, and addresses of extensions."""

from __future__ import annotations

from nearer.fhir.node import EXTENSION, SDC

TYPES = {
    "boolean": "choice", "decimal": "decimal", "integer": "integer", "date": "date", "dateTime": "datetime",
    "time": "time", "string": "line", "text": "text", "url": "url", "choice": "choice", "open-choice": "choice",
    "quantity": "quantity", "display": "display",
}  # fmt: skip
CONTROL, ORIENTATION, UNIT, UNIT_OPTION, UNIT_SET = (
    EXTENSION + f"questionnaire-{name}"
    for name in ("itemControl", "choiceOrientation", "unit", "unitOption", "unitValueSet")
)
HIDDEN_EXTENSION, FEWEST, MAX_OCCURS = (
    EXTENSION + f"questionnaire-{name}" for name in ("hidden", "minOccurs", "maxOccurs")
)
ENTRY_FORMAT, LOWEST, HIGHEST, DECIMALS = (
    EXTENSION + name for name in ("entryFormat", "minValue", "maxValue", "maxDecimalPlaces")
)
CALCULATED = SDC + "calculatedExpression"
FORMULAS = {
    CALCULATED: "a formula is not run",
    SDC + "initialExpression": "a formula for the first value is not run",
    SDC + "enableWhenExpression": "a formula decides when it is shown; it is not run, so it is always shown",
    SDC + "answerExpression": "a formula for the answer options is not run",
    SDC + "candidateExpression": "a formula for the answer options is not run",
    SDC + "answerOptionsToggleExpression": "a formula chooses which options are offered; all of them are",
    EXTENSION + "variable": "a formula is not run",
    EXTENSION + "regex": "a pattern for the answer is not run",
}
SUB_QUESTIONNAIRE = SDC + "subQuestionnaire"  # what is asked there stands in another file
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
BESIDE = (".help", ".intro")  # after the linkId of an item or group: its words of help in our own files
OWN_ADDRESS = "urn:nearer:questionnaire:"  # and the id, of a questionnaire without an address
IN_OUR_FILES = "section."  # before the id of a section that is called as one of the items
DRAWN = (CONTROL, ORIENTATION, UNIT, UNIT_OPTION, UNIT_SET, FEWEST, MAX_OCCURS)
ALSO_HERE = ("drop-down", "autocomplete", "lookup", "radio-button", "check-box", "help", "text-box", "inline", "text")
OFFERING = (SDC + "answerExpression", SDC + "candidateExpression")  # a formula that offers what is chosen


def control_of(code: str) -> dict[str, object]:
    """How an item is drawn, as an extension."""
    return {"url": CONTROL, "valueCodeableConcept": {"coding": [{"system": CONTROLS, "code": code}]}}
