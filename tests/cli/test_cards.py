"""`nearer cards` prints what somebody is shown and why, and says in a sentence what it does not take."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nearer.cli import main

DRY = {"which": ["dryness"], "dryness-strength": "strong", "dryness-in-the-way": "a-lot"}


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def printed(file: Path, capsys: pytest.CaptureFixture[str], **written: object) -> dict[str, list[dict[str, object]]]:
    file.write_text(json.dumps(written), "utf-8")
    assert main(["cards", str(file)]) == 0
    parts: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return parts


def test_urgent_cards_and_what_is_held_back_are_printed_with_reasons(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = printed(
        answers, capsys, role="survivor",
        answers={"physical-barriers": DRY, "comfort-and-consent": {"clearance": "wait"}},
        events=[{"kind": "chemotherapy", "days_ago": 3}],
    )  # fmt: skip
    assert [card["topic"] for card in parts["urgent"]] == ["safety-during-treatment"]
    assert parts["cards"][0]["topic"] == "vaginal-dryness-and-pain"
    assert (
        parts["cards"][0]["reasons"]
        == [
            {"because": "dryness was very much in the way", "kind": "score", "questionnaire": "physical-barriers"},
            {"because": "your body got very much in the way", "kind": "score", "questionnaire": "physical-barriers"},
        ][: len(parts["cards"][0]["reasons"])]
    )  # type: ignore[arg-type]
    reasons_held_back = {card["topic"]: card["held_back_because"] for card in parts["held_back"]}
    assert reasons_held_back["lubricants-and-positions"] == "your team said to wait"


def test_the_day_of_the_answers_is_printed_where_the_file_has_it(
    answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = printed(
        answers, capsys, role="survivor", answers={"physical-barriers": DRY}, answered={"physical-barriers": 20}
    )
    assert '"answered": "20' in json.dumps(parts["cards"][0]["reasons"])


def test_a_page_read_before_counts_less_among_the_cards(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mild = {"physical-barriers": DRY | {"dryness-strength": "medium", "dryness-in-the-way": "somewhat"}}
    for read in (["vaginal-dryness-and-pain"], {"vaginal-dryness-and-pain": 3}):
        parts = printed(answers, capsys, role="survivor", answers=mild, read=read)
        strengths = {str(card["topic"]): card["strength"] for card in parts["cards"]}
        assert strengths["vaginal-dryness-and-pain"] == 0.75


def test_the_cards_command_gives_empty_lists_for_no_answers(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(answers, capsys, role="partner") == {"urgent": [], "cards": [], "held_back": []}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"role": "nurse"}, "role: 'nurse' is not known there. Allowed are survivor, partner."),
        ({"role": ["survivor"]}, "role: '['survivor']' is not known there."),
        ({"role": "survivor", "scores": {}}, "the file: 'scores' is not known there. Allowed are role, answers,"),
        ({"role": "survivor", "answers": {"sleep": {}}}, "answers: 'sleep' is not known there. Allowed are"),
        ({"role": "survivor", "answers": {"partner-view": {}}}, "answers: 'partner-view' is not known there."),
        ({"role": "survivor", "answers": {"us-two": {"talking": 1}}}, "us-two: 'talking' is not known there. Allowed"),
        ({"role": "survivor", "answers": {"us-two": {"talking-said": "x"}}}, "item talking-said: "),
        ({"role": "survivor", "answers": {"us-two": []}}, "us-two: write an object with names and values"),
        ({"role": "survivor", "answers": []}, "answers: write an object with names and values"),
        ({"role": "survivor", "events": {}}, "events: write a list"),
        ({"role": "survivor", "events": [3]}, "events: write an object with names and values"),
        ({"role": "survivor", "events": [{"kind": "chemo", "days_ago": 1}]}, "events: 'chemo' is not known there. All"),
        ({"role": "survivor", "events": [{"kind": "seeds", "when": 1}]}, "events: 'when' is not known there."),
        ({"role": "survivor", "events": [{"kind": "seeds", "days_ago": "1"}]}, "events: write how many days ago"),
        ({"role": "survivor", "events": [{"kind": "seeds", "days_ago": True}]}, "events: write how many days ago"),
        ({"role": "survivor", "events": [{"kind": "seeds", "days_ago": 10**9}]}, "events: write how many days ago"),
        ({"role": "survivor", "read": ["nowhere"]}, "read: 'nowhere' is not known there. Allowed are a-story-of"),
        ({"role": "survivor", "read": [["low-desire"]]}, "read: '['low-desire']' is not known there."),
        ({"role": "survivor", "answered": {"goals": 3}}, "answered: 'goals' is not known there."),
    ],
)  # fmt: skip
def test_an_unknown_key_in_the_answers_is_named_with_what_is_allowed(
    answers: Path, capsys: pytest.CaptureFixture[str], written: object, sentence: str
) -> None:
    answers.write_text(json.dumps(written), "utf-8")
    assert main(["cards", str(answers)]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"{answers}, {sentence}") and err.count("\n") == 1


@pytest.mark.parametrize("text", ["", "[", "[]", '{"role": 1, "role": 2}', "[" * 100_000, "\ud800"])
def test_a_file_that_is_no_object_is_refused_in_one_sentence(
    answers: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    answers.write_bytes(text.encode(errors="surrogatepass"))
    assert main(["cards", str(answers)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
