"""A FHIR questionnaire as a clinic's program would write it, to be changed by one thing at a time."""

from __future__ import annotations

import copy
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire, read_questionnaire
from nearer.instruments.registry import Instrument, read_instruments

ROOT = Path(__file__).parents[2]
BESIDE = [folder / "shared" / "fhir-samples" for folder in ROOT.parents]
SAMPLES = next((folder for folder in BESIDE if folder.is_dir()), BESIDE[0])
ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"

GOOD: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "id": "sleep",
    "url": "https://clinic.example/Questionnaire/sleep",
    "version": "2.1",
    "status": "active",
    "language": "en",
    "title": "Sleep and rest",
    "item": [
        {"linkId": "a", "text": "Do you sleep through?", "type": "boolean"},
        {
            "linkId": "b",
            "text": "How often do you wake?",
            "type": "choice",
            "answerOption": [
                {"valueCoding": {"system": "urn:s", "code": "0", "display": "Never"}},
                {"valueCoding": {"system": "urn:s", "code": "1", "display": "Often"}},
            ],
            "enableWhen": [{"question": "a", "operator": "=", "answerBoolean": False}],
        },
        {"linkId": "c", "text": "How many hours?", "type": "decimal"},
    ],
}


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    return read_instruments((ROOT / "data" / "instruments.yaml").read_text("utf-8"))


def import_resource(resource: dict[str, Any] | bytes) -> ImportedQuestionnaire:
    content = resource if isinstance(resource, bytes) else json.dumps(resource).encode()
    return read_questionnaire(content, instruments(), beside=())


def questionnaire_of_import(imported: ImportedQuestionnaire) -> Questionnaire:
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


def make_resource(**root: Any) -> dict[str, Any]:
    return copy.deepcopy(GOOD) | root


def make_resource_with_item(place: int, **keys: Any) -> dict[str, Any]:
    """The good file with keys of one item set; None takes a key away."""
    changed = make_resource()
    item = changed["item"][place] | keys
    changed["item"][place] = {key: value for key, value in item.items() if value is not None}
    return changed


def make_resource_of_one_item(**keys: Any) -> dict[str, Any]:
    """A file with a single item."""
    return make_resource(item=[{"linkId": "x", "text": "Question", **keys}])


def make_weighted_choice(codes: list[str], weights: list[float | None], **keys: Any) -> dict[str, Any]:
    """A choice whose options carry these weights on the option."""
    options = [
        {"valueCoding": {"system": "urn:w", "code": code, "display": code}}
        | ({} if weight is None else {"extension": [{"url": ORDINAL, "valueDecimal": weight}]})
        for code, weight in zip(codes, weights, strict=True)
    ]
    return {"type": "choice", "answerOption": options, "text": "Question"} | keys
