"""Caseload: whoever let this therapist in, couple by couple, in words."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import page_top, quiet
from nearer.views.tables import plain_table

here = wiring.therapist_visit_or_stop()
page_top(words.therapist.CASELOAD_TITLE, words.therapist.CASELOAD_LEAD)
rows = wiring.case_rows(here)
if rows:
    plain_table(words.therapist.CASE_CAPTION, words.therapist.CASE_COLUMNS, rows)
else:
    quiet(words.therapist.NOBODY_YET)
