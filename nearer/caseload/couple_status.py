"""What a therapist changes of one couple's status in their caseload: seen, tags, dealt with until a day, archived."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from nearer.caseload.caseload import CaseloadCouple
from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.groups import is_new, reason_key_of
from nearer.session.values import TherapistSession
from nearer.storage.therapist.couple_status import CoupleStatus, change_couple_status

TAGS_DIVIDED_BY = ","


def save_seen(session: TherapistSession, caseload_couple: CaseloadCouple) -> None:
    """Once the couple's page is opened, nothing of it is new any more. What else was read stays read."""
    if is_new(caseload_couple.case):
        seen = caseload_couple.case.readable
        save = partial(_change, session, caseload_couple.case.couple, lambda status: replace(status, seen=seen))
        session.write_own(save, has_written=bool)
        couples = read_caseload_couples(session)
        indexes = [index for index, one in enumerate(couples) if one.case.couple == caseload_couple.case.couple]
        for index in indexes:
            case = replace(couples[index].case, status=replace(couples[index].case.status, seen=seen))
            couples[index] = replace(couples[index], case=case)


def save_tags(session: TherapistSession, couple: UUID, text: str) -> None:
    """The tags as they are typed, divided by commas; the same one twice is one."""
    tags = dict.fromkeys(" ".join(tag.split()) for tag in text.split(TAGS_DIVIDED_BY))
    _change(session, couple, lambda status: replace(status, tags=tuple(filter(None, tags))))


def save_dealt_with(session: TherapistSession, caseload_couple: CaseloadCouple, until: date | None) -> None:
    """The first reason is dealt with until the end of a day; None is not any more."""
    key = reason_key_of(caseload_couple.reasons[0]) if until else ""
    _change(session, caseload_couple.case.couple, lambda status: replace(status, until=until, reason_key=key))


def save_archived(session: TherapistSession, couple: UUID, archived: bool) -> None:
    """Out of the caseload, or back on it; nothing is deleted."""
    _change(session, couple, lambda status: replace(status, archived=archived))


def tags_text(status: CoupleStatus) -> str:
    """The tags as they are typed."""
    return f"{TAGS_DIVIDED_BY} ".join(status.tags)


def _change(session: TherapistSession, couple: UUID, change: Callable[[CoupleStatus], CoupleStatus]) -> bool:
    return change_couple_status(session.notebook, session.therapist, couple, change)
