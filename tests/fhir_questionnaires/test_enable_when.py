"""Every operator and behaviour of enableWhen, as FHIR means it: what a person with these answers is asked."""

from __future__ import annotations

from typing import Any

import pytest

from nearer.domain.conditions import shown_items
from nearer.typed_answers.answer_parsing import read_answers
from tests.fhir.resource_builders import (
    import_resource,
    make_resource,
    make_resource_of_one_item,
    make_weighted_choice,
    questionnaire_of_import,
)

MG = {"code": "mg", "system": "http://unitsofmeasure.org"}
UNITS = [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption", "valueCoding": MG}]
OFFERED = {"answerOption": [{"valueCoding": {"system": "urn:s", "code": code}} for code in ("a", "b")]}
# the question, what a condition compares with, and answers that are below it, the same, and above it
ORDERED: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[Any, Any, Any]]] = {
    "integer": ({"type": "integer"}, {"answerInteger": 5}, (4, 5, 6)),
    "decimal": ({"type": "decimal"}, {"answerDecimal": 2.5}, (2.4, 2.5, 10)),
    "date": (
        {"type": "date"}, {"answerDate": "2026-02-01"}, ("2026-01-31", "2026-02-01", "2026-11-02"),
    ),
    "dateTime": (
        {"type": "dateTime"}, {"answerDateTime": "2026-02-01T10:00:00Z"},
        ("2026-02-01T09:59:00Z", "2026-02-01T15:30:00+05:30", "2026-02-01T10:01:00Z"),
    ),
    "time": ({"type": "time"}, {"answerTime": "10:30:00"}, ("09:59", "10:30", "10:31")),
    "quantity": (
        {"type": "quantity", "extension": UNITS}, {"answerQuantity": {"value": 500} | MG},
        tuple({"number": number, "unit": "mg"} for number in (90, 500, 501)),
    ),
    "weights": (make_weighted_choice(["w0", "w1", "w2"], [0, 1, 2]), {"answerDecimal": 1}, ("w0", "w1", "w2")),
}  # fmt: skip
HOLDS = {">": (False, False, True), "<": (True, False, False), ">=": (False, True, True), "<=": (True, True, False)}
SAME: dict[str, tuple[dict[str, Any], dict[str, Any], Any, Any]] = {
    "boolean": ({"type": "boolean"}, {"answerBoolean": True}, "yes", "no"),
    "string": ({"type": "string"}, {"answerString": "tea"}, "tea", "milk"),
    "text": ({"type": "text"}, {"answerString": "tea"}, "tea", "milk"),
    "choice": ({"type": "choice"} | OFFERED, {"answerCoding": {"system": "urn:s", "code": "a"}}, "a", "b"),
    "several": ({"type": "choice", "repeats": True} | OFFERED, {"answerCoding": {"code": "a"}}, ["b", "a"], ["b"]),
    "own words": ({"type": "open-choice"} | OFFERED, {"answerCoding": {"code": "a"}}, "a", {"text": "a"}),
} | {
    kind: (question, compared, given[1], given[2])
    for kind, (question, compared, given) in ORDERED.items()
    if kind != "weights"
}  # fmt: skip


def is_asked(question: dict[str, Any], whens: list[dict[str, Any]], answers: dict[str, Any], **more: Any) -> bool:
    """Whether `then` is asked after `q` (the question) and `r` (yes or no)."""
    items = [{"text": "Q"} | question | {"linkId": "q"}, {"linkId": "r", "text": "R", "type": "boolean"}]
    items.append({"linkId": "then", "text": "Then", "type": "string", "enableWhen": whens} | more)
    questionnaire = import_resource(make_resource(item=items)).questionnaire
    assert questionnaire is not None
    return "then" in shown_items(questionnaire, read_answers(questionnaire, answers))


@pytest.mark.parametrize("sign", HOLDS)
@pytest.mark.parametrize("kind", ORDERED)
def test_a_fhir_condition_compares_each_kind_of_answer_by_its_own_order(kind: str, sign: str) -> None:
    question, compared, answers = ORDERED[kind]
    whens = [{"question": "q", "operator": sign} | compared]
    assert tuple(is_asked(question, whens, {"q": answer}) for answer in answers) == HOLDS[sign]
    assert not is_asked(question, whens, {})


