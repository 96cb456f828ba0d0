"""Questionnaires in either form: YAML of ours, or FHIR as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nearer.cli.terminal import InputRefused, read_file

if TYPE_CHECKING:
    from nearer.domain import Questionnaire
    from nearer.fhir import Import


def is_fhir(file: str) -> bool:
    return file.lower().endswith(".json")


def read_fhir(file: str) -> Import:
    from nearer.fhir import read_questionnaire
    from nearer.shipped import shipped_instruments

    return read_questionnaire(read_file(file), shipped_instruments())


def questionnaire_in(file: str) -> Questionnaire:
    """Raise InputRefused with every problem."""
    from nearer.domain import QuestionnaireError, load_questionnaire

    if is_fhir(file):
        taken = read_fhir(file)
        if taken.questionnaire is None:
            raise InputRefused("\n".join(f"{file}: {problem}" for problem in taken.report.problems))
        return taken.questionnaire
    try:
        return load_questionnaire(read_file(file), file)
    except QuestionnaireError as error:
        raise InputRefused(str(error)) from None


def scores_written(scores: Any) -> list[dict[str, Any]]:
    return [
        {
            "scale": score.scale,
            "value": None if score.value is None else plain_number(score.value),
            "answered": score.answered,
            "needed": score.needed,
            "applies": score.applies,
            "band": score.band,
        }
        for score in scores
    ]


def plain_number(value: Any) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
