"""Several therapists of one person: each reads what was granted to them, and the end of one leaves the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from nearer.database.row_errors import NotFound
from nearer.domain.roles_and_audiences import PARTNER, Audience, Part, SharedPart
from nearer.domain.weeks import Week
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal, Therapist
from nearer.storage.couple.new_keys import change_keys
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import AudienceChange, read_audiences, set_audiences
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, read_own_assignments, save_assignments
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.own_records import TherapistNote, save_therapist_note
from nearer.storage.therapist.therapist_connections import end_connection, read_own_therapists
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import (
    WEEKS,
    connect_therapist,
    grant_parts,
    make_therapist,
    make_therapist_with_passphrase,
    revoke_therapist,
    withdraw_parts,
)
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    find_drawers_written,
    make_body_response,
    make_check_in,
    make_couple,
    make_new_person,
    make_person,
    read_rows,
    save_new_response,
)

LATER = NOW + timedelta(weeks=1)


@pytest.fixture
def rao(notebook: Notebook) -> Therapist:
    return make_therapist(notebook)


@pytest.fixture
def couple(notebook: Notebook) -> tuple[Principal, Principal]:
    return make_couple(notebook)


@pytest.fixture
def meera(notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist) -> Principal:
    """She let both in, and granted nothing so far."""
    for one in (rao, iyer):
        connect_therapist(notebook, couple[0], one)
    return couple[0]


def parts_of(notebook: Notebook, by: Therapist) -> frozenset[Part]:
    """What this therapist reads now, as the caseload and the couple's page both say."""
    fresh = replace(by, drawer_keys={}, sealed_keys={})
    [case] = read_caseload(notebook, fresh, NOW, WEEKS)
    [of_page] = read_couple_record(notebook, fresh, case.couple, NOW).people
    assert case.people[0].who.parts == of_page.who.parts
    return frozenset(one.part for one in of_page.who.parts)


def weeks_of(notebook: Notebook, by: Therapist) -> list[Week]:
    """The weeks on this therapist's caseload."""
    [case] = read_caseload(notebook, replace(by, drawer_keys={}, sealed_keys={}), NOW, WEEKS)
    return [one.week for one in case.people[0].weekly.scores]


def test_each_therapist_reads_only_what_was_granted_to_them(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    grant_parts(notebook, meera, Part.CLOSENESS, to=rao)
    grant_parts(notebook, meera, Part.NOTES, to=iyer)
    assert (parts_of(notebook, rao), parts_of(notebook, iyer)) == ({Part.CLOSENESS}, {Part.NOTES})
    assert (weeks_of(notebook, rao), weeks_of(notebook, iyer)) == ([WEEK], [])
    of_rao, of_iyer = (read_couple_record(notebook, one, meera.couple, NOW) for one in (rao, iyer))
    assert "a walk" not in repr([one.note for one in of_rao.people[0].responses])
    assert [(one.note, one.scores) for one in of_iyer.people[0].responses] == [("a walk", None)]
    names = {one.name: one.reader for one in read_own_therapists(notebook, meera)}
    now = read_audiences(notebook, meera)
    assert now[SharedPart(Part.CLOSENESS)] == Audience(frozenset({names["Dr Rao"]}))
    assert now[SharedPart(Part.NOTES)] == Audience(frozenset({names["Dr Iyer"]}))


def test_a_part_granted_to_one_therapist_from_now_on_is_not_opened_backwards_by_another_grant(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))
    grant_parts(notebook, meera, Part.CLOSENESS, to=rao, earlier=True)
    grant_parts(notebook, meera, Part.CLOSENESS, to=iyer, earlier=False)
    assert (weeks_of(notebook, rao), weeks_of(notebook, iyer)) == ([WEEK], [])
    save_new_response(notebook, meera, make_check_in(WEEK.plus(1), touch="much"), LATER)
    assert (weeks_of(notebook, rao), weeks_of(notebook, iyer)) == ([WEEK, WEEK.plus(1)], [WEEK.plus(1)])


@pytest.mark.parametrize("wanted", ["rao", PARTNER])
def test_opening_earlier_entries_to_one_reader_opens_them_to_no_other_who_reads_already(
    notebook: Notebook, couple: tuple[Principal, Principal], meera: Principal, rao: Therapist, wanted: str
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))
    every, closeness = partner_and_therapists(rao), SharedPart(Part.CLOSENESS)
    set_audiences(notebook, meera, [AudienceChange(closeness, every)], NOW)
    only_reader = rao.id.hex if wanted == "rao" else PARTNER
    set_audiences(
        notebook, meera, [AudienceChange(closeness, every, include_earlier=True, only_reader=only_reader)], NOW
    )
    reads = {"rao": weeks_of(notebook, rao), PARTNER: [one.week for one in read_partner_responses(notebook, couple[1])]}
    assert {name for name, weeks in reads.items() if weeks == [WEEK]} == {wanted}


