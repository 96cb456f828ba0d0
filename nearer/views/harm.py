"""Lines with people at the other end, on the screen of whoever needs one now."""

from __future__ import annotations

import re

import streamlit as st

from nearer.domain import Country, Help, HelpLine
from nearer.views import words
from nearer.views.escape import markup


def draw_lines(known: Help) -> None:
    """The lines of the first country at once, and the way to those of every other."""
    st.html(lines_html(known.countries[0]))


def lines_html(country: Country) -> str:
    lines = "".join(map(_line, country.lines))
    body = markup(
        '<div class="nearer-harm"><p><strong>{}</strong></p><h2>{}</h2>', words.form.HARM_EMERGENCY, country.name
    )
    return body + f"<ul>{lines}</ul>" + markup('<p><a href="/help">{}</a></p></div>', words.form.HARM_ALL)


def _line(line: HelpLine) -> str:
    rest = markup(" {} <span>{} · {}</span></li>", line.name, line.hours, line.note)
    first = re.sub("[^0-9+]", "", line.number.partition(" or ")[0])
    if not first:  # a site, written as words
        return markup("<li><strong>{}</strong>", line.number) + rest
    return markup('<li><strong><a href="tel:{}">{}</a></strong>', first, line.number) + rest
