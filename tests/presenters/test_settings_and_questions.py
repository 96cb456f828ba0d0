"""Settings of a person, and the questions they keep for a visit; without a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nearer.database.row_errors import NotSaved
from nearer.presenters.settings import read_day_of_last_copy, read_settings_of, save_settings_of, with_current
from nearer.session.values import PersonSession
from nearer.storage.couple.guide import read_visit_questions
from nearer.storage.couple.people import Settings
from nearer.takeaway.own_sheet import add_questions, delete_questions, questions_in, restore_questions
from tests.storage.making import NOW, demo_file, person


def questions(session: PersonSession) -> tuple[str, ...]:
    return read_visit_questions(session.notebook, session.principal)


def test_settings_are_saved_together_and_without_a_language_the_saved_one_stays(session: PersonSession) -> None:
    save_settings_of(session, Settings("Europe/London", 10, "en-XA"))
    now = save_settings_of(session, Settings("Asia/Kolkata", 3, "", shift_leaves=False))
    assert now == Settings("Asia/Kolkata", 3, "en-XA", shift_leaves=False)
    assert read_settings_of(session) == now


def test_a_zone_that_is_none_is_refused(session: PersonSession) -> None:
    before = read_settings_of(session)
    with pytest.raises(NotSaved):
        save_settings_of(session, Settings("Mars/Olympus", 3))
    assert read_settings_of(session) == before


def test_what_is_set_now_is_offered_too() -> None:
    assert with_current((1, 3), 4) == (1, 3, 4) and with_current((1, 3), 3) == (1, 3)


def test_a_question_stands_on_a_line_of_its_own_and_empty_lines_are_none() -> None:
    assert questions_in("  When?\n\n \nHow long?  ") == ("When?", "How long?")


def test_questions_are_added_once_and_deleting_gives_back_what_was_kept(session: PersonSession) -> None:
    add_questions(session, ["When?", "How long?"])
    add_questions(session, ["When?", "By whom?"])
    assert questions(session) == ("When?", "How long?", "By whom?")
    assert delete_questions(session) == ("When?", "How long?", "By whom?") and questions(session) == ()


def test_questions_come_back_before_what_was_kept_since(session: PersonSession) -> None:
    add_questions(session, ["When?"])
    deleted = delete_questions(session)
    add_questions(session, ["By whom?"])
    restore_questions(session.notebook, session.principal, deleted, NOW)
    assert questions(session) == ("When?", "By whom?")


def test_the_last_copy_is_a_day_where_the_person_lives_and_no_hour(tmp_path: Path, session: PersonSession) -> None:
    notebook = demo_file(tmp_path)
    here = replace(session, notebook=notebook, principal=person(notebook, "Meera", zone="Asia/Kolkata"))
    assert read_day_of_last_copy(here) is None
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "nearer-20261123-193000.db").touch()
    assert read_day_of_last_copy(here) == date(
        2026, 11, 24
    )  # half past seven in the evening in London is past midnight
    assert type(read_day_of_last_copy(here)) is date
    notebook.close()


def test_made_up_people_in_memory_have_no_copy(session: PersonSession) -> None:
    assert read_day_of_last_copy(session) is None
