"""Files near the largest there may be, each stuffed with one thing; run as a program, what all bad files take.

`python -m tests.fhir.oversized_files` prints the megabytes that the process grew by, and the seconds of the slowest.
"""

from __future__ import annotations

import json
import resource
from typing import Any

from tests.fhir.generated import BASE
from tests.fhir.resource_builders import import_resource, make_resource


def _item(link: str, **more: Any) -> dict[str, Any]:
    return {"linkId": link, "text": "Q", "type": "string"} | more


def _value_set(concepts: int) -> dict[str, Any]:
    include = {"system": "u", "concept": [{"code": f"c{n}"} for n in range(concepts)]}
    return {"resourceType": "ValueSet", "id": "v", "compose": {"include": [include]}}


def _listed(count: int, concepts: int) -> dict[str, Any]:
    items = [_item(f"q{n}", type="choice", answerValueSet="#v") for n in range(count)]
    return make_resource(item=items, contained=[_value_set(concepts)])


def _said(name: str, **value: Any) -> dict[str, Any]:
    return {"url": BASE + name} | value


def _bundle(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def _chain(count: int) -> list[dict[str, Any]]:
    """Value sets that each take in the next one twice."""
    return [
        {"resourceType": "ValueSet", "url": f"urn:v{n}", "compose": {"include": [{"valueSet": [f"urn:v{n + 1}"]}] * 2}}
        for n in range(count)
    ]


WAITS = [{"question": f"q{n % 499}", "operator": "exists", "answerBoolean": True} for n in range(13_000)]
UNITS = [_said("questionnaire-unitOption", valueCoding={"code": f"é{n}"}) for n in range(8_000)]
XHTML = [_said("rendering-xhtml", valueString="<" * 900_000)]
RESOURCES: dict[str, dict[str, Any]] = {
    "conditions": make_resource(
        item=[*(_item(f"q{n}", type="boolean") for n in range(499)), _item("z", enableWhen=WAITS)]
    ),
    "items": make_resource(item=[_item(f"q{n}") for n in range(18_000)]),
    "options": make_resource(
        item=[_item("q", type="choice", answerOption=[{"valueString": f"a{n}"} for n in range(40_000)])]
    ),
    "options of a value set": _listed(500, 200),
    "options of a large value set": _listed(500, 35_000),
    "extensions": make_resource(item=[_item("q", extension=[_said(f"u{n}", valueString="x") for n in range(9_000)])]),
    "units": make_resource(item=[_item("q", type="quantity", extension=UNITS)]),
    "brackets": make_resource(item=[_item(f"q{n}", text="[" * 3_900) for n in range(250)]),
    "names alike": make_resource(item=[_item("Ä" + "é" * n) for n in range(499)]),
    "value sets": _bundle([make_resource(item=[_item("q", type="choice", answerValueSet="urn:v0")]), *_chain(4_000)]),
    "value sets of one name": _bundle(
        [_listed(500, 1), *({"resourceType": "ValueSet", "id": "v"} for _ in range(9_000))]
    ),
    "questionnaires": _bundle([make_resource(title=f"T{n}") for n in range(1_200)]),
    "XHTML": make_resource(item=[_item("q", text=None, _text={"extension": XHTML})]),
}
BYTES = {
    "objects": b'{"a":[' + b"{}," * 349_000 + b"{}]}",
    "lists": b'{"a":[' + b"[]," * 349_000 + b"[]]}",
    "keys": ("{" + ",".join(f'"{n}":0' for n in range(90_000)) + "}").encode(),
    "the last key twice": ("{" + ",".join(f'"{n}":0' for n in range(90_000)) + ',"89999":1}').encode(),
}
STUFFED = BYTES | {
    name: json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() for name, one in RESOURCES.items()
}


def _main() -> None:
    from tests.fhir import test_bad_input as bad

    import_resource(make_resource())
    files = [content for content, _ in bad.BYTES] + [json.dumps(one).encode() for one, _ in bad.RESOURCES]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for content in files:
        import_resource(content)
    sentences = {name: len(import_resource(content).report.problems) for name, content in STUFFED.items()}
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(json.dumps({"megabytes": round(grown, 1), "sentences": sentences}))


if __name__ == "__main__":
    _main()
