"""*None of these* is never chosen beside another, in whatever order people tap."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.domain.alone import alone_codes, choose_alone, without_contradiction
from nearer.domain.items import Item
from nearer.typed_answers.answer_parsing import read_answer
from nearer.typed_answers.refused_answers import AnswerRefused
from nearer.yaml_files.error_messages import adapter

CODES = ("pain", "sleep", "none", "away", "other")
ITEM: Item = adapter(Item).validate_python(
    {
        "id": "q",
        "section": "s",
        "text": "Which?",
        "type": "several",
        "open": "yes",
        "options": [
            {"code": "pain", "text": "Pain"},
            {"code": "sleep", "text": "Short sleep"},
            {"code": "none", "text": "None of these", "alone": "yes"},
            {"code": "away", "text": "This does not apply", "not_applicable": "yes"},
            {"code": "other", "text": "Something else"},
        ],
    }
)
ALONE = frozenset({"none", "away"})


def tap(chosen: list[str], code: str) -> list[str]:
    """What a group of buttons reports after a tap: the code is added at the end, or taken away."""
    return [one for one in chosen if one != code] if code in chosen else [*chosen, code]


def test_options_that_exclude_others_and_those_that_do_not_apply_stand_alone() -> None:
    assert alone_codes(ITEM) == ALONE


@pytest.mark.parametrize(
    ("before", "after", "left"),
    [
        ([], ["none"], ["none"]),
        (["pain", "sleep"], ["pain", "sleep", "none"], ["none"]),
        (["none"], ["none", "pain"], ["pain"]),
        (["none"], ["none", "away"], ["away"]),
        ([], ["none", "away"], ["away"]),
        (["none"], [], []),
        (["pain", "sleep"], ["sleep"], ["sleep"]),
        (["pain", "none"], ["pain", "none", "sleep"], ["pain", "sleep"]),
    ],
)
def test_choosing_an_option_that_stands_alone_takes_the_others_away_and_the_reverse(
    before: list[str], after: list[str], left: list[str]
) -> None:
    assert choose_alone(after, before, ALONE) == left


@given(st.lists(st.sampled_from(CODES), max_size=30))
def test_no_order_of_taps_leaves_an_option_that_stands_alone_beside_another(taps: list[str]) -> None:
    chosen: list[str] = []
    for code in taps:
        before, chosen = chosen, choose_alone(tap(chosen, code), chosen, ALONE)
        assert len(chosen) <= 1 or not ALONE.intersection(chosen)
        assert (code in chosen) is (code not in before), "the last tap is always what it was meant to be"
        read_answer(ITEM, chosen)


RAW: Any = st.lists(st.sampled_from([*CODES, "words"]), unique=True)


@given(RAW)
def test_an_old_draft_that_holds_both_opens_with_all_that_applies(codes: list[str]) -> None:
    raw = [{"text": "own words"} if code == "words" else code for code in codes]
    opened = without_contradiction(ITEM, raw)
    read_answer(ITEM, opened)
    assert isinstance(opened, list)
    assert [one for one in raw if str(one) not in ALONE] == [one for one in opened if str(one) not in ALONE]
    assert bool(opened) is bool(raw)


@given(RAW)
def test_an_answer_that_excludes_all_others_is_refused_beside_another(codes: list[str]) -> None:
    raw = [{"text": "own words"} if code == "words" else code for code in codes]
    contradicts = len(codes) > 1 and bool(ALONE.intersection(codes))
    try:
        read_answer(ITEM, raw)
    except AnswerRefused:
        assert contradicts
    else:
        assert not contradicts
