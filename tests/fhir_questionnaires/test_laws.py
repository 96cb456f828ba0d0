"""Laws for every questionnaire: nothing is lost on the way through, and no file makes us stumble."""

from __future__ import annotations

import copy
import json
import re
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from string import Template
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.yaml_scalars import HIDDEN_CHARACTERS, MAX_TEXT
from nearer.fhir_questionnaires.import_file import import_file
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.responses import read_response
from nearer.fhir_responses.write_responses import write_response
from nearer.views.layout.escape import markup, plain
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_writer import questionnaire_yaml
from tests.fhir.audit_events import watched
from tests.fhir.every_kind import ANSWERS
from tests.fhir.generated import resources
from tests.fhir.resource_builders import SAMPLES, import_resource, instruments, make_resource
from tests.fhir_questionnaires.test_valid import every_kind, given_of
from tests.fhir_responses.test_responses import NOW

OURS = "urn:nearer:"
# Numbers as JSON writes them. Of a weight as many digits as we count with: one of more refuses the file.
FIGURES = st.from_regex(
    r"-?[1-9][0-9]{0,14}(\.[0-9]{1,15})?([eE][+-]?[0-2])?|-?0\.0{0,5}[1-9]{1,9}0{0,3}", fullmatch=True
)
WEIGHTS = st.from_regex(r"-?[1-9][0-9]{0,3}(\.[0-9]{1,4})?|0\.[0-9]{1,4}", fullmatch=True)
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(resources())
def test_nothing_is_lost_from_fhir_through_ours_to_fhir(resource: dict[str, Any]) -> None:
    imported = import_resource(resource)
    assume(imported.questionnaire is not None)
    assert imported.questionnaire is not None
    written = json.loads(as_bytes(write_questionnaire(imported.questionnaire)[0]), parse_float=Decimal)
    assert list(missing(json.loads(json.dumps(resource), parse_float=Decimal), written)) == []


def there_and_back(resource: dict[str, Any] | bytes) -> tuple[list[Questionnaire], list[Any]]:
    """From FHIR through a file of ours to FHIR, twice: every questionnaire on the way, and what was written."""
    imported = import_resource(resource)
    questionnaires: list[Questionnaire | None] = [imported.questionnaire]
    written = []
    for _ in range(2):
        assert imported.yaml_record is not None, imported.report.problems
        ours = load_questionnaire(questionnaire_yaml(imported.yaml_record), "ours.yaml")
        content = as_bytes(write_questionnaire(ours)[0])
        imported = import_resource(content)
        questionnaires += [ours, imported.questionnaire]
        written.append(json.loads(content, parse_float=Decimal))
    return [one for one in questionnaires if one is not None], written


WITH_NUMBERS = Template("""{"resourceType": "Questionnaire", "status": "active", "item": [
    {"linkId": "a", "text": "A", "type": "decimal", "initial": [{"valueDecimal": $initial}], "extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/minValue", "valueDecimal": $limit},
        {"url": "urn:other:thing", "valueDecimal": $beyond}]},
    {"linkId": "b", "text": "B", "type": "choice", "answerOption": [
        {"valueString": "X", "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": $weight}]},
        {"valueString": "Y", "extension": [
            {"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue", "valueDecimal": $other_weight}]}]},
    {"linkId": "c", "text": "C", "type": "string", "enableWhen": [
        {"question": "a", "operator": "=", "answerDecimal": $compared}]},
    {"linkId": "d", "text": "D", "type": "quantity", "initial": [
        {"valueQuantity": {"value": $measured, "unit": "cups"}}]}]}""")
NUMBERS = ("initial", "limit", "beyond", "compared", "measured", "weight", "other_weight")


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(st.tuples(*[FIGURES] * 5, WEIGHTS, WEIGHTS))
@example(("0.10",) * 7)
@example((*["1234567890.1234567890123"] * 5, "0.250", "3.00"))
@example(("1.50E+3", "-2.0e-3", "0.0", "7", "10", "0.0", "0.5000"))
def test_a_number_keeps_its_figures_from_fhir_through_ours_to_fhir(figures: tuple[str, ...]) -> None:
    content = WITH_NUMBERS.substitute(dict(zip(NUMBERS, figures, strict=True)))
    _, once_and_twice = there_and_back(content.encode())
    for written in once_and_twice:
        assert sorted(numbers_in(written)) == sorted(str(Decimal(one)) for one in figures)


