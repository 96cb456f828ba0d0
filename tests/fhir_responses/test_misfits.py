"""One answer that does not fit costs itself and never the whole response: it is taken as what it is, or left out."""

from __future__ import annotations

import copy
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from nearer.domain.answers import write_answer
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.responses import Recorded, read_response
from nearer.fhir_responses.write_responses import write_response
from tests.fhir.every_kind import unit
from tests.fhir.generated import BASE
from tests.fhir.resource_builders import import_resource, make_resource, make_weighted_choice
from tests.fhir_questionnaires.test_valid import given_of
from tests.fhir_responses.test_responses import NOW, report_text, response

LEFT_OUT = "this answer is left out"
ABSENT = {"url": BASE + "data-absent-reason", "valueCode": "asked-declined"}


def coded(code: str | None, text: str | None, system: str | None = "urn:s") -> dict[str, Any]:
    coding = {"system": system, "code": code, "display": text}
    return {"valueCoding": {key: value for key, value in coding.items() if value is not None}}


HINDI = [{"url": BASE + "translation", "extension": [{"url": "lang", "valueCode": "hi"},
                                                     {"url": "content", "valueString": "कभी नहीं"}]}]  # fmt: skip
NEVER = coded("0", "Never") | {}
NEVER["valueCoding"]["_display"] = {"extension": HINDI}
OFFERED = [NEVER, coded("1", "Often"), coded("2", "twice"), coded("3", "twice")]
ITEMS: list[dict[str, Any]] = [
    {"linkId": "strings", "type": "choice", "answerOption": [{"valueString": "cm"}, {"valueString": "inches"}]},
    {"linkId": "coded", "type": "choice", "answerOption": OFFERED},
    {"linkId": "bare", "type": "choice", "answerOption": [coded("a", "A", None), coded("b", "B", None)]},
    {"linkId": "same", "type": "choice", "answerOption": [coded("n", "n"), coded("y", "y")]},
    {"linkId": "numbers", "type": "choice", "answerOption": [{"valueInteger": 1}, {"valueInteger": 2}]},
    {"linkId": "several", "type": "choice", "repeats": True, "answerOption": OFFERED},
    {"linkId": "open", "type": "open-choice", "answerOption": OFFERED},
    {"linkId": "truth", "type": "boolean"},
    {"linkId": "day", "type": "date"},
    {"linkId": "moment", "type": "dateTime"},
    {"linkId": "dose", "type": "quantity"},
    {"linkId": "weight", "type": "quantity", "extension": [unit("kg")]},
    {"linkId": "hours", "type": "decimal", "extension": [{"url": BASE + "questionnaire-unit",
                                                          "valueCoding": {"code": "h", "display": "hours"}}]},
    {"linkId": "count", "type": "integer"},
    {"linkId": "words", "type": "string", "repeats": True},
    {"linkId": "picture", "type": "attachment"},
]  # fmt: skip
SCORED = make_weighted_choice(["w0", "w1"], [0, 3], linkId="scored")
TOTAL = {"linkId": "total", "type": "quantity", "readOnly": True, "text": "Total"}


def questionnaire_of(items: list[dict[str, Any]], **root: Any) -> Questionnaire:
    written = make_resource(
        url="https://x.example/1", item=[{"text": f"About {one['linkId']}"} | one for one in items], **root
    )
    imported = import_resource(written)
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


FORM = questionnaire_of(ITEMS)


def read(form: Questionnaire, items: list[dict[str, Any]], **head: Any) -> Recorded:
    return read_response(json.dumps(response(item=items) | head).encode(), form, NOW)


def read_one(link: str, *answers: dict[str, Any]) -> tuple[object, str]:
    """The answer as our own forms give it, and all that is said."""
    recorded = read(FORM, [{"linkId": link, "answer": list(answers)}])
    assert recorded.report.problems == []
    answer = recorded.answers.get(link)
    return None if answer is None else write_answer(answer), report_text(recorded)


