"""Importing a file, what is said of it, offering it as its licence lets one, and giving it out again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml

from nearer.custom_questionnaires.versions import CustomQuestionnaire, read_custom_questionnaires
from nearer.database.row_errors import NotFound
from nearer.domain.item_parts import Condition
from nearer.instruments.registry import read_instruments
from nearer.session.values import TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.notebook import open_demo_notebook
from nearer.therapist_presenters.harm_flags import save_chosen_flags
from nearer.therapist_presenters.therapist_questionnaires import (
    OpenQuestionnaire,
    find_next_draft,
    offer,
    read_questionnaire_file,
    read_versions,
    save_files,
)
from nearer.therapist_screens.import_report import differences, report_html
from nearer.views import text as words
from nearer.yaml_files.loader import load_questionnaire
from tests.fhir.resource_builders import ROOT, make_resource
from tests.fhir.test_bundles import OFTEN, SYSTEM, UNITS, form
from tests.instruments.test_registry import choices
from tests.storage.clinic import make_therapist
from tests.storage.making import BODY, BODY_FILE, NOW, tamper

SHIPPED = shipped_catalogue()


@pytest.fixture
def session() -> TherapistSession:
    notebook = open_demo_notebook()
    return TherapistSession(notebook, make_therapist(notebook), SHIPPED, NOW)


def again(session: TherapistSession) -> TherapistSession:
    """The next run, which reads everything anew."""
    return TherapistSession(session.notebook, session.therapist, SHIPPED, NOW)


def fhir(name: str, count: int, low: int = 0, high: int = 3, **more: Any) -> bytes:
    url = f"https://clinic.example/Questionnaire/{name}"
    return json.dumps(make_resource(id=name, url=url, item=choices(count, low, high), **more)).encode()


def only(session: TherapistSession) -> CustomQuestionnaire:
    [custom_questionnaire] = read_custom_questionnaires(session.notebook, session.therapist)
    return custom_questionnaire


def take(session: TherapistSession, name: str, content: bytes) -> tuple[Mapping[str, Any], str]:
    """Import one file: its report, and why it is not kept where it was read."""
    [(_name, report, sentence)] = save_files(session, [(name, content)])
    return report, sentence


def opened(session: TherapistSession) -> OpenQuestionnaire:
    questionnaire = only(session)
    return OpenQuestionnaire(
        session,
        questionnaire,
        (questionnaire,),
        session.catalogue.find_definition(questionnaire.questionnaire, questionnaire.sha256),
    )


def test_a_fhir_file_comes_as_a_draft_with_its_report_and_goes_out_to_the_byte(session: TherapistSession) -> None:
    content = fhir("phq-9", 9, title="PHQ-9")
    report, sentence = take(session, "phq9.JSON", content)
    assert (report["status"], report["items"], sentence) == ("taken", 9, "")
    questionnaire = only(session)
    assert (questionnaire.questionnaire, questionnaire.state, json.loads(questionnaire.report)) == (
        "phq-9",
        "draft",
        report,
    )
    assert read_questionnaire_file(questionnaire.id, "fhir", session) == content
    written = yaml.load(read_questionnaire_file(questionnaire.id, "yaml", session), yaml.BaseLoader)
    assert written["scales"][0]["instrument"] == "phq-9"


def test_a_draft_waits_to_be_looked_at_until_it_is_offered(session: TherapistSession) -> None:
    assert find_next_draft(read_versions(session)) is None
    take(session, "phq9.json", fhir("phq-9", 9))
    assert find_next_draft(read_versions(session)) == only(session)
    save_chosen_flags(session, only(session).id, frozenset())
    offer(session, only(session).id, None)
    assert find_next_draft(read_versions(session)) is None


def test_a_file_of_ours_is_taken_and_goes_out_as_fhir(session: TherapistSession) -> None:
    report, _ = take(session, "body.yaml", BODY_FILE)
    assert (report["status"], report["scoring"]) == ("taken", "Scored as the file says: Body.")
    key = only(session).id
    assert read_questionnaire_file(key, "yaml", session) == BODY_FILE
    assert json.loads(read_questionnaire_file(key, "fhir", session))["resourceType"] == "Questionnaire"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("phq9.json", b"", "empty"),
        ("phq9.json", b"{", "JSON"),
        ("phq9.json", b"\xff\xfe\x00", "UTF-8"),
        ("phq9.json", b"[" * 100_000, ""),
        ("phq9.json", b'{"resourceType": "Patient"}', "not a Questionnaire"),
        ("phq9.json", b'{"a": NaN}', ""),
        ("big.json", b" " * (1024 * 1024 + 1), "1 MB"),
        ("own.yaml", b"", "empty"),
        ("own.yaml", b"id: [", "YAML"),
        ("own.yaml", b"id: x\nversion: 1\n", "line"),
        ("own.yaml", b"\xff\xfe\x00", "UTF-8"),
        ("own.yml", b"x: &a [*a, *a]", "anchors"),
        ("form.pdf", b"%PDF-1.7", "neither"),
        ("noending", b"{}", "neither"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_sentences_and_nothing_is_kept(
    session: TherapistSession, name: str, content: bytes, expected: str
) -> None:
    report, sentence = take(session, name, content)
    problems = " ".join(note["sentence"] for note in report["problems"])
    assert (report["status"], sentence) == ("refused", "")
    assert expected in problems and problems and "Traceback" not in problems
    assert words.therapist_questionnaires.headline("refused", 0) in report_html(report)
    assert read_custom_questionnaires(session.notebook, session.therapist) == ()


def test_a_form_and_its_value_sets_dropped_together_are_one_draft_that_goes_out_whole(
    session: TherapistSession,
) -> None:
    resources = (OFTEN, form(), UNITS, SYSTEM)
    files = [
        (f"{questionnaire['resourceType']}-{questionnaire['id']}.json", json.dumps(questionnaire).encode())
        for questionnaire in resources
    ]
    reports = save_files(session, files)
    assert [report["status"] for _, report, _ in reports] == ["taken"] * 4
    into = "Its value sets are taken into Questionnaire-sleep.json."
    assert [sentence for _, _, sentence in reports] == [into, "", into, into]
    questionnaire = only(session)
    out = read_questionnaire_file(questionnaire.id, "fhir", session)
    report, _ = take(again(session), "again.json", out)
    assert report["status"] == "taken" and only(again(session)).sha256 == questionnaire.sha256


def test_a_file_with_the_id_of_a_shipped_questionnaire_is_not_kept(session: TherapistSession) -> None:
    content = BODY_FILE.replace(b"id: body\ntitle", b"id: goals\ntitle")
    _, sentence = take(session, "goals.yaml", content)
    assert sentence.startswith("'goals' is the name of a questionnaire that comes with Nearer.")
    assert read_custom_questionnaires(session.notebook, session.therapist) == ()


def test_a_file_with_the_same_version_and_other_content_is_not_kept_and_says_why(session: TherapistSession) -> None:
    take(session, "body.yaml", BODY_FILE)
    _, sentence = take(session, "body.yaml", BODY_FILE.replace(b"The body", b"Another"))
    assert "other content" in sentence and only(session).title == "The body"


def test_an_instrument_that_no_screen_may_show_is_refused_whichever_form_it_comes_in(session: TherapistSession) -> None:
    report, _ = take(session, "hits.json", fhir("hits", 4, 1, 5, title="HITS"))
    assert "HITS is not shown here." in report["problems"][0]["sentence"]
    scale = BODY_FILE.replace(b"id: body, title: Body,", b"id: body, title: Body, instrument: srs,")
    report, _ = take(session, "body.yaml", scale)
    assert "Session Rating Scale is not shown here." in report["problems"][0]["sentence"]
    assert read_custom_questionnaires(session.notebook, session.therapist) == ()


def test_an_instrument_whose_licence_forbids_giving_it_out_is_not_given_out(session: TherapistSession) -> None:
    take(session, "sh22.json", fhir("qlq-sh22", 22, 1, 4))
    for kind in ("fhir", "yaml"):
        with pytest.raises(NotFound):
            read_questionnaire_file(only(session).id, kind, session)


def test_an_instrument_that_may_not_be_asked_of_people_is_not_offered(
    session: TherapistSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No entry is shown and not asked at present, so one is made to be."""
    text = (ROOT / "data" / "instruments.yaml").read_text("utf-8").replace("collect: yes", "collect: no", 1)
    take(session, "phq9.json", fhir("phq-9", 9))
    monkeypatch.setattr(
        "nearer.therapist_presenters.therapist_questionnaires.shipped_instruments", lambda: read_instruments(text)
    )
    assert offer(again(session), only(session).id, None) == words.therapist_questionnaires.NOT_TO_COLLECT
    assert only(session).state == "draft"


