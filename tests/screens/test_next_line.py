"""Small saves end in their confirmation and one next thing in one line; what was not saved proposes nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from nearer.answering_screens.open_form import FORM, name_in_address
from nearer.domain.events import Event, EventKind
from nearer.domain.responses import build_response
from nearer.hand_over.hand_over_answers import read_hand_over_questions
from nearer.hand_over.hand_over_proposals import HandOverRequest, propose_hand_over, read_colleague
from nearer.personal_records.personal_export import read_personal_export
from nearer.presenters.personal_import import plan_import
from nearer.privacy.principal import Principal
from nearer.session.navigation import PAGES_FOLDER
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue, shipped_guide
from nearer.storage.couple.events import save_event
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.own_steps import DoneStep, mark_step_done
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.topics_read import read_topics_read, save_topic_read
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.therapist_connections import create_therapist_code
from nearer.takeaway.personal_export import own_file
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views import text as words
from tests.screen_server import ScreenServer
from tests.storage.clinic import connect_therapist, make_therapist
from tests.storage.making import NOW, PASSPHRASE, WEEK, make_couple, make_new_person


@pytest.fixture
def meera(notebook: Notebook, screen_server: ScreenServer) -> Principal:
    """Signed in on Monday 23 November 2026, with nothing written."""
    meera, _ravi = make_couple(notebook)
    screen_server.sign_in(meera, notebook)
    return meera


def sharing() -> None:
    from nearer.screens.sharing import draw_switches
    from nearer.session.person import current_person_or_stop

    session = current_person_or_stop()
    draw_switches(session, "partner", "Ravi")


def settings() -> None:
    from nearer.screens.settings import draw_settings
    from nearer.session.person import current_person_or_stop

    draw_settings(current_person_or_stop())


def sentence() -> None:
    from nearer.screens.shared_wishes import draw_feel

    draw_feel()


def talk_about() -> None:
    from nearer.screens.shared_wishes import draw_talk_about
    from nearer.session.person import current_person_or_stop

    draw_talk_about(current_person_or_stop(), "hormones")


def page_of_guide() -> None:
    from functools import partial

    from nearer.screens.guide import mark_as_read, open_guide
    from nearer.screens.next_thing import draw_next_line
    from nearer.session.person import current_person_or_stop
    from nearer.views.topic import draw_topic

    session = current_person_or_stop()
    opened = open_guide(session)
    mark, draw_next = partial(mark_as_read, "hormones"), partial(draw_next_line, session, "hormones")
    draw_topic(opened, opened.guide.topics["hormones"], mark, draw_next)


def counting() -> None:
    from nearer.screens.counting import draw_counting
    from nearer.session.person import current_person_or_stop
    from nearer.storage.therapist.therapist_connections import read_own_therapists

    session = current_person_or_stop()
    assert session is not None
    [rao] = read_own_therapists(session.notebook, session.principal)
    draw_counting(session, rao.reader, rao.name)


def sheet() -> None:
    from nearer.screens.visit_sheet import draw_own_sheet

    draw_own_sheet()


def step() -> None:
    import streamlit as st

    from nearer.presenters.steps import read_steps
    from nearer.screens.steps import draw_step
    from nearer.session.person import current_person_or_stop

    session = current_person_or_stop()
    assert session is not None
    steps = read_steps(session)
    draw_step(steps, steps.guide.steps[st.session_state["later"]])


def run(screen: Any) -> AppTest:
    return AppTest.from_function(screen, default_timeout=90).run()


def page(name: str) -> AppTest:
    return AppTest.from_file(PAGES_FOLDER / f"{name}.py", default_timeout=90).run()


def screen_text(app: AppTest) -> str:
    return " ".join(str(one.value) if hasattr(one, "value") else str(one.proto.body) for one in app.get("html"))


def next_lines(app: AppTest) -> list[str]:
    """The links that a save proposes, by what is written on them."""
    labels = [str(one.proto.label) for one in app.get("page_link")]
    return [label for label in labels if label.startswith("One thing, if you like: ")]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def test_settings_that_are_saved_end_in_one_next_thing_which_goes_with_its_confirmation(meera: Principal) -> None:
    app = run(settings)
    assert next_lines(app) == []
    press(app, "settings-save")
    assert words.settings.SAVED in screen_text(app)
    assert next_lines(app) == ["One thing, if you like: This week, the two of you"]
    app.run()
    assert next_lines(app) == [] and words.settings.SAVED not in screen_text(app)


def test_opening_or_narrowing_what_is_shared_ends_in_one_line_that_asks_for_no_more_sharing(meera: Principal) -> None:
    app = run(sharing)
    app.segmented_control(key="switch-partner-closeness").set_value("reader").run()
    assert next_lines(app) == [], "nothing is saved yet"
    press(app, "share-partner-closeness")
    assert len(next_lines(app)) == 1
    app.segmented_control(key="switch-partner-closeness").set_value("me").run()
    press(app, "close-partner-closeness")
    [line] = next_lines(app)
    assert "Show it" not in line and "share" not in line.lower()


def test_a_sentence_that_is_sent_ends_in_its_confirmation_and_one_line(meera: Principal) -> None:
    app = run(sentence)
    for field, text in zip(app.text_input, ("glad", "we walk", "more of it"), strict=True):
        field.set_value(text)
    app.run()
    press(app, "feel-send")
    assert words.steps.sent_to("Ravi") in screen_text(app) and len(next_lines(app)) == 1


def test_a_page_to_talk_about_and_a_page_that_is_read_end_in_one_line(meera: Principal, notebook: Notebook) -> None:
    app = press(run(talk_about), "talk-hormones")
    assert words.steps.TALK_ADDED in screen_text(app) and len(next_lines(app)) == 1
    app = press(run(page_of_guide), "read-hormones")
    assert "hormones" in read_topics_read(notebook, meera) and len(next_lines(app)) == 1


def test_agreeing_to_be_counted_and_adding_questions_for_a_visit_each_end_in_one_line(
    meera: Principal, notebook: Notebook
) -> None:
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    app = press(run(counting), f"counted-{rao.id.hex}")
    assert words.counting.SAVED_YES in screen_text(app) and len(next_lines(app)) == 1
    press(app, f"not-counted-{rao.id.hex}")
    assert words.counting.SAVED_NO in screen_text(app) and len(next_lines(app)) == 1
    app = run(sheet)
    app.text_area[0].set_value("Is it safe to swim?").run()
    press(app, "keep-questions")
    assert words.sheet.questions_kept(1) in screen_text(app) and len(next_lines(app)) == 1


@pytest.mark.usefixtures("meera")
def test_something_that_could_not_be_saved_proposes_no_next_thing(notebook: Notebook) -> None:
    """As when a disk is full."""
    app = run(settings)
    with notebook.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    press(app, "settings-save")
    assert "nothing new is kept" in screen_text(app) and next_lines(app) == []


def test_a_first_yes_to_a_step_is_followed_by_one_line_and_taking_it_back_by_none(
    meera: Principal, notebook: Notebook
) -> None:
    later = next(one for one in shipped_guide().steps.values() if one.after is not None)
    mark_step_done(notebook, meera, DoneStep(uuid4(), str(later.after), NOW.date(), None, None), NOW)
    app = AppTest.from_function(step, default_timeout=90)
    app.session_state["later"] = later.id
    press(app.run(), f"yes-{later.id}")
    assert words.steps.SAID_YES in screen_text(app) and len(next_lines(app)) == 1
    press(app, f"no-{later.id}")
    assert next_lines(app) == []


def test_what_a_therapist_may_read_at_first_ends_in_one_line(meera: Principal, notebook: Notebook) -> None:
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    app = press(page("sharing"), f"grant-{rao.id.hex}")
    assert words.sharing.granted("Dr Rao", with_earlier=True) in screen_text(app) and len(next_lines(app)) == 1


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_about_a_colleague_ends_in_one_line(meera: Principal, notebook: Notebook, answer: str) -> None:
    rao, iyer = make_therapist(notebook), make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, meera, rao)
    code = create_therapist_code(notebook, iyer, NOW)
    request = HandOverRequest(code, read_colleague(notebook, rao, code, NOW).keys, NOW + timedelta(weeks=2))
    propose_hand_over(notebook, rao, meera.couple, request, NOW)
    [question] = read_hand_over_questions(notebook, meera, NOW)
    assert len(next_lines(press(page("sharing"), f"{answer}-{question.id}"))) == 1


def test_ending_the_sharing_proposes_no_next_thing(meera: Principal, notebook: Notebook) -> None:
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    for key in ("end-sharing", f"end-{rao.id.hex}"):
        assert next_lines(press(page("sharing"), key)) == []


def test_a_file_that_is_read_in_ends_in_one_line(meera: Principal, notebook: Notebook) -> None:
    app = page("settings")
    session = PersonSession(notebook, meera, shipped_catalogue(), NOW)
    save_topic_read(notebook, meera, "hormones", NOW.date(), NOW)
    taken = own_file(read_personal_export(notebook, meera), shipped_catalogue(), True, NOW)
    app.session_state["import-plan"] = plan_import(session, taken)
    assert len(next_lines(press(app.run(), "import-save"))) == 1


def test_a_copy_that_is_made_ends_in_one_line(tmp_path: Path, screen_server: ScreenServer) -> None:
    notebook = open_notebook(tmp_path)
    principal = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    screen_server.sign_in(principal, notebook)
    app = press(page("settings"), "copy-now")
    assert words.settings.COPIED in screen_text(app) and len(next_lines(app)) == 1
    notebook.close()


def test_an_open_form_is_proposed_by_its_own_address_and_then_this_is_all(meera: Principal, notebook: Notebook) -> None:
    """Where no page and no step fits, since nothing was answered."""
    session = PersonSession(notebook, meera, shipped_catalogue(), NOW)
    *others, last = session.questionnaires
    for one in others:
        week = WEEK if one.repeat == "weekly" else None
        save_response(notebook, meera, build_response(one, read_answers(one, {}), week), uuid4(), NOW)
    app = press(run(settings), "settings-save")
    [link] = [one.proto for one in app.get("page_link")]
    assert (link.page, link.query_string) == ("questions", f"{FORM}={name_in_address(session, last.id)}")
    save_response(notebook, meera, build_response(last, read_answers(last, {}), None), uuid4(), NOW)
    press(app, "settings-save")
    assert next_lines(app) == [] and words.this_week.ALL_DONE in screen_text(app)


def test_where_safety_comes_first_the_check_in_that_is_begun_is_one_tap_away(
    meera: Principal, notebook: Notebook
) -> None:
    save_chemotherapy(notebook, meera)
    draft = Draft(shipped_catalogue().check_in.id, WEEK, {"circles": "4"})
    ways = [words.closeness.TO_CHECK_IN, words.questionnaires.RESUME]
    for begun, way in zip((False, True), ways, strict=True):
        if begun:
            save_draft(notebook, meera, draft, NOW)
        app = page("this_week")
        assert not app.exception
        assert [one.proto.label for one in app.get("page_link") if one.proto.label in ways] == [way]
    assert "Partly shared. Not finished yet." in screen_text(app) and 'figure class="begun"' in screen_text(app)


def save_chemotherapy(notebook: Notebook, principal: Principal) -> None:
    """Of the day before yesterday, after which an urgent page comes before everything."""
    event = Event(EventKind.CHEMOTHERAPY, "", NOW.date() - timedelta(days=2))
    save_event(notebook, principal, event, uuid4(), NOW)


def test_settings_propose_no_page_of_the_guide(meera: Principal, notebook: Notebook) -> None:
    save_chemotherapy(notebook, meera)
    app = press(run(settings), "settings-save")
    assert next_lines(app) == ["One thing, if you like: This week, the two of you"]
