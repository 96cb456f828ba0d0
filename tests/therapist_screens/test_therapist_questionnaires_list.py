"""The list of questionnaires: how many files were taken, several offered at once, those of Nearer, another title."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from nearer.custom_questionnaires.versions import (
    CustomQuestionnaire,
    read_custom_questionnaires,
    retitle_questionnaire,
)
from nearer.database.row_errors import NotSaved
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.therapist_presenters.harm_flags import save_chosen_flags
from nearer.therapist_presenters.therapist_questionnaires import (
    offer,
    open_questionnaire,
    read_questionnaire_file,
    save_files,
)
from nearer.views import text as words
from tests.fhir.resource_builders import make_resource
from tests.instruments.test_registry import choices
from tests.screen_server import ScreenServer
from tests.storage.clinic import make_therapist
from tests.storage.making import NOW

SHIPPED = shipped_catalogue()


def visit(session: TherapistSession) -> TherapistSession:
    """The next run, which reads everything anew."""
    return TherapistSession(session.notebook, session.therapist, SHIPPED, NOW)


def file_of(name: str) -> tuple[str, bytes]:
    url = f"https://clinic.example/Questionnaire/{name}"
    return f"{name}.json", json.dumps(make_resource(id=name, url=url, title=f"Form {name}", item=choices(3))).encode()


@pytest.fixture
def session() -> TherapistSession:
    notebook = open_demo_notebook()
    return TherapistSession(notebook, make_therapist(notebook), SHIPPED, NOW)


def versions(session: TherapistSession) -> dict[str, CustomQuestionnaire]:
    return {one.questionnaire: one for one in read_custom_questionnaires(session.notebook, session.therapist)}


def screen() -> None:
    import streamlit as st

    from nearer.session import actions
    from nearer.session.therapist import current_therapist_or_stop
    from nearer.therapist_screens import therapist_questionnaires_list as lists
    from nearer.therapist_screens.therapist_questionnaires import draw_questionnaires, opened_questionnaire

    session = current_therapist_or_stop()
    st.text(st.session_state.pop(actions.PAGE, ""))
    lists.draw_reports(st.session_state.get("custom-reports", ()))
    questionnaire = opened_questionnaire(session)
    if questionnaire is not None:
        lists.draw_title(questionnaire)
    elif (built_in := lists.opened_built_in(session)) is not None:
        st.header(built_in.title)
    else:
        draw_questionnaires(session)
        lists.draw_built_in(session)


@pytest.fixture
def page(screen_server: ScreenServer, session: TherapistSession) -> AppTest:
    screen_server.sign_in(session.therapist, session.notebook)
    return AppTest.from_function(screen, default_timeout=90)


def screen_text(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def test_of_several_files_one_line_says_how_many_were_taken_and_each_has_a_report_of_its_own(
    session: TherapistSession, page: AppTest
) -> None:
    files = [file_of("one"), file_of("two"), ("three.json", b"{")]
    page.session_state["custom-reports"] = save_files(session, files)
    page.run()
    sentence = words.therapist_questionnaires.files_taken(2, 1)
    assert sentence == "2 files are added. Not added: 1. Below is why." and sentence in screen_text(page)
    folds = [fold.label for fold in page.expander]
    assert folds == ["one.json: added", "two.json: added", "three.json: not added"]
    page.session_state["custom-reports"] = save_files(session, files[2:])
    page.run()
    assert len(page.expander) == 0 and "not." not in screen_text(page).replace("Not taken", "")


def test_several_draft_questionnaires_whose_questions_were_looked_at_are_offered_with_one_press(
    session: TherapistSession, page: AppTest
) -> None:
    save_files(session, [file_of(name) for name in ("one", "two", "three", "four")])
    for name in ("one", "two", "three"):
        save_chosen_flags(visit(session), versions(session)[name].id, frozenset())
    offer(visit(session), versions(session)["three"].id, None)
    page.run()
    [choice] = page.multiselect
    assert sorted(choice.options) == ["Form one", "Form two"], "one is offered, of another nobody looked for harm"
    choice.set_value([str(versions(session)[name].id) for name in ("one", "two")])
    page.button(key="custom-offer-these").click().run()
    assert {name: one.state for name, one in versions(session).items()} == {
        "one": "offered", "two": "offered", "three": "offered", "four": "draft",
    }  # fmt: skip
    assert words.therapist_questionnaires.offered_together(2) in [text.value for text in page.text]
    assert len(page.multiselect) == 0


def test_the_questionnaires_that_come_with_nearer_are_in_the_same_list_and_can_be_looked_at(page: AppTest) -> None:
    page.run()
    for questionnaire in SHIPPED.questionnaires.values():
        assert questionnaire.title in screen_text(page)
    page.button(key="look-closeness-weekly").click().run()
    assert [one.value for one in page.header] == [SHIPPED.questionnaires["closeness-weekly"].title]


def test_a_draft_can_have_another_title_and_its_file_keeps_its_own(session: TherapistSession, page: AppTest) -> None:
    save_files(session, [file_of("one")])
    before = versions(session)["one"]
    save_chosen_flags(visit(session), before.id, frozenset())
    page.session_state["custom-open"] = before.id
    page.run()
    page.text_input[0].set_value("  How it was: **last** month ").run()
    after = versions(session)["one"]
    assert (after.title, after.harm_flags) == ("How it was: **last** month", frozenset())
    opened = open_questionnaire(visit(session), before.id)
    assert opened is not None and opened.definition is not None
    assert opened.definition.title == after.title and list(opened.definition.item_by_id) == ["q0", "q1", "q2"]
    assert json.loads(read_questionnaire_file(before.id, "fhir", visit(session)))["title"] == "Form one"
    page.text_input[0].set_value("   ").run()
    assert versions(session)["one"].title == after.title == page.text_input[0].value
    offer(visit(session), before.id, None)
    with pytest.raises(NotSaved):
        retitle_questionnaire(session.notebook, session.therapist, before.id, "Again")
    page.run()
    assert len(page.text_input) == 0, "what was offered has been given to people under its title"