def test_a_questionnaire_offered_to_people_says_since_when(session: TherapistSession) -> None:
    take(session, "body.yaml", BODY_FILE)
    save_chosen_flags(again(session), only(session).id, frozenset())
    assert offer(again(session), only(session).id, None) == words.therapist_questionnaires.OFFERED_NOW
    assert opened(again(session)).version_state == "Version 1.0. Offered since 23 November 2026."


def test_the_licence_of_a_known_instrument_is_said(session: TherapistSession) -> None:
    take(session, "phq9.json", fhir("phq-9", 9))
    licence, of_harm = opened(again(session)).licences
    assert of_harm == words.therapist_questionnaires.ANSWERS_STAY
    assert licence.startswith(
        "Known as PHQ-9. Its licence (free, electronic too) allows here: shown, asked of people, scored"
    )


def test_a_report_is_text_whatever_the_file_says() -> None:
    bad = {"item": "<b>x</b>", "sentence": "<script>alert(1)</script>"}
    report = {"status": "refused", "items": 0, "scoring": "", "changes": [], "kept": [], "problems": [bad]}
    assert "<script>" not in report_html(report) and "<b>x" not in report_html(report)


def test_two_versions_differ_in_what_they_ask_and_score() -> None:
    text = BODY_FILE.decode().replace("text: Pain", "text: Ache").replace("id: hope", "id: wish")
    other = load_questionnaire(text.replace("title: Body, items: [pain, sleep]", "title: Body, items: [pain]"), "b")
    rows = differences(BODY, other)
    assert [name for name, _, _ in rows] == ["pain", "hope", "wish", "body"]
    assert rows[0][1].startswith("Pain · ") and rows[0][2].startswith("Ache · ")
    assert (rows[1][2], rows[2][1]) == (
        words.therapist_questionnaires.NOT_ASKED,
        words.therapist_questionnaires.NOT_ASKED,
    )
    assert differences(BODY, BODY) == []


def test_two_versions_with_the_same_words_differ_in_what_else_was_changed() -> None:
    [pain, *_] = BODY.items
    other = replace(BODY, items=(replace(pain, required=True, show_if=Condition(item="hope", answered=True)),))
    [first, *_] = differences(BODY, other)
    assert first == ("pain", first[1], "the same words; another: condition, star")


def test_a_version_that_was_changed_outside_is_not_offered(session: TherapistSession) -> None:
    take(session, "body.yaml", BODY_FILE.replace(b"version: 1.0", b"version: 77"))
    tamper(session.notebook, "UPDATE questionnaires SET definition = 'id: x'")
    reopened = opened(again(session))
    assert reopened.definition is None and reopened.licences == ()
    assert offer(again(session), reopened.version.id, None) == words.therapist_questionnaires.DAMAGED


def test_a_sentence_of_the_report_stands_once_with_every_item_it_is_about(session: TherapistSession) -> None:
    notes = [{"item": one, "sentence": "it is not run"} for one in ("a", "b")] + [{"item": "", "sentence": "whole"}]
    report = {"status": "taken_with_changes", "items": 2, "scoring": "", "changes": notes, "kept": [], "problems": []}
    assert "<li>a, b: it is not run</li><li>whole</li>" in report_html(report)
