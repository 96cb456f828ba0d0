"""An answer that speaks of harming oneself: somebody to talk to, at once, on this person's screen and nowhere else.

Nothing about it is kept beyond the answer itself, and nobody is told: not the partner, not a therapist.
"""

from __future__ import annotations

from nearer.session.home_country import help_from_home
from nearer.views import text as words
from nearer.views.helplines import draw_lines
from nearer.views.layout.frame import page_header, section_header


def draw_harm_page() -> None:
    """In place of the questions; they wait."""
    page_header(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_lines(help_from_home())


def draw_harm_part() -> None:
    """The same where it is a part of another screen, as in the preview."""
    section_header(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_lines(help_from_home())
