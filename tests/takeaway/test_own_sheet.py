"""A person's own sheet for a visit: nothing but what they tick, initials in place of names, one page."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from nearer.demo.demo_couples import demo_people
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.session.values import PersonSession
from nearer.sheet.page import Sheet, sheet_pdf
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.response_saving import save_response
from nearer.storage.notebook import open_demo_notebook
from nearer.takeaway.own_sheet import OwnSheet, make_own_sheet
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from tests.demo_copies import copy_demo
from tests.storage.making import NOW

CATALOGUE = shipped_catalogue()


@pytest.fixture(scope="module")
def meera() -> PersonSession:
    notebook = open_demo_notebook()
    copy_demo(notebook)
    session = PersonSession(notebook, demo_people(notebook)[0], CATALOGUE, NOW)
    hope = {"first-goal": "An evening with ravi, without the ravioli", "first-rating": "4"}
    goals = CATALOGUE.questionnaires["goals"]
    save_response(
        notebook, session.principal, build_response(goals, read_answers(goals, hope), session.week, ""), uuid4(), NOW
    )
    scan = Event(EventKind.OTHER, "A scan, Ravi came along", session.today)
    save_event(notebook, session.principal, scan, uuid4(), NOW)
    save_event(notebook, session.principal, scan, uuid4(), NOW)
    return session


@pytest.fixture
def own(meera: PersonSession) -> OwnSheet:
    return make_own_sheet(meera)


def everything(own: OwnSheet, *questions: str) -> Sheet:
    return own.sheet(frozenset(one.key for one in own.offered), questions)


def test_ones_own_sheet_holds_only_what_was_ticked(own: OwnSheet) -> None:
    sheet = own.sheet(frozenset(), ())
    assert (sheet.lines, sheet.events, [lines for _heading, lines in sheet.sections]) == ((), (), [()] * 5)


def test_every_line_of_ones_own_sheet_can_be_ticked_by_itself(own: OwnSheet) -> None:
    for line in own.offered:
        sheet = own.sheet(frozenset({line.key}), ())
        sentences = [line for _heading, lines in sheet.sections for line in lines] + [
            event.label for event in sheet.events
        ]
        drawn = [f"a picture of {len(line.points)}" for line in sheet.lines]
        assert set(sentences) == {line.text} if not drawn else (sentences, len(drawn)) == ([], 1)


def test_ones_own_sheet_offers_weeks_dates_barriers_hopes_and_questions_once_each(own: OwnSheet) -> None:
    headings = list(dict.fromkeys(one.heading for one in own.offered))
    assert headings == [
        words.sheet.WEEKS,
        words.sheet.DATES,
        words.sheet.BARRIERS,
        words.sheet.HOPES,
        words.sheet.QUESTIONS,
    ]
    assert len({one.key for one in own.offered}) == len(own.offered)
    assert [one.text for one in own.offered][:2] == [
        "The picture of my weeks, 12 check-ins",
        "M.: has likely gone up over 12 weeks, until the week from 16 Nov 2026 (also 1 to 9 in 100 who stay the same)",
    ]


def test_names_become_initials_also_where_somebody_wrote_them_and_other_words_stay(own: OwnSheet) -> None:
    sheet = everything(own, "Can Ravi come in with me?")
    text = repr(replace(sheet, lines=()))
    assert "Meera" not in repr(sheet) and "Ravi" not in text and "ravi," not in text
    assert "An evening with R., without the ravioli" in text and "Can R. come in with me?" in text


def test_ones_own_sheet_never_offers_the_partners_line_although_the_screen_shows_it(own: OwnSheet) -> None:
    assert len(own.closeness.people) == 2
    assert [line.initial for line in everything(own).lines] == ["M."]


def test_on_ones_own_sheet_own_questions_come_before_those_of_the_guide(own: OwnSheet) -> None:
    questions = dict(everything(own, "What is allowed after the scan?").sections)[words.sheet.QUESTIONS]
    assert questions[0] == "What is allowed after the scan?" and len(questions) == 8
    assert all(one.endswith("?") for one in questions)


def test_the_sheet_with_everything_is_one_page_and_holds_no_name(own: OwnSheet) -> None:
    pdf = sheet_pdf(everything(own, "Can Ravi come in with me?"))
    assert pdf.startswith(b"%PDF") and b"Meera" not in pdf and b"Ravi" not in pdf
