"""What a person read of the guide, and what they answered last: their own, sealed, and nobody else's to see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nearer.database.row_errors import EntryBroken
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_latest_answers, read_partner_responses
from nearer.storage.couple.topics_read import read_topics_read, save_topic_read
from nearer.storage.notebook import Notebook, open_notebook
from tests.storage.making import (
    BOTH,
    NOW,
    PASSPHRASE,
    make_body_response,
    make_check_in,
    make_new_person,
    read_rows,
    save_new_response,
    save_weekly_check_ins,
    tamper,
)

MONDAY = date(2026, 11, 23)


def test_a_page_that_was_read_has_the_day_it_was_last_read(notebook: Notebook, meera: Principal) -> None:
    save_topic_read(notebook, meera, "hormones", MONDAY - timedelta(days=30), NOW - timedelta(days=30))
    save_topic_read(notebook, meera, "loneliness", MONDAY, NOW)
    save_topic_read(notebook, meera, "hormones", MONDAY, NOW)
    assert read_topics_read(notebook, meera) == {"hormones": MONDAY, "loneliness": MONDAY}


def test_before_a_page_is_read_no_page_counts_as_read(notebook: Notebook, meera: Principal) -> None:
    assert read_topics_read(notebook, meera) == {}


def test_each_person_has_a_list_of_topics_read_that_the_partner_does_not_see(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_topic_read(notebook, meera, "hormones", MONDAY, NOW)
    assert read_topics_read(notebook, ravi) == {}
    assert read_partner_responses(notebook, ravi) == ()
    save_topic_read(notebook, ravi, "carer-fatigue", MONDAY, NOW)
    assert read_topics_read(notebook, meera) == {"hormones": MONDAY}


def test_the_file_shows_neither_which_pages_were_read_nor_how_many(notebook: Notebook, meera: Principal) -> None:
    save_topic_read(notebook, meera, "hormones", MONDAY, NOW)
    [row] = read_rows(notebook, "SELECT * FROM entries")
    for number in range(30):
        save_topic_read(notebook, meera, f"vaginal-dryness-and-pain-{number}", MONDAY, NOW)
    [many] = read_rows(notebook, "SELECT * FROM entries")
    assert len(row["body"]) == len(many["body"])
    assert b"hormones" not in many["body"]
    assert (many["kind"], many["questionnaire"]) == ("topics read", None)


def test_topics_read_changed_outside_are_refused_and_not_believed(notebook: Notebook, meera: Principal) -> None:
    save_topic_read(notebook, meera, "hormones", MONDAY, NOW)
    tamper(notebook, "UPDATE entries SET body = :body", body=b"x" * 5000)
    with pytest.raises(EntryBroken):
        read_topics_read(notebook, meera)


def test_topics_read_are_deleted_with_the_person(tmp_path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    save_topic_read(notebook, meera, "hormones", MONDAY, NOW)
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    assert read_rows(notebook, "SELECT * FROM entries") == []
    notebook.close()


def test_of_each_questionnaire_only_the_latest_answers_are_read(notebook: Notebook, meera: Principal) -> None:
    save_weekly_check_ins(notebook, meera, 3)
    save_new_response(notebook, meera, make_body_response(pain="some"))
    save_new_response(notebook, meera, make_body_response(pain="much"))
    save_new_response(notebook, meera, make_check_in(touch="much"))
    latest = {one.questionnaire: one for one in read_latest_answers(notebook, meera)}
    assert latest.keys() == {"body", "closeness-weekly"}
    assert latest["body"].answers["pain"] == "much"
    assert latest["closeness-weekly"].answers["touch"] == "much"
    assert latest["body"].sha256 != BOTH.sha256


def test_a_damaged_older_response_is_not_even_opened(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(pain="some"))
    tamper(notebook, "UPDATE entries SET body = :body", body=b"x" * 5000)
    save_new_response(notebook, meera, make_body_response(pain="much"))
    [latest_answer] = read_latest_answers(notebook, meera)
    assert latest_answer.answers["pain"] == "much"


def test_answers_of_the_partner_are_not_among_ones_own_latest_answers(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_body_response(pain="some"))
    assert read_latest_answers(notebook, ravi) == ()
