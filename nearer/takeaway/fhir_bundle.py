"""Answers and scores as a FHIR Bundle: one's own, or what somebody granted to their therapist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from nearer.custom_questionnaires.definitions import find_answered_definition
from nearer.database.row_errors import NotFound
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes
from nearer.fhir_responses.write_responses import BundleTerms, ResponseSource, write_bundle
from nearer.instruments.change import bands_of
from nearer.instruments.licences import without_export
from nearer.instruments.registry import total_codes
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_instruments
from nearer.storage.couple.responses import SavedResponse, last_of_each_week, read_every_response
from nearer.storage.therapist.caseload import read_couple_record
from nearer.typed_answers.answer_parsing import read_answers

FHIR_KIND = "application/fhir+json"


def make_own_bundle(session: PersonSession) -> bytes:
    """Every answer of one's own whose questionnaire is still known, of a week the last. A damaged one stays behind."""
    stored = read_every_response(session.notebook, session.principal)
    whole = last_of_each_week((one for one in stored if isinstance(one, SavedResponse)), "id")
    zone = ZoneInfo(session.principal.zone)
    definitions = ((one, _own_definition(session, one)) for one in whole)
    sources = [
        ResponseSource(
            str(response.id), definition, read_answers(definition, response.answers or {}), response.saved, zone
        )
        for response, definition in definitions
        if definition is not None and response.saved is not None
    ]
    return _write_bundle(sources, session.now, "")


def make_granted_bundle(couple: UUID, person: UUID, subject: str, session: TherapistSession) -> bytes:
    """What one person granted, read at this moment; `subject` is the clinic's number for them, and may be empty.

    NotFound where nothing of them can be read, and for anybody who is of no couple of this therapist's.
    """
    record = read_couple_record(session.notebook, session.therapist, couple, session.now)
    of_person = next((one for one in record.people if one.who.id == person and one.responses), None)
    if of_person is None:
        raise NotFound
    zone = ZoneInfo(of_person.who.zone)
    definitions = (
        (response, session.catalogue.find_definition(response.questionnaire, response.sha256))
        for response in of_person.responses
    )
    sources = [
        ResponseSource(
            str(uuid4()),
            definition,
            read_answers(definition, response.answers or {}),
            response.day,
            zone,
            response.scores or {},
        )
        for response, definition in definitions
        if definition is not None and response.day is not None
    ]
    return _write_bundle(sources, session.now, subject.strip())


def _own_definition(session: PersonSession, response: SavedResponse) -> Questionnaire | None:
    """The definition of an own response, also of what a therapist offers no longer."""
    definition = session.catalogue.find_definition(response.questionnaire, response.sha256)
    return definition or find_answered_definition(session.notebook, session.principal, response.sha256)


def _write_bundle(sources: Iterable[ResponseSource], made: datetime, subject: str) -> bytes:
    all_sources, instruments = list(sources), shipped_instruments()
    closed = without_export((one.questionnaire for one in all_sources), instruments)
    terms = BundleTerms(total_codes(instruments), closed, subject, partial(bands_of, instruments=instruments))
    return as_bytes(write_bundle(all_sources, made, terms))
