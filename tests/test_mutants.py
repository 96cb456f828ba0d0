"""The kept set of mutations fits the program as it is; whether each is caught is for `make mutants`."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from tools.mutants import FOLDER, ROOT, Mutation, is_caught, misplaced, read_mutations

KEPT = list(read_mutations())


def test_every_mutation_can_be_made_and_has_a_name_of_its_own() -> None:
    by_file = sorted(KEPT, key=lambda mutation: mutation.file)
    assert [sentence for mutation in by_file if (sentence := misplaced(mutation))] == []
    assert [name for name, times in Counter(mutation.id for mutation in KEPT).items() if times > 1] == []


def test_a_mutation_says_each_thing_once() -> None:
    """Of two lines with one key YAML takes the last in silence."""
    texts = [part for file in sorted(FOLDER.glob("*.yaml")) for part in file.read_text("utf-8").split("\n  - ")[1:]]
    keys = [Counter(re.findall(r"^ {0,4}(\w+):", text, re.MULTILINE)) for text in texts]
    assert [text for text, times in zip(texts, keys, strict=True) if max(times.values()) > 1] == []


def test_the_tests_of_every_mutation_are_there() -> None:
    assert {path for mutation in KEPT for path in mutation.tests if not (ROOT / path).exists()} == set()


def test_a_mutation_that_tests_notice_is_caught_and_put_back_and_one_they_do_not_is_not(tmp_path: Path) -> None:
    (tmp_path / "sums.py").write_text("def add(a, b):\n    return a + b\n\n\ndef unused():\n    return 1\n")
    (tmp_path / "test_sums.py").write_text("from sums import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n")
    noticed, unnoticed = (
        Mutation("sums", "sums.py", before, after, ("test_sums.py",), "")
        for before, after in (("a + b", "a - b"), ("return 1", "return 2"))
    )
    assert is_caught(noticed, tmp_path) and not is_caught(unnoticed, tmp_path)
    assert "a + b" in (tmp_path / "sums.py").read_text()


def test_a_text_that_is_gone_stands_twice_or_makes_no_program_is_named(tmp_path: Path) -> None:
    (tmp_path / "sums.py").write_text("a = 1\nb = 1\n")
    for before, after, refusal in (
        ("c", "d", "0 times"),
        ("1", "2", "2 times"),
        ("a =", "a", "no Python"),
        ("a", "a", ""),
    ):
        sentence = misplaced(Mutation("x", "sums.py", before, after, (), ""), tmp_path)
        assert refusal in sentence and sentence
