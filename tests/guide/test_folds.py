"""How long a page is before its fold, measured over all of them; nothing is lost behind it."""

from __future__ import annotations

import re

import pytest

from nearer.guide.folds import count_words, fold_topic
from nearer.guide.topics import Topic
from nearer.shipped import shipped_guide
from tests.guide.readability import plain, words

TOPICS = list(shipped_guide().topics.values())
URGENT = [topic for topic in TOPICS if topic.kind == "urgent"]
OTHERS = [topic for topic in TOPICS if topic.kind != "urgent"]
each_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.id)


def length(topic: Topic) -> int:
    return len(words(plain(fold_topic(topic).before)))


@pytest.mark.parametrize("topic", OTHERS, ids=lambda topic: topic.id)
def test_a_topic_has_250_to_450_words_before_the_fold(topic: Topic) -> None:
    assert 250 <= length(topic) <= 450


def test_safety_pages_are_the_shortest() -> None:
    assert {topic.id for topic in URGENT} == {"safety-during-treatment", "when-to-call-your-doctor"}
    assert max(map(length, URGENT)) < min(map(length, OTHERS))


@each_topic
def test_nothing_is_lost_and_the_rules_for_stopping_stand_before_the_fold(topic: Topic) -> None:
    folded = fold_topic(topic)
    assert folded.before + folded.more == topic.text
    assert all(rule in folded.before for rule in topic.stop)
    assert folded.more == "" or folded.more.startswith("## ")


@each_topic
def test_a_folded_topic_says_what_to_do_tonight_within_two_lines(topic: Topic) -> None:
    """Two lines are 25 words, as wide as a page is read."""
    first = plain(topic.text).split("What this is", 1)[1].split()
    start = first.index("Tonight:")
    assert start <= 15 and count_words(" ".join(first[start:])) >= 5


@pytest.mark.parametrize("topic", URGENT, ids=lambda topic: topic.id)
def test_an_urgent_line_is_one_line(topic: Topic) -> None:
    """One sentence of at most 30 words; the list of whom to call has one line a rule."""
    for rule in topic.stop:
        assert len(words(rule)) <= 30
        assert len(re.findall(r"[.!?](?:\s|$)", rule)) <= 2


def test_words_are_counted_as_they_are_read() -> None:
    assert count_words("## Two words\n\n- **Call** the team [R1, M]. – 112 [G]") == 6
