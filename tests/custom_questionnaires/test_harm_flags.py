"""Harm flags of questions: looked at before a form is offered, beside its content, fixed by the first offer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nearer.custom_questionnaires.definitions import find_answered_definition, read_offered_questionnaires
from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    read_custom_questionnaires,
    retire_questionnaire,
    save_custom_questionnaire,
    save_harm_flags,
)
from nearer.database.row_errors import ChangedOutside, NotFound, NotSaved
from nearer.domain.responses import build_response
from nearer.domain.roles_and_audiences import Audience
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_couple_record
from nearer.typed_answers.answer_parsing import read_answers
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import end_connections, grant_parts, make_therapist, offer_custom_questionnaire
from tests.storage.making import BODY, CUSTOM_FILE, NOW, make_couple, save_new_response, tamper


def asked_of(notebook: Notebook, principal: Principal) -> frozenset[str] | None:
    [offered_questionnaire] = read_offered_questionnaires(notebook, principal)
    return offered_questionnaire.harm_flags


def test_a_questionnaire_is_not_offered_before_somebody_has_looked_at_its_questions_for_harm(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    with pytest.raises(NotSaved, match="look first"):
        offer_questionnaire(notebook, rao, key, NOW, people=None)
    assert read_custom_questionnaires(notebook, rao)[0].harm_flags is None
    assert read_offered_questionnaires(notebook, couple[0]) == ()
    save_harm_flags(notebook, rao, key, ())
    offer_questionnaire(notebook, rao, key, NOW, people=None)
    assert asked_of(notebook, couple[0]) == frozenset()


def test_harm_flags_go_with_the_questionnaire_to_who_is_asked_and_leave_its_hash_as_it_is(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    save_harm_flags(notebook, rao, key, ["hope"])
    save_harm_flags(notebook, rao, key, ["pain", "sleep"])
    offer_questionnaire(notebook, rao, key, NOW, people=None)
    assert asked_of(notebook, couple[0]) == {"pain", "sleep"}
    answered_definition = find_answered_definition(notebook, couple[0], BODY.sha256)
    assert answered_definition == BODY and answered_definition.harm_flags == {"pain", "sleep"}


def test_harm_flags_cannot_change_once_a_questionnaire_was_offered(notebook: Notebook, rao: Therapist) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    offer_custom_questionnaire(notebook, rao, key, harm_flags=["pain"])
    for _ in range(2):
        with pytest.raises(NotSaved, match="version of its own"):
            save_harm_flags(notebook, rao, key, ())
        retire_questionnaire(notebook, rao, key, NOW)
    offer_questionnaire(notebook, rao, key, NOW, people=None)
    assert read_custom_questionnaires(notebook, rao)[0].harm_flags == {"pain"}


def test_nobody_flags_what_another_therapist_imported(notebook: Notebook, rao: Therapist) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    with pytest.raises(NotFound):
        save_harm_flags(notebook, make_therapist(notebook, "Dr Iyer"), key, ())


def test_where_two_therapists_imported_the_same_what_either_flagged_is_flagged(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    iyer = make_therapist(notebook, "Dr Iyer")
    save_custom_questionnaire(notebook, make_therapist(notebook, "Dr Das"), CUSTOM_FILE, NOW)
    for who, flags in ((rao, ["pain"]), (iyer, ["sleep"])):
        offer_custom_questionnaire(
            notebook, who, save_custom_questionnaire(notebook, who, CUSTOM_FILE, NOW), harm_flags=flags
        )
    assert asked_of(notebook, couple[0]) == {"pain", "sleep"}


@pytest.mark.parametrize("written", ["{", "7", "null", "[]", '["sleep"]', None])
def test_harm_flags_that_were_changed_outside_are_refused_to_the_person_and_to_the_therapist(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal], written: str | None
) -> None:
    offer_custom_questionnaire(
        notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), harm_flags=["pain"]
    )
    [custom_questionnaire] = read_custom_questionnaires(notebook, rao)
    tamper(notebook, "UPDATE questionnaires SET harm_flags = :written", written=written)
    with pytest.raises(ChangedOutside, match="questionnaire from your therapist"):
        read_offered_questionnaires(notebook, couple[0])
    with pytest.raises(ChangedOutside, match="questionnaire from your therapist"):
        find_answered_definition(notebook, couple[0], BODY.sha256)
    with pytest.raises(ChangedOutside, match="questionnaire you added"):
        save_harm_flags(notebook, rao, custom_questionnaire.id, ["sleep"])


PLANTED = {
    "a draft offered": "UPDATE questionnaires SET state = 'offered', harm_flags = '[]' WHERE version = '2'",
    "one with the signature of another": "UPDATE questionnaires SET state = 'offered', harm_flags = '[\"pain\"]', "
    "signature = (SELECT signature FROM questionnaires WHERE version = '1.0') WHERE version = '2'",
    "a signature taken away": "UPDATE questionnaires SET signature = NULL",
    "a signature cut short": "UPDATE questionnaires SET signature = :bytes",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_the_therapist_did_not_offer_is_refused_though_the_file_says_so(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal], planted: str
) -> None:
    offer_custom_questionnaire(
        notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), harm_flags=["pain"]
    )
    text = CUSTOM_FILE.definition.replace("version: 1.0", "version: 2")
    save_custom_questionnaire(notebook, rao, replace(CUSTOM_FILE, definition=text, original=text.encode()), NOW)
    assert asked_of(notebook, couple[0]) == {"pain"}
    statement = PLANTED[planted]
    tamper(notebook, statement, **({"bytes": bytes(63)} if ":bytes" in statement else {}))
    with pytest.raises(ChangedOutside, match="questionnaire from your therapist"):
        read_offered_questionnaires(notebook, couple[0])


def test_harm_flags_of_a_therapist_whom_somebody_never_let_in_do_not_make_it_looked_at(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    """Nobody can tell for them who set these flags, so all that may ask about harm stays flagged."""
    offer_custom_questionnaire(notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), harm_flags=[])
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    answered_definition = find_answered_definition(notebook, asha, BODY.sha256)
    assert answered_definition is not None and answered_definition.harm_flags is None
    mine = find_answered_definition(notebook, couple[0], BODY.sha256)
    assert mine is not None and mine.harm_flags == frozenset()


def test_once_the_connection_has_ended_what_was_answered_is_still_known_as_it_was_offered(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    offer_custom_questionnaire(
        notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), harm_flags=["pain"]
    )
    end_connections(notebook, couple[0], NOW)
    answered_definition = find_answered_definition(notebook, couple[0], BODY.sha256)
    assert answered_definition is not None and answered_definition.harm_flags == {"pain"}


def test_a_score_that_would_reveal_an_answer_of_harm_is_not_shared(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
    grant_parts(notebook, meera)
    response = build_response(BODY, read_answers(BODY, {"pain": "some", "sleep": "much"}))
    save_new_response(notebook, meera, replace(response, unshared=True, private_scales=frozenset({"body"})))
    [person] = read_couple_record(notebook, rao, meera.couple, NOW).people
    assert (read_partner_responses(notebook, ravi), person.responses) == ((), ())
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.scores == {"body": 75}
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.ME), NOW)
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
    assert read_partner_responses(notebook, ravi) == ()
