"""Couple: what two people granted, in one clear picture; and what their therapist keeps of it."""

from __future__ import annotations

import streamlit as st

from nearer.board.board_entries import board_entries, save_looked_at
from nearer.board.choose import look_at
from nearer.board.view import FROM, view_from
from nearer.board.way import way_html
from nearer.charts.closeness_chart import draw_closeness
from nearer.screens.couple import JOINT, draw_fhir, draw_files, draw_table_files, open_couple
from nearer.screens.couple_marks import draw_board_marks
from nearer.screens.couple_records import draw_assigning, draw_notes, draw_visits
from nearer.screens.paper_totals import draw_totals
from nearer.session.actions import draw_message
from nearer.session.therapist import current_therapist_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header, section_header, warning
from nearer.views.layout.lists import plain_list
from nearer.views.layout.tables import plain_table, weeks_table
from nearer.views.shared_response import draw_shared_responses

session = current_therapist_or_stop()
couple = open_couple(session)
board = look_at(board_entries(session), view_from(st.query_params.get(FROM, "")), session.today)
entry = next(one for one in board_entries(session) if one.case.couple == couple.record.couple)
save_looked_at(session, entry)
with st.container(horizontal=True, vertical_alignment="center", key="couple-top"):
    st.html(way_html(board, couple.record.couple))
    draw_board_marks(session, entry)
page_header(couple.names, words.caseload.JOINT_LEAD if couple.joint else words.caseload.LEAD)
draw_message()
for worse in couple.worsened:
    warning(worse)
st.toggle(words.caseload.JOINT, key=JOINT)
if couple.people:
    draw_closeness(couple.frame, "couple-weeks", couple.beside)
    plain_list((*couple.week_reasons, *couple.apart))
    lazy_expander(words.closeness.TABLE_TITLE, "couple-table", lambda: weeks_table(couple.frame, couple.beside.marks))
else:
    caption(words.caseload.NO_WEEKS)
if not couple.joint:
    draw_files(couple)
    lazy_expander(words.long_table.TITLE, "table", lambda: draw_table_files(couple.record.couple))
    lazy_expander(words.long_table.FHIR_TITLE, "fhir", lambda: draw_fhir(couple))
if couple.hopes:
    section_header(words.caseload.GOALS)
    plain_list(couple.hopes)
if couple.questions:
    section_header(words.caseload.QUESTIONS)
    plain_list(couple.questions)
if rows := couple.scales:
    lazy_expander(
        words.caseload.SCALES, "scales", lambda: plain_table(words.caseload.SCALES, words.caseload.SCALE_COLUMNS, rows)
    )
if couple.guide:
    lazy_expander(words.caseload.GUIDE, "guide", lambda: plain_list(couple.guide))
if views := couple.views:
    section_header(words.caseload.ANSWERS)
    draw_shared_responses(views)
if not couple.joint:
    lazy_expander(words.caseload.ASSIGNED, "assigning", lambda: draw_assigning(couple))
    lazy_expander(words.caseload.VISITS, "visits", lambda: draw_visits(couple))
    lazy_expander(words.caseload.NOTES, "notes", lambda: draw_notes(couple))
    lazy_expander(words.caseload.TOTALS, "totals", lambda: draw_totals(couple))
