"""Every sentence about a file is made in one place: from an entry of the catalogue and values by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.fhir.report import LeftOut, Note, Refused, Report
from nearer.language.error_catalogue import fhir_answer_errors, fhir_errors
from nearer.language.error_catalogue.fhir_answer_errors import LeftOutText
from nearer.language.error_catalogue.fhir_errors import FhirFileText, ValueKindText
from nearer.language.explained_errors import ErrorText
from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from tests.language.translated import polish_in

ROOMS = Path(__file__).parents[2] / "nearer"
SOURCES = {path.name: ast.parse(path.read_text("utf-8")) for path in sorted(ROOMS.glob("fhir*/*.py"))}
CATALOGUE = [
    texts
    for module in (fhir_errors, fhir_answer_errors)
    for texts in vars(module).values()
    if isinstance(texts, type) and issubclass(texts, ErrorText) and texts is not ErrorText
]
ENTRIES = [entry for texts in CATALOGUE for entry in texts]


def entries_named_in(tree: ast.Module) -> Iterator[str]:
    """`FhirFileText.TAKES` and its like, wherever the rooms name one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"


def test_every_entry_of_the_catalogue_is_used() -> None:
    named = {name for tree in SOURCES.values() for name in entries_named_in(tree)}
    assert {str(entry) for entry in ENTRIES} - named == set()
    assert len(ENTRIES) > 190


def test_no_two_entries_of_a_list_have_one_sentence() -> None:
    """The second would be another name of the first, and its code the code of that."""
    assert [entry for texts in CATALOGUE for name, entry in texts.__members__.items() if name != entry.name] == []


def test_no_sentence_stands_anywhere_else_in_the_rooms() -> None:
    """Sentences have spaces; what else has some are docstrings, patterns and data, which no report is given."""
    for name, tree in SOURCES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called in ("change", "problem", "keep", "Refused", "LeftOut"):
                texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                assert [text for text in texts if " " in text] == [], name


@pytest.mark.parametrize("entry", ENTRIES, ids=str)
def test_a_sentence_is_filled_in_with_its_values_by_name(entry: ErrorText) -> None:
    names = re.findall(r"{(\w+)", entry.value)
    assert "{" not in str(entry(**dict.fromkeys(names, 7)))


def test_an_error_and_a_note_say_their_code_with_its_values_and_the_sentence_that_it_makes() -> None:
    refused = Refused(FhirFileText.JSON_TOO_DEEP, "q4", limit=80)
    assert (refused.code, refused.reason, refused.item) == (
        "json-too-deep",
        FhirFileText.JSON_TOO_DEEP(limit=80),
        "q4",
    )
    assert str(refused) == "nested too deeply (limit 80); put fewer lists and objects inside each other"
    assert str(LeftOut(LeftOutText.COMPARATOR)).endswith("and not the number; this answer is left out")
    report = Report()
    report.notes(refused.item).problem(refused.reason)
    assert (
        str(report.problems[0])
        == "item q4: nested too deeply (limit 80); put fewer lists and objects inside each other"
    )


def test_a_fhir_sentence_with_its_parts_and_the_word_item_is_in_the_language_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note("q4", FhirFileText.TAKES(key="item", kind=ValueKindText.LIST()))
    assert str(note) == "item q4: 'item' takes a list"
    with polish_in(tmp_path, monkeypatch), speaking("en-XA"):
        assert str(note) == f"{pseudo('item')} q4: 'item' {pseudo('takes')} {pseudo('a list')}"
