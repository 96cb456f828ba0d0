"""This week: the circles, chosen or to choose, and the line; one next thing, and what arrived."""

from __future__ import annotations

from functools import partial

from nearer.charts.sparkline import sparkline_uri
from nearer.presenters.this_week import arrivals, load_this_week, week_question
from nearer.screens.next_thing import (
    ask_week_question,
    draw_more_questions,
    draw_next,
    draw_way_to_check_in,
    next_at_home,
)
from nearer.screens.shared_wishes import draw_own_messages
from nearer.session.actions import draw_message
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import page_header
from nearer.views.this_week import SmallLine, draw_arrivals, draw_weeks_card

session = current_person_or_stop()
week = load_this_week(session)
page_header(week.greeting, week.lead)
draw_message()
thing = next_at_home(session)
question = week_question(session, thing.due) if thing else None
if thing and question:
    ask_week_question(thing, question)
line = SmallLine(sparkline_uri(week.lines, week.until), week.whose) if week.lines else None
draw_weeks_card(week.pictures, line, week.sentence, is_asked=question is not None)
draw_way_to_check_in(session, thing)
if question is None:
    draw_next(session, thing)
proposed = thing.key if thing else ""
draw_arrivals(arrivals(session, proposed))
draw_own_messages(session)
lazy_expander(words.this_week.MORE, "more-questions", partial(draw_more_questions, session, proposed))
