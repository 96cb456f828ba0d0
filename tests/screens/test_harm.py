"""From a flagged question to what others see: help for the person, and no single answer for anybody else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from nearer.answering import form_drafts as windows
from nearer.answering.harm_help import has_harm_answer, note_harm_answer
from nearer.answering.open_form import OpenForm
from nearer.caseload.couple import read_couple
from nearer.caseload.granted_answers import granted_answers
from nearer.caseload.scale_cards import scale_cards
from nearer.custom_questionnaires.definitions import read_offered_questionnaires
from nearer.custom_questionnaires.versions import read_custom_questionnaires
from nearer.domain.questionnaire import Questionnaire
from nearer.domain.roles_and_audiences import Audience
from nearer.presenters.closeness import load_closeness
from nearer.presenters.latest_answers import read_shared_responses
from nearer.privacy.principal import Principal, Therapist
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_couple_record
from nearer.takeaway.couple_sheet import sheet_of
from nearer.takeaway.own_sheet import OwnSheet
from tests.fhir.resource_builders import make_resource
from tests.instruments.harm_files import (
    ANSWERS,
    flag_items,
    import_one_item,
    import_questionnaire,
    make_nine_items,
    make_sdc_resource,
)
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import grant_parts, offer_custom_questionnaire
from tests.storage.making import NOW
from tests.therapist_presenters.test_therapist_questionnaires import take

SHIPPED = shipped_catalogue()
SECRET = "he held my arm"


@pytest.fixture
def rao(notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist) -> Therapist:
    set_audiences(notebook, couple[0], make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
    grant_parts(notebook, couple[0])
    return rao


def offered(
    notebook: Notebook, rao: Therapist, meera: Principal, resource: dict[str, Any], *flags: str
) -> Questionnaire:
    session = TherapistSession(notebook, rao, SHIPPED, NOW)
    report, sentence = take(session, "form.json", json.dumps(resource).encode())
    assert (report["problems"], sentence) == ([], "")
    offer_custom_questionnaire(notebook, rao, read_custom_questionnaires(notebook, rao)[0].id, harm_flags=flags)
    [offered_questionnaire] = read_offered_questionnaires(notebook, meera)
    return offered_questionnaire


FORCED = {"linkId": "f", "type": "string", "text": "Own words of a text"}
FORM = make_resource(id="form", url="urn:x:1", title="Form", item=[*make_nine_items(2), FORCED])
ANSWERED = {"q1": ANSWERS[3], "q2": ANSWERS[1], "f": SECRET}


def finished(
    notebook: Notebook, meera: Principal, questionnaire: Questionnaire, answers: dict[str, object]
) -> OpenForm:
    visit = PersonSession(notebook, meera, SHIPPED, NOW)
    form = OpenForm(questionnaire, None)
    for item, raw in answers.items():
        windows.answer_item(visit, form, item, raw)
    windows.submit_form(visit, form)
    return form


@pytest.mark.parametrize(("flags", "seen"), [(["f"], False), (["q1"], False), ([], True)])
def test_no_single_answer_of_a_form_with_a_flagged_question_is_anywhere_for_anybody_else(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal], flags: list[str], seen: bool
) -> None:
    meera, ravi = couple
    finished(notebook, meera, offered(notebook, rao, meera, FORM, *flags), ANSWERED)
    session = TherapistSession(notebook, rao, SHIPPED, NOW)
    pages = read_couple_record(notebook, rao, meera.couple, NOW)
    page = read_couple(session, meera.couple)
    his, hers = PersonSession(notebook, ravi, SHIPPED, NOW), PersonSession(notebook, meera, SHIPPED, NOW)
    sheet = OwnSheet(load_closeness(hers), read_own_responses(notebook, meera), ())
    screens = [
        repr([one.answers for one in read_partner_responses(notebook, ravi)]),
        repr(read_shared_responses(his)),
        repr([one.answers for person in pages.people for one in person.responses]),
        repr(granted_answers(page)),
        repr((scale_cards(page), page.hopes, page.barriers, page.questions)),
        repr(sheet_of(page, "")),
        repr(sheet.offered),
    ]
    mentions = [SECRET in screen for screen in screens]
    assert mentions == [seen, seen, seen, seen, False, False, False]
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.answers["f"] == SECRET


def test_phq_9_imported_from_hl7_without_item_codes_opens_help_and_its_single_answers_are_not_shown(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    questionnaire = offered(notebook, rao, meera, make_sdc_resource())
    codes = [option.code for option in questionnaire.item("h1-t1-q9").options]
    form = finished(notebook, meera, questionnaire, {f"h1-t1-q{n}": codes[1] for n in range(1, 10)})
    assert has_harm_answer(form, ("h1-t1-q9",)) and not has_harm_answer(form, ("h1-t1-q8",))
    assert [one.answers for one in read_partner_responses(notebook, ravi)] in ([], [None])


def test_a_typed_answer_flagged_for_harm_opens_help_once_a_form_and_a_chosen_one_every_time() -> None:
    form = OpenForm(flag_items(import_one_item(type="string", text="Own words"), "x"), None)
    opened = []
    for raw in ("a", "ab", "abc"):
        form.set_answer("x", raw)
        opened.append(note_harm_answer(form, "x"))
    assert opened == [True, False, False] and has_harm_answer(form, ("x",))
    form = OpenForm(flag_items(import_one_item(type="boolean", text="Own words"), "x"), None)
    form.set_answer("x", "yes")
    assert [note_harm_answer(form, "x"), note_harm_answer(form, "x")] == [True, True]
    form.set_answer("x", None)
    assert not note_harm_answer(form, "x")


def test_an_answer_of_harm_in_a_repeated_part_opens_help_as_in_the_first_part() -> None:
    group = {"linkId": "g", "type": "group", "repeats": True, "text": "Each", "item": [FORCED]}
    form = OpenForm(
        replace(import_questionnaire(make_resource(title="Form", item=[group])), harm_flags=frozenset({"f"})), None
    )
    form.add_copy("f~g.2")
    form.set_answer("f~g.2", "once")
    assert note_harm_answer(form, "f~g.2") and not has_harm_answer(form, ("f",))
