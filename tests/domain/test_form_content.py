"""Two windows of one form: whoever changed a field wins, both keep what both changed, copies keep who they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.form_content import NOTE_FIELD, FormContent, merge_content
from nearer.domain.questionnaire import Questionnaire
from nearer.yaml_files.loader import load_questionnaire

ASKED = """
id: family
version: 1.0
status: active
language: en
title: Family
summary: For the tests.
audience: both
source: Written for the tests.
licence: CC0-1.0
sections:
  - {id: all, title: All}
  - {id: child, title: A child, repeats: {max: 9}}
  - {id: school, title: A school, inside: child, repeats: {max: 9}}
items:
  - {id: rest, section: all, text: Rest, type: line}
  - {id: name, section: child, text: Name, type: line}
  - {id: age, section: child, text: Age, type: line}
  - {id: town, section: school, text: Town, type: line}
"""


@pytest.fixture(scope="module")
def family() -> Questionnaire:
    return load_questionnaire(ASKED.encode(), "family.yaml")


def answers(**values: object) -> FormContent:
    return FormContent(values)


def three(family: Questionnaire) -> FormContent:
    """The first child, and two more: Bo and Cy."""
    content = answers(name="Al")
    for number, name in ((2, "Bo"), (3, "Cy")):
        content = content.with_copy(family, f"child~child.{number}", name)
        content = content.with_answer(f"name~child.{number}", name).with_answer(f"age~child.{number}", f"age of {name}")
    return content


def names(content: FormContent) -> list[object]:
    order = sorted(content.answers, key=lambda name: name.partition("~")[2])
    return [content.answers[name] for name in order if name.startswith("name")]


@pytest.mark.parametrize(
    ("in_window", "stored", "merged"),
    [
        (answers(rest="b"), answers(rest="a"), answers(rest="b")),
        (answers(rest="a"), answers(rest="b"), answers(rest="b")),
        (answers(), answers(rest="a"), answers()),
        (answers(rest="a"), answers(), answers()),
        (answers(rest="a", name="n"), answers(rest="b"), answers(rest="b", name="n")),
        (answers(rest="b"), answers(rest="b"), answers(rest="b")),
    ],
)
def test_the_answer_of_the_window_that_changed_it_is_kept(
    in_window: FormContent, stored: FormContent, merged: FormContent
) -> None:
    assert merge_content(answers(rest="a"), in_window, stored) == merged


@pytest.mark.parametrize("stored", ["c", None])
def test_both_values_stay_where_both_windows_changed_a_field(stored: str | None) -> None:
    base = answers(rest="a")
    merged = merge_content(base, base.with_answer("rest", "b"), base.with_answer("rest", stored))
    assert merged.conflicts == {"rest": ("b", stored)}
    assert merged.answers == {"rest": "b"}


def test_a_note_written_in_two_windows_waits_for_the_person_and_their_choice_ends_it() -> None:
    merged = merge_content(FormContent(), FormContent(note="Scan on Friday"), FormContent(note="He held my hand"))
    assert merged.conflicts == {NOTE_FIELD: ("Scan on Friday", "He held my hand")}
    chosen = merged.resolve_conflict(NOTE_FIELD, "He held my hand")
    assert (chosen.note, chosen.conflicts) == ("He held my hand", {})
    assert merge_content(merged, chosen, merged) == chosen


def test_a_choice_that_was_left_open_is_still_open_for_the_window_that_did_not_see_it() -> None:
    open_choice = FormContent({"rest": "b"}, conflicts={"rest": ("b", "c")})
    assert merge_content(answers(rest="b"), answers(rest="b"), open_choice).conflicts == {"rest": ("b", "c")}
    later = merge_content(answers(rest="b"), answers(rest="d"), open_choice)
    assert later.conflicts == {"rest": ("d", "c")}, "b was known to the window that wrote d"


def test_two_windows_that_chose_differently_are_asked_again() -> None:
    open_choice = FormContent({"rest": "b"}, conflicts={"rest": ("b", "c")})
    again = merge_content(
        open_choice, open_choice.resolve_conflict("rest", "b"), open_choice.resolve_conflict("rest", "c")
    )
    assert again.conflicts == {"rest": ("b", "c")}


def test_several_chosen_answers_are_the_same_in_any_order() -> None:
    merged = merge_content(answers(which=["a"]), answers(which=["a", "b"]), answers(which=["b", "a"]))
    assert merged.conflicts == {}


def test_a_copy_added_in_each_window_is_two_copies(family: Questionnaire) -> None:
    base = answers(name="Al")
    content = base.with_copy(family, "child~child.2", "k1").with_answer("name~child.2", "Bo")
    stored = base.with_copy(family, "child~child.2", "k2").with_answer("name~child.2", "Cy")
    merged = merge_content(base, content, stored)
    assert names(merged) == ["Al", "Cy", "Bo"]
    assert merged.conflicts == {}


def test_what_was_written_in_the_last_copy_stays_with_it_when_the_one_before_is_taken_away(
    family: Questionnaire,
) -> None:
    base = three(family)
    merged = merge_content(base, base.without_copy("child~child.2"), base.with_answer("age~child.3", "eleven"))
    assert names(merged) == ["Al", "Cy"]
    assert merged.answers["age~child.2"] == "eleven"
    assert merged.conflicts == {}


@pytest.mark.parametrize("turned", [False, True])
def test_a_copy_that_the_other_window_changed_is_not_taken_away(family: Questionnaire, turned: bool) -> None:
    base = three(family)
    sides = [base.without_copy("child~child.2"), base.with_answer("age~child.2", "nine")]
    merged = merge_content(base, *(reversed(sides) if turned else sides))
    assert sorted(map(str, names(merged))) == ["Al", "Bo", "Cy"]
    assert "nine" in merged.answers.values() and "age of Cy" in merged.answers.values()


def test_a_copy_inside_a_copy_keeps_the_one_around_it(family: Questionnaire) -> None:
    base = three(family)
    inner = base.with_copy(family, "school~child.2~school.2", "s").with_answer("town~child.2~school.2", "Pune")
    merged = merge_content(base, base.without_copy("child~child.2"), inner)
    assert "Pune" in merged.answers.values() and "Bo" in merged.answers.values()


def test_a_copy_taken_away_in_both_windows_is_gone(family: Questionnaire) -> None:
    base = three(family)
    gone = base.without_copy("child~child.2")
    assert merge_content(base, gone, gone).same_as(gone)


CONTENT = st.builds(
    FormContent,
    st.dictionaries(st.sampled_from(["rest", "name", "age"]), st.sampled_from(["a", "b", "c"])),
    st.sampled_from(["", "x", "y"]),
)


@given(CONTENT, CONTENT)
def test_a_window_in_which_nothing_changed_takes_over_what_the_other_has(base: FormContent, other: FormContent) -> None:
    assert merge_content(base, base, other).same_as(other)
    assert merge_content(base, other, base).same_as(other)
    assert merge_content(base, other, other).same_as(other)


@given(CONTENT, CONTENT, CONTENT)
def test_a_form_merged_by_either_of_two_windows_is_the_same(
    base: FormContent, first: FormContent, second: FormContent
) -> None:
    assert merge_content(base, first, second).same_as(merge_content(base, second, first))


@given(CONTENT, CONTENT, CONTENT)
def test_every_change_of_either_window_is_there_or_waits_to_be_chosen(
    base: FormContent, first: FormContent, second: FormContent
) -> None:
    merged = merge_content(base, first, second)
    for side in (first, second):
        for name in ("rest", "name", "age"):
            if side.answers.get(name) != base.answers.get(name):
                values = merged.conflicts.get(name, (merged.answers.get(name),))
                assert side.answers.get(name) in values
        if side.note != base.note:
            assert side.note in merged.conflicts.get(NOTE_FIELD, (merged.note,))


def test_an_answer_to_a_field_that_two_windows_changed_ends_the_choice() -> None:
    open_choice = FormContent({"q0": "a"}, conflicts={"q0": ("a", "b"), "": ("x", "y")})
    assert open_choice.with_answer("q0", "b").conflicts == {"": ("x", "y")}
    assert open_choice.with_note("x").conflicts == {"q0": ("a", "b")}
