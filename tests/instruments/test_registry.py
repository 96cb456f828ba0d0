"""Which published instrument a file is, how it may be used, and what is not known of one."""

from __future__ import annotations

from typing import Any

import pytest

from nearer.domain.questionnaire import Questionnaire
from nearer.fhir_questionnaires.reader import ImportedQuestionnaire
from nearer.instruments.licences import instruments_in, licence_problems, may_collect, may_export
from nearer.instruments.registry import read_instruments
from nearer.yaml_files.loader import load_questionnaire
from nearer.yaml_files.problems import FileRefused
from nearer.yaml_files.yaml_writer import questionnaire_yaml
from tests.fhir.published_forms import import_published_form
from tests.fhir.resource_builders import ROOT, import_resource, instruments, make_resource, make_weighted_choice
from tests.fhir_responses.test_responses import NINE, phq_9

BY_ID = {one.id: one for one in instruments()}
FACTS = (
    "phq-9 phq-4 gad-7 who-5 distress-thermometer body-image-scale iief-5 fsfi fsfi-6 promis-sexfs-brief qlq-sh22 "
    "csi-4 csi-16 rdas ios msis eis ucla-3 bfi facit-f dci wai-sr ors srs oq-45 hits c-ssrs "
    "gad-2 phq-2 peg audit-c pc-ptsd-5"
)  # every line of the table of facts, two of them for two instruments; and those of issue 10


def choices(count: int, low: int = 0, high: int = 3) -> list[dict[str, Any]]:
    weights = list(range(low, high + 1))
    return [
        make_weighted_choice([f"w{n}" for n in weights], [*weights], linkId=f"q{number}") for number in range(count)
    ]


def read(url: str, items: list[dict[str, Any]], **more: Any) -> ImportedQuestionnaire:
    return import_resource(make_resource(url=url, item=items, **more))


def definition(imported: ImportedQuestionnaire) -> Questionnaire:
    assert imported.questionnaire is not None, imported.report.problems
    return imported.questionnaire


def scored_as(imported: ImportedQuestionnaire) -> list[str | None]:
    return [scale.instrument for scale in definition(imported).scales]


def test_every_instrument_of_the_facts_is_there() -> None:
    assert set(BY_ID) == set(FACTS.split())


def test_every_number_has_a_source_that_is_listed() -> None:
    """`read_instruments` refuses a source that is not in the list; here, that none is without."""
    for instrument in instruments():
        for facts in (instrument.range, instrument.need, instrument.change, instrument.licence, *instrument.answers):
            assert facts is None or facts.sources, instrument.id
        assert bool(instrument.bands) == bool(instrument.bands_from), instrument.id
        assert bool(instrument.factors) == bool(instrument.factors_from), instrument.id


@pytest.mark.parametrize("change", [("sources: [R39]", "sources: [R999]"), ("    items: 9\n", "")])
def test_an_entry_without_its_source_or_without_what_scoring_takes_is_refused(change: tuple[str, str]) -> None:
    text = (ROOT / "data" / "instruments.yaml").read_text("utf-8").replace(*change, 1)
    with pytest.raises(FileRefused, match="phq-9: (there is no source 'R999'|what is scored needs)"):
        read_instruments(text)


def test_a_file_is_known_by_the_whole_address_of_a_published_one() -> None:
    address = "http://hl7.org/fhir/us/core/Questionnaire/phq-9-example"
    assert scored_as(read(address, choices(9), title="Anything")) == ["phq-9"]
    assert scored_as(read(address + "|7.0.0", choices(9), title="Anything")) == ["phq-9"]
    assert scored_as(read("https://elsewhere.example/phq-9-example", choices(9), title="Anything")) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://clinic.example/Questionnaire/phq-9",
        "https://clinic.example/fhir/Questionnaire/PHQ-9|2.0",
        "https://clinic.example/questionnaire/phq9/",
    ],
)
def test_an_address_of_a_clinics_own_counts_by_its_last_two_parts(url: str) -> None:
    assert scored_as(read(url, choices(9))) == ["phq-9"]


