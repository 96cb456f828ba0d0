"""The service: everybody who may be counted, in numbers, by quarter."""

from __future__ import annotations

import streamlit as st

from nearer.cohort.figures import error_sentences, figures_of
from nearer.cohort.service_cohort import open_service
from nearer.cohort.service_html import QUARTER, quarters_html, quarters_table_html, service_cards_html
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.service import draw_service_files
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, page_header, section_header

session = current_therapist_or_stop()
service = open_service(session)
with st.container(key="service-top"):
    page_header(words.service.TITLE, words.service.LEAD)
if service.why_empty:
    caption(service.why_empty)
else:
    quarter = service.quarter(st.query_params.get(QUARTER))
    st.html(quarters_html(service, quarter))
    st.html(service_cards_html(service, figures_of(service, session.catalogue, quarter)))
    caption(words.service.HIDDEN_NOTE)
    lazy_expander(words.service.SURE, "sure", lambda: paragraphs(error_sentences()))
    lazy_expander(words.service.COUNTED_HOW, "how", lambda: paragraphs(words.service.how_counted()))
    lazy_expander(
        words.service.BY_QUARTER, "quarters", lambda: st.html(quarters_table_html(service, session.catalogue))
    )
    section_header(words.service.TAKE_ALONG)
    draw_service_files(quarter)