def test_each_therapist_reads_of_the_guide_from_the_day_it_was_granted_to_them(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_topic_read(notebook, meera, "hormones", NOW.date(), NOW)
    grant_parts(notebook, meera, Part.GUIDE, to=rao, earlier=True)
    grant_parts(notebook, meera, Part.GUIDE, to=iyer, earlier=False, now=LATER)
    save_topic_read(notebook, meera, "talking", LATER.date(), LATER)
    assert guide_of(notebook, rao) == [("hormones", NOW.date()), ("talking", LATER.date())]
    assert guide_of(notebook, iyer) == [("talking", LATER.date())]
    withdraw_parts(notebook, meera, Part.GUIDE, now=LATER, by=rao)
    save_topic_read(notebook, meera, "hormones", LATER.date(), LATER)
    assert (guide_of(notebook, rao), len(guide_of(notebook, iyer))) == ([], 2)
    keys = "SELECT * FROM therapist_keys WHERE reader_id = :who"
    assert read_rows(notebook, keys, who=rao.id.hex) == []
    grant_parts(notebook, meera, Part.GUIDE, to=rao, earlier=False, now=LATER)
    assert guide_of(notebook, rao) == [("hormones", LATER.date()), ("talking", LATER.date())]


def guide_of(notebook: Notebook, by: Therapist) -> list[tuple[str, date]]:
    fresh = replace(by, drawer_keys={}, sealed_keys={})
    [couple_id] = [case.couple for case in read_caseload(notebook, fresh, NOW)]
    guide = read_couple_record(notebook, fresh, couple_id, NOW).people[0].guide
    return [] if guide is None else list(guide.read)


def ends(notebook: Notebook, meera: Principal, rao: Therapist) -> None:
    end_connection(notebook, meera, rao.id.hex, LATER)


def revokes(notebook: Notebook, _meera: Principal, _rao: Therapist) -> None:
    revoke_therapist(notebook, "Dr Rao", LATER)


@pytest.mark.parametrize("end", [ends, revokes])
def test_ending_the_connection_with_one_therapist_leaves_the_other_therapists_as_before(
    notebook: Notebook,
    meera: Principal,
    rao: Therapist,
    iyer: Therapist,
    end: Callable[[Notebook, Principal, Therapist], None],
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    save_new_response(notebook, meera, make_body_response(pain="some", sleep="some"))
    grant_parts(notebook, meera)
    for one in (rao, iyer):
        save_assignments(notebook, one, meera.couple, [AssignmentRequest(meera.id, "body", WEEK)], NOW)
    end(notebook, meera, rao)
    assert (parts_of(notebook, iyer), weeks_of(notebook, iyer)) == (set(Part) - {Part.COUNTED}, [WEEK])
    save_new_response(notebook, meera, make_check_in(WEEK.plus(1), touch="much"), LATER)
    assert weeks_of(notebook, iyer) == [WEEK, WEEK.plus(1)]
    assert {one.by for one in read_own_assignments(notebook, meera)} == {"Dr Iyer"}
    assert {row["reader_id"] for row in read_rows(notebook, "SELECT reader_id FROM therapist_keys")} == {iyer.id.hex}
    assert {one.name: one.ended for one in read_own_therapists(notebook, meera)} == {"Dr Rao": LATER, "Dr Iyer": None}
    if end is ends:
        assert (parts_of(notebook, rao), weeks_of(notebook, rao)) == (frozenset(), [])
    else:
        with pytest.raises(NotFound):
            read_caseload(notebook, rao, NOW)


def test_keys_of_a_therapist_whose_connection_ended_open_nothing_written_later(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    grant_parts(notebook, meera)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    read_couple_record(notebook, rao, meera.couple, NOW)
    in_hand = {drawer.hex for drawer in rao.drawer_keys}
    end_connection(notebook, meera, rao.id.hex, NOW)
    written = find_drawers_written(
        notebook, lambda: save_new_response(notebook, meera, make_check_in(touch="much", note="later"))
    )
    written |= find_drawers_written(notebook, lambda: save_topic_read(notebook, meera, "hormones", NOW.date(), NOW))
    assert written and not written & in_hand


def test_ending_a_connection_that_never_was_changes_nothing(notebook: Notebook, meera: Principal) -> None:
    before = read_rows(notebook, "SELECT * FROM connections")
    for stranger in (UUID(int=5).hex, "partner", ""):
        end_connection(notebook, meera, stranger, NOW)
    assert read_rows(notebook, "SELECT * FROM connections") == before


def test_one_therapist_of_a_person_learns_nothing_of_another(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))
    grant_parts(notebook, meera, Part.CLOSENESS, to=rao)

    def given_to_rao() -> str:
        fresh = replace(rao, drawer_keys={}, sealed_keys={})
        return repr(
            (read_caseload(notebook, fresh, NOW, WEEKS), read_couple_record(notebook, fresh, meera.couple, NOW))
        )

    before = given_to_rao()
    grant_parts(notebook, meera, to=iyer)
    save_assignments(notebook, iyer, meera.couple, [AssignmentRequest(meera.id, "body", WEEK)], NOW)
    save_therapist_note(notebook, iyer, meera.couple, TherapistNote(UUID(int=3), NOW.date(), "only Dr Iyer's"))
    assert given_to_rao() == before and "Iyer" not in before
    end_connection(notebook, meera, iyer.id.hex, NOW)
    assert given_to_rao() == before


def test_the_partner_sees_no_trace_of_one_therapist_or_two(
    notebook: Notebook, couple: tuple[Principal, Principal], meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))

    def given_to_ravi() -> str:
        ravi = replace(couple[1], drawer_keys={}, sealed_keys={})
        return repr((read_partner_responses(notebook, ravi), read_personal_export(notebook, ravi)))

    before = given_to_ravi()
    grant_parts(notebook, meera, to=rao)
    grant_parts(notebook, meera, Part.NOTES, to=iyer)
    end_connection(notebook, meera, rao.id.hex, NOW)
    assert given_to_ravi() == before and "Dr" not in before


def test_the_joint_view_holds_what_is_open_to_the_partner_and_to_this_therapist_only(
    notebook: Notebook, couple: tuple[Principal, Principal], meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))
    set_audiences(
        notebook, meera, make_audience_changes(Part.CLOSENESS, audience=partner_and_therapists(iyer), earlier=True), NOW
    )
    set_audiences(notebook, meera, make_audience_changes(Part.NOTES, audience=therapists_only(rao), earlier=True), NOW)
    assert [one.week for one in read_partner_responses(notebook, couple[1])] == [WEEK]
    assert (parts_of(notebook, rao), parts_of(notebook, iyer)) == ({Part.NOTES}, {Part.CLOSENESS})