TAKEN: list[tuple[str, dict[str, Any], object, str]] = [
    ("strings", coded(None, "inches", None), "inches", "by the words of an option"),
    ("strings", coded("inches", None, None), "inches", "by the words of an option"),
    ("strings", coded("7", "inches", "urn:x"), "inches", "by the words of an option"),
    ("strings", {"valueString": "inches"}, "inches", ""),
    ("coded", coded(None, "Never"), "0", "by the words of an option"),
    ("coded", coded(None, " never ", None), "0", "by the words of an option"),
    ("coded", coded(None, "कभी नहीं", None), "0", "by the words of an option"),
    ("coded", {"valueString": "Often"}, "1", "by the words of an option"),
    ("coded", {"valueString": "1"}, "1", "by the code of an option"),
    ("coded", {"valueInteger": 1}, "1", "by the code of an option"),
    ("coded", coded("1", None, None), "1", ""),
    ("bare", coded("b", None, "urn:other"), "b", "a code system that its options do not name"),
    ("numbers", coded(None, "2", None), "2", "by the words of an option"),
    ("open", {"valueString": "Often"}, "1", "by the words of an option"),
    ("open", {"valueString": "1"}, {"text": "1"}, ""),
    ("open", coded(None, "Hardly", None), {"text": "Hardly"}, "taken as own words"),
    ("truth", {"valueString": "true"}, "yes", "by the words of an option"),
    ("truth", coded("N", "No", "http://terminology.hl7.org/CodeSystem/v2-0136"), "no", "by the words of an option"),
    ("day", {"valueDateTime": "2026-01-05T10:00:00Z"}, "2026-01-05", "its day is taken"),
    ("dose", {"valueQuantity": {"value": 5, "unit": "mg", "code": "mg"}}, {"number": 5, "unit": "mg"}, ""),
    ("dose", {"valueDecimal": 5}, {"number": 5, "unit": None}, "a number that has no unit"),
    ("hours", {"valueQuantity": {"value": 7.5, "unit": "hours"}}, 7.5, "its number is taken"),
    ("hours", {"valueQuantity": {"value": 7.5, "unit": "hours", "code": ["h"]}}, 7.5, "its number is taken"),
    ("count", {"valueQuantity": {"value": 3, "unit": "cups"}}, 3, "and none is asked for; its number is taken"),
    ("count", {"valueDecimal": 3.0}, 3, ""),
    ("words", coded("x", "In words"), "In words", "its words are taken"),
    ("words", {"extension": [ABSENT]}, {"state": "declined"}, ""),
    ("day", {"_valueDate": {"extension": [ABSENT]}}, {"state": "declined"}, ""),
    ("several", coded(None, "Often"), ["1"], "by the words of an option"),
]


@pytest.mark.parametrize("link, answer, as_ours, sentence", TAKEN)
def test_an_answer_of_each_fhir_type_is_read_as_its_own_type(
    link: str, answer: dict[str, Any], as_ours: object, sentence: str
) -> None:
    value, all_said = read_one(link, answer)
    assert value == as_ours
    assert sentence in all_said and bool(sentence) is bool(all_said)


