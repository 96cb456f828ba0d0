"""Guide: what fits and why, the library, the search; one page of it at its own address."""

from __future__ import annotations

from nearer import wiring
from nearer.views import words
from nearer.views.frame import note, page_top, quiet
from nearer.views.guide import draw_for_you, draw_library
from nearer.views.steps import draw_steps_of
from nearer.views.topic import draw_topic, draw_unknown

here = wiring.visit_or_stop()
opened = wiring.open_guide(here)
asked = wiring.asked_topic()
if said := wiring.said_once():
    note(said)
if asked in opened.guide.topics:
    draw_topic(opened, opened.guide.topics[asked], here.today, wiring.reading_of(asked))
    draw_steps_of(wiring.screens()["steps"], opened.guide, asked)
    wiring.draw_talk_about(here, asked)
elif asked is not None:
    draw_unknown(opened)
else:
    page_top(words.guide.TITLE, words.guide.LEAD)
    query = wiring.search_field()
    quiet(words.guide.SEARCH_NOT_KEPT)
    if query:
        wiring.draw_search_results(opened, query)
    else:
        draw_for_you(opened, wiring.for_you(here, opened))
    draw_library(opened)
