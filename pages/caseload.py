"""Caseload: whom to look at and why, couple by couple, in words."""

from __future__ import annotations

from nearer.presenters.caseload import load_caseload, rows_of
from nearer.screens.caseload import draw_choices, draw_rates, matching_entries
from nearer.screens.couple import draw_table_files
from nearer.session.therapist import current_therapist_or_stop
from nearer.views import text as words
from nearer.views.caseload import draw_caseload
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import caption, page_header

session = current_therapist_or_stop()
page_header(words.therapist.CASELOAD_TITLE, words.therapist.CASELOAD_LEAD)
caseload_entries = load_caseload(session)
if caseload_entries:
    draw_choices()
    matches = matching_entries(caseload_entries)
    caption(words.caseload.couples_shown(len(matches), len(caseload_entries)) if matches else words.caseload.NO_MATCH)
    if matches:
        draw_caseload(rows_of(matches), session.week)
        lazy_expander(words.caseload.SURE, "sure", draw_rates)
    lazy_expander(words.long_table.TITLE, "table", lambda: draw_table_files(None))
else:
    caption(words.therapist.NOBODY_YET)
