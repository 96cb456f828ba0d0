"""The closing page of a form: what its saved answers add up to."""

from __future__ import annotations

from nearer.views import words
from nearer.views.closing import closing, closing_lead, score_views
from nearer.views.frame import page_top, part_top, quiet
from nearer.wiring.again import draw_again
from nearer.wiring.forms import OpenForm
from nearer.wiring.guide import closing_link
from nearer.wiring.harm import draw_harm_page, speaks
from nearer.wiring.visit import Visit, visit


def closing_page(form: OpenForm) -> None:
    """What the saved answers add up to, in words; before that, somebody to talk to where an answer asks for it."""
    here = visit()
    if here is None:
        return
    lead = closing_lead(form.scores or (), form.none_applies)
    if speaks(form, form.shown):
        draw_harm_page()
        part_top(words.form.CLOSING_TITLE, lead)
    else:
        page_top(words.form.CLOSING_TITLE, lead)
    closing(score_views(form.questionnaire, form.scores or (), closing_link), _worth(here, form))
    draw_again(here, form)
    quiet(words.form.NOBODY_WATCHES)


def _worth(here: Visit, form: OpenForm) -> str:
    """What the numbers are worth, by whose questions they are."""
    if form.questionnaire.id in here.shipped.questionnaires:
        return "" if form.questionnaire.validated else words.form.NOT_VALIDATED
    return words.form.FROM_A_THERAPIST
