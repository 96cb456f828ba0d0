"""Couple: the weeks, every scale and what changed since the visit; and what their therapist keeps of it."""

from __future__ import annotations

import streamlit as st

from nearer.caseload.caseload_couples import find_caseload_couple, read_caseload_couples
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.couple_chart import couple_chart
from nearer.caseload.couple_html import reason_html, scale_cards_html, since_html, weeks_choice_html
from nearer.caseload.couple_navigation import navigation_html
from nearer.caseload.couple_status import save_seen
from nearer.caseload.granted_answers import granted_answers
from nearer.caseload.scale_cards import scale_cards
from nearer.caseload.since_visit import since_visit
from nearer.caseload.view import FROM, read_weeks_shown, view_from
from nearer.charts.closeness_chart import draw_closeness, make_closeness
from nearer.session.actions import draw_message
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.couple import draw_take_along, open_couple, watch_grants
from nearer.therapist_screens.couple_records import couple_sections
from nearer.therapist_screens.couple_status import draw_couple_status
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, info, page_header, section_header, warning
from nearer.views.layout.lists import plain_list
from nearer.views.layout.tables import weeks_table
from nearer.views.shared_response import draw_shared_responses

session = current_therapist_or_stop()
couple = open_couple(session)
parameters = st.query_params.to_dict()
listed = find_caseload_couple(session, couple.record.couple)
caseload = apply_view(read_caseload_couples(session), view_from(parameters.get(FROM, "")), session.today)
save_seen(session, listed)
with st.container(horizontal=True, vertical_alignment="center", key="couple-top"):
    st.html(navigation_html(caseload, couple.record.couple))
    draw_couple_status(listed)
page_header(couple.names, words.couple.LEAD)
with st.container(key="couple-why"):  # always there: else what is typed below would be in a field made anew
    draw_message()
    for ended in couple.ended:
        info(ended)
    for worse in couple.worsened:
        warning(worse)
    if why := reason_html(listed):
        st.html(why)
weeks_shown, cards = read_weeks_shown(parameters), scale_cards(couple)
with st.container(key="couple-grid"):
    with st.container(key="couple-since"):
        st.html(since_html(since_visit(couple, listed, cards)))
    with st.container(key="couple-left"):
        if couple.people:
            chart = couple_chart(couple, weeks_shown)
            st.html(weeks_choice_html(parameters, weeks_shown))
            draw_closeness(make_closeness(chart.weeks, chart.beside), "couple-weeks")
            plain_list((*chart.dates_not_drawn, *couple.week_reasons, *couple.gap_sentences))
            lazy_expander(words.closeness.TABLE_TITLE, "weeks", lambda: weeks_table(couple.frame, couple.beside.events))
        else:
            caption(words.couple.NO_WEEKS)
        if cards:
            section_header(words.couple.SCALES, words.couple.SCALES_LEAD)
            st.html(scale_cards_html(cards))
        if views := granted_answers(couple):
            section_header(words.couple.ANSWERS)
            draw_shared_responses(views)
        draw_take_along(couple)
    with st.container(key="couple-right"):
        for title, lines in couple.lists:
            section_header(title)
            plain_list(lines)
        for title, draw in couple_sections(couple):
            section_header(title)
            draw(couple)
watch_grants(session, couple.record.couple)
