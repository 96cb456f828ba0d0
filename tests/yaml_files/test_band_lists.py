"""Bands that many scales have are written once; a scale says what they say of it, and may have them otherwise."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.yaml_files.loader import load_questionnaire, read_warnings
from nearer.yaml_files.problems import QuestionnaireError
from nearer.yaml_files.yaml_writer import plain_questionnaire, questionnaire_yaml
from tests.domain.questionnaire_builders import GOOD
from tests.fhir.resource_builders import import_resource
from tests.questionnaires.shipped import ROOT

BANDS = """\
    bands:
      - {from: 0, name: Light, text: "It hardly shows.", guide: [scars-and-sensation]}
      - {from: 50, name: Much, text: "It takes up room."}
"""
LISTS = """\
band_lists:
  how-hard:
    cuts_from: "Ours: half of the way."
    bands:
      - {id: light, from: 0, name: Light, told: "{name} has it lightly", well: yes}
      - {id: much, from: 50, why: half of the way, name: Much, told: "{name} has it much", text: It takes up room.}
sections:
"""
NAMED = """\
    band_list: how-hard
    bands:
      - {band: light, text: It hardly shows., guide: [scars-and-sensation]}
      - {band: much}
"""
WRITTEN_OUT = """\
    bands:
      - {from: 0, name: Light, well: yes, text: It hardly shows., guide: [scars-and-sensation]}
      - {from: 50, name: Much, text: It takes up room.}
