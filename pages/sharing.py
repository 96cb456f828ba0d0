"""Sharing: who can read what, changing it, inviting, a therapist, ending."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, part_top, quiet
from nearer.views.shown import draw_shown
from nearer.views.tables import access_table

here = wiring.visit_or_stop()
page_top(words.sharing.TITLE, words.sharing.LEAD)
if said := wiring.said_once():
    note(said)
partner = here.household.partner
access_table(wiring.access_rows(here))
if partner is None:
    wiring.draw_invitation(here)
else:
    quiet(words.sharing.both_here(partner.nickname))
    part_top(words.sharing.CHANGE_TITLE)
    wiring.draw_audience_change(here, "partner", partner.nickname)
    if shown := wiring.shown_views(here):
        part_top(words.sharing.shown_title(partner.nickname))
        draw_shown(shown)
    part_top(words.sharing.END_TITLE, words.sharing.end_lead(partner.nickname))
    st.button(words.sharing.end(partner.nickname), key="end-sharing", on_click=wiring.end_sharing)
wiring.draw_therapist(here)
quiet(words.sharing.SHOWS_NOTHING_PRIVATE)
quiet(words.sharing.NOT_TOLD)
