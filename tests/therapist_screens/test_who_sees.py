"""Who sees a questionnaire that a therapist offers: everybody, or people by name; changed later, and for several."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from nearer.custom_questionnaires.definitions import read_offered_questionnaires
from nearer.custom_questionnaires.offering import offer_questionnaire, read_chosen_people
from nearer.custom_questionnaires.versions import (
    read_custom_questionnaires,
    save_custom_questionnaire,
    save_harm_flags,
)
from nearer.privacy.principal import Principal
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.therapist_presenters.who_sees import WhoSees
from nearer.views import text as words
from tests.screen_server import ScreenServer
from tests.storage.clinic import connect_therapist, end_connections, make_therapist
from tests.storage.making import BODY, CUSTOM_FILE, NOW, make_couple

SHIPPED = shipped_catalogue()


def visit(session: TherapistSession) -> TherapistSession:
    """The next run, which reads everything anew."""
    return TherapistSession(session.notebook, session.therapist, SHIPPED, NOW)


@pytest.fixture
def session() -> TherapistSession:
    notebook = open_demo_notebook()
    return TherapistSession(notebook, make_therapist(notebook), SHIPPED, NOW)


@pytest.fixture
def people(session: TherapistSession) -> tuple[Principal, ...]:
    """Meera and Ravi, and an Asha of another couple; all connected."""
    pairs = make_couple(session.notebook), make_couple(session.notebook, "Asha", "Dev")
    connected = (*pairs[0], pairs[1][0])
    for one in connected:
        connect_therapist(session.notebook, one, session.therapist)
    return connected


@pytest.fixture
def key(session: TherapistSession) -> UUID:
    draft = save_custom_questionnaire(session.notebook, session.therapist, CUSTOM_FILE, NOW)
    save_harm_flags(session.notebook, session.therapist, draft, ())
    return draft


def screen() -> None:
    import streamlit as st

    from nearer.session import actions
    from nearer.session.therapist import current_therapist_or_stop
    from nearer.therapist_screens.therapist_questionnaires import draw_acts, opened_questionnaire

    session = current_therapist_or_stop()
    st.text(st.session_state.pop(actions.PAGE, ""))
    opened = opened_questionnaire(session)
    assert opened is not None
    draw_acts(opened)


@pytest.fixture
def signed_in(screen_server: ScreenServer, session: TherapistSession) -> None:
    screen_server.sign_in(session.therapist, session.notebook)


@pytest.fixture
def page(signed_in: None, key: UUID) -> AppTest:
    app = AppTest.from_function(screen, default_timeout=90)
    app.session_state["custom-open"] = key
    return app.run()


def unfolded(key: UUID) -> AppTest:
    """A new window with the questionnaire open, and who sees it unfolded."""
    app = AppTest.from_function(screen, default_timeout=90)
    app.session_state["custom-open"], app.session_state["custom-who"] = key, True
    return app.run()


def told(app: AppTest) -> str:
    captions = " ".join(str(one.proto.body) for one in app.get("html"))
    return f"{captions} {' '.join(text.value for text in app.text)}"


def choose(app: AppTest, *names: str) -> Any:
    app.radio[0].set_value("chosen").run()
    [which] = app.multiselect
    return which.set_value([option for option in which.options if option.partition(" ")[0] in names]).run()


def sees(session: TherapistSession, people: tuple[Principal, ...]) -> list[bool]:
    return [read_offered_questionnaires(session.notebook, one) == (BODY,) for one in people]


def test_a_custom_questionnaire_is_for_everybody_unless_people_are_chosen_by_name(
    session: TherapistSession, people: tuple[Principal, ...], page: AppTest
) -> None:
    assert page.radio[0].value == "everybody" and len(page.multiselect) == 0
    page.button(key="custom-offer").click().run()
    assert sees(session, people) == [True, True, True]
    assert str(words.therapist_questionnaires.EVERYBODY_SEES) in told(page)


def test_only_the_people_chosen_by_name_are_offered_a_custom_questionnaire(
    session: TherapistSession, people: tuple[Principal, ...], page: AppTest
) -> None:
    choose(page, "Ravi", "Asha")
    assert page.multiselect[0].options == ["Asha", "Meera (with Ravi)", "Ravi (with Meera)"]
    page.button(key="custom-offer").click().run()
    assert sees(session, people) == [False, True, True]
    assert "Only these people see it: Asha, Ravi (with Meera)." in told(page)


def test_offering_a_questionnaire_to_nobody_says_so_and_offers_nothing(
    session: TherapistSession, people: tuple[Principal, ...], page: AppTest
) -> None:
    page.radio[0].set_value("chosen").run()
    page.button(key="custom-offer").click().run()
    assert "Please choose at least one person" in told(page)
    assert sees(session, people) == [False, False, False]


def test_a_forged_choice_of_who_sees_a_questionnaire_is_left_out(
    session: TherapistSession, people: tuple[Principal, ...], page: AppTest, key: UUID
) -> None:
    choose(page, "Meera")
    page.session_state[f"who-sees-people-{key}"] = [str(people[0].id), str(UUID(int=9)), "no id"]
    page.button(key="custom-offer").click().run()
    assert read_chosen_people(session.notebook, session.therapist, key) == {people[0].id}


def test_the_people_who_see_a_questionnaire_are_named_as_long_as_they_are_connected(
    session: TherapistSession, people: tuple[Principal, ...], key: UUID
) -> None:
    offer_questionnaire(session.notebook, session.therapist, key, NOW, [people[2].id])
    [version] = read_custom_questionnaires(session.notebook, session.therapist)
    assert WhoSees(visit(session), version).sentence == "Only these people see it: Asha."
    end_connections(session.notebook, people[2], NOW)
    assert str(people[2].id) not in WhoSees(visit(session)).names
    assert WhoSees(visit(session), version).sentence.startswith("Nobody sees it now.")


def test_changing_who_sees_a_questionnaire_begins_with_those_who_saw_it(
    session: TherapistSession, people: tuple[Principal, ...], signed_in: None, key: UUID
) -> None:
    offer_questionnaire(session.notebook, session.therapist, key, NOW, [people[2].id])
    page = unfolded(key)
    assert page.radio[0].value == "chosen" and page.multiselect[0].value == [str(people[2].id)]
    page.radio[0].set_value("everybody").run()
    page.button(key="custom-who-save").click().run()
    assert sees(session, people) == [True, True, True]
    assert str(words.therapist_questionnaires.WHO_SAVED) in told(page) and str(
        words.therapist_questionnaires.EVERYBODY_SEES
    ) in told(page)


def test_a_questionnaire_whose_chosen_people_have_all_left_is_not_offered_to_everybody(
    session: TherapistSession, people: tuple[Principal, ...], signed_in: None, key: UUID
) -> None:
    offer_questionnaire(session.notebook, session.therapist, key, NOW, [people[2].id])
    end_connections(session.notebook, people[2], NOW)
    page = unfolded(key)
    assert page.radio[0].value == "chosen" and page.multiselect[0].value == []
    page.button(key="custom-who-save").click().run()
    assert "Please choose at least one person" in told(page)
    assert sees(session, people) == [False, False, False]
