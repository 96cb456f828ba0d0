"""The moment after saving: the circles move slowly together to the pair that was chosen."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from nearer.views import text as words
from nearer.views.chart_values import Picture
from nearer.views.circles import half_distance
from nearer.views.layout.escape import markup


def draw_quiet_moment(pictures: Sequence[Picture]) -> None:
    """One's own circles large and moving, those of the partner beside them at rest; nothing where none were chosen.

    Whoever asks their machine for less motion sees them where they end (style.css).
    """
    drawn = "".join(_write_figure(one) for one in pictures if one.overlap is not None)
    if drawn:
        st.html(f'<div class="nearer-moments">{drawn}</div>')


def _write_figure(picture: Picture) -> str:
    overlap = picture.overlap or 1
    template = (
        '<figure class="nearer-moment"><div role="img" aria-label="{}" style="--half: {}">'
        '<span class="{}"></span><span class="{}"></span></div><figcaption><strong>{}</strong>{}</figcaption></figure>'
    )
    alt, half = words.closeness.picture_alt(overlap), f"{half_distance(overlap):.3f}"
    return markup(template, alt, half, picture.accent, picture.accent.other, picture.name, picture.text)
