"""Connecting: the code for the people a therapist works with, and the words of the own key to compare."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import page_top, quiet
from nearer.views.links import same_tab_link

here = wiring.therapist_visit_or_stop()
page_top(words.therapist.CODE_TITLE, words.therapist.CODE_LEAD)
wiring.draw_own_code(here)
quiet(words.therapist.CODE_HOW)
same_tab_link("/signed-in", words.settings.SIGNED_IN)
