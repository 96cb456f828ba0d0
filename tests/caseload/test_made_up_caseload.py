"""The caseload of the eight made-up couples: their order, each reason in words, nothing of what was not granted."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from nearer.caseload.caseload import CaseloadCouple, ended_texts, load_caseload, series_until_now
from nearer.caseload.caseload_couples import read_caseload_couples
from nearer.caseload.caseload_html import caseload_table_html
from nearer.caseload.caseload_list import apply_view
from nearer.caseload.couple import read_couple
from nearer.caseload.granted_answers import granted_answers
from nearer.caseload.joint_view import read_joint_view
from nearer.caseload.rows import CaseloadRow, rows_of
from nearer.caseload.scale_cards import scale_cards
from nearer.caseload.since_visit import since_visit
from nearer.caseload.view import CaseloadView
from nearer.demo.demo_caseload import fill_caseload
from nearer.demo.demo_couples import demo_people
from nearer.demo.sample_caseload import scripted_couples
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.domain.weeks import Week
from nearer.presenters.exports import table_csv, weeks_file, weeks_xlsx
from nearer.privacy.principal import Therapist
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.own_records import add_visit
from nearer.takeaway.couple_sheet import make_couple_sheet
from nearer.trends.caseload_reasons import reasons_of
from nearer.trends.series import series_of
from nearer.views.chart_values import ChartEvent
from nearer.views.text.reasons import reason_sentence
from tests.demo_copies import copy_demo_clinic
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import connect_therapist, grant_parts
from tests.storage.making import NOW
from tests.views.tables import make_person_weeks, make_weeks_frame

ORDER = {
    "Chitra and Mohan": "Mohan: PHQ-9 got worse, from 7 (Mild) on 26 Oct 2026 to 16 (Moderately severe) on 22 Nov 2026",
    "Esther and Vikram": "Esther: Two weeks below the usual range, until the week from 16 Nov 2026",
    "Bela and Karim": "Differ widely three weeks running, until the week from 16 Nov 2026",
    "Dora and Peter": "Peter: Silent for two weeks or more, until the week from 9 Nov 2026",
    "Gita and Alan": "Gita: no clear direction over 12 weeks, until the week from 16 Nov 2026",
    "Judith and Naveen": "Judith: no clear direction over 7 of 12 weeks, until the week from 16 Nov 2026",
    "Anita and Joseph": "Anita: has likely gone up over 12 weeks, until the week from 16 Nov 2026",
    "Hanna and Ilyas": "Hanna: too early, 3 weeks so far, until the week from 16 Nov 2026",
}


def new_demo() -> tuple[Notebook, Therapist]:
    notebook = open_demo_notebook()
    return notebook, copy_demo_clinic(notebook)[1]


@pytest.fixture(scope="module")
def demo() -> tuple[Notebook, Therapist]:
    """Read by many tests, and changed by none."""
    return new_demo()


@pytest.fixture
def own() -> TherapistSession:
    """One of a test's own, to change."""
    return TherapistSession(*new_demo(), shipped_catalogue(), NOW)


@pytest.fixture
def session(demo: tuple[Notebook, Therapist]) -> TherapistSession:
    return TherapistSession(*demo, shipped_catalogue(), NOW)


SIGNS = {
    "Chitra and Mohan": "attention Mohan: PHQ-9 got worse 7 → 16",
    "Esther and Vikram": "attention Esther: two weeks below usual range 60 → 20",
    "Bela and Karim": "attention Differ widely three weeks running 90 / 50",
    "Dora and Peter": "silent Peter: silent for 3 weeks",
    "Gita and Alan": "steady Gita: no clear direction",
    "Judith and Naveen": "steady Judith: no clear direction",
    "Anita and Joseph": "rising Anita: has likely gone up 20 → 70",
    "Hanna and Ilyas": "early Hanna: 3 weeks so far",
}


def rows(session: TherapistSession) -> list[CaseloadRow]:
    return rows_of(session, apply_view(load_caseload(session).couples, CaseloadView(), session.today))


def html_of(session: TherapistSession) -> str:
    caseload = apply_view(load_caseload(session).couples, CaseloadView(), session.today)
    return caseload_table_html(caseload, rows_of(session, caseload))


