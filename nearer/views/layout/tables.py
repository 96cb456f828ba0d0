"""Tables drawn on the screen (nearer/views/layout/table_html.py)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from nearer.views import text as words
from nearer.views.chart_values import ChartEvent
from nearer.views.layout.table_html import filled_rows, plain_table_html, weeks_table_html


def plain_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Draw rows of text; the first of each is its heading."""
    st.html(plain_table_html(caption, columns, rows))


def filled_table(own: pd.DataFrame, filled: pd.DataFrame) -> None:
    """Draw one person's weeks, the newest first, and beside each the dotted line that has no gaps."""
    columns = (words.closeness.WEEK_COLUMN, own["name"].iloc[0], words.closeness.LOWEST_COLUMN)
    plain_table(words.closeness.TABLE_TITLE, columns, filled_rows(own, filled))


def weeks_table(weeks: pd.DataFrame, events: Sequence[ChartEvent]) -> None:
    """Draw every week of a `weeks_frame` of one couple, the newest week first; a gap is said in words."""
    st.html(weeks_table_html(weeks, events))
