"""What is wrong with a file is said in the language of whoever reads it; only what the file names stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from nearer.yaml_files.loader import json_schema, load_questionnaire, read_warnings
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD, replace_in_good_file
from tests.language.translated import polish_in

WORD = re.compile(r"[A-Za-z]+")
SCARS_SHOWN = "show_if: {item: present, is: [yes]}"
BROKEN = {
    "two documents": GOOD + "---\nid: more\n",
    "an empty file": "",
    "an anchor": replace_in_good_file("audience: survivor", "audience: &own survivor"),
    "a tag": replace_in_good_file("minutes: 2", "minutes: !!int 2"),
    "a list as a key": replace_in_good_file("minutes: 2", "? [minutes]\n: 2"),
    "a control character": replace_in_good_file("Scars and", "Scars\x07and"),
    "a key twice": replace_in_good_file("minutes: 2", "minutes: 2\nminutes: 3"),
    "a wrong key": replace_in_good_file("reverse: yes", "revers: yes"),
    "a strange key": replace_in_good_file("reverse: yes", "qqqqqq: yes"),
    "a missing key": replace_in_good_file("title: Scars and sensation", "qqqqqq: Scars"),
    "no keys": "- scars\n",
    "an item that has no id": replace_in_good_file("  - id: ease\n", "  - tags: [a]\n"),
    "a number in words": replace_in_good_file("minutes: 2", "minutes: two"),
    "one of a list": replace_in_good_file("status: active", "status: actve"),
    "none of a list": replace_in_good_file("status: active", "status: qqqqqq"),
    "an empty text": replace_in_good_file("licence: CC0-1.0", "licence: ' '"),
    "a long text": replace_in_good_file("licence: CC0-1.0", f"licence: {'x' * 4001}"),
    "a hidden character": replace_in_good_file("licence: CC0-1.0", 'licence: "Sk\u200bin"'),
    "an id": replace_in_good_file("id: numb", "id: Numb!"),
    "a version": replace_in_good_file("version: 1.0", "version: one point oh"),
    "an id twice": replace_in_good_file("id: numb", "id: ease"),
    "no such list": replace_in_good_file("answers: yes-no", "answers: yes-now"),
    "no type": replace_in_good_file("    answers: yes-no\n", ""),
    "a key of another type": replace_in_good_file("answers: yes-no", "answers: yes-no\n    max_length: 20"),
    "an item of itself": replace_in_good_file(SCARS_SHOWN, "show_if: {item: scars, is: [yes]}"),
    "no such answer": replace_in_good_file(SCARS_SHOWN, "show_if: {item: present, is: [perhaps]}"),
    "two tests": replace_in_good_file(SCARS_SHOWN, "show_if: {item: present, is: [yes], is_not: [no]}"),
    "no order": replace_in_good_file(SCARS_SHOWN, "show_if: {item: present, above: 1}"),
    "closeness": replace_in_good_file("repeat: monthly", "repeat: monthly\npurpose: closeness"),
    "bands": replace_in_good_file("from: 50", "from: 0"),
    "a band out of reach": replace_in_good_file("from: 50", "from: 500"),
}


@pytest.fixture(autouse=True)
def other_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with polish_in(tmp_path, monkeypatch):
        yield


def plain_words(sentence: str, text: str) -> list[str]:
    """Words without an accent that neither the file nor its schema has."""
    known = {*WORD.findall(text), *WORD.findall(json.dumps(json_schema()))}
    return [word for word in WORD.findall(sentence.replace("scars.yaml", "")) if word not in known]


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_questionnaire_is_said_in_the_language_of_the_reader(text: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        load_questionnaire(text, "scars.yaml")
    english = [str(problem) for problem in refused.value.problems]
    with speaking("en-XA"):
        accented = str(refused.value).split("\n")
    assert english
    assert not set(english) & set(accented)
    assert [plain_words(sentence, text) for sentence in accented] == [[] for _ in accented]


def test_a_warning_of_a_questionnaire_is_said_in_the_language_of_the_reader() -> None:
    text = (
        replace_in_good_file("need: 2/3", "need: 1")
        .replace("method: percent", "method: sum")
        .replace("from: 50", "from: 6")
    )
    warnings = read_warnings(text, "scars.yaml", ["scars-and-sensation"])
    with speaking("en-XA"):
        assert [plain_words(str(warning), text) for warning in warnings] == [[], []]
        assert pseudo("items may not be asked") in str(warnings[0])


def test_a_word_of_a_questionnaire_error_that_is_not_translated_would_be_seen() -> None:
    assert plain_words(f"{pseudo('the key')} 'scars' appears", GOOD) == ["appears"]
