"""A band is written once: another name or another cut in its file, and score, chart, summary and sharing follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from nearer.charts.barriers import barriers_figure
from nearer.domain.answers import Answer
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Role
from nearer.domain.scales import Scale
from nearer.domain.scoring import score_scale
from nearer.frames.barriers_frame import barriers_frame
from nearer.frames.columns import FramePerson, FrameResponse
from nearer.presenters.about import about_figures
from nearer.presenters.barriers import barrier_rows
from nearer.shipped import shipped_score_precision
from nearer.typed_answers.answer_parsing import read_answers
from nearer.views.score_summary import score_summaries, topic_words
from nearer.views.shared_response import score_sentence
from nearer.views.text.about import passages
from nearer.yaml_files.loader import load_questionnaire, read_warnings
from tests.questionnaires.shipped import FILES, ROOT, SCALES, TOPICS, each_questionnaire

NAME = "Renamed in its file"
STEPS = 40
AS_WRITTEN = {plain["id"]: plain for plain in (yaml.load(file.read_bytes(), yaml.BaseLoader) for file in FILES)}


def write_out(plain: dict[str, Any]) -> dict[str, Any]:
    """The file with every band in its scale, also of those that stand in a band list."""
    lists = plain.pop("band_lists", {})
    for scale in plain["scales"]:
        listed = {band["id"]: band for band in lists[scale.pop("band_list")]["bands"]} if "band_list" in scale else {}
        whole = [listed.get(band.get("band"), {}) | band for band in scale["bands"]]
        scale["bands"] = [{key: value for key, value in band.items() if key not in ("id", "band")} for band in whole]
    return plain


def copy_of(questionnaire: Questionnaire) -> dict[str, Any]:
    """The file as plain values, every band written out, to be changed."""
    return write_out(deepcopy(AS_WRITTEN[questionnaire.id]))


def band_in(plain: dict[str, Any], scale: Scale, number: int) -> dict[str, Any]:
    [written] = [one for one in plain["scales"] if one["id"] == scale.id]
    band: dict[str, Any] = written["bands"][number]
    return band


def changed(plain: dict[str, Any]) -> Questionnaire:
    return load_questionnaire(yaml.dump(plain, allow_unicode=True), "changed.yaml")


def about_sentences() -> list[str]:
    return [
        str(line)
        for passage in passages(about_figures())
        for line in (passage.title, *passage.paragraphs, *passage.details)
    ]


def renamed_bands(questionnaire: Questionnaire) -> dict[str, Any]:
    """Every band with a name of its own; of the circles it is the answer option that has the name."""
    plain = copy_of(questionnaire)
    for scale in questionnaire.scales:
        for number in range(len(scale.bands)):
            band = band_in(plain, scale, number)
            if band["name"] != "{answer}":
                band["name"] = f"{NAME} {number}"
                continue
            [item] = [one for one in plain["items"] if one["id"] == scale.items[0]]
            [option] = [option for option in item["answers"] if option["weight"] == band["from"]]
            option["text"] = f"{NAME} {number}"
    return plain


def answers_by_score(questionnaire: Questionnaire, scale: Scale) -> Iterator[dict[str, Answer]]:
    """From the lowest score to the highest, with whatever shows the items of the scale."""
    for step in range(STEPS + 1):
        raw: dict[str, object] = {}
        for item in questionnaire.items:
            if item.type == "several":
                raw[item.id] = [option.code for option in item.options if not option.alone]
            elif item.type == "text":
                raw[item.id] = "a few words"
            elif item.id in scale.items:
                weighted = [option for option in item.options if option.weight is not None]
                options = sorted(weighted, key=lambda option: option.weight or 0, reverse=item.reverse)
                raw[item.id] = options[round(step / STEPS * (len(options) - 1))].code
        yield read_answers(questionnaire, raw)


def bands_of(questionnaire: Questionnaire) -> list[tuple[Scale, int]]:
    return [(scale, number) for scale in questionnaire.scales for number in range(len(scale.bands))]


def answers_in_band(questionnaire: Questionnaire, scale: Scale, number: int) -> dict[str, Answer]:
    name = scale.bands[number].name
    sets = answers_by_score(questionnaire, scale)
    return next(answers for answers in sets if score_scale(questionnaire, scale, answers).band == name)


def named_everywhere(questionnaire: Questionnaire, scale: Scale, answers: dict[str, Answer]) -> list[str]:
    """What each place that names the band of these answers says: score, summary, chart."""
    score = score_scale(questionnaire, scale, answers)
    assert score.value is not None and score.band is not None
    [view] = score_summaries(questionnaire, [score], topic_words)
    places = [score.band, view.band]
    if questionnaire.purpose == "barriers":
        person = FramePerson("c", "p", Role.SURVIVOR)
        response = FrameResponse(person, questionnaire, date(2026, 11, 2), scores={scale.id: score.value})
        rows = [row for row in barrier_rows(barriers_frame([response], ())) if row.key.endswith(f"/{scale.id}")]
        places.append(barriers_figure(rows).layout.annotations[1].text)
    return places


@each_questionnaire()
def test_a_band_renamed_in_its_file_is_renamed_everywhere(questionnaire: Questionnaire) -> None:
    renamed = changed(renamed_bands(questionnaire))
    for scale, number in bands_of(questionnaire):
        answers = answers_in_band(questionnaire, scale, number)
        places = named_everywhere(renamed, renamed.scale(scale.id), answers)
        assert [place for place in places if f"{NAME} {number}" not in place] == []


@each_questionnaire()
def test_the_words_of_a_band_name_it_as_it_is_named_now(questionnaire: Questionnaire) -> None:
    """Its text, its reason for a page of the guide, and what is told of a shared score: the old name is in none."""
    renamed = changed(renamed_bands(questionnaire))
    for scale, number in bands_of(questionnaire):
        old, new = scale.bands[number], renamed.scale(scale.id).bands[number]
        before, after = ((band.text, band.because or "", band.tell("Meera", "its title") or "") for band in (old, new))
        assert after == tuple(rename(words, old.name, new.name) for words in before)
        assert not [words for words in after if says(words, old.name)]


def rename(words: str, name: str, new_name: str) -> str:
    inside = (f"{name[0].lower()}{name[1:]}", f"{new_name[0].lower()}{new_name[1:]}")
    as_words = re.sub(as_a_word(name), new_name, words)
    return re.sub(as_a_word(inside[0]), inside[1], as_words)


def as_a_word(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def says(words: str, name: str) -> bool:
    return re.search(as_a_word(name), words, re.IGNORECASE) is not None


@each_questionnaire()
def test_no_file_writes_the_name_of_a_band_a_second_time(questionnaire: Questionnaire) -> None:
    file = f"{questionnaire.id}.yaml"
    assert read_warnings((ROOT / "questionnaires" / file).read_bytes(), file, TOPICS) == ()


@each_questionnaire()
def test_a_shared_score_has_the_sentence_of_its_file(questionnaire: Questionnaire) -> None:
    plain = copy_of(questionnaire)
    for scale, number in bands_of(questionnaire):
        band_in(plain, scale, number)["told"] = f"{{name}} changed number {number}"
    told = changed(plain)
    for scale, number in bands_of(questionnaire):
        sentence = score_sentence("Meera", told.scale(scale.id), scale.bands[number].start, None)
        assert sentence.startswith(f"Meera changed number {number}")


@each_questionnaire()
def test_a_band_that_begins_later_gives_its_scores_to_the_one_before(questionnaire: Questionnaire) -> None:
    """The circles stay: each of theirs begins at the weight of its answer option."""
    cases = {}
    plain = copy_of(questionnaire)
    for scale, number in bands_of(questionnaire):
        if number == len(scale.bands) - 1 and scale.method == "percent":
            answers = answers_in_band(questionnaire, scale, number)
            value = score_scale(questionnaire, scale, answers).value
            assert value is not None
            band_in(plain, scale, number)["from"] = str(value + 1)
            cases[scale.id] = (answers, value, scale.bands[number - 1])
    moved = changed(plain)
    for scale_id, (answers, value, before) in cases.items():
        scale = moved.scale(scale_id)
        assert [place for place in named_everywhere(moved, scale, answers) if before.name not in place] == []
        assert str(before.tell("Meera", scale.title)) in score_sentence("Meera", scale, value, None)


@each_questionnaire()
def test_the_about_page_names_no_band_that_could_be_renamed(questionnaire: Questionnaire) -> None:
    """What it says of bands is how often a score falls into another one, as measured for data/score-precision.json
    (test_trust.py measures it again, so a moved band asks for the file to be written anew)."""
    sentences = about_sentences()
    names = [f"“{band.name}”" for scale in questionnaire.scales for band in scale.bands]
    assert [name for name in names if any(name in sentence for sentence in sentences)] == []


def test_the_about_page_says_how_often_a_band_changes_as_it_was_measured() -> None:
    percent = round(100 * shipped_score_precision().other_band)
    assert any(f"{percent} in 100" in sentence for sentence in about_sentences())


@pytest.mark.parametrize(
    "told", ["no name", "{name} of {nobody}", "{name} {", "{name.__class__}", "{name} {title} {0}", "{{name}} {name}"]
)
def test_a_sentence_for_sharing_has_the_name_and_no_other_places_than_its_own(told: str) -> None:
    plain = copy_of(SCALES[0][0])
    band_in(plain, SCALES[0][1], 0)["told"] = told
    with pytest.raises(ValueError, match=r"'told' takes a sentence with \{name\}; \{title\}, \{band\} and \{Band\}"):
        changed(plain)


def test_a_name_that_is_written_like_a_place_stays_a_name() -> None:
    [scale] = [scale for _, scale in SCALES if scale.id == "dryness"]
    told = scale.bands[-1].tell("{title} {band}", "Dryness")
    assert told == "For {title} {band}, “Dryness” got very much in the way"


def test_a_band_of_an_option_that_is_not_there_is_refused() -> None:
    [(questionnaire, scale)] = [(one, scale) for one, scale in SCALES if scale.id == "circles"]
    plain = copy_of(questionnaire)
    band_in(plain, scale, 6)["from"] = "6.5"
    with pytest.raises(ValueError, match=re.escape("'{answer}' takes the text of the answer option with the weight")):
        changed(plain)
    assert [band.start for band in scale.bands] == [Decimal(step) for step in range(1, 8)]


def test_a_cut_moved_once_in_a_band_list_moves_for_every_scale_that_names_it() -> None:
    plain = deepcopy(AS_WRITTEN["physical-barriers"])
    [very_much] = [band for band in plain["band_lists"]["in-the-way"]["bands"] if band["id"] == "very-much"]
    very_much["from"] = "60"
    moved = changed(plain)
    named = [scale["id"] for scale in plain["scales"] if scale.get("band_list") == "in-the-way"]
    assert len(named) == 14 and {moved.scale(name).bands[-1].start for name in named} == {Decimal(60), Decimal(75)}
    assert moved.scale("body").bands[-1].start == Decimal(75), "which begins it elsewhere"


@each_questionnaire()
def test_a_file_with_band_lists_is_the_same_definition_as_one_with_every_band_written_out(
    questionnaire: Questionnaire,
) -> None:
    assert changed(copy_of(questionnaire)).sha256 == questionnaire.sha256


def test_about_says_the_earliest_day_on_which_one_of_our_questionnaires_was_last_checked() -> None:
    days = [plain["checked"] for plain in AS_WRITTEN.values()]
    assert min(days) == about_figures().checked.isoformat()
    assert [line for line in about_sentences() if "were last checked on 30 November 2026" in line] != []
