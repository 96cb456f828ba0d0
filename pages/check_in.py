"""Check in: the circles, seven short items, a note; once saved, the circles again and one next thing."""

from __future__ import annotations

from nearer.answering.open_form import OpenForm
from nearer.answering_screens.questionnaire import run_form
from nearer.screens.check_in import check_in_form, draw_saved_check_in
from nearer.session.person import current_person_or_stop
from nearer.views import text as words

session = current_person_or_stop()
match check_in_form(session):
    case OpenForm(saved=False):
        run_form(words.check_in.TITLE, words.check_in.LEAD, with_note=True)
    case form:
        draw_saved_check_in(session, is_new=form is not None)
