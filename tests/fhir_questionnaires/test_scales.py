"""The scales of a file: several of one instrument, named rules, totals of its own, and questions for a score."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.scoring import Score
from nearer.fhir.constants import CALCULATED, EXTENSION
from nearer.fhir.formulas import Sum, read_sum
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.fhir_questionnaires.writer import as_bytes
from nearer.fhir_responses.responses import read_response
from nearer.fhir_responses.write_responses import write_response
from nearer.yaml_files.check_scales import scale_warnings
from tests.fhir.published_forms import (
    LOINC,
    NINE_CODED,
    import_published_form,
    make_loinc_choice,
    make_published_choice,
)
from tests.fhir.resource_builders import (
    ROOT,
    import_resource,
    make_resource,
    make_weighted_choice,
    questionnaire_of_import,
)
from tests.fhir_questionnaires.test_valid import given_of
from tests.fhir_responses.test_responses import NOW

SHARED = [folder / "shared" / "cases" for folder in ROOT.parents]
CASES = next((folder for folder in SHARED if folder.is_dir()), SHARED[0])


def scores(imported: ImportedQuestionnaire, raw: dict[str, object]) -> dict[str, Score]:
    """Through a response, as it would come from another program."""
    content = as_bytes(write_response(given_of(questionnaire_of_import(imported), raw)))
    return {score.scale: score for score in read_response(content, questionnaire_of_import(imported), NOW).scores}


def coded(code: str) -> list[dict[str, str]]:
    return [{"system": LOINC, "code": code}]


# several scales of one instrument


FOUR = ("69725-0", "68509-9", "44250-9", "44255-8")


@pytest.mark.parametrize("order", [FOUR, FOUR[::-1], (FOUR[2], FOUR[0], FOUR[3], FOUR[1])])
def test_phq_4_is_scored_with_its_two_parts_whatever_the_order_of_its_questions(order: tuple[str, ...]) -> None:
    imported = import_resource(
        make_resource(url="urn:x:1", item=[make_loinc_choice(code) for code in order], code=coded("69724-3"))
    )
    nervous, worried, interest, down = ("LA6571-9", "LA6568-5", "LA6569-3", "LA6569-3")
    raw = {
        item.id: dict(zip(FOUR, (nervous, worried, interest, down), strict=True))[item.text]
        for item in questionnaire_of_import(imported).items
    }
    got = scores(imported, raw)
    # 3 + 0 of anxiety, 1 + 1 of low mood; each part has its line at 3
    assert {name: (score.value, score.band) for name, score in got.items()} == {
        "phq-4": (5, "Mild"), "gad-2": (3, "At or above the line"), "phq-2": (2, "Below the line"),
    }  # fmt: skip


def test_without_codes_the_parts_are_recognised_by_words_or_not_scored() -> None:
    texts = ["Little interest?", "Feeling hopeless?", "Feeling anxious?", "Could not stop to worry?"]
    items = [make_published_choice([0, 1, 2, 3], linkId=f"q{n}", text=text) for n, text in enumerate(texts)]
    imported = import_published_form("phq-4", items)
    got = scores(imported, {"q0": "w0", "q1": "w1", "q2": "w3", "q3": "w3"})
    assert {name: score.value for name, score in got.items()} == {"phq-4": 7, "gad-2": 6, "phq-2": 1}
    items[0] |= {"text": "Little interest, or anxious?"}  # says words of both
    unclear = import_published_form("phq-4", items)
    assert [scale.id for scale in questionnaire_of_import(unclear).scales] == ["phq-4"]
    silent = import_published_form("phq-4")
    assert [scale.id for scale in questionnaire_of_import(silent).scales] == ["phq-4"]
    assert "GAD-2: no score, since nothing says which of the questions are its own." in silent.report.scoring


def test_codes_of_a_short_instrument_inside_a_longer_one_are_the_longer_one() -> None:
    assert [
        scale.id
        for scale in questionnaire_of_import(import_resource(make_resource(url="urn:x:1", item=NINE_CODED))).scales
    ] == ["phq-9"]
    eight = import_resource(make_resource(url="urn:x:1", item=NINE_CODED[:8]))
    assert eight.report.scoring == "PHQ-9: no score, since 8 of its 9 questions are recognised."
    two = import_resource(make_resource(url="urn:x:1", item=NINE_CODED[:2]))
    assert [scale.id for scale in questionnaire_of_import(two).scales] == ["phq-2"]


IN_POINTS = {"url": EXTENSION + "questionnaire-unit", "valueCoding": {"code": "{score}", "display": "score"}}


@pytest.mark.parametrize(("top", "scored"), [(3, True), (4, False)])
def test_a_form_without_item_codes_is_known_by_the_code_of_its_total(top: int, scored: bool) -> None:
    """As HL7's own example of PHQ-9, whose last answer weighs 4."""
    weights = [0, 1, 2, top]
    texts = ["Not at all", "b", "c", "d"]
    asked_items = [make_weighted_choice(texts, [*weights], linkId=f"H1/Q{n}") for n in range(9)]
    group = {"linkId": "H1", "type": "group", "text": "How often?", "item": asked_items}
    total_score = {"linkId": "H1/TS", "type": "quantity", "text": "Sum", "code": coded("44261-6")}
    imported = import_resource(make_resource(url="urn:x:1", title="Nine", item=[group, total_score]))
    if scored:
        [scale] = questionnaire_of_import(imported).scales
        assert (
            scale.instrument,
            len(scale.items),
            questionnaire_of_import(imported).item(scale.total or "").link_id,
        ) == (
            "phq-9",
            9,
            "H1/TS",
        )
    else:
        assert questionnaire_of_import(imported).scales == ()
        assert imported.report.scoring == "PHQ-9: no score. The weights of 'H1/Q0' are not those that are published."


