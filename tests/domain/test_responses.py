"""A finished response says what was asked, in which words, and how each item stood."""

from __future__ import annotations

from nearer.domain.responses import build_response
from nearer.domain.weeks import Week
from nearer.typed_answers.answer_parsing import read_answers
from tests.domain.questionnaire_builders import load_good_file


def test_a_response_keeps_which_definition_in_which_language_was_answered() -> None:
    questionnaire = load_good_file()
    response = build_response(questionnaire, {}, Week(2026, 48), "only for me")
    assert (response.questionnaire, response.version, response.language) == ("scars", "1.0", "en")
    assert response.sha256 == questionnaire.sha256
    assert (response.week, response.note) == (Week(2026, 48), "only for me")


def test_a_hidden_answer_leaves_the_record_and_the_score() -> None:
    questionnaire = load_good_file()
    raw = {"present": "no", "scars": "most", "numb": "none", "ease": "most"}
    response = build_response(questionnaire, read_answers(questionnaire, raw))
    assert response.answers["scars"].state.value == "not_shown"
    assert response.answers["scars"].value is None
    assert [score.value for score in response.scores] == [0]


def test_every_item_is_in_the_record() -> None:
    questionnaire = load_good_file()
    assert list(build_response(questionnaire, {}).answers) == [item.id for item in questionnaire.items]
