"""Files as clinics' programs write them: what they say is understood, or it is said that it is not."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.fhir.constants import EXTENSION, SDC, TRANSLATION, WEIGHTS, XHTML, control_of
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.fhir_responses.responses import read_response
from nearer.fhir_responses.write_responses import write_response
from nearer.typed_answers.answer_parsing import read_answer, read_answers
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_writer import questionnaire_yaml
from tests.fhir.published_forms import import_published_form
from tests.fhir.resource_builders import (
    import_resource,
    make_resource,
    make_resource_of_one_item,
    make_weighted_choice,
    questionnaire_of_import,
)
from tests.fhir_questionnaires.test_laws import missing
from tests.fhir_questionnaires.test_valid import given_of
from tests.fhir_responses.test_responses import NINE, NOW, response
from tests.instruments.test_registry import ours

SEVEN = ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]


def item_of(resource: dict[str, Any]) -> Item:
    return questionnaire_of_import(import_resource(resource)).items[0]


def report_text(imported: ImportedQuestionnaire) -> str:
    return " ".join(map(str, (*imported.report.problems, *imported.report.changes)))


def extension(name: str, **value: Any) -> dict[str, Any]:
    return {"url": EXTENSION + name} | value


def loinc(code: str) -> list[dict[str, str]]:
    return [{"system": "http://loinc.org", "code": code}]


def in_language(language: str, text: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": parts}


def panel(code: str, codes: list[str]) -> dict[str, Any]:
    items = [
        make_weighted_choice(["w0", "w1", "w2", "w3"], [0, 1, 2, 3], linkId=f"{code}/{one}", code=loinc(one))
        for one in codes
    ]
    return {"linkId": code, "type": "group", "text": code, "code": loinc(code), "item": items}


# what stands in answer options


@pytest.mark.parametrize("place", ["option", "coding"])
@pytest.mark.parametrize("url", WEIGHTS)
def test_a_weight_is_found_in_each_of_the_places_in_use_and_given_back_there(url: str, place: str) -> None:
    weight = {"extension": [{"url": url, "valueDecimal": 4}]}
    coding = {"system": "urn:s", "code": "a", "display": "A"} | (weight if place == "coding" else {})
    resource = make_resource_of_one_item(
        type="choice", answerOption=[{"valueCoding": coding} | (weight if place == "option" else {})]
    )
    imported = import_resource(resource)
    assert questionnaire_of_import(imported).items[0].options[0].weight == 4
    assert (
        list(missing(resource, json.loads(as_bytes(write_questionnaire(questionnaire_of_import(imported))[0])))) == []
    )


def test_two_weights_that_differ_are_no_weight() -> None:
    options = [
        {"valueString": "a", "extension": [{"url": url, "valueDecimal": n} for n, url in enumerate(WEIGHTS[:2])]}
    ]
    imported = import_resource(make_resource_of_one_item(type="choice", answerOption=options))
    assert questionnaire_of_import(imported).items[0].options[0].weight is None
    assert "item x: an answer option has two weights that differ; neither of them counts" in report_text(imported)


def test_a_weight_that_was_changed_in_our_file_goes_out_as_it_is_now() -> None:
    options = [{"valueString": "a", "extension": [{"url": WEIGHTS[1], "valueDecimal": 1}]}]
    written = import_resource(make_resource_of_one_item(type="choice", answerOption=options)).yaml_record
    assert written is not None
    written["answer_lists"]["list"][0]["weight"] = "7"
    resource, _ = write_questionnaire(load_questionnaire(questionnaire_yaml(written), "changed.yaml"))
    assert resource["item"][0]["answerOption"][0]["extension"] == [{"url": WEIGHTS[1], "valueDecimal": Decimal(7)}]


def test_a_person_can_be_an_answer_option_and_is_not_looked_up() -> None:
    rao = {"reference": "Practitioner/1", "display": "Dr Rao"}
    questionnaire = questionnaire_of_import(
        import_resource(make_resource_of_one_item(type="choice", answerOption=[{"valueReference": rao}]))
    )
    [option] = questionnaire.items[0].options
    assert option.text == "Dr Rao"
    source = given_of(questionnaire, {"x": option.code})
    response = as_bytes(write_response(source))
    assert json.loads(response)["item"][0]["answer"] == [{"valueReference": rao}]
    assert read_response(response, questionnaire, NOW).answers == dict(source.answers)


# value sets in the file


def in_file(*resources: dict[str, Any], **item: Any) -> dict[str, Any]:
    return make_resource_of_one_item(type="choice", answerValueSet="#v", **item) | {"contained": list(resources)}


def value_set(**include: Any) -> dict[str, Any]:
    return {"resourceType": "ValueSet", "id": "v", "status": "active", "compose": {"include": [include]}}


def test_a_code_system_in_the_file_gives_the_options_of_a_value_set_that_names_it() -> None:
    below = {"code": "b", "display": "B", "property": [{"code": "itemWeight", "valueDecimal": 2}]}
    system = {"resourceType": "CodeSystem", "url": "urn:c", "concept": [{"code": "a", "concept": [below]}]}
    options = item_of(in_file(value_set(system="urn:c"), system)).options
    assert [(option.code, option.text, option.weight) for option in options] == [("a", "a", None), ("b", "B", 2)]


@pytest.mark.parametrize(
    "include, sentence",
    [
        ({"system": "urn:c"}, "names a whole code system, which is never fetched"),
        ({"system": "urn:c", "filter": [{"property": "p"}]}, "chooses concepts by a rule"),
        ({"valueSet": ["urn:other"]}, "is put together from others"),
    ],
)
def test_a_value_set_that_is_not_written_out_is_refused(include: dict[str, Any], sentence: str) -> None:
    assert sentence in report_text(import_resource(in_file(value_set(**include))))


def test_a_question_whose_options_are_elsewhere_is_named_once_and_not_those_that_wait_for_it() -> None:
    waits = {"question": "a", "operator": "=", "answerCoding": {"code": "y"}}
    items = [{"linkId": "a", "type": "choice", "text": "A", "answerValueSet": "urn:away"}]
    items += [{"linkId": "b", "type": "string", "text": "B", "enableWhen": [waits]}]
    assert [note.item for note in import_resource(make_resource(item=items)).report.problems] == ["a"]


def test_units_of_a_value_set_in_the_file_are_offered_and_of_another_refused() -> None:
    units = [{"code": "kg", "display": "kg"}, {"code": "[lb_av]", "display": "pounds"}]
    resource = make_resource_of_one_item(
        type="quantity", extension=[extension("questionnaire-unitValueSet", valueCanonical="#v")]
    )
    imported = import_resource(resource | {"contained": [value_set(system="http://unitsofmeasure.org", concept=units)]})
    assert [unit.text for unit in questionnaire_of_import(imported).items[0].units] == ["kg", "pounds"]
    assert "item x: its units are in the value set '#v', which is not in this file" in report_text(
        import_resource(resource)
    )


# texts


def test_every_text_keeps_its_translations() -> None:
    """Of questions, of options written at the item, and the designations of a value set."""
    option = {"valueCoding": {"code": "a", "display": "Well", "_display": {"extension": [in_language("hi", "ठीक")]}}}
    other = {"valueCoding": {"code": "b", "display": "Bad", "_display": {"extension": [in_language("hi", "बुरा")]}}}
    concept = {"code": "c", "display": "Soon", "designation": [{"language": "hi", "value": "जल्दी"}]}
    items = [
        {"linkId": "1", "type": "choice", "text": "How?", "answerOption": [option, other]}
        | {"_text": {"extension": [in_language("hi", "कैसे?"), in_language("ta", "எப்படி?")]}},
        {"linkId": "2", "type": "choice", "text": "When?", "answerValueSet": "#v"},
    ]
    resource = make_resource(item=items, contained=[value_set(system="urn:s", concept=[concept])])
    questionnaire = questionnaire_of_import(import_resource(resource))
    hindi = {"How?": "कैसे?", "Well": "ठीक", "Bad": "बुरा", "Soon": "जल्दी"}
    assert questionnaire.translations == {"hi": hindi, "ta": {"How?": "எப்படி?"}}
    assert list(missing(resource, json.loads(as_bytes(write_questionnaire(questionnaire)[0])))) == []


def test_translations_of_options_in_a_file_of_ours_come_back_from_fhir() -> None:
    imported = import_resource(
        make_resource_of_one_item(type="choice", answerOption=[{"valueCoding": {"code": "a", "display": "Well"}}])
    )
    assert imported.yaml_record is not None
    written = imported.yaml_record | {"translations": {"hi": {"Well": "ठीक", "Question": "प्रश्न"}}}
    ours = load_questionnaire(questionnaire_yaml(written), "ours.yaml")
    back = questionnaire_of_import(import_resource(as_bytes(write_questionnaire(ours)[0])))
    assert (back.translations, back.items) == (ours.translations, ours.items)


def test_one_text_that_is_translated_in_two_ways_keeps_both() -> None:
    items = [
        {"linkId": str(n), "type": "string", "text": "Other", "_text": {"extension": [in_language("hi", f"अन्य {n}")]}}
        for n in range(2)
    ]
    resource = make_resource(item=items)
    questionnaire = questionnaire_of_import(import_resource(resource))
    assert list(missing(resource, json.loads(as_bytes(write_questionnaire(questionnaire)[0])))) == []


def test_formatted_text_of_a_fhir_file_is_shown_as_plain_text_and_the_report_says_so() -> None:
    formatted = {"url": XHTML, "valueString": "<p>How <b>well</b> &amp; soon?</p><script>x()</script>"}
    beside = {"extension": [formatted, in_language("hi", "कैसे?")]}
    imported = import_resource(make_resource_of_one_item(type="string", _text=beside))
    assert "item x: the formatted 'text' (XHTML) is not drawn; its plain text is shown" in report_text(imported)
    assert questionnaire_of_import(imported).translations == {"hi": {"Question": "कैसे?"}}
    alone = make_resource_of_one_item(type="string", text=None, _text={"extension": [formatted]})
    assert item_of(alone).text == "How well & soon? x()"


def test_notes_for_readers_in_a_fhir_file_are_kept_and_named() -> None:
    narrative = {"status": "generated", "div": '<div xmlns="http://www.w3.org/1999/xhtml">x</div>'}
    imported = import_resource(make_resource(text=narrative))
    assert write_questionnaire(questionnaire_of_import(imported))[0]["text"] == narrative
    assert "'text' means nothing here; it is given back on export" in " ".join(map(str, imported.report.unmapped))


# how an item is drawn and what it takes


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_the_answer_options_of_a_fhir_item_are_drawn_as_the_file_says(orientation: str) -> None:
    ways = [extension("questionnaire-choiceOrientation", valueCode=orientation)]
    imported = import_resource(
        make_resource_of_one_item(type="choice", answerOption=[{"valueString": "a"}], extension=ways)
    )
    assert (questionnaire_of_import(imported).items[0].orientation, imported.report.unmapped) == (orientation, [])


def test_a_day_outside_the_earliest_and_latest_is_refused() -> None:
    ends = [extension("minValue", valueDate="2026-01-01"), extension("maxValue", valueDate="2026-12-31")]
    item = item_of(make_resource_of_one_item(type="date", extension=ends))
    assert read_answer(item, "2026-12-31").value == date(2026, 12, 31)
    for day, sentence in (("2025-12-31", "2026-01-01 or a later day"), ("2027-01-01", "2026-12-31 or an earlier day")):
        with pytest.raises(AnswerRefused, match=sentence):
            read_answer(item, day)


def test_an_earliest_day_after_the_latest_is_refused_and_what_is_no_day_is_said_not_to_count() -> None:
    ends = [extension("minValue", valueDate="2027-01-01"), extension("maxValue", valueDate="2026-12-31")]
    assert "item x: the earliest day is after the latest" in report_text(
        import_resource(make_resource_of_one_item(type="date", extension=ends))
    )
    month = import_resource(
        make_resource_of_one_item(type="date", extension=[extension("minValue", valueDate="2027-01")])
    )
    assert "item x: the earliest or latest answer is checked by whole days, or not at all" in report_text(month)


@pytest.mark.parametrize("kind", ["group", "integer"])
def test_a_control_that_is_not_drawn_here_is_named(kind: str) -> None:
    below = {"item": [{"linkId": "y", "type": "string", "text": "Y"}]} if kind == "group" else {}
    imported = import_resource(make_resource_of_one_item(type=kind, extension=[control_of("slider")], **below))
    assert "item x: the control 'slider' is not drawn here; it is given back on export" in map(
        str, imported.report.unmapped
    )
    assert (
        import_resource(
            make_resource_of_one_item(type=kind, extension=[control_of("drop-down")], **below)
        ).report.unmapped
        == []
    )


def test_prefix_hint_length_repeats_and_flags_of_a_fhir_item_are_kept() -> None:
    often = [extension("questionnaire-minOccurs", valueInteger=1), extension("questionnaire-maxOccurs", valueInteger=4)]
    said_of_it = [extension("entryFormat", valueString="like so"), extension("questionnaire-hidden", valueBoolean=True)]
    words = {"prefix": "1.", "required": True, "readOnly": True, "maxLength": 9, "repeats": True}
    imported = import_resource(
        make_resource_of_one_item(
            type="string", extension=[*often, *said_of_it], initial=[{"valueString": "x"}], **words
        )
    )
    item = questionnaire_of_import(imported).items[0]
    assert (item.prefix, item.placeholder, item.max_length) == ("1.", "like so", 9)
    assert item.required and item.read_only and item.hidden
    assert item.repeats is not None and (item.repeats.min, item.repeats.max) == (1, 4)
    assert report_text(imported) == "item x: a first value is kept and given back; here nothing is chosen beforehand"


def test_a_code_of_another_system_is_not_what_a_condition_waits_for() -> None:
    waits = [{"question": "q", "operator": "=", "answerCoding": {"system": "urn:other", "code": "a"}}]
    items = [
        make_weighted_choice(["a", "b"], [0, 1], linkId="q"),
        {"linkId": "x", "type": "string", "text": "X", "enableWhen": waits},
    ]
    assert (
        report_text(import_resource(make_resource(item=items)))
        == "item x: waits for an answer that 'q' does not offer; write the code of an answer option of that question"
    )


def test_more_or_fewer_times_than_we_ask_is_said() -> None:
    ends = [extension("questionnaire-minOccurs", valueInteger=2), extension("questionnaire-maxOccurs", valueInteger=30)]
    sentence = report_text(import_resource(make_resource_of_one_item(type="string", repeats=True, extension=ends)))
    assert "item x: can be there 30 times in the file, and 20 times here" in sentence
    assert "item x: is asked for 2 times; fewer answers are taken as well" in sentence


def test_questions_of_another_file_are_refused_by_its_address() -> None:
    elsewhere = {"linkId": "x", "type": "display", "text": "See"}
    elsewhere |= {"extension": [{"url": SDC + "subQuestionnaire", "valueCanonical": "http://c.example/q"}]}
    sentence = report_text(import_resource(make_resource(item=[elsewhere])))
    assert (
        "item x: its questions are in 'http://c.example/q', which is not in this file and is never fetched" in sentence
    )


def test_a_version_that_is_no_name_is_said_to_be_left_out() -> None:
    imported = import_resource(make_resource(version="2.0 (May)"))
    assert questionnaire_of_import(imported).version == "unversioned"
    assert "its version '2.0 (May)' cannot be taken; 'unversioned' is used for it" in report_text(imported)


def test_a_condition_on_what_nobody_is_asked_is_named() -> None:
    total = {"linkId": "t", "type": "integer", "text": "Total", "readOnly": True}
    waits = [{"question": "t", "operator": ">", "answerInteger": 9}]
    imported = import_resource(
        make_resource(item=[total, {"linkId": "x", "type": "string", "text": "Why?", "enableWhen": waits}])
    )
    assert "item x: looks at 't', which nobody is asked here; it counts as not answered" in report_text(imported)


# scores


def test_a_file_of_ours_that_comes_back_says_how_it_is_scored_and_keeps_to_its_licence() -> None:
    body, forbidden = (
        as_bytes(write_questionnaire(ours(name, count))[0]) for name, count in (("phq-9", 9), ("srs", 4))
    )
    assert import_resource(body).report.scoring == "Scored as the file says: S."
    assert "Session Rating Scale is not shown here." in report_text(import_resource(forbidden))


def test_two_published_panels_in_one_file_are_both_scored() -> None:
    imported = import_resource(make_resource(url="urn:x:1", item=[panel("44249-1", NINE), panel("69737-5", SEVEN)]))
    questionnaire = questionnaire_of_import(imported)
    assert [(scale.instrument, len(scale.items)) for scale in questionnaire.scales] == [("phq-9", 9), ("gad-7", 7)]
    assert imported.report.scoring.startswith("Scored as PHQ-9.") and "Scored as GAD-7." in imported.report.scoring
    answers = read_answers(questionnaire, {item.id: "w1" for item in questionnaire.items})
    assert [score.value for score in read_response(response_of(questionnaire, answers), questionnaire, NOW).scores] == [
        9,
        7,
    ]


def response_of(questionnaire: Questionnaire, answers: Any) -> bytes:
    raw = {name: answer.value for name, answer in answers.items()}
    return as_bytes(write_response(given_of(questionnaire, raw)))


def test_a_total_that_differs_is_named_as_the_file_names_it() -> None:
    total = {"linkId": "/t/1", "type": "integer", "text": "Total", "readOnly": True}
    questionnaire = questionnaire_of_import(
        import_resource(
            make_resource(url="urn:x:1", item=[make_weighted_choice(["a", "b"], [0, 4], linkId="q"), total])
        )
    )
    items = [
        {"linkId": "/t/1", "answer": [{"valueInteger": 9}]},
        {"linkId": "q", "answer": [{"valueCoding": {"code": "b"}}]},
    ]
    resource = response(questionnaire="urn:x:1", item=items)
    [note] = read_response(json.dumps(resource).encode(), questionnaire, NOW).report.changes
    assert str(note) == "item /t/1: the recorded total is 9, and the answers give 4"


def test_of_two_panels_the_one_that_is_not_whole_has_no_score_and_the_report_says_which() -> None:
    imported = import_resource(make_resource(url="urn:x:1", item=[panel("44249-1", NINE[:8]), panel("69737-5", SEVEN)]))
    assert [scale.instrument for scale in questionnaire_of_import(imported).scales] == ["gad-7"]
    assert "PHQ-9: no score, since 8 of its 9 questions are recognised." in imported.report.scoring


def test_a_question_that_is_there_twice_leaves_no_score() -> None:
    again = make_weighted_choice(["w0"], [0], linkId="again", code=loinc(NINE[0]))
    imported = import_resource(make_resource(url="urn:x:1", item=[panel("44249-1", NINE), again]))
    assert "Scored as PHQ-9." in imported.report.scoring  # the panel's own nine stand in one section
    both = panel("44249-1", NINE)
    both["item"].append(again)
    imported = import_resource(make_resource(url="urn:x:1", item=[both]))
    assert (
        questionnaire_of_import(imported).scales == ()
        and "is there with the code of another question" in imported.report.scoring
    )


def test_a_total_that_is_a_quantity_is_compared_and_written_as_one() -> None:
    total = {"linkId": "t", "type": "quantity", "text": "Total", "readOnly": True}
    questionnaire = questionnaire_of_import(
        import_resource(
            make_resource(url="urn:x:1", item=[make_weighted_choice(["a", "b"], [0, 4], linkId="q"), total])
        )
    )
    response = json.loads(as_bytes(write_response(given_of(questionnaire, {"q": "b"}))))
    assert response["item"][1]["answer"] == [{"valueQuantity": {"value": 4}}]
    response["item"][1]["answer"][0]["valueQuantity"]["value"] = 5
    recorded = read_response(json.dumps(response).encode(), questionnaire, NOW)
    assert "the recorded total is 5, and the answers give 4" in " ".join(map(str, recorded.report.changes))


@pytest.mark.parametrize(
    "beside, sentence",
    [
        ({"type": "integer", "text": "Pain"}, "'n' is a number without a weight"),
        ({"type": "boolean", "text": "In pain?"}, "an answer to 'n' has no weight"),
        (make_weighted_choice(["a"], [1]) | {"repeats": True}, "'n' takes several answers"),
        (make_weighted_choice(["a"], [None]), "an answer to 'n' has no weight"),
    ],
)
def test_a_total_over_what_has_no_weight_is_not_plain(beside: dict[str, Any], sentence: str) -> None:
    total = {"linkId": "t", "type": "integer", "text": "Total", "readOnly": True}
    imported = import_resource(
        make_resource(item=[make_weighted_choice(["a", "b"], [0, 4], linkId="q"), {"linkId": "n"} | beside, total])
    )
    assert questionnaire_of_import(imported).scales == () and sentence in imported.report.scoring


def test_an_answer_without_activity_goes_out_with_its_weight_and_is_named() -> None:
    imported = import_published_form("iief-5")
    resource = json.loads(imported.original)
    assert "item q1: an answer that weighs 0 is taken as no activity this month, and never counted as 0" in report_text(
        imported
    )
    written = as_bytes(write_questionnaire(questionnaire_of_import(imported))[0])
    assert list(missing(resource, json.loads(written))) == []
    assert questionnaire_of_import(import_resource(written)).items == questionnaire_of_import(imported).items
