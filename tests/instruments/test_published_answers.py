"""A published band only for exactly the published answers: each weight at its own answer, in each question."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nearer.domain.missing_scores import NoScore, why_no_score
from nearer.domain.scoring import score_response
from nearer.fhir_questionnaires.import_file import import_file
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.fhir_questionnaires.writer import as_bytes, write_questionnaire
from nearer.instruments.instrument_conformity import conformity_problems
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.yaml_writer import questionnaire_yaml
from tests.fhir.published_forms import (
    NINE_CODED,
    PUBLISHED,
    import_published_form,
    make_loinc_choice,
    make_published_choice,
    make_published_items,
)
from tests.fhir.resource_builders import (
    ORDINAL,
    import_resource,
    instruments,
    make_resource,
    make_weighted_choice,
    questionnaire_of_import,
)

# FACTS, section 1, and for the last five the published scoring sheets.
RANGES = {
    "phq-9": (0, 27), "phq-4": (0, 12), "gad-7": (0, 21), "who-5": (0, 100), "body-image-scale": (0, 30),
    "iief-5": (5, 25), "csi-4": (0, 21), "rdas": (0, 69), "ucla-3": (3, 9), "eis": (5, 25), "wai-sr": (12, 60),
    "gad-2": (0, 6), "phq-2": (0, 6), "audit-c": (0, 12), "pc-ptsd-5": (0, 5),
}  # fmt: skip
FREQUENCY = ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]


def published(imported: ImportedQuestionnaire) -> list[str | None]:
    return [scale.instrument for scale in questionnaire_of_import(imported).scales if scale.instrument]


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_answers_are_scored(name: str) -> None:
    imported = import_published_form(name)
    assert published(imported)[0] == name, imported.report.scoring
    if name in RANGES:
        plan = questionnaire_of_import(imported).plans[name]
        assert (plan.lowest, plan.highest) == RANGES[name]


def options_with(weights: list[Any]) -> list[dict[str, Any]]:
    """The four published codes in their order, with these weights."""
    return [
        {"valueCoding": {"system": "http://loinc.org", "code": code, "display": code}}
        | ({} if weight is None else {"extension": [{"url": ORDINAL, "valueDecimal": weight}]})
        for code, weight in zip(FREQUENCY, weights, strict=True)
    ]


def phq_9_with(changes: dict[int, list[Any]]) -> ImportedQuestionnaire:
    items = copy.deepcopy(NINE_CODED)
    for place, weights in changes.items():
        items[place]["answerOption"] = options_with(weights)
    return import_resource(
        make_resource(url="urn:x:1", code=[{"system": "http://loinc.org", "code": "44249-1"}], item=items)
    )


WEIGHTS = st.one_of(
    st.permutations([0, 1, 2, 3]), st.lists(st.sampled_from([None, -1, 0, 1, 2, 2.5, 3, 4]), min_size=4, max_size=4)
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(0, 8), WEIGHTS, min_size=1))
def test_any_permutation_or_change_of_weights_gives_no_published_band(changes: dict[int, list[Any]]) -> None:
    changed = {place: weights for place, weights in changes.items() if weights != [0, 1, 2, 3]}
    assume(changed)
    imported = phq_9_with(changed)
    assert questionnaire_of_import(imported).scales == ()
    first = NINE_CODED[min(changed)]["linkId"]
    assert imported.report.scoring.startswith("PHQ-9: no score.") and f"'{first}'" in imported.report.scoring


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(PUBLISHED)), st.data())
def test_weights_that_stand_at_other_answers_give_no_published_band(name: str, data: st.DataObject) -> None:
    """The codes keep their numbers; only the weights move between them."""
    items = make_published_items(name)
    place = data.draw(st.integers(0, len(items) - 1))
    weights = PUBLISHED[name][place]
    moved = data.draw(st.permutations(weights))
    assume(moved != weights)
    items[place] = make_weighted_choice([f"w{weight}" for weight in weights], [*moved], linkId=f"q{place}")
    imported = import_published_form(name, items)
    assert published(imported) == [] and f"'q{place}'" in imported.report.scoring


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PUBLISHED)), st.data())
def test_without_codes_numbers_and_known_words_no_order_is_certain(name: str, data: st.DataObject) -> None:
    items = make_published_items(name)
    place = data.draw(st.integers(0, len(items) - 1))
    weights = PUBLISHED[name][place]
    order = data.draw(st.one_of(st.just(weights), st.permutations(weights)))
    items[place] = make_weighted_choice(list("abcdefg")[: len(order)], [*order], linkId=f"q{place}")
    imported = import_published_form(name, items)
    assert (published(imported), imported.report.problems) == ([], []) and f"'q{place}'" in imported.report.scoring


LEAST_LAST = {("rdas", 6), ("rdas", 7), ("rdas", 8), ("rdas", 9), ("fsfi", 16), ("fsfi", 17), ("fsfi", 18)}
LEAST_LAST |= {("fsfi-6", 5)}  # quarrels and pain: never counts most


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PUBLISHED)), st.data())
def test_a_word_for_never_makes_only_an_order_that_runs_straight_certain(name: str, data: st.DataObject) -> None:
    items = make_published_items(name)
    place = data.draw(st.integers(0, len(items) - 1))
    weights = PUBLISHED[name][place]
    straight = [weights, weights[::-1], sorted(weights), sorted(weights)[::-1]]
    order = data.draw(st.one_of(st.sampled_from(straight), st.permutations(weights)))
    activity = name in ("iief-5", "fsfi", "fsfi-6") and 0 in weights  # 0 is for a month without, and stands at an end
    rated = [weight for weight in order if weight or not activity]
    never = max(rated) if (name, place) in LEAST_LAST else min(rated)
    codes = ["Never" if weight == never else code for code, weight in zip("abcdefg", order, strict=False)]
    items[place] = make_weighted_choice(codes, [*order], linkId=f"q{place}")
    runs = rated in (sorted(rated), sorted(rated)[::-1]) and (not activity or 0 not in order[1:-1])
    assert (published(import_published_form(name, items)) != []) is runs


AMHARIC = ["በፍጹም", "ለጥቂት ቀናት", "ከግማሽ ቀናት በላይ", "በየቀኑ ማለት ይቻላል"]  # Amharic, which is not among the words that are known


def amharic_items(weights: list[int], count: int) -> list[dict[str, Any]]:
    options = [
        {"valueString": text, "extension": [{"url": ORDINAL, "valueDecimal": weight}]}
        for text, weight in zip(AMHARIC, weights, strict=True)
    ]
    return [{"linkId": f"q{n}", "type": "choice", "text": "?", "answerOption": options} for n in range(count)]


def in_amharic(weights: list[int], **root: Any) -> ImportedQuestionnaire:
    return import_published_form("phq-9", amharic_items(weights, 9), **root)


@pytest.mark.parametrize("weights", [[0, 1, 2, 3], [3, 2, 1, 0]])
def test_in_a_language_that_is_not_known_a_form_without_codes_is_taken_and_not_scored(weights: list[int]) -> None:
    imported = in_amharic(weights, language="am", title="PHQ-9")
    assert (imported.report.status, published(imported)) == ("taken", [])
    assert imported.report.scoring.startswith("PHQ-9: no score.") and "'q0'" in imported.report.scoring


@pytest.mark.parametrize("code", ["44249-1", "44260-8"])
def test_only_the_code_of_the_panel_says_that_answers_in_the_published_order_are_the_published_ones(code: str) -> None:
    coded = [{"system": "http://loinc.org", "code": code}]
    is_panel = code == "44249-1"
    assert published(in_amharic([0, 1, 2, 3], code=coded)) == (["phq-9"] if is_panel else [])
    assert published(in_amharic([3, 2, 1, 0], code=coded)) == []


def test_one_question_whose_words_are_not_known_leaves_no_score_where_all_have_the_same_answers() -> None:
    items = [*make_published_items("phq-9")[:4], amharic_items([0, 1, 2, 3], 5)[4], *make_published_items("phq-9")[5:]]
    items[0] = make_weighted_choice(["Not at all", "B", "C", "D"], [0, 1, 2, 3], linkId="q0")
    imported = import_published_form("phq-9", items)
    assert published(imported) == [] and "'q4'" in imported.report.scoring


def test_the_code_of_the_whole_panel_speaks_for_the_parts_as_well() -> None:
    items = amharic_items([0, 1, 2, 3], 4)
    for item, text in zip(items, ("Nervous?", "Worry?", "Interest?", "Hopeless?"), strict=True):
        item["text"] = text
    panel = [{"system": "http://loinc.org", "code": "69724-3"}]
    imported = import_file(
        "phq4.json", as_bytes(make_resource(url="urn:x:1", item=items, code=panel)), instruments(), beside=()
    )
    assert imported.report.problems == [] and imported.questionnaire is not None
    assert [scale.instrument for scale in imported.questionnaire.scales] == ["phq-4", "gad-2", "phq-2"]


def test_a_file_of_ours_that_names_an_instrument_in_an_unknown_language_says_what_is_missing() -> None:
    written = in_amharic([0, 1, 2, 3], code=[{"system": "http://loinc.org", "code": "44249-1"}]).yaml_record
    assert written is not None
    [problem] = conformity_problems(
        load_questionnaire(questionnaire_yaml(without_codes(written)), "ours.yaml"), instruments()
    )
    assert problem.startswith("PHQ-9: no score. Nothing says which of the answers of 'q0' is which")


def without_codes(written: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in written.items() if key != "codes"}


@pytest.mark.parametrize(
    ("name", "place", "weights"),
    [
        ("iief-5", 0, [0, 1, 2, 3, 4, 5]),  # its first question has no answer for months without activity
        ("csi-4", 1, [0, 1, 2, 3, 4, 5, 6]),  # only the first has seven answers
        ("csi-4", 0, [0, 1, 2, 3, 4, 5]),
        ("rdas", 10, [5, 4, 3, 2, 1, 0]),  # only the eleventh has five
        ("rdas", 0, [4, 3, 2, 1, 0]),
        ("fsfi", 14, [0, 5, 4, 3, 2, 1]),
    ],
)
def test_the_answers_of_another_question_of_the_instrument_give_no_score(
    name: str, place: int, weights: list[int]
) -> None:
    items = make_published_items(name)
    items[place] = make_published_choice(weights, linkId=f"q{place}")
    imported = import_published_form(name, items)
    assert published(imported) == []
    assert f"The weights of 'q{place}' are not those that are published." in imported.report.scoring


@pytest.mark.parametrize(("zero", "scored"), [(0, True), (5, True), (1, False), (3, False)])
def test_an_answer_for_no_activity_stands_first_or_last(zero: int, scored: bool) -> None:
    weights = [1, 2, 3, 4, 5]
    weights.insert(zero, 0)
    items = make_published_items("iief-5")
    items[2] = make_weighted_choice(list("abcdef"), [*weights], linkId="q2")
    items[1] = make_weighted_choice(["No activity", "Never", "B", "C", "D", "E"], [0, 1, 2, 3, 4, 5], linkId="q1")
    assert (published(import_published_form("iief-5", items)) == ["iief-5"]) is scored


def test_no_activity_that_moved_into_the_answers_is_no_published_order() -> None:
    """Its 0 stands at the answer that counts most, and each other weight at the answer before its own."""
    items = make_published_items("iief-5")
    items[2] = make_weighted_choice(["w0", "w1", "w2", "w3", "w4", "w5"], [1, 2, 3, 4, 5, 0], linkId="q2")
    assert published(import_published_form("iief-5", items)) == []


@pytest.mark.parametrize("name", ["iief-5", "fsfi", "fsfi-6"])
def test_with_a_question_about_activity_before_them_the_answer_for_none_may_be_missing(name: str) -> None:
    gate = {"linkId": "any", "type": "boolean", "text": "Any?"}
    when = [{"question": "any", "operator": "=", "answerBoolean": True}]
    items = [
        make_published_choice(list(filter(None, one)), linkId=f"q{n}", enableWhen=when)
        for n, one in enumerate(PUBLISHED[name])
    ]
    imported = import_published_form(name, [gate, *items])
    assert (published(imported), imported.report.status) == ([name], "taken")
    for raw, applies in (({"any": "no"}, False), ({}, True)):
        [score] = score_response(
            questionnaire_of_import(imported), read_answers(questionnaire_of_import(imported), raw)
        )
        assert (score.value, score.applies) == (None, applies)
        activity = why_no_score(questionnaire_of_import(imported).scales[0], score)
        assert activity is (NoScore.NOT_ASKED if applies else NoScore.NO_ACTIVITY)
    full = {"any": "yes"} | {f"q{n}": "w5" for n in range(len(items))}
    [score] = score_response(questionnaire_of_import(imported), read_answers(questionnaire_of_import(imported), full))
    assert score.value == {"iief-5": 25, "fsfi": 36, "fsfi-6": 30}[name]


def worded(texts: list[str], weights: list[int]) -> ImportedQuestionnaire:
    options = [
        {"valueString": text, "extension": [{"url": ORDINAL, "valueDecimal": weight}]}
        for text, weight in zip(texts, weights, strict=True)
    ]
    items = [{"linkId": f"q{n}", "type": "choice", "text": "?", "answerOption": options} for n in range(7)]
    return import_published_form("gad-7", items)


@pytest.mark.parametrize(
    ("texts", "weights", "scored"),
    [
        (["Not at all", "Some", "More", "Most"], [0, 1, 2, 3], True),
        (["Most", "More", "Some", "Not at all"], [3, 2, 1, 0], True),  # most often first, and the text says so
        (["Most", "More", "Some", "Not at all"], [0, 1, 2, 3], False),  # weights by place, turned round
        (["Not at all", "Some", "More", "Most"], [3, 2, 1, 0], False),
        (["überhaupt nicht", "etwas", "mehr", "meist"], [3, 2, 1, 0], False),
        (["कभी नहीं", "थोड़ा", "अधिक", "सबसे अधिक"], [3, 2, 1, 0], False),
        (["0 - A", "1 - B", "2 - C", "3 - D"], [0, 1, 2, 3], True),
        (["3 - D", "2 - C", "1 - B", "0 - A"], [3, 2, 1, 0], True),
        (["0 - A", "1 - B", "2 - C", "3 - D"], [3, 2, 1, 0], False),
        (["A", "B", "C", "D"], [3, 2, 1, 0], False),
        (["Prawie codziennie", "Częściej", "Kilka dni", "Wcale"], [0, 1, 2, 3], False),
        (["Prawie codziennie", "Częściej", "Kilka dni", "Wcale"], [3, 2, 1, 0], True),
        (["Quase todos os dias", "Mais", "Vários dias", "Nenhum dia"], [0, 1, 2, 3], False),
        (["Почти каждый день", "Чаще", "Иногда", "Ни разу"], [0, 1, 2, 3], False),
        (["लगभग हर दिन", "अधिक", "कई दिन", "थोड़ा भी"], [0, 1, 2, 3], False),  # only the most is known
        (["Nearly every day (12 to 14)", "More", "Some", "Not even once"], [0, 1, 2, 3], False),
        (["Not at all / बिल्कुल नहीं", "Some", "More", "Most"], [0, 1, 2, 3], True),
        (["Fast jeden Tag - 0", "C - 1", "B - 2", "Nie - 3"], [0, 1, 2, 3], False),  # numbers do not make it right
        (["Not at all", "Some", "More", "Most"], [0, 1, 2, 4], False),
        (["Not at all", "Some", "More", "Most"], [1, 2, 3, 4], False),
    ],
)
def test_texts_and_numbers_tell_which_answer_is_which(texts: list[str], weights: list[int], scored: bool) -> None:
    imported = worded(texts, weights)
    assert (published(imported) == ["gad-7"]) is scored
    if not scored:
        assert imported.report.status == "taken" and "GAD-7: no score. The weights of 'q0'" in imported.report.scoring


def test_published_codes_that_stand_at_the_opposite_texts_give_no_score() -> None:
    items = copy.deepcopy(NINE_CODED)
    for option, text in zip(items[8]["answerOption"], ("Nearly every day", "More", "Some", "Not at all"), strict=True):
        option["valueCoding"]["display"] = text
    imported = import_resource(make_resource(url="urn:x:1", item=items))
    assert (imported.report.status, published(imported)) == ("taken", [])
    assert f"The weights of '{items[8]['linkId']}' are not those that are published." in imported.report.scoring


def test_an_answer_code_that_is_not_published_gives_no_score() -> None:
    items = copy.deepcopy(NINE_CODED)
    items[3]["answerOption"][3]["valueCoding"]["code"] = "LA6572-7"
    imported = import_resource(make_resource(url="urn:x:1", item=items))
    assert published(imported) == [] and f"'{items[3]['linkId']}'" in imported.report.scoring


def test_an_answer_more_or_less_gives_no_score() -> None:
    more = [*options_with([0, 1, 2, 3]), {"valueCoding": {"code": "x", "display": "Unsure"}}]
    items = [make_loinc_choice(code) | {"answerOption": more} for code in ("44250-9", "44255-8")]
    items += NINE_CODED[2:]
    imported = import_resource(make_resource(url="urn:x:1", item=items))
    assert imported.report.scoring == "PHQ-9: no score. No weight is given for an answer to '/44250-9'."


@pytest.mark.parametrize("count", [8, 10])
@pytest.mark.parametrize("name", ["phq-9", "iief-5"])
def test_one_question_too_many_or_too_few_is_no_score_and_says_so(name: str, count: int) -> None:
    published_items = make_published_items(name)
    items = (published_items * 3)[: len(published_items) - 9 + count]
    items = [item | {"linkId": f"q{place}"} for place, item in enumerate(items)]
    imported = import_published_form(name, items, title=name.upper())
    assert imported.report.status in ("taken", "taken_with_changes") and published(imported) == []
    sentence = (
        f"since {len(items)} of its"
        if count == 8
        else f"since the questionnaire has {len(items)} questions with weights"
    )
    assert sentence in imported.report.scoring


def test_a_tenth_weighed_question_beside_nine_coded_ones_is_one_too_many() -> None:
    extra = make_weighted_choice(["w0", "w1"], [0, 1], linkId="q10")
    root = {"url": "https://c.example/Questionnaire/phq-9", "title": "PHQ-9"}
    imported = import_resource(make_resource(item=[*copy.deepcopy(NINE_CODED), extra], **root))
    assert imported.report.scoring == "PHQ-9: no score, since 'q10' has weights too, and is none of its 9 questions."
    beside = import_resource(
        make_resource(url="urn:x:1", item=[*copy.deepcopy(NINE_CODED), extra])
    )  # a form with other questions too
    assert published(beside) == ["phq-9"]


# a file of ours that names an instrument


def changed_weights(imported: ImportedQuestionnaire) -> dict[str, Any]:
    assert imported.yaml_record is not None
    written = copy.deepcopy(imported.yaml_record)
    options = next(iter(written["answer_lists"].values()))
    for option, weight in zip(options, ("3", "2", "1", "0"), strict=True):
        option["weight"] = weight
    return written


def test_a_file_of_ours_with_other_weights_may_not_name_the_instrument() -> None:
    right = phq_9_with({})
    assert conformity_problems(questionnaire_of_import(right), instruments()) == ()
    text = questionnaire_yaml(changed_weights(right))
    imported = import_file("phq9.yaml", text.encode(), instruments(), beside=())
    [problem] = imported.report.problems
    assert problem.sentence.startswith("PHQ-9: no score. The weights of '/44250-9' are not those that are published.")
    assert "Take 'instrument' and the published bands out of the scale 'phq-9'" in problem.sentence


def test_a_file_of_ours_that_comes_back_with_other_weights_is_taken_without_that_scale() -> None:
    ours = load_questionnaire(questionnaire_yaml(changed_weights(phq_9_with({}))), "ours.yaml")
    imported = import_resource(as_bytes(write_questionnaire(ours)[0]))
    assert questionnaire_of_import(imported).scales == ()
    assert imported.report.scoring == "PHQ-9: no score. The weights of '/44250-9' are not those that are published."


@pytest.mark.parametrize("name", PUBLISHED)
def test_an_instrument_that_is_scored_stays_scored_through_our_file_and_through_fhir(name: str) -> None:
    first = import_published_form(name)
    assert first.yaml_record is not None
    ours = load_questionnaire(questionnaire_yaml(first.yaml_record), "ours.yaml")
    assert conformity_problems(ours, instruments()) == ()
    back = questionnaire_of_import(import_resource(as_bytes(write_questionnaire(ours)[0])))
    assert (back.scales, back.items) == (ours.scales, ours.items)
