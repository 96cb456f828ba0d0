"""What needs a manager, the most pressing first, and the one next thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from nearer.clinic_page.clinic import Clinic
from nearer.views import text as words

MAX_COPY_AGE = timedelta(days=3)
ENDS_SOON = timedelta(hours=48)
MIN_FREE_BYTES = 1_000_000_000  # and never less than two more notebooks: a copy needs the room of one


def attention_sentences(clinic: Clinic) -> list[str]:
    """A sentence for each; none on a day on which nothing needs anybody."""
    return [*_about_safety(clinic), *_about_invitations(clinic), *_about_accounts(clinic)]


def next_thing(clinic: Clinic) -> str:
    """The one thing to do, which answers the first sentence; where there is none, what is missing or nothing."""
    if not clinic.overview.is_trail_whole:
        return words.clinic.NEXT_TRAIL
    if _copy_is_old(clinic):
        return words.clinic.NEXT_COPY
    if _is_disk_full(clinic):
        return words.clinic.NEXT_ROOM
    invited = [one for one in clinic.overview.invitations if clinic.is_over(one) or _ends_soon(clinic, one.until)]
    if invited:
        return words.clinic.next_invitation(invited[0].name)
    if not clinic.therapists and not clinic.overview.invitations:
        return words.clinic.NEXT_FIRST
    if len(clinic.managers) == 1 and not any(one.kind == "manager" for one in clinic.overview.invitations):
        return words.clinic.NEXT_SECOND_MANAGER
    return words.clinic.NEXT_NOTHING


def _about_safety(clinic: Clinic) -> Iterator[str]:
    if not clinic.overview.is_trail_whole:
        yield words.clinic.TRAIL_BROKEN
    if _copy_is_old(clinic):
        age = None if clinic.last_copy is None else (clinic.session.now - clinic.last_copy).days
        yield words.clinic.NO_BACKUP if age is None else words.clinic.backup_is_old(age)
    if _is_disk_full(clinic):
        yield words.clinic.LITTLE_ROOM


def _about_invitations(clinic: Clinic) -> Iterator[str]:
    today = clinic.session.today
    for one in clinic.overview.invitations:
        day = clinic.session.day_of(one.until)
        if clinic.is_over(one):
            yield words.clinic.never_accepted(one.name, day)
        elif _ends_soon(clinic, one.until):
            yield words.clinic.ends_soon(one.name, (day - today).days)


def _about_accounts(clinic: Clinic) -> Iterator[str]:
    for one in (*clinic.managers, *clinic.therapists):
        if not one.has_app:
            yield words.clinic.no_app(one.name)


def _copy_is_old(clinic: Clinic) -> bool:
    """Of a file: copies of a PostgreSQL are made where Nearer does not see them."""
    if clinic.state.copies_folder is None:
        return False
    return clinic.last_copy is None or clinic.session.now - clinic.last_copy >= MAX_COPY_AGE


def _is_disk_full(clinic: Clinic) -> bool:
    free = clinic.state.bytes_free
    return free is not None and free < max(MIN_FREE_BYTES, 2 * clinic.state.bytes)


def _ends_soon(clinic: Clinic, until: datetime) -> bool:
    return clinic.session.now < until <= clinic.session.now + ENDS_SOON
