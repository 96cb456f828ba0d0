"""The guide, trends and made-up couples from the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from contextvars import copy_context
from datetime import date, timedelta
from pathlib import Path

import pytest

from nearer.cli import main
from nearer.database.row_errors import NotebookUnusable
from nearer.language.pseudo import pseudo
from nearer.storage.notebook import open_notebook
from tests.language.translated import polish_in

RISE = (20, 30, 20, 30, 40, 40, 50, 50, 60, 60, 70, 70)


def written(folder: Path, scores: tuple[int | None, ...], name: str = "Meera") -> str:
    """A table of weekly scores, newest row first."""
    rows = [f"{name},{date(2026, 1, 5) + timedelta(weeks=week)},{score}" for week, score in enumerate(scores)]
    file = folder / "weeks.csv"
    file.write_text("series,week,score\n" + "\n".join(reversed(rows)).replace("None", "") + "\n", "utf-8")
    return str(file)


def test_the_trends_command_prints_one_claim_a_series(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trends", written(tmp_path, RISE)]) == 0
    head, row = capsys.readouterr().out.splitlines()
    assert head == "series,weeks,answered,claim,slope,low,high"
    assert row.startswith("Meera,12,12,likely_up,")


def test_the_trends_command_claims_nothing_after_three_weeks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trends", written(tmp_path, (10, None, 90))]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "Meera,3,2,too_early,,,"


def test_scores_that_look_like_another_scale_are_said_and_not_where_the_scale_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = written(tmp_path, (1, 2, 3, 4, 5))
    assert main(["trends", table]) == 0
    as_hundred = capsys.readouterr()
    assert "No score is above 10" in as_hundred.err and "--scale 1-5" in as_hundred.err
    assert main(["trends", "--scale", "1-5", table]) == 0
    scaled = capsys.readouterr()
    assert scaled.err == ""
    slopes = [float(text.splitlines()[1].split(",")[4]) for text in (as_hundred.out, scaled.out)]
    assert slopes == [1.0, 25.0]  # one point of 1 to 5 a week is 25 points of 100


def test_a_table_is_refused_in_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "en_XA.UTF-8")
    with polish_in(tmp_path / "locales", monkeypatch):
        file = written(tmp_path, (20, 101))
        assert copy_context().run(main, ["trends", file]) == 1
    why = f"{pseudo('write a number from')} 0 {pseudo('to')} 100, {pseudo('or leave it empty.')}"
    assert capsys.readouterr().err == f"{file}: {pseudo('Row')} 2, {pseudo('column')} score: {why}\n"


@pytest.mark.parametrize("scale", ["5-1", "1", "low-high"])
def test_a_trends_scale_that_is_not_lowest_to_highest_is_wrong_usage(
    scale: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["trends", "--scale", scale, written(tmp_path, RISE)])
    assert stopped.value.code == 2 and "such as 1-5" in capsys.readouterr().err


def test_a_week_by_its_name_and_a_series_named_like_a_formula_go_through_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "weeks.csv"
    file.write_text("series,week,score\n\t=1+1,2026-W19,50\n＠x,2026-W20,50\nasha,2026w19,50\n", "utf-8")
    assert main(["trends", str(file)]) == 0
    output = capsys.readouterr()
    assert [row.split(",")[0] for row in output.out.splitlines()[1:]] == ["'=1+1", "'＠x", "asha"] and output.err == ""
    file.write_text("series,week,score\nasha,2025-W53,50\n", "utf-8")
    assert main(["trends", str(file)]) == 1
    assert "there is no week 2025-W53" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "bad.csv: the table is empty"),
        ("series,week\n", "bad.csv: Row 1: write the columns series,week,score"),
        ("series,week,score\nMeera,2026-01-05,101\n", "bad.csv: Row 2"),
        ("series,week,score\nMeera,2026-01-05,nan\n", "bad.csv: Row 2"),
        ("series,week,score\nMeera,05/01/2026,50\n", "bad.csv: Row 2"),
    ],
)
def test_the_trends_command_refuses_a_bad_table_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, sentence: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(table, "utf-8")
    assert main(["trends", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == "" and sentence in printed.err and "Traceback" not in printed.err


def test_standard_input_is_read_as_utf8_with_or_without_a_mark_and_anything_else_is_refused() -> None:
    def read(table: bytes) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "nearer", "trends"], input=table, capture_output=True)

    table = "\ufeffseries,week,score\r\nनीला,2026-03-02,50\r\n"
    assert read(table.encode()).stdout.decode().splitlines()[1] == "नीला,1,1,too_early,,,"
    refused = read(table.encode("utf-16"))
    assert (refused.returncode, refused.stdout, b"not a text file in UTF-8" in refused.stderr) == (1, b"", True)


def test_output_is_utf8_whatever_the_terminal_says_of_itself(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nearer", "trends", written(tmp_path, (40, 50, 40), "Zoë")],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert done.stdout.decode().splitlines()[1].startswith("Zoë,3,3,too_early")


def test_the_guide_command_answers_a_query_with_topics_and_scores(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "dry as sand since chemo"]) == 0
    first, score = capsys.readouterr().out.splitlines()[0].split("\t")
    assert first == "vaginal-dryness-and-pain" and float(score) > 0


def test_the_guide_command_answers_a_file_of_queries_with_one_line_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("can't get hard\n\n%%%\n", "utf-8")
    assert main(["guide", "--file", str(queries)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["can't get hard", "", "%%%"]
    assert lines[0]["topics"][0]["id"] == "erectile-changes"
    assert lines[1]["topics"] == lines[2]["topics"] == []


def test_words_of_danger_bring_help_first_from_the_guide_and_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["guide", "he beats me"]) == 0
    output = capsys.readouterr()
    topic, score, why = output.out.splitlines()[0].split("\t")
    assert (topic, why) == ("getting-help", "pinned: violence") and float(score) > 0
    assert "If you need somebody now (India)" in output.err and "181" in output.err
    queries = tmp_path / "queries.txt"
    queries.write_text("bleeding wont stop\n", "utf-8")
    assert main(["guide", "--file", str(queries)]) == 0
    first = json.loads(capsys.readouterr().out)["topics"][0]
    assert first["id"] == "when-to-call-your-doctor" and first["pinned"] is True
    assert first["why"]["kind"] == "emergency" and "bleed*" in first["why"]["phrase"]


def test_a_query_that_nothing_answers_says_so_and_where_people_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "laptop screen repair"]) == 0
    output = capsys.readouterr()
    assert output.out == "" and output.err.startswith("Nothing sure.")


def test_a_written_demo_is_refused_by_real_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--couples", "8", "--data", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["couples"] == 8
    with pytest.raises(NotebookUnusable, match="made-up"):
        open_notebook(tmp_path)


def test_an_opened_demo_is_served_beside_an_empty_notebook_and_nothing_of_it_stays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the server is started with; that it serves them is seen in tests/demo/test_demo_clinic.py."""
    folders: list[Path] = []

    def served(parsed: Namespace) -> int:
        demo, data = Path(os.environ["NEARER_DEMO"]), Path(os.environ["NEARER_DATA"])
        assert demo.stat().st_size > 100_000 and not data.exists() and parsed.port == 8599
        folders.append(demo.parent)
        return 0

    monkeypatch.setattr("nearer.cli.demo.serve", served)
    for name in ("NEARER_DEMO", "NEARER_DATA"):
        monkeypatch.setenv(name, "")
    assert main(["demo", "--open", "--couples", "8", "--port", "8599"]) == 0
    assert [folder.exists() for folder in folders] == [False]
    assert "as a clinic" in capsys.readouterr().err


def test_a_demo_that_is_neither_written_nor_opened_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo"]) == 1
    assert "--data" in capsys.readouterr().err


def test_a_demo_never_overwrites_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own_file = tmp_path / "nearer.db"
    own_file.write_bytes(b"somebody's own")
    assert main(["demo", "--couples", "8", "--data", str(tmp_path)]) == 1
    assert own_file.read_bytes() == b"somebody's own"
    assert "was left as it is" in capsys.readouterr().err
