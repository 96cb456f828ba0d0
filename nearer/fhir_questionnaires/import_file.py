"""A file that somebody brings, FHIR or ours: what it is, what became of it, and what its licence allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.bundles import TERMS, BundleEntry, entries_of
from nearer.fhir.json_reader import read_json
from nearer.fhir.report import Refused, Report, scored_as_written
from nearer.fhir_questionnaires.reader import read_questionnaire
from nearer.instruments.instrument_conformity import conformity_problems
from nearer.instruments.licences import licence_problems
from nearer.instruments.registry import Instrument
from nearer.language.error_catalogue.fhir_errors import FhirFileText, FhirScoringText
from nearer.yaml_files.check_scales import scale_warnings
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from nearer.yaml_files.yaml_writer import questionnaire_yaml

FHIR, OUR_FILE_KIND = "fhir", "yaml"


@dataclass(frozen=True)
class ImportedFile:
    """`definition` is what is asked, as a file of ours; None, as the questionnaire, for a file that is refused.

    `files` are the places of those imported with it whose value sets it has; `beside` is true of such a file, and
    `terms_only` of every file that holds value sets and no questions.
    """

    kind: str
    report: Report
    original: bytes
    questionnaire: Questionnaire | None = None
    definition: str | None = None
    files: frozenset[str] = frozenset()
    beside: bool = False
    terms_only: bool = False


def import_files(files: Sequence[tuple[str, bytes]], instruments: tuple[Instrument, ...]) -> list[ImportedFile]:
    """Files that were imported together: each questionnaire with the value sets that it finds in the others.

    What became of each, in the order of the files; one that only holds value sets says which questionnaire has them.
    """
    terms = {index: entries for index, (name, content) in enumerate(files) if (entries := _terms_in(name, content))}
    beside = [replace(entry, file=str(index)) for index, entries in terms.items() for entry in entries]
    taken = {
        index: import_file(name, content, instruments, beside)
        for index, (name, content) in enumerate(files)
        if index not in terms
    }
    for index in terms:
        users = [files[other][0] for other, one in taken.items() if str(index) in one.files]
        taken[index] = _report_value_sets(files[index][1], users)
    return [taken[index] for index in range(len(files))]


def _terms_in(name: str, content: bytes) -> list[BundleEntry]:
    """The value sets and code systems of a file that holds no questionnaire."""
    if not name.lower().endswith(".json"):
        return []
    try:
        entries = entries_of(read_json(content))
    except Refused:
        return []
    return [] if any(entry.sort not in TERMS for entry in entries) else entries


def _report_value_sets(content: bytes, users: Sequence[str]) -> ImportedFile:
    report = Report()
    if users:
        report.scoring = str(FhirScoringText.TAKEN_INTO(files=", ".join(users)))
    else:
        report.notes().problem(FhirFileText.VALUE_SETS_ONLY)
    return ImportedFile(FHIR, report, content, beside=bool(users), terms_only=True)


def import_file(
    name: str, content: bytes, instruments: tuple[Instrument, ...], beside: Sequence[BundleEntry]
) -> ImportedFile:
    """Never raises for a file, whatever is in it. The end of its name says which kind it is."""
    ending = name.lower().rpartition(".")[2]
    if ending == "json":
        taken = _import_fhir(content, instruments, beside)
    elif ending in ("yaml", "yml"):
        taken = import_our_file(name, content)
    else:
        taken = ImportedFile("", Report(), content)
        taken.report.notes().problem(FhirFileText.NEITHER_KIND)
    if taken.questionnaire is None:
        return taken
    problems = (
        *licence_problems(taken.questionnaire, instruments),
        *conformity_problems(taken.questionnaire, instruments),
    )
    for sentence in problems:
        taken.report.notes().problem(sentence)
    scales = taken.questionnaire.scales
    notes = (f"{scales[int(path[1])].title}: {warning}." for path, warning in scale_warnings(taken.questionnaire))
    taken.report.scoring = " ".join((taken.report.scoring, *notes))
    return ImportedFile(taken.kind, taken.report, content) if taken.report.problems else taken


def import_our_file(name: str, content: bytes) -> ImportedFile:
    """A file of ours is taken as it stands, or refused with every problem and its line."""
    report = Report()
    try:
        questionnaire = load_questionnaire(content, name)
    except QuestionnaireError as refused:
        for problem in refused.problems:
            notes = report.notes(str(problem.record.name if problem.record else ""))
            if problem.line is None:
                notes.problem(problem.reason)
                continue
            reason = FhirFileText.LINE_AND_PLACE if problem.record else FhirFileText.LINE
            notes.problem(reason, line=str(problem.line), place=problem.record, message=problem.reason)
        return ImportedFile(OUR_FILE_KIND, report, content)
    report.items = len(questionnaire.items)
    report.scoring = scored_as_written(scale.title for scale in questionnaire.scales)
    return ImportedFile(OUR_FILE_KIND, report, content, questionnaire, content.decode("utf-8-sig"))


def _import_fhir(content: bytes, instruments: tuple[Instrument, ...], beside: Sequence[BundleEntry]) -> ImportedFile:
    imported = read_questionnaire(content, instruments, beside)
    if imported.questionnaire is None or imported.yaml_record is None:
        return ImportedFile(FHIR, imported.report, content)
    definition = questionnaire_yaml(imported.yaml_record)
    return ImportedFile(FHIR, imported.report, imported.original, imported.questionnaire, definition, imported.files)