def numbers_in(value: Any) -> list[str]:
    """Every number of a resource, as its own text."""
    if isinstance(value, dict | list):
        return [
            text for inside in (value.values() if isinstance(value, dict) else value) for text in numbers_in(inside)
        ]
    return [str(value)] if isinstance(value, int | Decimal) and not isinstance(value, bool) else []


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(resources())
def test_content_that_is_the_same_has_the_same_hash_and_is_written_the_same(resource: dict[str, Any]) -> None:
    assume(import_resource(resource).yaml_record is not None)
    questionnaires, [once, twice] = there_and_back(resource)
    assert len({one.sha256 for one in questionnaires}) == 1 and len(questionnaires) == 5
    assert once == twice
    assert {key for key in set(once) - set(resource) if not key.startswith("_")} <= {"extension"}


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(resources())
def test_the_yaml_of_an_import_is_the_same_questionnaire(resource: dict[str, Any]) -> None:
    imported = import_resource(resource)
    assume(imported.questionnaire is not None)
    assert imported.questionnaire is not None and imported.yaml_record is not None
    again = load_questionnaire(questionnaire_yaml(imported.yaml_record), "again.yaml")
    assert again == imported.questionnaire


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(resources(), st.data())
def test_the_yaml_of_ours_is_the_same_after_fhir(resource: dict[str, Any], data: st.DataObject) -> None:
    written = import_resource(resource).yaml_record
    assume(written is not None)
    assert written is not None
    for item in written["items"]:
        item |= data.draw(of_our_own(item["type"]))
    ours = load_questionnaire(questionnaire_yaml(written | data.draw(HEADS)), "ours.yaml")
    back = import_resource(as_bytes(write_questionnaire(ours)[0]))
    assert back.questionnaire is not None, back.report.problems
    assert replace(back.questionnaire, sha256="") == replace(ours, sha256="")


HEADS = st.fixed_dictionaries(
    {}, optional={"audience": st.just("survivor"), "recall": st.just("This week"), "minutes": st.just("4"),
                  "repeat": st.just("weekly"), "place": st.just("20"), "validated": st.just("yes")}
)  # fmt: skip


def of_our_own(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Keys of an item that FHIR has no word for."""
    more = {"tags": st.just(["touch"]), "help": st.just("A quiet line."), "hidden": st.just("yes")}
    more |= {"carried": st.just("yes")} if kind == "text" else {}
    more |= {"reverse": st.just("yes")} if kind == "choice" else {}
    return st.fixed_dictionaries({}, optional=more) if kind != "display" else st.just({})


def missing(before: Any, after: Any, path: str = "") -> Any:
    """What stood in the first and is not in the second; the order of extensions does not matter."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            if key not in after:
                yield f"{path}.{key}"
            else:
                yield from missing(value, after[key], f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list):
        if path.endswith(".extension"):
            yield from (f"{path} {one}" for one in before if one not in after)
            return
        if len(before) != len(after):
            yield f"{path} has {len(after)} and not {len(before)}"
        for number, (one, other) in enumerate(zip(before, after, strict=False)):
            yield from missing(one, other, f"{path}[{number}]")
    elif before != after:
        yield f"{path}: {before} became {after}"


FILES = [file.read_bytes() for file in sorted(SAMPLES.glob("*.json"))] or [json.dumps(make_resource()).encode()]
ELSEWHERE = ("http://127.0.0.1:9/ValueSet/x", "file:///etc/hostname", "http://127.0.0.1:9/q|1")
ALIVE = ("<script>", "<img src=x>", "![x](https://e.example/p.png)", "[x](javascript:y)", "www.e.example/x")
VALUES = st.sampled_from(
    [*ALIVE, *ELSEWHERE, None, 0, -1, 1.5, True, "", " ", "x", "\u202e", "y" * 4001, [], {}, [None], [{}], {"a": {}}]
)
KEYS = st.sampled_from(["linkId", "type", "item", "text", "answerOption", "enableWhen", "extension", "contained",
                        "repeats", "url", "valueCoding", "question", "prefix", "answerValueSet", "definition",
                        "valueReference", "valueCanonical"])  # fmt: skip


def places(value: Any) -> list[Any]:
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    own_place = [value] if isinstance(value, dict | list) else []
    return own_place + [place for one in inside for place in places(one)]


@settings(max_examples=300, deadline=None, suppress_health_check=SLOW)
@given(st.sampled_from(FILES), st.data())
def test_a_changed_real_file_is_taken_or_refused_and_never_breaks(content: bytes, data: st.DataObject) -> None:
    resource = json.loads(content)
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.sampled_from(places(resource)))
        if isinstance(place, dict):
            key = data.draw(st.sampled_from(sorted(place)) if place and data.draw(st.booleans()) else KEYS)
            place[key] = copy.deepcopy(data.draw(VALUES))
        elif place:
            place[data.draw(st.integers(0, len(place) - 1))] = copy.deepcopy(data.draw(VALUES))
    content = json.dumps(resource).encode("utf-8", "surrogatepass")
    with watched() as addresses:
        imported = import_file("changed.json", content, instruments(), beside=())
    assert addresses == []
    assert (imported.report.status == "refused") == bool(imported.report.problems) == (imported.questionnaire is None)
    if imported.questionnaire is not None and imported.definition is not None:
        assert load_questionnaire(imported.definition, "kept.yaml").sha256 == imported.questionnaire.sha256
        assert over_the_limits(imported.questionnaire) == []
        assert [text for text in texts_of(imported.questionnaire) if comes_alive(text)] == []


