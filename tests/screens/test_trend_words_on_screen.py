"""The whole Closeness page, every fold of it, as people see it who may be told of no direction, alone and as two."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nearer.database.schema import new_id
from nearer.demo.sample_couples import CheckIns
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.domain.weeks import local_week
from nearer.personal_records.personal_export import read_personal_export
from nearer.presenters.closeness import load_closeness
from nearer.presenters.exports import table_csv
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_people import NewPerson
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.takeaway.personal_export import own_file
from tests.demo_copies import copy_demo
from tests.screen_server import ScreenServer
from tests.shared_parts import make_audience_changes
from tests.views.test_trend_words import seen, trend_words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Scores = tuple[int | None, ...]
ASKED = {item.text for item in shipped_catalogue().check_in.items}


FOLDS = ("sure", "unknown", "events", "items", "table")
PAGE = Path(__file__).parents[2] / "pages" / "closeness.py"


def two_people(scores: Scores, partner_scores: Scores) -> PersonSession:
    """Nila, whose weeks end with the last one; with a partner who shows theirs when they have any."""
    notebook = open_demo_notebook()
    begin = NOW - timedelta(weeks=max(len(scores), len(partner_scores)))
    nila = start_couple(notebook, newcomer("Nila", Role.SURVIVOR), None, begin).principal
    live(notebook, nila, scores)
    if partner_scores:
        code = create_invitation(notebook, nila, begin)
        arun = join_couple(notebook, code, newcomer("Arun", Role.PARTNER), None, begin).principal
        set_audiences(
            notebook, arun, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER, earlier=True), begin
        )
        live(notebook, arun, partner_scores)
    return PersonSession(notebook, nila, shipped_catalogue(), NOW)


def newcomer(nickname: str, role: Role) -> NewPerson:
    return NewPerson(nickname, role, "Asia/Kolkata", "en", notice_sha256="")


def live(notebook: Notebook, somebody: Principal, scores: Scores) -> None:
    check_in = shipped_catalogue().check_in
    told = CheckIns(check_in)
    for place, score in enumerate(scores):
        moment = NOW - timedelta(weeks=len(scores) - place)
        if score is not None:
            response = build_response(check_in, told.answers(score, place), local_week(moment, somebody.zone))
            save_response(notebook, somebody, response, new_id(moment), moment)


def texts(app: AppTest) -> list[str]:
    """Every text a browser would be sent: words, labels, text alternatives, and what stands in the figures."""
    every_text = []
    for element in app.main:
        proto = element.proto
        fields = ("body", "label", "alt", "help", "placeholder")
        every_text += [str(getattr(proto, name)) for name in fields if getattr(proto, name, "")]
        if spec := getattr(proto, "spec", "") or getattr(getattr(proto, "figure", None), "spec", ""):
            every_text += seen(json.loads(spec))
    return every_text


def page_of(session: PersonSession, server: ScreenServer) -> list[str]:
    """Every text of somebody's page with each of its folds open."""
    server.now = NOW
    server.sign_in(session.principal, session.notebook)
    app = AppTest.from_file(str(PAGE))
    for key in FOLDS:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return texts(app)


@pytest.fixture(scope="module")
def made_up() -> tuple[Notebook, dict[str, Principal]]:
    notebook = open_demo_notebook()
    return notebook, {one.nickname: one for one in copy_demo(notebook, NOW)}


@pytest.mark.parametrize("name", ["Asha", "Lena", "Grace"])
def test_who_looks_around_reads_no_word_of_a_direction_that_was_not_claimed(
    made_up: tuple[Notebook, dict[str, Principal]], screen_server: ScreenServer, name: str
) -> None:
    notebook, people = made_up
    written = "\n".join(page_of(PersonSession(notebook, people[name], shipped_catalogue(), NOW), screen_server))
    for question in ASKED:
        written = written.replace(question, "")
    assert "no clear direction" in written
    assert trend_words(written) == []
    assert ("a dotted line in which every week without a check-in" in written) is (name == "Lena")


@pytest.mark.parametrize(
    ("scores", "partner_scores"),
    [
        ((40, 50, 40), ()),
        ((20, 50, 80), (70, 40, 20)),
        ((60, 40, 60, 50, 70, 50, 60, 40), ()),
        ((60, 40, 60, 50, 70, 50, 60, 40), (20, 30, 20, 30, 40, 40, 50, 50)),
        ((50, None, 50, 60), (50, 60, 70, 80)),
    ],
)
def test_no_text_of_the_page_and_no_file_from_it_says_a_direction_below_its_claim(
    scores: Scores, partner_scores: Scores, screen_server: ScreenServer
) -> None:
    session = two_people(scores, partner_scores)
    page = page_of(session, screen_server)
    mine = own_file(read_personal_export(session.notebook, session.principal), session.catalogue, True, NOW).decode()
    written = "\n".join([*page, table_csv(load_closeness(session).weeks_table).decode(), mine])
    for question in ASKED:
        written = written.replace(question, "")
    assert len(page) > 15 and "0 to 100" in written and ("Arun" in written) is bool(partner_scores)
    assert trend_words(written) == []
