"""The closing page says the scores in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from streamlit.testing.v1 import AppTest

from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scoring import Score
from nearer.frames.barriers_frame import barriers_frame
from nearer.shipped import shipped_catalogue, shipped_instruments
from nearer.views.score_summary import ScoreSummary, TopicLink, closing_lead, first_and_others, score_summaries
from nearer.yaml_files.loader import load_questionnaire
from tests.frames.frame_inputs import make_scored_response

TEXT = """
id: small
version: 1.0
status: active
language: en
title: Small
summary: One item.
audience: both
source: a test
licence: CC0-1.0
sections: [{id: one, title: One}]
items:
  - id: near
    section: one
    text: How near?
    answers: [{code: far, text: Far, weight: 0}, {code: close, text: Close, weight: 1}]
scales:
  - id: near
    title: Nearness
    items: [near]
    method: percent
    need: 1
    higher: better
    bands:
      - {from: 0, name: Quiet, text: A quiet time., guide: [talking-i-feel]}
      - {from: 50, name: Warm, text: A warm time.}
"""

BANDS = ((0, "Quiet"), (100, "Warm"))


def small() -> Questionnaire:
    return load_questionnaire(TEXT, "small.yaml")


def test_a_score_is_read_as_its_band_then_its_sentence_and_last_its_number() -> None:
    [view] = score_summaries(small(), [Score("near", Decimal(0), 3, 1, True, "Quiet")], topic_link=None)
    assert (view.title, view.band, view.text) == ("Nearness", "Quiet", "A quiet time.")
    assert view.value == "0 of 100; more is better"
    assert view.topics == (TopicLink("Talking I feel"),)


@pytest.mark.parametrize(("answered", "sentence"), [(1, "one answer only"), (2, "2 answers only")])
def test_under_three_answers_there_is_no_number_and_the_band_is_roughly_so(answered: int, sentence: str) -> None:
    [view] = score_summaries(small(), [Score("near", Decimal(0), answered, 1, True, "Quiet")], topic_link=None)
    assert view.band == "Quiet (roughly)"
    assert sentence in view.value and "0 of 100" not in view.value


def test_too_few_answers_give_a_sentence_and_no_number() -> None:
    [view] = score_summaries(small(), [Score("near", None, 0, 1, True, None)], topic_link=None)
    assert view.band == view.value == ""
    assert view.text == "Too few answers to say (0 of at least 1). That is quite all right."


def test_without_a_number_nothing_is_said_to_be_added_up() -> None:
    none, some = Score("near", None, 0, 1, True, None), Score("near", Decimal(100), 1, 1, True, "Warm")
    assert closing_lead([none], none_applies=False) == closing_lead([], none_applies=False) == ""
    assert "looked like for you" in closing_lead([none, some], none_applies=False)
    assert closing_lead([none], none_applies=True)


def test_a_scale_that_does_not_apply_is_left_out_of_the_closing_page() -> None:
    assert score_summaries(small(), [Score("near", None, 0, 1, False, None)], topic_link=None) == ()


SUM = TEXT.replace("method: percent", "method: sum").replace("from: 50", "from: 1")


@pytest.mark.parametrize(
    ("score", "sentence"),
    [
        (Score("near", None, 2, 9, True, None, 9, 7, 0), "7 of the 9 questions were not asked this time"),
        (Score("near", None, 8, 9, True, None, 9, 1, 0), "1 of the 9 questions was not asked this time"),
        (Score("near", None, 8, 9, True, None, 9, 0, 1), "1 of the 9 questions does not apply to you"),
        (Score("near", None, 6, 9, True, None, 9, 0, 3), "3 of the 9 questions do not apply to you"),
        (Score("near", None, 8, 9, True, None, 9, 0, 0), "Too few answers to say (8 of at least 9)"),
    ],
)
def test_a_sum_score_that_is_missing_says_which_questions_lack_an_answer(score: Score, sentence: str) -> None:
    [view] = score_summaries(load_questionnaire(SUM, "small.yaml"), [score], topic_link=None)
    assert (view.band, view.value) == ("", "")
    assert view.text.startswith(sentence)


def test_a_month_without_sexual_activity_has_a_sentence_and_no_number() -> None:
    months = load_questionnaire(SUM.replace("higher:", "activity: yes\n    higher:"), "small.yaml")
    [view] = score_summaries(months, [Score("near", None, 0, 1, False, None, 1, 1, 0)], topic_link=None)
    assert (view.band, view.value) == ("", "")
    assert view.text.startswith("This number is only for a month with sexual activity.")


def test_topics_on_the_closing_page_are_linked_by_their_titles() -> None:
    link = TopicLink("I feel", "/guide?page=talking-i-feel")
    [view] = score_summaries(
        small(), [Score("near", Decimal(0), 1, 1, True, "Quiet")], {"talking-i-feel": link}.__getitem__
    )
    assert view.topics == (link,)


def test_the_hardest_score_is_read_first_whichever_way_the_scale_points() -> None:
    far, near = (
        score_summaries(small(), [Score("near", Decimal(n), 1, 1, True, band)], topic_link=None)[0] for n, band in BANDS
    )
    assert far.hardness == (1, 1) and near.hardness == (0, 0)


def test_a_band_in_which_all_is_well_is_ordered_like_the_best_band() -> None:
    """Sleep at 20 is *A little in the way*, which is well, and dryness at 40 *Quite a lot*."""
    body = shipped_catalogue().questionnaires["physical-barriers"]
    scores = [Score(name, Decimal(value), 2, 2, True, None) for name, value in (("sleep", 20), ("dryness", 40))]
    views = score_summaries(body, scores, topic_link=None)
    assert [view.hardness for view in views] == [body.plans[one.scale].severity_and_extent(one.value) for one in scores]
    assert views[0].hardness[0] == 0 and first_and_others(views)[0] == [views[1], views[0]]


def test_the_list_of_the_closing_page_has_the_order_of_the_figure_above_it() -> None:
    """Both by band first and then by extent: 74 of a body as a whole is milder than 70 of pain, and 80 is hardest."""
    body = shipped_catalogue().questionnaires["physical-barriers"]
    values = {"body": 74, "fatigue": 72, "sleep": 20, "pain": 70, "mouth": 72, "climax": 80}
    scores = [Score(name, Decimal(value), 3, 2, True, None) for name, value in values.items()]
    first, others = first_and_others(score_summaries(body, scores, topic_link=None))
    figure = barriers_frame([make_scored_response(body, "2026-11-01", **values)], shipped_instruments())
    assert [view.title for view in (*first, *others)] == list(figure["title"])


def test_a_scale_whose_hard_end_nobody_named_is_put_in_order_as_neither_hard_nor_well() -> None:
    """Of a scale whose form does not say so, as the sum of a clinic's own form."""
    questionnaire = load_questionnaire(TEXT.replace("higher: better", "higher: unsaid"), "small.yaml")
    views = [
        score_summaries(questionnaire, [Score("near", Decimal(value), 3, 1, True, band)], topic_link=None)[0]
        for value, band in BANDS
    ]
    assert [view.value for view in views] == ["0 of 100", "100 of 100"]
    assert {view.hardness for view in views} == {(-1, -1)}


