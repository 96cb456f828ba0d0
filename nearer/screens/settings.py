"""Settings from the screen: the idle lock, the time zone, the language, one's own notebook as a file."""

from __future__ import annotations

from datetime import time
from functools import partial

import streamlit as st

from nearer.language.dates_and_numbers import day_of_year, language_name, weekday_name
from nearer.language.languages import read_languages
from nearer.language.sentences import current_language
from nearer.presenters.settings import (
    OFFERED_MINUTES,
    ZONE_NAMES,
    copy_notebook,
    is_at_risk,
    read_days_of_copies,
    read_settings_of,
    save_settings_of,
    with_current,
)
from nearer.screens.next_thing import draw_next_form_line, draw_next_line
from nearer.screens.personal_import import draw_import
from nearer.session.actions import PAGE, draw_message, note_saved, run_anybodys_action
from nearer.session.downloads import Download, draw_download, for_person
from nearer.session.person import apply_settings_to_session
from nearer.session.values import AnySession, ManagerSession, PersonSession, TherapistSession
from nearer.storage.couple.people import Settings
from nearer.takeaway.calendar import weekly_reminder
from nearer.takeaway.fhir_bundle import FHIR_KIND, make_own_bundle
from nearer.takeaway.personal_export import export_file
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.links import same_tab_link
from nearer.views.layout.lists import plain_list

LOCK_KEY, ZONE_KEY, LANGUAGE_KEY = "settings-lock", "settings-zone", "settings-language"
SHIFT_KEY, COPIES_PLACE, SAVED_PLACE = "settings-shift", "copies-message", "settings-message"


def draw_person_settings(session: PersonSession) -> None:
    """The settings of a person, their keys, copies, everything of theirs as a file, and leaving."""
    draw_next_line(session, PAGE)
    draw_settings(session)
    section_header(words.settings.REMINDER_TITLE, words.settings.REMINDER_LEAD)
    draw_reminder()
    section_header(words.settings.KEYS_TITLE)
    same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
    same_tab_link("/recovery-code/new", words.settings.NEW_RECOVERY)
    same_tab_link("/new-keys", words.settings.NEW_KEYS)
    same_tab_link("/signed-in", words.settings.SIGNED_IN)
    draw_copies(session)
    section_header(words.settings.OWN_TITLE, words.settings.OWN_LEAD)
    draw_own_file(session)
    draw_import(session)
    same_tab_link("/leave", words.settings.LEAVE)


def draw_account_settings(session: TherapistSession | ManagerSession) -> None:
    """The settings of a therapist or a manager, and the keys of their account."""
    draw_settings(session)
    section_header(words.settings.KEY_TITLE)
    same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
    same_tab_link("/recovery-code/new", words.settings.NEW_RECOVERY)
    same_tab_link("/signed-in", words.settings.SIGNED_IN)
    draw_copies(session)


def draw_settings(session: AnySession) -> None:
    """The settings as they are, and a button to keep them; the language where there is more than one."""
    now = read_settings_of(session)
    minutes, zones = with_current(OFFERED_MINUTES, now.idle_minutes), with_current(ZONE_NAMES, now.zone)
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
    st.toggle(words.settings.SHIFT, now.shift_leaves, key=SHIFT_KEY)
    caption(words.settings.SHIFT_HINT)
    st.button(words.settings.SAVE, key="settings-save", type="primary", on_click=_save)
    _draw_saved(session, SAVED_PLACE)


def draw_reminder() -> None:
    """A day and an hour of every week, and the file for a calendar; nothing of it is kept."""
    day = st.selectbox(words.settings.REMINDER_DAY, range(7), 6, format_func=weekday_name, key="reminder-day")
    hour = st.selectbox(words.settings.REMINDER_HOUR, range(24), 19, format_func="{:02}:00".format, key="reminder-hour")
    file = Download("weekly", words.settings.REMINDER, words.steps.CALENDAR_FILE, "text/calendar")
    draw_download(file, for_person(partial(weekly_reminder, day, time(hour))))
    caption(words.settings.REMINDER_HINT)


def draw_own_file(session: PersonSession) -> None:
    """Everything the person wrote, and their answers as FHIR: made when they are pressed, and named after nobody."""
    file = Download("own", words.settings.DOWNLOAD, f"notebook-{session.today}.json", "application/json")
    draw_download(file, for_person(export_file))
    caption(words.settings.FHIR_HINT)
    fhir = Download("own-fhir", words.settings.FHIR, words.long_table.FHIR_FILE, FHIR_KIND)
    draw_download(fhir, for_person(make_own_bundle))


def draw_copies(session: AnySession) -> None:
    """When Nearer copied the notebook, one more at a press, and how one is put back; not for made-up people."""
    if session.notebook.demo:
        return
    section_header(words.settings.COPIES_TITLE)
    if is_at_risk(session):
        warning(words.settings.AT_RISK)
    if session.notebook.path is None:
        caption(words.settings.COPIED_BY_CLINIC)
        return
    days = [day_of_year(day) for day in read_days_of_copies(session)]
    caption(words.settings.last_copy(days[0]) if days else words.settings.NO_COPY)
    st.button(words.settings.COPY_NOW, key="copy-now", on_click=_copy)
    _draw_saved(session, COPIES_PLACE)
    with st.expander(words.settings.EVERY_COPY, key="every-copy"):
        plain_list(days)
        caption(words.settings.PUT_BACK)


def _draw_saved(session: AnySession, place: str) -> None:
    draw_message(place)
    if isinstance(session, PersonSession):
        draw_next_form_line(session, place)


def _copy() -> None:
    if run_anybodys_action(copy_notebook, place=COPIES_PLACE):
        note_saved(COPIES_PLACE)


def _save() -> None:
    state = st.session_state
    settings = Settings(state[ZONE_KEY], state[LOCK_KEY], state.get(LANGUAGE_KEY, ""), state[SHIFT_KEY])

    def change(session: AnySession) -> str:
        apply_settings_to_session(save_settings_of(session, settings))
        return words.settings.SAVED  # in the language that was chosen

    if run_anybodys_action(change, place=SAVED_PLACE):
        note_saved(SAVED_PLACE)