NOT_TAKEN: list[tuple[str, dict[str, Any], str]] = [
    ("strings", coded(None, "miles", None), "not one of those that are offered"),
    ("strings", coded("cm", "inches", None), "not one of those that are offered"),
    ("coded", coded("9", "Never"), "not one of those that are offered"),
    ("coded", coded("0", "Never", "urn:other"), "not one of those that are offered"),
    ("coded", coded(None, "Twice", None), "several of its options have the words"),
    ("coded", coded(None, "twice", None), "several of its options have the words"),
    ("same", coded("n", "n", "urn:other"), "not one of those that are offered"),
    ("coded", {"valueBoolean": True}, "not one of those that are offered"),
    ("coded", {"valueCoding": "Never"}, "'valueCoding' takes keys"),
    ("several", coded("9", None), "not one of those that are offered"),
    ("day", {"valueDate": "2026-01"}, "a year or a month without a day"),
    ("day", {"valueDate": "2026"}, "a year or a month without a day"),
    ("day", {"valueDate": "2026-02-30"}, "Give a date such as"),
    ("moment", {"valueDateTime": "2026-01-05"}, "a day without a time"),
    ("moment", {"valueDateTime": "2026-01"}, "a year or a month without a day"),
    ("dose", {"valueQuantity": {"value": 5, "comparator": "<", "unit": "mg"}}, "less than or more than a number"),
    ("weight", {"valueQuantity": {"value": 5, "comparator": "<", "unit": "kg"}}, "less than or more than a number"),
    ("dose", {"valueQuantity": {"unit": "mg"}}, "it has no number"),
    ("dose", {"valueQuantity": {"value": 5, "unit": "x" * 41}}, "Choose one of the units"),
    ("weight", {"valueQuantity": {"value": 5, "unit": "stone"}}, "Choose one of the units"),
    ("weight", {"valueQuantity": {"value": 5}}, "Choose one of the units"),
    ("weight", {"valueDecimal": 5}, "of another kind"),
    ("hours", {"valueQuantity": {"value": 7.5, "unit": "d"}}, "its unit is not the one that is asked for"),
    ("hours", {"valueQuantity": {"value": 7.5, "unit": "d", "code": {}}}, "its unit is not the one that is asked for"),
    ("count", {"valueQuantity": {"value": 7, "comparator": ">"}}, "less than or more than a number"),
    ("count", {"valueString": "3"}, "Give a whole number."),
    ("count", {"valueInteger": 1, "valueString": "1"}, "an answer has one value"),
    ("words", {"valueQuantity": {"value": 1}}, "of another kind"),
    ("words", {"valueString": "x" * 2001}, "Please shorten"),
    ("picture", {"valueAttachment": {"url": "x"}}, "of another kind"),
]


@pytest.mark.parametrize("link, answer, sentence", NOT_TAKEN)
def test_an_answer_that_does_not_fit_is_left_out_and_the_rest_is_scored(
    link: str, answer: dict[str, Any], sentence: str
) -> None:
    questionnaire = questionnaire_of([next(one for one in ITEMS if one["linkId"] == link), SCORED])
    scale = {"id": "s", "title": "S", "items": ["scored"], "method": "sum", "need": "1", "higher": "worse"}
    questionnaire = with_scales(questionnaire, scale)
    recorded = read(questionnaire, [{"linkId": link, "answer": [answer]}, chosen("scored", "w1")])
    assert recorded.report.problems == [] and link not in recorded.answers
    assert sentence in report_text(recorded) and LEFT_OUT in report_text(recorded).lower()
    assert [score.value for score in recorded.scores] == [3]


def with_scales(questionnaire: Questionnaire, *scales: dict[str, Any]) -> Questionnaire:
    resource, _ = write_questionnaire(questionnaire)
    words = json.dumps({"audience": "both", "scales": scales})
    resource["extension"] = [{"url": "urn:nearer:questionnaire", "valueString": words}]
    definition = import_resource(as_bytes(resource)).questionnaire
    assert definition is not None
    return definition


def chosen(link: str, code: str) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueCoding": {"code": code}}]}


def test_no_sentence_holds_an_answer() -> None:
    for link, answer, _ in NOT_TAKEN:
        words = [str(value) for value in _scalars(answer) if len(str(value)) > 4]
        assert not [word for word in words if word in read_one(link, answer)[1]]


def _scalars(value: Any) -> list[Any]:
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return [one for one in inside if not isinstance(one, dict | list)] + [
        one for deeper in inside if isinstance(deeper, dict | list) for one in _scalars(deeper)
    ]


@settings(max_examples=60, deadline=None)
@for_all(st.lists(st.sampled_from(NOT_TAKEN), max_size=4, unique_by=lambda case: case[0]))
def test_an_answer_that_does_not_fit_costs_no_other_answer(misfits: list[tuple[str, dict[str, Any], str]]) -> None:
    wrong = {link: answer for link, answer, _ in misfits}
    right = {link: answer for link, answer, _, _ in TAKEN if link not in wrong}
    items = [{"linkId": link, "answer": [answer]} for link, answer in (wrong | right).items()]
    recorded = read(FORM, items)
    assert recorded.report.problems == []
    assert set(recorded.answers) == set(right)