def _four_blows() -> None:
    from nearer.views.score_summary import ScoreSummary, closing

    closing([ScoreSummary(f"Part {number}", "Hard", "A sentence.") for number in range(4)], "")


def test_on_the_closing_page_the_scales_beyond_three_wait_in_a_fold() -> None:
    app = AppTest.from_function(_four_blows, default_timeout=30).run()
    assert not app.exception
    [fold] = app.expander
    cards = [html.proto.body.count("nearer-card") for html in app.get("html")]
    assert cards == [3, 1] and fold.get("html")[0].proto.body.count("Part 3") == 1


def view(title: str, band: str = "", severity: Fraction = Fraction(-1)) -> ScoreSummary:
    text, value = ("", "50 of 100") if band else ("Too few answers to say.", "")
    return ScoreSummary(title, band, text, value, (), (severity, severity))


def test_of_many_parts_those_without_enough_answers_wait_in_the_fold() -> None:
    parts = [view("a"), view("b"), view("c", "Warm", Fraction(1, 2)), view("d"), view("e", "Quiet", Fraction(1))]
    first, others = first_and_others(parts)
    assert [one.title for one in first] == ["e", "c"]
    assert [one.title for one in others] == ["a", "b", "d"]


def test_where_no_scale_of_many_has_a_score_the_closing_page_does_not_say_so_for_each() -> None:
    assert first_and_others([view("a"), view("b"), view("c"), view("d")])[0] == []
    assert len(first_and_others([view("a"), view("b")])[0]) == 2, "a few say each why"
