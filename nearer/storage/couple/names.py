"""Nicknames: kept as typed, found whatever the case, width or spacing."""

from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.storage.database.schema import HOME, matches, people
from nearer.storage.errors import NameTaken, NotSaved
from nearer.storage.therapist.schema import therapist_invitations, therapists

MAX_NAME = 40


def name_key(name: str) -> str:
    """Two names with the same key are one name."""
    seen = "".join(character for character in name if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(folded.split())


def tidy_name(name: str) -> str:
    """The name to keep; NameTaken with a sentence when it is empty, too long or cannot be shown."""
    tidy = " ".join(name.split())
    if not name_key(tidy):
        raise NameTaken(NotebookText.NAME_MISSING)
    if len(tidy) > MAX_NAME:
        raise NameTaken(NotebookText.NAME_TOO_LONG, limit=MAX_NAME)
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in tidy):
        raise NameTaken(NotebookText.NAME_UNSHOWABLE)
    return tidy


def check_zone(zone: str) -> None:
    """NotSaved when the time zone is not one of the known names, such as Asia/Kolkata."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise NotSaved(NotebookText.ZONE_UNKNOWN) from None


def refuse_taken_name(connection: Connection, name: str) -> None:
    """Sign-in name uniqueness across people and therapists: NameTaken when somebody has it, or was invited under it."""
    for table in (people, therapists, therapist_invitations):
        same = matches(table, clinic_id=HOME, name_key=name_key(name))
        if connection.execute(select(table.c.name_key).where(same)).first() is not None:
            raise NameTaken(NotebookText.NAME_TAKEN)
