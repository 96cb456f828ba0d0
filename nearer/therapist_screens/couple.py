"""The couple that a therapist has opened, and its files: each read anew when it is asked for, named after nobody."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from uuid import UUID

import streamlit as st

from nearer.caseload.couple import Couple, read_couple
from nearer.caseload.view import COUPLE
from nearer.database.row_errors import EntryBroken, NotFound, NotRead
from nearer.presenters.exports import XLSX_KIND
from nearer.session.downloads import Download, draw_download, for_therapist
from nearer.session.person import signed_in
from nearer.session.therapist import therapist_session
from nearer.session.values import TherapistSession
from nearer.storage.therapist.grants import read_grants
from nearer.takeaway.couple_downloads import couple_csv, couple_xlsx
from nearer.takeaway.couple_sheet import MAX_NUMBER, couple_sheet, unprintable_in_sheet
from nearer.takeaway.fhir_bundle import FHIR_KIND, granted_bundle
from nearer.takeaway.table_files import table_file, table_files
from nearer.views import text as words
from nearer.views.layout.frame import caption, section_header, warning
from nearer.views.layout.lists import choose_one

WATCH_SECONDS = 4  # a page that shows what is granted no longer is drawn anew within these


def open_couple(session: TherapistSession, joint: bool = False) -> Couple:
    """The couple of this address, read once until something is written; `joint` is what both show each other.

    NotFound for one that is no couple of this therapist's, or is no id at all.
    """
    try:
        couple = UUID(st.query_params.get(COUPLE, ""))
    except ValueError:
        raise NotFound from None
    read = partial(read_couple, session, couple, joint)
    return session.read_once(
        "couple", (couple, joint), lambda: session.write_own(read, lambda couple: couple.record.logged)
    )


def watch_grants(session: TherapistSession, couple: UUID) -> None:
    """Draw the page anew within seconds once somebody takes back or ends what it shows, while it lies open."""
    drawn = _read_grants_once(session, couple)
    st.fragment(_look_again, run_every=WATCH_SECONDS)(couple, drawn)


def _look_again(couple: UUID, drawn: frozenset[UUID]) -> None:
    """Counts as no use for the idle lock: it runs by itself."""
    session = therapist_session(signed_in(touch=False))
    with suppress(NotFound, NotRead, EntryBroken):  # their next click says why
        if session is not None and _read_grants_once(session, couple) != drawn:
            st.rerun()


def _read_grants_once(session: TherapistSession, couple: UUID) -> frozenset[UUID]:
    read = partial(read_grants, session.notebook, session.therapist, couple)
    return session.read_once("grants", couple, read)


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
        (words.couple.SHEET, words.sheet.FILE, "application/pdf", partial(couple_sheet, number=number)),
        (words.couple.CSV, words.couple.CSV_FILE, "text/csv", couple_csv),
        (words.couple.XLSX, words.couple.XLSX_FILE, XLSX_KIND, couple_xlsx),
    )
    if unprintable := unprintable_in_sheet(couple):
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
            draw_download(link, for_therapist(partial(table_file, file, couple, names)))


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
    draw_download(link, for_therapist(partial(granted_bundle, couple.record.couple, UUID(who), number)))


def _make_file(couple: UUID, make: Callable[[Couple], bytes], session: TherapistSession) -> bytes:
    """From what is granted at this moment."""
    return make(read_couple(session, couple, joint=False))
