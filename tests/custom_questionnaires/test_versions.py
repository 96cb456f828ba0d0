"""Custom questionnaires: a draft, offered to whoever is connected, retired; an answer keeps its version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from nearer.custom_questionnaires.definitions import (
    DRAFT,
    OFFERED,
    RETIRED,
    find_answered_definition,
    find_definition_for,
    read_offered_questionnaires,
)
from nearer.custom_questionnaires.offering import offer_questionnaire
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    delete_custom_questionnaire,
    read_custom_definitions,
    read_custom_questionnaires,
    read_original,
    restore_questionnaire,
    retire_questionnaire,
    save_custom_questionnaire,
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
from nearer.yaml_files.loader import load_questionnaire
from tests.domain.questionnaire_builders import GOOD, replace_in_good_file
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import (
    connect_therapist,
    end_connections,
    grant_parts,
    make_therapist,
    offer_custom_questionnaire,
    revoke_therapist,
)
from tests.storage.making import BODY, BODY_FILE, CUSTOM_FILE, NOW, make_couple, read_rows, save_new_response, tamper

LATER = NOW + timedelta(days=1)


def version(number: str, title: str = "The body") -> CustomQuestionnaireFile:
    text = BODY_FILE.decode().replace("version: 1.0", f"version: {number}").replace("The body", title)
    return CustomQuestionnaireFile("yaml", text.encode(), text)


def states(notebook: Notebook, rao: Therapist) -> list[tuple[str, str]]:
    return [(one.version, one.state) for one in read_custom_questionnaires(notebook, rao)]


def test_an_imported_questionnaire_is_a_draft_that_nobody_is_asked(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    assert states(notebook, rao) == [("1.0", DRAFT)]
    assert read_offered_questionnaires(notebook, meera) == ()
    assert [(one.id, offered) for one, offered in read_custom_definitions(notebook, rao)] == [("body", False)]


def test_an_offered_questionnaire_is_asked_of_who_is_connected_and_of_nobody_else(
    notebook: Notebook, rao: Therapist, meera: Principal, ravi: Principal
) -> None:
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, make_therapist(notebook, "Dr Iyer"))
    offer_custom_questionnaire(notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), NOW)
    assert read_offered_questionnaires(notebook, meera) == (BODY,)
    assert read_offered_questionnaires(notebook, ravi) == read_offered_questionnaires(notebook, asha) == ()


def test_an_offered_questionnaire_ends_with_the_connection_and_with_the_account(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, rao)
    offer_custom_questionnaire(notebook, rao, save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), NOW)
    end_connections(notebook, meera, NOW)
    assert read_offered_questionnaires(notebook, meera) == ()
    assert read_offered_questionnaires(notebook, asha) == (BODY,)
    revoke_therapist(notebook, "Dr Rao", NOW)
    assert read_offered_questionnaires(notebook, asha) == ()


def test_a_retired_questionnaire_is_asked_no_more_and_can_still_be_read_beside_its_answers(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    offer_custom_questionnaire(notebook, rao, key, NOW)
    save_new_response(notebook, meera, build_response(BODY, read_answers(BODY, {"pain": "some", "sleep": "much"})))
    retire_questionnaire(notebook, rao, key, LATER)
    assert read_offered_questionnaires(notebook, meera) == ()
    [own_response] = read_own_responses(notebook, meera)
    assert (
        find_answered_definition(notebook, meera, own_response.sha256)
        == BODY
        == find_definition_for(notebook, rao, own_response.sha256)
    )
    assert states(notebook, rao) == [("1.0", RETIRED)]


def test_a_new_version_takes_the_place_of_the_offered_one_and_both_stay_known(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    first = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    second = save_custom_questionnaire(notebook, rao, version("1.1", "A body"), LATER)
    offer_custom_questionnaire(notebook, rao, first, NOW)
    offer_custom_questionnaire(notebook, rao, second, LATER)
    assert states(notebook, rao) == [("1.1", OFFERED), ("1.0", RETIRED)]
    assert [one.title for one in read_offered_questionnaires(notebook, meera)] == ["A body"]
    assert find_answered_definition(notebook, meera, BODY.sha256) == BODY
    offer_custom_questionnaire(notebook, rao, first, LATER)
    assert states(notebook, rao) == [("1.1", RETIRED), ("1.0", OFFERED)]


def test_of_several_versions_the_offered_one_counts_and_without_one_the_newest(
    notebook: Notebook, rao: Therapist
) -> None:
    days = [NOW + timedelta(days=day) for day in range(3)]
    keys = [save_custom_questionnaire(notebook, rao, version(str(day.day)), day) for day in days]
    assert [(one.version, offered) for one, offered in read_custom_definitions(notebook, rao)] == [("25", False)]
    offer_custom_questionnaire(notebook, rao, keys[1], NOW)
    assert [(one.version, offered) for one, offered in read_custom_definitions(notebook, rao)] == [("24", True)]


def test_importing_the_same_questionnaire_again_changes_nothing(notebook: Notebook, rao: Therapist) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    commented = CustomQuestionnaireFile("yaml", b"# a comment\n" + BODY_FILE, "# a comment\n" + BODY_FILE.decode())
    assert save_custom_questionnaire(notebook, rao, commented, LATER) == key
    assert len(read_custom_questionnaires(notebook, rao)) == 1


def test_another_questionnaire_under_the_same_version_is_refused_and_nothing_is_kept(
    notebook: Notebook, rao: Therapist
) -> None:
    save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    before = read_rows(notebook, "SELECT * FROM questionnaires")
    with pytest.raises(NotSaved, match="other content.*a version of its own"):
        save_custom_questionnaire(notebook, rao, version("1.0", "Another"), NOW)
    assert read_rows(notebook, "SELECT * FROM questionnaires") == before


@pytest.mark.parametrize("definition", ["", "id: [", "x" * (1024 * 1024 + 1)])
def test_a_questionnaire_that_cannot_be_read_or_is_too_large_is_refused_in_a_sentence(
    notebook: Notebook, rao: Therapist, definition: str
) -> None:
    with pytest.raises(NotSaved, match="file"):
        save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", definition.encode(), definition), NOW)
    assert read_custom_questionnaires(notebook, rao) == ()


def test_a_draft_can_be_deleted_and_an_offered_one_only_retired(notebook: Notebook, rao: Therapist) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    with pytest.raises(NotSaved, match="not offered"):
        retire_questionnaire(notebook, rao, key, NOW)
    offer_custom_questionnaire(notebook, rao, key, NOW)
    with pytest.raises(NotSaved, match="You can retire it"):
        delete_custom_questionnaire(notebook, rao, key)
    other = save_custom_questionnaire(notebook, rao, version("2"), NOW)
    delete_custom_questionnaire(notebook, rao, other)
    assert states(notebook, rao) == [("1.0", OFFERED)]


def test_a_deleted_draft_comes_back_as_it_was_unless_its_version_was_imported_again(
    notebook: Notebook, rao: Therapist
) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    before = read_custom_questionnaires(notebook, rao)
    deleted = delete_custom_questionnaire(notebook, rao, key)
    assert read_custom_questionnaires(notebook, rao) == ()
    restore_questionnaire(notebook, rao, deleted)
    assert read_custom_questionnaires(notebook, rao) == before
    assert read_original(notebook, rao, key) == replace(CUSTOM_FILE, report=before[0].report)
    with pytest.raises(NotSaved, match="here again"):
        restore_questionnaire(notebook, rao, deleted)


def test_a_questionnaire_of_another_therapist_is_not_found(notebook: Notebook, rao: Therapist) -> None:
    key, iyer = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW), make_therapist(notebook, "Dr Iyer")
    for change in (partial(offer_questionnaire, people=None), retire_questionnaire):
        with pytest.raises(NotFound):
            change(notebook, iyer, key, NOW)
    for ask in (read_original, delete_custom_questionnaire):
        with pytest.raises(NotFound):
            ask(notebook, iyer, key)
    assert read_custom_questionnaires(notebook, iyer) == () and states(notebook, rao) == [("1.0", DRAFT)]


def test_the_original_comes_back_to_the_byte_unless_it_was_changed_outside(notebook: Notebook, rao: Therapist) -> None:
    key = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    assert read_original(notebook, rao, key).original == BODY_FILE
    tamper(notebook, "UPDATE questionnaires SET original = :other", other=b"{}")
    with pytest.raises(NotSaved, match="changed outside"):
        read_original(notebook, rao, key)


def test_a_definition_that_was_changed_outside_is_asked_of_nobody(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    offer_custom_questionnaire(notebook, rao, save_custom_questionnaire(notebook, rao, version("9"), NOW), NOW)
    other = version("9", "Something else").definition
    tamper(notebook, "UPDATE questionnaires SET definition = :other", other=other)
    assert read_offered_questionnaires(notebook, meera) == ()
    assert read_custom_definitions(notebook, rao) == ()
    hidden = load_questionnaire(other, "other").sha256
    tamper(notebook, "UPDATE questionnaires SET definition = 'x', sha256 = :hash", hash=hidden)
    with pytest.raises(ChangedOutside, match="from your therapist"):
        read_offered_questionnaires(notebook, meera)


def test_a_sentence_added_to_a_definition_outside_nearer_is_said_of_nobody(notebook: Notebook, rao: Therapist) -> None:
    """Its hash does not know how a band is told, so that words of the shipped files may change."""
    scars = CustomQuestionnaireFile("yaml", GOOD.encode(), GOOD)
    offer_custom_questionnaire(notebook, rao, save_custom_questionnaire(notebook, rao, scars, NOW), NOW)
    other = replace_in_good_file("name: Light,", 'name: Light, why: It is so, told: "{name} said something else",')
    other = other.replace("licence: CC0-1.0\n", "licence: CC0-1.0\nchecked: 2026-11-30\n")
    other = other.replace("    bands:\n", "    cuts_from: Somebody else\n    bands:\n")
    assert load_questionnaire(other, "other").sha256 == load_questionnaire(GOOD, "own").sha256
    tamper(notebook, "UPDATE questionnaires SET definition = :other", other=other)
    [(definition, _)] = read_custom_definitions(notebook, rao)
    assert [band.told for scale in definition.scales for band in scale.bands] == [None, None]
    assert (definition.checked, definition.scales[0].cuts_from) == (None, None)
    assert [band.why for scale in definition.scales for band in scale.bands] == [None, None]


def test_a_custom_questionnaire_may_have_its_bands_in_a_list(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    lists = """band_lists:
  how-hard:
    bands:
      - {id: light, from: 0, name: Light, text: It hardly shows., guide: [scars-and-sensation]}
      - {id: much, from: 50, name: Much, text: It takes up room.}
