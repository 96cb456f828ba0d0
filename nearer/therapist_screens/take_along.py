"""A couple's files: each read anew when it is asked for, named after nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple, read_couple
from nearer.presenters.exports import XLSX_KIND, table_csv, weeks_xlsx
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.values import TherapistSession
from nearer.takeaway.couple_sheet import MAX_NUMBER, find_unprintable, make_couple_sheet
from nearer.takeaway.fhir_bundle import FHIR_KIND, make_granted_bundle
from nearer.takeaway.table_files import make_table_file, table_files
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import choose_one


def draw_take_along(couple: Couple) -> None:
    """Everything of a couple that leaves the program: the sheet, the weeks, the long table, FHIR.

    Nothing of a couple of whom nobody is connected any more.
    """
    if not couple.connected:
        return
    section_header(words.couple.TAKE_ALONG)
    draw_files(couple)
    draw_table_files(couple.record.couple)
    draw_fhir(couple)


def draw_files(couple: Couple) -> None:
    """Three buttons; no file is made before one is pressed, and what the sheet cannot print is named before."""
    number = st.text_input(words.sheet.NUMBER, key="sheet-number", max_chars=MAX_NUMBER, autocomplete="off")
    offered: tuple[tuple[str, str, str, Callable[[Couple], bytes]], ...] = (
        (words.couple.SHEET, words.sheet.FILE, "application/pdf", partial(make_couple_sheet, number=number)),
        (words.couple.CSV, words.couple.CSV_FILE, "text/csv", lambda couple: table_csv(couple.weeks_table)),
        (words.couple.XLSX, words.couple.XLSX_FILE, XLSX_KIND, lambda couple: weeks_xlsx(couple.weeks_table)),
    )
    if unprintable := find_unprintable(couple):
        warning(words.sheet.unprintable(unprintable))
    with st.container(horizontal=True, key="couple-files"):
        for text, name, kind, make in offered:
            file = Download(f"{couple.record.couple}-{name}", text, name, kind)
            draw_download(file, for_therapist(partial(_make_file, couple.record.couple, make)))


def draw_table_files(couple: UUID | None) -> None:
    """One tidy table of this couple, or of everybody; with names only where that is ticked."""
    caption(words.long_table.LEAD)
    names = st.checkbox(words.long_table.NAMES, key="table-names")
    with st.container(horizontal=True, key="table-files"):
        for file in table_files():
            link = Download(f"{couple}-{names}-{file.name}", file.text, file.name, file.kind)
            draw_download(link, for_therapist(partial(make_table_file, file, couple, names)))


def draw_fhir(couple: Couple) -> None:
    """What one of them granted, with the number that the clinic knows them by; it is kept nowhere but in the link."""
    caption(words.long_table.FHIR_LEAD)
    names = {str(one.who.id): one.who.nickname for one in couple.record.people if one.responses}
    who = choose_one(words.long_table.FHIR_WHO, names, "fhir-who")
    if who is None:
        return
    # A field for each person, so that a number never goes out with the other's answers.
    number = st.text_input(words.long_table.FHIR_NUMBER, key=f"fhir-number-{who}", max_chars=64, autocomplete="off")
    link = Download(f"fhir-{who}", words.long_table.FHIR, words.long_table.FHIR_FILE, FHIR_KIND)
    draw_download(link, for_therapist(partial(make_granted_bundle, couple.record.couple, UUID(who), number)))


def _make_file(couple: UUID, make: Callable[[Couple], bytes], session: TherapistSession) -> bytes:
    """Make the file from what is granted at this moment."""
    return make(read_couple(session, couple))
