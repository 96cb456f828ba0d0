"""What needs a manager, the most pressing first, and the one next thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from nearer.clinic_page.clinic import Clinic
from nearer.views import text as words

MAX_COPY_AGE = timedelta(days=3)
ENDS_SOON = timedelta(hours=48)
MIN_FREE_BYTES = 1_000_000_000  # and never less than two more notebooks: a copy needs the room of one


@dataclass(frozen=True, slots=True)
class ThingToDo:
    """Something that needs a manager, and what to do about it."""

    sentence: str
    next_thing: str


def attention_sentences(clinic: Clinic) -> list[str]:
    """A sentence for each; none on a day on which nothing needs anybody."""
    return [need.sentence for need in _needs(clinic)]


def next_thing(clinic: Clinic) -> str:
    """The one thing to do, which answers the first sentence; where there is none, what is missing or nothing."""
    return next((need.next_thing for need in _needs(clinic)), _what_is_missing(clinic))


def _needs(clinic: Clinic) -> Iterator[ThingToDo]:
    yield from _about_safety(clinic)
    yield from _about_invitations(clinic)
    yield from _about_accounts(clinic)


def _about_safety(clinic: Clinic) -> Iterator[ThingToDo]:
    if not clinic.overview.trail_check.is_whole:
        yield ThingToDo(words.clinic.TRAIL_BROKEN, words.clinic.NEXT_TRAIL)
    if _copy_is_old(clinic):
        age = None if clinic.last_copy is None else (clinic.session.now - clinic.last_copy).days
        sentence = words.clinic.NO_BACKUP if age is None else words.clinic.backup_is_old(age)
        yield ThingToDo(sentence, words.clinic.NEXT_COPY)
    if _is_disk_full(clinic):
        yield ThingToDo(words.clinic.LITTLE_ROOM, words.clinic.NEXT_ROOM)


def _about_invitations(clinic: Clinic) -> Iterator[ThingToDo]:
    today = clinic.session.today
    for invitation in clinic.overview.invitations:
        day, following = clinic.session.day_of(invitation.until), words.clinic.next_invitation(invitation.name)
        if clinic.is_over(invitation):
            yield ThingToDo(words.clinic.never_accepted(invitation.name, day), following)
        elif _ends_soon(clinic, invitation.until):
            yield ThingToDo(words.clinic.ends_soon(invitation.name, (day - today).days), following)


def _about_accounts(clinic: Clinic) -> Iterator[ThingToDo]:
    for account in (*clinic.managers, *clinic.therapists):
        if not account.has_app:
            yield ThingToDo(words.clinic.no_app(account.name), words.clinic.next_app(account.name))


def _what_is_missing(clinic: Clinic) -> str:
    if not clinic.therapists and not clinic.overview.invitations:
        return words.clinic.NEXT_FIRST
    if len(clinic.managers) == 1 and not any(one.kind == "manager" for one in clinic.overview.invitations):
        return words.clinic.NEXT_SECOND_MANAGER
    return words.clinic.NEXT_NOTHING


def _copy_is_old(clinic: Clinic) -> bool:
    """Whether a file has no fresh copy; copies of a PostgreSQL are made where Nearer does not see them."""
    if clinic.state.copies_folder is None:
        return False
    return clinic.last_copy is None or clinic.session.now - clinic.last_copy >= MAX_COPY_AGE


def _is_disk_full(clinic: Clinic) -> bool:
    free = clinic.state.bytes_free
    return free is not None and free < max(MIN_FREE_BYTES, 2 * clinic.state.bytes)


def _ends_soon(clinic: Clinic, until: datetime) -> bool:
    return clinic.session.now < until <= clinic.session.now + ENDS_SOON
