"""Closeness: what may be said of the weeks, the weeks as lines, as circles, question by question and as a table."""

from __future__ import annotations

from functools import partial

from nearer.presenters.closeness import load_closeness
from nearer.presenters.shared_messages import note_opened
from nearer.screens.closeness import draw_own_items, draw_table, draw_uncertainty, draw_weeks
from nearer.screens.events import draw_events
from nearer.screens.visit_sheet import draw_own_sheet
from nearer.session.navigation import get_screens
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.circles import circles_picture
from nearer.views.drawings import draw_drawing
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header, section_header
from nearer.views.layout.links import next_link

session = current_person_or_stop()
page_header(words.closeness.TITLE)
closeness = load_closeness(session)
if closeness.latest is None:
    draw_drawing("empty")
    caption(words.closeness.NO_WEEKS)
    next_link(get_screens()["check_in"], words.closeness.TO_CHECK_IN)
else:
    draw_weeks(closeness)
    caption(words.closeness.LEAD)
    draw_uncertainty(closeness)
lazy_expander(words.events.TITLE, "events", lambda: draw_events(closeness))
if closeness.latest is not None:
    section_header(words.closeness.circles_of_week(closeness.latest.monday(), session.today))
    circles_picture(closeness.pictures)
    lazy_expander(words.closeness.ITEMS_TITLE, "items", partial(draw_own_items, closeness))
    lazy_expander(words.closeness.TABLE_TITLE, "table", partial(draw_table, closeness))
lazy_expander(words.sheet.TITLE, "sheet", draw_own_sheet)
note_opened(session, "closeness")
