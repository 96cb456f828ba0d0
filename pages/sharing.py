"""Sharing: who can read what, changing it, inviting, a therapist, ending."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.presenters.shared_messages import note_opened
from nearer.screens.hand_over import draw_hand_over_questions
from nearer.screens.next_thing import draw_next_line
from nearer.screens.sharing import (
    END_PLACE,
    draw_couple_words,
    draw_invitation,
    draw_new_keys,
    draw_partner_shows,
    draw_switches,
    end_sharing,
)
from nearer.screens.therapist_access import draw_therapists
from nearer.session.actions import PAGE, draw_message
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header, section_header

session = current_person_or_stop()
page_header(words.sharing.TITLE, words.sharing.LEAD)
draw_message()
draw_next_line(session, PAGE)
draw_hand_over_questions(session)
partner = session.members.partner
if partner is None:
    draw_invitation(session)
else:
    caption(words.sharing.both_here(partner.nickname))
    draw_new_keys(session)
    draw_partner_shows(session, partner.nickname)
    section_header(words.sharing.to_partner_title(partner.nickname))
    draw_switches(session, "partner", partner.nickname)
    section_header(words.sharing.END_TITLE, words.sharing.end_lead(partner.nickname))
    st.button(words.sharing.end(partner.nickname), key="end-sharing", on_click=end_sharing)
    draw_message(END_PLACE)
    lazy_expander(words.sharing.compare_title(partner.nickname), "compare", partial(draw_couple_words, session))
draw_therapists(session)
caption(words.sharing.SHOWS_NOTHING_PRIVATE)
caption(words.sharing.NOT_TOLD)
note_opened(session, "sharing")
