"""The couples of a caseload, read once until something is written; and what a therapist changes of a status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from nearer.caseload.caseload import CaseloadEntry, LoadedCaseload, load_whole_caseload
from nearer.caseload.groups import is_new, reason_key_of
from nearer.database.row_errors import NotFound
from nearer.session.values import TherapistSession
from nearer.storage.therapist.couple_status import CoupleStatus, change_couple_status

TAGS_DIVIDED_BY = ","


def caseload_couples(session: TherapistSession) -> list[CaseloadEntry]:
    """Every couple, in the order of its reason."""
    return _read_caseload(session).entries


def left_out_sentences(session: TherapistSession) -> tuple[str, ...]:
    """Who is not on the caseload because somebody changed something of theirs in the file, and why."""
    return _read_caseload(session).left_out


def _read_caseload(session: TherapistSession) -> LoadedCaseload:
    return session.read_once("caseload", None, lambda: load_whole_caseload(session))


def entry_of(session: TherapistSession, couple: UUID) -> CaseloadEntry:
    """One couple of the caseload. NotFound for anybody else's."""
    entry = next((one for one in caseload_couples(session) if one.case.couple == couple), None)
    if entry is None:
        raise NotFound
    return entry


def save_looked_at(session: TherapistSession, entry: CaseloadEntry) -> None:
    """Once the couple's page is opened, nothing of it is new any more. What else was read stays read."""
    if is_new(entry.case):
        seen = entry.case.readable
        save_seen = partial(_change, session, entry.case.couple, lambda status: replace(status, seen=seen))
        session.write_own(save_seen, has_written=bool)
        entries = caseload_couples(session)
        places = [place for place, one in enumerate(entries) if one.case.couple == entry.case.couple]
        for place in places:
            case = replace(entries[place].case, status=replace(entries[place].case.status, seen=seen))
            entries[place] = replace(entries[place], case=case)


def save_tags(session: TherapistSession, couple: UUID, text: str) -> None:
    """The tags as they are typed, divided by commas; the same one twice is one."""
    tags = dict.fromkeys(" ".join(tag.split()) for tag in text.split(TAGS_DIVIDED_BY))
    _change(session, couple, lambda status: replace(status, tags=tuple(filter(None, tags))))


def save_dealt_with(session: TherapistSession, entry: CaseloadEntry, until: date | None) -> None:
    """The first reason is dealt with until the end of a day; None is not any more."""
    key = reason_key_of(entry.reasons[0]) if until else ""
    _change(session, entry.case.couple, lambda status: replace(status, until=until, reason_key=key))


def save_archived(session: TherapistSession, couple: UUID, archived: bool) -> None:
    """Out of the caseload, or back on it; nothing is deleted."""
    _change(session, couple, lambda status: replace(status, archived=archived))


def tags_text(status: CoupleStatus) -> str:
    """The tags as they are typed."""
    return f"{TAGS_DIVIDED_BY} ".join(status.tags)


def _change(session: TherapistSession, couple: UUID, change: Callable[[CoupleStatus], CoupleStatus]) -> bool:
    return change_couple_status(session.notebook, session.therapist, couple, change)
