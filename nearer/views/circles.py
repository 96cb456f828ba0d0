"""The overlapping circles: the logo of Nearer, the input of a check-in, the picture of a week."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import streamlit as st

from nearer.inks import write_style
from nearer.views import text as words
from nearer.views.chart_values import Accent, Picture
from nearer.views.layout.escape import markup, plain
from nearer.views.picture_uri import picture_uri

OVERLAPS = range(1, 8)
_RADIUS = 18
_APART = 2.35  # distance of the two middles at overlap 1, in radii
_CLOSER = 0.35  # how much nearer each overlap brings them
_WIDTH, _HEIGHT = 84, 40
_STYLE = write_style(
    ".teal{fill:%teal;stroke:%teal}.clay{fill:%clay;stroke:%clay}",
    ".teal,.clay{fill-opacity:.22}",
    ".teal,.clay{fill-opacity:.25}",
)
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 84 40" width="168" height="80">{}'
    '<g stroke-width="2"><circle class="{}" cx="{:.1f}" cy="20" r="18"/>'
    '<circle class="{}" cx="{:.1f}" cy="20" r="18"/></g></svg>'
)


@cache
def circles_svg(overlap: int, left: Accent) -> str:
    """Two circles as SVG: overlap 1 stands apart, overlap 7 is almost one. `left` is the colour of the left circle."""
    if overlap not in OVERLAPS:
        raise ValueError(f"the circles have overlaps 1 to 7, not {overlap}")
    half = half_distance(overlap) * _RADIUS
    return _SVG.format(_STYLE, left, _WIDTH / 2 - half, left.other, _WIDTH / 2 + half)


def half_distance(overlap: int) -> float:
    """How far each circle stands from the middle between both, in radii."""
    return (_APART - _CLOSER * (overlap - 1)) / 2


@cache
def circles_uri(overlap: int, left: Accent = Accent.TEAL) -> str:
    """The drawing as a data: address, so that nothing is fetched for it."""
    return picture_uri(circles_svg(overlap, left))


LOGO = circles_uri(4)


@lru_cache(maxsize=256)
def circles_label(overlap: int, text: str) -> str:
    """The label of one answer option: its drawing, and its words below."""
    return f"![]({circles_uri(overlap)}) {plain(text)}"


def circles_picture(pictures: Sequence[Picture]) -> None:
    """The circles of a week, one picture a person beside each other, each with its words."""
    st.html(pictures_html(pictures))


def pictures_html(pictures: Sequence[Picture]) -> str:
    """The circles of a week as HTML."""
    return f'<div class="nearer-pictures">{"".join(map(_write_figure, pictures))}</div>'


def _write_figure(picture: Picture) -> str:
    if picture.overlap is None:
        template = '<figure class="none"><figcaption><strong>{}</strong>{}</figcaption></figure>'
        return markup(template, picture.name, picture.text or words.closeness.PICTURE_MISSING)
    template = '<figure class="begun">' if picture.is_begun else "<figure>"
    template += '<img src="{}" alt="{}"><figcaption><strong>{}</strong>{}</figcaption></figure>'
    alt = words.closeness.picture_alt(picture.overlap)
    return markup(template, circles_uri(picture.overlap, picture.accent), alt, picture.name, picture.text)