def over_the_limits(questionnaire: Questionnaire) -> list[str]:
    """What is longer than it may be, or holds what cannot be seen."""
    long = [text[:20] for text in texts_of(questionnaire) if len(text) > MAX_TEXT or HIDDEN_CHARACTERS.search(text)]
    many = [item.id for item in questionnaire.items if len(item.options) > 200]
    return long + many + (["items"] if len(questionnaire.items) > 500 else [])


def texts_of(questionnaire: Questionnaire) -> list[str]:
    """Everything in words that stands on a screen."""
    of_items = [text for item in questionnaire.items for text in (item.text, item.help, item.prefix, item.placeholder)]
    options = [option.text for item in questionnaire.items for option in (*item.options, *item.units)]
    sections = [text for section in questionnaire.sections for text in (section.title, section.intro, section.prefix)]
    every = [
        questionnaire.title,
        questionnaire.summary,
        questionnaire.source,
        questionnaire.licence,
        *of_items,
        *options,
        *sections,
    ]
    return [text for text in every if text]


def comes_alive(text: str) -> bool:
    """Whether a label or a paragraph of it would hold a link, a picture or a tag: something that asks another host."""
    label, paragraph = plain(text), markup("<p>{}</p>", text)
    return bool(re.search(r"(?<!\\)(\]\(|!\[|<[a-zA-Z/!])|\bwww\.|https?:/", label)) or paragraph.count("<") != 2


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_file_is_refused_or_taken_and_never_breaks(content: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(content)))
    noise = data.draw(st.binary(max_size=4) | st.sampled_from([b'"', b"}", b"[", b"\\ud800", b"1e999", b"NaN"]))
    with watched() as addresses:
        import_resource(content[:start] + noise + content[start + data.draw(st.integers(0, 9)) :])
    assert addresses == []


@pytest.mark.parametrize("content", FILES)
def test_no_real_file_asks_anything_of_anybody(content: bytes) -> None:
    """The same watch sees what would ask: a name looked up, a page opened, a program begun, a file written."""
    with watched() as addresses:
        imported = import_file("real.json", content, instruments(), beside=())
        if imported.questionnaire is not None:
            read_response(
                b'{"resourceType": "QuestionnaireResponse", "status": "completed"}', imported.questionnaire, NOW
            )
            as_bytes(write_questionnaire(imported.questionnaire)[0])
    assert addresses == []


RESPONSE_KEYS = st.sampled_from(["linkId", "item", "answer", "extension", "questionnaire", "authored", "contained",
                                 "status", "valueCoding", "valueString", "valueQuantity", "valueDate", "_valueDate",
                                 "code", "display", "system", "comparator", "value", "unit"])  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_a_changed_response_is_read_or_refused_and_never_breaks(data: st.DataObject) -> None:
    resource = json.loads(as_bytes(write_response(given_of(every_kind(), ANSWERS))))
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.sampled_from(places(resource)))
        if isinstance(place, dict):
            key = data.draw(st.sampled_from(sorted(place)) if place and data.draw(st.booleans()) else RESPONSE_KEYS)
            place[key] = copy.deepcopy(data.draw(VALUES))
        elif place:
            place[data.draw(st.integers(0, len(place) - 1))] = copy.deepcopy(data.draw(VALUES))
    recorded = read_response(json.dumps(resource).encode(), every_kind(), NOW)
    assert bool(recorded.report.problems) == (recorded.report.status == "refused")
    sentences = " ".join(map(str, (*recorded.report.problems, *recorded.report.changes)))
    assert "None" not in sentences


def test_the_check_notices_every_network_call_program_and_file(tmp_path: Path) -> None:
    acts: list[Callable[[], object]] = [
        lambda: socket.getaddrinfo("127.0.0.1", 9),
        lambda: urllib.request.urlopen("http://127.0.0.1:9/", timeout=1),
        lambda: subprocess.run(["true"], check=False),
        lambda: (tmp_path / "left").write_text("x"),
    ]
    for act in acts:
        with watched() as addresses, suppress(OSError):
            act()
        assert addresses


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_random_bytes_as_a_fhir_file_are_refused(content: bytes) -> None:
    assert import_resource(content).report.status == "refused"
