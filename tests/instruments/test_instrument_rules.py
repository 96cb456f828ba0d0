"""Each rule for published instruments by itself: what a scale has to be, what a licence allows, what a code is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from nearer.domain.item_parts import AnswerOption, Coding, Limits, Repeats
from nearer.domain.items import Item
from nearer.instruments.answer_sets import AnswerSet
from nearer.instruments.instrument_conformity import nonconforming_scales
from nearer.instruments.licences import may_collect, may_export
from nearer.instruments.published_answers import answers_misfit
from nearer.instruments.registry import FormIdentifiers, find_instrument, loinc_codes, read_instruments
from nearer.language.error_catalogue.instrument_errors import InstrumentText
from nearer.yaml_files.problems import FileRefused
from tests.domain.questionnaire_builders import make_scored_questionnaire
from tests.fhir.resource_builders import ROOT, instruments

PHQ_9 = next(one for one in instruments() if one.id == "phq-9")
NOBODY = FormIdentifiers("", "", frozenset(), frozenset(), frozenset())
CODES = tuple(AnswerOption(code=code, text=code, weight=Decimal(weight)) for weight, code in
              enumerate(("LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9")))  # fmt: skip
CODED = Item(id="q", section="s", text="Q", answers=CODES, options=CODES)


def misfit(item: Item, sets: Sequence[AnswerSet] = PHQ_9.answers) -> str:
    return answers_misfit(sets, [item], True)


def test_the_published_answer_codes_with_their_weights_are_accepted() -> None:
    assert misfit(CODED) == ""


@pytest.mark.parametrize(
    "item", [replace(CODED, open=True), replace(CODED, repeats=Repeats()), replace(CODED, type="several")]
)
def test_a_question_with_own_words_or_several_answers_does_not_have_the_published_answers(item: Item) -> None:
    assert misfit(item) == str(InstrumentText.OTHER_KIND(item="q"))


@pytest.mark.parametrize(("low", "high", "fits"), [(0, 10, True), (0, 100, False), (1, 10, False)])
def test_a_number_has_the_published_ends(low: int, high: int, fits: bool) -> None:
    numbers = (AnswerSet(weights=tuple(map(Decimal, range(11))), number=True, sources=("R1",)),)
    item = Item(id="q", section="s", text="Q", type="integer", limits=Limits(min=Decimal(low), max=Decimal(high)))
    assert (misfit(item, numbers) == "") is fits


def claimed(count: int, reversed_items: tuple[int, ...] = ()) -> list[str]:
    """What is said of a sum over so many items that claims to be PHQ-9."""
    definition = make_scored_questionnaire(count, scale="    method: sum\n    need: 1\n", reversed_items=reversed_items)
    [scale] = definition.scales
    items = tuple(replace(item, options=CODES, answers=CODES) for item in definition.items)
    claim = replace(definition, items=items, scales=(replace(scale, instrument="phq-9"),))
    return [sentence for _, sentence in nonconforming_scales(claim, [PHQ_9])]


def test_a_scale_over_other_than_nine_questions_is_not_phq_9() -> None:
    assert claimed(8) == ["PHQ-9: no score. The scale has 8 questions, and PHQ-9 has 9."]


def test_a_question_turned_round_is_not_one_of_phq_9() -> None:
    assert claimed(9, (2,)) == ["PHQ-9: no score. 'q2' is turned round."]


def test_a_file_with_all_item_codes_of_an_instrument_is_known_as_one_and_with_a_single_code_is_not() -> None:
    every = frozenset(PHQ_9.item_codes)
    assert find_instrument([PHQ_9], replace(NOBODY, codes=every)) == PHQ_9
    assert find_instrument([PHQ_9], replace(NOBODY, codes=frozenset(PHQ_9.item_codes[:1]))) is None


def test_a_code_of_another_system_is_not_loincs() -> None:
    codings = [Coding(system=system, code="44249-1") for system in ("http://loinc.org", None)]
    assert loinc_codes(codings) == {"44249-1"}
    assert loinc_codes([Coding(system="http://snomed.info/sct", code="44249-1")]) == frozenset()


def test_an_instrument_that_is_scored_needs_a_published_range() -> None:
    text = (ROOT / "data" / "instruments.yaml").read_text("utf-8")
    without = text.replace("    range: {min: 0, max: 27, sources: [R39]}\n", "", 1)
    assert without != text
    with pytest.raises(FileRefused, match="phq-9: what is scored needs its items, answers, range and need"):
        read_instruments(without)


@pytest.mark.parametrize(("collect", "export"), [(True, False), (False, True)])
def test_a_licence_may_allow_asking_and_not_giving_out_and_the_reverse(collect: bool, export: bool) -> None:
    [scale] = make_scored_questionnaire().scales
    questionnaire = replace(make_scored_questionnaire(), scales=(replace(scale, instrument="phq-9"),))
    allowed = replace(PHQ_9, permissions=replace(PHQ_9.permissions, collect=collect, export=export))
    assert (may_collect(questionnaire, [allowed]), may_export(questionnaire, [allowed])) == (collect, export)
