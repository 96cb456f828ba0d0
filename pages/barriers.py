"""Barriers: what was in the way, the worst first; one line closely; over time; both people side by side."""

from __future__ import annotations

import streamlit as st

from nearer.presenters.shared_barriers import load_partner_rows, load_shared_barriers
from nearer.presenters.shared_messages import note_opened
from nearer.screens.barriers import barriers_as_of, draw_both, draw_days, draw_more, draw_partner, draw_picture
from nearer.session.navigation import get_screens
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.drawings import draw_drawing
from nearer.views.layout.frame import caption, page_header

session = current_person_or_stop()
barriers = barriers_as_of(session)
page_header(words.barriers.TITLE, barriers.lead)
if barriers.rows:
    draw_picture(barriers)
    draw_more(barriers)
    draw_days(barriers)
else:
    draw_drawing("empty")
    st.page_link(get_screens()["questionnaires"], label=words.barriers.TO_QUESTIONNAIRES)
shared = load_shared_barriers(session, barriers)
if shared is not None:
    draw_both(session, shared)
elif session.household.partner is not None:
    caption(words.barriers.both_hint(session.household.partner.nickname))
partner = session.household.partner
if partner is not None and (partner_rows := load_partner_rows(session, shared)):
    draw_partner(session, partner_rows, partner.nickname)
note_opened(session, "barriers")
