"""A questionnaire that is offered to everybody who is connected, or only to people whom its therapist chose."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from nearer.custom_questionnaires.definitions import read_offered_questionnaires
from nearer.custom_questionnaires.offering import (
    PersonToChoose,
    offer_questionnaire,
    read_chosen_people,
    read_people_to_choose,
)
from nearer.custom_questionnaires.versions import (
    read_custom_questionnaires,
    retire_questionnaire,
    save_custom_questionnaire,
    save_harm_flags,
)
from nearer.database.row_errors import ChangedOutside, NotFound, NotSaved
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from tests.storage.clinic import connect_therapist, end_connections, make_therapist, revoke_therapist
from tests.storage.making import BODY, CUSTOM_FILE, NOW, make_couple, read_rows, tamper

LATER = NOW + timedelta(days=1)


@pytest.fixture
def key(notebook: Notebook, rao: Therapist) -> UUID:
    """A draft that was looked at."""
    draft = save_custom_questionnaire(notebook, rao, CUSTOM_FILE, NOW)
    save_harm_flags(notebook, rao, draft, ())
    return draft


def sees(notebook: Notebook, *people: Principal) -> list[bool]:
    return [read_offered_questionnaires(notebook, one) == (BODY,) for one in people]


def test_a_questionnaire_for_chosen_people_is_seen_by_them_and_by_nobody_else(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao)
    offer_questionnaire(notebook, rao, key, NOW, [ravi.id, ravi.id])
    assert sees(notebook, meera, ravi) == [False, True]
    assert read_chosen_people(notebook, rao, key) == {ravi.id}
    [version] = read_custom_questionnaires(notebook, rao)
    assert (version.state, version.only_chosen) == ("offered", True)


def test_who_sees_a_questionnaire_changes_both_ways_and_its_day_stays(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao)
    offer_questionnaire(notebook, rao, key, NOW, people=None)
    assert sees(notebook, meera, ravi) == [True, True]
    offer_questionnaire(notebook, rao, key, LATER, [meera.id])
    assert sees(notebook, meera, ravi) == [True, False]
    offer_questionnaire(notebook, rao, key, LATER, people=None)
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, rao)
    assert sees(notebook, meera, ravi, asha) == [True, True, True]
    assert read_custom_questionnaires(notebook, rao)[0].offered == NOW
    assert read_chosen_people(notebook, rao, key) == frozenset()


def test_a_person_who_is_assigned_a_questionnaire_sees_it_although_not_chosen(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao)
    offer_questionnaire(notebook, rao, key, NOW, [ravi.id])
    save_assignments(notebook, rao, meera.couple, [AssignmentRequest(meera.id, BODY.id, Week.of(NOW.date()))], NOW)
    assert sees(notebook, meera, ravi) == [True, True]
    retire_questionnaire(notebook, rao, key, LATER)
    assert sees(notebook, meera, ravi) == [False, False]


def test_choosing_nobody_or_somebody_who_is_not_connected_is_refused_and_changes_nothing(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    before = read_rows(notebook, "SELECT * FROM questionnaires")
    with pytest.raises(NotSaved, match="at least one person"):
        offer_questionnaire(notebook, rao, key, NOW, [])
    for stranger in (ravi.id, uuid4()):
        with pytest.raises(NotFound):
            offer_questionnaire(notebook, rao, key, NOW, [meera.id, stranger])
    end_connections(notebook, meera, NOW)
    with pytest.raises(NotFound):
        offer_questionnaire(notebook, rao, key, NOW, [meera.id])
    assert read_rows(notebook, "SELECT * FROM questionnaires") == before
    assert read_rows(notebook, "SELECT * FROM chosen_people") == []


def test_people_to_choose_are_those_connected_now_with_their_partners_where_those_are(
    notebook: Notebook, rao: Therapist, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao, NOW + timedelta(minutes=1))
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, rao, NOW + timedelta(minutes=2))
    connect_therapist(notebook, make_couple(notebook, "Uma", "Jan")[0], make_therapist(notebook, "Dr Iyer"))
    assert read_people_to_choose(notebook, rao, LATER) == (
        PersonToChoose(meera.id, "Meera", "Ravi"),
        PersonToChoose(ravi.id, "Ravi", "Meera"),
        PersonToChoose(asha.id, "Asha", ""),
    )
    end_connections(notebook, ravi, LATER)
    assert read_people_to_choose(notebook, rao, LATER)[0] == PersonToChoose(meera.id, "Meera", "")


def test_the_choice_of_who_sees_a_questionnaire_ends_with_the_connection_and_with_the_account(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao)
    offer_questionnaire(notebook, rao, key, NOW, [meera.id, ravi.id])
    end_connections(notebook, meera, NOW)
    connect_therapist(notebook, meera, rao, LATER)
    assert sees(notebook, meera, ravi) == [False, True], "who comes back is chosen anew"
    revoke_therapist(notebook, "Dr Rao", LATER)
    assert read_rows(notebook, "SELECT * FROM chosen_people") == []


def test_a_file_that_says_it_is_for_everybody_is_refused(
    notebook: Notebook, rao: Therapist, key: UUID, couple: tuple[Principal, Principal]
) -> None:
    meera, ravi = couple
    connect_therapist(notebook, ravi, rao)
    offer_questionnaire(notebook, rao, key, NOW, [ravi.id])
    tamper(notebook, "UPDATE questionnaires SET only_chosen = false")
    with pytest.raises(ChangedOutside, match="from your therapist"):
        read_offered_questionnaires(notebook, meera)
