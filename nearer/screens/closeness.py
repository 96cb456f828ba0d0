"""The folds below the weeks: how sure the sentence is, missing weeks, each question, and the table with its files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.charts.closeness_chart import ClosenessChart, closeness_svg, draw_closeness, make_closeness
from nearer.charts.filled_weeks import draw_filled
from nearer.charts.item_chart import draw_items
from nearer.presenters.closeness import Closeness, load_closeness
from nearer.presenters.exports import XLSX_KIND, table_csv, weeks_xlsx
from nearer.session.downloads import Download, draw_download, for_person
from nearer.views import text as words
from nearer.views.chart_values import Accent
from nearer.views.layout.expanders import claim_words, lazy_expander, paragraphs
from nearer.views.layout.frame import caption
from nearer.views.layout.tables import filled_table, weeks_table

RANGE = "weeks-range"


def draw_weeks(closeness: Closeness) -> None:
    """One sentence, and the figure of as many weeks as are chosen, twelve unless all are fewer."""
    claim_words(closeness.claim)
    weeks = len(closeness.frame["monday"].unique())
    offered = {number: name for number, name in words.closeness.range_names().items() if number < weeks}
    weeks_shown = next(iter(offered))
    if len(offered) > 1:
        weeks_shown = st.radio(
            words.closeness.RANGE, tuple(offered), key=RANGE, horizontal=True, label_visibility="collapsed",
            format_func=offered.__getitem__,
        )  # fmt: skip
    make = partial(_make_chart, closeness, weeks_shown)
    draw_closeness(closeness.session.load_once("weeks chart", make, weeks_shown), "weeks")


def _make_chart(closeness: Closeness, weeks: int) -> ClosenessChart:
    return make_closeness(closeness.frame_of_last(weeks), closeness.annotations)


def draw_uncertainty(closeness: Closeness) -> None:
    """What a reader of the picture needs to know of it, how sure the sentence is, and the weeks without a check-in."""
    for sentence in closeness.notes:
        caption(sentence)
    if closeness.how_sure:
        lazy_expander(words.trends.SURE_TITLE, "sure", partial(_draw_sure, closeness))
    if closeness.missing:
        lazy_expander(words.trends.UNKNOWN_TITLE, "unknown", partial(_draw_unknown_week, closeness))


def _draw_sure(closeness: Closeness) -> None:
    """How often such a sentence is wrong, and every number behind it."""
    paragraphs(closeness.how_sure)


def _draw_unknown_week(closeness: Closeness) -> None:
    """Draw the weeks with every missing one as low as it could have been, which no line can show."""
    paragraphs((words.closeness.GAPS, words.trends.missing_weeks_sentence(closeness.missing)))
    draw_filled(closeness.own_frame, closeness.filled, closeness.annotations.ends, "filled")
    filled_table(closeness.own_frame, closeness.filled)


def draw_own_items(closeness: Closeness) -> None:
    """One's own answers, question by question."""
    changed = any(one.sha256 != closeness.session.catalogue.check_in.sha256 for one in closeness.weeks.own_responses)
    paragraphs((words.closeness.ITEMS_LEAD, *([words.closeness.ITEMS_CHANGED] if changed else [])))
    accent = Accent.of(closeness.session.members.me.first)
    draw_items(closeness.answers, closeness.items, accent, "items-figure")


def draw_table(closeness: Closeness) -> None:
    """Every number of the figure, the same as a file, and the figure itself as one."""
    weeks_table(closeness.frame, closeness.annotations.events)
    table = Download("weeks-csv", words.closeness.CSV, words.closeness.CSV_FILE, "text/csv")
    book = Download("weeks-xlsx", words.closeness.XLSX, words.closeness.XLSX_FILE, XLSX_KIND)
    picture = Download("weeks-svg", words.closeness.SVG, words.closeness.SVG_FILE, "image/svg+xml")
    with st.container(horizontal=True, key="weeks-files"):
        draw_download(table, for_person(lambda session: table_csv(load_closeness(session).weeks_table)))
        draw_download(book, for_person(lambda session: weeks_xlsx(load_closeness(session).weeks_table)))
        draw_download(picture, for_person(lambda session: _make_picture(load_closeness(session))))


def _make_picture(closeness: Closeness) -> bytes:
    """Every week of the figure, as it stands on the screen."""
    return closeness_svg(closeness.frame, closeness.annotations)