def look(session: TherapistSession, name: str) -> CaseloadCouple:
    return next(one for one in load_caseload(session).couples if name in one.names)


def test_rows_of_the_caseload_stand_in_the_order_of_their_reasons(session: TherapistSession) -> None:
    assert {row.names: row.certainty_lines[0].rpartition(" (")[0] for row in rows(session)} == ORDER
    assert [row.names for row in rows(session)] == list(ORDER)


def test_each_row_of_the_caseload_has_a_sign_and_its_reason_in_a_few_words_with_its_number(
    session: TherapistSession,
) -> None:
    lines = {row.names: f"{row.group} {row.why.text} {row.why.number}".strip() for row in rows(session)}
    assert lines == SIGNS


def test_a_visitor_who_looks_around_as_a_person_meets_the_people_who_have_a_story(session: TherapistSession) -> None:
    """The couples of the caseload whose reasons are told come after the ones at home."""
    names = [one.nickname for one in demo_people(session.notebook)]
    assert names[:9] == ["Meera", "Ravi", "Asha", "Dev", "Farah", "Imran", "Grace", "Lena", "Tomas"]
    told = {name for couple in ORDER for name in couple.split(" and ")}
    assert set(names[9:]) == told and len(names) == 9 + 16


def test_every_row_says_its_reason_in_words_with_its_rate(session: TherapistSession) -> None:
    sure = [row.certainty_lines[0] for row in rows(session)]
    assert [one.rpartition("(")[2] for one in sure if "in 100" not in one] == [
        "6 points or more are more than chance)",
        "nothing is claimed)",
    ]
    assert html_of(session).count("<tr class=") - html_of(session).count('<tr class="unseen"') == len(ORDER)


def test_of_two_people_of_whom_one_let_the_therapist_in_one_line_stands_and_no_hint_at_the_other(
    own: TherapistSession,
) -> None:
    meera = demo_people(own.notebook)[0]
    connect_therapist(own.notebook, meera, own.therapist)
    grant_parts(own.notebook, meera, Part.CLOSENESS)
    row = next(row for row in rows(own) if "Meera" in row.names)
    page = read_couple(own, look(own, "Meera").case.couple)
    assert "Ravi" not in html_of(own) + repr(page)
    assert "Meera" in row.alt and len(page.people) == 1


def test_a_grant_withdrawn_leaves_nothing_on_the_caseload_at_the_next_look(own: TherapistSession) -> None:
    asha = demo_people(own.notebook)[2]
    connect_therapist(own.notebook, asha, own.therapist)
    grant_parts(own.notebook, asha, Part.CLOSENESS)
    couple = look(own, "Asha").case.couple
    set_audiences(
        own.notebook, asha, make_audience_changes(Part.CLOSENESS, audience=Audience.ME), NOW + timedelta(minutes=1)
    )
    page = read_couple(own, couple)
    assert (page.people, page.week_reasons, page.gap_sentences, granted_answers(page)) == ((), (), (), ())
    [row] = [row for row in rows(own) if row.names == "Asha"]
    assert (row.why.text, row.picture, row.last) == ("no weeks to read", "", "none to read")


def test_the_next_visit_is_the_first_from_today_on(own: TherapistSession) -> None:
    couple = look(own, "Dora").case.couple
    for days in (30, 0, -1):
        add_visit(own.notebook, own.therapist, couple, own.today + timedelta(days=days))
    assert look(own, "Dora").visit == own.today


@pytest.mark.parametrize("moment", ["2026-11-29 10:00", "2026-11-29 19:10", "2026-11-30 10:00"])
def test_what_changed_since_esthers_visit_reads_alike_on_both_sides_of_midnight(moment: str) -> None:
    """A week begins where they live some hours before it does where the server is."""
    notebook, now = open_demo_notebook(), datetime.fromisoformat(f"{moment}+00:00")
    session = TherapistSession(
        notebook, fill_caseload(notebook, shipped_catalogue(), now, scripted_couples()), shipped_catalogue(), now
    )
    listed = look(session, "Esther")
    changed = since_visit(read_couple(session, listed.case.couple), listed, ())
    assert [line.number for line in changed.lines] == ["60 → 20", "70 → 50", ""]


