"""The words of FHIR that are read and written: types of items, and addresses of extensions."""

from __future__ import annotations

from typing import Any

from nearer.language.error_catalogue.fhir_errors import NotObeyedText

EXTENSION = "http://hl7.org/fhir/StructureDefinition/"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-"
OWN_EXTENSION = "urn:nearer:"  # what our files say and FHIR has no word for
TRANSLATION, XHTML = EXTENSION + "translation", EXTENSION + "rendering-xhtml"
TYPES = {
    "boolean": "choice", "decimal": "decimal", "integer": "integer", "date": "date", "dateTime": "datetime",
    "time": "time", "string": "line", "text": "text", "url": "url", "choice": "choice", "open-choice": "choice",
    "quantity": "quantity", "display": "display",
}  # fmt: skip
MEASURED_TYPES = ("integer", "decimal", "quantity")
CONTROL, ORIENTATION, UNIT, UNIT_OPTION, UNIT_SET = (
    EXTENSION + f"questionnaire-{name}"
    for name in ("itemControl", "choiceOrientation", "unit", "unitOption", "unitValueSet")
)
HIDDEN_EXTENSION, MIN_OCCURS, MAX_OCCURS = (
    EXTENSION + f"questionnaire-{name}" for name in ("hidden", "minOccurs", "maxOccurs")
)
ENTRY_FORMAT, LOWEST, HIGHEST, DECIMALS = (
    EXTENSION + name for name in ("entryFormat", "minValue", "maxValue", "maxDecimalPlaces")
)
WEIGHTS = tuple(
    EXTENSION + name
    for name in (
        "ordinalValue", "itemWeight", "questionnaire-ordinalValue", "valueset-ordinalValue", "codesystem-ordinalValue",
        "iso21090-CO-value",
    )
)  # fmt: skip
NOT_APPLICABLE = OWN_EXTENSION + "not-applicable"
ALONE = EXTENSION + "questionnaire-optionExclusive"
CALCULATED = SDC + "calculatedExpression"
VARIABLE = EXTENSION + "variable"
FORMULAS = {
    CALCULATED: NotObeyedText.FORMULA,
    SDC + "initialExpression": NotObeyedText.FORMULA_INITIAL,
    SDC + "enableWhenExpression": NotObeyedText.FORMULA_SHOWN,
    SDC + "answerExpression": NotObeyedText.FORMULA_OPTIONS,
    SDC + "candidateExpression": NotObeyedText.FORMULA_OPTIONS,
    SDC + "answerOptionsToggleExpression": NotObeyedText.FORMULA_OFFERS,
    VARIABLE: NotObeyedText.FORMULA,
    EXTENSION + "regex": NotObeyedText.PATTERN,
}
QUANTITIES = tuple(
    f"{before}{end}"
    for before in (SDC, EXTENSION, EXTENSION + "questionnaire-")
    for end in ("minQuantity", "maxQuantity")
)
RULES = {
    EXTENSION + "questionnaire-constraint": NotObeyedText.CONSTRAINT,
    EXTENSION + "targetConstraint": NotObeyedText.CONSTRAINT,
    EXTENSION + "minLength": NotObeyedText.MIN_LENGTH,
    **dict.fromkeys(QUANTITIES, NotObeyedText.QUANTITY_LIMIT),
}
NOT_OBEYED = FORMULAS | RULES  # by address, the sentence that says so
OF_NODES = (LOWEST, HIGHEST, DECIMALS, CONTROL, ORIENTATION, UNIT, UNIT_OPTION, UNIT_SET, MIN_OCCURS, MAX_OCCURS,
            HIDDEN_EXTENSION, *NOT_OBEYED)  # fmt: skip
SUB_QUESTIONNAIRE = SDC + "subQuestionnaire"  # what is asked there stands in another file
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
DRAWN_CONTROLS = (
    "drop-down", "autocomplete", "lookup", "radio-button", "check-box", "help", "text-box", "inline", "text",
)  # fmt: skip
OFFERING = (SDC + "answerExpression", SDC + "candidateExpression")  # a formula that offers what is chosen
BESIDE = (".help", ".intro")  # after the linkId of an item or group: its words of help in our own files
OWN_ADDRESS = "urn:nearer:questionnaire:"  # and the id, of a questionnaire without an address
IN_OUR_FILES = "section."  # before the id of a section that is called as one of the items
ABSENT = EXTENSION + "data-absent-reason"
DECLINED_CODE = "asked-declined"
UNVERSIONED, UNSAID_LANGUAGE = "unversioned", "en"  # of a file that does not say


def control_of(code: str) -> dict[str, Any]:
    """How an item is drawn, as an extension."""
    return {"url": CONTROL, "valueCodeableConcept": {"coding": [{"system": CONTROLS, "code": code}]}}
