"""The guide on the screen: reasons in words, pages on their shelves, a text made ready to read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from nearer.guide.citations import sentences_by_source, without_citations
from nearer.guide.evidence import TopicReason
from nearer.guide.topics import Shelf
from nearer.shipped import shipped_guide
from nearer.views import text as words
from nearer.views.markdown import topic_text
from nearer.views.page_sources import source_lines
from nearer.views.topic_reasons import reason_lines

GUIDE, TODAY = shipped_guide(), date(2026, 11, 24)  # a Tuesday
each_topic = pytest.mark.parametrize("topic", GUIDE.topics.values(), ids=lambda topic: topic.id)


def score(scale: str, band: str, questionnaire: str = "physical-barriers") -> TopicReason:
    return TopicReason("score", band, questionnaire, scale)


def test_several_scores_of_one_questionnaire_give_one_reason_in_one_sentence() -> None:
    assert reason_lines(GUIDE, [score("Dryness", "Very much in the way"), score("Pain", "Quite a lot")], TODAY) == [
        "Because you answered “Your body”: Dryness – Very much in the way; Pain – Quite a lot."
    ]


def test_what_a_band_says_is_one_sentence_with_the_day_of_the_answers() -> None:
    reasons = [
        TopicReason("score", f"{what} was very much in the way", "physical-barriers", day=date(2026, 11, 3))
        for what in ("sleep", "pain")
    ]
    assert reason_lines(GUIDE, reasons, TODAY) == [
        "Because sleep was very much in the way and pain was very much in the way, in your answers 3 weeks ago."
    ]
    assert reason_lines(GUIDE, [replace(reasons[0], day=None)], TODAY) == ["Because sleep was very much in the way."]


def test_a_date_and_an_answer_are_sentences_of_their_own_and_come_first() -> None:
    event = TopicReason("event", "chemotherapy was within the last two weeks")
    lines = reason_lines(GUIDE, [score("Dryness", "Very much in the way"), event], TODAY)
    assert lines[0] == "Because chemotherapy was within the last two weeks."
    assert len(lines) == 2


def test_a_card_gives_three_reasons_at_most() -> None:
    [line] = reason_lines(GUIDE, [score(f"Scale {number}", "Very much in the way") for number in range(9)], TODAY)
    assert line.count("Very much in the way") == 3


def test_every_page_stands_on_exactly_one_shelf() -> None:
    placed = [topic.id for shelf in words.guide.shelf_names() for topic in GUIDE.on_shelf(shelf)]
    assert sorted(placed) == sorted(GUIDE.topics)
    assert tuple(words.guide.shelf_names()) == get_args(Shelf)


def test_the_topics_of_a_shelf_come_in_their_written_order() -> None:
    team = [topic.id for topic in GUIDE.on_shelf("team")]
    assert team[:3] == ["safety-during-treatment", "after-a-transplant", "when-to-call-your-doctor"]
    assert [topic.id for topic in GUIDE.on_shelf("two")][-1] == "family-and-culture"
    assert [len(GUIDE.on_shelf(shelf)) for shelf in words.guide.shelf_names()] == [14, 11, 15, 8]


@each_topic
def test_a_page_is_cut_around_its_rules_for_stopping_and_nothing_is_lost(topic) -> None:
    text = topic_text(topic.text)
    assert re.findall("(?m)^## (.*)", text.stop) == ["When to stop or call"]
    assert all(rule in text.stop for rule in topic.stop)
    assert "When to stop" not in text.before + text.after
    whole = without_citations(topic.text)
    assert " ".join((text.before + text.stop + text.after).split()) == " ".join(whole.split())


@each_topic
def test_a_page_is_read_without_citations_and_its_foot_says_what_each_source_is_for(topic) -> None:
    text = topic_text(topic.text)
    assert re.findall(r"\[(?:R\d|[GMS]\b)", text.before + text.stop + text.after) == []
    borne = sentences_by_source(topic.text)
    assert set(borne) <= set(topic.sources)
    assert sum(map(len, borne.values())) >= len(re.findall(r"\[(?:R\d|[GMS]\b)", topic.text))
    for key, line in zip(topic.sources, source_lines(GUIDE, topic), strict=True):
        assert line.startswith(f"[{key}] {GUIDE.sources[key].title}. ")
        assert line.count("“") - GUIDE.sources[key].title.count("“") >= len(borne.get(key, []))


def test_a_source_mark_belongs_to_the_sentence_that_it_ends_or_follows() -> None:
    """By hand, from the rule in docs/writing-a-topic.md: the source is put after its sentence."""
    text = "## Try\n\n**Agree first.** Say when [R6, G]. A walk. It helps. [M]\n\n- Rest [R6]\n"
    assert sentences_by_source(text) == {"R6": ["Say when.", "Rest"], "G": ["Say when."], "M": ["It helps."]}


def test_a_topic_without_rules_for_stopping_is_drawn_whole() -> None:
    text = topic_text("## What this is\n\nA walk [R2, M].")
    assert (text.stop, text.after) == ("", "")
    assert text.before.endswith("A walk.")


@each_topic
def test_every_guide_page_says_whether_it_touches_medical_care_and_whether_it_was_reviewed(topic) -> None:
    assert words.guide.topic_kind_words(topic.kind)
    assert topic.reviewed == "false", "a signed page says by whom: words.guide.reviewed"


def test_a_reviewed_guide_page_names_the_day_and_the_initials_of_the_reviewer() -> None:
    assert words.guide.reviewed("2027-01-11 SK") == "Reviewed by a clinician: 2027-01-11 SK."
