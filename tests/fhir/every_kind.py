"""One questionnaire with every kind of item, and answers to it."""

from __future__ import annotations

from typing import Any

BASE = "http://hl7.org/fhir/StructureDefinition/"
UCUM = "http://unitsofmeasure.org"


def item(link: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"linkId": link, "text": f"About {link}", "type": kind} | more


def unit(code: str) -> dict[str, Any]:
    coding = {"system": UCUM, "code": code, "display": code}
    return {"url": BASE + "questionnaire-unitOption", "valueCoding": coding}


OPTIONS = [{"valueCoding": {"system": "urn:s", "code": code, "display": code.title()}} for code in ("tea", "milk")]

EVERY_KIND: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "url": "https://clinic.example/every-kind",
    "status": "active",
    "title": "Every kind",
    "item": [
        item("d", "display"),
        item("b", "boolean"),
        item("dec", "decimal", extension=[{"url": BASE + "questionnaire-unit", "valueCoding": {"code": "h"}}]),
        item("i", "integer"),
        item("day", "date"),
        item("dt", "dateTime"),
        item("t", "time"),
        item("s", "string", repeats=True),
        item("txt", "text"),
        item("u", "url"),
        item("ch", "choice", answerOption=OPTIONS, item=[item("why", "string")]),
        item("sev", "choice", answerOption=OPTIONS, repeats=True),
        item("oc", "open-choice", answerOption=OPTIONS),
        item("q", "quantity", extension=[unit("kg"), unit("g")]),
        item("no", "string", required=True),
        item("lone", "group", item=[item("inside", "string")]),
        item("g", "group", repeats=True, item=[item("name", "string"), item("in", "group", repeats=True, item=[
            item("dose", "integer")])]),
    ],
}  # fmt: skip

ANSWERS: dict[str, Any] = {
    "b": "no",
    "dec": 7.5,
    "i": 3,
    "day": "2026-11-23",
    "dt": "2026-11-23T18:30",
    "t": "06:15",
    "s": "one",
    "s~s.2": "two",
    "txt": "long",
    "u": "https://a.example/",
    "ch": "milk",
    "why": "it is white",
    "sev": ["tea", "milk"],
    "oc": {"text": "water"},
    "q": {"number": 61.5, "unit": "kg"},
    "no": {"state": "declined"},
    "name": "first",
    "dose": 1,
    "dose~in.2": 2,
    "name~g.2": "second",
    "dose~g.2": 3,
    "dose~g.2~in.2": 4,
}
