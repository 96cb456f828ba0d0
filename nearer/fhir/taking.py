"""A file that somebody brings, FHIR or ours: what it is, what became of it, and what its licence allows."""

from __future__ import annotations

from dataclasses import dataclass

from nearer.domain import Questionnaire, QuestionnaireError, load_questionnaire
from nearer.domain.writing import questionnaire_yaml
from nearer.fhir.reader import read_questionnaire
from nearer.fhir.report import Report, scored_as_written
from nearer.instruments.licences import licence_problems
from nearer.instruments.registry import Instrument

FHIR, OURS = "fhir", "yaml"
NEITHER = "is neither a .json file (FHIR) nor a .yaml file (ours); nothing was read"


@dataclass(frozen=True)
class Taken:
    """`definition` is what is asked, as a file of ours; None, as the questionnaire, for a file that is refused."""

    kind: str
    report: Report
    original: bytes
    questionnaire: Questionnaire | None = None
    definition: str | None = None


def take_file(name: str, content: bytes, instruments: tuple[Instrument, ...]) -> Taken:
    """Never raises for a file, whatever is in it. The end of its name says which kind it is."""
    ending = name.lower().rpartition(".")[2]
    if ending == "json":
        taken = _take_fhir(content, instruments)
    elif ending in ("yaml", "yml"):
        taken = take_ours(name, content)
    else:
        taken = Taken("", Report(), content)
        taken.report.problem("", NEITHER)
    if taken.questionnaire is None:
        return taken
    for sentence in licence_problems(taken.questionnaire, instruments):
        taken.report.problem("", sentence)
    return Taken(taken.kind, taken.report, content) if taken.report.problems else taken


def take_ours(name: str, content: bytes) -> Taken:
    """A file of ours is taken as it stands, or refused with every problem and its line."""
    report = Report()
    try:
        questionnaire = load_questionnaire(content, name)
    except QuestionnaireError as refused:
        for problem in refused.problems:
            where = f"line {problem.line}, {problem.place}" if problem.place else f"line {problem.line}"
            report.problem(problem.place.partition(" ")[2], f"{where}: {problem.message}")
        return Taken(OURS, report, content)
    report.items = len(questionnaire.items)
    report.scoring = scored_as_written(scale.title for scale in questionnaire.scales)
    return Taken(OURS, report, content, questionnaire, content.decode("utf-8-sig"))


def _take_fhir(content: bytes, instruments: tuple[Instrument, ...]) -> Taken:
    found = read_questionnaire(content, instruments)
    if found.questionnaire is None or found.written is None:
        return Taken(FHIR, found.report, content)
    return Taken(FHIR, found.report, content, found.questionnaire, questionnaire_yaml(found.written))