def test_of_several_that_are_chosen_one_misfit_leaves_all_of_them_out() -> None:
    assert read_one("several", coded("0", None), coded("9", None))[0] is None


@pytest.mark.parametrize("waits_for", ["gate", "between"])
def test_what_decides_which_questions_are_asked_leaves_no_score_when_it_is_left_out(waits_for: str) -> None:
    gate = {"linkId": "gate", "text": "G", "type": "integer"}
    when = [{"question": "gate", "operator": "<", "answerInteger": 5}]
    between = {"linkId": "between", "text": "B", "type": "integer", "enableWhen": when}
    gated = make_weighted_choice(["w0", "w1"], [0, 3], linkId="gated", enableWhen=[when[0] | {"question": waits_for}])
    form = questionnaire_of([gate, between, SCORED, gated])
    both = {
        "id": "both",
        "title": "Both",
        "items": ["scored", "gated"],
        "method": "mean",
        "need": "1",
        "higher": "worse",
    }
    alone = {"id": "alone", "title": "Alone", "items": ["scored"], "method": "mean", "need": "1", "higher": "worse"}
    form = with_scales(form, both, alone)
    items = [{"linkId": "gate", "answer": [{"valueString": "7"}]}, chosen("scored", "w1")]
    recorded = read(form, items)
    assert [score.value for score in recorded.scores] == [None, 3]
    assert "Both: no score, since an answer that is left out decides" in report_text(recorded)


# an item that is there twice


TWICE = [
    {"linkId": "g", "type": "group", "item": [{"linkId": "in", "text": "I", "type": "string"}]},
    {"linkId": "many", "type": "group", "repeats": True, "item": [{"linkId": "each", "text": "E", "type": "string"}]},
    {"linkId": "above", "type": "string", "item": [{"linkId": "below", "text": "B", "type": "string"}]},
    {"linkId": "lines", "type": "string", "repeats": True},
    {"linkId": "sev", "type": "choice", "repeats": True, "answerOption": OFFERED},
]


def text(link: str, words: str, *inside: dict[str, Any]) -> dict[str, Any]:
    return {"linkId": link, "answer": [{"valueString": words} | ({"item": list(inside)} if inside else {})]}


@pytest.mark.parametrize(
    "name, items",
    [
        ("above", [text("above", "1"), text("above", "2")]),
        ("above", [text("above", "1"), text("above", "1")]),
        ("above", [text("above", "1"), {"linkId": "above"}]),
        ("in", [{"linkId": "g", "item": [text("in", "1"), text("in", "2")]}]),
        ("in", [{"linkId": "g", "item": [text("in", "1")]}, text("in", "2")]),
        ("g", [{"linkId": "g", "item": [text("in", "1")]}, {"linkId": "g"}]),
        ("each", [{"linkId": "many", "item": [text("each", "1"), text("each", "2")]}]),
        ("below", [text("above", "1", text("below", "2"), text("below", "3"))]),
        ("below", [text("above", "1", text("below", "2")) | {"item": [text("below", "3")]}]),
    ],
)
def test_an_item_that_is_there_twice_is_refused_by_name(name: str, items: list[dict[str, Any]]) -> None:
    recorded = read(questionnaire_of(TWICE), items)
    assert recorded.scores == () and recorded.report.status == "refused"
    assert f"item {name}: this" in report_text(recorded) and "is there twice and does not repeat" in report_text(
        recorded
    )


def test_what_repeats_may_be_there_as_often_as_it_repeats() -> None:
    items = [
        *({"linkId": "many", "item": [text("each", number)]} for number in "12"),
        *(text("lines", number) for number in "12"),
        *({"linkId": "sev", "answer": [coded(code, None)]} for code in "01"),
    ]
    recorded = read(questionnaire_of(TWICE), items)
    assert {name: write_answer(answer) for name, answer in recorded.answers.items()} == {
        "each": "1", "each~many.2": "2", "lines": "1", "lines~lines.2": "2", "sev": ["0", "1"],
    }  # fmt: skip


