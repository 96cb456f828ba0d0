"""Steps: small things to try, alone or together; one of them at its own address."""

from __future__ import annotations

from functools import partial

from nearer.presenters.steps import read_steps
from nearer.screens.shared_wishes import draw_feel, draw_welcome
from nearer.screens.steps import MESSAGE, draw_fits, draw_history, draw_step, find_step
from nearer.session.actions import draw_message
from nearer.session.navigation import get_screens, read_address
from nearer.session.person import current_person_or_stop
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander
from nearer.views.layout.frame import page_header
from nearer.views.steps import PARAMETER, draw_all_steps, draw_planned, draw_unknown_step

session = current_person_or_stop()
steps = read_steps(session)
screen = get_screens()["steps"]
match find_step(steps, read_address(PARAMETER)):
    case None:
        page_header(words.steps.TITLE, words.steps.LEAD)
        draw_message(MESSAGE)
        draw_planned(screen, steps.guide, steps.own.planned, session.today)
        draw_fits(steps)
        draw_all_steps(screen, steps.guide)
        lazy_expander(words.steps.WELCOME_TITLE, "welcome", partial(draw_welcome, session))
        lazy_expander(words.steps.FEEL_TITLE, "feel", draw_feel)
        draw_history(steps)
    case str():
        draw_unknown_step(screen)
    case step:
        draw_step(steps, step)
