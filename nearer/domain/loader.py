"""Read a questionnaire file: YAML as text, its shape, then its meaning. Each pass collects every problem it finds."""

from __future__ import annotations

import hashlib
import json
from itertools import chain, islice
from typing import Any

from pydantic import ValidationError

from nearer.domain.questionnaire import AnswerOption, Band, Condition, Limits, Questionnaire, Scale, Section
from nearer.domain.reading.check_conditions import check_conditions
from nearer.domain.reading.check_items import Finding, check_items, ids_with
from nearer.domain.reading.check_scales import check_scales
from nearer.domain.reading.problems import MAX_PROBLEMS, FileRefused, Problem, QuestionnaireError
from nearer.domain.reading.sentences import Kind, place_of, problems_of_doubles, problems_of_shape
from nearer.domain.reading.tree import Plain, Tree, read_tree
from nearer.domain.reading.written import WrittenItem, WrittenQuestionnaire

_CONDITION = Kind("a condition", Condition)
_KINDS = {
    "": Kind("a questionnaire", WrittenQuestionnaire),
    "items": Kind("an item", WrittenItem, "item"),
    "sections": Kind("a section", Section, "section"),
    "scales": Kind("a scale", Scale, "scale"),
    "answer_lists": Kind("an answer option", AnswerOption, "answer list"),
    "answers": Kind("an answer option", AnswerOption),
    "bands": Kind("a band", Band),
    "limits": Kind("limits", Limits),
    "show_if": _CONDITION,
    "all": _CONDITION,
    "any": _CONDITION,
}


def load_questionnaire(text: str | bytes, file: str) -> Questionnaire:
    """Raise QuestionnaireError with every problem of the first pass that found any."""
    try:
        tree = read_tree(text, file)
    except FileRefused as refused:
        raise QuestionnaireError(refused.problems) from None
    problems = problems_of_doubles(tree, _KINDS)
    try:
        written = WrittenQuestionnaire.model_validate(tree.plain)
    except ValidationError as error:
        problems += problems_of_shape(tree, error, _KINDS)
        raise QuestionnaireError(_in_order(problems)) from None
    questionnaire = written.resolve(_sha256(tree.plain))
    problems += [_problem(tree, finding) for finding in _findings(written, questionnaire)]
    if problems:
        raise QuestionnaireError(_in_order(problems))
    return questionnaire


def json_schema() -> dict[str, Any]:
    """The form of a questionnaire file for editors that complete and check while somebody writes."""
    schema = WrittenQuestionnaire.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A questionnaire of Nearer",
    }


def _findings(written: WrittenQuestionnaire, questionnaire: Questionnaire) -> list[Finding]:
    findings = list(check_items(written))
    unsound = ids_with(findings, written)
    conditions = check_conditions(questionnaire.items, unsound)
    scales = check_scales(questionnaire.scales, questionnaire.items, unsound)
    return [*findings, *islice(chain(conditions, scales), MAX_PROBLEMS)]


def _problem(tree: Tree, finding: Finding) -> Problem:
    path, message = finding
    return Problem(tree.file, tree.line(path), place_of(tree.plain, path, _KINDS), message)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: problem.line)


def _sha256(plain: Plain) -> str:
    """Of the content alone: comments, layout and the order of keys leave it as it is."""
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
