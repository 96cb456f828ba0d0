"""The command line: the same core without a screen.

JSON on standard output, sentences on standard error; exits 0, 1 (the input is at fault) or 2 (usage). A command imports
its room when it runs, so that no command waits for another's. To add one, register it in `_parser` beside the others.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from nearer.domain import Questionnaire, Score

MAX_BYTES = 1024 * 1024
SHIPPED = Path(__file__).parent.parent / "questionnaires"


class InputRefused(Exception):
    """The input is at fault: a sentence for standard error, and exit 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        code: int = asked.run(asked)
        sys.stdout.flush()
        return code
    except InputRefused as refused:
        say([str(refused)])
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def show(value: object) -> None:
    """Print JSON in plain ASCII, which every terminal takes."""
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sys.stderr.write(sentence.encode(errors="replace").decode() + "\n")


def read_file(file: str) -> bytes:
    """Raise InputRefused for a file that cannot be read. One byte over the limit is read, for the reader to refuse."""
    try:
        with open(file, "rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise InputRefused(f"{file}: this file cannot be read ({reason})") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nearer", description="Nearer without a screen.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_validate(commands.add_parser("validate", help="check questionnaire files"))
    _add_score(commands.add_parser("score", help="score one person's answers to one questionnaire"))
    _add_schema(commands.add_parser("schema", help="print the JSON Schema of a questionnaire file"))
    _add_demo(commands.add_parser("demo", help="write a notebook of made-up couples, which real use refuses to open"))
    return parser


def _add_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.set_defaults(run=_validate)


def _add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("questionnaire", metavar="QUESTIONNAIRE", help="a YAML file, or the id of a shipped one")
    parser.add_argument("answers", metavar="ANSWERS.json", help="item id to option code, number, text or null")
    parser.set_defaults(run=_score)


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_schema)


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--couples", type=_some, default=8, metavar="N", help="how many made-up couples (8)")
    parser.add_argument("--weeks", type=_some, default=12, metavar="M", help="how many weeks each (12)")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder to write it to")
    parser.set_defaults(run=_demo)


def _some(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError("choose from 1 to 10,000")
    return number


def _validate(asked: argparse.Namespace) -> int:
    reports = [_report(file) for file in asked.files]
    show(reports)
    return 0 if all(report["ok"] for report in reports) else 1


def _report(file: str) -> dict[str, Any]:
    from nearer.domain import Problem, QuestionnaireError, load_questionnaire

    report: dict[str, Any] = {"file": file, "ok": True, "id": None, "version": None, "items": 0, "scales": 0}
    problems: tuple[Problem, ...] = ()
    try:
        questionnaire = load_questionnaire(read_file(file), file)
        report |= {"id": questionnaire.id, "version": questionnaire.version}
        report |= {"items": len(questionnaire.items), "scales": len(questionnaire.scales)}
    except QuestionnaireError as error:
        problems = error.problems
    except InputRefused as refused:
        problems = (Problem(file, 1, "", str(refused).removeprefix(f"{file}: ")),)
    say(str(problem) for problem in problems)
    written = [{"line": problem.line, "place": problem.place, "message": problem.message} for problem in problems]
    return report | {"ok": not problems, "problems": written}


def _score(asked: argparse.Namespace) -> int:
    from nearer.domain import AnswerRefused, read_answers, refuse_hidden, score_response

    questionnaire = _questionnaire(asked.questionnaire)
    raw = _answers(asked.answers)
    try:
        answers = read_answers(questionnaire, raw)
        refuse_hidden(questionnaire, answers)
    except AnswerRefused as refused:
        raise InputRefused(f"{asked.answers}, item {refused.item}: {refused}") from None
    scores = score_response(questionnaire, answers)
    head = {"questionnaire": questionnaire.id, "version": questionnaire.version, "sha256": questionnaire.sha256}
    show(head | {"scales": [_written(score) for score in scores]})
    return 0


def _questionnaire(name: str) -> Questionnaire:
    from nearer.domain import QuestionnaireError, load_questionnaire

    shipped = SHIPPED / f"{name}.yaml"
    file = str(shipped) if not Path(name).exists() and shipped.is_file() else name
    try:
        return load_questionnaire(read_file(file), file)
    except QuestionnaireError as error:
        raise InputRefused(str(error)) from None


def _written(score: Score) -> dict[str, Any]:
    return {
        "scale": score.scale,
        "value": None if score.value is None else _plain(score.value),
        "answered": score.answered,
        "needed": score.needed,
        "applies": score.applies,
        "band": score.band,
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _answers(file: str) -> dict[str, object]:
    """Read a JSON object strictly: a key twice, NaN and Infinity are refused."""
    content = read_file(file)
    if len(content) > MAX_BYTES:
        raise InputRefused(f"{file}: this file is larger than 1 MB")
    try:
        text = content.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except UnicodeError:
        raise InputRefused(f"{file}: this is not a text file in UTF-8") from None
    except RecursionError:
        raise InputRefused(f"{file}: nested too deeply") from None
    except json.JSONDecodeError as error:
        sentence = f"not complete JSON: stopped at line {error.lineno}" if text.strip() else "the file is empty"
        raise InputRefused(f"{file}: {sentence}") from None
    except ValueError as error:
        raise InputRefused(f"{file}: {error}") from None
    if not isinstance(raw, dict):
        raise InputRefused(f"{file}: answers are written as an object of item ids with their answers")
    return raw


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        double = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key '{double[:40]}' appears twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not an ordinary number")


def _demo(asked: argparse.Namespace) -> int:
    from nearer.shipped import shipped_catalogue
    from nearer.storage import NotebookUnusable, write_demo

    try:
        path = write_demo(asked.data, shipped_catalogue(), asked.couples, asked.weeks, datetime.now(UTC))
    except NotebookUnusable as refused:
        raise InputRefused(str(refused)) from None
    show({"file": str(path), "couples": asked.couples, "weeks": asked.weeks})
    return 0


def _schema(_: argparse.Namespace) -> int:
    from nearer.domain import json_schema

    show(json_schema())
    return 0
