"""A therapist's own questionnaires: importing files, what is open on the screen, offering, giving out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from nearer.custom_questionnaires.definitions import DRAFT, OFFERED
from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaire,
    CustomQuestionnaireFile,
    read_custom_questionnaires,
    read_original,
    save_custom_questionnaire,
)
from nearer.database.row_errors import NotFound, NotSaved
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.import_file import FHIR, OUR_FILE_KIND, ImportedFile, import_files
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.instruments.licences import instruments_in, may_collect, may_export
from nearer.instruments.safety import asks_of_harm
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_instruments
from nearer.views import text as words
from nearer.yaml_files.loader import load_questionnaire

MAX_FILE_NAME = 100  # characters of it that are said

ImportOutcome = tuple[str, Mapping[str, Any], str]  # its name, its report, and why it is not kept where it was read


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A questionnaire in one form, `fhir` or `yaml`: what stands on its link, its name, and its media type."""

    kind: str
    label: str
    name: str
    media: str


@dataclass(frozen=True)
class OpenQuestionnaire:
    """One version as it lies on the screen, with the others of its id. `definition` is None for a damaged one."""

    session: TherapistSession
    version: CustomQuestionnaire
    versions: tuple[CustomQuestionnaire, ...]
    definition: Questionnaire | None

    @property
    def version_state(self) -> str:
        """Its version and state as a sentence."""
        return words.therapist_questionnaires.version_state(self.version.version, state_of(self.session, self.version))

    @property
    def report(self) -> Mapping[str, Any]:
        """The report on the file it came in; empty for one that came without a file, as the demo's."""
        report: Mapping[str, Any] = json.loads(self.version.report)
        return report

    @property
    def notes(self) -> tuple[str, ...]:
        """What may be done with it, and how it is scored where the file had formulas."""
        scoring = str(self.report.get("scoring", ""))
        return (*self.licences, *([scoring] if scoring else []))

    @property
    def licences(self) -> tuple[str, ...]:
        """What may be done with the published instruments in it."""
        shipped = shipped_instruments()
        instruments = instruments_in(self.definition, shipped) if self.definition else ()
        of_licences = [
            words.therapist_questionnaires.licence(
                instrument.name,
                instrument.licence.kind,
                (
                    instrument.permissions.display,
                    instrument.permissions.collect,
                    instrument.permissions.calculate,
                    instrument.permissions.export,
                ),
            )
            for instrument in instruments
        ]
        needs_permission = any(instrument.licence.kind in ("B", "C") for instrument in instruments)
        of_harm = self.definition is not None and asks_of_harm(self.definition, shipped)
        more = (
            (words.therapist_questionnaires.PERMISSION, needs_permission),
            (words.therapist_questionnaires.ANSWERS_STAY, of_harm),
        )
        return (*of_licences, *(sentence for sentence, holds in more if holds))

    @property
    def version_rows(self) -> list[tuple[str, str, str]]:
        """Each version of its id: name, state, and the form of file it came in."""
        return [
            (
                words.therapist_questionnaires.version_name(version.version),
                state_of(self.session, version),
                words.therapist_questionnaires.came_as(version.kind),
            )
            for version in self.versions
        ]

    @property
    def files(self) -> tuple[OfferedFile, ...]:
        """The two forms in which it goes out; none where it is damaged, or its licence does not allow it."""
        if self.definition is None or not may_export(self.definition, shipped_instruments()):
            return ()
        name = f"{self.version.questionnaire}-{self.version.version}"
        return (
            OfferedFile(FHIR, words.therapist_questionnaires.GIVE_FHIR, f"{name}.json", "application/fhir+json"),
            OfferedFile(OUR_FILE_KIND, words.therapist_questionnaires.GIVE_YAML, f"{name}.yaml", "application/yaml"),
        )

    def definition_of(self, version: CustomQuestionnaire) -> Questionnaire | None:
        """The definition of another version; None for a damaged one."""
        return definition_of(self.session, version)


def state_of(session: TherapistSession, version: CustomQuestionnaire) -> str:
    """Draft, offered or retired, with the day in the therapist's own zone."""
    moment = {DRAFT: version.imported_at, OFFERED: version.offered}.get(
        version.state, version.retired
    ) or version.imported_at
    return words.therapist_questionnaires.state(version.state, replace(session, now=moment).today)