def test_the_totals_of_the_parts_of_phq_4_belong_to_the_parts() -> None:
    totals = [{"linkId": code, "type": "integer", "text": "?", "code": coded(code)} for code in ("70272-0", "55758-7")]
    imported = import_resource(make_resource(url="urn:x:1", item=[*map(make_loinc_choice, FOUR), *totals]))
    assert [(scale.id, scale.total) for scale in questionnaire_of_import(imported).scales] == [
        ("phq-4", "70272-0"), ("gad-2", None), ("phq-2", "55758-7"),
    ]  # fmt: skip


def test_two_forms_without_item_codes_in_one_file_are_separated_by_the_groups_of_their_totals() -> None:
    groups = []
    for code, count in (("44261-6", 9), ("70274-6", 7)):
        items = [make_published_choice([0, 1, 2, 3], linkId=f"{code}.{n}") for n in range(count)]
        items.append({"linkId": code, "type": "integer", "text": "?", "code": coded(code)})
        groups.append({"linkId": f"g{code}", "type": "group", "text": "G", "item": items})
    imported = import_resource(make_resource(url="urn:x:1", item=groups))
    assert [(scale.id, len(scale.items)) for scale in questionnaire_of_import(imported).scales] == [
        ("phq-9", 9),
        ("gad-7", 7),
    ]


def rating(code: str) -> dict[str, Any]:
    ends = [{"url": EXTENSION + name, "valueInteger": end} for name, end in (("minValue", 0), ("maxValue", 10))]
    return {"linkId": code, "type": "integer", "text": "?", "code": coded(code), "extension": [*ends, IN_POINTS]}


def test_peg_is_the_mean_of_three_numbers_and_needs_all_of_them() -> None:
    """6, 7 and 5 have the mean 6; LOINC 91147-9 is where it is kept."""
    total = {"linkId": "mean", "type": "decimal", "text": "Mean", "code": coded("91147-9")}
    imported = import_resource(
        make_resource(url="urn:x:1", item=[*map(rating, ("75893-8", "91145-3", "91146-1")), total])
    )
    assert questionnaire_of_import(imported).scale("peg").total == "mean"
    assert scores(imported, {"75893-8": 6, "91145-3": 7, "91146-1": 5})["peg"].value == Decimal("6.0")
    assert scores(imported, {"75893-8": 6, "91145-3": 7, "91146-1": 6})["peg"].value == Decimal("6.3")
    assert scores(imported, {"75893-8": 6, "91145-3": 7})["peg"].value is None