def test_an_item_of_another_version_is_left_out_and_words_of_help_need_no_sentence() -> None:
    items = [text("above", "1"), {"linkId": "new", "item": [text("lines", "2")]}, {"linkId": "above.help"}]
    recorded = read(questionnaire_of(TWICE), items)
    assert report_text(recorded) == "item new: this item is not in the questionnaire; it is left out"
    assert set(recorded.answers) == {"above", "lines"}


@pytest.mark.parametrize(
    "answer, as_ours, sentence",
    [
        ({"valueString": "1"}, "1", "item above: its answer is not in a list; it is taken"),
        ([None], None, "item above: what is there for an answer cannot be read; this answer is left out"),
        ("1", None, "item above: what is there for an answer cannot be read; this answer is left out"),
        ([], None, ""),
    ],
)
def test_an_answer_that_is_no_list_of_answers_costs_no_other(answer: Any, as_ours: Any, sentence: str) -> None:
    recorded = read(questionnaire_of(TWICE), [{"linkId": "above", "answer": answer}, text("lines", "2")])
    assert report_text(recorded) == sentence
    reply = recorded.answers.get("above")
    assert (reply and write_answer(reply)) == as_ours and "lines" in recorded.answers


@pytest.mark.parametrize("answer", [[{"valueString": "x"}], {"valueString": "x"}, [{"item": [text("in", "3")]}], ["x"]])
def test_an_answer_of_a_group_is_said_to_be_left_out(answer: Any) -> None:
    recorded = read(questionnaire_of(TWICE), [{"linkId": "g", "answer": answer, "item": [text("in", "1")]}])
    assert report_text(recorded) == "item g: is a group and has no answer of its own; it is left out"
    assert recorded.raw == {"in": "1"}


@pytest.mark.parametrize("apart", [False, True])
def test_an_option_that_is_chosen_twice_counts_once(apart: bool) -> None:
    often, never = coded("1", "Often"), coded("0", "Never")
    answers = [[often, never], [often]] if apart else [[often, never, often]]
    recorded = read(questionnaire_of(TWICE), [{"linkId": "sev", "answer": one} for one in answers])
    assert report_text(recorded) == "item sev: chooses the same twice; it counts once"
    assert write_answer(recorded.answers["sev"]) == ["0", "1"]


@pytest.mark.parametrize("number", ["1e300", "1" * 45, "0.1000000000000000055511151231257827021181583404541"])
@pytest.mark.parametrize(
    "link, key",
    [("count", '"valueInteger":N'), ("hours", '"valueDecimal":N'), ("dose", '"valueQuantity":{"value":N,"unit":"mg"}')],
)
def test_a_number_out_of_range_costs_its_own_answer_and_no_other(link: str, key: str, number: str) -> None:
    items = f'[{{"linkId":"{link}","answer":[{{{key.replace("N", number)}}}]}},{{"linkId":"words","answer":[{{}}]}}]'
    content = json.dumps(response(item=[])).replace('"item": []', f'"item": {items}').encode()
    recorded = read_response(content.replace(b"[{}]", b'[{"valueString":"x"}]'), FORM, NOW)
    assert recorded.report.problems == [] and set(recorded.answers) == {"words"}
    assert f"item {link}: its number is out of range; this answer is left out" in report_text(recorded)


def test_an_item_without_a_name_is_left_out_and_nothing_is_called_none() -> None:
    recorded = read(questionnaire_of(TWICE), [text("above", "1"), {"answer": [{"valueString": "x"}]}, {"linkId": 7}])
    assert report_text(recorded) == "an item has no linkId; it is left out" and set(recorded.answers) == {"above"}


def test_a_unit_that_no_list_offers_goes_out_as_it_came() -> None:
    form = questionnaire_of([{"linkId": "dose", "type": "quantity"}])
    written = write_response(given_of(form, {"dose": {"number": 5, "unit": "mg"}}))
    assert written["item"][0]["answer"] == [{"valueQuantity": {"value": 5, "unit": "mg"}}]


