"""Hindi, Kannada and Tamil in Latin letters are understood, names are put right, and two meanings are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from benchmarks.guide import hits_of_languages
from nearer.addresses import ADDRESSES
from nearer.guide.loader import GuideError, read_guide
from nearer.guide.search import search
from nearer.guide.topics import SearchLanguage
from nearer.guide.translation import Translator
from nearer.shipped import shipped_catalogue, shipped_guide, shipped_index
from nearer.shipped_files import SHIPPED_FILES

GUIDE = shipped_guide()
INDEX = shipped_index()
LANGUAGES = GUIDE.words.languages
QUERIES = yaml.load(Path(__file__).with_name("queries-other-languages.yaml").read_text("utf-8"), yaml.CSafeLoader)


def best(query: str) -> list[str]:
    return [hit.topic for hit in search(INDEX, query, 3)]


def test_the_guide_is_asked_fifty_queries_in_hindi_and_ten_in_each_other_language() -> None:
    assert QUERIES.keys() == LANGUAGES.keys() == {"hindi", "kannada", "tamil"}
    assert len(QUERIES["hindi"]) >= 50
    assert min(map(len, QUERIES.values())) >= 10
    assert {topic for one in QUERIES.values() for query in one for topic in query["topics"]} <= GUIDE.topics.keys()


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_nine_of_ten_queries_in_latin_letters_are_answered_within_three(language: str) -> None:
    assert hits_of_languages(INDEX)[language] >= 0.90


def test_two_hundred_hindi_words_of_content_are_known_and_the_other_lists_have_the_same_form() -> None:
    assert sum(map(len, LANGUAGES["hindi"].words.values())) >= 200
    assert all(language.stopwords and len(language.words) >= 30 for language in LANGUAGES.values())


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_english_that_stands_for_words_of_a_language_finds_a_page(language: str) -> None:
    assert [english for english in LANGUAGES[language].words if not best(english)] == []


def test_words_of_a_language_are_put_into_english_and_little_ones_left_out() -> None:
    hindi = SearchLanguage(stopwords=("hai", "bahut"), words={"pain": ("dard",), "no desire": ("man nahi karta",)})
    translator = Translator({"hindi": hindi}, is_english={"man", "sex", "the"}.__contains__)
    assert translator.translate(["bahut", "daard", "hai"]).english == ("pain",)
    assert translator.translate(["man", "bahut", "nahi", "karta"]).english == ("no", "desire")
    assert translator.translate(["sex", "dard"]).english == ("sex", "pain")


def test_a_word_that_is_english_too_counts_only_beside_one_of_its_language() -> None:
    hindi = SearchLanguage(stopwords=("hai",), words={"belly": ("pet",), "pain": ("dard",)})
    translator = Translator({"hindi": hindi}, is_english={"pet", "my"}.__contains__)
    assert translator.translate(["my", "pet"]).english == ("my", "pet")
    assert translator.translate(["pet", "dard"]).english == ("belly", "pain")


def test_a_known_word_with_an_ending_is_known() -> None:
    tamil = SearchLanguage(words={"lonely": ("thanimai",)})
    assert Translator({"tamil": tamil}, is_english=lambda _: False).translate(["thanimaiya"]).english == ("lonely",)


def test_beside_words_of_a_language_nothing_is_taken_for_a_slip_of_english() -> None:
    """`depresed` alone is put right; among Hindi it stays what it is."""
    assert best("depresed") != []
    assert INDEX._correct_words(["mera", "depresed", "bhai", "hai"]) == ["depresed", "bhai"]


def test_beside_a_word_of_any_other_language_nothing_is_put_right() -> None:
    assert INDEX._correct_words(["ich", "depresed"]) == ["ich", "depresed"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("tamoxifin", "tamoxifen"), ("tamoxyfen", "tamoxifen"), ("letrazole", "letrozole"), ("masectomy", "mastectomy"),
        ("histerectomy", "hysterectomy"), ("prostrate", "prostate"), ("leukimia", "leukaemia"),
        ("colostmy", "colostomy"), ("sildenafill", "sildenafil"), ("radiotheraphy", "radiotherapy"),
    ],
)  # fmt: skip
def test_names_of_illnesses_and_medicines_may_be_written_as_they_sound(written: str, name: str) -> None:
    assert best(written) == best(name) != []
    assert best(f"mujhe {written} ke baad dard") != []


def test_every_name_leads_to_a_page() -> None:
    assert [name for name in GUIDE.words.names if not best(name)] == []


@pytest.mark.parametrize(
    "query",
    ["how do I use this, who can read it", "who can see my answers", "can my husband read this", "is it private"],
)
def test_who_asks_about_the_program_finds_about(query: str) -> None:
    assert best(query)[0] == "about"


def test_every_screen_that_is_found_has_an_address() -> None:
    assert GUIDE.words.screens.keys() <= ADDRESSES.keys()
    assert GUIDE.words.screens.keys().isdisjoint(GUIDE.topics)


def test_a_word_with_two_meanings_is_refused_in_a_sentence() -> None:
    text = "languages:\n  hindi:\n    words:\n      pain: [dard]\n  tamil:\n    words:\n      fear: [daard]\n"
    folder = SHIPPED_FILES / "data"
    files = [(f"{file.parent.name}/{file.name}", file.read_bytes()) for file in folder.glob("*/*.md")]
    files += [("sources.yaml", (folder / "sources.yaml").read_bytes()), ("search-words.yaml", text.encode())]
    with pytest.raises(GuideError) as refused:
        read_guide(files, shipped_catalogue())
    expected = "search-words.yaml line 7: 'daard' means 'pain' in hindi and 'fear' in tamil; leave one of them out"
    assert expected in str(refused.value)


def test_beside_an_everyday_word_of_another_language_no_word_is_put_right() -> None:
    """French: 'is tired' is no typo for the English word that looks like it."""
    assert best("fatige") != []
    assert best("est fatige") == []