def test_numbers_that_do_not_end_where_published_have_no_score_and_are_asked_all_the_same() -> None:
    for ends in ([], [{"url": EXTENSION + "maxValue", "valueInteger": 100}]):
        items = [rating(code) | {"extension": [*ends, IN_POINTS]} for code in ("75893-8", "91145-3", "91146-1")]
        imported = import_resource(make_resource(url="urn:x:1", item=items))
        assert (
            all(item.is_asked for item in questionnaire_of_import(imported).items)
            and questionnaire_of_import(imported).scales == ()
        )
        assert imported.report.scoring == "PEG: no score. '75893-8' is a number, and not from 0 to 10 as published."


# a rule for hidden questions


def audit_c(hides: str) -> ImportedQuestionnaire:
    sets = [
        ["LA6270-8", "LA18926-8", "LA18927-6", "LA18928-4", "LA18929-2"],
        ["LA15694-5", "LA15695-2", "LA18930-0", "LA18931-8", "LA18932-6"],
        ["LA6270-8", "LA18933-4", "LA18876-5", "LA18891-4", "LA18934-2"],
    ]
    items = []
    for code, answers in zip(("68518-0", "68519-8", "68520-6"), sets, strict=True):
        item = make_weighted_choice(answers, [0, 1, 2, 3, 4], linkId=code, code=coded(code))
        for option in item["answerOption"]:
            option["valueCoding"]["system"] = LOINC
        items.append(item)
    for item in items[1:]:
        hidden_by = {"system": LOINC, "code": hides}
        item["enableWhen"] = [{"question": "68518-0", "operator": "!=", "answerCoding": hidden_by}]
    return import_resource(make_resource(url="urn:x:1", item=items, code=coded("72109-2")))


def test_whoever_never_drinks_is_not_asked_further_and_has_0() -> None:
    imported = audit_c("LA6270-8")
    assert scores(imported, {"68518-0": "LA6270-8"})["audit-c"].value == 0
    full = {"68518-0": "LA18929-2", "68519-8": "LA15695-2", "68520-6": "LA18876-5"}
    score = scores(imported, full)["audit-c"]
    assert (score.value, score.band) == (7, "At or above the line")  # 4 + 1 + 2
    for raw in ({}, {"68518-0": {"state": "declined"}}, {"68518-0": "LA18926-8"}):
        assert scores(imported, raw)["audit-c"].value is None


def test_a_question_of_its_own_that_hides_the_others_is_one_of_its_own() -> None:
    when = [{"question": "q0", "operator": "!=", "answerCoding": {"system": "urn:w", "code": "w0"}}]
    others = [make_published_choice([0, 1, 2, 3, 4], linkId=f"q{n}", enableWhen=when) for n in (1, 2)]
    imported = import_published_form("audit-c", [make_published_choice([0, 1, 2, 3, 4], linkId="q0"), *others])
    assert scores(imported, {"q0": "w0"})["audit-c"].value == 0
    assert scores(imported, {"q0": "w1", "q1": "w2", "q2": "w0"})["audit-c"].value == 3


def test_a_file_that_skips_after_another_answer_has_no_score_there() -> None:
    imported = audit_c("LA18926-8")  # monthly or less weighs 1
    assert scores(imported, {"68518-0": "LA18926-8"})["audit-c"].value is None


def test_pc_ptsd_5_counts_each_yes_and_is_0_without_a_bad_experience() -> None:
    when = {"enableWhen": [{"question": "gate", "operator": "=", "answerBoolean": True}]}
    gate = {"linkId": "gate", "type": "boolean", "text": "Ever?"}
    five = [{"linkId": f"q{n}", "type": "boolean", "text": "?"} for n in range(5)]
    group = {"linkId": "g", "type": "group", "text": "G", "item": five} | when
    for items in ([gate, *(item | when for item in five)], [gate, group]):
        imported = import_published_form("pc-ptsd-5", items, title="PC-PTSD-5")
        yes = {f"q{n}": "yes" if n < 3 else "no" for n in range(5)}
        score = scores(imported, {"gate": "yes"} | yes)["pc-ptsd-5"]
        assert (score.value, score.band) == (3, "At or above the line")
        assert scores(imported, {"gate": "no"})["pc-ptsd-5"].value == 0
        assert scores(imported, {})["pc-ptsd-5"].value is None
        assert scores(imported, {"gate": "yes"} | yes | {"q4": {"state": "declined"}})["pc-ptsd-5"].value is None
    beside = import_published_form("pc-ptsd-5", [gate, *five], title="PC-PTSD-5")
    assert beside.report.scoring.startswith("PC-PTSD-5: no score, since the questionnaire has 6 questions with weights")


