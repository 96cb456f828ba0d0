"""Help lines with one's own country first, and the page of them that opens for an answer that speaks of self-harm.

Nothing about such an answer is kept beyond the answer itself, and nobody is told: not the partner, not a therapist.
"""

from __future__ import annotations

import streamlit as st

from nearer.language.country import country_of_zone
from nearer.session.person import signed_in
from nearer.session.services import get_services
from nearer.views import text as words
from nearer.views.helplines import draw_helplines
from nearer.views.layout.frame import page_header, section_header
from nearer.yaml_files.helplines import Helplines


def read_help_from_home() -> Helplines:
    """One's own country by the time zone in the settings, or else the browser's; that zone is never stored."""
    party = signed_in(touch=False)
    zone = st.context.timezone if party is None else party.zone
    return get_services().read_help().starting_from(country_of_zone(zone) if zone else None)


def draw_harm_page() -> None:
    """Somebody to talk to, in place of the questions; they wait."""
    page_header(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_helplines(read_help_from_home())


def draw_harm_section() -> None:
    """Somebody to talk to, as a section of another screen, as in the preview."""
    section_header(words.form.HARM_TITLE, words.form.HARM_LEAD)
    draw_helplines(read_help_from_home())