NO_ITEM = "what is there for an item cannot be read; it is left out"


@pytest.mark.parametrize("stray", [None, 7, "x", [], [{"linkId": "lines"}], True])
def test_what_stands_in_place_of_an_item_costs_no_other(stray: Any) -> None:
    form = questionnaire_of(TWICE)
    recorded = read(form, [text("above", "1", stray), stray, text("lines", "2"), {"linkId": "gone", "answer": [stray]}])
    assert recorded.report.problems == [] and set(recorded.answers) == {"above", "lines"}
    assert f"item above: {NO_ITEM}" in report_text(recorded) and f" {NO_ITEM}" in report_text(recorded)


def test_an_only_item_that_is_not_in_a_list_is_taken() -> None:
    form = questionnaire_of(TWICE)
    recorded = read_response(json.dumps(response(item={"linkId": "g", "item": text("in", "1")})).encode(), form, NOW)
    assert report_text(recorded) == (
        "its one item is not in a list; it is taken item g: its one item is not in a list; it is taken"
    )
    assert set(recorded.answers) == {"in"}


JUNK: st.SearchStrategy[Any] = st.sampled_from([None, 7, 1.5, True, "x", [], {}, [7], [None], [[]], [{}], {"a": 1}])
EVERY = [{"linkId": link, "answer": [answer]} for link, answer in {one[0]: one[1] for one in TAKEN}.items()]


def _places(value: Any, around: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, one in inside for path in ((*around, key), *_places(one, (*around, key)))]


@settings(max_examples=300, deadline=None)
@for_all(st.sampled_from(_places(EVERY)), JUNK)
def test_damage_in_one_item_of_a_response_costs_that_item_alone(place: tuple[Any, ...], junk: Any) -> None:
    items = copy.deepcopy(EVERY)
    inside: Any = items
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = junk
    recorded = read(FORM, items)
    assert recorded.report.problems == [], recorded.report.problems
    assert {one["linkId"] for one in EVERY} - set(recorded.answers) <= {EVERY[place[0]]["linkId"]}


# a total that somebody wrote down


NO_NUMBER = "item total: the recorded total is not a plain number, and is not compared"
AS_TEXT = "item total: its number is written as a text; it is taken"


@pytest.mark.parametrize(
    "value, sentences",
    [
        ({"valueString": "3"}, [AS_TEXT]),
        ({"valueString": "2,0"}, [AS_TEXT, "item total: the recorded total is 2, and the answers give 3"]),
        ({"valueString": "three"}, [NO_NUMBER]),
        ({"valueBoolean": True}, [NO_NUMBER]),
        ({"valueQuantity": {"value": 3, "comparator": "<"}}, [NO_NUMBER]),
        ({"valueQuantity": {"value": 3, "unit": "points"}}, []),
        ({"valueInteger": 3}, []),
        ({}, []),
    ],
)
def test_a_recorded_total_is_compared_or_said_not_to_be(value: dict[str, Any], sentences: list[str]) -> None:
    form = _form_f3()
    recorded = read(form, [chosen("scored", "w1"), {"linkId": "total", "answer": [value]}], questionnaire=form.url)
    assert recorded.scores[0].value == 3 and list(map(str, recorded.report.changes)) == sentences


# which questionnaire, and when


CONTAINED = {"resourceType": "Questionnaire", "id": "q", "url": "https://x.example/Questionnaire/f3", "version": "1"}


