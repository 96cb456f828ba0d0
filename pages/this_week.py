"""This week: the circles, chosen or to choose, and the line; one next thing, and what arrived."""

from __future__ import annotations

from functools import partial

from nearer.presenters.this_week import load_this_week, read_arrivals
from nearer.screens.next_thing import draw_more_questions
from nearer.screens.shared_wishes import draw_own_messages
from nearer.screens.this_week import draw_weeks_and_next
from nearer.session.actions import draw_message
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import page_header
from nearer.views.this_week import draw_arrivals

session = current_person_or_stop()
week = load_this_week(session)
page_header(week.greeting, week.lead)
draw_message()
proposed = draw_weeks_and_next(session, week)
draw_arrivals(read_arrivals(session, proposed))
draw_own_messages(session)
lazy_expander(words.this_week.MORE, "more-questions", partial(draw_more_questions, session, proposed))
