"""What a therapist offers stands beside the shipped questionnaires, and an answer is read by the version it is of."""

from __future__ import annotations

import json

import pytest

from nearer.answering_screens import open_form as forms
from nearer.caseload.couple import read_couple
from nearer.caseload.granted_answers import granted_answers
from nearer.caseload.scale_cards import scale_cards
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    retire_questionnaire,
    save_custom_questionnaire,
)
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Role
from nearer.personal_records.personal_export import read_personal_export
from nearer.presenters.due_questionnaires import load_due_questionnaires
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.takeaway.personal_export import own_file
from nearer.typed_answers.answer_parsing import read_answers
from nearer.yaml_files.loader import load_questionnaire
from tests.storage.clinic import grant_parts, offer_custom_questionnaire
from tests.storage.making import BODY_FILE, NOW, WEEK, save_new_response

SHIPPED = shipped_catalogue()


def version(number: str, **changed: str) -> str:
    text = BODY_FILE.decode().replace("version: 1.0", f"version: {number}").replace("status: active", "status: draft")
    for old, new in changed.items():
        text = text.replace(old, new)
    return text


@pytest.fixture
def rao(notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist) -> Therapist:
    grant_parts(notebook, couple[0])
    return rao


def offered(notebook: Notebook, rao: Therapist, text: str) -> Questionnaire:
    key = save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", text.encode(), text), NOW)
    offer_custom_questionnaire(notebook, rao, key, NOW)
    return load_questionnaire(text, "body")


def ids(notebook: Notebook, person: Principal) -> list[str]:
    return [each.id for each in PersonSession(notebook, person, SHIPPED, NOW).questionnaires]


def test_an_offered_questionnaire_is_asked_even_if_its_file_says_draft_or_retired(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    offered(notebook, rao, version("1"))
    meera, ravi = couple
    assert "body" in ids(notebook, meera) and "body" not in ids(notebook, ravi)
    assert ids(notebook, ravi) == [one.id for one in SHIPPED.for_role(Role.PARTNER)]


def test_a_therapist_asks_only_for_what_is_offered_and_finds_the_title_of_what_was(
    notebook: Notebook, rao: Therapist
) -> None:
    text = version("1")
    key = save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", text.encode(), text), NOW)
    catalogue = TherapistSession(notebook, rao, SHIPPED, NOW).catalogue
    assert "body" not in [one.id for one in catalogue.for_role(Role.SURVIVOR)]
    assert catalogue.questionnaires["body"].title == "The body"
    offer_custom_questionnaire(notebook, rao, key, NOW)
    catalogue = TherapistSession(notebook, rao, SHIPPED, NOW).catalogue
    assert "body" in [one.id for one in catalogue.for_role(Role.SURVIVOR)]


def test_a_file_cannot_take_the_place_of_a_shipped_questionnaire(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    offered(notebook, rao, version("1", **{"id: body\ntitle": "id: goals\ntitle"}))
    session = PersonSession(notebook, couple[0], SHIPPED, NOW)
    assert session.catalogue.get("goals") is SHIPPED.get("goals")


def test_an_old_answer_is_read_with_the_words_of_its_own_version(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    first = offered(notebook, rao, version("1"))
    save_new_response(
        notebook, couple[0], build_response(first, read_answers(first, {"pain": "some", "sleep": "much"}))
    )
    offered(notebook, rao, version("2", Pain="Ache", **{"The body": "Bodies"}))
    session = TherapistSession(notebook, rao, SHIPPED, NOW)
    page = read_couple(session, couple[0].couple)
    assert [view.questionnaire.title for view in granted_answers(page)] == ["The body"]
    assert [(card.title, card.sentences) for card in scale_cards(page)] == [("Body", ("Meera 75 on 23 Nov",))]
    mine = PersonSession(notebook, couple[0], SHIPPED, NOW)
    written = json.loads(own_file(read_personal_export(notebook, couple[0]), mine.catalogue, True, NOW))
    [response] = written["responses"]
    assert (response["title"], response["answers"][0]["asked"]) == ("The body", "Pain")


def test_scores_of_two_versions_do_not_stand_in_one_row(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    for text in (version("1"), version("2", Pain="Ache")):
        questionnaire = offered(notebook, rao, text)
        save_new_response(
            notebook,
            couple[0],
            build_response(questionnaire, read_answers(questionnaire, {"pain": "some", "sleep": "much"})),
        )
    page = read_couple(TherapistSession(notebook, rao, SHIPPED, NOW), couple[0].couple)
    assert len(scale_cards(page)) == 2


def test_an_assigned_questionnaire_that_was_retired_is_due_for_nobody(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    text, meera = version("1"), couple[0]
    key = save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", text.encode(), text), NOW)
    offer_custom_questionnaire(notebook, rao, key, NOW)
    save_assignments(notebook, rao, meera.couple, [AssignmentRequest(meera.id, "body", WEEK)], NOW)
    session = PersonSession(notebook, meera, SHIPPED, NOW)
    [due] = [task for task in load_due_questionnaires(session) if task.questionnaire.id == "body"]
    assert due.assignment is not None and due.assignment.by == "Dr Rao"
    retire_questionnaire(notebook, rao, key, NOW)
    assert "body" not in [
        one.questionnaire.id for one in load_due_questionnaires(PersonSession(notebook, meera, SHIPPED, NOW))
    ]


def test_a_form_begun_in_an_earlier_version_goes_on_with_the_answers_that_still_fit(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    draft = Draft("body", None, {"pain": "some", "sleep": "much", "hope": "rest"})
    save_draft(notebook, couple[0], draft, NOW)
    questionnaire = offered(notebook, rao, version("2", **{"code: some": "code: bit", "id: hope": "id: wish"}))
    form = forms.open_anew(PersonSession(notebook, couple[0], SHIPPED, NOW), questionnaire)
    assert form.raw_answers == {"sleep": "much"} and form.visible_ids
