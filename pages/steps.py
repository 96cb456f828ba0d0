"""Steps: small things to try, alone or together; one of them at its own address."""

from __future__ import annotations

from functools import partial

from nearer import wiring
from nearer.views import words
from nearer.views.frame import page_top
from nearer.views.spoken import fold
from nearer.views.steps import draw_all_steps, draw_planned, draw_unknown_step

here = wiring.visit_or_stop()
shown = wiring.open_steps(here)
asked, screen = wiring.asked_step(), wiring.screens()["steps"]
if asked in shown.guide.steps:
    wiring.draw_step(shown, shown.guide.steps[asked])
elif asked is not None:
    draw_unknown_step(screen)
else:
    page_top(words.steps.TITLE, words.steps.LEAD)
    wiring.say_of_steps()
    draw_planned(screen, shown.guide, shown.own.planned)
    wiring.draw_fits(shown)
    draw_all_steps(screen, shown.guide)
    fold(words.steps.WELCOME_TITLE, "welcome", partial(wiring.draw_welcome, here))
    fold(words.steps.FEEL_TITLE, "feel", wiring.draw_feel)
    wiring.draw_history(shown)
