"""The command line prints JSON, says in sentences what is wrong, and never breaks off with a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nearer.cli import main
from nearer.cli.terminal import printable
from nearer.language.pseudo import pseudo
from tests.domain.questionnaire_builders import GOOD, replace_in_good_file

ROOT = Path(__file__).parents[2]


@pytest.fixture
def scars(tmp_path: Path) -> str:
    file = tmp_path / "scars.yaml"
    file.write_text(GOOD, "utf-8")
    return str(file)


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    return tmp_path / "answers.json"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nearer", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)


def test_the_validate_command_accepts_a_good_questionnaire_file(scars: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", scars]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"file": scars, "ok": True, "id": "scars", "version": "1.0", "items": 7, "scales": 1, "problems": []}
    ]


def test_bands_of_a_sum_whose_items_may_be_missing_are_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scars.yaml"
    file.write_text(
        replace_in_good_file("need: 2/3", "need: 1")
        .replace("method: percent", "method: sum")
        .replace("from: 50", "from: 6"),
        "utf-8",
    )
    assert main(["validate", str(file)]) == 0
    printed = capsys.readouterr()
    [report] = json.loads(printed.out)
    end = "and with fewer than 3 answers there is no score and no band; method percent or mean leaves such items out"
    messages = [
        f"1 of its 3 items may not be asked (scars), {end}",
        f"3 of its 3 items may not apply (scars, numb, ease), {end}",
    ]
    assert report["warnings"] == [{"line": 70, "place": "scale skin", "message": message} for message in messages]
    assert printed.err == "".join(f"warning: {file} line 70, scale skin: {message}\n" for message in messages)


@pytest.mark.parametrize(
    ("change", "where", "message"),
    [
        (
            ("guide: [scars-and-sensation]", "guide: [scars-and-sensaton]"), (71, "scale skin"),
            "the guide has no page 'scars-and-sensaton'; did you mean 'scars-and-sensation'?",
        ),
        (
            ("    reverse: yes\n", "    reverse: yes\n    tags: [fatigue-and-energy, talking-i-fel]\n"),
            (46, "item ease"),
            "the guide has no page 'talking-i-fel'; did you mean 'talking-i-feel'?",
        ),
        (
            ("from: 50", "from: 50.5"), (72, "scale skin"),
            "no score is 50.5: this scale has 0 decimals ('decimals'), so the band begins at 51",
        ),
    ],
)  # fmt: skip
def test_a_guide_page_or_a_band_that_no_score_reaches_is_warned_of_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: tuple[str, str], where: tuple[int, str], message: str
) -> None:
    file, (line, place) = tmp_path / "scars.yaml", where
    file.write_text(replace_in_good_file(*change), "utf-8")
    assert main(["validate", str(file)]) == 0
    printed = capsys.readouterr()
    [report] = json.loads(printed.out)
    assert report["warnings"] == [{"line": line, "place": place, "message": message}]
    assert printed.err == f"warning: {file} line {line}, {place}: {message}\n"


def test_no_shipped_file_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    """Earlier versions stay as they were read, with the names of their bands written by hand."""
    current, earlier = (list(map(str, (ROOT / "questionnaires").glob(files))) for files in ("*.yaml", "earlier/*.yaml"))
    assert main(["validate", *current]) == 0
    assert capsys.readouterr().err == ""
    assert main(["validate", *earlier]) == 0
    warned = capsys.readouterr().err.splitlines()
    assert [line for line in warned if "is the name of this band" not in line] == []


def test_a_missing_sum_is_said_in_a_sentence(tmp_path: Path, answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "scars.yaml"
    file.write_text(
        replace_in_good_file("need: 2/3", "need: 1")
        .replace("method: percent", "method: sum")
        .replace("from: 50", "from: 6"),
        "utf-8",
    )
    answers.write_text(json.dumps({"present": "no", "numb": "some", "ease": "na"}), "utf-8")
    assert main(["score", str(file), str(answers)]) == 0
    printed = capsys.readouterr()
    [score] = json.loads(printed.out)["scales"]
    assert (score["value"], score["band"]) == (None, None)
    assert printed.err == f"{answers}: Skin: no score; 1 of its 3 questions was not asked\n"


def test_each_problem_of_a_file_is_in_the_json_and_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "body.yaml"
    file.write_text(replace_in_good_file("reverse: yes", "revers: yes"), "utf-8")
    assert main(["validate", str(file)]) == 1
    printed = capsys.readouterr()
    message = "'revers' is not a key of an item; did you mean 'reverse'?"
    [report] = json.loads(printed.out)
    assert (report["ok"], report["id"]) == (False, None)
    assert report["problems"] == [{"line": 45, "place": "item ease", "message": message}]
    assert printed.err == f"{file} line 45, item ease: {message}\n"


def test_one_bad_file_among_good_ones_gives_exit_1(scars: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", scars, "no-such-file.yaml", str(ROOT)]) == 1
    reports = json.loads(capsys.readouterr().out)
    assert [report["ok"] for report in reports] == [True, False, False]
    assert (
        reports[1]["problems"][0]["message"]
        == "this file cannot be read: there is no such file or folder; check the name"
    )


@pytest.mark.parametrize(
    ("raw", "score"),
    [
        ({"present": "no", "numb": "much", "ease": "most"}, (25, 2, 2, "Light")),  # 50 and, turned around, 0
        ({"present": "yes", "scars": "some", "numb": "most", "ease": "some"}, (67, 3, 2, "Much")),  # 25 + 100 + 75
        ({"present": "no", "numb": "much", "ease": {"state": "declined"}}, (None, 1, 2, None)),
        ({"present": "no", "numb": "much", "ease": "na"}, (50, 1, 1, "Much")),
        ({}, (None, 0, 2, None)),
    ],
)
def test_the_score_command_scores_answers(
    scars: str, answers: Path, capsys: pytest.CaptureFixture[str], raw: object, score: tuple[object, ...]
) -> None:
    answers.write_text(json.dumps(raw), "utf-8")
    assert main(["score", scars, str(answers)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["questionnaire"], printed["version"], len(printed["sha256"])) == ("scars", "1.0", 64)
    keys = ("value", "answered", "needed", "band")
    assert printed["scales"] == [{"scale": "skin", "applies": True} | dict(zip(keys, score, strict=True))]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"erection": "much"}', "item erection: This answer does not belong to the questionnaire."),
        ('{"present": "no", "scars": "much"}', "item scars: This answer does not belong: with the other answers"),
        ('{"numb": "very"}', "item numb: This answer does not belong to the question; choose one of those offered."),
        ('{"years": 99}', "item years: Choose a value from 0 to 10."),
        ('{"years": 3.7}', "item years: Give a whole number."),
        ('{"years": "3"}', "item years: Give a whole number."),
        ('{"years": true}', "item years: Give a whole number."),
        ('{"years": 1e999}', "out of range"),
        ('{"words": "' + "x" * 51 + '"}', "item words: Please shorten to 50 characters."),
        ('{"words": "a\\u0000b"}', "item words: One of the characters cannot be stored; please write the text again."),
        ('{"words": "\\ud800"}', "a character cannot be stored"),
        ('{"\\ud800": 1}', "a character cannot be stored"),
        ('{"years": NaN}', "NaN is not an ordinary number"),
        ('{"years": -Infinity}', "-Infinity is not an ordinary number"),
        ('{"years": 1' + "0" * 20000 + "}", "answers.json: "),
        ('{"numb": "some", "numb": "most"}', "the key 'numb' appears twice"),
        ('{"words": {"state": "declined", "state": "answered"}}', "the key 'state' appears twice"),
        ('{"numb": "some",\n', "not complete JSON: stopped at line 2"),
        ("[" * 100_000, "nested too deeply"),
        ('["numb"]', "the file holds no object with keys and values"),
        ("", "the file is empty"),
        (b"\xff\xfe{\x00}\x00", "this is not a text file in UTF-8"),
        (b"\x00" * 10, "not complete JSON: stopped at line 1"),
        (b" " * (1024 * 1024 + 1), "this file is larger than 1 MB"),
    ],
)
def test_answers_that_do_not_fit_are_refused_with_a_sentence(
    scars: str, answers: Path, capsys: pytest.CaptureFixture[str], content: str | bytes, sentence: str
) -> None:
    answers.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["score", scars, str(answers)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(str(answers))
    assert sentence in printed.err
    assert len(printed.err) < 400


def test_a_broken_questionnaire_scores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(tmp_path / "none.yaml"), "none.json"]) == 1
    assert "this file cannot be read" in capsys.readouterr().err


def test_a_shipped_questionnaire_can_be_named_by_its_id(answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers.write_text("{}", "utf-8")
    assert main(["score", "closeness-weekly", str(answers)]) == 0
    assert json.loads(capsys.readouterr().out)["questionnaire"] == "closeness-weekly"


def test_the_schema_is_printed_as_it_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == (ROOT / "questionnaires" / "questionnaire.schema.json").read_text("utf-8")


@pytest.mark.parametrize("arguments", [["validate"], ["score", "a"], ["diagnose"], ["score", "--fast", "a", "b"]])
def test_an_unknown_command_gives_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_nearer_runs_as_a_module_of_python(scars: str) -> None:
    done = run("validate", scars)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["ok"] is True


def test_a_file_name_that_no_terminal_can_print_is_no_traceback(tmp_path: Path) -> None:
    done = run("validate", "gibt-es-nicht-\udcff.yaml")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_reader_that_stops_listening_is_no_traceback() -> None:
    done = subprocess.run(
        f"{sys.executable} -m nearer schema | head -c 1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr == ""


def test_at_a_terminal_in_another_language_every_sentence_is_in_it(tmp_path: Path) -> None:
    environ = {**os.environ, "LC_ALL": "en_XA.UTF-8", "NEARER_PSEUDO_LANGUAGE": "1"}
    command = [sys.executable, "-m", "nearer"]
    missing = subprocess.run(
        [*command, "validate", str(tmp_path / "a.yaml")], env=environ, capture_output=True, cwd=ROOT
    )
    assert pseudo("this file cannot be read") in missing.stderr.decode()
    bad = tmp_path / "bad.yaml"
    bad.write_text(replace_in_good_file("reverse: yes", "revers: yes"), "utf-8")
    refused = subprocess.run([*command, "validate", str(bad)], env=environ, capture_output=True, cwd=ROOT)
    line, hint = GOOD[: GOOD.index("reverse")].count("\n") + 1, f"{pseudo('did you mean')} 'reverse'?"
    why = f"'revers' {pseudo('is not a key of')} {pseudo('an item')}; {hint}"
    assert refused.stderr.decode() == f"{bad} {pseudo('line')} {line}, {pseudo('item')} ease: {why}\n"
    assert json.loads(refused.stdout)[0]["problems"][0]["message"] == why
    help_text = subprocess.run([*command, "--help"], env=environ, capture_output=True, cwd=ROOT).stdout.decode()
    assert pseudo("check questionnaire files") in help_text


@pytest.mark.parametrize(
    ("arguments", "option", "text", "bounds"),
    [
        (["--port", "99999"], "--port", "99999", "1 to 65,535"),
        (["--port=-1"], "--port", "-1", "1 to 65,535"),
        (["--port", "0"], "--port", "0", "1 to 65,535"),
        (["demo", "--open", "--port", "9" * 20], "--port", "9" * 20, "1 to 65,535"),
        (["demo", "--couples", "x"], "--couples", "x", "8 to 10,000"),
        (["demo", "--couples", "7"], "--couples", "7", "8 to 10,000"),
        (["demo", "--weeks", "10001"], "--weeks", "10001", "1 to 10,000"),
        (["demo", "--weeks", "\u0665"], "--weeks", "\u0665", "1 to 10,000"),
    ],
)
def test_an_option_with_a_wrong_number_is_wrong_usage(
    arguments: list[str], option: str, text: str, bounds: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert f"argument {option}: '{text}' is not a whole number from {bounds}\n" in capsys.readouterr().err


ESCAPES = ("\x1b", "\x00", "\u202e", "\u2028", "\r", "\x9b")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("red.yaml", GOOD.replace("id: ease", 'id: "\\e[31mease\\u202e"')),
        ("red.yaml", GOOD.replace("reverse: yes", '"\\r\\e[2Jrevers": "\\u2028"')),
        ("red.json", json.dumps({"resourceType": "Questionnaire", "item": [{"linkId": "\x1b[31m\u202e"}]})),
        ("red.json", '{"resourceType": "Question\x00naire\x1b"}'),
    ],
)
def test_control_characters_of_a_foreign_file_do_not_reach_the_terminal(
    name: str, content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_text(content, "utf-8")
    for command in (["validate", str(file)], ["convert", str(file), str(tmp_path / "out.json")]):
        main(command)
        printed = capsys.readouterr()
        assert [escape for escape in ESCAPES if escape in printed.err + printed.out] == []


def test_control_characters_are_written_out_and_readable_text_stays() -> None:
    assert printable("\x1b[31m\n\u202e\x00\ud800") == r"\x1b[31m\n\u202e\x00\ud800"
    for text in ("Meera’s ಕ್\u200dರ कक्\u200c👍🏽 — “so”", "two  words"):
        assert printable(text) == text
