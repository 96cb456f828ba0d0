"""This week: what is waiting, one next thing first."""

from __future__ import annotations

from nearer.presenters.due_questionnaires import due_questionnaires
from nearer.presenters.weekly_scores import pictures
from nearer.screens.guide import choose_pages, open_guide
from nearer.screens.questionnaire_list import draw_card, show_form_of
from nearer.screens.shared_wishes import draw_partner_messages
from nearer.session.actions import draw_message
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.circles import circles_picture
from nearer.views.guide import draw_page_that_fits
from nearer.views.layout.frame import caption, page_header, section_header

MOST = 3

session = current_person_or_stop()
page_header(words.weeks.THIS_WEEK_TITLE, words.weeks.greeting(session.principal.nickname))
draw_message()
tasks = due_questionnaires(session)
open_ones = [one for one in tasks if one.is_open]
for place, one in enumerate(open_ones[:MOST]):
    if draw_card(one, first=place == 0):
        show_form_of(session, one)
if not open_ones:
    caption(words.weeks.NOTHING_DUE)
if any(one.is_check_in and not one.is_open for one in tasks):
    section_header(words.weeks.week_from(session.week.monday()))
    circles_picture(pictures(session, session.week))
draw_partner_messages(session)
opened = open_guide(session)
draw_page_that_fits(opened, choose_pages(session, opened))
