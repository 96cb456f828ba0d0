"""What can go on a sheet for a visit, line by line, with nothing ticked beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from nearer.views.escape import markup, plain_own


@dataclass(frozen=True, slots=True)
class Offered:
    """One line under the heading of its part; `key` finds it again when the file is made, and tells nothing of it."""

    key: str
    part: str
    said: str


def draw_offered(lines: Iterable[Offered]) -> frozenset[str]:
    """The keys of what is ticked now."""
    ticked = set()
    for part, of_part in groupby(lines, key=lambda one: one.part):
        st.html(markup('<div class="nearer-words"><h3>{}</h3></div>', part))
        for one in of_part:
            if st.checkbox(plain_own(one.said), key=f"sheet-{one.key}"):
                ticked.add(one.key)
    return frozenset(ticked)
