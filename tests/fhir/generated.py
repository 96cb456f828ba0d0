"""Questionnaires that hypothesis makes up: every type, nested, repeating, with conditions on what came before."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

BASE = "http://hl7.org/fhir/StructureDefinition/"
WORDS = st.text("abc def äß?!", min_size=1, max_size=20).map(str.strip).filter(bool)
KINDS = ["boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice", "open-choice",
         "quantity", "display", "group"]  # fmt: skip
THING = {"url": "urn:other:thing", "valueString": "kept"}
FHIR_UNIT = {"system": "http://unitsofmeasure.org", "code": "mg", "display": "mg"}
CONCEPTS = [{"code": "a", "display": "A", "designation": [{"language": "hi", "value": "अ"}]}, {"code": "b"}]
VALUES = {"resourceType": "ValueSet", "id": "values", "status": "active",
          "compose": {"include": [{"system": "urn:v", "concept": CONCEPTS}]}}  # fmt: skip
BESIDE = [
    {"url": BASE + "translation", "extension": [{"url": "lang", "valueCode": language},
                                                {"url": "content", "valueString": text}]}
    for language in ("hi", "ta") for text in ("एक", "दो")
] + [{"url": BASE + "rendering-xhtml", "valueString": "<b>x</b>"}]  # fmt: skip
INITIAL = {"string": {"valueString": "first"}, "integer": {"valueInteger": 3}, "boolean": {"valueBoolean": False}}
CONTROL = {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "drop-down"}]}
EXTENSIONS = {
    "hidden": {"url": BASE + "questionnaire-hidden", "valueBoolean": True},
    "control": {"url": BASE + "questionnaire-itemControl", "valueCodeableConcept": CONTROL},
    "across": {"url": BASE + "questionnaire-choiceOrientation", "valueCode": "vertical"},
    "unit": {"url": BASE + "questionnaire-unit", "valueCoding": FHIR_UNIT},
    "units": {"url": BASE + "questionnaire-unitOption", "valueCoding": FHIR_UNIT | {"code": "g"}},
    "unit set": {"url": BASE + "questionnaire-unitValueSet", "valueCanonical": "#values"},
    "format": {"url": BASE + "entryFormat", "valueString": "like 7.5"},
    "lowest day": {"url": BASE + "minValue", "valueDate": "2020-01-01"},
    "highest day": {"url": BASE + "maxValue", "valueDate": "2030-12"},
    "highest moment": {"url": BASE + "maxValue", "valueDateTime": "2030-12-31T10:00:00Z"},
    "highest": {"url": BASE + "maxValue", "valueInteger": 9},
    "fewest": {"url": BASE + "questionnaire-minOccurs", "valueInteger": 2},
    "most": {"url": BASE + "questionnaire-maxOccurs", "valueInteger": 40},
}
_MEASURED, _CHOSEN = "integer decimal quantity", "choice open-choice"
SAID = {
    "hidden": f"group string {_CHOSEN} {_MEASURED}", "control": f"group string display {_CHOSEN}", "across": _CHOSEN,
    "unit": _MEASURED, "units": "quantity", "unit set": "quantity", "format": f"string text date {_MEASURED}",
    "lowest day": "date", "highest day": "date", "highest moment": "dateTime", "highest": _MEASURED,
    "fewest": f"group string {_CHOSEN}", "most": f"group string {_CHOSEN}",
}  # fmt: skip
ANSWERS = {
    "boolean": {"answerBoolean": True}, "integer": {"answerInteger": 3}, "decimal": {"answerDecimal": 2.5},
    "quantity": {"answerQuantity": {"value": 3, "unit": "mg", "code": "mg", "system": "http://unitsofmeasure.org"}},
    "date": {"answerDate": "2026-11-23"}, "time": {"answerTime": "10:30:00"}, "string": {"answerString": "abc"},
}  # fmt: skip


@st.composite
def resources(draw: st.DrawFn) -> dict[str, Any]:
    """A valid R4 Questionnaire."""
    links: list[tuple[str, str]] = []
    items = [draw_item(draw, links, 0) for _ in range(draw(st.integers(1, 5)))]
    items.append({"linkId": "last", "text": "Last", "type": "string"})
    root: dict[str, Any] = {"resourceType": "Questionnaire", "status": "active", "item": items, "contained": [VALUES]}
    if draw(st.booleans()):
        root["text"] = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'}
    for key, value in (("title", draw(WORDS)), ("url", "https://x.example/q"), ("version", "1.2"), ("date", "2026")):
        if draw(st.booleans()):
            root[key] = value
    return root


def draw_item(draw: st.DrawFn, links: list[tuple[str, str]], depth: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS[: -1 if depth > 2 else None]))
    link = f"{draw(st.sampled_from(['q', '/', 'Q.', 'grp ']))}{len(links)}"
    item: dict[str, Any] = {"linkId": link, "text": draw(WORDS), "type": kind}
    if kind in ("choice", "open-choice"):
        item |= {"answerOption": draw_options(draw)} if draw(st.integers(0, 4)) else {"answerValueSet": "#values"}
    if links and draw(st.booleans()):
        item |= draw_conditions(draw, links)
    item |= draw_details(draw, kind)
    links.append((link, kind))
    if draw(st.integers(0, 3)) == 0:
        item["_text"] = {"extension": draw(st.lists(st.sampled_from(BESIDE), min_size=1, max_size=2, unique_by=str))}
    if kind == "group" or (kind != "display" and draw(st.integers(0, 4)) == 0 and depth < 3):
        item["item"] = [draw_item(draw, links, depth + 1) for _ in range(draw(st.integers(1, 3)))]
    return item


def draw_details(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    details: dict[str, Any] = {}
    chance = st.integers(0, 3).map(lambda number: number == 0)
    if kind not in ("display",) and draw(chance):
        details["repeats"] = True
    if kind not in ("display", "group") and draw(chance):
        details["required"] = draw(st.booleans())
        details["readOnly"] = draw(st.booleans())
    if draw(chance):
        details["prefix"] = draw(WORDS)
    if draw(chance):
        details["code"] = [{"system": "http://loinc.org", "code": "1-2"}]
    if kind in ("string", "text") and draw(chance):
        details["maxLength"] = draw(st.integers(1, 2000))
    if kind in ("integer", "decimal") and draw(chance):
        details["extension"] = [{"url": BASE + "minValue", "valueInteger" if kind == "integer" else "valueDecimal": 1}]
    if kind in INITIAL and draw(chance):
        details["initial"] = [INITIAL[kind]]
    names = [name for name, kinds in SAID.items() if kind in kinds.split()]
    beyond = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    for extension in (*map(EXTENSIONS.__getitem__, beyond), *([THING] if draw(chance) else [])):
        details.setdefault("extension", []).append(extension)
    return details


def draw_options(draw: st.DrawFn) -> list[dict[str, Any]]:
    options = []
    for number in range(draw(st.integers(1, 4))):
        option: dict[str, Any] = draw(
            st.sampled_from(
                [
                    {"valueCoding": {"system": "urn:s", "code": f"c {number}", "display": f"Text {number}"}},
                    {"valueCoding": {"code": f"c{number}", "display": f"Text {number}"}},
                    {"valueString": f"s {number}"},
                    {"valueInteger": number},
                    {"valueDate": f"2026-01-{number + 1:02}"},
                    {"valueTime": f"10:0{number}:00"},
                    {"valueReference": {"reference": f"Practitioner/{number}", "display": f"Dr {number}"}},
                    {"valueReference": {"display": f"Dr {number}"}},
                    {"valueCoding": {"system": "urn:s", "version": "2", "code": f"v{number}", "display": "In words"}},
                    {"valueCoding": {"display": f"Words {number}"}},
                ]
            )
        )
        if draw(st.booleans()):
            weight = draw(st.sampled_from(["ordinalValue", "itemWeight", "questionnaire-ordinalValue"]))
            option = option | {"extension": [{"url": BASE + weight, "valueDecimal": number}]}
        if draw(st.integers(0, 4)) == 0:
            option = option | {"initialSelected": draw(st.booleans())}
        options.append(option)
    return options


def draw_conditions(draw: st.DrawFn, links: list[tuple[str, str]]) -> dict[str, Any]:
    questions = [(link, kind) for link, kind in links if kind not in ("group", "display")]
    if not questions:
        return {}
    whens = []
    for link, kind in draw(st.lists(st.sampled_from(questions), min_size=1, max_size=3)):
        test: dict[str, Any] = {"operator": "exists", "answerBoolean": draw(st.booleans())}
        if kind in ANSWERS and draw(st.booleans()):
            signs = ["=", "!="] if kind == "boolean" else ["=", "!=", ">", "<", ">=", "<="]
            test = {"operator": draw(st.sampled_from(signs))} | ANSWERS[kind]
        whens.append({"question": link} | test)
    behaviour = draw(st.sampled_from(["all", "any"]))
    return {"enableWhen": whens} | ({"enableBehavior": behaviour} if len(whens) > 1 or draw(st.booleans()) else {})
