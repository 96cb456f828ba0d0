"""The whole Closeness page, every fold of it, as people see it who may be told of no direction, alone and as two."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nearer import wiring
from nearer.domain import Audience, Part, Role, complete, local_week
from nearer.privacy import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage import (
    Choice,
    NewPerson,
    Notebook,
    fill_demo,
    invite,
    join_couple,
    keep_response,
    open_demo_notebook,
    own_everything,
    set_audience,
    start_couple,
)
from nearer.storage.ids import new_id
from nearer.storage.stories import CHECK_IN, CheckIns
from nearer.wiring import events, own_sheet, text_drafts
from nearer.wiring.closeness import closeness
from nearer.wiring.own_file import own_file
from nearer.wiring.visit import Visit
from tests.views.test_trend_words import seen, trend_words

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
Scores = tuple[int | None, ...]
ASKED = {item.text for item in shipped_catalogue().questionnaires[CHECK_IN].items}


FOLDS = ("sure", "unknown", "events", "items", "table")
PAGE = Path(__file__).parents[2] / "pages" / "closeness.py"


def two_people(scores: Scores, theirs: Scores) -> Visit:
    """Nila, whose weeks end with the last one; with a partner who shows theirs when they have any."""
    notebook = open_demo_notebook()
    begin = NOW - timedelta(weeks=max(len(scores), len(theirs)))
    nila = start_couple(notebook, newcomer("Nila", Role.SURVIVOR), None, begin).principal
    live(notebook, nila, scores)
    if theirs:
        code = invite(notebook, nila, begin)
        arun = join_couple(notebook, code, newcomer("Arun", Role.PARTNER), None, begin).principal
        set_audience(notebook, arun, Choice(Part.CLOSENESS, Audience.PARTNER, True), begin)
        live(notebook, arun, theirs)
    return Visit(notebook, nila, shipped_catalogue(), NOW)


def newcomer(nickname: str, role: Role) -> NewPerson:
    return NewPerson(nickname, role, "Asia/Kolkata", "en", notice_sha256="")


def live(notebook: Notebook, somebody: Principal, scores: Scores) -> None:
    asked = shipped_catalogue().questionnaires[CHECK_IN]
    told = CheckIns(asked)
    for place, score in enumerate(scores):
        moment = NOW - timedelta(weeks=len(scores) - place)
        if score is not None:
            response = complete(asked, told.answers(score, place), local_week(moment, somebody.zone))
            keep_response(notebook, somebody, response, new_id(moment), moment)


def texts(app: AppTest) -> list[str]:
    """Every text a browser would be sent: words, labels, text alternatives, and what stands in the figures."""
    found = []
    for element in app.main:
        proto = element.proto
        fields = ("body", "label", "alt", "help", "placeholder")
        found += [str(getattr(proto, name)) for name in fields if getattr(proto, name, "")]
        if spec := getattr(proto, "spec", "") or getattr(getattr(proto, "figure", None), "spec", ""):
            found += seen(json.loads(spec))
    return found


def page_of(here: Visit, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text of somebody's page with each of its folds open."""
    monkeypatch.setattr(wiring, "visit_or_stop", lambda: here)
    for part in (events, own_sheet, text_drafts):  # whose fragments ask for themselves who is there
        monkeypatch.setattr(part, "visit", lambda: here)
    app = AppTest.from_file(str(PAGE))
    for key in FOLDS:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return texts(app)


@pytest.fixture(scope="module")
def made_up() -> tuple[Notebook, dict[str, Principal]]:
    notebook = open_demo_notebook()
    return notebook, {one.nickname: one for one in fill_demo(notebook, shipped_catalogue(), NOW)}


@pytest.mark.parametrize("name", ["Asha", "Lena", "Grace"])
def test_who_looks_around_reads_no_word_of_a_direction_that_was_not_claimed(
    made_up: tuple[Notebook, dict[str, Principal]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    notebook, people = made_up
    written = "\n".join(page_of(Visit(notebook, people[name], shipped_catalogue(), NOW), monkeypatch))
    for question in ASKED:
        written = written.replace(question, "")
    assert "no clear direction" in written
    assert trend_words(written) == []
    assert ("a dotted line in which every week without a check-in" in written) is (name == "Lena")


@pytest.mark.parametrize(
    ("scores", "theirs"),
    [
        ((40, 50, 40), ()),
        ((20, 50, 80), (70, 40, 20)),
        ((60, 40, 60, 50, 70, 50, 60, 40), ()),
        ((60, 40, 60, 50, 70, 50, 60, 40), (20, 30, 20, 30, 40, 40, 50, 50)),
        ((50, None, 50, 60), (50, 60, 70, 80)),
    ],
)
def test_no_text_of_the_page_and_no_file_from_it_says_a_direction_below_its_claim(
    scores: Scores, theirs: Scores, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = two_people(scores, theirs)
    said = page_of(here, monkeypatch)
    mine = own_file(own_everything(here.notebook, here.principal), here.catalogue, True, NOW).decode()
    written = "\n".join([*said, closeness(here).csv().decode(), mine])
    for question in ASKED:
        written = written.replace(question, "")
    assert len(said) > 15 and "0 to 100" in written and ("Arun" in written) is bool(theirs)
    assert trend_words(written) == []
