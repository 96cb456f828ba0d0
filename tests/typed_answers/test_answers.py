"""An answer is kept exactly as it was given, or refused with a sentence that does not repeat it."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from nearer.domain.answers import Answer, AnswerState, OwnWords, write_answer
from nearer.domain.items import Item
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.typed_answers.refused_answers import AnswerRefused, refuse_hidden
from nearer.yaml_files.error_messages import adapter
from tests.domain.questionnaire_builders import load_good_file

OPTIONS = (
    {"code": "none", "text": "None", "weight": "0"},
    {"code": "some", "text": "Some", "weight": "1"},
    {"code": "na", "text": "Does not apply", "not_applicable": "yes"},
)


def item(kind: str, **more: Any) -> Item:
    return adapter(Item).validate_python({"id": "q", "section": "s", "text": "Q", "type": kind, **more})


CHOICE = item("choice", options=OPTIONS)
SEVERAL = item("several", options=OPTIONS)
WHOLE = item("integer", limits={"min": "0", "max": "10"})
FREE = item("decimal")
PLACES = item("decimal", decimals="1")
ALONE = item("several", options=({**OPTIONS[0], "alone": "yes"}, *OPTIONS[1:]), open="yes")
TEXT = item("text", max_length="20")
DAY = item("date")


@pytest.mark.parametrize(
    ("item", "raw", "answer"),
    [
        (CHOICE, "some", Answer(AnswerState.ANSWERED, "some")),
        (CHOICE, "na", Answer(AnswerState.NOT_APPLICABLE, "na")),
        (CHOICE, None, Answer(AnswerState.SKIPPED)),
        (CHOICE, {"state": "declined"}, Answer(AnswerState.DECLINED)),
        (CHOICE, {"state": "skipped"}, Answer(AnswerState.SKIPPED)),
        (CHOICE, {"state": "not_shown"}, Answer(AnswerState.NOT_SHOWN)),
        (CHOICE, {"state": "not_applicable"}, Answer(AnswerState.NOT_APPLICABLE)),
        (WHOLE, {"state": "not_applicable"}, Answer(AnswerState.NOT_APPLICABLE)),
        (SEVERAL, ["some", "none"], Answer(AnswerState.ANSWERED, ("none", "some"))),
        (SEVERAL, ["na"], Answer(AnswerState.NOT_APPLICABLE, ("na",))),
        (SEVERAL, [], Answer(AnswerState.SKIPPED)),
        (WHOLE, 0, Answer(AnswerState.ANSWERED, Decimal(0))),
        (WHOLE, 10, Answer(AnswerState.ANSWERED, Decimal(10))),
        (WHOLE, Decimal(3), Answer(AnswerState.ANSWERED, Decimal(3))),
        (FREE, 2.5, Answer(AnswerState.ANSWERED, Decimal("2.5"))),
        (FREE, 0.1 + 0.2, Answer(AnswerState.ANSWERED, Decimal("0.3"))),
        (ALONE, ["none"], Answer(AnswerState.ANSWERED, ("none",))),
        (ALONE, ["some", {"text": "and a cold"}], Answer(AnswerState.ANSWERED, ("some", OwnWords("and a cold")))),
        (PLACES, Decimal("12.50"), Answer(AnswerState.ANSWERED, Decimal("12.5"))),
        (FREE, -4, Answer(AnswerState.ANSWERED, Decimal(-4))),
        (TEXT, " 'as typed' ", Answer(AnswerState.ANSWERED, " 'as typed' ")),
        (TEXT, "=HYPERLINK(1)", Answer(AnswerState.ANSWERED, "=HYPERLINK(1)")),
        (TEXT, "  ", Answer(AnswerState.SKIPPED)),
        (DAY, "2026-12-31", Answer(AnswerState.ANSWERED, date(2026, 12, 31))),
        (DAY, date(2026, 12, 31), Answer(AnswerState.ANSWERED, date(2026, 12, 31))),
    ],
)
def test_an_answer_is_read_as_it_was_given_and_written_back_the_same(item: Item, raw: object, answer: Answer) -> None:
    assert read_answer(item, raw) == answer
    assert read_answer(item, json.loads(json.dumps(write_answer(answer)))) == answer


NO_CODES = "This answer does not belong to the question; choose one of those offered."
NOT_OFFERED = f'{NO_CODES} The codes are "none", "some", "na".'
IN_QUOTES = f'{NO_CODES} The codes are "none", "some", "na", as text in quotes.'
BY_ITSELF = '"None" is an answer by itself; choose either that or the others.'
WHOLE_NUMBER = "Give a whole number."
STATE = 'Give the answer itself, null for skipped, or {"state": "declined"}.'
RANGE = "Choose a value from 0 to 10."


@pytest.mark.parametrize(
    ("item", "raw", "sentence"),
    [
        (CHOICE, "most", NOT_OFFERED),
        (CHOICE, "", NOT_OFFERED),
        (CHOICE, 1, IN_QUOTES),
        (CHOICE, Decimal("1.0"), IN_QUOTES),
        (SEVERAL, 1, IN_QUOTES),
        (SEVERAL, ["some", 1], IN_QUOTES),
        (CHOICE, True, NOT_OFFERED),
        (CHOICE, ["some"], NOT_OFFERED),
        (CHOICE, {"state": "answered"}, STATE),
        (CHOICE, {"state": ["declined"]}, STATE),
        (CHOICE, {"state": "declined", "score": 100}, STATE),
        (CHOICE, {}, STATE),
        (SEVERAL, "some", NOT_OFFERED),
        (SEVERAL, ["some", "some"], NOT_OFFERED),
        (SEVERAL, ["some", "most"], NOT_OFFERED),
        (SEVERAL, [["some"]], NOT_OFFERED),
        (SEVERAL, ["some", "na"], "Choose either what applies, or that it does not apply."),
        (ALONE, ["none", "some"], BY_ITSELF),
        (ALONE, ["some", "none"], BY_ITSELF),
        (ALONE, ["none", {"text": "and a cold"}], BY_ITSELF),
        (ALONE, ["na", "none"], BY_ITSELF),
        (ALONE, ["na", {"text": "and a cold"}], "Choose either what applies, or that it does not apply."),
        (PLACES, Decimal("12.25"), "Give a number with at most 1 figure after the point or comma."),
        (PLACES, 0.05, "Give a number with at most 1 figure after the point or comma."),
        (item("quantity", decimals="0"), {"number": 1.5}, "Give a whole number."),
        (WHOLE, 99, RANGE),
        (WHOLE, -1, RANGE),
        pytest.param(WHOLE, 10**20000, RANGE, id="a number of 20,000 digits on a scale"),
        (WHOLE, 3.7, WHOLE_NUMBER),
        (WHOLE, 3.0, WHOLE_NUMBER),
        (WHOLE, Decimal("3.7"), WHOLE_NUMBER),
        (WHOLE, "3", WHOLE_NUMBER),
        (WHOLE, " 7", WHOLE_NUMBER),
        (WHOLE, "1_0", WHOLE_NUMBER),
        (WHOLE, "٣", WHOLE_NUMBER),
        (WHOLE, True, WHOLE_NUMBER),
        (WHOLE, float("nan"), WHOLE_NUMBER),
        (WHOLE, Decimal("NaN"), "Give an ordinary number."),
        (FREE, float("nan"), "Give an ordinary number."),
        (FREE, float("inf"), "Give an ordinary number."),
        (FREE, Decimal("sNaN"), "Give an ordinary number."),
        (FREE, False, "Give a number."),
        (FREE, "2.5", "Give a number."),
        pytest.param(FREE, 10**20000, "Give a number of at most 15 digits.", id="a number of 20,000 digits"),
        (FREE, 1e300, "Give a number of at most 15 digits."),
        (FREE, Decimal("1E-400"), "Give a number of at most 15 digits."),
        (FREE, Decimal("0.1234567890123456"), "Give a number of at most 15 digits."),
        (item("integer", limits={"min": "1"}), 0, "Choose a value of 1 or more."),
        (item("integer", limits={"max": "1"}), 2, "Choose a value of 1 or less."),
        (TEXT, "x" * 21, "Please shorten to 20 characters."),
        (item("text"), "x" * 2001, "Please shorten to 2,000 characters."),
        (TEXT, "a\x00b", "One of the characters cannot be stored; please write the text again."),
        (TEXT, "a\ud800b", "One of the characters cannot be stored; please write the text again."),
        (TEXT, 7, "Give a text."),
        (DAY, "2026-02-30", "Give a date such as 2026-11-23."),
        (item("date", days={"min": "2026-02-01"}), "2026-01-31", "Choose 2026-02-01 or a later day."),
        (item("datetime", days={"max": "2026-02-01"}), "2026-02-02T00:00", "Choose 2026-02-01 or an earlier day."),
        (DAY, "20261231", "Give a date such as 2026-11-23."),
        (DAY, datetime(2026, 12, 31), "Give a date such as 2026-11-23."),
        (DAY, 20261231, "Give a date such as 2026-11-23."),
    ],
)
def test_an_answer_that_was_never_offered_is_refused_with_a_sentence(item: Item, raw: object, sentence: str) -> None:
    with pytest.raises(AnswerRefused) as refused:
        read_answer(item, raw)
    assert str(refused.value) == sentence
    assert refused.value.item == "q"


def test_a_text_of_exactly_the_limit_is_kept() -> None:
    assert read_answer(TEXT, "x" * 20).value == "x" * 20
    assert read_answer(item("text"), "ü" * 2000).value == "ü" * 2000


def test_the_answers_of_a_form_are_read_by_item() -> None:
    answers = read_answers(load_good_file(), {"numb": "much", "years": None, "words": {"state": "declined"}})
    assert {name: answer.state.value for name, answer in answers.items()} == {
        "numb": "answered",
        "years": "skipped",
        "words": "declined",
    }


def test_an_item_of_another_questionnaire_is_refused() -> None:
    with pytest.raises(AnswerRefused, match="does not belong to the questionnaire") as refused:
        read_answers(load_good_file(), {"numb": "much", "erection": "much"})
    assert refused.value.item == "erection"


def test_a_refusal_never_holds_the_answer() -> None:
    with pytest.raises(AnswerRefused) as refused:
        read_answers(load_good_file(), {"words": "a secret told to nobody " * 10})
    assert "secret" not in str(refused.value) + repr(refused.value)


@pytest.mark.parametrize("raw", ["much", "na", {"state": "declined"}])
def test_an_answer_to_a_hidden_item_is_refused(raw: object) -> None:
    questionnaire = load_good_file()
    with pytest.raises(AnswerRefused, match="This answer does not belong") as refused:
        refuse_hidden(questionnaire, read_answers(questionnaire, {"present": "no", "scars": raw}))
    assert refused.value.item == "scars"


def test_a_hidden_item_may_be_sent_as_skipped() -> None:
    questionnaire = load_good_file()
    refuse_hidden(questionnaire, read_answers(questionnaire, {"present": "no", "scars": None}))
