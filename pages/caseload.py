"""Caseload: whom to look at and why, couple by couple, in words."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.caseload import draw_caseload
from nearer.views.frame import page_top, quiet
from nearer.views.spoken import fold

here = wiring.therapist_visit_or_stop()
page_top(words.therapist.CASELOAD_TITLE, words.therapist.CASELOAD_LEAD)
looked = wiring.looked_through(here)
if looked:
    wiring.draw_choices()
    found = wiring.chosen(looked)
    quiet(words.caseload.shown(len(found), len(looked)) if found else words.caseload.NO_MATCH)
    if found:
        draw_caseload(wiring.rows_of(found), here.week)
        fold(words.caseload.SURE, "sure", wiring.draw_rates)
else:
    quiet(words.therapist.NOBODY_YET)