def test_a_week_that_is_not_over_is_no_silence(session: TherapistSession) -> None:
    person = look(session, "Anita").case.people[0]
    assert series_until_now(session, person.who, person.weekly).weeks[-1] == session.week.plus(-1)


def test_the_joint_view_shows_only_what_both_show_each_other(session: TherapistSession) -> None:
    couple = look(session, "Anita").case.couple
    alone, joint = read_couple(session, couple), read_joint_view(session, couple)
    assert len(joint.people) == 2 and scale_cards(joint) == () and granted_answers(joint) == ()
    assert scale_cards(alone) and not joint.record.visits and not joint.record.notes


def test_a_visit_and_an_event_stand_beside_the_weeks(session: TherapistSession) -> None:
    couple = read_couple(session, look(session, "Esther").case.couple)
    labels = [event.label for event in couple.annotations.events]
    assert any(one.startswith("Esther: A scan") for one in labels) and any(one.startswith("A visit") for one in labels)


def test_the_visit_sheet_of_the_demo_is_one_page_with_initials_only(session: TherapistSession) -> None:
    pdf = make_couple_sheet(read_couple(session, look(session, "Esther").case.couple), number="")
    assert pdf.startswith(b"%PDF") and pdf.count(b"/Type/Page") - pdf.count(b"/Type/Pages") == 1
    assert b"Esther" not in pdf and b"Vikram" not in pdf


def test_a_name_that_looks_like_a_formula_stays_text_in_table_and_spreadsheet() -> None:
    named = make_person_weeks('=cmd|"a"', [50])
    events = (ChartEvent(Week(2026, 40).monday(), Week(2026, 40).monday(), '+1 "quoted", a comma\nand a line'),)
    table = weeks_file(make_weeks_frame([named]), events, None, ())
    [_week, name, _dates], row = csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig")))
    assert (name, row[-1]) == ("'" + named[0].name, "'" + events[0].label)
    with zipfile.ZipFile(io.BytesIO(weeks_xlsx(table))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml")).itertext()
        assert {named[0].name, events[0].label} <= set(strings)


def test_of_check_ins_too_short_for_a_score_nothing_is_said_but_that_there_is_none() -> None:
    [(reason,)] = reasons_of([(series_of({}),)])
    assert reason_sentence(reason, "Meera") == "Meera: No weeks to read"


def test_each_person_who_ended_the_connection_is_named_with_the_day(demo: tuple[Notebook, Therapist]) -> None:
    notebook, rao = demo
    session = TherapistSession(notebook, rao, shipped_catalogue(), NOW)
    listed = load_caseload(session).couples[0]
    days = (NOW - timedelta(days=20), NOW - timedelta(days=2))
    people = tuple(
        replace(one, who=replace(one.who, ended=day)) for one, day in zip(listed.case.people, days, strict=True)
    )
    names = listed.names
    assert ended_texts(session, people) == (
        f"{names[0]} ended it on 3 November 2026",
        f"{names[1]} ended it on 21 November 2026",
    )
    assert (
        ended_texts(session, people[:1]) == ended_texts(session, people)[:1]
        and ended_texts(session, listed.case.people) == ()
    )


def test_the_day_on_which_a_connection_ended_is_said_in_the_therapists_time_zone(
    demo: tuple[Notebook, Therapist],
) -> None:
    notebook, rao = demo
    session = TherapistSession(notebook, replace(rao, zone="Pacific/Auckland"), shipped_catalogue(), NOW)
    people = load_caseload(session).couples[0].case.people
    ended = tuple(replace(one, who=replace(one.who, ended=NOW)) for one in people)
    assert all("24 November 2026" in text for text in ended_texts(session, ended))


def test_a_couple_is_read_once_until_something_is_written(own: TherapistSession) -> None:
    first, again = read_caseload_couples(own), read_caseload_couples(own)
    assert again is read_caseload_couples(own) and {one.case.couple for one in again} == {
        one.case.couple for one in first
    }
    [asha, *_] = [one for one in demo_people(own.notebook) if one.nickname == "Asha"]
    connect_therapist(own.notebook, asha, own.therapist)
    assert any("Asha" in one.names for one in read_caseload_couples(own))
