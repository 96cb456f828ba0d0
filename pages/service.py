"""The service: everybody who may be counted, in numbers, by quarter."""

from __future__ import annotations

import streamlit as st

from nearer.cohort.service_cohort import open_service
from nearer.session.therapist import current_therapist_or_stop
from nearer.therapist_screens.service import draw_quarter
from nearer.views import text as words
from nearer.views.layout.frame import caption, page_header

session = current_therapist_or_stop()
service = open_service(session)
with st.container(key="service-top"):
    page_header(words.service.TITLE, words.service.LEAD)
if service.why_empty:
    caption(service.why_empty)
else:
    draw_quarter(session, service)
