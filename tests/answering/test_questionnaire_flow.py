"""The way through a questionnaire, tried without a browser and without a notebook."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.answering.open_form import Interruption, OpenForm
from nearer.answering.questionnaire_flow import (
    FormSection,
    Stage,
    advance_after,
    ask_whether_nothing_applies,
    back_to_questions,
    check_may_leave,
    current_section,
    final_answers,
    finish_unkept,
    go_to_section,
    leave_help,
    say_nothing_applies,
    show_help_after,
    stage_of,
)
from nearer.domain.answers import AnswerState
from nearer.domain.weeks import Week
from nearer.views import text as words
from nearer.yaml_files.loader import load_questionnaire

THREE_SECTIONS = load_questionnaire(
    """
id: three
version: 1.0
status: active
language: en
title: Three sections
summary: For the tests.
audience: both
source: Written for the tests.
licence: CC0-1.0
answer_lists:
  how:
    - {code: none, text: Not at all, weight: 0}
    - {code: some, text: Some, weight: 2}
    - {code: much, text: Much, weight: 4}
    - {code: na, text: Does not apply, not_applicable: yes}
sections: [{id: one, title: One}, {id: two, title: Two}, {id: three, title: Three}]
items:
  - {id: pain, section: one, text: Pain, answers: how}
  - {id: told, section: one, text: Read this., type: display}
  - {id: where, section: two, text: Where, type: line, show_if: {item: pain, is: [much]}}
  - {id: sleep, section: three, text: Sleep, answers: how}
scales:
  - {id: body, title: Body, items: [pain, sleep], method: sum, need: 1, higher: worse}
