"""Settings: the idle lock, the time zone, keys, and for a person what is theirs as a file, and leaving."""

from __future__ import annotations

from nearer.screens.settings import draw_account_settings, draw_person_settings
from nearer.session.actions import draw_message
from nearer.session.therapist import anybody_or_stop
from nearer.session.values import PersonSession
from nearer.views import text as words
from nearer.views.layout.frame import page_header

session = anybody_or_stop()
page_header(words.settings.TITLE, words.settings.LEAD)
draw_message()
match session:
    case PersonSession():
        draw_person_settings(session)
    case _:
        draw_account_settings(session)
