"""Files of one couple, the visit sheet and the weeks: each read anew when it is asked for, named after nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.language.sentences import keep_language
from nearer.presenters.couple import Couple, read_couple
from nearer.presenters.couple_downloads import couple_csv, couple_sheet, couple_xlsx, sheet_of
from nearer.session.person import session_token
from nearer.session.services import get_services
from nearer.session.values import TherapistSession
from nearer.storage.errors import NotFound
from nearer.views import text as words
from nearer.views.exports import XLSX_KIND
from nearer.views.layout.frame import warning
from nearer.web.session_cookie import TherapistSignedIn

Make = Callable[[Couple], bytes]


def draw_files(couple: Couple) -> None:
    """Three buttons; nothing is made before one is pressed, and what the sheet cannot print is named before."""
    offered: tuple[tuple[str, str, str, Make], ...] = (
        (words.caseload.SHEET, words.sheet.FILE, "application/pdf", couple_sheet),
        (words.caseload.CSV, words.caseload.CSV_FILE, "text/csv", couple_csv),
        (words.caseload.XLSX, words.caseload.XLSX_FILE, XLSX_KIND, couple_xlsx),
    )
    if unprintable := sheet_of(couple).unprintable:
        warning(words.sheet.unprintable(unprintable))
    with st.container(horizontal=True, key="couple-files"):
        for label, file, kind, make in offered:
            # Streamlit keeps the callable beyond the lock, so it holds the token and no keys.
            data = keep_language(partial(_made, session_token(), couple.pages.couple, make))
            st.download_button(label, data, file, kind, key=file, on_click="ignore")


def _made(token: str | None, couple: UUID, make: Make) -> bytes:
    """The file from what is granted at this moment; NotFound when the therapist's visit is over."""
    party = None if token is None else get_services().vault.find(token)
    if not isinstance(party, TherapistSignedIn) or party.only_at is not None:
        raise NotFound
    session = TherapistSession(party.notebook, party.therapist, get_services().catalogue, get_services().clock())
    return make(read_couple(session, couple, joint=False))
