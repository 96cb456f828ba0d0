"""The settings of whoever is signed in, a person, a therapist or a manager alike."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from nearer.backups.copies import copy_when_asked, own_copies
from nearer.backups.risky_folders import describe_risk, read_mounts
from nearer.clinic_accounts.accounts import read_account_settings, save_account_settings
from nearer.database.row_errors import NotebookUnusable, NotSaved
from nearer.session.values import AnySession, PersonSession
from nearer.storage.couple.people import NEVER_IDLE_MINUTES, Settings, read_settings, save_settings
from nearer.views import text as words

OFFERED_MINUTES = (1, 5, 15, 30, 60, NEVER_IDLE_MINUTES)
ZONE_NAMES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
T = TypeVar("T")


def read_settings_of(session: AnySession) -> Settings:
    """The settings as they are saved now."""
    if isinstance(session, PersonSession):
        return read_settings(session.notebook, session.principal)
    return read_account_settings(session.notebook, session.account)


def save_settings_of(session: AnySession, settings: Settings) -> Settings:
    """Save all of them and return them; without a language the one that is saved stays. NotSaved says what is wrong."""
    settings = replace(settings, language=settings.language or read_settings_of(session).language)
    if isinstance(session, PersonSession):
        save_settings(session.notebook, session.principal, settings)
    else:
        save_account_settings(session.notebook, session.account, settings)
    return settings


def read_days_of_copies(session: AnySession) -> tuple[date, ...]:
    """The days of the copies that Nearer made, where the person lives, the newest first.

    Days and no hours, and a copy is made when somebody signs in first: the hour would tell when the partner did.
    """
    path = session.notebook.path
    moments = () if path is None else own_copies(path)
    zone = ZoneInfo(read_settings_of(session).zone)
    return tuple(sorted({moment.astimezone(zone).date() for moment in moments}, reverse=True))


def is_at_risk(session: AnySession) -> bool:
    """Whether the notebook is in a folder in which something beside Nearer can damage it."""
    path = session.notebook.path
    return path is not None and _is_risky(path.parent)


@lru_cache(maxsize=1)
def _is_risky(folder: Path) -> bool:
    """Asked once of a folder: it stays where it is while Nearer has it open."""
    return describe_risk(folder, os.environ, read_mounts()) is not None


def copy_notebook(session: AnySession) -> str:
    """Make a copy now, and say so. NotSaved says why there is none; right after another one there is none either."""
    if session.notebook.path is None:
        raise NotSaved(words.settings.NEVER_COPIED)
    try:
        made = copy_when_asked(session.notebook.path, session.now)
    except NotebookUnusable:  # whose sentence is for whoever keeps this computer, and names its folders
        raise NotSaved(words.settings.NOT_COPIED) from None
    if made is None:
        raise NotSaved(words.settings.COPIED_JUST_NOW)
    return words.settings.COPIED


def with_current(offered: tuple[T, ...], current: T) -> tuple[T, ...]:
    """The choices that are offered, with the present setting where it is not one of them."""
    return offered if current in offered else (*offered, current)