def test_a_title_counts_with_the_number_of_questions_and_so_does_the_code_of_the_total() -> None:
    """As HL7's example and Stanford's file have it, whose items carry no codes."""
    title = "Patient Health Questionnaire - 9 Item"
    assert [one.id for one in instruments_in(definition(read("urn:x:1", choices(9), title=title)), instruments())] == [
        "phq-9"
    ]
    assert instruments_in(definition(read("urn:x:1", choices(8), title=title)), instruments()) == ()
    total = {"linkId": "t", "type": "decimal", "text": "T", "code": [{"system": "http://loinc.org", "code": "44261-6"}]}
    questionnaire = definition(read("urn:x:1", [*choices(9), total], title="Feelings"))
    assert [one.id for one in instruments_in(questionnaire, instruments())] == ["phq-9"]


@pytest.mark.parametrize(
    "url", ["https://clinic.example/phq-9", "https://clinic.example/about/phq-9", "urn:oid:1.2.3", "phq-9"]
)
def test_the_last_part_of_an_address_alone_does_not_make_a_file_a_known_instrument(url: str) -> None:
    assert scored_as(read(url, choices(9))) == []


def test_a_short_name_that_several_instruments_have_needs_the_title_or_the_number_of_questions() -> None:
    """SRS is also the name of a scale of 65 questions about social responsiveness, BIS of one about impulses."""
    url = "https://clinic.example/Questionnaire/srs"
    assert read(url, choices(65, 1, 4), title="Social Responsiveness").report.status == "taken"
    assert read(url, choices(4, 0, 10), title="After the session").report.status == "refused"
    assert read(url, choices(65, 1, 4), title="Session Rating Scale").report.status == "refused"
    assert scored_as(read("https://clinic.example/Questionnaire/bis", choices(30, 1, 4), title="Impulses")) == []


def test_a_titled_file_with_a_question_missing_is_known_and_not_scored() -> None:
    imported = read("https://clinic.example/Questionnaire/phq-9", choices(8), title="PHQ-9")
    assert definition(imported).scales == ()
    assert imported.report.scoring == "PHQ-9: no score, since 8 of its 9 questions are recognised."


def test_the_panel_counts_without_an_address_and_the_items_without_a_panel() -> None:
    loinc = "http://loinc.org"
    panel = read("urn:x:1", choices(9), code=[{"system": loinc, "code": "44249-1"}])
    assert scored_as(panel) == ["phq-9"]
    coded = [item | {"code": [{"system": loinc, "code": code}]} for item, code in zip(choices(9), NINE, strict=True)]
    assert scored_as(read("urn:x:1", coded)) == ["phq-9"]
    assert scored_as(read("urn:x:1", coded[:8])) == []
    other = [item | {"code": [one | {"system": "urn:other"} for one in item["code"]]} for item in coded]
    assert scored_as(read("urn:x:1", other)) == []


def test_the_address_comes_before_the_panel_and_the_panel_before_the_items() -> None:
    panel = [{"system": "http://loinc.org", "code": "69737-5"}]  # of GAD-7
    imported = read("https://clinic.example/Questionnaire/phq-9", choices(9), code=panel)
    assert scored_as(imported) == ["phq-9"]


@pytest.mark.parametrize("name", ["facit-f", "msis", "dci", "promis-sexfs-brief", "qlq-sh22", "oq-45"])
def test_an_instrument_that_nearer_does_not_score_is_imported_without_a_score_and_says_why(name: str) -> None:
    instrument = BY_ID[name]
    imported = read(
        f"https://clinic.example/Questionnaire/{name}", choices(instrument.items or 14, 0, 4), title=instrument.name
    )
    assert definition(imported).scales == ()
    assert imported.report.scoring == f"{instrument.name}: no score. {instrument.not_scored_because}"


