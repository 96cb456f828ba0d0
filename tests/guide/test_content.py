"""Every topic of the guide is complete, readable, sourced, reachable and fit for a tired, frightened person."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from nearer.shipped import shipped_guide
from tests.guide.guide_files import (
    BY_ID,
    EVENTS,
    FORBIDDEN,
    QUESTIONNAIRES,
    READERS,
    ROOT,
    SCALES,
    STEPS,
    STOP_RULES,
    TOPICS,
    Page,
    conditions,
    coverage,
    each_page,
    each_topic,
    folded,
    read_yaml,
)
from tests.guide.readability import plain, school_year, sentences, words

IDS = [
    *("why-intimacy-changes", "physical-changes", "emotional-changes", "partners-perspective"),
    *("from-carer-to-partner", "a-story-of-healing", "body-image", "gradual-touch", "talking-i-feel"),
    *("lubricants-and-positions", "mindfulness", "why-intimacy-matters", "what-happens-in-sex-therapy"),
    *("is-sex-safe", "low-desire", "feeling-unattractive", "how-long-it-takes", "getting-help"),
    *("vaginal-dryness-and-pain", "erectile-changes", "hormones", "fatigue-and-energy"),
    *("scars-and-sensation", "ostomy-and-continence", "lymphoedema", "safety-during-treatment"),
    *("when-to-call-your-doctor", "asking-your-doctor", "fertility-and-contraception", "fear-of-rejection"),
    *("guilt-and-being-a-burden", "anxiety-and-low-mood", "fear-of-recurrence", "grief-and-loss"),
    *("loneliness", "carer-fatigue", "consent-and-comfort", "lgbtq-couples", "family-and-culture"),
    *("when-touch-hurts", "mouth-face-and-voice", "orgasm-and-ejaculation", "when-the-cancer-stays"),
    *("after-a-transplant", "young-and-testicular", "chemo-brain", "on-your-own", "a-story-of-two-men"),
]
TOPIC_KEYS = {
    *("id", "title", "summary", "audience", "shelf", "place", "addresses", "kind", "stop", "sources"),
    *("reviewed", "to_confirm", "related", "search"),
}

HEADINGS = ["What this is", "Why it happens", "When to stop or call", "What to say", "Where this comes from"]
HELPLINE = re.compile(r"\b(?:1-800-\d{3}-\d{4}|1\d\d|\d{5})\b")
ASKS = re.compile(r"\bask\b|\bconfirm", re.IGNORECASE)
SOURCES = read_yaml("data/sources.yaml")


def test_the_guide_has_all_of_its_topics_and_no_other() -> None:
    assert sorted(BY_ID) == sorted(IDS)


@each_topic
def test_a_topic_has_all_its_keys(page: Page) -> None:
    assert TOPIC_KEYS <= set(page.about) <= TOPIC_KEYS | {"shown_when", "not_when", "addresses_when"}
    assert page.about["id"] == page.file.stem
    assert page.about["audience"] in READERS
    assert page.about["kind"] in {"everyday", "medical", "urgent"}
    assert page.about["reviewed"] == "false"
    assert 0 < len(page.about["summary"]) <= 160


@each_page
def test_front_matter_is_plain_text_without_quotes_or_anchors(page: Page) -> None:
    styles = {event.style for event in yaml.parse(page.front) if isinstance(event, yaml.ScalarEvent)}
    assert styles == {None}


@each_topic
def test_a_topic_is_short_enough_for_a_tired_reader(page: Page) -> None:
    assert 150 <= len(words(plain(page.body))) <= 450


@each_page
def test_a_page_can_be_read_in_the_eighth_school_year(page: Page) -> None:
    assert school_year(page.body) <= 8.9
    assert max(len(words(sentence)) for sentence in sentences(page.body)) <= 30


@each_topic
def test_a_topic_says_what_why_what_to_try_when_to_stop_what_to_say_and_where_from(page: Page) -> None:
    assert set(HEADINGS) <= set(page.headings)
    assert {"Try this week", "What to do now"} & set(page.headings)


@each_page
def test_no_word_of_the_guide_blames_labels_or_promises(page: Page) -> None:
    assert [found.group(0) for found in FORBIDDEN.finditer(page.read)] == []


@each_page
def test_a_rule_for_stopping_stands_on_every_page(page: Page) -> None:
    assert page.about["stop"]


@each_topic
def test_the_card_and_the_page_give_the_same_rules_for_stopping(page: Page) -> None:
    section = page.body.split("## When to stop or call\n\n")[1].split("\n\n")[0]
    assert section.splitlines() == [f"- {rule}" for rule in page.about["stop"]]


def test_every_rule_for_stopping_is_written_once_and_shown_somewhere() -> None:
    rules = {rule for page in [*TOPICS, *STEPS] for rule in page.about["stop"]}
    assert len({folded(rule) for rule in STOP_RULES.values()}) == len(STOP_RULES)
    assert rules == set(STOP_RULES.values())
    texts = {page.file: page.file.read_text("utf-8") for page in [*TOPICS, *STEPS]}
    assert [(file.stem, rule) for file, text in texts.items() for rule in rules if rule in text] == []


@each_topic
def test_the_guide_as_it_is_read_has_the_rules_below_their_heading(page: Page) -> None:
    topic = shipped_guide().topics[page.file.stem]
    assert list(topic.stop) == page.about["stop"]
    assert topic.text == page.body.strip()


@each_page
def test_every_source_is_named_known_and_used(page: Page) -> None:
    assert page.about["sources"]
    assert set(page.about["sources"]) <= set(SOURCES)
    assert page.cited == set(page.about["sources"])


@each_page
def test_a_fact_not_confirmed_is_marked_and_worded_as_a_question_for_the_care_team(page: Page) -> None:
    assert page.about["to_confirm"] == ("true" if "M" in page.cited else "false")
    passages = re.split(r"\n\n|\n(?=- |\d\. )", page.body)
    assert [text for text in passages if re.search(r"\bM\]", text) and not ASKS.search(text)] == []


@each_page
def test_general_knowledge_is_noted_only_at_the_foot_of_a_page(page: Page) -> None:
    """[M] is left for one use: to say at the foot that some lines are general knowledge."""
    advice, foot = page.body.split("## Where this comes from")
    assert re.findall(r"[^.\n]*\bM\]", advice) == []
    assert len(re.findall(r"\bM\]", foot)) <= 1


@each_topic
def test_the_related_topics_that_a_guide_page_names_exist(page: Page) -> None:
    related = page.about["related"]
    assert len(related) >= 2
    assert set(related) <= set(IDS) - {page.file.stem}


@each_topic
def test_every_topic_has_words_by_which_people_look_for_it(page: Page) -> None:
    assert len(set(page.about["search"])) >= 6


def test_no_two_topics_claim_the_same_search_words() -> None:
    claimed = [phrase for page in TOPICS for phrase in page.about["search"]]
    assert sorted({phrase for phrase in claimed if claimed.count(phrase) > 1}) == []


@each_topic
def test_a_topic_speaks_to_scales_that_its_readers_answer(page: Page) -> None:
    answered = {scale["id"] for audience, scale in SCALES if audience in READERS[page.about["audience"]]}
    assert set(page.about["addresses"]) <= answered
    assert set(page.about["addresses"].values()) <= {"1", "2", "3"}


@each_topic
def test_a_topic_can_be_reached_by_a_scale_or_a_condition(page: Page) -> None:
    assert page.about["addresses"] or page.about.get("shown_when")


@pytest.mark.parametrize("audience,scale", SCALES, ids=[scale["id"] for _, scale in SCALES])
def test_a_topic_that_a_band_recommends_names_the_scale_of_the_band(audience: str, scale: dict[str, Any]) -> None:
    bands = scale["bands"][1:] if scale["higher"] == "worse" else scale["bands"][:-1]
    named = {topic for band in bands for topic in band.get("guide", [])}
    assert named <= set(IDS)
    meant = {topic for topic in named if audience in READERS[BY_ID[topic].about["audience"]]}
    assert sorted(topic for topic in meant if scale["id"] not in spoken_to(BY_ID[topic])) == []


def spoken_to(page: Page) -> set[str]:
    return {*page.about["addresses"], *(address["scale"] for address in page.about.get("addresses_when", ()))}


def test_a_person_meets_each_scale_in_one_questionnaire_only() -> None:
    for role in ("survivor", "partner"):
        met = [scale["id"] for audience, scale in SCALES if audience in READERS[role]]
        assert len(met) == len(set(met))


@each_page
def test_a_condition_names_what_is_really_asked(page: Page) -> None:
    for condition in conditions(page):
        when = condition["when"]
        if "event" in when:
            assert set(when) == {"event", "within_days"} and when["event"] in EVENTS and int(when["within_days"]) > 0
        else:
            questionnaire = QUESTIONNAIRES[when["questionnaire"]]
            scales = {scale["id"] for scale in questionnaire["scales"]}
            assert (
                set(when["is"]) <= offered(questionnaire, when["item"]) if "item" in when else when["scale"] in scales
            )


def offered(questionnaire: dict[str, Any], item_id: str) -> set[str]:
    """The codes of the answer options of an item."""
    [item] = [item for item in questionnaire["items"] if item["id"] == item_id]
    answers = item["answers"]
    return {option["code"] for option in questionnaire["answer_lists"].get(str(answers), answers)}


@pytest.mark.parametrize("row", coverage(), ids=lambda row: f"{row[0]} {row[1]} {row[3]}")
def test_no_fact_of_the_clinic_guide_is_lost(row: list[str]) -> None:
    _, _, fact, topic, carried = row
    assert folded(carried) in folded(BY_ID[topic].front + BY_ID[topic].body), fact


def test_every_part_of_the_clinic_guide_is_covered() -> None:
    parts = ["Introduction", "Why it fades", "Story", "Story, steps", "Why it matters", "Sex therapy", "Questions"]
    assert {row[0] for row in coverage()} == {"Title", *parts, "Final thoughts"}
    assert len(coverage()) >= 70


@each_page
def test_every_phone_number_in_the_guide_is_one_of_the_checked_helplines(page: Page) -> None:
    lines = [line for country in read_yaml("data/help.yaml")["countries"] for line in country["lines"]]
    known = {number for line in lines for number in line["number"].split(" or ")}
    assert set(HELPLINE.findall(page.read)) - {"100"} <= known


def test_the_files_hold_only_what_is_written_for_the_guide() -> None:
    stray = [file.name for folder in ("guide", "steps") for file in (ROOT / "data" / folder).iterdir()]
    assert [name for name in stray if not name.endswith(".md")] == []


@each_page
def test_a_swollen_calf_has_one_instruction_everywhere(page: Page) -> None:
    lines = [line for line in page.about["stop"] if "calf" in line.lower()]
    assert set(lines) <= {"A swollen or painful calf – call your team at once, day or night."}


@each_page
def test_a_fever_is_given_in_celsius_and_fahrenheit(page: Page) -> None:
    for sentence in re.findall(r"[^.]*\b38\b[^\n]*", page.read):
        assert "38 °C (100.4 °F)" in sentence


@pytest.mark.parametrize(
    ("topic", "carried"),
    [
        ("safety-during-treatment", "suddenly very unwell even without fever"),
        ("safety-during-treatment", "Paracetamol can hide a fever"),
        ("safety-during-treatment", "**Radiotherapy from outside** makes nobody radioactive"),
        ("safety-during-treatment", "**BCG in the bladder.**"),
        ("is-sex-safe", "A virus behind some cancers, HPV, can"),
        ("fertility-and-contraception", "for nine months after [R93]"),
        ("fertility-and-contraception", "copper coil"),
        ("fertility-and-contraception", "immunotherapy, radiotherapy"),
        ("erectile-changes", "Sorbitrate, GTN spray or tablets, nicorandil, or poppers"),
        ("erectile-changes", "one aid or pill at a time"),
        ("after-a-transplant", "graft versus host"),
        ("why-intimacy-changes", "In a survey that a guideline reports, 43 in 100"),
        ("anxiety-and-low-mood", "In India, call Tele MANAS on 14416, or 112."),
    ],
)
def test_a_fact_that_a_reviewer_missed_stands_on_its_page(topic: str, carried: str) -> None:
    assert carried in BY_ID[topic].front + BY_ID[topic].body


def test_no_source_of_the_guide_is_an_answer_of_an_ai() -> None:
    assert [key for key, source in SOURCES.items() if re.search(r"droracle|chatgpt|\bai\b", source["where"])] == []


def test_every_source_in_the_list_is_used_by_a_page() -> None:
    used = {key for page in (*TOPICS, *STEPS) for key in page.about["sources"]}
    assert sorted(set(SOURCES) - used - {"S"}) == []
