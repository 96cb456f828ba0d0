"""Questionnaires without a screen: checking files, scoring answers, the schema for editors."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nearer.cli import command_text as words
from nearer.cli.command_text import CommandText
from nearer.cli.files import is_fhir, json_number, questionnaire_in, read_object, scores_written, take_fhir
from nearer.cli.terminal import InputRefused, read_file, say, show
from nearer.language.error_catalogue.file_errors import FileText, PlaceText
from nearer.shipped_files import SHIPPED_FILES

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire
    from nearer.fhir_questionnaires.import_file import ImportedFile
    from nearer.yaml_files.problems import Problem

SHIPPED = SHIPPED_FILES / "questionnaires"


def add_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.set_defaults(run=_validate)


def add_score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("questionnaire", metavar="QUESTIONNAIRE", help=words.SCORE_QUESTIONNAIRE)
    parser.add_argument("answers", metavar="ANSWERS.json", help=words.SCORE_ANSWERS)
    parser.add_argument("value_sets", nargs="*", metavar="VALUE_SETS.json", help=words.SCORE_VALUE_SETS)
    parser.set_defaults(run=_run_score)


def add_schema(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_run_schema)


def _validate(arguments: argparse.Namespace) -> int:
    contents: dict[str, bytes] = {}
    for file in filter(is_fhir, arguments.files):
        with suppress(InputRefused):  # which is said of each file below
            contents[file] = read_file(file)
    taken = take_fhir(contents)
    reports = [_report(file, taken) for file in arguments.files]
    show(reports)
    return 0 if all(report["ok"] for report in reports) else 1


def _report(file: str, taken: Mapping[str, ImportedFile]) -> dict[str, Any]:
    from nearer.instruments.instrument_conformity import conformity_problems
    from nearer.shipped import shipped_guide, shipped_instruments
    from nearer.yaml_files.loader import load_questionnaire, read_warnings
    from nearer.yaml_files.problems import Problem, QuestionnaireError

    report: dict[str, Any] = {"file": file, "ok": True, "id": None, "version": None, "items": 0, "scales": 0}
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    try:
        if file in taken:
            return _fhir_report(file, report, taken[file])
        content = read_file(file)
        questionnaire = load_questionnaire(content, file)
        warnings = read_warnings(content, file, shipped_guide().topics)
        report |= {"id": questionnaire.id, "version": questionnaire.version}
        report |= {"items": len(questionnaire.items), "scales": len(questionnaire.scales)}
        problems = tuple(
            Problem(file, None, None, reason) for reason in conformity_problems(questionnaire, shipped_instruments())
        )
    except QuestionnaireError as error:
        problems = error.problems
    except InputRefused as refused:
        problems = (Problem(file, None, None, str(refused).removeprefix(f"{file}: ")),)
    say(str(problem) for problem in problems)
    say(str(FileText.WARNING(warning=warning)) for warning in warnings)
    report |= {"ok": not problems, "problems": _problems_as_json(problems)}
    return report | ({"warnings": _problems_as_json(warnings)} if warnings else {})


def _problems_as_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    return [{"line": problem.line, "place": problem.place, "message": problem.message} for problem in problems]


def _fhir_report(file: str, report: dict[str, Any], taken: ImportedFile) -> dict[str, Any]:
    questionnaire, import_report = taken.questionnaire, taken.report
    say(f"{file}: {note}" for note in (*import_report.problems, *import_report.changes))
    if questionnaire is not None:
        report |= {
            "id": questionnaire.id,
            "version": questionnaire.version,
            "items": len(questionnaire.items),
            "scales": len(questionnaire.scales),
        }
    warnings = _fhir_warnings(file, questionnaire) if questionnaire else []
    say(str(FileText.WARNING(warning=warning)) for warning in warnings)
    problems = [
        {"line": None, "place": note.item and f"item {note.item}", "message": note.sentence}
        for note in import_report.problems
    ]
    report |= {
        "ok": not problems,
        "status": import_report.status,
        "scoring": import_report.scoring,
        "problems": problems,
    }
    return report | ({"warnings": _problems_as_json(warnings)} if warnings else {})


def _fhir_warnings(file: str, questionnaire: Questionnaire) -> list[Problem]:
    from nearer.yaml_files.check_scales import scale_warnings
    from nearer.yaml_files.problems import Problem, ProblemPlace

    scale_reasons = [(questionnaire.scales[int(path[1])].id, reason) for path, reason in scale_warnings(questionnaire)]
    return [Problem(file, None, ProblemPlace(PlaceText.SCALE, scale), reason) for scale, reason in scale_reasons]


def _run_score(arguments: argparse.Namespace) -> int:
    from nearer.domain.scoring import score_response
    from nearer.language.domain_sentences import no_score_sentence
    from nearer.typed_answers.answer_parsing import read_answers
    from nearer.typed_answers.refused_answers import AnswerRefused, refuse_hidden

    questionnaire = _load_named(arguments.questionnaire, arguments.value_sets)
    head = {"questionnaire": questionnaire.id, "version": questionnaire.version, "sha256": questionnaire.sha256}
    raw = read_object(arguments.answers)
    if "resourceType" in raw:
        return _score_fhir(arguments, questionnaire, head)
    try:
        answers = read_answers(questionnaire, raw)
        refuse_hidden(questionnaire, answers)
    except AnswerRefused as refused:
        raise InputRefused(CommandText.OF_ITEM, file=arguments.answers, item=refused.item, why=refused) from None
    scores = score_response(questionnaire, answers)
    scored_scales = zip(questionnaire.scales, scores, strict=True)
    say(
        f"{arguments.answers}: {no_score_sentence(scale, score)}"
        for scale, score in scored_scales
        if score.value is None
    )
    show(head | {"scales": scores_written(scores)})
    return 0


def _score_fhir(arguments: argparse.Namespace, questionnaire: Questionnaire, head: dict[str, Any]) -> int:
    """Recorded totals are worked out again, and a difference is said."""
    from nearer.fhir_responses.responses import read_response

    recorded = read_response(read_file(arguments.answers), questionnaire, datetime.now(UTC))
    report, totals = recorded.report.as_json(), {name: json_number(total) for name, total in recorded.totals.items()}
    say(f"{arguments.answers}: {note}" for note in (*recorded.report.problems, *recorded.report.changes))
    notes = {key: report[key] for key in ("status", "changes", "problems")}
    show(head | {"scales": scores_written(recorded.scores), "recorded": totals} | notes)
    return 1 if recorded.report.problems else 0


def _load_named(name: str, value_sets: Sequence[str]) -> Questionnaire:
    shipped = SHIPPED / f"{name}.yaml"
    return questionnaire_in(str(shipped) if not Path(name).exists() and shipped.is_file() else name, value_sets)


def _run_schema(_: argparse.Namespace) -> int:
    from nearer.yaml_files.loader import json_schema

    show(json_schema())
    return 0
