"""A questionnaire file is read as it was written, or refused with everything that is wrong, and where."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from nearer.yaml_files.loader import json_schema, load_questionnaire
from nearer.yaml_files.problems import FileRefused, QuestionnaireError
from nearer.yaml_files.yaml_text import MAX_YAML_DEPTH, read_tree
from tests.domain.questionnaire_builders import GOOD, load_good_file, replace_in_good_file

SCHEMA = Path(__file__).parents[2] / "questionnaires" / "questionnaire.schema.json"


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(QuestionnaireError) as caught:
        load_questionnaire(text, "scars.yaml")
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def test_words_in_a_questionnaire_file_that_look_like_something_else_stay_words() -> None:
    questionnaire = load_good_file(replace_in_good_file("recall: the last four weeks", "recall: 12:30"))
    assert questionnaire.version == "1.0"
    assert questionnaire.recall == "12:30"
    assert [option.code for option in questionnaire.item("present").options] == ["no", "yes"]


def test_the_values_of_a_loaded_questionnaire_have_their_type() -> None:
    questionnaire = load_good_file()
    scale = questionnaire.scale("skin")
    assert questionnaire.minutes == 2
    assert questionnaire.validated is False
    assert questionnaire.item("ease").reverse is True
    assert scale.need == Fraction(2, 3)
    assert [band.start for band in scale.bands] == [Decimal(0), Decimal(50)]
    assert questionnaire.item("scars").type == "choice"


def test_an_item_has_the_options_of_the_list_it_names() -> None:
    assert [option.code for option in load_good_file().item("numb").options] == ["none", "some", "much", "most", "na"]


def test_a_section_knows_its_items_in_order() -> None:
    ids = [item.id for item in load_good_file().items_of("skin")]
    assert ids == ["present", "scars", "numb", "ease", "places", "years", "words"]


def test_a_definition_cannot_be_changed_once_loaded() -> None:
    with pytest.raises(FrozenInstanceError):
        load_good_file().title = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: scars\nversion", "# a comment\nid: scars\nversion"),
        ("title: Skin\nitems", 'title: "Skin"\nitems'),
        ("id: skin\n    title: Skin\nitems", "title: Skin\n    id: skin\nitems"),
        ("validated: no\n", ""),
        ("reverse: yes", "reverse: true"),
        ("weight: 4}", "weight: 4.0}"),
    ],
)
def test_a_comment_a_quote_or_the_order_of_keys_in_a_questionnaire_file_does_not_break_a_chart(
    old: str, new: str
) -> None:
    assert load_good_file(replace_in_good_file(old, new)).sha256 == load_good_file().sha256


def test_the_sentence_of_a_shared_band_may_change_without_breaking_a_chart() -> None:
    told = load_good_file(replace_in_good_file("name: Light,", 'name: Light, told: "{name} is on the way",'))
    assert told.scales[0].bands[0].told == "{name} is on the way"
    assert told.sha256 == load_good_file().sha256


@pytest.mark.parametrize(
    ("old", "new"), [("Do you have scars?", "Have you scars?"), ("version: 1.0", "version: 1.1"), ("4}", "3}")]
)
def test_a_questionnaire_with_another_content_is_another_definition(old: str, new: str) -> None:
    assert load_good_file(replace_in_good_file(old, new)).sha256 != load_good_file().sha256


def test_the_byte_order_mark_of_some_editors_is_no_problem() -> None:
    assert load_good_file("\ufeff" + GOOD).sha256 == load_good_file().sha256
    assert load_questionnaire(b"\xef\xbb\xbf" + GOOD.encode(), "a.yaml").id == "scars"


BAD = [
    # keys
    ("reverse: yes", "revers: yes", "line 45, item ease: 'revers' is not a key of an item; did you mean 'reverse'?"),
    ("minutes: 2", "owner: A", "line 9: 'owner' is not a key of a questionnaire; allowed here: id, version,"),
    ("max: 10}", "maxi: 10}", "line 57, item years: 'maxi' is not a key of limits; did you mean 'max'?"),
    ("weight: 4}", "wieght: 4}", "answer list how-strong: 'wieght' is not a key of an answer option; did you mean 'we"),
    ("name: Much,", "nam: Much,", "line 72, scale skin: 'nam' is not a key of a band; did you mean 'name'?"),
    ("is: [yes]", "iss: [yes]", "line 36, item scars: 'iss' is not a key of a condition; did you mean 'is'?"),
    ("from: 50", "start: 50", "line 72, scale skin: 'start' is not a key of a band"),
    ("numb\n    section: skin", "numb\n    options: []\n    section: skin", "'options' is not a key of an item"),
    ("title: Scars and sensation\n", "", "line 1: a questionnaire needs the key 'title'"),
    ("    text: How numb is the skin?\n", "", "line 37, item numb: an item needs the key 'text'"),
    ("minutes: 2", "minutes: 2\nminutes: 3", "line 10: the key 'minutes' appears twice"),
    ("reverse: yes", "reverse: yes\n    text: B", "line 46, item ease: the key 'text' appears twice"),
    ("id: scars\nversion", "<<: {title: A}\nid: scars\nversion", "line 1: '<<' is not a key of a questionnaire"),
    # kinds of value
    ("minutes: 2", "minutes: soon", "line 9: 'minutes' takes a whole number such as 6"),
    ("minutes: 2", "minutes: 2.5", "line 9: 'minutes' takes a whole number such as 6"),
    ("minutes: 2", "minutes: -5", "line 9: 'minutes' takes at least 1"),
    ("minutes: 2", "minutes: 999999999", "line 9: 'minutes' takes at most 240"),
    ("minutes: 2", "minutes: 2\nplace: -1", "line 10: 'place' takes at least 0"),
    ("minutes: 2", "minutes: 0", "line 9: 'minutes' takes at least 1"),
    ("reverse: yes", "reverse: maybe", "line 45, item ease: 'reverse' takes yes or no"),
    ("max: 10", "max: .nan", "line 57, item years: 'max' takes an ordinary number such as 3 or 2.5"),
    ("max: 10", "max: 1e999", "item years: 'max' takes an ordinary number such as 3 or 2.5"),
    ("max: 10", "max: 1" + "0" * 20000, "item years: 'max' takes an ordinary number such as 3 or 2.5"),
    ("max: 10", "max: ٣", "item years: 'max' takes an ordinary number such as 3 or 2.5"),
    ("max: 10", "max: 1_0", "item years: 'max' takes an ordinary number such as 3 or 2.5"),
    ("repeat: monthly", "repeat: montly", "'repeat' takes one of once, weekly, monthly; did you mean 'monthly'?"),
    ("method: percent", "method: total", "line 67, scale skin: 'method' takes one of percent, mean, sum"),
    ("higher: worse", "part: hidden\n    higher: worse", "scale skin: 'part' takes one of closeness, barriers"),
    ("need: 2/3", "need: 3/2", "line 68, scale skin: 'need' takes a share above 0 and up to 1, such as 2/3 or 0.5"),
    ("need: 2/3", "need: 0", "scale skin: 'need' takes a share above 0 and up to 1"),
    ("need: 2/3", "need: 1/0", "scale skin: 'need' takes a share above 0 and up to 1"),
    ("need: 2/3", "decimals: 9", "line 68, scale skin: 'decimals' takes at most 4"),
    ("items: [scars, numb, ease]", "items: scars", "line 66, scale skin: 'items' takes a list such as [a, b]"),
    ("items: [scars, numb, ease]", "items: []", "line 66, scale skin: 'items' is an empty list"),
    ("limits: {min: 0, max: 10}", "limits: 10", "item years: 'limits' takes keys with their values"),
    ("text: In your own words?", "text: {a: b}", "item words: 'text' takes text"),
    ("text: In your own words?", "text:", "line 60, item words: 'text' is empty"),
    ("text: In your own words?", "text: " + "a" * 4001, "item words: 'text' is too long (limit 4,000 characters)"),
    ("text: In your own words?", "text: ab\u202ecd", "item words: 'text' holds hidden characters; write it again"),
    ("id: scars\nversion", "id: Scars 1\nversion", "line 1: 'id' takes 1 to 40 of the signs a-z, 0-9 and -"),
    ("id: scars\nversion", f"id: {'a' * 41}\nversion", "line 1: 'id' takes 1 to 40 of the signs a-z, 0-9 and -"),
    ("language: en", "language: English!", "line 4: 'language' takes a language code such as en or pt-BR"),
    ("max_length: 50", "max_length: 5000", "item words: 'max_length' takes at most 2000"),
    # items and answer options
    ("id: numb", "id: scars", "line 37, item scars: the id 'scars' is used by two items"),
    ("numb\n    section: skin", "numb\n    section: skim", "there is no section 'skim'; did you mean 'skin'?"),
    ("answers: yes-no", "answers: yes-or-no", "there is no answer list 'yes-or-no'; did you mean 'yes-no'?"),
    ("code: most", "code: much", "line 19, answer list how-strong: two answer options have the code 'much'"),
    ("code: belly", "code: chest", "line 52, item places: two answer options have the code 'chest'"),
    ("applicable: yes", "applicable: yes, weight: 1", "how-strong: 'na' does not apply, so it takes no weight"),
    ("applicable: yes", "applicable: yes, alone: yes", "'na' does not apply, so it is alone without this key"),
    ("max_length: 50", "decimals: 0", "'decimals' goes with type decimal, quantity, and this item has type text"),
    ("max_length: 50", "decimals: 16", "item words: 'decimals' takes at most 15"),
    ("    type: text\n    max_length: 50\n", "", "item words: an item needs 'answers', or a 'type': integer, decimal"),
    ("answers: yes-no", "type: choice", "line 31, item present: an item of type choice needs 'answers'"),
    ("max_length: 50", "reverse: yes", "'reverse' goes with type choice, integer, decimal, and this item has type"),
    (
        "max_length: 50",
        "limits: {max: 3}",
        "'limits' goes with type integer, decimal, quantity, and this item has",
    ),
    ("max_length: 50", "days: {min: 2026-01-01}", "'days' goes with type date, datetime, and this item has type text"),
    ("max_length: 50", "days: {min: 1.1.2026}", "'min' takes a date such as 2026-11-23"),
    ("max_length: 50", "orientation: across", "item words: 'orientation' takes"),
    ("reverse: yes", "picture: circles", "the circles have 7 answer options, and this item has 4"),
    ("{min: 0, max: 10}", "{min: 11, max: 10}", "line 57, item years: the lowest value is above the highest"),
    ("{min: 0, max: 10}", "{max: 9.5}", "line 57, item years: 'max' of an integer item takes a whole number"),
    # conditions
    ("{item: present,", "{item: presnt,", "line 36, item scars: there is no item 'presnt'; did you mean 'present'?"),
    ("{item: present,", "{item: scars,", "line 36, item scars: the item 'scars' depends on itself"),
    ("is: [yes]", "is: [maybe]", "item scars: 'present' has no answer option 'maybe'; allowed here: no, yes"),
    ("is: [yes]", "is: yes", "line 36, item scars: 'is' takes a list such as [a, b]"),
    ("is: [yes]", "is: []", "line 36, item scars: 'is' is an empty list"),
    ("is: [yes]", "at_least: 2", "'present' has no numbers or weights; test it with is, is_not or answered"),
    (", is: [yes]", "", "an item in a condition takes one test of is, is_not, answered, at_least, at_most"),
    ("is: [yes]", "is: [yes], answered: yes", "an item in a condition takes one test of is, is_not, answered"),
    ("{item: present, is: [yes]}", "{answered: yes}", "a condition needs the key 'item', 'all' or 'any'"),
    ("is: [yes]", "is: [yes], all: [{item: numb, is: [na]}]", "a condition holds 'all', or 'any', or one item with"),
    ("{item: present, is: [yes]}", "{item: years, is: [yes]}", "'years' has type integer and is never 'yes'"),
    # scales
    ("[scars, numb, ease]", "[scars, num, ease]", "line 66, scale skin: there is no item 'num'; did you mean 'numb'?"),
    ("[scars, numb, ease]", "[scars, numb, numb]", "line 66, scale skin: the item 'numb' is scored twice"),
    ("[scars, numb, ease]", "[scars, words]", "'words' has type text; only choice, integer, decimal can be scored"),
    ("[scars, numb, ease]", "[scars, places]", "'places' has type several; only choice, integer, decimal can be"),
    ("[scars, numb, ease]", "[present]", "scale skin: 'present' cannot be scored: no weight for no, yes"),
    ("much, text: Much, weight: 2", "much, text: Much", "'scars' cannot be scored: no weight for much"),
    ("from: 50", "from: 0", "line 72, scale skin: 'from' has to rise from band to band, and 0 does not follow 0"),
    ("from: 0", "from: 1", "line 71, scale skin: the first band starts at 1, and the lowest possible score is 0"),
    ("from: 50", "from: 101", "line 72, scale skin: no score reaches 101; the highest possible score is 100"),
    ("name: Much", "name: Light", "line 72, scale skin: two bands have the name 'Light'"),
    # yaml
    ("title: Skin\nitems", "title: &a Skin\nitems", "line 26: anchors and aliases (&, *) are not allowed"),
    ("title: Skin\nitems", "title: *a\nitems", "line 26: anchors and aliases (&, *) are not allowed"),
    ("title: Skin\nitems", "title: !!python/object:os.system x\nitems", "line 26: tags (!) are not allowed"),
    ("title: Skin\nitems", "? [a, b]\n    : c\nitems", "line 26: a key is one word, not a list"),
    ("title: Skin\nitems", "title: 'Skin\nitems", "not complete YAML; look at this line"),
    (
        "title: Skin\nitems",
        "title: Sk\x07in\nitems",
        "line 26: this file holds a control character that YAML does not",
    ),
    ("title: Skin\nitems", "title: Skin\n---\nitems", "line 27: one file holds one document; '---' starts a second"),
]


@pytest.mark.parametrize(("old", "new", "message"), BAD)
def test_a_mistake_is_refused_with_its_place_and_what_is_allowed(old: str, new: str, message: str) -> None:
    problems = refused(replace_in_good_file(old, new))
    assert any(message in problem for problem in problems), "\n".join(problems)
    assert all(re.match("scars.yaml( line |: this file )", problem) for problem in problems)


def deep(inner: str) -> str:
    return "title: " + "[" * 100_000 + inner


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\xef\xbb\xbf", "the file is empty"),
        (b"# only a comment\n", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\xff\xd8", "this is not a text file in UTF-8"),
        (GOOD.encode("utf-16"), "this is not a text file in UTF-8"),
        (b"title: Z\xfcrich", "this is not a text file in UTF-8"),
        ("title: \ud800", "this is not a text file in UTF-8"),
        (b"a: " + b"x" * 1024 * 1024, "this file is larger than 1 MB"),
        (deep(""), "nested too deeply (limit 8)"),
        (deep("]" * 100_000), "nested too deeply (limit 8)"),
        ("a: " + "{a: " * 50_000, "nested too deeply (limit 8)"),
        (b"just words", "a questionnaire is written as keys with their values, one a line"),
        (b"- a\n- b\n", "a questionnaire is written as keys with their values, one a line"),
        (b"<!DOCTYPE a>", "line 1: "),
    ],
)
def test_a_file_that_is_no_questionnaire_at_all_gets_a_sentence(content: str | bytes, message: str) -> None:
    [problem] = refused(content)
    assert re.match("scars.yaml( line 1)?: ", problem) and ("empty" in problem) <= ("line" not in problem)
    assert message in problem


def test_conditions_may_be_nested_as_deep_as_somebody_can_read() -> None:
    nested = "{all: [{any: [{all: [{item: present, is: [yes]}]}]}]}"
    assert load_good_file(replace_in_good_file("{item: present, is: [yes]}", nested)).item("scars").show_if is not None


def test_a_circle_is_refused_naming_every_item_in_it() -> None:
    text = replace_in_good_file(
        "text: Do you have scars?", "show_if: {item: ease, answered: yes}\n    text: Do you have scars?"
    )
    text = text.replace("text: How easily", "show_if: {any: [{item: scars, at_least: 1}]}\n    text: How easily")
    [problem] = refused(text)
    assert problem == (
        "scars.yaml line 30, item present: the items wait for each other in a circle: "
        "'present' -> 'ease' -> 'scars' -> 'present'; take one 'show_if' out"
    )


def test_two_circles_are_both_named() -> None:
    text = replace_in_good_file("text: Do you have scars?", "text: A\n    show_if: {item: scars, answered: yes}")
    text = text.replace("text: Where?", "text: B\n    show_if: {item: years, answered: yes}")
    text = text.replace("text: For how", "show_if: {item: places, answered: yes}\n    text: For how")
    problems = refused(text)
    assert len(problems) == 2
    assert "'present' -> 'scars' -> 'present'" in problems[0]
    assert "'places' -> 'years' -> 'places'" in problems[1]


def test_all_mistakes_of_a_file_are_listed_at_once_in_its_order() -> None:
    text = GOOD.replace("minutes: 2", "minutes: soon").replace("reverse: yes", "revers: yes").replace("2/3", "9")
    assert [problem.split(":")[0] for problem in refused(text)] == [
        "scars.yaml line 9",
        "scars.yaml line 45, item ease",
        "scars.yaml line 68, scale skin",
    ]


def test_one_mistake_in_a_questionnaire_file_gives_one_sentence() -> None:
    assert len(refused(replace_in_good_file("code: most", "code: much"))) == 1
    assert len(refused(GOOD.replace("answers: how-strong\n    reverse", "answers: how-long\n    reverse"))) == 1


def test_a_key_written_twice_is_listed_before_mistakes_that_follow_from_it() -> None:
    text = replace_in_good_file("  - id: numb\n    section: skin\n", "    section: skin\n")
    problems = refused(text)
    assert "the key 'section' appears twice" in problems[0]
    assert all("appears twice" in problem for problem in problems)


def test_the_line_of_a_missing_key_is_that_of_its_own_entry_when_a_list_is_written_twice() -> None:
    text = replace_in_good_file("sections:\n  - id: skin\n", "sections:\n  - intro: A\n")
    problems = refused(text + "sections:\n  - id: again\n")
    assert "scars.yaml line 25, section number 1: a section needs the key 'id'" in problems


def test_a_message_never_repeats_more_than_forty_signs_of_the_file() -> None:
    [problem] = refused(replace_in_good_file("minutes: 2", f"minutes: 2\n{'owner' * 30}: A"))
    assert "ownerowner" in problem
    assert "owner" * 9 not in problem


def test_an_item_without_an_id_is_named_by_its_number() -> None:
    [problem] = refused(replace_in_good_file("  - id: numb\n    section", "  - section"))
    assert problem == "scars.yaml line 37, item number 3: an item needs the key 'id'"


def test_more_than_500_items_or_200_options_are_refused() -> None:
    many = "".join(f"  - {{id: i{n}, section: skin, text: T, type: text}}\n" for n in range(494))
    assert "'items' is too long (limit 500)" in refused(replace_in_good_file("scales:\n", f"{many}scales:\n"))[0]
    options = "".join(f"    - {{code: o{n}, text: T}}\n" for n in range(199))
    assert "(limit 200)" in refused(replace_in_good_file("sections:\n", f"{options}sections:\n"))[0]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ("type: integer", "'years' cannot be scored: it needs limits with min and max"),
        ("type: decimal\n    limits: {min: 2, max: 2}", "lowest and highest weight are the same"),
    ],
)
def test_a_number_is_scored_only_between_two_limits(item: str, sentence: str) -> None:
    text = replace_in_good_file("type: integer\n    limits: {min: 0, max: 10}", item)
    [problem] = refused(text.replace("items: [scars, numb, ease]", "items: [years]"))
    assert sentence in problem


@pytest.mark.parametrize(
    ("method", "lowest"),
    [
        # Weights 1..4 for two items, one of which may not apply: by hand.
        ("method: mean\n    need: 1", "1"),  # one answer of 1
        ("method: sum\n    need: 1", "2"),  # over both items, each weighing 1
        ("method: sum\n    need: 1/2", "2"),  # one answer of 1, filled up to two items
    ],
)
def test_bands_reach_down_to_the_lowest_score_that_can_be(method: str, lowest: str) -> None:
    text = GOOD.replace("none, text: Not at all, weight: 0", "none, text: Not at all, weight: 1.0")
    text = text.replace("some, text: A little, weight: 1}", "some, text: A little, weight: 3}")
    text = text.replace("[scars, numb, ease]", "[numb, ease]").replace("from: 50", "from: 4")
    text = text.replace("    need: 2/3\n", "").replace("method: percent", method)
    assert f"lowest possible score is {lowest}" in refused(text.replace("from: 0", "from: 3"))[0]
    assert load_good_file(text.replace("from: 0", f"from: {lowest}")).scale("skin").bands


def test_the_schema_for_editors_is_the_one_the_program_uses() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == json_schema()


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"a{n}: b\n" for n in range(9_000)),
        "a: b\n" * 18_000,
        replace_in_good_file("[scars, numb, ease]", "[" + "numb, " * 15_000 + "ease]"),
        replace_in_good_file("{item: present, is: [yes]}", "{all: [" + "{item: x}, " * 9_000 + "{item: y}]}"),
        GOOD + "    - {}\n" * 10_000,
        "items:\n" + "- a\n" * 25_000,
    ],
    ids=["unknown keys", "one key again and again", "one item again and again", "conditions", "bands", "items"],
)
def test_a_file_full_of_mistakes_is_refused_with_at_most_300_sentences(text: str) -> None:
    assert len(refused(text)) <= 300


def test_a_questionnaire_file_nested_deeper_than_allowed_is_refused() -> None:
    def nested(depth: int) -> str:
        return "{a: " * depth + "x" + "}" * depth

    read_tree(nested(MAX_YAML_DEPTH), "a.yaml")
    with pytest.raises(FileRefused, match="nested too deeply"):
        read_tree(nested(MAX_YAML_DEPTH + 1), "a.yaml")
