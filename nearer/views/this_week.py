"""The first screen drawn: this week's circles large, the last weeks as a small line, and what arrived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from nearer.views import text as words
from nearer.views.chart_values import Accent, Picture
from nearer.views.circles import pictures_html
from nearer.views.layout.escape import markup
from nearer.views.layout.frame import section_header
from nearer.views.screen_values import Arrival


@dataclass(frozen=True, slots=True)
class SmallLine:
    """The line of the last weeks as a picture; `whose` names its two lines, and is empty where there is one."""

    uri: str
    whose: tuple[tuple[Accent, str], ...]


def draw_weeks_card(pictures: Sequence[Picture], line: SmallLine | None, sentence: str, is_asked: bool) -> None:
    """The circles, or where they will be, and below them the line of the last weeks, with one sentence. Where they are
    being asked for only the line, and nothing without one."""
    if is_asked and line is None:
        return
    circles = pictures_html(pictures) if pictures else "" if is_asked else _open_week()
    below = markup('<p class="nearer-quiet">{}</p>', sentence) if sentence else ""
    st.html(f'<div class="nearer-card nearer-week">{circles}{_write_line(line) if line else ""}{below}</div>')


def _write_line(line: SmallLine) -> str:
    picture = markup('<img class="line" src="{}" alt="{}">', line.uri, words.this_week.LINE_ALT)
    names = "".join(markup('<li class="{}">{}</li>', accent, name) for accent, name in line.whose)
    return picture + (f'<ul class="nearer-whose">{names}</ul>' if names else "")


def draw_arrivals(arrived: Iterable[Arrival]) -> None:
    """Each as a quiet card, below one heading; nothing without any."""
    cards = [_write_card(one) for one in arrived]
    if cards:
        section_header(words.this_week.FOR_YOU)
        st.html(f'<div class="nearer-arrivals">{"".join(cards)}</div>')


def _open_week() -> str:
    return markup('<div class="nearer-open-week"><span></span><span></span></div><p class="nearer-quiet">{}</p>',
                  words.this_week.WEEK_OPEN)  # fmt: skip


def _write_card(arrival: Arrival) -> str:
    lines = "".join(
        markup('<li><a href="{}">{}</a></li>', address, text) if address else markup("<li>{}</li>", text)
        for text, address in arrival.lines
    )
    return markup('<section class="nearer-card"><h3>{}</h3>', arrival.title) + f"<ul>{lines}</ul></section>"
