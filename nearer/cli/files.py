"""Questionnaires in either form: YAML of ours, or FHIR as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nearer.cli.command_text import CommandText
from nearer.cli.terminal import InputRefused, read_file, say

if TYPE_CHECKING:
    from nearer.domain.questionnaire import Questionnaire
    from nearer.fhir_questionnaires.import_file import ImportedFile


def is_fhir(file: str) -> bool:
    return file.lower().endswith(".json")


def read_object(file: str) -> dict[str, object]:
    """Read a JSON object strictly: a key twice, NaN and Infinity are refused."""
    from nearer.fhir.json_reader import read_json
    from nearer.fhir.report import Refused

    content = read_file(file)
    try:
        resource = read_json(content, spare_numbers=True)
        return resource if "resourceType" in resource else read_json(content)
    except Refused as refused:
        raise InputRefused(f"{file}: {refused}") from None


def take_fhir(contents: Mapping[str, bytes]) -> dict[str, ImportedFile]:
    """What became of each FHIR file; a questionnaire has the value sets that it finds in the others."""
    from nearer.fhir_questionnaires.import_file import import_files
    from nearer.shipped import shipped_instruments

    return dict(zip(contents, import_files(list(contents.items()), shipped_instruments()), strict=True))


def only_questionnaire(files: Sequence[str]) -> tuple[str, ImportedFile]:
    """The file that is no value set, and what became of it. Raise InputRefused for none, or for several."""
    taken = take_fhir({file: read_file(file) for file in files})
    questionnaires = [(file, one) for file, one in taken.items() if not one.terms_only]
    if len(questionnaires) > 1:
        raise InputRefused(CommandText.ONE_QUESTIONNAIRE, file=questionnaires[1][0])
    return questionnaires[0] if questionnaires else next(iter(taken.items()))


def questionnaire_in(file: str, beside: Sequence[str]) -> Questionnaire:
    """`beside` are files with its value sets; why there is no score is said. Raise InputRefused with every problem."""
    from nearer.instruments.instrument_conformity import conformity_problems
    from nearer.shipped import shipped_instruments
    from nearer.yaml_files.loader import load_questionnaire
    from nearer.yaml_files.problems import QuestionnaireError

    if is_fhir(file):
        _, taken = only_questionnaire([file, *beside])
        if taken.questionnaire is None:
            raise InputRefused("\n".join(f"{file}: {problem}" for problem in taken.report.problems))
        if not taken.questionnaire.scales and taken.report.scoring:
            say([f"{file}: {taken.report.scoring}"])
        return taken.questionnaire
    try:
        questionnaire = load_questionnaire(read_file(file), file)
    except QuestionnaireError as error:
        raise InputRefused(str(error)) from None
    if problems := conformity_problems(questionnaire, shipped_instruments()):
        raise InputRefused("\n".join(f"{file}: {problem}" for problem in problems))
    return questionnaire


def scores_written(scores: Any) -> list[dict[str, Any]]:
    return [
        {
            "scale": score.scale,
            "value": None if score.value is None else json_number(score.value),
            "answered": score.answered,
            "needed": score.needed,
            "applies": score.applies,
            "band": score.band,
        }
        for score in scores
    ]


def json_number(value: Decimal) -> int | float:
    """The number as Python's JSON writes it: a whole one without a point."""
    return int(value) if value == value.to_integral_value() else float(value)
