"""Nicknames: kept as typed, found whatever the case, width or spacing."""

from __future__ import annotations

import unicodedata
from zoneinfo import ZoneInfo

from nearer.storage.errors import NameTaken, NotSaved

LONGEST_NAME = 40


def name_key(name: str) -> str:
    """Two names with the same key are one name."""
    seen = "".join(character for character in name if unicodedata.category(character) != "Cf")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", seen).casefold())
    return " ".join(folded.split())


def tidy_name(name: str) -> str:
    """The name to keep; NameTaken with a sentence when it is empty, too long or cannot be shown."""
    tidy = " ".join(name.split())
    if not name_key(tidy):
        raise NameTaken("Please choose a name or nickname.")
    if len(tidy) > LONGEST_NAME:
        raise NameTaken(f"Please choose a name of at most {LONGEST_NAME} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") for character in tidy):
        raise NameTaken("A character of this name cannot be shown; please choose another.")
    return tidy


def check_zone(zone: str) -> None:
    """NotSaved when the time zone is not one of the known names, such as Asia/Kolkata."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise NotSaved("This time zone is not known; please choose one from the list.") from None