sections:
"""
    text = GOOD[: GOOD.index("    bands:\n")].replace("sections:\n", lists) + "    band_list: how-hard\n"
    key = save_custom_questionnaire(notebook, rao, CustomQuestionnaireFile("yaml", text.encode(), text), NOW)
    offer_custom_questionnaire(notebook, rao, key, NOW)
    [offered] = read_offered_questionnaires(notebook, meera)
    assert offered == load_questionnaire(GOOD, "scars.yaml")


def test_of_answers_that_stay_with_the_person_the_score_is_shown_where_granted_and_no_single_answer(
    notebook: Notebook, rao: Therapist, meera: Principal, ravi: Principal
) -> None:
    """As of PHQ-9, whose ninth question asks about harm."""
    set_audiences(notebook, meera, make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
    grant_parts(notebook, meera)
    response = build_response(BODY, read_answers(BODY, {"pain": "some", "sleep": "much"}))
    save_new_response(notebook, meera, replace(response, unshared=True))
    [partner_response] = read_partner_responses(notebook, ravi)
    [person] = read_couple_record(notebook, rao, meera.couple, NOW).people
    assert (partner_response.scores, partner_response.answers) == ({"body": 75}, None)
    for response in person.responses:
        assert (response.scores, response.answers) == ({"body": 75}, None)
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.answers["pain"] == "some"
