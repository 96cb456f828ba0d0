"""The file a person takes along: made on the click, theirs alone, readable without Nearer, and not after the lock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests

from benchmarks.session import StreamlitSession
from nearer.demo.demo_couples import demo_people
from nearer.domain.form_content import NOTE_FIELD
from nearer.domain.roles_and_audiences import Part
from nearer.personal_import.own_file import OWN_FORMAT
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.form_drafts import open_draft, save_draft
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.takeaway.personal_export import own_file
from tests.demo_copies import copy_demo
from tests.pages.couple import WEEK, files_of, new_couple, sign_in, take_file
from tools.live_server import LiveServer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MINE, THEIRS = "marker-of-meera-77", "marker-of-ravi-77"


@pytest.fixture(scope="module")
def demo() -> Notebook:
    notebook = open_demo_notebook()
    copy_demo(notebook, NOW)
    return notebook


@pytest.fixture(scope="module")
def meera(demo: Notebook) -> Principal:
    return demo_people(demo)[0]


def taken(notebook: Notebook, who: Principal, synthetic: bool = True) -> dict[str, Any]:
    return dict(json.loads(own_file(read_personal_export(notebook, who), shipped_catalogue(), synthetic, NOW)))


def test_the_personal_file_says_what_it_is_and_that_the_person_is_made_up(demo: Notebook, meera: Principal) -> None:
    content = taken(demo, meera)
    assert (content["format"], content["version"], content["synthetic"]) == (OWN_FORMAT, 1, True)
    assert content["made"] == "2026-11-23T12:00:00+00:00"
    assert content["person"]["name"] == "Meera"
    assert taken(demo, meera, synthetic=False)["synthetic"] is False


def test_every_answer_in_the_personal_file_has_its_question_and_its_words(demo: Notebook, meera: Principal) -> None:
    responses = taken(demo, meera)["responses"]
    assert len(responses) == len(read_personal_export(demo, meera).responses) > 12
    answers = [answer for one in responses for answer in one["answers"]]
    assert all(answer["asked"] and answer["state"] for answer in answers)
    assert all(answer["words"] for answer in answers if answer["state"] == "answered")
    assert all(score["title"] for one in responses for score in one["scores"])


def test_in_the_personal_file_old_answers_never_have_the_words_of_changed_questions(
    demo: Notebook, meera: Principal
) -> None:
    own = read_personal_export(demo, meera)
    older = replace(own, responses=tuple(replace(one, sha256="0" * 64) for one in own.responses))
    content = json.loads(own_file(older, shipped_catalogue(), True, NOW))
    [first, *_] = content["responses"]
    assert first["title"] is None
    assert {answer["words"] for answer in first["answers"]} == {None}
    assert [answer["given"] for answer in first["answers"]] == list((own.responses[0].answers or {}).values())


def test_an_unfinished_form_is_in_the_personal_file(demo: Notebook, meera: Principal) -> None:
    begun = open_draft(demo, meera, "us-two", None)
    undecided = {NOTE_FIELD: (MINE, "another")}
    save_draft(demo, meera, replace(begun, answers={"gone-since": "much"}, note=MINE, conflicts=undecided), NOW)
    [draft] = taken(demo, meera)["unfinished"]
    assert draft["undecided"] == {"note": [MINE, "another"]}
    assert (draft["note"], draft["answers"][0]["given"], draft["answers"][0]["words"]) == (MINE, "much", None)


def test_the_personal_file_holds_nothing_of_the_partner_and_no_id(demo: Notebook, meera: Principal) -> None:
    text = json.dumps(taken(demo, meera))
    own = read_personal_export(demo, meera)
    assert "Ravi" not in text
    ids = [one.id for one in own.responses if one.id is not None]
    for secret in (meera.id, meera.couple, *ids):
        assert str(secret) not in text and secret.hex not in text


def test_the_personal_file_is_made_on_the_click_and_only_while_the_notebook_is_open(
    tmp_path: Path, serve: Callable[[Path], LiveServer]
) -> None:
    couple = new_couple(tmp_path / "notebook")
    couple.answers(couple.meera, "closeness-weekly", WEEK, note=MINE)
    couple.answers(couple.ravi, "closeness-weekly", WEEK, note=THEIRS)
    couple.shows(couple.ravi, Part.NOTES)
    couple.notebook.close()
    server = serve(tmp_path / "notebook")
    cookie = sign_in(server, "Meera")
    session = StreamlitSession(server.url, cookie)
    session.connect()
    session.switch_page("settings")
    reply, addresses = take_file(session, "Download what I wrote"), files_of(session).values()
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="notebook-20')
    assert reply.headers["Cache-Control"] == "no-store"
    assert MINE in reply.text and THEIRS not in reply.text and reply.json()["synthetic"] is False
    assert [requests.get(address, timeout=30).status_code for address in addresses] == [404, 404, 404]
    requests.get(f"{server.url}/bye", headers={"Cookie": cookie}, timeout=30)
    assert take_file(session, "Download what I wrote").status_code == 404
    session.close()
    assert MINE not in server.log
