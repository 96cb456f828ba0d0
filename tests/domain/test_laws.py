"""Laws that hold for every questionnaire and every set of answers."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.domain.answers import write_answer
from nearer.domain.conditions import apply_conditions, shown_items
from nearer.domain.items import Item
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.scoring import score_response, score_scale
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import QuestionnaireError
from tests.domain.questionnaire_builders import GOOD, load_good_file, make_scored_questionnaire
from tests.questionnaires.shipped import SCALES as SHIPPED_SCALES

DECLINED = {"state": "declined"}
ITEMS = 6
NAMES = [f"q{number}" for number in range(ITEMS)]
RAW = st.sampled_from(["c0", "c1", "c2", "c3", "na", None, {"state": "declined"}])
RESPONSES = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, RAW))
SCALES = [
    make_scored_questionnaire(
        ITEMS, scale=f"    method: {method}\n    need: {need}\n    decimals: {decimals}\n", reversed_items=(1, 4)
    )
    for method in ("percent", "mean", "sum")
    for need in ("1/6", "2/3", "1")
    for decimals in (0, 2)
]
CHAIN = """\
  - {id: a, section: s, text: Q, answers: l, show_if: {item: q0, at_least: 1}}
  - {id: b, section: s, text: Q, answers: l, show_if: {item: a, at_least: 1}}
  - {id: c, section: s, text: Q, answers: l, show_if: {any: [{item: b, is: [c3]}, {item: q1, answered: no}]}}
