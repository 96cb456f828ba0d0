"""Settings: the idle lock, the time zone, keys, and for a person what is theirs as a file, and leaving."""

from __future__ import annotations

from nearer.screens.next_thing import draw_next_line
from nearer.screens.personal_import import draw_import
from nearer.screens.settings import draw_copies, draw_own_file, draw_reminder, draw_settings
from nearer.session.actions import PAGE, draw_message
from nearer.session.therapist import anybody_or_stop
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.frame import page_header, section_header
from nearer.views.layout.links import same_tab_link

session = anybody_or_stop()
page_header(words.settings.TITLE, words.settings.LEAD)
draw_message()
if isinstance(session, PersonSession):
    draw_next_line(session, PAGE)
draw_settings(session)
if isinstance(session, PersonSession):
    section_header(words.settings.REMINDER_TITLE, words.settings.REMINDER_LEAD)
    draw_reminder()
is_person = isinstance(session, PersonSession)
section_header(words.settings.KEYS_TITLE if is_person else words.settings.KEY_TITLE)
same_tab_link("/passphrase", words.settings.CHANGE_PASSPHRASE)
same_tab_link("/recovery-code/new", words.settings.NEW_RECOVERY)
if is_person:
    same_tab_link("/new-keys", words.settings.NEW_KEYS)
same_tab_link("/signed-in", words.settings.SIGNED_IN)
draw_copies(session)
if isinstance(session, PersonSession):
    section_header(words.settings.OWN_TITLE, words.settings.OWN_LEAD)
    draw_own_file(session)
    draw_import(session)
    same_tab_link("/leave", words.settings.LEAVE)
