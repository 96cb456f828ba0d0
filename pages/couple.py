"""Couple: what two people granted, in one clear picture; and what their therapist keeps of it."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.figures import draw_closeness
from nearer.views.frame import caution, note, page_top, part_top, quiet
from nearer.views.links import same_tab_link
from nearer.views.lists import plain_list
from nearer.views.shown import draw_shown
from nearer.views.spoken import fold
from nearer.views.tables import plain_table, weeks_table

here = wiring.therapist_visit_or_stop()
couple = wiring.open_couple(here)
same_tab_link("/overview", words.caseload.BACK)
page_top(couple.names, words.caseload.JOINT_LEAD if couple.joint else words.caseload.LEAD)
if said := wiring.said_once():
    note(said)
for worse in couple.worsened:
    caution(worse)
st.toggle(words.caseload.JOINT, key=wiring.JOINT)
if couple.lines:
    draw_closeness(couple.lines, "couple-weeks", couple.beside)
    plain_list((*couple.said, *couple.apart))
    fold(words.closeness.TABLE_TITLE, "couple-table", lambda: weeks_table(couple.lines, couple.beside.marks))
else:
    quiet(words.caseload.NO_WEEKS)
if not couple.joint:
    wiring.draw_files(couple)
if couple.hopes:
    part_top(words.caseload.GOALS)
    plain_list(couple.hopes)
if couple.questions:
    part_top(words.caseload.QUESTIONS)
    plain_list(couple.questions)
if rows := couple.scales:
    fold(
        words.caseload.SCALES, "scales", lambda: plain_table(words.caseload.SCALES, words.caseload.SCALE_COLUMNS, rows)
    )
if couple.guide:
    fold(words.caseload.GUIDE, "guide", lambda: plain_list(couple.guide))
if views := couple.views:
    part_top(words.caseload.ANSWERS)
    draw_shown(views)
if not couple.joint:
    fold(words.caseload.ASSIGNED, "assigning", lambda: wiring.draw_assigning(couple))
    fold(words.caseload.VISITS, "visits", lambda: wiring.draw_visits(couple))
    fold(words.caseload.NOTES, "notes", lambda: wiring.draw_notes(couple))
    fold(words.caseload.TOTALS, "totals", lambda: wiring.draw_totals(couple))