@pytest.mark.parametrize("grouped", [False, True])
def test_pc_ptsd_5_is_known_by_its_title_with_the_question_before_it(grouped: bool) -> None:
    when = {"enableWhen": [{"question": "gate", "operator": "=", "answerBoolean": True}]}
    gate = {"linkId": "gate", "type": "boolean", "text": "Ever?"}
    five = [{"linkId": f"q{n}", "type": "boolean", "text": "?"} | ({} if grouped else when) for n in range(5)]
    items = [{"linkId": "g", "type": "group", "text": "G", "item": five} | when] if grouped else five
    imported = import_resource(make_resource(url="urn:x:1", title="PC-PTSD-5", item=[gate, *items]))
    assert scores(imported, {"gate": "no"})["pc-ptsd-5"].value == 0


# totals of a form's own


def total(**more: Any) -> dict[str, Any]:
    return {"linkId": "t", "type": "integer", "text": "Burden", "readOnly": True} | more


def with_formula(expression: str, **variables: str) -> dict[str, Any]:
    language = {"language": "text/fhirpath"}
    extensions = [{"url": CALCULATED, "valueExpression": language | {"expression": expression}}]
    extensions += [
        {"url": EXTENSION + "variable", "valueExpression": language | {"name": name, "expression": text}}
        for name, text in variables.items()
    ]
    return total(extension=extensions)


def three(*beside: dict[str, Any]) -> ImportedQuestionnaire:
    return import_resource(
        make_resource(url="urn:x:1", item=[*(make_published_choice([0, 4], linkId=name) for name in "abc"), *beside])
    )


def answer_of(name: str) -> str:
    return f"%resource.item.where(linkId='{name}').answer.value.ordinal()"


