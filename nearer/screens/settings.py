"""Settings from the screen: the idle lock, the time zone, the language, one's own notebook as a file."""

from __future__ import annotations

from typing import TypeVar
from zoneinfo import available_timezones

import streamlit as st

from nearer.language.dates_and_numbers import language_name
from nearer.language.languages import read_languages
from nearer.language.sentences import current_language
from nearer.presenters.personal_export import own_file
from nearer.session.actions import run_action, run_therapist_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.person import apply_settings_to_session
from nearer.session.values import PersonSession, TherapistSession
from nearer.storage.couple.people import Settings, read_settings, save_settings
from nearer.storage.couple.personal_export import read_personal_export
from nearer.storage.therapist.accounts import read_therapist_settings, save_therapist_settings
from nearer.views import text as words
from nearer.views.layout.frame import caption

MINUTES = (1, 3, 5, 10, 15)
ZONE_NAMES = tuple(sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")))
T = TypeVar("T")
LOCK_KEY, ZONE_KEY, LANGUAGE_KEY = "settings-lock", "settings-zone", "settings-language"


def draw_settings(session: PersonSession | TherapistSession) -> None:
    """The settings as they are, and a button to keep them; the language where there is more than one."""
    now = _settings(session)
    minutes, zones = _with(MINUTES, now.idle_minutes), _with(ZONE_NAMES, now.zone)
    st.radio(
        words.settings.LOCK, minutes, index=minutes.index(now.idle_minutes), format_func=words.settings.minutes,
        key=LOCK_KEY, horizontal=True,
    )  # fmt: skip
    st.selectbox(words.settings.ZONE, zones, index=zones.index(now.zone), key=ZONE_KEY)
    caption(words.settings.ZONE_HINT)
    if len(languages := tuple(read_languages())) > 1:
        index = languages.index(current_language().tag)
        st.selectbox(words.settings.LANGUAGE, languages, index, format_func=language_name, key=LANGUAGE_KEY)
        caption(words.settings.LANGUAGE_HINT)
    st.button(words.settings.SAVE, key="settings-save", type="primary", on_click=_save)


def _settings(session: PersonSession | TherapistSession) -> Settings:
    if isinstance(session, PersonSession):
        return read_settings(session.notebook, session.principal)
    return read_therapist_settings(session.notebook, session.therapist)


def draw_own_file(session: PersonSession) -> None:
    """A button for everything the person wrote; the file is made when it is pressed, and named after nobody."""
    file = Download("own", words.settings.DOWNLOAD, f"notebook-{session.today}.json", "application/json")
    draw_download(file, for_person(_own_file))


def _own_file(session: PersonSession) -> bytes:
    own = read_personal_export(session.notebook, session.principal)
    return own_file(own, session.catalogue, session.notebook.demo, session.now)


def _with(offered: tuple[T, ...], current: T) -> tuple[T, ...]:
    return offered if current in offered else (*offered, current)


def _save() -> None:
    zone, minutes = st.session_state[ZONE_KEY], st.session_state[LOCK_KEY]
    language = st.session_state.get(LANGUAGE_KEY)

    def change(session: PersonSession) -> str:
        chosen = Settings(zone, minutes, language or _settings(session).language)
        save_settings(session.notebook, session.principal, chosen)
        apply_settings_to_session(chosen)
        return words.settings.SAVED  # in the language that was chosen

    def change_for_therapist(session: TherapistSession) -> str:
        chosen = Settings(zone, minutes, language or _settings(session).language)
        save_therapist_settings(session.notebook, session.therapist, chosen)
        apply_settings_to_session(chosen)
        return words.settings.SAVED

    if not run_action(change):
        run_therapist_action(change_for_therapist)
