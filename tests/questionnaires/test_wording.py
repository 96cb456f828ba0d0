"""How the shipped questionnaires speak to a tired, hurt and shy person."""

from __future__ import annotations

import re

from nearer.domain.questionnaire import Questionnaire
from tests.questionnaires.shipped import all_words, asked_words, band_words, each_questionnaire

FORBIDDEN = re.compile(
    r"\b(diagnos\w*|severe\w*|treat|treats|treated|treating|cures?|cured|curing|fail\w*|poor\w*|abnormal\w*|should(n't)?"
    r"|patients?|carers?|caregivers?|victims?|battle|normal|required|must)\b",
    re.IGNORECASE,
)
TREND = re.compile(
    r"\b(better|worse|improv\w+|worsen\w*|declin\w+|increas\w+|decreas\w+|rising|rose|falling|fell|progress\w*"
    r"|trend\w*|growing|grew|than (last|before))\b",
    re.IGNORECASE,
)
GENDER = re.compile(
    r"\b(m[ae]n|wom[ae]n|males?|females?|husbands?|wi(fe|ves)|he|she|his|hers?|him|girlfriends?|boyfriends?|spouses?)\b",
    re.IGNORECASE,
)
NOT_ASKED = re.compile(r"\b(suicid\w*|kill\w*|self-harm|abus\w*|violen\w*|hit|hits|beat\w*|forced?)\b", re.IGNORECASE)


def sentences(questionnaire: Questionnaire) -> list[str]:
    """Full sentences only; titles and answer options would make the text look easier than it is."""
    texts = [text for text in all_words(questionnaire) if text[-1] in ".?!"]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text)]


def school_year(sentences: list[str]) -> float:
    """The reading grade (Kincaid et al., 1975), with syllables counted as groups of vowels without a silent final e."""
    words = re.findall(r"[A-Za-z']+", " ".join(sentences))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<!l)e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


@each_questionnaire()
def test_no_word_of_a_questionnaire_blames_labels_or_promises(questionnaire: Questionnaire) -> None:
    assert not [text for text in all_words(questionnaire) if FORBIDDEN.search(text)]


@each_questionnaire()
def test_no_band_speaks_of_a_direction(questionnaire: Questionnaire) -> None:
    assert not [text for text in band_words(questionnaire) if TREND.search(text)]


@each_questionnaire()
def test_no_couple_is_the_usual_one_and_no_body_is_read_from_gender(questionnaire: Questionnaire) -> None:
    assert not [text for text in all_words(questionnaire) if GENDER.search(text)]


@each_questionnaire()
def test_no_questionnaire_of_ours_screens_for_violence_or_suicide(questionnaire: Questionnaire) -> None:
    assert not [text for text in asked_words(questionnaire) if NOT_ASKED.search(text)]


@each_questionnaire()
def test_the_words_can_be_read_after_seven_years_of_school(questionnaire: Questionnaire) -> None:
    assert school_year(sentences(questionnaire)) <= 7


@each_questionnaire()
def test_no_sentence_of_a_questionnaire_is_longer_than_25_words(questionnaire: Questionnaire) -> None:
    assert not [sentence for sentence in sentences(questionnaire) if len(sentence.split()) > 25]


SAYS_NOT_HOW_MUCH = {"Clear", "Heavy", "Light"}


@each_questionnaire()
def test_a_band_beside_its_title_says_how_much(questionnaire: Questionnaire) -> None:
    """*Pain: Clear* reads as no pain."""
    assert not [band.name for scale in questionnaire.scales for band in scale.bands if band.name in SAYS_NOT_HOW_MUCH]


@each_questionnaire()
def test_the_lowest_band_of_a_barrier_is_little_or_no_part(questionnaire: Questionnaire) -> None:
    barriers = [
        scale for scale in questionnaire.scales if "Very much in the way" in {band.name for band in scale.bands}
    ]
    for scale in barriers:
        assert [band.name for band in scale.bands] == [
            "Little or no part", "A little in the way", "Quite a lot", "Very much in the way",
        ]  # fmt: skip