""",
    "three.yaml",
)


@pytest.fixture
def form() -> OpenForm:
    return OpenForm(THREE_SECTIONS, None)


def test_a_form_begins_at_its_first_part_that_asks_something(form: OpenForm) -> None:
    assert (stage_of(form), current_section(form)) == (Stage.QUESTIONS, FormSection("one", 0, 2))
    form.set_answer("pain", "much")
    assert current_section(form) == FormSection("one", 0, 3) and not current_section(form).is_last


def test_continue_leads_through_a_form_to_its_last_part_and_back_to_the_one_before(form: OpenForm) -> None:
    assert go_to_section(form, 1, has_invalid_number=False)
    assert current_section(form) == FormSection("three", 1, 2) and current_section(form).is_last
    assert go_to_section(form, 0, has_invalid_number=False) and current_section(form).section_id == "one"


def test_when_an_answer_takes_parts_of_a_form_away_the_last_part_left_is_shown(form: OpenForm) -> None:
    form.set_answer("pain", "much")
    go_to_section(form, 2, has_invalid_number=False)
    form.set_answer("pain", "none")
    assert current_section(form) == FormSection("three", 1, 2)


@pytest.fixture
def check_in() -> OpenForm:
    return OpenForm(replace(THREE_SECTIONS, purpose="closeness"), Week(2026, 48))


def test_in_the_check_in_each_question_is_a_part_of_its_own_and_the_end_another(check_in: OpenForm) -> None:
    assert current_section(check_in) == FormSection("one", 0, 4, ("pain",))
    sections = []
    for check_in.position in range(4):
        sections.append(current_section(check_in).item_ids)
    assert sections == [("pain",), ("told",), ("sleep",), ()]
    assert current_section(check_in).is_last


@pytest.mark.parametrize("raw", ["none", "na", {"state": "declined"}])
def test_a_tap_on_an_answer_of_the_check_in_leads_on(check_in: OpenForm, raw: object) -> None:
    check_in.set_answer("pain", raw)
    advance_after(check_in, "pain")
    assert current_section(check_in).item_ids == ("told",)


def test_choosing_an_answer_leads_on_once_and_clearing_it_does_not(check_in: OpenForm) -> None:
    check_in.set_answer("pain", "some")
    check_in.set_answer("pain", None)
    advance_after(check_in, "pain")
    assert check_in.position == 0
    check_in.set_answer("sleep", "some")
    advance_after(check_in, "sleep")
    assert check_in.position == 0, "from another window, or a second tap on an item that stands there no more"


def test_typing_an_answer_does_not_lead_to_the_next_part(check_in: OpenForm) -> None:
    check_in.set_answer("pain", "much")
    check_in.position = 2
    check_in.set_answer("where", "In the hips")
    advance_after(check_in, "where")
    assert current_section(check_in).item_ids == ("where",)


def test_a_tap_stays_on_its_part_where_a_part_has_several_questions(form: OpenForm) -> None:
    form.set_answer("sleep", "some")
    form.position = 1
    advance_after(form, "sleep")
    assert form.position == 1


def test_a_number_that_does_not_fit_is_not_left_behind_but_one_can_go_back(form: OpenForm) -> None:
    form.position = 1
    assert not go_to_section(form, 2, has_invalid_number=True)
    assert (form.position, form.problem) == (1, words.form.NUMBER_FIRST)
    assert go_to_section(form, 0, has_invalid_number=True) and form.position == 0
    assert not check_may_leave(form, has_invalid_number=True)
    assert check_may_leave(form, has_invalid_number=False) and form.problem == ""


def test_an_answer_that_may_speak_of_harm_brings_people_first_and_the_questions_wait() -> None:
    form = OpenForm(replace(THREE_SECTIONS, harm_flags=frozenset({"sleep"})), None)
    go_to_section(form, 1, has_invalid_number=False)
    form.set_answer("sleep", "much")
    show_help_after(form, "sleep")
    form.scores = ()
    assert stage_of(form) is Stage.HELP, "also before what it adds up to"
    form.scores = None
    leave_help(form)
    assert (stage_of(form), current_section(form).section_id) == (Stage.QUESTIONS, "three")
    show_help_after(form, "pain")
    assert stage_of(form) is Stage.QUESTIONS


def test_a_form_in_which_nothing_was_chosen_asks_whether_that_is_meant(form: OpenForm) -> None:
    form.position = 1
    finish_unkept(form)
    assert (stage_of(form), form.interruption, form.scores) == (Stage.DECISION, Interruption.NOTHING_CHOSEN, None)
    back_to_questions(form)
    assert (stage_of(form), current_section(form).position) == (Stage.QUESTIONS, 0)


def test_saying_that_nothing_applies_says_it_of_every_question_that_is_asked(form: OpenForm) -> None:
    finish_unkept(form)
    say_nothing_applies(form)
    assert {name: answer.state for name, answer in final_answers(form).items()} == {
        "pain": AnswerState.NOT_APPLICABLE, "sleep": AnswerState.NOT_APPLICABLE,
    }  # fmt: skip
    finish_unkept(form)
    assert stage_of(form) is Stage.CLOSING and [score.value for score in form.scores or ()] == [None]


@pytest.mark.parametrize("raw", ["none", {"state": "declined"}])
def test_one_answer_or_one_declined_question_is_enough_to_finish_a_form(form: OpenForm, raw: object) -> None:
    form.set_answer("pain", raw)
    assert not ask_whether_nothing_applies(form)


def test_a_note_alone_is_enough_to_finish_a_form(form: OpenForm) -> None:
    form.set_content(form.content.with_note("  "))
    assert ask_whether_nothing_applies(form)
    back_to_questions(form)
    form.set_content(form.content.with_note("We slept badly"))
    assert not ask_whether_nothing_applies(form)


def test_the_end_of_a_form_says_what_the_answers_add_up_to(form: OpenForm) -> None:
    form.set_answer("pain", "some")
    form.set_answer("sleep", "much")
    finish_unkept(form)
    assert stage_of(form) is Stage.CLOSING
    assert [score.value for score in form.scores or ()] == [Decimal(6)]  # 2 and 4, as the file weighs them


def test_two_values_of_one_question_are_decided_before_the_questions_go_on(form: OpenForm) -> None:
    form.set_answer("pain", "some")
    form.set_content(replace(form.content, conflicts={"pain": ("some", "much")}))
    assert stage_of(form) is Stage.DECISION
