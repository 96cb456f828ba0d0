"""Connecting: the code for the people a therapist works with, and the words of the own key to compare."""

from __future__ import annotations

from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.connection_code import draw_own_code
from nearer.views import text as words
from nearer.views.layout.frame import caption, page_header
from nearer.views.layout.links import same_tab_link

session = current_therapist_or_stop()
page_header(words.connection_code.TITLE, words.connection_code.LEAD)
draw_own_code(session)
caption(words.connection_code.HOW)
same_tab_link("/signed-in", words.settings.SIGNED_IN)
