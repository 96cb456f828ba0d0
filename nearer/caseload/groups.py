"""The groups of a caseload: what a couple's first reason asks for, and where the therapist put it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from nearer.caseload.caseload import CaseloadCouple
from nearer.storage.therapist.caseload import Case
from nearer.trends.caseload_reasons import CaseloadReason, ReasonKind


class Group(StrEnum):
    """The groups of a caseload, in the order in which they stand there."""

    ATTENTION = "attention"
    SILENT = "silent"
    STEADY = "steady"
    RISING = "rising"
    EARLY = "early"
    NOTHING = "nothing"
    DEALT = "dealt"
    ARCHIVED = "archived"


_OF_REASON = {
    ReasonKind.WORSENED: Group.ATTENTION,
    ReasonKind.LOW_WEEKS: Group.ATTENTION,
    ReasonKind.WIDE_GAP: Group.ATTENTION,
    ReasonKind.FALLING: Group.ATTENTION,
    ReasonKind.QUIET_WEEKS: Group.SILENT,
    ReasonKind.UNCLEAR: Group.STEADY,
    ReasonKind.RISING: Group.RISING,
    ReasonKind.TOO_EARLY: Group.EARLY,
    ReasonKind.NOTHING: Group.NOTHING,
}


def group_of(caseload_couple: CaseloadCouple, today: date) -> Group:
    """The group of a couple. One that is dealt with comes back when its day is over, or when another reason is
    first."""
    status = caseload_couple.case.status
    if status.archived:
        return Group.ARCHIVED
    if (
        status.until is not None
        and status.until >= today
        and status.reason_key == reason_key_of(caseload_couple.reasons[0])
    ):
        return Group.DEALT
    return _OF_REASON[caseload_couple.reasons[0].kind]


def is_alert(reason: CaseloadReason) -> bool:
    """Whether a couple is looked at for it; that it is dealt with does not count."""
    return _OF_REASON[reason.kind] in (Group.ATTENTION, Group.SILENT)


def reason_key_of(reason: CaseloadReason) -> str:
    """What makes a reason the same one while its weeks go on; an instrument answered once more is another."""
    answered = reason.worsening.after.day.isoformat() if reason.worsening else ""
    return f"{reason.kind}:{'' if reason.person is None else reason.person}:{answered}"


def is_new(case: Case) -> bool:
    """Whether anything can be read that could not at the last look; what was taken back is nothing new."""
    return not case.readable <= (case.status.seen or frozenset())
