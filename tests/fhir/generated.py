"""Questionnaires that hypothesis makes up: every type, nested, repeating, with conditions on what came before."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

BASE = "http://hl7.org/fhir/StructureDefinition/"
WORDS = st.text("abc def äß?!", min_size=1, max_size=20).map(str.strip).filter(bool)
KINDS = ["boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice", "open-choice",
         "quantity", "display", "group"]  # fmt: skip
ANSWERS = {
    "boolean": {"answerBoolean": True}, "integer": {"answerInteger": 3}, "decimal": {"answerDecimal": 2.5},
    "date": {"answerDate": "2026-11-23"}, "time": {"answerTime": "10:30:00"}, "string": {"answerString": "abc"},
}  # fmt: skip


@st.composite
def resources(draw: st.DrawFn) -> dict[str, Any]:
    """A valid R4 Questionnaire."""
    links: list[tuple[str, str]] = []
    items = [draw_item(draw, links, 0) for _ in range(draw(st.integers(1, 5)))]
    items.append({"linkId": "last", "text": "Last", "type": "string"})
    root: dict[str, Any] = {"resourceType": "Questionnaire", "status": "active", "item": items}
    for key, value in (("title", draw(WORDS)), ("url", "https://x.example/q"), ("version", "1.2"), ("date", "2026")):
        if draw(st.booleans()):
            root[key] = value
    return root


def draw_item(draw: st.DrawFn, links: list[tuple[str, str]], depth: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS[: -1 if depth > 2 else None]))
    link = f"{draw(st.sampled_from(['q', '/', 'Q.', 'grp ']))}{len(links)}"
    item: dict[str, Any] = {"linkId": link, "text": draw(WORDS), "type": kind}
    if kind in ("choice", "open-choice"):
        item["answerOption"] = draw_options(draw)
    if links and draw(st.booleans()):
        item |= draw_conditions(draw, links)
    item |= draw_details(draw, kind)
    links.append((link, kind))
    if kind == "group" or (kind != "display" and draw(st.integers(0, 4)) == 0 and depth < 3):
        item["item"] = [draw_item(draw, links, depth + 1) for _ in range(draw(st.integers(1, 3)))]
    return item


def draw_details(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    chance = st.integers(0, 3).map(lambda number: number == 0)
    if kind not in ("display",) and draw(chance):
        found["repeats"] = True
    if kind not in ("display", "group") and draw(chance):
        found["required"] = True
    if draw(chance):
        found["prefix"] = draw(WORDS)
    if draw(chance):
        found["code"] = [{"system": "http://loinc.org", "code": "1-2"}]
    if kind in ("string", "text") and draw(chance):
        found["maxLength"] = draw(st.integers(1, 2000))
    if kind in ("integer", "decimal") and draw(chance):
        found["extension"] = [{"url": BASE + "minValue", "valueInteger" if kind == "integer" else "valueDecimal": 1}]
    if draw(chance):
        found.setdefault("extension", []).append({"url": "urn:other:thing", "valueString": draw(WORDS)})
    return found


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
                ]
            )
        )
        if draw(st.booleans()):
            option = option | {"extension": [{"url": BASE + "ordinalValue", "valueDecimal": number}]}
        options.append(option)
    return options


def draw_conditions(draw: st.DrawFn, links: list[tuple[str, str]]) -> dict[str, Any]:
    asked = [(link, kind) for link, kind in links if kind not in ("group", "display")]
    if not asked:
        return {}
    whens = []
    for link, kind in draw(st.lists(st.sampled_from(asked), min_size=1, max_size=3)):
        test: dict[str, Any] = {"operator": "exists", "answerBoolean": draw(st.booleans())}
        if kind in ANSWERS and draw(st.booleans()):
            signs = ["=", "!="] if kind == "boolean" else ["=", "!=", ">", "<", ">=", "<="]
            test = {"operator": draw(st.sampled_from(signs))} | ANSWERS[kind]
        whens.append({"question": link} | test)
    behaviour = draw(st.sampled_from(["all", "any"]))
    return {"enableWhen": whens} | ({"enableBehavior": behaviour} if len(whens) > 1 or draw(st.booleans()) else {})