def test_new_keys_keep_both_therapists_reading_what_each_was_granted(tmp_path: Path) -> None:
    with closing(open_notebook(tmp_path / "data")) as notebook:
        rao, iyer = make_therapist_with_passphrase(notebook), make_therapist_with_passphrase(notebook, "Dr Iyer")
        _new_keys_keep_both(notebook, rao, iyer)


def _new_keys_keep_both(notebook: Notebook, rao: Therapist, iyer: Therapist) -> None:
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    for one in (rao, iyer):
        connect_therapist(notebook, meera, one)
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    grant_parts(notebook, meera, Part.CLOSENESS, to=rao)
    grant_parts(notebook, meera, Part.NOTES, Part.GUIDE, to=iyer)
    assert change_keys(notebook, meera, PASSPHRASE, "guess-luggage-sailor-moon", NOW) is not None
    assert (parts_of(notebook, rao), weeks_of(notebook, rao)) == ({Part.CLOSENESS}, [WEEK])
    assert parts_of(notebook, iyer) == {Part.NOTES, Part.GUIDE}


def test_a_therapist_without_a_connection_reads_nothing(
    notebook: Notebook, meera: Principal, rao: Therapist, iyer: Therapist
) -> None:
    grant_parts(notebook, meera, to=rao)
    sen = make_therapist(notebook, "Dr Sen")
    assert read_caseload(notebook, sen, NOW) == ()
    with pytest.raises(NotFound):
        read_couple_record(notebook, sen, meera.couple, NOW)
    grace = make_person(notebook, "Grace")
    connect_therapist(notebook, grace, iyer)
    with pytest.raises(NotFound):
        read_couple_record(notebook, rao, grace.couple, NOW)
