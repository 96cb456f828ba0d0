"""On the therapist's page: what is proposed is looked at, flagged and unflagged, and only then offered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nearer.custom_questionnaires.versions import read_custom_questionnaires
from nearer.database.row_errors import NotSaved
from nearer.instruments.safety import harm_items
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.therapist_presenters.harm_flags import save_chosen_flags
from nearer.therapist_presenters.therapist_questionnaires import OpenQuestionnaire, offer
from nearer.therapist_screens.therapist_questionnaires import opened_questionnaire
from nearer.views import text as words
from tests.fhir.resource_builders import instruments, make_resource
from tests.instruments.harm_files import import_one_item, make_nine_items, options_that_open_help
from tests.screen_server import ScreenServer
from tests.storage.clinic import make_therapist
from tests.storage.making import NOW
from tests.therapist_presenters.test_therapist_questionnaires import take

SHIPPED = shipped_catalogue()
KEEP, OFFER = "harm-flags-keep", "custom-offer"
VIOLENT = {"linkId": "v", "type": "boolean", "text": "Were you **hit**?"}
FORCED = {"linkId": "f", "type": "string", "text": "Against your will?"}


def visit(session: TherapistSession) -> TherapistSession:
    return TherapistSession(session.notebook, session.therapist, SHIPPED, NOW)


def imported(*items: dict[str, Any], title: str = "Form") -> TherapistSession:
    notebook = open_demo_notebook()
    session = TherapistSession(notebook, make_therapist(notebook), SHIPPED, NOW)
    content = json.dumps(make_resource(id="form", url="urn:x:1", title=title, item=list(items))).encode()
    report, sentence = take(session, "form.json", content)
    assert (report["problems"], sentence) == ([], "")
    return visit(session)


def screen() -> None:
    import streamlit as st

    from nearer.session import actions
    from nearer.session.therapist import current_therapist_or_stop
    from nearer.therapist_screens.harm_flags import draw_harm_flags
    from nearer.therapist_screens.questionnaire_preview import draw_preview
    from nearer.therapist_screens.therapist_questionnaires import draw_acts, opened_questionnaire

    session = current_therapist_or_stop()
    questionnaire = opened_questionnaire(session)
    assert questionnaire is not None and questionnaire.definition is not None
    st.text(st.session_state.pop(actions.PAGE, ""))
    draw_harm_flags(questionnaire)
    draw_acts(questionnaire)
    draw_preview(questionnaire.definition)


@pytest.fixture
def open_page(screen_server: ScreenServer) -> Any:
    def run(session: TherapistSession) -> AppTest:
        screen_server.sign_in(session.therapist, session.notebook)
        app = AppTest.from_function(screen, default_timeout=90)
        app.session_state["custom-open"] = read_custom_questionnaires(session.notebook, session.therapist)[0].id
        return app.run()

    return run


def screen_text(app: AppTest) -> str:
    return " ".join(str(one.value) if hasattr(one, "value") else str(one.proto.body) for one in app.get("html"))


def keys(app: AppTest) -> list[str]:
    return [button.key for button in app.button]


def boxes(app: AppTest) -> list[Any]:
    return [box for box in app.checkbox if str(box.key).startswith("harm-flag-")]


def saved_flags(session: TherapistSession) -> frozenset[str] | None:
    return read_custom_questionnaires(session.notebook, session.therapist)[0].harm_flags


def test_a_questionnaire_is_offered_only_after_its_proposed_flags_were_looked_at(open_page: Any) -> None:
    session = imported(*make_nine_items(2), VIOLENT, FORCED)
    app = open_page(session)
    assert OFFER not in keys(app) and words.therapist_questionnaires.FLAGS_FIRST in screen_text(app)
    assert [(box.value, box.disabled) for box in boxes(app)] == [(True, False)] * 2
    assert app.checkbox[0].label == r"Were you \*\*hit\*\*?"
    app.checkbox[1].uncheck().run()
    app.multiselect[0].set_value(["q2"]).run()
    assert saved_flags(session) is None
    app.button(key=KEEP).click().run()
    assert saved_flags(session) == {"v", "q2"}
    assert words.therapist_questionnaires.flags_kept(2) in [text.value for text in app.text] and OFFER in keys(app)
    app.button(key=OFFER).click().run()
    assert read_custom_questionnaires(session.notebook, session.therapist)[0].state == "offered"
    assert KEEP not in keys(app)


def test_the_preview_counts_what_is_proposed_until_the_flags_are_kept(open_page: Any) -> None:
    app = open_page(imported(*make_nine_items(1), VIOLENT))
    choose(app, 1, "yes")
    assert words.form.HARM_TITLE in screen_text(app)
    app.button(key="preview-harm-on").click().run()
    app.checkbox[0].uncheck().run()
    app.button(key=KEEP).click().run()
    choose(app, 1, "no")
    choose(app, 1, "yes")
    assert words.form.HARM_TITLE not in screen_text(app)


def choose(app: AppTest, place: int, code: str) -> None:
    of_preview = [one for one in app.radio if not str(one.key).startswith("who-sees")]
    of_preview[place].set_value(code).run()


def test_a_form_without_a_word_of_harm_asks_to_be_looked_at_once(open_page: Any) -> None:
    session = imported(*make_nine_items(2))
    app = open_page(session)
    assert words.therapist_questionnaires.FLAGS_NONE in screen_text(app) and OFFER not in keys(app)
    app.button(key=KEEP).click().run()
    assert saved_flags(session) == frozenset() and OFFER in keys(app)


def test_a_question_known_to_be_about_harm_has_no_box_and_cannot_be_unflagged(open_page: Any) -> None:
    session = imported(*make_nine_items(), title="PHQ-9")
    app = open_page(session)
    assert boxes(app) == [] and words.therapist_questionnaires.FLAGS_FIXED in screen_text(app)
    assert "q9" not in app.multiselect[0].options and len(app.multiselect[0].options) == 8
    app.button(key=KEEP).click().run()
    assert saved_flags(session) == {"q9"}


def test_harm_flags_are_saved_only_for_questions_of_the_form() -> None:
    session = imported(*make_nine_items(2))
    key = read_custom_questionnaires(session.notebook, session.therapist)[0].id
    save_chosen_flags(session, key, frozenset({"q1", "elsewhere"}))
    assert saved_flags(session) == {"q1"}


def test_a_form_is_offered_only_after_its_flags_are_checked_and_then_they_stay() -> None:
    session = imported(*make_nine_items(2))
    key = read_custom_questionnaires(session.notebook, session.therapist)[0].id
    with pytest.raises(NotSaved, match="look first"):
        offer(session, key, None)
    save_chosen_flags(session, key, frozenset())
    assert offer(visit(session), key, None) == words.therapist_questionnaires.OFFERED_NOW
    with pytest.raises(NotSaved, match="flags stay"):
        save_chosen_flags(visit(session), key, frozenset({"q1"}))


def test_the_page_says_that_single_answers_stay_when_a_question_is_flagged(session_state: dict[str, Any]) -> None:
    session = imported(*make_nine_items(1), VIOLENT)
    custom_questionnaire = read_custom_questionnaires(session.notebook, session.therapist)[0]
    opened = OpenQuestionnaire(
        session,
        custom_questionnaire,
        (custom_questionnaire,),
        session.catalogue.find_definition(custom_questionnaire.questionnaire, custom_questionnaire.sha256),
    )
    assert words.therapist_questionnaires.ANSWERS_STAY in opened.licences
    save_chosen_flags(session, custom_questionnaire.id, frozenset())
    session_state["custom-open"] = custom_questionnaire.id
    again = opened_questionnaire(visit(session))
    assert again is not None and again.definition is not None and again.licences == ()
    assert harm_items(again.definition, instruments()) == frozenset()


def test_a_flagged_yes_or_no_question_opens_help_for_yes() -> None:
    imported_form = import_one_item(type="boolean", text="Were you hit?")
    assert options_that_open_help(imported_form, "x") == ["yes"]
