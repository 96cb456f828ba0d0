"""Rows that their owner made for others, taken away or put back as they were: the owner is told by name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from nearer.domain.roles_and_audiences import PARTNER, Audience, Part, Role
from nearer.domain.weeks import Week
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.mutual_agreements import (
    AgreementList,
    read_agreements,
    read_own_marks,
    save_marks,
    withdraw_marks,
)
from nearer.storage.couple.new_keys import change_keys
from nearer.storage.couple.people import join_couple, read_settings, save_settings, start_couple
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_caseload
from tests.storage.attacks import (
    expect_refusal,
    put_rows_back,
    read_past_the_notebook,
    share_part,
    write_past_the_notebook,
)
from tests.storage.clinic import WEEKS, connect_therapist, grant_parts, make_therapist, revoke_therapist
from tests.storage.copies import made_once
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    make_check_in,
    make_couple,
    make_new_person,
    save_new_response,
    save_weekly_check_ins,
)

STEPS = AgreementList("steps", ("hands", "back", "skin"))
ANOTHER = "another seven words for the night"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


@made_once
def agreed(notebook: Notebook) -> tuple[Principal, Principal]:
    """Meera and Ravi, who both said yes to two things and have seen it."""
    both = make_couple(notebook)
    for who in both:
        save_marks(notebook, who, STEPS, {"hands": "yes", "back": "yes"}, NOW)
    for who in both:
        read_agreements(notebook, who, STEPS, NOW)
    return both


@pytest.fixture
def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    return agreed(notebook)


CHANGED_OFFERS = (
    "DELETE FROM blinded_lists WHERE owner_id = :who",
    "UPDATE blinded_lists SET list = list || 'x' WHERE owner_id = :who",
    "UPDATE blinded_lists SET until = '2026-12-01 00:00:00.000000' WHERE owner_id = :who",
    "UPDATE blinded_lists SET points = zeroblob(length(points)) WHERE owner_id = :who",
    "UPDATE blinded_lists SET answered = NULL WHERE owner_id = :who",
    "UPDATE blinded_lists SET double_blinded = NULL WHERE owner_id = :who",
    "INSERT INTO blinded_lists SELECT clinic_id, couple_id, owner_id, 'more', until, points, NULL, NULL, mac "
    "FROM blinded_lists WHERE owner_id = :who",
)


@pytest.mark.parametrize("change", CHANGED_OFFERS)
def test_a_yes_of_meera_removed_from_the_file_is_noticed(
    notebook: Notebook, meera: Principal, ravi: Principal, change: str
) -> None:
    assert read_agreements(notebook, meera, STEPS, NOW).agreed == ("hands", "back")
    write_past_the_notebook(notebook, change, who=meera.id.hex)
    with expect_refusal("blinded-list"):
        read_agreements(notebook, meera, STEPS, NOW)
    with expect_refusal("blinded-list"):
        read_own_marks(notebook, meera)


def test_an_older_list_of_meera_put_into_the_file_is_not_taken_for_the_newest(
    notebook: Notebook, meera: Principal
) -> None:
    before = read_past_the_notebook(notebook, "SELECT * FROM blinded_lists WHERE owner_id = :who", who=meera.id.hex)
    save_marks(notebook, meera, STEPS, {"skin": "yes"}, LATER)
    put_rows_back(notebook, "blinded_lists", before)
    with expect_refusal("blinded-list"):
        read_agreements(notebook, meera, STEPS, LATER)


def test_a_list_that_meera_took_back_is_not_restored_from_the_file(notebook: Notebook, meera: Principal) -> None:
    before = read_past_the_notebook(notebook, "SELECT * FROM blinded_lists WHERE owner_id = :who", who=meera.id.hex)
    withdraw_marks(notebook, meera, STEPS, LATER)
    put_rows_back(notebook, "blinded_lists", before)
    with expect_refusal("blinded-list"):
        read_agreements(notebook, meera, STEPS, LATER)


def test_changes_the_partner_makes_to_their_own_list_are_no_alarm(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, LATER)
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")  # so that everything is compared
    read_agreements(notebook, meera, STEPS, LATER)
    assert read_agreements(notebook, ravi, STEPS, LATER).agreed == ("hands",)
    withdraw_marks(notebook, ravi, None, LATER)
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")
    assert read_agreements(notebook, meera, STEPS, LATER).agreed == ()


def test_a_person_who_stays_is_not_alarmed_by_rows_deleted_with_the_partner_who_left(tmp_path: Path) -> None:
    real = open_notebook(tmp_path)
    meera = start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW).principal

    def joins(nickname: str) -> Principal:
        code = create_invitation(real, meera, NOW)
        return join_couple(real, code, make_new_person(nickname, Role.PARTNER), PASSPHRASE, NOW).principal

    ravi = joins("Ravi")
    for who in (meera, ravi):
        save_marks(real, who, STEPS, {"hands": "yes"}, NOW)
    renewed = change_keys(real, ravi, PASSPHRASE, ANOTHER, LATER)
    assert renewed is not None
    assert_no_alarm(real, meera)
    assert erase_me(real, renewed.principal, ANOTHER, LATER)
    assert_no_alarm(real, meera)
    joins("Dev")
    assert_no_alarm(real, meera)
    save_settings(real, meera, read_settings(real, meera))
    assert_no_alarm(real, meera)
    real.close()


def assert_no_alarm(notebook: Notebook, who: Principal) -> None:
    """Once another program wrote, so that everything is compared."""
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")
    assert read_own_marks(notebook, who).keys() == {"steps"}


@made_once
def weekly(notebook: Notebook) -> tuple[Principal, Therapist]:
    """Meera, who answered for six weeks, and the therapist who may read them."""
    meera, _ravi = make_couple(notebook)
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_weekly_check_ins(notebook, meera, 6)
    return meera, rao


def last_weeks(notebook: Notebook, by: Therapist) -> list[Week | None]:
    return [one.last_week for case in read_caseload(notebook, by, LATER, WEEKS) for one in case.people]


@pytest.mark.parametrize("change", ["DELETE FROM scored_weeks", "UPDATE scored_weeks SET body = zeroblob(99)"])
def test_weeks_removed_from_a_therapists_view_are_noticed_by_the_therapist_and_the_person(
    notebook: Notebook, change: str
) -> None:
    """The caseload said *never answered* of somebody who answers every week."""
    meera, rao = weekly(notebook)
    write_past_the_notebook(notebook, change)
    with expect_refusal("weeks-damaged"):
        read_caseload(notebook, rao, LATER, WEEKS)
    with expect_refusal("entries"):
        read_own_responses(notebook, meera)
    with expect_refusal("entries"):
        save_new_response(notebook, meera, make_check_in(touch="much"), LATER)


def test_an_older_state_of_the_weeks_is_not_taken_for_the_newest(notebook: Notebook) -> None:
    meera, _rao = weekly(notebook)
    before = read_past_the_notebook(notebook, "SELECT * FROM scored_weeks")
    save_new_response(notebook, meera, make_check_in(touch="much"), LATER)
    put_rows_back(notebook, "scored_weeks", before)
    with expect_refusal("entries"):
        read_own_responses(notebook, meera)


def test_ending_an_account_removes_its_weeks_and_is_no_alarm(notebook: Notebook) -> None:
    meera, _rao = weekly(notebook)
    revoke_therapist(notebook, "Dr Rao", LATER)
    assert read_past_the_notebook(notebook, "SELECT * FROM scored_weeks") == []
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")
    assert len(read_own_responses(notebook, meera)) == 6
    save_new_response(notebook, meera, make_check_in(touch="much"), LATER)
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")
    assert len(read_own_responses(notebook, meera)) == 6


def test_a_week_without_a_score_and_one_that_was_answered_anew_elsewhere_are_no_alarm(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in())
    assert last_weeks(notebook, rao) == [None]
    save_new_response(notebook, meera, make_check_in(touch="much"))
    share_part(notebook, meera, Part.CLOSENESS, Audience(frozenset({PARTNER, rao.id.hex})))
    save_new_response(notebook, meera, make_check_in(touch="some"), LATER)  # the same week, in another drawer
    assert last_weeks(notebook, rao) == [WEEK]
    write_past_the_notebook(notebook, "UPDATE attempts SET failed = 0")
    assert read_own_responses(notebook, meera)
