"""Caseload: whom to look at and why, a line a couple."""

from __future__ import annotations

import streamlit as st

from nearer.caseload.caseload_couples import read_caseload_couples, unreadable_sentences
from nearer.caseload.caseload_html import choices_html, matches_html, search_html
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.rows import about_rates, rows_of
from nearer.caseload.view import read_view
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.take_along import draw_table_files
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, page_header, warning

session = current_therapist_or_stop()
all_couples = read_caseload_couples(session)
caseload = apply_view(all_couples, read_view(st.query_params.to_dict()), session.today)
with st.container(horizontal=True, key="caseload-top"):
    page_header(words.caseload.TITLE, caseload.summary)
    if all_couples:
        st.html(search_html())
for sentence in unreadable_sentences(session):
    warning(sentence)
if all_couples:
    st.html(choices_html(caseload))
    st.html(matches_html(caseload, rows_of(session, caseload)))
    lazy_expander(words.caseload.SURE, "sure", lambda: paragraphs(about_rates()))
    lazy_expander(words.long_table.TITLE, "table", lambda: draw_table_files(None))
else:
    caption(words.caseload.NOBODY_YET)
