"""Every sentence about a file is made in one place: from a code that the rooms use, and from values by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.fhir.models import _KINDS
from nearer.fhir.report import LeftOut, Note, Refused, Report
from nearer.language.error_catalogue.fhir_errors import PARTS, SENTENCES, sentence_of
from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from tests.language.translated import polish_in

ROOMS = Path(__file__).parents[2] / "nearer"
SOURCES = {path.name: ast.parse(path.read_text("utf-8")) for path in sorted(ROOMS.glob("fhir*/*.py"))}


def texts_of_the_rooms() -> Iterator[str]:
    for tree in SOURCES.values():
        constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
        yield from (node.value for node in constants if isinstance(node.value, str))


def test_every_sentence_has_a_code_that_is_used() -> None:
    assert set(SENTENCES) - set(texts_of_the_rooms()) == set()


def test_every_code_that_is_given_to_a_report_has_its_sentence() -> None:
    codes = set()
    for tree in SOURCES.values():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            place = {"change": -1, "problem": -1, "keep": -1, "Refused": 0, "LeftOut": 0, "sentence_of": 0}.get(name)
            first = call.args[place] if place is not None and call.args else None
            codes |= {first.value} if isinstance(first, ast.Constant) else set()
    assert len(codes) > 100 and codes - set(SENTENCES) - {""} == set()


def test_no_sentence_stands_anywhere_else_in_the_rooms() -> None:
    """Sentences have spaces; what else has some are docstrings, patterns and data, which no report is given."""
    for name, tree in SOURCES.items():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if called in ("change", "problem", "keep", "Refused", "LeftOut"):
                texts = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
                assert [text for text in texts if " " in text] == [], name


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_filled_in_with_its_values_by_name(code: str) -> None:
    names = re.findall(r"{(\w+)", SENTENCES[code])
    assert "{" not in sentence_of(code, **dict.fromkeys(names, 7))


def test_an_error_and_a_note_say_their_code_with_its_values_and_the_sentence_that_it_makes() -> None:
    refused = Refused("json_too_deep", "q4", limit=80)
    assert (refused.code, refused.values, refused.item) == ("json_too_deep", {"limit": 80}, "q4")
    assert str(refused) == "nested too deeply (limit 80)"
    assert str(LeftOut("comparator")).endswith("and not the number; this answer is left out")
    report = Report()
    report.notes(refused.item).problem(refused.code, **refused.values)
    assert str(report.problems[0]) == "item q4: nested too deeply (limit 80)"


def test_a_sentence_its_parts_and_the_word_item_are_in_the_language_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = Note("q4", "takes", {"key": "item", "kind": "a list"})
    assert str(note) == "item q4: 'item' takes a list"
    with polish_in(tmp_path, monkeypatch), speaking("en-XA"):
        assert str(note) == f"{pseudo('item')} q4: 'item' {pseudo('takes')} {pseudo('a list')}"
    assert set(_KINDS.values()) <= set(PARTS)