VARIABLES = {name: answer_of(name) for name in "abc"}
BARE = {name: f"%resource.item.where(linkId = '{name}')" for name in "abc"}
LHC = {
    name: f"%questionnaire.item.where(linkId = '{name}').answerOption.where(valueCoding.code=%resource.item.where("
    f"linkId = '{name}').answer.valueCoding.code).extension.where(url=%scoreExt).valueDecimal"
    for name in "abc"
} | {"scoreExt": "'http://hl7.org/fhir/StructureDefinition/ordinalValue'"}
ALL_THREE = "%a.exists() and %b.exists() and %c.exists()"
ADDS = [
    ("%a + %b + %c", VARIABLES),
    ("%a.answer.value.ordinal() + %b.answer.value.ordinal() + %c.answer.value.ordinal()", BARE),
    (" + ".join(map(answer_of, "abc")), {}),
    (f"iif({ALL_THREE}, %a + %b + %c, {{}})", VARIABLES),
    (f"iif(({ALL_THREE}).not(), {{}}, (%a + %b) + %c)", VARIABLES),
    ("iif(%resource.item.answer.count() = 3, %a + %b + %c, {})", VARIABLES),
    ("iif(%any, iif(%a.exists(), %a, 0) + iif(%b.exists(), %b, 0) + iif(%c.exists(), %c, 0), {})",
     LHC | {"any": "%a.exists() or %b.exists() or %c.exists()"}),
    ("%resource.repeat(item).answer.weight().sum()", {}),
    ("%resource.item.answer.value.ordinal().sum()", {}),
    ("%context.item.where(linkId='a' or linkId='b' or linkId='c').answer.value.ordinal().sum()", {}),
    ("%resource.item.answer.value.ordinal().aggregate($this + $total, 0)", {}),
    ("%resource.item.where(linkId!='t').answer.value.weight().sum()", {}),  # as in HL7's own example of PHQ-9
    ("%resource.repeat(item).where(linkId in ('a' | 'b' | 'c')).answer.value.ordinal().sum()", {}),
    ("%sum", {"sum": "%resource.item.where(linkId in ('a'|'b'|'c')).answer.valueCoding.extension.where("
                     "url='http://hl7.org/fhir/StructureDefinition/ordinalValue').valueDecimal.sum()"}),
]  # fmt: skip
DOES_MORE = [
    ("%a + %b - %c", VARIABLES),
    ("(%a + %b + %c) / 3", VARIABLES),
    ("(%a + %b + %c) * 4", VARIABLES),
    ("2 + %a + %b + %c", VARIABLES),
    ("%a + %a + %b + %c", VARIABLES),
    ("%resource.item.answer.value.ordinal().avg()", {}),
    ("iif(%a > 2, %a + %b + %c, {})", VARIABLES),
    ("iif(%a.exists(), %a + %b + %c, 99)", VARIABLES),
    ("iif(%a.exists(), %a + %b + %c, %a)", VARIABLES),
    ("(%a + %b + %c).round(0)", VARIABLES),
    ("%a + %b + %unknown", VARIABLES),
    ("%a + %b + %c", VARIABLES | {"c": "%resource.item.where(linkId='c').answer.value.ordinal() * 2"}),
    ("%resource.item.where(answer.value.code = 'x').answer.value.ordinal().sum()", {}),
    ("%resource.item.answer.value.ordinal().sum() + %a", VARIABLES),
    ("%a.abs() + %b + %c", VARIABLES),
    (f"%a + %b + {LHC['c']}".replace("linkId = 'c').answer.", "linkId = 'a').answer."), LHC),
    ("%resource.item.answer.value.ordinal().distinct().sum()", {}),
    ("%resource.item.answer.value.ordinal().power(2).sum()", {}),
    ("%a", {"a": "%b", "b": "%a"}),
    ("%resource.item.where(linkId in ('a' + 'b')).answer.value.ordinal().sum()", {}),
    ("%resource.item.where(linkId.matches('a|b')).answer.value.ordinal().sum()", {}),
    ("%resource.item.where(linkId != 't').answer.value.ordinal()", {}),
    ("%resource.item.where(linkId.startsWith('a')).answer.value.ordinal()", {}),
    ("%resource.item.where(answer.value != 0).answer.value.ordinal().sum()", {}),
    ("iif(", {}),
    ("a + b # c", {}),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "variables"), ADDS)
def test_a_formula_that_only_adds_the_answers_is_a_sum(expression: str, variables: dict[str, str]) -> None:
    imported = three(with_formula(expression, **variables))
    [scale] = questionnaire_of_import(imported).scales
    assert (scale.items, scale.method, scale.total, scale.bands) == (("a", "b", "c"), "sum", "t", ())
    assert scores(imported, {"a": "w4", "b": "w4", "c": "w0"})["total"].value == 8
    assert scores(imported, {"a": "w4", "b": "w4"})["total"].value is None


@pytest.mark.parametrize(("expression", "variables"), DOES_MORE)
def test_a_formula_that_does_more_is_no_score(expression: str, variables: dict[str, str]) -> None:
    imported = three(with_formula(expression, **variables))
    assert questionnaire_of_import(imported).scales == ()
    assert imported.report.scoring == "No score: the formula of the total does more than add, and formulas are not run."


def test_a_formula_that_counts_a_missing_answer_as_0_is_a_sum_of_ours_and_says_the_difference() -> None:
    imported = three(with_formula("iif(%a.exists(), %a, 0) + %b + %c", **VARIABLES))
    assert "Its formula counts a missing answer as 0; here a missing answer leaves no sum." in imported.report.scoring


def test_a_formula_over_some_of_the_answers_is_the_sum_of_those() -> None:
    imported = three(with_formula("%a + %c", **VARIABLES), {"linkId": "n", "type": "integer", "text": "How many?"})
    [scale] = questionnaire_of_import(imported).scales
    assert scale.items == ("a", "c")
    assert "'t' is scored as the sum of the weights of 2 answers." in imported.report.scoring


