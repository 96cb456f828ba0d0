"""Forms with the published answers of an instrument, and none of its words: weight n has the code w-n."""

from __future__ import annotations

from typing import Any

from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from tests.fhir.resource_builders import ORDINAL, import_resource, make_resource, make_weighted_choice

LOINC = "http://loinc.org"

# By hand from FACTS section 1 and the published scoring sheets: for each item its weights, in the published order.
UP_TO_3 = [0, 1, 2, 3]
FROM_1, ZERO_TO_5, DOWN = [1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1]
OFTEN = [0, 5, 4, 3, 2, 1]  # no activity, then almost always down to almost never
PUBLISHED: dict[str, list[list[int]]] = {
    "phq-9": [UP_TO_3] * 9,
    "phq-4": [UP_TO_3] * 4,
    "phq-2": [UP_TO_3] * 2,
    "gad-2": [UP_TO_3] * 2,
    "gad-7": [UP_TO_3] * 7,
    "who-5": [[5, 4, 3, 2, 1, 0]] * 5,
    "body-image-scale": [UP_TO_3] * 10,
    "iief-5": [FROM_1, *[ZERO_TO_5] * 4],
    "fsfi": [DOWN, DOWN, *[OFTEN] * 5, ZERO_TO_5, OFTEN, ZERO_TO_5, OFTEN, ZERO_TO_5, OFTEN, OFTEN, DOWN, DOWN]
    + [ZERO_TO_5] * 3,
    "fsfi-6": [DOWN, OFTEN, OFTEN, OFTEN, DOWN, ZERO_TO_5],
    "csi-4": [[0, 1, 2, 3, 4, 5, 6], *[ZERO_TO_5] * 3],
    "rdas": [*[[5, 4, 3, 2, 1, 0]] * 6, *[ZERO_TO_5] * 4, [4, 3, 2, 1, 0], *[ZERO_TO_5] * 3],
    "ucla-3": [[1, 2, 3]] * 3,
    "eis": [FROM_1] * 5,
    "audit-c": [[0, 1, 2, 3, 4]] * 3,
    "pc-ptsd-5": [[0, 1]] * 5,
    "wai-sr": [FROM_1] * 12,
}


def make_published_choice(weights: list[int], **keys: Any) -> dict[str, Any]:
    return make_weighted_choice([f"w{weight}" for weight in weights], [*weights], **keys)


def make_published_items(name: str) -> list[dict[str, Any]]:
    return [make_published_choice(weights, linkId=f"q{place}") for place, weights in enumerate(PUBLISHED[name])]


def import_published_form(name: str, items: list[dict[str, Any]] | None = None, **root: Any) -> ImportedQuestionnaire:
    return import_resource(
        make_resource(url=f"https://x.example/Questionnaire/{name}", item=items or make_published_items(name), **root)
    )


def make_loinc_choice(code: str) -> dict[str, Any]:
    """A question of PHQ or GAD with its code, and its four answers with theirs."""
    options = [
        {"valueCoding": {"system": LOINC, "code": answer, "display": answer}}
        | {"extension": [{"url": ORDINAL, "valueDecimal": weight}]}
        for weight, answer in enumerate(("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"))
    ]
    coded = [{"system": LOINC, "code": code}]
    return {"linkId": f"/{code}", "type": "choice", "text": code, "code": coded, "answerOption": options}


NINE = ("44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8")
NINE_CODED = [make_loinc_choice(code) for code in NINE]
