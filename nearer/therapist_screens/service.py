"""The service's table, and its files, each made at the click from what may be counted then."""

from __future__ import annotations

import streamlit as st

from nearer.cohort.service_cohort import Service
from nearer.cohort.service_files import make_csv, make_pdf
from nearer.cohort.service_html import table_html
from nearer.session.downloads import Download, draw_download
from nearer.views import text as words
from nearer.yaml_files.catalogue import Catalogue


def draw_table(service: Service, catalogue: Catalogue) -> None:
    """Every quarter side by side."""
    st.html(table_html(service, catalogue))


def draw_service_files(quarter: str) -> None:
    """One quarter on paper, and every quarter as a table."""
    page = Download(f"service-{quarter}", words.service.PDF, words.service.PDF_FILE, "application/pdf")
    table = Download("service-csv", words.service.CSV, words.service.CSV_FILE, "text/csv")
    with st.container(horizontal=True, key="service-files"):
        draw_download(page, make_pdf(quarter), primary=True)
        draw_download(table, make_csv())
