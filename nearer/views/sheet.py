"""The lines that can go on a sheet for a visit, each with a box to tick; nothing is ticked beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import streamlit as st

from nearer.views.layout.escape import markup, plain_own
from nearer.views.screen_values import SheetChoice


def draw_sheet_choices(lines: Iterable[SheetChoice]) -> frozenset[str]:
    """The keys of what is ticked now."""
    ticked = set()
    for heading, of_heading in groupby(lines, key=lambda choice: choice.heading):
        st.html(markup('<div class="nearer-words"><h3>{}</h3></div>', heading))
        for choice in of_heading:
            if st.checkbox(plain_own(choice.text), key=f"sheet-{choice.key}"):
                ticked.add(choice.key)
    return frozenset(ticked)
