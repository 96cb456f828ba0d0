"""Barriers: what was in the way, the worst first; one line closely; over time; both people side by side."""

from __future__ import annotations

from nearer.presenters.shared_messages import note_opened
from nearer.screens.barriers import barriers_as_of, draw_answered_days, draw_more, draw_of_partner, draw_picture
from nearer.session.navigation import get_screens
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.frame import page_header
from nearer.views.layout.links import next_link

session = current_person_or_stop()
barriers = barriers_as_of(session)
page_header(words.barriers.TITLE, barriers.lead)
if barriers.rows:
    draw_picture(barriers)
    draw_more(barriers)
    draw_answered_days(barriers)
else:
    draw_drawing("empty")
    next_link(get_screens()["questionnaires"], words.barriers.TO_QUESTIONNAIRES)
draw_of_partner(session, barriers)
note_opened(session, "barriers")
