"""Guide: what fits and why, the library, the search; one page of it at its own address."""

from __future__ import annotations

from functools import partial

from nearer.screens.guide import (
    choose_pages,
    draw_search_results,
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
opened = open_guide(session)
topic_id = read_address(PARAMETER)
draw_message()
if topic_id is not None and (topic := opened.guide.topics.get(topic_id)):
    draw_topic(opened, topic, partial(mark_as_read, topic_id), partial(draw_next_line, session, topic_id))
    draw_steps_of(get_screens()["steps"], opened.guide, topic_id)
    draw_talk_about(session, topic_id)
elif topic_id is not None:
    draw_unknown(opened)
else:
    page_header(words.guide.TITLE, words.guide.LEAD)
    query = search_field()
    caption(words.guide.SEARCH_NOT_KEPT)
    if query:
        draw_search_results(opened, query)
    else:
        draw_for_you(opened, choose_pages(session, opened))
    draw_library(opened)