@pytest.mark.parametrize("name", ["hits", "c-ssrs", "ors", "srs"])
def test_an_instrument_that_may_not_be_shown_is_refused_with_the_reason(name: str) -> None:
    instrument = BY_ID[name]
    imported = read(
        f"https://clinic.example/Questionnaire/{name}", choices(instrument.items or 6, 1, 5), title=instrument.name
    )
    assert imported.questionnaire is None
    assert [str(note) for note in imported.report.problems] == [
        f"{instrument.name} is not shown here. {instrument.not_scored_because}"
    ]


def test_fsfi_6_is_not_applicable_without_activity_and_has_its_line_between_19_and_20() -> None:
    questionnaire = definition(import_published_form("fsfi-6"))
    [scale] = questionnaire.scales
    assert scale.activity and [str(band.start) for band in scale.bands] == ["2", "20"]
    assert [item.not_applicable_codes for item in questionnaire.items] == [set(), *[{"w0"}] * 3, set(), {"w0"}]


def test_phq_9_and_gad_7_are_never_filled_up() -> None:
    """Filling up from 7 of 9, or 6 of 7, is practice and not published; the rule is to refuse."""
    for name in ("phq-9", "gad-7"):
        need = BY_ID[name].need
        assert need is not None and need.share == 1 and "not published" in need.note


def ours(instrument: str, items: int) -> Questionnaire:
    questions = [{"id": f"q{n}", "section": "s", "text": "?", "answers": "how"} for n in range(items)]
    how = [{"code": f"w{n}", "text": str(n), "weight": str(n)} for n in range(4)]
    scale = {
        "id": "s",
        "title": "S",
        "items": [one["id"] for one in questions],
        "method": "sum",
        "need": "1",
        "higher": "worse",
    }
    head = {"id": "own", "version": "1", "status": "draft", "language": "en", "title": "Own", "audience": "both"}
    head |= {"source": "x", "licence": "x"}
    body = {"sections": [{"id": "s", "title": "S"}], "answer_lists": {"how": how}, "items": questions}
    text = questionnaire_yaml(head | body | {"scales": [scale | {"instrument": instrument}]})
    return load_questionnaire(text, "own.yaml")


def test_a_file_of_ours_is_held_to_the_same_licences() -> None:
    [sentence] = licence_problems(ours("srs", 4), instruments())
    assert sentence.startswith("Session Rating Scale is not shown here.")
    [sentence] = licence_problems(ours("facit-f", 13), instruments())
    assert sentence.startswith("FACIT-F is not scored here, so please take its scale out.")
    assert licence_problems(ours("phq-9", 9), instruments()) == ()
    assert [one.id for one in instruments_in(ours("phq-9", 9), instruments())] == ["phq-9"]


def test_what_may_be_asked_and_what_may_be_given_out_follow_the_registry() -> None:
    sh22 = definition(read("https://clinic.example/Questionnaire/qlq-sh22", choices(22, 1, 4)))
    assert (may_collect(sh22, instruments()), may_export(sh22, instruments())) == (True, False)
    assert may_collect(phq_9(), instruments()) and may_export(phq_9(), instruments())
    assert not may_collect(ours("hits", 4), instruments())


def test_a_condition_that_looks_into_what_is_there_several_times_is_reported() -> None:
    inside = {"linkId": "n", "type": "boolean", "text": "Well?"}
    beside = {"linkId": "why", "type": "string", "text": "Why?", "enableWhen": [_no("n")]}
    outside = {"linkId": "out", "type": "string", "text": "Anything?", "enableWhen": [_no("n")]}
    group = {"linkId": "g", "type": "group", "repeats": True, "text": "Children", "item": [inside, beside]}
    imported = read("urn:x:1", [group, outside])
    assert [str(note) for note in imported.report.changes] == [
        "item out: looks at 'n', which can be there several times; only the first one counts"
    ]


def _no(question: str) -> dict[str, Any]:
    return {"question": question, "operator": "=", "answerBoolean": False}
