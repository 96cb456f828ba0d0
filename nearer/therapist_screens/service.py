"""The service by quarter: cards, what they rest on, every quarter as a table, and files made at the click."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.cohort.figures import error_sentences, figures_of
from nearer.cohort.service_cohort import Service
from nearer.cohort.service_files import make_service_csv, service_pdf
from nearer.cohort.service_html import QUARTER, quarters_html, quarters_table_html, service_cards_html
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.values import TherapistSession
from nearer.views import text as words
from nearer.views.layout.expanders import lazy_expander, paragraphs
from nearer.views.layout.frame import caption, section_header


def draw_quarter(session: TherapistSession, service: Service) -> None:
    """The quarter of the address, or the newest."""
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


def draw_service_files(quarter: str) -> None:
    """One quarter on paper, and every quarter as a table."""
    page = Download(f"service-{quarter}", words.service.PDF, words.service.PDF_FILE, "application/pdf")
    table = Download("service-csv", words.service.CSV, words.service.CSV_FILE, "text/csv")
    with st.container(horizontal=True, key="service-files"):
        draw_download(page, for_therapist(partial(service_pdf, quarter=quarter)), primary=True)
        draw_download(table, for_therapist(make_service_csv))
