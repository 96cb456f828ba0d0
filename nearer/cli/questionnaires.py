"""Questionnaires without a screen: checking files, scoring answers, the schema for editors."""

from __future__ import annotations

import argparse
import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from nearer.cli.terminal import InputRefused, read_file, read_text, say, show

if TYPE_CHECKING:
    from nearer.domain import Questionnaire, Score

SHIPPED = Path(__file__).parents[2] / "questionnaires"


def add_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.set_defaults(run=_validate)


def add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("questionnaire", metavar="QUESTIONNAIRE", help="a YAML file, or the id of a shipped one")
    parser.add_argument("answers", metavar="ANSWERS.json", help="item id to option code, number, text or null")
    parser.set_defaults(run=_score)


def add_schema(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_schema)


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
    text = read_text(file)
    try:
        raw = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
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


def _schema(_: argparse.Namespace) -> int:
    from nearer.domain import json_schema

    show(json_schema())
    return 0
