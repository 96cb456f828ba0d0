"""Choosing among a caseload: search, filter, order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from nearer.presenters.caseload import CaseloadEntry
from nearer.trends.caseload_reasons import ReasonKind, urgency_rank
from nearer.trends.error_rates import error_rates
from nearer.views import text as words
from nearer.views.layout.expanders import paragraphs

SEARCH, FILTER, SORT = "caseload-search", "caseload-filter", "caseload-sort"


def chosen(looked: list[CaseloadEntry]) -> list[CaseloadEntry]:
    """Those that fit the search and the filter, in the order asked for."""
    sought = str(st.session_state.get(SEARCH) or "").casefold().strip()
    only = st.session_state.get(FILTER)
    fits = [one for one in looked if any(sought in name.casefold() for name in one.names)]
    filtered = [one for one in fits if only is None or only in {reason.kind for reason in one.reasons}]
    key = _sort_keys().get(str(st.session_state.get(SORT)), lambda entry: urgency_rank(entry.reasons))
    return sorted(filtered, key=key)


def draw_choices() -> None:
    """Search, filter and order."""
    for place, draw in zip(st.columns(3), (_draw_search, _draw_filter, _draw_order), strict=True):
        with place:
            draw()


def draw_rates() -> None:
    """How often each reason stands there with nothing behind it."""
    paragraphs(words.reasons.about_reasons(error_rates()))


def _draw_search() -> None:
    st.text_input(words.caseload.SEARCH, key=SEARCH, autocomplete="off", max_chars=40)


def _draw_filter() -> None:
    kinds, format_kind = list(ReasonKind), words.reasons.reason_name
    st.selectbox(words.caseload.FILTER, kinds, index=None, key=FILTER, format_func=format_kind)


def _draw_order() -> None:
    st.selectbox(words.caseload.SORT, words.caseload.ORDERS, key=SORT)


def _by_name(entry: CaseloadEntry) -> str:
    return " ".join(entry.names).casefold()


def _by_last(entry: CaseloadEntry) -> int:
    return -entry.last.monday().toordinal() if entry.last else 0


def _by_visit(entry: CaseloadEntry) -> date:
    return entry.visit or date.max


def _sort_keys() -> dict[str, Callable[[CaseloadEntry], str | int | date]]:
    labels = words.caseload
    return {labels.BY_NAME: _by_name, labels.BY_LAST: _by_last, labels.BY_VISIT: _by_visit}