@pytest.mark.parametrize("hidden", [(1, 2, 3), (3,)])
@pytest.mark.parametrize("in_group", [False, True])
def test_an_item_hidden_by_a_question_outside_the_total_leaves_no_sum(hidden: tuple[int, ...], in_group: bool) -> None:
    when = {"enableWhen": [{"question": "gate", "operator": "=", "answerBoolean": True}]}
    gate = {"linkId": "gate", "type": "boolean", "text": "Any trouble?"}
    items: list[dict[str, Any]] = [make_published_choice([0, 1, 2], linkId=f"q{n}") for n in (1, 2, 3)]
    if in_group:
        inside = [item for n, item in enumerate(items, 1) if n in hidden]
        items = [item for item in items if item not in inside]
        items.append({"linkId": "g", "type": "group", "text": "G", "item": inside} | when)
    else:
        items = [item | when if n in hidden else item for n, item in enumerate(items, 1)]
    added = " + ".join(answer_of(f"q{n}") for n in (1, 2, 3))
    imported = import_resource(make_resource(item=[gate, *items, total(**with_formula(added))]))
    answered = {f"q{n}": "w1" for n in (1, 2, 3)}
    assert scores(imported, {"gate": "yes"} | answered)["total"].value == 3
    left = {name: answer for name, answer in answered.items() if int(name[1]) not in hidden}
    assert scores(imported, {"gate": "no"} | left)["total"].value is None
    assert "hides" not in imported.report.scoring


@pytest.mark.parametrize("published", [True, False])
def test_questions_that_can_be_answered_several_times_together_have_no_score(published: bool) -> None:
    items = [make_published_choice([0, 1, 2, 3], linkId=f"q{n}") for n in range(7)]
    group = {"linkId": "g", "type": "group", "text": "G", "repeats": True, "item": items}
    imported = import_resource(
        make_resource(url="urn:x:1", title="GAD-7" if published else "Form", item=[group, total()])
    )
    assert (imported.report.status, questionnaire_of_import(imported).scales) == ("taken", ())
    assert "several" in imported.report.scoring and "q0" in imported.report.scoring


@pytest.mark.parametrize(("first", "scored"), [(0, True), (1, False)])
@pytest.mark.parametrize("path", ["valueCoding.code.toInteger()", "value.code.toInteger()"])
def test_a_formula_over_codes_is_a_sum_of_weights_only_where_they_are_the_same(
    first: int, scored: bool, path: str
) -> None:
    codes = [str(first + n) for n in range(4)]
    items = [make_weighted_choice(codes, [0, 1, 2, 3], linkId=f"q{n}") for n in (1, 2)]
    added = " + ".join(f"%resource.item.where(linkId='q{n}').answer.{path}" for n in (1, 2))
    imported = import_resource(make_resource(item=[*items, total(**with_formula(added))]))
    assert (questionnaire_of_import(imported).scales != ()) is scored
    assert scored or "adds the answers of 'q1' themselves" in imported.report.scoring


def test_a_sum_that_begins_with_its_first_answer_is_a_sum() -> None:
    formula = "%resource.item.answer.value.ordinal().aggregate(iif($total.empty(), $this, $this + $total))"
    formula_sum = read_sum(formula, {})
    assert formula_sum is not None and formula_sum == read_sum("%resource.item.answer.value.ordinal().sum()", {})
    assert read_sum(formula.replace("$this + $total", "$this - $total"), {}) is None


def test_a_form_without_weights_is_taken_and_names_the_question_without() -> None:
    items = [make_weighted_choice(list("abcd"), [None] * 4, linkId=f"q{n}") for n in range(9)]
    imported = import_resource(make_resource(url="urn:x:1", title="PHQ-9", item=items))
    assert (imported.report.status, questionnaire_of_import(imported).scales) == ("taken", ())
    assert imported.report.scoring == "PHQ-9: no score, since no weight is given for an answer to 'q0'."


def test_several_totals_with_their_formulas_are_several_scales() -> None:
    second = with_formula("%b + %c", **VARIABLES) | {"linkId": "u"}
    imported = three(with_formula("%a + %b", **VARIABLES), second)
    assert [(scale.id, scale.items, scale.total) for scale in questionnaire_of_import(imported).scales] == [
        ("total", ("a", "b"), "t"), ("total-2", ("b", "c"), "u"),
    ]  # fmt: skip


