"""An answer that speaks of harming oneself: somebody to talk to, at once, on this person's screen and nowhere else.

Nothing about it is kept beyond the answer itself, and nobody is told: not the partner, not a therapist.
"""

from __future__ import annotations

from collections.abc import Iterable

from nearer.instruments.safety import speaks_of_harm
from nearer.shipped import shipped_instruments
from nearer.views import words
from nearer.views.frame import page_top, part_top
from nearer.views.harm import draw_lines
from nearer.wiring.forms import OpenForm
from nearer.wiring.house import house


def speaks(form: OpenForm, items: Iterable[str]) -> bool:
    """Whether what stands there as the answer to any of these items speaks of it."""
    asked, read, known = form.asked, form.read, shipped_instruments()
    given = [(asked.item_by_id[name], read[name]) for name in items if name in read and name in asked.item_by_id]
    return any(speaks_of_harm(asked, item, answer, known) for item, answer in given)


def draw_harm_page() -> None:
    """In place of the questions; they wait."""
    page_top(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_lines(house().help)


def draw_harm_part() -> None:
    """The same where it is a part of another screen, as in the preview."""
    part_top(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_lines(house().help)
