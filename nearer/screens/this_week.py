"""This week: the circles, asked where they come next, the small line of the weeks, and the one next thing."""

from __future__ import annotations

from nearer.charts.sparkline import sparkline_uri
from nearer.presenters.this_week import ThisWeek, week_question
from nearer.screens.next_thing import ask_week_question, draw_next, draw_way_to_check_in, next_at_home
from nearer.session.values import PersonSession
from nearer.views.this_week import SmallLine, draw_weeks_card


def draw_weeks_and_next(session: PersonSession, week: ThisWeek) -> str:
    """The key of the next thing, empty without one: what is proposed here stands nowhere else on the screen."""
    thing = next_at_home(session)
    question = week_question(session, thing.due) if thing else None
    if thing and question:
        ask_week_question(thing, question)
    line = SmallLine(sparkline_uri(week.lines, week.until, alerts=()), week.whose) if week.lines else None
    draw_weeks_card(week.pictures, line, week.sentence, is_asked=question is not None)
    draw_way_to_check_in(session, thing)
    if question is None:
        draw_next(session, thing)
    return thing.key if thing else ""