@pytest.mark.parametrize(
    "named, sentence",
    [
        ("https://x.example/Questionnaire/f3", ""),
        ("https://x.example/Questionnaire/f3|1", ""),
        ("https://x.example/Questionnaire/f3|2", "answers version 2"),
        ("Questionnaire/f3", "the id is the same"),
        ("Questionnaire/file-id", "the id is the same"),
        ("Questionnaire/f3|1", "the id is the same"),
        ("f3", "the id is the same"),
        ("file-id|1", "the id is the same"),
        ("Questionnaire/f3/", "the id is the same"),
        ("https://x.example/Questionnaire/f3/", "only a slash or a space at its end differs"),
        (" https://x.example/Questionnaire/f3 ", "only a slash or a space at its end differs"),
        ("Questionnaire/f3/_history/2", "the id is the same"),
        ("https://server.example/fhir/Questionnaire/file-id", "the id is the same"),
        ("urn:uuid:6f1c5f6e-0000-4000-8000-000000000000", "which cannot be compared"),
        ("#q", "it holds a questionnaire of its own"),
        ("#nowhere", "is not in it"),
        ({"reference": "Questionnaire/f3"}, "as FHIR STU3 does"),
        (None, "does not say which questionnaire"),
    ],
)
def test_a_questionnaire_that_is_named_in_another_way_is_the_same(named: Any, sentence: str) -> None:
    form = _form_f3()
    recorded = read(form, [chosen("scored", "w1")], questionnaire=named, contained=[CONTAINED])
    assert recorded.report.problems == [] and recorded.scores[0].value == 3
    assert sentence in report_text(recorded) and bool(sentence) is bool(report_text(recorded))


def _form_f3(**root: Any) -> Questionnaire:
    head = {"url": "https://x.example/Questionnaire/f3", "id": "file-id", "version": "1"} | root
    imported = import_resource(
        {key: value for key, value in make_resource(item=[SCORED, TOTAL]).items() if key not in head} | head
    )
    assert imported.questionnaire is not None
    return imported.questionnaire


@pytest.mark.parametrize(
    "named",
    ["Questionnaire/f4", "f4", "f", "https://x.example/Questionnaire/f4", "https://other.example",
     "urn:nearer:questionnaire:f3", "https://x.example/f3"],
)  # fmt: skip
def test_answers_to_another_questionnaire_are_refused_with_the_end_of_its_address(named: str) -> None:
    recorded = read(_form_f3(), [chosen("scored", "w1")], questionnaire=named)
    assert (
        report_text(recorded) == f"answers another questionnaire: {named}; choose that questionnaire, or other answers"
    )
    long = named + "/" + "x" * 90 + "/the-end"
    assert "the-end" in report_text(read(_form_f3(), [], questionnaire=long))


def test_a_response_that_contains_another_questionnaire_is_reported_and_has_no_score() -> None:
    other = CONTAINED | {"url": "https://x.example/Questionnaire/other"}
    recorded = read(_form_f3(), [chosen("scored", "w1")], questionnaire="#q", contained=[other])
    assert "answers another questionnaire" in report_text(recorded) and recorded.scores == ()


def test_a_file_without_an_address_is_taken_for_what_a_response_names() -> None:
    recorded = read(_form_f3(url=""), [chosen("scored", "w1")], questionnaire="Questionnaire/1234")
    assert recorded.scores[0].value == 3
    assert "and the file has no address" in report_text(recorded)


@pytest.mark.parametrize(
    "authored, sentence",
    [
        ("2026-11-28T12:00:00Z", ""),
        ("2026-11-28T17:35:00+05:30", ""),
        ("2026-11-29", ""),  # a day that has begun in Kiribati
        ("2026", ""),
        ("2026-11", ""),
        ("2026-11-28T13:00:00Z", "is in the future"),
        ("2026-12-01", "is in the future"),
        ("2027", "is in the future"),
        ("yesterday", "cannot be read"),
        ("2026-13-01", "cannot be read"),
        (7, "cannot be read"),
        (None, "does not say when it was answered"),
    ],
)
def test_a_day_that_is_missing_or_to_come_is_said_and_costs_nothing(authored: Any, sentence: str) -> None:
    form = _form_f3()
    recorded = read(form, [chosen("scored", "w1")], authored=authored, questionnaire=form.url)
    assert recorded.scores[0].value == 3
    assert sentence in report_text(recorded) and bool(sentence) is bool(report_text(recorded))


def test_a_day_to_come_is_told_by_this_moment_where_no_other_is_given() -> None:
    later = (NOW + timedelta(days=2)).isoformat()
    content = json.dumps(response(item=[], authored=later)).encode()
    assert "is in the future" in report_text(read_response(content, FORM, NOW))
