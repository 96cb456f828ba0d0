"""The sentences of the screens: warm and plain, and what they must never say."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from nearer.domain.roles_and_audiences import Audience
from nearer.views import text as words

FOLDER = Path(words.__file__).parent
FORBIDDEN = (
    r"\b(diagnos\w*|severe\w*|severity|treat(s|ing|ment)?|cure[sd]?|fail\w*|poor\w*|abnormal\w*|should(n.t)?|patients?|"
    r"carers?|users?|quiz\w*|end-to-end|zero[- ]knowledge|military|normal range|risk score|monitors?)\b"
)
FILES = sorted(FOLDER.glob("*.py"))


@cache
def sentences(file: Path) -> list[str]:
    """Every text that is handed to `_` or `counted`."""
    text = file.read_text("utf-8")
    if not re.search(r"\b(_|counted)\(", text):
        return []
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    spoken = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "counted")]
    return [arg.value for call in spoken for arg in call.args if isinstance(arg, ast.Constant)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sentence_judges_or_claims_what_is_not_ours_to_claim(file: Path) -> None:
    assert [text for text in sentences(file) if re.search(FORBIDDEN, text, re.IGNORECASE)] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_that_is_shown_goes_through_gettext(file: Path) -> None:
    spoken = set(sentences(file))
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if hasattr(node, "body") and _can(node)
    }
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert [text for text in texts - spoken - docstrings if " " in text.strip()] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_sentence_that_stands_by_itself_has_no_place_left_to_fill(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    fixed = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    parts = [part for value in fixed for part in ast.walk(value)]
    assert [ast.unparse(part) for part in parts if isinstance(part, ast.JoinedStr)] == []
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    assert [text for text in texts if "{" in text.replace("{}", "")] == []


def _can(node: ast.AST) -> bool:
    return isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)


def test_the_sentence_on_narrowing_says_that_what_was_seen_stays_seen() -> None:
    assert "has already read stays read" in words.sharing.narrowing("Notes", "Ravi")


def test_every_audience_has_its_own_words() -> None:
    names = {"0a": "Dr Rao", "1b": "Dr Iyer"}
    labels = ("me", "me-partner", "me-0a", "me-0a-partner", "me-0a-1b", "me-0a-1b-partner")
    assert [words.sharing.audience_name(Audience.parse_label(label), names) for label in labels] == [
        "Only me",
        "Me and my partner",
        "Me and Dr Rao",
        "Me, my partner and Dr Rao",
        "Me, Dr Iyer and Dr Rao",
        "Me, my partner, Dr Iyer and Dr Rao",
    ]


def test_the_about_page_says_what_a_stranger_with_the_file_can_and_cannot_see() -> None:
    text = " ".join((*words.about.WHAT_IS_PROTECTED.paragraphs, *words.about.WHAT_IS_PROTECTED.details))
    for fact in (
        "names, dates and who shares",
        "which questionnaire",
        "cannot see any answer, score, note or event",
        "running program",
    ):
        assert fact in text


def test_the_about_page_says_that_it_is_no_medical_device_and_where_help_is() -> None:
    text = " ".join(words.about.WHAT_IT_IS.paragraphs)
    assert "not a medical device" in text
    assert "Help" in text
