"""Closeness: the weeks as lines, as circles and as a table."""

from __future__ import annotations

import streamlit as st

from nearer import wiring
from nearer.views import words
from nearer.views.circles import circles_picture
from nearer.views.figures import LINE_FROM, draw_closeness
from nearer.views.frame import page_top, part_top, quiet
from nearer.views.tables import weeks_table

here = wiring.visit_or_stop()
page_top(words.closeness.TITLE, words.closeness.LEAD)
lines = wiring.lines(here)
latest = wiring.latest_week(lines)
if latest is None:
    quiet(words.closeness.NO_WEEKS)
else:
    draw_closeness(lines, key="weeks")
    quiet(words.closeness.GAPS)
    quiet(words.closeness.NO_DIRECTION_YET if len(lines[0].points) >= LINE_FROM else words.weeks.TOO_FEW_WEEKS)
    part_top(words.closeness.circles_of_week(latest.monday()))
    circles_picture(wiring.pictures(here, latest))
    with st.expander(words.closeness.TABLE_TITLE):
        weeks_table(lines)
