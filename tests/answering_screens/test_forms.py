"""The open form: what cannot be kept is said and stays, what another window kept is merged, *Saved* is always true."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from nearer.answering.form_drafts import (
    answer_item,
    begin_again,
    carry_into_this_week,
    leave_week,
    open_form_of_week,
    save_form_draft,
    submit_form,
)
from nearer.answering.open_form import Interruption, OpenForm
from nearer.answering.questionnaire_flow import current_section
from nearer.answering_screens.open_form import open_anew
from nearer.database.row_errors import NotSaved
from nearer.domain.answers import AnswerState
from nearer.domain.form_content import NOTE_FIELD, FormContent
from nearer.language.error_catalogue.notebook_errors import NotebookFileText
from nearer.session.values import PersonSession
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import open_demo_notebook
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views.text.form import not_saved
from nearer.yaml_files.catalogue import Catalogue
from tests.storage.making import BODY, CHECK_IN, NOW, find_draft, make_person

HIDDEN = {"state": "not_shown"}
CATALOGUE = Catalogue({"body": BODY, "closeness-weekly": CHECK_IN})


@pytest.fixture
def meera() -> PersonSession:
    notebook = open_demo_notebook()
    return PersonSession(notebook, make_person(notebook, "Meera"), CATALOGUE, NOW)


def two(session: PersonSession, questionnaire_id: str = "body") -> tuple[OpenForm, OpenForm]:
    """The same form in two windows."""
    questionnaire = session.catalogue.questionnaires[questionnaire_id]
    week = session.week if questionnaire.repeat == "weekly" else None
    return open_form_of_week(session, questionnaire, week), open_form_of_week(session, questionnaire, week)


def write_note(session: PersonSession, form: OpenForm, note: str) -> None:
    form.set_content(form.content.with_note(note))
    save_form_draft(session, form)


def last_response(session: PersonSession, questionnaire_id: str = "closeness-weekly") -> dict[str, object]:
    own_response = read_own_responses(session.notebook, session.principal, questionnaire_id)[-1]
    return {name: raw for name, raw in (own_response.answers or {}).items() if raw is not None} | {
        "note": own_response.note
    }


def test_a_draft_that_cannot_be_kept_stays_on_the_screen_with_the_reason_and_is_not_called_kept(
    meera: PersonSession,
) -> None:
    form, _ = two(meera)
    answer_item(meera, form, "pain", "some")
    form.set_content(form.content.with_note("x" * 2_001))
    save_form_draft(meera, form)
    assert form.problem.startswith("Not saved.") and not form.is_stored
    assert len(form.note) == 2_001, "nothing is cut in silence"
    submit_form(meera, form)
    assert not form.saved and form.problem.startswith("Not saved.")
    write_note(meera, form, "shorter")
    assert form.is_stored


def test_a_draft_that_is_too_long_says_so_and_keeps_nothing(meera: PersonSession) -> None:
    form = OpenForm(BODY, None, FormContent({"far-too-much": "x" * 300_000}))
    save_form_draft(meera, form)
    assert form.problem.startswith("Not saved.") and form.version == 0
    assert find_draft(meera.notebook, meera.principal, "body", None) is None


def test_a_note_typed_in_one_window_and_answers_of_another_are_all_kept_and_all_shown(meera: PersonSession) -> None:
    first, second = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    write_note(meera, second, "He held my hand")
    assert (second.raw_answers, second.note) == ({"touch": "much"}, "He held my hand")
    answer_item(meera, first, "talk", "some")
    assert (first.raw_answers, first.note) == ({"touch": "much", "talk": "some"}, "He held my hand")


def test_two_notes_wait_for_the_person_also_after_a_reload_and_nothing_is_finished_before(meera: PersonSession) -> None:
    first, second = two(meera, "closeness-weekly")
    write_note(meera, first, "Scan on Friday")
    write_note(meera, second, "He held my hand")
    assert second.content.conflicts == {NOTE_FIELD: ("He held my hand", "Scan on Friday")}
    submit_form(meera, second)
    submit_form(meera, first)
    assert not second.saved and not first.saved
    again, _ = two(meera, "closeness-weekly")
    assert again.content.conflicts == second.content.conflicts == first.content.conflicts
    again.set_content(again.content.resolve_conflict(NOTE_FIELD, "Scan on Friday"))
    save_form_draft(meera, again)
    submit_form(meera, again)
    assert again.saved and last_response(meera)["note"] == "Scan on Friday"


def test_finish_in_a_window_that_missed_something_shows_it_first_and_then_saves_all_of_it(meera: PersonSession) -> None:
    first, second = two(meera)
    answer_item(meera, first, "pain", "some")
    answer_item(meera, second, "hope", "Sleep")
    submit_form(meera, first)
    assert not first.saved and "another window" in first.problem
    assert first.raw_answers == {"pain": "some", "hope": "Sleep"}
    submit_form(meera, first)
    assert first.saved and last_response(meera, "body") == {
        "pain": "some",
        "hope": "Sleep",
        "where": HIDDEN,
        "note": "",
    }


def test_finish_is_not_held_up_by_a_window_that_only_went_to_another_part(meera: PersonSession) -> None:
    first, second = two(meera)
    answer_item(meera, first, "pain", "some")
    second.position = 1
    save_form_draft(meera, second)
    submit_form(meera, first)
    assert first.saved


def test_a_late_tap_in_a_check_in_finished_elsewhere_is_added_to_what_was_saved(
    meera: PersonSession,
) -> None:
    first, second = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    answer_item(meera, second, "talk", "some")
    write_note(meera, first, "He held my hand")
    submit_form(meera, first)
    assert first.saved
    answer_item(meera, second, "ease", "none")
    assert second.raw_answers == {"touch": "much", "talk": "some", "ease": "none"}
    assert second.note == "He held my hand" and "finished this in another window" in second.problem
    submit_form(meera, second)
    assert second.saved
    assert last_response(meera) == {"touch": "much", "talk": "some", "ease": "none", "note": "He held my hand"}


@pytest.mark.parametrize("act", ["finish", "go on"])
def test_a_window_in_which_nothing_changed_shows_the_form_as_saved_and_saves_nothing_again(
    meera: PersonSession, act: str
) -> None:
    first, second = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    submit_form(meera, first)
    (submit_form if act == "finish" else save_form_draft)(meera, second)
    assert second.interruption is Interruption.FINISHED_ELSEWHERE and not second.unsaved and not second.saved
    assert find_draft(meera.notebook, meera.principal, "closeness-weekly", meera.week) is None
    assert last_response(meera)["touch"] == "much"


def test_a_late_tap_in_a_form_finished_for_good_is_refused_and_can_begin_it_once_more(meera: PersonSession) -> None:
    first, second = two(meera)
    answer_item(meera, first, "pain", "some")
    write_note(meera, second, "About the scan")
    submit_form(meera, first)
    submit_form(meera, first)
    assert first.saved
    answer_item(meera, second, "hope", "Sleep")
    assert second.interruption is Interruption.FINISHED_ELSEWHERE and second.unsaved and not second.is_stored
    submit_form(meera, second)
    assert not second.saved and len(read_own_responses(meera.notebook, meera.principal, "body")) == 1
    begin_again(meera, second)
    assert second.is_stored and second.interruption is None
    draft = find_draft(meera.notebook, meera.principal, "body", None)
    assert draft is not None and (draft.answers, draft.note) == (
        {"pain": "some", "hope": "Sleep"},
        "About the scan",
    )


def test_a_form_finished_and_begun_anew_is_not_changed_by_a_window_from_before(meera: PersonSession) -> None:
    """Its draft counts from 1 again, so that the number alone says nothing."""
    first, second = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    answer_item(meera, second, "talk", "some")
    submit_form(meera, second)
    submit_form(meera, second)
    newer, _ = two(meera, "closeness-weekly")
    answer_item(meera, newer, "ease", "none")
    assert newer.version == first.version == 1
    answer_item(meera, first, "talk", "much")
    assert first.raw_answers == {"touch": "much", "talk": "much", "ease": "none"}


def test_a_check_in_left_open_over_the_end_of_its_week_is_taken_along_or_left(meera: PersonSession) -> None:
    first, second = two(meera, "closeness-weekly")
    monday = replace(meera, now=NOW + timedelta(weeks=1))
    answer_item(meera, first, "touch", "much")
    write_note(monday, first, "Typed after midnight")
    assert first.interruption is Interruption.WEEK_OVER and first.is_stored
    submit_form(monday, first)
    assert not first.saved
    reopened = open_anew(monday, CHECK_IN)
    assert reopened.interruption is Interruption.WEEK_OVER and reopened.note == "Typed after midnight"
    this_week = carry_into_this_week(monday, reopened)
    assert (this_week.week, this_week.raw_answers, this_week.note) == (
        monday.week, {"touch": "much"}, "Typed after midnight",
    )  # fmt: skip
    assert open_anew(monday, CHECK_IN).week == monday.week
    assert find_draft(meera.notebook, meera.principal, CHECK_IN.id, meera.week) is None
    answer_item(monday, second, "talk", "some")
    assert second.interruption is Interruption.WEEK_OVER
    assert carry_into_this_week(monday, second).raw_answers["talk"] == "some"
    submit_form(monday, opened := open_anew(monday, CHECK_IN))
    assert opened.saved and last_response(monday)["note"] == "Typed after midnight"


def test_a_saved_check_in_that_was_only_looked_at_again_is_not_asked_about_next_week(meera: PersonSession) -> None:
    first, _ = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    submit_form(meera, first)
    again, _ = two(meera, "closeness-weekly")
    save_form_draft(meera, again)
    monday = replace(meera, now=NOW + timedelta(weeks=1))
    assert open_anew(monday, CHECK_IN).week == monday.week


def test_last_weeks_unfinished_check_in_can_be_let_go(meera: PersonSession) -> None:
    first, _ = two(meera, "closeness-weekly")
    answer_item(meera, first, "touch", "much")
    monday = replace(meera, now=NOW + timedelta(weeks=1))
    leave_week(monday, open_anew(monday, CHECK_IN))
    form = open_anew(monday, CHECK_IN)
    assert (form.week, form.raw_answers, form.interruption) == (monday.week, {}, None)


def test_questions_that_changed_while_the_form_lay_open_are_shown_before_anything_is_saved(
    meera: PersonSession,
) -> None:
    form, _ = two(meera)
    answer_item(meera, form, "pain", "some")
    answer_item(meera, form, "hope", "A long walk")
    changed = replace(BODY, sha256="1" * 64, items=tuple(item for item in BODY.items if item.id != "hope"))
    later = replace(meera, shipped=Catalogue({"body": changed}))
    submit_form(later, form)
    assert not form.saved and form.problem and form.questionnaire is changed
    assert (form.raw_answers, form.without_place) == ({"pain": "some"}, 1)
    answer_item(later, form, "sleep", "some")
    draft = find_draft(meera.notebook, meera.principal, "body", None)
    assert draft is not None and draft.answers["hope"] == "A long walk", "what has no place is kept with the draft"


def test_a_form_in_which_nothing_was_chosen_is_not_saved_unasked(meera: PersonSession) -> None:
    form, _ = two(meera)
    submit_form(meera, form)
    assert form.interruption is Interruption.NOTHING_CHOSEN and not form.saved
    assert read_own_responses(meera.notebook, meera.principal, "body") == ()


def test_saying_that_nothing_applies_is_saved_for_every_question_and_gives_no_score(meera: PersonSession) -> None:
    form, _ = two(meera)
    form.none_applies = True
    submit_form(meera, form)
    assert form.saved and [score.value for score in form.scores or ()] == [None]
    [own_response] = read_own_responses(meera.notebook, meera.principal, "body")
    states = {name: answer.state for name, answer in read_answers(BODY, own_response.answers).items()}
    away, hidden = AnswerState.NOT_APPLICABLE, AnswerState.NOT_SHOWN
    assert states == {"pain": away, "sleep": away, "where": hidden, "hope": away}


def test_saying_that_nothing_applies_is_not_saved_over_what_another_window_answered(meera: PersonSession) -> None:
    first, second = two(meera)
    submit_form(meera, first)
    answer_item(meera, second, "pain", "much")
    first.interruption, first.none_applies = None, True
    submit_form(meera, first)
    assert not first.saved and not first.none_applies and first.raw_answers == {"pain": "much"}


@pytest.mark.parametrize("raw", [{"state": "declined"}, "some"])
def test_a_form_with_one_declined_question_or_only_a_note_is_saved(meera: PersonSession, raw: object) -> None:
    form, _ = two(meera, "closeness-weekly")
    if raw == "some":
        write_note(meera, form, "Only this")
    else:
        answer_item(meera, form, "touch", raw)
    submit_form(meera, form)
    assert form.saved


def test_a_tap_on_a_question_that_is_gone_is_said_and_changes_nothing(meera: PersonSession) -> None:
    form, _ = two(meera)
    answer_item(meera, form, "gone", "some")
    assert form.problem and not form.raw_answers


def test_pressing_finish_twice_saves_once(meera: PersonSession) -> None:
    form, _ = two(meera)
    answer_item(meera, form, "pain", "some")
    submit_form(meera, form)
    submit_form(meera, form)
    assert len(read_own_responses(meera.notebook, meera.principal, "body")) == 1


def test_an_open_form_shows_nothing_of_its_answers_when_printed(meera: PersonSession) -> None:
    form, _ = two(meera)
    answer_item(meera, form, "hope", "A long walk")
    assert "long walk" not in repr(form)


def test_a_tap_on_the_check_in_leads_on_and_what_could_not_be_kept_stays_in_view(meera: PersonSession) -> None:
    form, _ = two(meera, "closeness-weekly")
    form.set_content(form.content.with_note("x" * 2_001))
    answer_item(meera, form, "touch", "some")
    assert form.problem.startswith("Not saved.") and current_section(form).item_ids == ("touch",)
    form.set_content(form.content.with_note(""))
    answer_item(meera, form, "touch", "much")
    assert form.is_stored and current_section(form).item_ids == ("talk",)


@pytest.mark.parametrize("reason", [NotebookFileText.DISK_FULL, NotebookFileText.BUSY, NotebookFileText.READ_ONLY])
def test_a_reason_why_nothing_was_saved_does_not_say_so_twice(reason: NotebookFileText) -> None:
    assert not_saved(str(NotSaved(reason))).count("Not saved") == 1
