"""Closeness: the weeks as lines, what may be said of them, as circles, question by question and as a table."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.circles import circles_picture
from nearer.views.figures import draw_closeness
from nearer.views.frame import page_top, part_top, quiet
from nearer.views.spoken import claim_words, fold

here = wiring.visit_or_stop()
page_top(words.closeness.TITLE, words.closeness.LEAD)
shown = wiring.closeness(here)
if shown.latest is None:
    quiet(words.closeness.NO_WEEKS)
else:
    draw_closeness(shown.lines, "weeks", shown.beside)
    claim_words(shown.claim, shown.couple)
    for sentence in shown.notes:
        quiet(sentence)
    if shown.claim.rates:
        fold(words.trends.SURE_TITLE, "sure", shown.draw_sure)
    if shown.missing:
        fold(words.trends.UNKNOWN_TITLE, "unknown", shown.draw_unknown)
fold(words.events.TITLE, "events", lambda: wiring.draw_events(shown))
if shown.latest is not None:
    part_top(words.closeness.circles_of_week(shown.latest.monday()))
    circles_picture(shown.pictures)
    fold(words.closeness.ITEMS_TITLE, "items", shown.draw_items)
    fold(words.closeness.TABLE_TITLE, "table", shown.draw_table)
fold(words.sheet.TITLE, "sheet", wiring.draw_own_sheet)