def read_versions(session: TherapistSession) -> list[tuple[CustomQuestionnaire, ...]]:
    """Everything the therapist imported, the versions of one id together and the newest first, by title."""
    versions_by_id: dict[str, list[CustomQuestionnaire]] = {}
    for version in read_custom_questionnaires(session.notebook, session.therapist):
        versions_by_id.setdefault(version.questionnaire, []).append(version)
    return sorted(map(tuple, versions_by_id.values()), key=lambda versions: versions[0].title.lower())


def find_listed_version(versions: Sequence[CustomQuestionnaire]) -> CustomQuestionnaire:
    """Of the versions of one id, the newest first, the one that its card in the list opens: offered, else newest."""
    return next((version for version in versions if version.state == OFFERED), versions[0])


def find_next_draft(versions_of_each: Iterable[Sequence[CustomQuestionnaire]]) -> CustomQuestionnaire | None:
    """The newest draft on the list, which waits for its therapist to look at it and to offer it; None without one."""
    drafts = [version for version in map(find_listed_version, versions_of_each) if version.state == DRAFT]
    return max(drafts, key=lambda version: version.imported_at, default=None)


def open_questionnaire(session: TherapistSession, key: UUID | None) -> OpenQuestionnaire | None:
    """The version of this key with its harm flags and the others of its id; None where there is none, or no key."""
    for versions in read_versions(session) if key else ():
        for version in versions:
            if version.id == key:
                definition = definition_of(session, version)
                flagged = replace(definition, harm_flags=version.harm_flags) if definition else None
                return OpenQuestionnaire(session, version, versions, flagged)
    return None


def save_files(session: TherapistSession, files: Sequence[tuple[str, bytes]]) -> list[ImportOutcome]:
    """Save the questionnaires among these files (name, content), each with the value sets that came beside it."""
    imported = import_files(files, shipped_instruments())
    return [(name[:MAX_FILE_NAME], *_save_file(session, file)) for (name, _), file in zip(files, imported, strict=True)]


def offer(session: TherapistSession, key: UUID, people: Collection[UUID] | None) -> str:
    """Offer a version to these people, or with None to everybody; what to say of it.

    Not one whose licence does not let it be asked of people.
    """
    definition = find_definition(session, key)
    if definition is None:
        return words.therapist_questionnaires.DAMAGED
    if not may_collect(definition, shipped_instruments()):
        return words.therapist_questionnaires.NOT_TO_COLLECT
    offer_questionnaire(session.notebook, session.therapist, key, session.now, people)
    return words.therapist_questionnaires.OFFERED_NOW


def read_questionnaire_file(key: UUID, kind: str, session: TherapistSession) -> bytes:
    """The very file that came, or the same in the other form. NotFound where its licence keeps it in."""
    file = read_original(session.notebook, session.therapist, key)
    definition = load_questionnaire(file.definition, "the file")
    if not may_export(definition, shipped_instruments()):
        raise NotFound
    if file.kind == kind:
        return file.original
    return as_bytes(write_questionnaire(definition)[0]) if kind == FHIR else file.definition.encode()


def report_file(key: UUID, session: TherapistSession) -> bytes:
    """The report of the import as JSON. NotFound when the version is deleted."""
    version = _find_version(session, key)
    if version is None:
        raise NotFound
    return json.dumps(json.loads(version.report), ensure_ascii=False, indent=1).encode()


def _save_file(session: TherapistSession, file: ImportedFile) -> tuple[Mapping[str, Any], str]:
    report = file.report.as_json()
    if file.beside:
        return report, file.report.scoring
    if file.questionnaire is None or file.definition is None:
        return report, ""
    if file.questionnaire.id in session.shipped.questionnaires:
        return report, words.therapist_questionnaires.shipped_id(file.questionnaire.id)
    custom = CustomQuestionnaireFile(file.kind, file.original, file.definition, json.dumps(report))
    try:
        save_custom_questionnaire(session.notebook, session.therapist, custom, session.now)
    except NotSaved as reason:
        return report, str(reason)
    return report, ""


def _find_version(session: TherapistSession, key: UUID) -> CustomQuestionnaire | None:
    versions = read_custom_questionnaires(session.notebook, session.therapist)
    return next((version for version in versions if version.id == key), None)


def find_definition(session: TherapistSession, key: UUID) -> Questionnaire | None:
    """The definition of the version with this key; None when it is gone or damaged."""
    version = _find_version(session, key)
    return definition_of(session, version) if version else None


def definition_of(session: TherapistSession, version: CustomQuestionnaire) -> Questionnaire | None:
    """The definition of this version; None for a damaged one."""
    return session.catalogue.find_definition(version.questionnaire, version.sha256)
