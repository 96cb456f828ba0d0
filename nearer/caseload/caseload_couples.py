"""The couples of a caseload, read once until something is written."""

from __future__ import annotations

from uuid import UUID

from nearer.caseload.caseload import CaseloadCouple, LoadedCaseload, load_caseload
from nearer.database.row_errors import NotFound
from nearer.session.values import TherapistSession


def read_caseload_couples(session: TherapistSession) -> list[CaseloadCouple]:
    """Every couple, in the order of its reason."""
    return _load_once(session).couples


def unreadable_sentences(session: TherapistSession) -> tuple[str, ...]:
    """Who is not on the caseload because somebody changed something of theirs in the file, and why."""
    return _load_once(session).unreadable


def _load_once(session: TherapistSession) -> LoadedCaseload:
    return session.read_once("caseload", None, lambda: load_caseload(session))


def find_caseload_couple(session: TherapistSession, couple: UUID) -> CaseloadCouple:
    """One couple of the caseload. NotFound for anybody else's."""
    of_id = next((one for one in read_caseload_couples(session) if one.case.couple == couple), None)
    if of_id is None:
        raise NotFound
    return of_id
