"""The resources of FHIR R4 that are read, as typed models: https://hl7.org/fhir/R4/questionnaire.html and its kin.

Real files are wrong in places. An element takes what is right and names what is not (`wrong`), so that one report tells
all of it. What is not modelled stands in `model_extra`; `source` is the element as it came, and is never changed.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)  # fmt: skip

from nearer.fhir.json_reader import JsonObject, dicts
from nearer.fhir.report import ItemNotes
from nearer.language.error_catalogue.fhir_errors import FhirFileText, FhirItemText, ValueKindText

_KINDS = {
    "string_type": ValueKindText.TEXT,
    "bool_type": ValueKindText.TRUE_OR_FALSE,
    "int_type": ValueKindText.WHOLE_NUMBER,
    "list_type": ValueKindText.LIST,
}
_BY_FORMULA = ("/cqf-expression", "/cqf-calculatedValue", "-calculatedValue", "/calculatedValue")
MANY: Any = Field(default_factory=list)  # of a key that can hold several
Truth = bool | Literal["true", "false"]  # as some programs write it


class SourcedModel(BaseModel):
    """A model that remembers what it was read from."""

    model_config = ConfigDict(extra="allow", strict=True, defer_build=True)
    source: JsonObject = Field(default_factory=dict, validation_alias="nearer:source")  # so that no key of a file is it
    wrong: dict[str, ValueKindText] = Field(default_factory=dict, validation_alias="nearer:wrong")

    @model_validator(mode="wrap")
    @classmethod
    def _take_what_is_right(cls, source: Any, handler: ModelWrapValidatorHandler[Any]) -> Any:
        """Read what is right, and remember what is not; a key that is null says nothing, as if it were not there."""
        if not isinstance(source, dict):
            return handler(source)
        stated = source
        if None in source.values():
            stated = {key: value for key, value in source.items() if value is not None}
        wrong: dict[str, ValueKindText] = {}
        try:
            element = handler(stated)
        except ValidationError as error:
            wrong = {str(problem["loc"][0]): _taken_kind(problem) for problem in error.errors(include_url=False)}
            element = handler({key: value for key, value in stated.items() if key not in wrong})
        vars(element).update(source=source, wrong=wrong)  # as pydantic sets them, and quicker
        return element

    def report_wrong(self, notes: ItemNotes) -> None:
        """Each key that has another kind of value than FHIR says."""
        for key, kind in self.wrong.items():
            notes.problem(FhirFileText.TAKES, key=key, kind=kind())

    def flag(self, key: str, notes: ItemNotes) -> bool:
        """Whether a key says yes; real files write it as text as well."""
        value = getattr(self, key)
        if isinstance(value, str):
            notes.change(FhirItemText.WRITTEN_AS_TEXT, key=key, value=value)
        return value in (True, "true")


class Element(SourcedModel):
    """What every element of a form has: https://hl7.org/fhir/R4/extensibility.html."""

    extension: list[FhirExtension] = MANY

    def has_extension(self, url: str) -> bool:
        """Whether an extension of this address is there, whatever it says."""
        return any(extension.url == url for extension in self.extension)

    def stated_by(self, url: str) -> Any:
        """The value of the first extension of this address that has exactly one; None when there is none."""
        return next(iter(self.all_stated_by((url,))), None)

    def all_stated_by(self, urls: tuple[str, ...]) -> list[Any]:
        """The values of all extensions of these addresses that have exactly one, in the order of the file."""
        values = [extension.values for extension in self.extension if extension.url in urls]
        return [some[0] for some in values if len(some) == 1]


class FhirExtension(Element):
    """An extension: its address, and a value of any type, or extensions inside."""

    url: Any = ""

    @property
    def values(self) -> list[Any]:
        """What a formula works out is no value, whatever stands in its place."""
        more = self.model_extra or {}
        value_keys = [key for key in more if key.startswith("value") and key != "valueExpression"]
        return [more[key] for key in value_keys if not is_worked_out(more.get(f"_{key}"))]


class FhirCoding(Element):
    """A code of a code system, with its words."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class FhirReference(Element):
    """A person or a thing elsewhere."""

    reference: str | None = None
    display: str | None = None


class FhirOption(Element):
    """An answer option of an item: one value."""

    valueCoding: FhirCoding | None = None
    valueReference: FhirReference | None = None
    valueString: str | None = None
    valueInteger: int | None = None
    valueDate: str | None = None
    valueTime: str | None = None
    initialSelected: Any = None


class FhirWhen(Element):
    """One condition of an item: https://hl7.org/fhir/R4/questionnaire.html, enableWhen."""

    question: str | None = None
    operator: str | None = None

    @property
    def answers(self) -> dict[str, Any]:
        """What it compares with, by its key (`answerCoding`, `answerInteger` ...); FHIR allows exactly one."""
        return {key: value for key, value in (self.model_extra or {}).items() if key.startswith("answer")}


class FhirItem(Element):
    """A group, a question or a text."""

    linkId: str | None = None
    type: str | None = None
    text: str | None = None
    prefix: str | None = None
    code: Any = None
    required: Truth | None = None
    readOnly: Truth | None = None
    repeats: Truth | None = None
    maxLength: Any = None
    enableWhen: list[FhirWhen] = MANY
    enableBehavior: str | None = None
    answerOption: list[FhirOption] = MANY
    answerValueSet: Any = None
    initial: Any = None
    definition: Any = None
    item: list[FhirItem] = MANY


class FhirQuestionnaire(Element):
    """A form. What is about the form and not of it (date, contact ...) is only given back."""

    id: str | None = None
    status: str | None = None
    url: str | None = None
    version: Any = None
    language: Any = None
    name: Any = None
    title: str | None = None
    description: str | None = None
    publisher: str | None = None
    copyright: str | None = None
    code: Any = None
    contained: list[JsonObject] = MANY
    item: list[FhirItem] = MANY


class FhirConcepts(Element):
    """What lists concepts: a code system, or the expansion of a value set."""

    concept: list[FhirConcept] = MANY
    contains: list[FhirConcept] = MANY


class FhirConcept(FhirConcepts):
    """A concept, with those below it; an abstract one only names a group and cannot be answered."""

    system: str | None = None
    code: str | None = None
    display: str | None = None
    abstract: Truth | None = None
    designation: Any = None
    property: Any = None


class FhirInclude(Element):
    """What a value set takes in: concepts, a whole code system, or other value sets."""

    system: str | None = None
    concept: list[FhirConcept] = MANY
    filter: Any = None
    valueSet: Any = None


class FhirCompose(Element):
    """What a value set is made of."""

    include: list[FhirInclude] = MANY
    exclude: Any = None


class FhirValueSet(Element):
    """Concepts that can be answered: https://hl7.org/fhir/R4/valueset.html."""

    compose: FhirCompose | None = None
    expansion: FhirConcepts | None = None


def is_worked_out(beside: Any) -> bool:
    """Whether what stands beside a value says that a formula works the value out, which is never done here."""
    extensions = dicts(beside.get("extension")) if isinstance(beside, dict) else []
    return any("valueExpression" in one or str(one.get("url", "")).endswith(_BY_FORMULA) for one in extensions)


def _taken_kind(problem: Any) -> ValueKindText:
    """What a key takes, of which pydantic found something else."""
    if problem["type"] == "model_type":
        return (
            ValueKindText.LIST_OF_KEYS if any(isinstance(step, int) for step in problem["loc"]) else ValueKindText.KEYS
        )
    return _KINDS.get(
        problem["type"],
        ValueKindText.TRUE_OR_FALSE if problem["type"] == "literal_error" else ValueKindText.ANOTHER_VALUE,
    )