@pytest.mark.parametrize("kind", SAME)
def test_a_fhir_condition_tells_an_answer_that_is_the_same_from_another(kind: str) -> None:
    question, compared, same, other = SAME[kind]
    same_as, not_as = ([{"question": "q", "operator": sign} | compared] for sign in ("=", "!="))
    assert (is_asked(question, same_as, {"q": same}), is_asked(question, same_as, {"q": other})) == (True, False)
    assert (is_asked(question, not_as, {"q": same}), is_asked(question, not_as, {"q": other})) == (False, True)
    assert (is_asked(question, same_as, {}), is_asked(question, not_as, {})) == (False, True)


@pytest.mark.parametrize("kind", SAME)
def test_a_fhir_condition_tells_whether_a_question_was_answered(kind: str) -> None:
    question, _, answer, _ = SAME[kind]
    for there in (True, False):
        whens = [{"question": "q", "operator": "exists", "answerBoolean": there}]
        assert is_asked(question, whens, {"q": answer}) is there
        assert is_asked(question, whens, {}) is not there
        assert is_asked(question, whens, {"q": {"state": "declined"}}) is not there


@pytest.mark.parametrize(("behaviour", "one_of_two"), [("all", False), ("any", True), (None, False)])
def test_several_fhir_conditions_are_joined_as_the_file_says(behaviour: str | None, one_of_two: bool) -> None:
    whens = [{"question": name, "operator": "=", "answerBoolean": True} for name in ("q", "r")]
    joined = {"enableBehavior": behaviour} if behaviour else {}
    outcomes = [is_asked({"type": "boolean"}, whens, answers, **joined) for answers in (
        {"q": "yes", "r": "yes"}, {"q": "yes", "r": "no"}, {"q": "no", "r": "no"})]  # fmt: skip
    assert outcomes == [True, one_of_two, False]


def test_a_condition_that_names_an_option_by_its_words_means_that_option() -> None:
    """As LHC-Forms writes it where an option is no code."""
    choice = {
        "linkId": "c",
        "text": "C",
        "type": "choice",
        "answerOption": [{"valueString": "cm"}, {"valueString": "in"}],
    }
    when = [{"question": "c", "operator": "=", "answerCoding": {"display": "in"}}]
    conditional = {"linkId": "x", "text": "X", "type": "string", "enableWhen": when}
    imported = import_resource(make_resource(item=[choice, conditional]))
    assert imported.questionnaire is not None
    visibles = [
        shown_items(imported.questionnaire, read_answers(imported.questionnaire, {"c": code})) for code in ("in", "cm")
    ]
    assert visibles == [("c", "x"), ("c",)]
    assert "taken as the option 'in'" in str(imported.report.changes[0])


HINT = {"linkId": "many-hint", "type": "display", "text": "Count roll-ups too."}
NEVER_DRAWN = {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": True}


@pytest.mark.parametrize("smokes, drawn", [("no", False), ("yes", True)])
def test_the_words_below_a_question_are_hidden_with_it(smokes: str, drawn: bool) -> None:
    when = [{"question": "smoke", "operator": "=", "answerBoolean": True}]
    many = {"linkId": "many", "text": "How many?", "type": "integer", "enableWhen": when, "item": [HINT]}
    questionnaire = import_resource(
        make_resource(item=[{"linkId": "smoke", "text": "Smoke?", "type": "boolean"}, many])
    ).questionnaire
    assert questionnaire is not None
    visible = shown_items(questionnaire, read_answers(questionnaire, {"smoke": smokes}))
    assert ("many-hint" in visible) is ("many" in visible) is drawn


def test_the_words_below_a_question_that_is_never_drawn_are_not_drawn_either() -> None:
    many = {"linkId": "many", "text": "How many?", "type": "integer", "extension": [NEVER_DRAWN], "item": [HINT]}
    questionnaire = import_resource(
        make_resource(item=[many, {"linkId": "a", "text": "A", "type": "string"}])
    ).questionnaire
    assert questionnaire is not None
    assert shown_items(questionnaire, {}) == ("a",)


@pytest.mark.parametrize("sign, codes", [(">", "3"), (">=", "23"), ("<", "1"), ("<=", "12")])
def test_numbers_that_stand_as_codes_are_compared_as_numbers(sign: str, codes: str) -> None:
    """As https://hl7.org/fhir/R4/valueset-questionnaire-enable-operator.html says what each sign means."""
    resource = make_resource_of_one_item(type="choice", answerOption=[{"valueInteger": number} for number in (1, 2, 3)])
    when = [{"question": "x", "operator": sign, "answerInteger": 2}]
    resource["item"].append({"linkId": "y", "type": "string", "text": "Then?", "enableWhen": when})
    condition = questionnaire_of_import(import_resource(resource)).item("y").show_if
    assert condition is not None and condition.one_of == tuple(codes)