"""
HIDING = make_scored_questionnaire(2, CHAIN, "    items: [q0, q1, a, b, c]\n    method: percent\n    need: 1/5\n")
HIDING_RESPONSES = st.fixed_dictionaries({}, optional=dict.fromkeys(["q0", "q1", "a", "b", "c"], RAW))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, object]]:
    """A made-up scale with answers, or one of the shipped with whatever shows its items, so that it has a score at
    times: without the items that open others most would be hidden."""
    if draw(st.booleans()):
        return draw(st.sampled_from(SCALES)), draw(RESPONSES)
    questionnaire, scale = draw(st.sampled_from(SHIPPED_SCALES))
    items = [questionnaire.item(name) for name in scale.items]
    opening = {name for item in items for condition in item.conditions for name in condition.items} - {*scale.items}
    raw = {
        item.id: draw(st.sampled_from([*[option.code for option in item.options], None, DECLINED])) for item in items
    }
    return questionnaire, raw | {name: open_wide(questionnaire.item(name)) for name in opening}


def open_wide(item: Item) -> object:
    """Everything that can be chosen together, or a word."""
    return [option.code for option in item.options if not option.alone] if item.type == "several" else "a walk"


def test_the_shipped_scales_are_among_those_that_obey_and_have_scores() -> None:
    assert len({(questionnaire.id, scale.id) for questionnaire, scale in SHIPPED_SCALES}) > 40
    for questionnaire, scale in SHIPPED_SCALES:
        items = [questionnaire.item(name) for name in scale.items]
        opening = {name for item in items for condition in item.conditions for name in condition.items}
        raw = {name: open_wide(questionnaire.item(name)) for name in opening - {*scale.items}}
        raw |= {item.id: next(one.code for one in item.options if not one.not_applicable) for item in items}
        assert score_scale(questionnaire, scale, read_answers(questionnaire, raw)).value is not None, scale.id


@given(answered())
def test_a_score_stays_between_its_lowest_and_highest(case: tuple[Questionnaire, dict[str, object]]) -> None:
    questionnaire, raw = case
    for score in score_response(questionnaire, read_answers(questionnaire, raw)):
        plan = questionnaire.plans[score.scale]
        assert score.value is None or plan.lowest <= score.value <= plan.highest


@given(answered())
def test_a_score_is_in_the_last_band_that_begins_at_or_below_it_and_its_extent_is_a_share(
    case: tuple[Questionnaire, dict[str, object]],
) -> None:
    questionnaire, raw = case
    for score in score_response(questionnaire, read_answers(questionnaire, raw)):
        plan = questionnaire.plans[score.scale]
        if score.value is not None:
            begun = [band.name for band in plan.scale.bands if band.start <= score.value]
            assert score.band == (begun[-1] if begun else None)
            assert all(0 <= part <= 1 for part in plan.severity_and_extent(score.value))


@given(answered(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(
    case: tuple[Questionnaire, dict[str, object]], order: random.Random
) -> None:
    questionnaire, raw = case
    answers = read_answers(questionnaire, raw)
    names = list(answers)
    order.shuffle(names)
    shuffled = {name: answers[name] for name in names}
    assert score_response(questionnaire, shuffled) == score_response(questionnaire, answers)


@given(answered())
def test_scoring_twice_gives_the_same_and_changes_nothing(case: tuple[Questionnaire, dict[str, object]]) -> None:
    questionnaire, raw = case
    answers = read_answers(questionnaire, raw)
    before = dict(answers)
    first = score_response(questionnaire, answers)
    assert score_response(questionnaire, answers) == first
    assert score_response(questionnaire, apply_conditions(questionnaire, answers)) == first
    assert answers == before


@given(HIDING_RESPONSES, HIDING_RESPONSES)
def test_a_hidden_item_never_scores(raw: dict[str, object], other: dict[str, object]) -> None:
    answers = read_answers(HIDING, raw)
    visible = shown_items(HIDING, answers)
    changed = {name: given for name, given in read_answers(HIDING, other).items() if name not in visible}
    without = {name: given for name, given in answers.items() if name in visible}
    expected = score_response(HIDING, answers)
    assert score_response(HIDING, without) == expected
    assert score_response(HIDING, without | changed) == expected


SUMMING = make_scored_questionnaire(2, CHAIN, "    items: [q0, q1, a, b, c]\n    method: sum\n    need: 1\n")
AWAY = st.sampled_from(["na", None, {"state": "declined"}])


@given(HIDING_RESPONSES, st.sets(st.sampled_from(["q0", "q1", "a", "b", "c"]), min_size=1), AWAY)
def test_any_item_that_is_hidden_missing_declined_or_does_not_apply_leaves_no_sum(
    raw: dict[str, object], names: set[str], away: object
) -> None:
    answers = read_answers(SUMMING, raw | dict.fromkeys(names, away))
    [score] = score_response(SUMMING, answers)
    assert (score.value, score.band) == (None, None)


@given(HIDING_RESPONSES)
def test_a_sum_is_the_weights_of_all_its_items_or_none(raw: dict[str, object]) -> None:
    """Added up here from the codes themselves, c0 to c3."""
    [score] = score_response(SUMMING, read_answers(SUMMING, raw))
    visible = shown_items(SUMMING, read_answers(SUMMING, raw))
    codes = [str(raw.get(name)) if name in visible else "hidden" for name in ("q0", "q1", "a", "b", "c")]
    assert score.value == (
        sum(int(code[1]) for code in codes) if all(re.match(r"c\d", code) for code in codes) else None
    )


@given(HIDING_RESPONSES)
def test_the_items_shown_depend_only_on_answers_to_shown_items(raw: dict[str, object]) -> None:
    answers = read_answers(HIDING, raw)
    assert shown_items(HIDING, apply_conditions(HIDING, answers)) == shown_items(HIDING, answers)


@given(st.lists(st.integers(-9, 9), min_size=2, max_size=7, unique=True), st.integers(1, 4), st.data())
def test_the_same_answer_to_all_items_of_a_half_reversed_scale_scores_the_middle(
    weights: list[int], pairs: int, data: st.DataObject
) -> None:
    options = "".join(f"    - {{code: w{n}, text: T, weight: {weight}}}\n" for n, weight in enumerate(weights))
    text = GOOD.replace("    - {code: none, text: Not at all, weight: 0}\n", options)
    items = "".join(
        f"  - {{id: r{n}, section: skin, text: Q, answers: how-strong, reverse: {'yes' if n % 2 else 'no'}}}\n"
        for n in range(2 * pairs)
    )
    for line in ("some, text: A little, weight: 1", "much, text: Much, weight: 2", "most, text: Very much, weight: 4"):
        text = text.replace(f"    - {{code: {line}}}\n", "")
    names = ", ".join(f"r{n}" for n in range(2 * pairs))
    text = text.replace("scales:\n", f"{items}scales:\n").replace("items: [scars, numb, ease]", f"items: [{names}]")
    questionnaire = load_good_file(text)
    same = data.draw(st.sampled_from([f"w{n}" for n in range(len(weights))]))
    answers = read_answers(questionnaire, {f"r{n}": same for n in range(2 * pairs)})
    assert score_response(questionnaire, answers)[0].value == 50


@given(st.sampled_from(SCALES[:6]), RESPONSES)
def test_a_percent_score_agrees_with_the_same_sum_in_binary_arithmetic(
    questionnaire: Questionnaire, raw: dict[str, object]
) -> None:
    """An independent sum, to one unit of the last place shown: binary numbers may round a half the other way."""
    [score] = score_response(questionnaire, read_answers(questionnaire, raw))
    parts = []
    for number, name in enumerate(NAMES):
        code = raw.get(name)
        if isinstance(code, str) and code != "na":
            weight = int(code[1])
            parts.append((3 - weight if number in (1, 4) else weight) * 100 / 3)
    if score.value is not None:
        step = 10.0 ** -questionnaire.scale("all").decimals
        assert abs(float(score.value) - sum(parts) / len(parts)) <= step / 2 + 1e-9
        assert score.answered == len(parts)


@given(RESPONSES)
def test_a_record_written_and_read_again_scores_the_same(raw: dict[str, object]) -> None:
    questionnaire = SCALES[2]
    all_answers = apply_conditions(questionnaire, read_answers(questionnaire, raw))
    record = json.loads(json.dumps({name: write_answer(answer) for name, answer in all_answers.items()}))
    assert read_answers(questionnaire, record) == all_answers


@given(st.decimals(-1000, 1000, places=3))
def test_a_decimal_answer_comes_back_as_the_same_number(number: Decimal) -> None:
    questionnaire = load_good_file(GOOD.replace("type: integer\n    limits: {min: 0, max: 10}", "type: decimal"))
    answers = read_answers(questionnaire, {"years": number})
    written: Any = json.loads(json.dumps(write_answer(answers["years"])))
    assert read_answers(questionnaire, {"years": written}) == answers


LINES = GOOD.splitlines(keepends=True)


@settings(max_examples=300)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence_and_never_breaks(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        start = data.draw(st.integers(0, max(0, len(lines[number]) - 1)))
        noise = data.draw(
            st.sampled_from(["", "[", "{", "}", "]", ": ", "- ", "'", '"', "0", "\n", "  ", "!a ", "&a "])
        )
        lines[number] = lines[number][:start] + noise + lines[number][start + data.draw(st.integers(0, 9)) :]
    try:
        load_questionnaire("".join(lines), "damaged.yaml")
    except QuestionnaireError as error:
        assert all(1 <= problem.line <= 90 and problem.message for problem in error.problems)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_random_bytes_as_a_questionnaire_file_are_refused_with_a_sentence(content: bytes | str) -> None:
    with pytest.raises(QuestionnaireError):
        load_questionnaire(content, "noise.yaml")
