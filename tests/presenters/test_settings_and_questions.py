"""Settings of a person, and the questions they keep for a visit; without a screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nearer.database.row_errors import NotSaved
from nearer.presenters.settings import (
    copy_notebook,
    read_days_of_copies,
    read_settings_of,
    save_settings_of,
    with_current,
)
from nearer.presenters.visit_questions import add_questions, delete_questions, questions_in, restore_questions
from nearer.session.values import PersonSession
from nearer.storage.couple.people import Settings, start_couple
from nearer.storage.couple.visit_questions import read_visit_questions
from nearer.storage.notebook import open_notebook
from tests.storage.making import NOW, PASSPHRASE, make_demo_file, make_new_person, make_person


def questions(session: PersonSession) -> tuple[str, ...]:
    return read_visit_questions(session.notebook, session.principal)


def test_settings_are_saved_together_and_the_language_stays_unless_another_is_chosen(session: PersonSession) -> None:
    save_settings_of(session, Settings("Europe/London", 10, "en-XA"))
    now = save_settings_of(session, Settings("Asia/Kolkata", 3, "", shift_leaves=False))
    assert now == Settings("Asia/Kolkata", 3, "en-XA", shift_leaves=False)
    assert read_settings_of(session) == now


def test_a_time_zone_that_does_not_exist_is_refused(session: PersonSession) -> None:
    before = read_settings_of(session)
    with pytest.raises(NotSaved):
        save_settings_of(session, Settings("Mars/Olympus", 3))
    assert read_settings_of(session) == before


def test_the_current_setting_is_always_among_the_choices() -> None:
    assert with_current((1, 3), 4) == (1, 3, 4) and with_current((1, 3), 3) == (1, 3)


def test_each_line_of_questions_for_a_visit_is_a_question_and_empty_lines_are_none() -> None:
    assert questions_in("  When?\n\n \nHow long?  ") == ("When?", "How long?")


def test_questions_for_a_visit_are_added_once_and_deleting_gives_back_what_was_kept(session: PersonSession) -> None:
    add_questions(session, ["When?", "How long?"])
    add_questions(session, ["When?", "By whom?"])
    assert questions(session) == ("When?", "How long?", "By whom?")
    assert delete_questions(session) == ("When?", "How long?", "By whom?") and questions(session) == ()


def test_deleted_questions_for_a_visit_come_back_before_those_kept_since(session: PersonSession) -> None:
    add_questions(session, ["When?"])
    deleted = delete_questions(session)
    add_questions(session, ["By whom?"])
    restore_questions(session.notebook, session.principal, deleted, NOW)
    assert questions(session) == ("When?", "By whom?")


def test_the_days_of_copies_are_those_where_the_person_lives_and_without_hours(
    tmp_path: Path, session: PersonSession
) -> None:
    notebook = make_demo_file(tmp_path)
    in_kolkata = replace(session, notebook=notebook, principal=make_person(notebook, "Meera", zone="Asia/Kolkata"))
    assert read_days_of_copies(in_kolkata) == ()
    (tmp_path / "backups").mkdir()
    for moment in ("20261120-100000", "20261123-080000", "20261123-193000", "20261123-200000"):
        (tmp_path / "backups" / f"nearer-{moment}.db").touch()
    # Half past seven in the evening in London is past midnight in Kolkata, and eight is the same day as that.
    assert read_days_of_copies(in_kolkata) == (date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 20))
    assert {type(day) for day in read_days_of_copies(in_kolkata)} == {date}
    notebook.close()


def test_made_up_people_in_memory_are_never_copied(session: PersonSession) -> None:
    assert read_days_of_copies(session) == ()
    with pytest.raises(NotSaved, match="never copied"):
        copy_notebook(session)


def test_the_sentence_about_a_copy_says_whether_one_was_made(tmp_path: Path, session: PersonSession) -> None:
    notebook = open_notebook(tmp_path)
    own_session = replace(
        session,
        notebook=notebook,
        principal=start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal,
    )
    assert copy_notebook(own_session) == "There is a copy of everything as it is now."
    with pytest.raises(NotSaved, match="not ten minutes old"):
        copy_notebook(own_session)
    notebook.close()


def test_a_copy_that_cannot_be_made_is_said_and_not_called_made(tmp_path: Path, session: PersonSession) -> None:
    path = tmp_path / "gone" / "nearer.db"
    path.parent.mkdir()
    path.write_bytes(b"no notebook at all")
    with pytest.raises(NotSaved, match="No copy could be made"):
        copy_notebook(replace(session, notebook=replace(session.notebook, path=path)))
    assert not list(path.parent.rglob("nearer-*"))
