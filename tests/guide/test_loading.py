"""A file of the guide that cannot be used says in which line, what is wrong and what is right; all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from nearer.guide.loader import GuideError, read_guide
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.shipped_files import SHIPPED_FILES

TOPIC = """\
---
id: one
title: One
summary: A topic.
audience: both
addresses:
  closeness: 2
not_when:
  - when: {questionnaire: comfort-and-consent, item: clearance, is: [wait]}
    because: your team said to wait
kind: everyday
stop:
  - hurts
sources: [G]
reviewed: false
to_confirm: false
related: [two, three]
search: [a, b, c, d, e, f]
shelf: two
place: 10
---
## What this is

Words.
"""
STEP = """\
---
id: small
title: Small
minutes: 5
who: alone
topic: one
stop:
  - pain
sources: [G]
reviewed: false
to_confirm: false
---
## What

Words.
"""
SOURCES = "G:\n  title: Ours\n  where: here\n  kind: clinic\n  checked: no\n"


RULES = "rules:\n  hurts: Stop when it hurts.\n  pain: Stop at pain.\n"


def files(**changed: str) -> dict[str, str]:
    two, three = (TOPIC.replace("id: one", f"id: {name}") for name in ("two", "three"))
    two = two.replace("[two, ", "[one, ").replace("place: 10", "place: 30")
    three = three.replace("three]", "one]").replace("place: 10", "place: 20")
    every = {"guide/one.md": TOPIC, "guide/two.md": two, "guide/three.md": three, "steps/small.md": STEP}
    every |= {"sources.yaml": SOURCES, "search-words.yaml": "synonyms:\n  one: [first]\n"}
    every |= {"stop-rules.yaml": RULES}
    names = {"topic": "guide/one.md", "step": "steps/small.md", "sources": "sources.yaml", "words": "search-words.yaml"}
    return every | {names[name]: text for name, text in changed.items()}


def problems(written: Mapping[str, str | bytes]) -> list[str]:
    pairs = [(name, text if isinstance(text, bytes) else text.encode()) for name, text in written.items()]
    with pytest.raises(GuideError) as refused:
        read_guide(pairs, shipped_catalogue())
    return [str(problem) for problem in refused.value.problems]


def test_a_small_guide_with_every_kind_of_page_is_loaded() -> None:
    guide = read_guide([(name, text.encode()) for name, text in files().items()], shipped_catalogue())
    assert list(guide.topics) == ["one", "two", "three"]
    assert guide.topics["one"].text == "## What this is\n\nWords."
    assert guide.steps["small"].minutes == 5


def test_the_shipped_guide_is_read() -> None:
    assert len(shipped_guide().topics) == 48
    assert len(shipped_guide().steps) >= 15


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: everyday\n", "", "line 2: a topic needs the key 'kind'"),
        ("kind:", "knd:", "line 11: 'knd' is not a key of a topic; did you mean 'kind'?"),
        (
            "kind: everyday",
            "kind: urgend",
            "line 11: 'kind' takes one of everyday, medical, urgent; did you mean 'urgent'?",
        ),
        (
            "  closeness: 2",
            "  closenes: 2",
            "line 7: 'closenes' is not a scale that its readers answer; did you mean 'closeness'?",
        ),
        ("  closeness: 2", "  closeness: 4", "line 7: 'closeness' takes at most 3"),
        ("  closeness: 2", "  hurting: 2", ""),
        ("[two, three]", "[two, thre]", "line 17: 'thre' is not another topic; did you mean 'three'?"),
        ("[two, three]", "[two, one]", "line 17: 'one' is not another topic; allowed here: three, two"),
        ("[two, three]", "[two]", "line 17: 'related' is an empty list"),
        ("sources: [G]", "sources: [H]", "line 14: 'H' is not a known source; allowed here: G"),
        (
            "item: clearance",
            "item: clearence",
            "line 9: 'clearence' is not an item of comfort-and-consent; did you mean 'clearance'?",
        ),
        ("is: [wait]", "is: [waits]", "line 9: 'waits' is not an answer option of clearance; did you mean 'wait'?"),
        (
            "item: clearance, is: [wait]",
            "scale: pace, worst_bands: 3",
            "line 9: pace has 3 bands; write a smaller number",
        ),
        (
            "item: clearance, is: [wait]",
            "scale: pase, worst_bands: 1",
            "line 9: 'pase' is not a scale of comfort-and-consent; ",
        ),
        ("questionnaire: comfort-and-consent", "questionnaire: comfort", "line 9: 'comfort' is not a questionnaire; "),
        (
            "item: clearance, is: [wait]",
            "item: clearance",
            "line 9, condition number 1: 'when' takes {event, within_days}, ",
        ),
        (
            "because:",
            "becuse:",
            "line 10, condition number 1: 'becuse' is not a key of a condition; did you mean 'because'?",
        ),
        ("  - hurts\n", "  - hurt\n", "line 13: 'hurt' is not a rule of stop-rules.yaml; did you mean 'hurts'?"),
        ("kind: everyday", "kind: urgent", "line 8: an urgent topic is never held back"),
        ("id: one", "id: won", "line 2: the id is the name of the file, 'one'"),
        ("id: one\n", "id: one\nid: one\n", "line 3: the key 'id' appears twice"),
        ("  - hurts\n", "  []\n", "line 12: 'stop' is an empty list"),
        ("title: One", "title: [One", "not complete YAML"),
        ("title: One", "title: &a One", "line 3: anchors and aliases"),
        ("Words.", "", ""),
        ("## What this is\n\nWords.\n", "", "line 21: a page needs its text below the front matter"),
        ("---\nid", "id", "line 1: a page begins with its front matter; write it between two lines of ---"),
        ("addresses:\n  closeness: 2", "addresses: {}", "line 6: nothing leads to this topic; "),
        ("shelf: two\n", "", "line 2: a topic needs the key 'shelf'"),
        ("shelf: two", "shelf: tow", "line 19: 'shelf' takes one of body, feelings, two, team; did you mean 'two'?"),
        (
            "reviewed: false",
            "reviewed: perhaps",
            "line 15: 'reviewed' takes false, or the day and the initials of the clinician who signed",
        ),
        ("reviewed: false", "reviewed: 2026-02-30 MR", "line 15: 'reviewed' takes false, or the day"),
        ("reviewed: false", "reviewed: 2026-11-28 MR", ""),
        ("Words.", "Words [G.", "line 24: '[G' has no end; write it such as [R64] or [R64, R65]"),
        ("Words.", "Words [G, R64 and more.", "line 24: '[G, R64' has no end"),
        ("Words.", "Words [G], and [S, G]. One hand [palm up], 3 < 4.", ""),
        ("Words.", "Words <b>bold</b>.", "line 24: '<b>' is HTML, which no page has; write it in Markdown"),
        ("title: One", 'title: "<script src=x>"', "line 3: '<script src=x>' is HTML"),
        ("Words.", "Wo\u202erds.", "line 24: this line holds hidden characters; write it again"),
        ("Words.", "Wo\x07rds.", "line 24: this line holds hidden characters; write it again"),
        ("place: 10", "place: 20", "line 20: 'three' already has this place on the shelf"),
    ],
)
def test_a_mistake_in_a_topic_is_named_with_its_line(old: str, new: str, sentence: str) -> None:
    changed = TOPIC.replace(old, new, 1)
    if not sentence:
        read_guide([(name, text.encode()) for name, text in files(topic=changed).items()], shipped_catalogue())
        return
    assert any(sentence in problem and problem.startswith("guide/one.md") for problem in problems(files(topic=changed)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("topic: one", "topic: onee", "line 6: 'onee' is not a topic of the guide; did you mean 'one'?"),
        ("topic: one", "topic: one\nafter: smal", "line 7: 'smal' is not a step; did you mean 'small'?"),
        ("topic: one", "topic: one\nafter: small", "line 7: these steps wait for each other: small"),
        ("minutes: 5", "minutes: five", "line 4: 'minutes' takes a whole number such as 6"),
        ("minutes: 5", "minutes: 500", "line 4: 'minutes' takes at most 120"),
        ("who: alone\n", "", "a step needs the key 'who'"),
    ],
)
def test_a_mistake_in_a_step_is_named_with_its_line(old: str, new: str, sentence: str) -> None:
    [problem] = problems(files(step=STEP.replace(old, new)))
    assert problem.startswith("steps/small.md") and sentence in problem


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("sources", SOURCES.replace("title", "titel"), "sources.yaml line 2: 'titel' is not a key of a source; "),
        ("sources", SOURCES.replace("  where: here\n", ""), "sources.yaml line 1: a source needs the key 'where'"),
        ("words", "synonyms:\n  won: [first]\n", "search-words.yaml line 2: 'won' is not a topic of the guide; "),
        ("words", "mean: {}\n", "search-words.yaml line 1: 'mean' is not a key of a list of search words; "),
    ],
)
def test_a_mistake_in_the_other_files_is_named_with_its_line(name: str, text: str, sentence: str) -> None:
    assert any(problem.startswith(sentence) for problem in problems(files(**{name: text})))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"---\n\xff\n---\nWords", b"---\nid: one\n---\n\xff", b"---\n- a\n---\nW", b"\x00"]
)
def test_a_file_that_is_no_page_gives_a_sentence(content: bytes) -> None:
    assert all(problem.startswith("guide/one.md line ") for problem in problems({**files(), "guide/one.md": content}))


def test_every_problem_of_every_file_is_found_at_once() -> None:
    sentences = problems(files(topic=TOPIC.replace("kind:", "knd:"), step=STEP.replace("who: alone", "who: nobody")))
    assert {problem.split()[0] for problem in sentences} == {"guide/one.md", "steps/small.md"}
    assert len(sentences) == 3


def test_a_file_in_the_guide_folder_that_is_no_page_is_named() -> None:
    [problem] = problems({**files(), "recipes/soup.md": "x"})
    assert problem.startswith("recipes/soup.md: this is no file of the guide")


@pytest.mark.parametrize(
    "file", sorted((SHIPPED_FILES / "data" / "guide").glob("*.md"))[:5], ids=lambda file: file.stem
)
def test_a_mistake_in_a_shipped_page_of_the_guide_is_named_with_its_line(file: Path) -> None:
    text = file.read_text("utf-8")
    line = text.splitlines().index(next(one for one in text.splitlines() if one.startswith("kind:"))) + 1
    [problem] = [one for one in problems({f"guide/{file.name}": text.replace("\nkind:", "\nknd:")}) if "knd" in one]
    assert f"line {line}:" in problem
