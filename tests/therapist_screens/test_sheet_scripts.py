"""Names, events, hopes and questions in the scripts people write, on both sheets; what cannot be printed is named."""

from __future__ import annotations

from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from nearer.caseload.couple import Couple, read_couple
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession, TherapistSession
from nearer.sheet.page import Sheet, sheet_pdf
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import save_event
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload
from nearer.takeaway.couple_sheet import sheet_of
from nearer.takeaway.own_sheet import make_own_sheet
from nearer.typed_answers.answer_parsing import read_answers
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, WEEK, make_couple

CATALOGUE = shipped_catalogue()
QUESTION = "کیا علی آ سکتا ہے؟"
NAMES = ("ಶ್ರೀ", "علی")


def wrote(notebook: Notebook, person: Principal, hope: str, event: str, question: str) -> None:
    goals = CATALOGUE.questionnaires["goals"]
    answers = read_answers(goals, {"first-goal": hope, "first-rating": "4"})
    save_response(notebook, person, build_response(goals, answers, WEEK, ""), uuid4(), NOW)
    save_event(notebook, person, Event(EventKind.OTHER, event, NOW.date()), uuid4(), NOW)
    save_visit_questions(notebook, person, (question,), NOW)


def for_the_therapist(notebook: Notebook, couple: tuple[Principal, Principal]) -> Couple:
    rao = make_therapist(notebook)
    for one in couple:
        connect_therapist(notebook, one, rao)
        grant_parts(notebook, one)
    session = TherapistSession(notebook, rao, CATALOGUE, NOW)
    return read_couple(session, read_caseload(notebook, rao, NOW)[0].couple)


def lines_of(sheet: Sheet) -> list[str]:
    return [line for _heading, lines in sheet.sections for line in lines] + [event.label for event in sheet.events]


def test_the_therapists_sheet_prints_what_both_wrote_with_whole_initials_each_text_set_apart(
    notebook: Notebook,
) -> None:
    couple = make_couple(notebook, *NAMES)
    wrote(notebook, couple[0], "علی के साथ ईद", "ऑपरेशन", "ನಾನು ಮತ್ತೆ ಈಜಬಹುದೇ?")
    wrote(notebook, couple[1], "सुबह की चाय", "عملیات", QUESTION)
    sheet = sheet_of(for_the_therapist(notebook, couple), "")
    assert sheet.title == "ಶ್ರೀ. and \u2068ع.\u2069" and sheet.unprintable == ()
    lines = lines_of(sheet)
    assert any(one.startswith("ಶ್ರೀ.: \u2068\u2068ع.\u2069 के साथ ईद\u2069 (") for one in lines)
    assert "\u2068ع.\u2069: \u2068کیا \u2068ع.\u2069 آ سکتا ہے؟\u2069" in lines
    assert "\u2068ع.\u2069: \u2068عملیات\u2069, 23 November 2026" in lines
    assert sheet_pdf(sheet).startswith(b"%PDF")


def test_ones_own_sheet_prints_them_too_and_a_question_in_urdu_is_offered_as_it_was_kept(notebook: Notebook) -> None:
    me, _partner = make_couple(notebook, *NAMES)
    wrote(notebook, me, "சேர்ந்து நடப்பது 🙏", "x" * 75 + " علی", QUESTION)
    own = make_own_sheet(PersonSession(notebook, me, CATALOGUE, NOW))
    sheet = own.sheet(frozenset(one.key for one in own.offered), ("ನಾನು?",))
    assert sheet.title == "ಶ್ರೀ." and sheet.unprintable == ()
    lines = lines_of(sheet)
    assert "\u2068کیا \u2068ع.\u2069 آ سکتا ہے؟\u2069" in lines and "ನಾನು?" in lines
    assert any(one.startswith("சேர்ந்து நடப்பது 🙏 (") for one in lines) and own.visit_questions == (QUESTION,)


def test_what_cannot_be_printed_is_named_on_ones_own_sheet_only_when_it_is_ticked(notebook: Notebook) -> None:
    me, _partner = make_couple(notebook, *NAMES)
    wrote(notebook, me, "你好", "ᚠ", "ภาษา")
    own = make_own_sheet(PersonSession(notebook, me, CATALOGUE, NOW))
    assert own.sheet(frozenset(), ()).unprintable == ()
    assert own.sheet(frozenset(), ("한국",)).unprintable == ("한국",)
    everything = own.sheet(frozenset(one.key for one in own.offered), ())
    assert set(everything.unprintable) == {"你好", "ᚠ", "ภาษา"}


def therapist_files() -> None:
    import streamlit as st

    from nearer.therapist_screens.take_along import draw_files

    draw_files(st.session_state["couple"])


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("¿Puedo nadar?", ""),
        ("你好 <b>", "The sheet cannot print “你好”. There will be an empty box instead."),
        ("一二三四五六七八九十百千万", "The sheet cannot print “一二三四五六七八九十百千…”. There will"),
        ("ก 你 ข 好 ค 我 ง", "The sheet cannot print “ก”, “你”, “ข”, “好”, “ค” and 2 more."),
    ],
)
def test_what_cannot_be_printed_is_named_for_the_therapist_above_the_buttons(
    notebook: Notebook, question: str, sentence: str
) -> None:
    couple = make_couple(notebook, *NAMES)
    wrote(notebook, couple[0], "A walk", "A scan", question)
    app = AppTest.from_function(therapist_files, default_timeout=90)
    app.session_state["couple"] = for_the_therapist(notebook, couple)
    app.run()
    text = " ".join(one.proto.body for one in app.get("html"))
    assert not app.exception and sentence in text and bool(text) == bool(sentence)
