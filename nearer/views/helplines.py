"""Lines with people at the other end, on the screen of whoever needs one now."""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st

from nearer.views import text as words
from nearer.views.layout.escape import markup
from nearer.yaml_files.helplines import Country, HelpLine, Helplines, LineKind


def draw_helplines(helplines: Helplines) -> None:
    """The lines of the first country at once, and the way to those of every other."""
    st.html(lines_html(helplines.countries[0]))


def draw_phone_numbers(helplines: Helplines, kinds: Iterable[LineKind]) -> None:
    """A box with the numbers of these kinds in the first country, and the way to all others."""
    numbers = "".join(
        f"<li><strong>{_number_link(line)}</strong>" + markup(" {}</li>", line.name)
        for line in helplines.countries[0].lines_for(*kinds)
    )
    head = markup('<div class="nearer-harm nearer-numbers"><p><strong>{}</strong></p>', words.guide.PEOPLE_NOW)
    st.html(head + f"<ul>{numbers}</ul>" + markup('<p><a href="/help">{}</a></p></div>', words.form.HARM_ALL))


def draw_way_to_help(sentence: str) -> None:
    """A quiet sentence, and the way to people one can call."""
    st.html(
        markup(
            '<p class="nearer-quiet nearer-numbers" data-said>{} <a href="/help">{}</a></p>',
            sentence,
            words.form.HARM_ALL,
        )
    )


def lines_html(country: Country) -> str:
    """The lines of one country as HTML, its emergency number first."""
    lines = "".join(map(_write_line, country.lines))
    opening = markup(
        '<div class="nearer-harm"><p><strong>{}</strong></p><h2>{}</h2>', words.form.HARM_EMERGENCY, country.name
    )
    return opening + f"<ul>{lines}</ul>" + markup('<p><a href="/help">{}</a></p></div>', words.form.HARM_ALL)


def _write_line(line: HelpLine) -> str:
    about = [line.hours, line.note, *([] if line.checked else [words.form.HARM_UNCHECKED])]
    return f"<li><strong>{_number_link(line)}</strong>" + markup(
        " {} <span>{}</span></li>", line.name, " · ".join(about)
    )


def _number_link(line: HelpLine) -> str:
    """A number as a link to call it, or a site as plain words."""
    first = re.sub("[^0-9+]", "", line.number.partition(" or ")[0])
    return markup('<a href="tel:{}">{}</a>', first, line.number) if first else markup("{}", line.number)
