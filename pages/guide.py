"""Guide: what fits and why, the library, the search; one page of it at its own address."""

from __future__ import annotations

from functools import partial

from nearer.screens.guide import (
    choose_pages,
    draw_search_results,
    find_topic,
    mark_as_read,
    open_guide,
    search_field,
)
from nearer.screens.next_thing import draw_next_line
from nearer.screens.shared_wishes import draw_talk_about
from nearer.session.actions import draw_message
from nearer.session.navigation import get_screens, read_address
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.guide import PARAMETER, draw_for_you, draw_library
from nearer.views.layout.frame import caption, page_header
from nearer.views.steps import draw_steps_of
from nearer.views.topic import draw_topic, draw_unknown

session = current_person_or_stop()
guide = open_guide(session)
topic = find_topic(guide, read_address(PARAMETER))
draw_message()
match topic:
    case None:
        page_header(words.guide.TITLE, words.guide.LEAD)
        query = search_field()
        caption(words.guide.SEARCH_NOT_KEPT)
        if query:
            draw_search_results(guide, query)
        else:
            draw_for_you(guide, choose_pages(session, guide))
        draw_library(guide)
    case str():
        draw_unknown(guide)
    case _:
        draw_topic(guide, topic, partial(mark_as_read, topic.id), partial(draw_next_line, session, topic.id))
        draw_steps_of(get_screens()["steps"], guide.guide, topic.id)
        draw_talk_about(session, topic.id)