def test_a_formula_over_questions_by_how_their_names_begin_is_the_sum_of_those() -> None:
    items = [make_published_choice([0, 4], linkId=name) for name in ("mood.1", "mood.2", "sleep.1")]
    path = "%resource.item.descendants().where(linkId.startsWith('{}')).answer.value.ordinal().sum()"
    imported = import_resource(make_resource(url="urn:x:1", item=[*items, with_formula(path.format("mood."))]))
    assert [len(scale.items) for scale in questionnaire_of_import(imported).scales] == [2]
    none = import_resource(make_resource(url="urn:x:1", item=[*items, with_formula(path.format("none."))]))
    assert questionnaire_of_import(none).scales == () and "adds up 'none.'" in none.report.scoring
    left_out = "%resource.item.where(linkId != 'sleep.1').answer.value.ordinal().sum()"
    imported = import_resource(make_resource(url="urn:x:1", item=[*items, with_formula(left_out)]))
    assert [len(scale.items) for scale in questionnaire_of_import(imported).scales] == [2]


GROUP = "%resource.item.where(linkId='g').item.answer.value.ordinal().sum()"


@pytest.mark.parametrize(("expression", "items"), [(GROUP, ("d", "e")), (f"{GROUP} + %a", ("d", "e", "a"))])
def test_a_formula_over_a_group_is_the_sum_of_its_questions(expression: str, items: tuple[str, ...]) -> None:
    group = {
        "linkId": "g",
        "type": "group",
        "text": "G",
        "item": [make_published_choice([0, 4], linkId=name) for name in "de"],
    }
    [scale] = questionnaire_of_import(three(group, with_formula(expression, **VARIABLES))).scales
    assert scale.items == items


def test_an_answer_that_a_formula_adds_with_its_group_and_by_itself_is_no_sum() -> None:
    group = {
        "linkId": "g",
        "type": "group",
        "text": "G",
        "item": [make_published_choice([0, 4], linkId=name) for name in "de"],
    }
    inside = "%resource.item.where(linkId='g').item.where(linkId='d').answer.value.ordinal()"
    imported = three(group, with_formula(f"{GROUP} + %resource.item.item.where(linkId='d').answer.value.ordinal()"))
    assert questionnaire_of_import(imported).scales == () and "adds up 'd'" in imported.report.scoring
    both = three(group, with_formula(f"%a + {inside}", **VARIABLES))  # a path through the group to one question
    assert [scale.items for scale in questionnaire_of_import(both).scales] == [("a", "d")]


def test_a_formula_that_adds_what_is_no_question_with_weights_is_no_score() -> None:
    imported = three(with_formula("%a + %b + %c + %n", **VARIABLES | {"n": answer_of("n")}))
    assert (
        imported.report.scoring == "No score: the formula of the total adds up 'n', which is no question with weights."
    )
    beside = {"linkId": "n", "type": "integer", "text": "How many?"}
    imported = three(with_formula("%a + %n", **VARIABLES | {"n": answer_of("n")}), beside)
    assert imported.report.scoring.startswith("No score: 'n' is a number without a weight")


# questions that ask for the score itself


@pytest.mark.parametrize(
    "question",
    [
        {"text": "PHQ-9 total", "code": coded("44261-6")},
        {"text": "Points", "code": coded("44261-6")},
        {"text": "Total score"},
        {"text": "Your total score:"},
        {"text": "PHQ-9 score"},
        {"text": "Gesamtpunktzahl"},
        {
            "text": "Result",
            "extension": [{"url": EXTENSION + "questionnaire-unit", "valueCoding": {"code": "{score}"}}],
        },
        {"text": "X", "code": [{"system": LOINC, "code": "1-8", "display": "Some 3 item total score [Reported]"}]},
    ],
)
def test_a_question_for_the_score_is_named_and_not_asked(question: dict[str, Any]) -> None:
    sentence = "item t: asks for the score itself: it is worked out from the answers, and not asked"
    nine = import_resource(
        make_resource(url="urn:x:1", item=[*NINE_CODED, {"linkId": "t", "type": "decimal"} | question])
    )
    assert sentence in map(str, nine.report.changes)
    assert (
        not questionnaire_of_import(nine).item("t").is_asked
        and questionnaire_of_import(nine).scale("phq-9").total == "t"
    )
    own = three({"linkId": "t", "type": "integer"} | question)
    assert sentence in map(str, own.report.changes)
    if "44261-6" in str(question):  # then it says that it is PHQ-9, with three of its questions
        assert own.report.scoring == "PHQ-9: no score, since 3 of its 9 questions are recognised."
        return
    assert [(scale.items, scale.total) for scale in questionnaire_of_import(own).scales] == [(("a", "b", "c"), "t")]


