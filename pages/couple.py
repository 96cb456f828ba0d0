"""Couple: the weeks, every scale and what changed since the visit; and what their therapist keeps of it."""

from __future__ import annotations

import streamlit as st

from nearer.caseload.couple_html import reason_html, scale_cards_html, since_html
from nearer.caseload.couple_navigation import navigation_html
from nearer.caseload.couple_page import load_couple_page
from nearer.caseload.couple_status import save_seen
from nearer.session.actions import draw_message
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.couple import draw_couple_weeks, draw_notices, open_couple
from nearer.therapist_screens.couple_records import couple_sections
from nearer.therapist_screens.couple_status import draw_couple_status
from nearer.therapist_screens.grant_watch import watch_grants
from nearer.therapist_screens.take_along import draw_take_along
from nearer.views import text as words
from nearer.views.layout.frame import page_header, section_header
from nearer.views.layout.lists import plain_list
from nearer.views.shared_response import draw_shared_responses

session = current_therapist_or_stop()
couple = open_couple(session)
page = load_couple_page(session, couple, st.query_params.to_dict())
save_seen(session, page.caseload_couple)
st.html(navigation_html(page.caseload, couple.record.couple))
with st.container(horizontal=True, vertical_alignment="center", key="couple-top"):
    page_header(couple.names, words.couple.LEAD)
    draw_couple_status(page.caseload_couple)
with st.container(key="couple-why"):  # always there: else what is typed below would be in a field made anew
    draw_message()
    draw_notices(couple)
    if why := reason_html(page.caseload_couple):
        st.html(why)
with st.container(key="couple-grid"):
    with st.container(key="couple-since"):
        st.html(since_html(page.since_visit))
    with st.container(key="couple-left"):
        draw_couple_weeks(page)
        if page.cards:
            section_header(words.couple.SCALES, words.couple.SCALES_LEAD)
            st.html(scale_cards_html(page.cards))
        if page.answers:
            section_header(words.couple.ANSWERS)
            draw_shared_responses(page.answers)
        draw_take_along(couple)
    with st.container(key="couple-right"):
        for title, lines in couple.lists:
            section_header(title)
            plain_list(lines)
        for title, draw in couple_sections(couple):
            section_header(title)
            draw(couple)
watch_grants(session, couple.record.couple)
