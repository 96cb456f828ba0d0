"""The visit sheet: one page with what changed, every scale, both persons' words, and room to write; events as drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.couple import read_couple
from nearer.demo.demo_instrument import DEMO_TOTALS, offer_low_mood, write_low_mood
from nearer.domain.roles_and_audiences import Part
from nearer.language.dates_and_numbers import day_in_table
from nearer.language.sentences import speaking
from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.sheet.page import Sheet, SheetEvent, drawn_days, sheet_pdf
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.own_records import add_visit
from nearer.takeaway.couple_sheet import find_unprintable, sheet_of
from tests.language.translated import polish_in
from tests.sheet.rendered import picture_of
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, withdraw_parts
from tests.storage.making import NOW, make_couple, save_weekly_check_ins

Clinic = tuple[TherapistSession, Principal, Principal]


@pytest.fixture
def clinic() -> Clinic:
    """Meera and Ravi, twelve weeks each, a visit three weeks ago and one to come, and a PHQ-9 that rose."""
    notebook = open_demo_notebook()
    meera, ravi = make_couple(notebook, "Meera", "Ravi", NOW - timedelta(weeks=20))
    rao = make_therapist(notebook)
    for one in (meera, ravi):
        connect_therapist(notebook, one, rao)
        save_weekly_check_ins(notebook, one, 12)
    write_low_mood(notebook, meera, offer_low_mood(notebook, rao, NOW), (DEMO_TOTALS, NOW))
    for one in (meera, ravi):
        grant_parts(notebook, one)
    save_visit_questions(notebook, ravi, ("May we wait, Meera?",), NOW)
    session = TherapistSession(notebook, rao, shipped_catalogue(), NOW)
    for days in (-21, 8):
        add_visit(notebook, rao, meera.couple, session.today + timedelta(days=days))
    return session, meera, ravi


def sheet(clinic: Clinic, number: str = "") -> Sheet:
    return sheet_of(read_couple(clinic[0], clinic[1].couple), number)


def test_what_cannot_be_printed_is_worked_out_once_until_something_is_written(clinic: Clinic) -> None:
    session, meera, ravi = clinic
    save_visit_questions(session.notebook, ravi, ("你好",), NOW)
    read_caseload_couples(session)  # as the page does before, which writes down that they were opened
    couple = read_couple(session, meera.couple)
    before = find_unprintable(couple)
    assert before == ("你好",) and find_unprintable(couple) is before
    save_visit_questions(session.notebook, ravi, ("May we wait?",), NOW)
    assert find_unprintable(read_couple(session, meera.couple)) == ()


def test_the_head_of_a_couples_sheet_says_for_whom_of_which_weeks_and_the_number_that_was_typed(clinic: Clinic) -> None:
    assert sheet(clinic, " 4711/26 ").made == (
        "Made on 23 November 2026 for Dr Rao · weeks from 7 September 2026 to 29 November 2026 · record number 4711/26"
    )
    assert "record number" not in sheet(clinic).made


def test_a_couples_sheet_has_what_changed_and_every_granted_instrument_with_band_and_change(clinic: Clinic) -> None:
    sections = dict(sheet(clinic).sections)
    assert "PHQ-9, M. 7 → 16 (more than chance)" in sections["Since the visit on 2 November"]
    # Bands of PHQ-9 as published (Kroenke 2001): 15 to 19 is moderately severe.
    assert sections["Every scale, with its band and change"] == (
        "PHQ-9 (more is harder): M. 16 (Moderately severe) on 22 Nov, was 7 on 26 Oct: +9, more than chance (6)",
    )
    assert sections["Questions"] == ("R.: May we wait, M.?",)
    assert sum("May we wait" in line for lines in sections.values() for line in lines) == 1, "and once is enough"


def test_nothing_of_a_grant_taken_back_is_printed(clinic: Clinic) -> None:
    withdraw_parts(clinic[0].notebook, clinic[1], *Part)
    assert [line.initial for line in sheet(clinic).lines] == ["R."]
    assert not any("M.:" in line for line in dict(sheet(clinic).sections)["What the weeks say"])


def test_every_numbered_event_is_in_the_picture_and_the_others_have_no_number(clinic: Clinic, tmp_path: Path) -> None:
    """Seen as a picture: a date to come changes nothing above the words below the chart."""
    made = sheet(clinic)
    assert [event.day > clinic[0].today for event in made.events] == [False, True]
    only_past = replace(made, events=made.events[:1])
    assert charts(made, tmp_path) == charts(only_past, tmp_path)
    last_day = SheetEvent(clinic[0].today + timedelta(days=6), "The Sunday of the last week drawn")
    assert charts(replace(made, events=(made.events[0], last_day)), tmp_path) != charts(only_past, tmp_path)


def charts(made: Sheet, folder: Path) -> bytes:
    """The upper part of the page, down to where the dates are named."""
    page = Image.open(io.BytesIO(picture_of(sheet_pdf(replace(made, sections=())), folder))).convert("L")
    return page.crop((0, 0, page.width, int(page.height * 0.26))).tobytes()


def test_a_couples_sheet_is_filled_with_lines_to_write_on(clinic: Clinic, tmp_path: Path) -> None:
    page = Image.open(io.BytesIO(picture_of(sheet_pdf(sheet(clinic)), tmp_path))).convert("L")
    middle = [page.getpixel((page.width // 2, y)) for y in range(page.height // 2, int(page.height * 0.95))]
    assert sum(shade < 220 for shade in middle) >= 6
    assert min(page.crop((0, int(page.height * 0.88), page.width, int(page.height * 0.945))).getextrema()) < 220


def test_the_picture_has_its_days_in_the_language_of_the_run(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sheet(clinic)
    first, last = drawn_days(made.lines, made.until)
    assert made.ends == (day_in_table(first), day_in_table(last))
    with polish_in(tmp_path / "locales", monkeypatch), speaking("pl"):
        assert sheet(clinic).ends == (day_in_table(first), day_in_table(last)) != made.ends