@pytest.mark.parametrize(
    "question",
    [
        {"text": "Score your pain from 0 to 10"},
        {"text": "How would you score this week?"},
        {"text": "How many in total?"},
        rating("72514-3") | {"linkId": "t"},  # a rating of pain, which has the unit {score} as well
    ],
)
def test_a_rating_is_a_question_and_no_total(question: dict[str, Any]) -> None:
    imported = three({"linkId": "t", "type": "integer"} | question)
    assert questionnaire_of_import(imported).item("t").is_asked and questionnaire_of_import(imported).scales == ()


# the cases that were tried


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not beside the checkout")
@pytest.mark.parametrize(
    ("case", "item"),
    [("01-phq9-weights-turned-round", "q1"), ("03-phq9-top-weight-4", "q1"), ("07-harm-item-turned-round", "q9"),
     ("25-phq9-three-options-1-3", "q1")],
)  # fmt: skip
def test_other_weights_are_taken_without_a_score_and_the_item_is_named(case: str, item: str) -> None:
    imported = import_resource((CASES / case / "questionnaire.json").read_bytes())
    assert (imported.report.problems, questionnaire_of_import(imported).scales) == ([], ())
    assert imported.report.scoring == f"PHQ-9: no score. The weights of '{item}' are not those that are published."


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not beside the checkout")
def test_phq_9_behind_a_gate_of_two_questions_has_no_score_and_says_why() -> None:
    [(_, warning)] = scale_warnings(questionnaire_of_import(import_resource(read_case("fhir/phq9-gated.json"))))
    assert str(warning).startswith("7 of its 9 items may not be asked")
    assert "percent" not in str(warning), "another method would not be the published score"
    recorded = read_response(
        read_case("fhir/phq9-gated-response.json"),
        questionnaire_of_import(import_resource(read_case("fhir/phq9-gated.json"))),
        NOW,
    )
    assert [(score.value, score.band) for score in recorded.scores] == [(None, None)]
    assert "PHQ-9: no score; 7 of its 9 questions were not asked" in map(str, recorded.report.changes)


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not beside the checkout")
def test_iief_5_behind_a_question_about_activity_is_taken_and_has_its_sentence() -> None:
    imported = import_resource(read_case("fhir/iief5-gated.json"))
    assert imported.report.status == "taken"
    answer = {"linkId": "act", "answer": [{"valueBoolean": False}]}
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [answer]}
    recorded = read_response(json.dumps(response).encode(), questionnaire_of_import(imported), NOW)
    assert [(score.value, score.applies) for score in recorded.scores] == [(None, False)]
    assert "IIEF-5: no score; by the answers there was no activity to rate" in map(str, recorded.report.changes)


@pytest.mark.skipif(not CASES.is_dir(), reason="the folder of cases is not beside the checkout")
def test_items_hidden_by_an_answer_of_0_count_0_in_the_total_of_a_form() -> None:
    case = "g3-hidden-initial"
    recorded = read_response(
        read_case(f"{case}/response.json"),
        questionnaire_of_import(import_resource(read_case(f"{case}/questionnaire.json"))),
        NOW,
    )
    assert [score.value for score in recorded.scores] == [0]


def read_case(name: str) -> bytes:
    return Path(CASES / name).read_bytes()


FORMULA_PARTS = [
    *"%.(),|{}+=0'`",
    "%a",
    "linkId",
    "startsWith",
    "'a'",
    "in",
    "iif",
    "sum",
    "where",
    "!=",
    "answer",
    "exists",
]


@given(st.lists(st.sampled_from(FORMULA_PARTS), max_size=14).map("".join))
def test_no_text_makes_the_reading_of_formulas_stumble(text: str) -> None:
    assert read_sum(text, {"a": text}) is None or isinstance(read_sum(text, {"a": text}), Sum)
    assert read_sum(text, {"a": answer_of("a")}) is None or isinstance(read_sum(text, {"a": ""}), Sum | None)
