"""This week: what is waiting, one next thing first."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.circles import circles_picture
from nearer.views.frame import note, page_top, part_top, quiet
from nearer.views.guide import draw_page_that_fits

MOST = 3

here = wiring.visit_or_stop()
page_top(words.weeks.THIS_WEEK_TITLE, words.weeks.greeting(here.principal.nickname))
if said := wiring.said_once():
    note(said)
tasks = wiring.waiting(here)
open_ones = [one for one in tasks if one.is_open]
for place, one in enumerate(open_ones[:MOST]):
    if wiring.draw_card(one, first=place == 0):
        wiring.show_form_of(here, one)
if not open_ones:
    quiet(words.weeks.NOTHING_DUE)
if any(one.is_check_in and not one.is_open for one in tasks):
    part_top(words.weeks.week_from(here.week.monday()))
    circles_picture(wiring.pictures(here, here.week))
wiring.draw_said(here)
opened = wiring.open_guide(here)
draw_page_that_fits(opened, wiring.for_you(here, opened))
