"""The service's files, each made at the click from what may be counted then."""

from __future__ import annotations

from functools import partial

import streamlit as st

from nearer.cohort.service_files import service_csv, service_pdf
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.views import text as words


def draw_service_files(quarter: str) -> None:
    """One quarter on paper, and every quarter as a table."""
    page = Download(f"service-{quarter}", words.service.PDF, words.service.PDF_FILE, "application/pdf")
    table = Download("service-csv", words.service.CSV, words.service.CSV_FILE, "text/csv")
    with st.container(horizontal=True, key="service-files"):
        draw_download(page, for_therapist(partial(service_pdf, quarter=quarter)), primary=True)
        draw_download(table, for_therapist(service_csv))