"""


def file_with(bands: str, lists: str = LISTS) -> str:
    assert GOOD.count(BANDS) == GOOD.count("sections:\n") == 1
    return GOOD.replace(BANDS, bands).replace("sections:\n", lists)


def load_with(bands: str, lists: str = LISTS) -> Questionnaire:
    return load_questionnaire(file_with(bands, lists), "scars.yaml")


def test_a_band_has_what_its_list_says_and_what_its_scale_says_of_it() -> None:
    questionnaire = load_with(NAMED)
    light, much = questionnaire.scale("skin").bands
    assert (light.start, light.name, light.told, light.well) == (Decimal(0), "Light", "{name} has it lightly", True)
    assert (light.text, light.guide) == ("It hardly shows.", ("scars-and-sensation",))
    assert (much.start, much.text, much.well, much.guide) == (Decimal(50), "It takes up room.", False, ())
    assert questionnaire.scale("skin").cuts_from == "Ours: half of the way." and questionnaire.band_lists == {}
    assert (light.why, much.why) == (None, "half of the way")


def test_a_scale_may_have_a_band_of_the_list_otherwise() -> None:
    own = NAMED.replace("{band: much}", "{band: much, from: 60, name: Very much, well: yes}")
    _, much = load_with(own).scale("skin").bands
    assert (much.start, much.name, much.well, much.text) == (Decimal(60), "Very much", True, "It takes up room.")
    assert much.why is None, "the thought of the list is for its own cut"


def test_a_scale_may_have_bands_of_its_own_beside_those_of_the_list() -> None:
    between = NAMED.replace("      - {band: much}", "      - {from: 25, name: Some, text: Some.}\n      - {band: much}")
    assert [band.name for band in load_with(between).scale("skin").bands] == ["Light", "Some", "Much"]


def test_without_bands_of_its_own_a_scale_has_the_list_as_it_is() -> None:
    whole = LISTS.replace("well: yes}", "well: yes, text: It hardly shows.}")
    assert [band.name for band in load_with("    band_list: how-hard\n", whole).scale("skin").bands] == [
        "Light",
        "Much",
    ]


PLACES = NAMED.replace("text: It hardly shows.", "text: '{Band} is {band}.', because: 'it is {band}'")


def test_the_name_of_a_band_is_put_into_its_own_words() -> None:
    light, _ = load_with(PLACES).scale("skin").bands
    assert (light.text, light.because) == ("Light is light.", "it is light")
    light, _ = load_with(PLACES, LISTS.replace("name: Light", "name: Very Light")).scale("skin").bands
    assert (light.text, light.because) == ("Very Light is very Light.", "it is very Light")


def test_the_hash_of_a_questionnaire_is_that_of_its_words_as_they_are_read() -> None:
    by_hand = PLACES.replace("{Band}", "Light").replace("{band}", "light")
    assert load_with(PLACES).sha256 == load_with(by_hand).sha256


def test_a_band_name_written_by_hand_into_its_own_text_is_warned_of_at_its_line() -> None:
    """In the list and in the scale; another word that holds it, as *lightly*, is not the name."""
    by_hand = PLACES.replace("it is {band}", "it is LIGHT").replace("{Band} is", "A lightly")
    lists = LISTS.replace("has it much", "has it “Much”")
    warnings = read_warnings(file_with(by_hand, lists), "scars.yaml", ["scars-and-sensation"])
    assert [str(warning) for warning in warnings] == [
        f"scars.yaml line {line}, {place}: '{name}' is the name of this band, and stays here when the band gets "
        "another; write {band} in its place"
        for line, place, name in ((29, "band list how-hard", "Much"), (78, "scale skin", "Light"))
    ]


def test_the_hash_of_a_questionnaire_is_that_of_its_bands_and_not_of_where_they_are_written() -> None:
    assert load_with(NAMED).sha256 == load_with(WRITTEN_OUT, "sections:\n").sha256
    assert load_with(NAMED, LISTS.replace("from: 50", "from: 40")).sha256 != load_with(NAMED).sha256


def test_why_a_cut_is_where_it_is_and_when_a_file_was_checked_change_no_hash() -> None:
    otherwise = LISTS.replace("Ours: half of the way.", "A study, 2031").replace("why: half of the way", "why: more")
    assert load_with(NAMED, otherwise).sha256 == load_with(NAMED).sha256
    checked = file_with(NAMED).replace("licence: CC0-1.0\n", "licence: CC0-1.0\nchecked: 2026-11-30\n")
    assert load_questionnaire(checked, "scars.yaml").sha256 == load_with(NAMED).sha256


def test_a_band_list_is_written_and_read_back_the_same_as_yaml_and_as_fhir() -> None:
    questionnaire = load_with(NAMED)
    again = load_questionnaire(questionnaire_yaml(plain_questionnaire(questionnaire)), "again.yaml")
    assert again == questionnaire and again.sha256 == questionnaire.sha256
    back, written_out = (through_fhir(one) for one in (questionnaire, load_with(WRITTEN_OUT, "sections:\n")))
    assert replace(back, sha256="") == replace(questionnaire, sha256="") and back.sha256 == written_out.sha256


def through_fhir(questionnaire: Questionnaire) -> Questionnaire:
    back = import_resource(as_bytes(write_questionnaire(questionnaire)[0])).questionnaire
    assert back is not None
    return back


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("band_list: how-hard", "band_list: how-hrad",
         "line 76, scale skin: there is no band list 'how-hrad'; did you mean 'how-hard'?"),
        ("{band: much}", "{band: mcuh}",
         "line 79, scale skin: the band list has no band 'mcuh'; did you mean 'much'?"),
        ("    band_list: how-hard\n", "",
         "line 77, scale skin: 'light' is a band of a list; name the list with 'band_list' in the scale"),
        ("      - {band: much}\n", "",
         "line 77, scale skin: the band 'much' of the list is missing; add it, or write all bands without the list"),
        ("{band: much}", "{band: light}",
         "line 79, scale skin: the band 'light' of the list is there twice; leave one of them out"),
        ("text: It hardly shows., ", "", "line 78, scale skin: a band needs the key 'text'"),
        ("{band: much}", "{from: 50, text: Much.}", "line 79, scale skin: a band needs the key 'name'"),
        ("{id: much,", "{id: light,", "line 29, band list how-hard: two bands of this list have the id 'light'"),
        ("{id: much,", "{", "line 29, band list how-hard: a band needs the key 'id'"),
        ("{id: much, from: 50", "{id: much, from: 0",
         "line 29, band list how-hard: 'from' has to rise from band to band, and 0 does not follow 0"),
        ('cuts_from: "Ours', 'cut_from: "Ours',
         "line 26, band list how-hard: 'cut_from' is not a key of a band list; did you mean 'cuts_from'?"),
        ("It hardly shows.", "'It is {bnad}.'",
         "line 78, scale skin: 'text' takes text; {band}, {Band} and {answer} may be in it, and no other { or }"),
        ("{name} has it much", "{name} has it {much}",
         "line 29, band list how-hard: 'told' takes a sentence with {name}; {title}, {band} and {Band} may be in it"),
        ("name: Much", 'name: "{band}"',
         "line 29, band list how-hard: 'name' takes a name; {answer} may be in it, and no other { or }"),
        ("{band: much}", "{bnad: much}", "'bnad' is not a key of a band; did you mean 'band'?"),
    ],
)  # fmt: skip
def test_a_band_that_cannot_be_is_named_with_its_line_and_what_to_do(old: str, new: str, problem: str) -> None:
    text = file_with(NAMED)
    assert text.count(old) == 1
    with pytest.raises(QuestionnaireError) as refused:
        load_questionnaire(text.replace(old, new), "scars.yaml")
    assert problem in str(refused.value)
    assert str(refused.value).count("is missing") == ("is missing" in problem), "what is misspelt is not missing too"


def test_a_cut_of_a_list_in_the_wrong_order_is_said_once_however_many_scales_have_the_list() -> None:
    shipped = (ROOT / "questionnaires" / "physical-barriers.yaml").read_text("utf-8")
    with pytest.raises(QuestionnaireError) as refused:
        load_questionnaire(shipped.replace("from: 34", "from: 80", 1), "physical-barriers.yaml")
    assert str(refused.value).count("has to rise") == 1 and "band list in-the-way" in str(refused.value)


def test_a_list_that_says_nothing_of_a_band_needs_the_scale_to_say_it() -> None:
    with pytest.raises(QuestionnaireError, match="the band 'light' of the list has no 'text'"):
        load_with("    band_list: how-hard\n")
