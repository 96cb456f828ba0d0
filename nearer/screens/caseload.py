"""Choosing among a caseload: search, filter, order."""

from __future__ import annotations

import streamlit as st

from nearer.presenters.caseload import CaseloadEntry, choose_entries
from nearer.trends.caseload_reasons import ReasonKind
from nearer.trends.error_rates import error_rates
from nearer.views import text as words
from nearer.views.layout.expanders import paragraphs

SEARCH, FILTER, SORT = "caseload-search", "caseload-filter", "caseload-sort"


def draw_choices() -> None:
    """Search, filter and order."""
    search, only, order = st.columns(3)
    search.text_input(words.caseload.SEARCH, key=SEARCH, autocomplete="off", max_chars=40)
    kinds, format_kind = list(ReasonKind), words.reasons.reason_name
    only.selectbox(words.caseload.FILTER, kinds, index=None, key=FILTER, format_func=format_kind)
    order.selectbox(words.caseload.SORT, words.caseload.ORDERS, key=SORT)


def matching_entries(entries: list[CaseloadEntry]) -> list[CaseloadEntry]:
    """Those that fit what is chosen at this moment, in the order that is chosen."""
    search, order = str(st.session_state.get(SEARCH) or ""), str(st.session_state.get(SORT))
    return choose_entries(entries, search, st.session_state.get(FILTER), order)


def draw_rates() -> None:
    """How often each reason stands there with nothing behind it."""
    paragraphs(words.reasons.about_reasons(error_rates()))
