"""Letting a therapist in: by a compared key, part by part, each for themselves, until it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from nearer.database.row_errors import ChangedOutside, NotSaved
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.domain.weekly_scores import WeeklyScores
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.fingerprint import fingerprint
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import new_key_pair
from nearer.privacy.succession import PublicKeys
from nearer.storage.couple.events import read_own_events, read_partner_events, save_event
from nearer.storage.couple.people import read_couple_members
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.storage.couple.visit_questions import save_visit_questions
from nearer.storage.errors import CodeRefused, KeyChanged
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.counted import read_counted
from nearer.storage.therapist.therapist_connections import (
    KeyComparison,
    create_therapist_code,
    read_open_code,
    read_own_therapists,
    read_therapist_offer,
    save_connection,
)
from tests.shared_parts import make_audience_changes, partner_and_therapists, therapists_only
from tests.storage.clinic import (
    NOTICE,
    WEEKS,
    connect_therapist,
    end_connections,
    grant_parts,
    make_therapist,
    revoke_therapist,
    withdraw_parts,
)
from tests.storage.making import (
    NOW,
    WEEK,
    find_drawers_written,
    make_body_response,
    make_check_in,
    make_person,
    read_rows,
    save_new_response,
    tamper,
)

SURGERY = Event(EventKind.SURGERY, "", NOW.date())


@pytest.fixture
def rao(notebook: Notebook) -> Therapist:
    return make_therapist(notebook)


def write_everything(notebook: Notebook, principal: Principal) -> None:
    save_new_response(notebook, principal, make_check_in(touch="some", note="a walk"))
    save_new_response(notebook, principal, make_body_response(pain="much", where="hip", note="at night"))
    save_event(notebook, principal, SURGERY, principal.id, NOW)
    save_visit_questions(notebook, principal, ("Until when?",), NOW)


def read_by(notebook: Notebook, rao: Therapist, principal: Principal) -> set[Part]:
    """The parts of which the therapist sees content, found by looking and not by what is said to be granted."""
    pages = read_couple_record(notebook, rao, principal.couple, NOW)
    [mine] = [one for one in pages.people if one.who.id == principal.id]
    parts = {Part.EVENTS} if mine.events else set()
    parts |= {Part.GUIDE} if mine.guide and mine.guide.questions else set()
    counted = read_counted(notebook, rao, NOW, WEEKS)
    parts |= {Part.COUNTED} if principal.id in [one.id for one in counted] else set()
    for response in mine.responses:
        parts |= {Part.CLOSENESS} if "closeness" in (response.scores or {}) else set()
        parts |= {Part.BARRIERS} if "body" in (response.scores or {}) else set()
        parts |= {Part.ANSWERS} if response.answers else set()
        parts |= {Part.NOTES} if response.note else set()
    return parts


def test_a_connection_code_leads_to_the_therapist_for_seven_days_and_can_be_used_several_times(
    notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    code = create_therapist_code(notebook, rao, NOW)
    late = NOW + timedelta(days=6, hours=23)
    for person in (meera, ravi):
        offered = read_therapist_offer(notebook, person, code.lower(), late)
        assert (offered.name, offered.keys) == ("Dr Rao", PublicKeys.of(rao.keys))
        save_connection(notebook, person, KeyComparison(code, offered.keys, NOTICE), late)
    assert read_open_code(notebook, rao, NOW) == NOW + timedelta(days=7)
    assert read_open_code(notebook, rao, NOW + timedelta(days=7)) is None
    with pytest.raises(CodeRefused):
        read_therapist_offer(notebook, meera, code, NOW + timedelta(days=7))


def test_a_new_connection_code_of_a_therapist_replaces_the_one_before(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    first = create_therapist_code(notebook, rao, NOW)
    create_therapist_code(notebook, rao, NOW)
    with pytest.raises(CodeRefused):
        read_therapist_offer(notebook, meera, first, NOW)


def test_looking_up_to_whom_a_connection_code_leads_saves_nothing(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    read_therapist_offer(notebook, meera, create_therapist_code(notebook, rao, NOW), NOW)
    assert read_rows(notebook, "SELECT * FROM connections") == []
    assert read_caseload(notebook, rao, NOW) == ()


def test_the_six_words_of_a_key_are_not_those_of_another_key(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    words = read_therapist_offer(notebook, meera, create_therapist_code(notebook, rao, NOW), NOW).keys.words
    assert len(words) == 6 and all(word.isalpha() for word in words)
    assert len({PublicKeys.of(new_key_pair()).words for _ in range(50)} | {words}) == 51
    both = PublicKeys.of(rao.keys)
    assert words not in (replace(both, signing="00" * 32).words, replace(both, public="00" * 32).words)


def test_the_words_of_a_key_never_change() -> None:
    # `printf 'nearer therapist key' | cat - <(head -c 32 /dev/zero) | sha256sum`, divided by 1,489 again and again.
    assert fingerprint(bytes(32)) == ("sunny", "olive", "ladder", "giddy", "deliver", "honey")


def test_connecting_with_a_therapist_grants_nothing_to_read(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    write_everything(notebook, meera)
    connect_therapist(notebook, meera, rao)
    assert read_by(notebook, rao, meera) == set()
    assert set(read_audiences(notebook, meera).values()) == {Audience.ME}


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=5)))
def test_the_therapist_reads_exactly_the_parts_that_were_granted(
    notebook: Notebook, meera: Principal, rao: Therapist, chosen: tuple[bool, ...]
) -> None:
    # the sixth and the seventh with every other one, in a quarter as many runs
    granted = (*chosen, sum(chosen) % 2 == 0, sum(chosen[:3]) % 2 == 0)
    parts = {part for part, is_granted in zip(Part, granted, strict=True) if is_granted}
    connect_therapist(notebook, meera, rao)
    write_everything(notebook, meera)
    if parts:
        grant_parts(notebook, meera, *parts)
    assert read_by(notebook, rao, meera) == parts
    [case] = read_caseload(notebook, rao, NOW, WEEKS)
    assert {one.part for one in case.people[0].who.parts} == parts - {Part.COUNTED}
    assert bool(case.people[0].weekly) == (case.people[0].last_week is not None) == (Part.CLOSENESS in parts)


def test_a_therapist_reads_what_was_written_before_the_grant_only_where_the_person_says_so(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    save_new_response(notebook, meera, make_check_in(WEEK.plus(-1), touch="some"), NOW - timedelta(weeks=1))
    grant_parts(notebook, meera, Part.CLOSENESS, earlier=False)
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [one.week for one in read_caseload(notebook, rao, NOW, WEEKS)[0].people[0].weekly.scores] == [WEEK]
    grant_parts(notebook, meera, Part.CLOSENESS, earlier=True)
    assert [one.week for one in read_caseload(notebook, rao, NOW, WEEKS)[0].people[0].weekly.scores] == [
        WEEK.plus(-1),
        WEEK,
    ]


def test_each_partner_grants_for_themselves_and_the_other_is_not_hinted_at(
    notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    for one in (meera, ravi):
        write_everything(notebook, one)
    grant_parts(notebook, meera)
    [case] = read_caseload(notebook, rao, NOW)
    pages = read_couple_record(notebook, rao, meera.couple, NOW)
    assert [one.who.nickname for one in case.people] == ["Meera"]
    assert "Ravi" not in repr((case, pages)) and str(ravi.id) not in repr((case, pages))


GRANTS: dict[str, Callable[[Notebook, Principal, Therapist], None]] = {
    "connects": lambda _notebook, _meera, _rao: None,
    "grants everything": lambda notebook, meera, _rao: grant_parts(notebook, meera),
    "grants from now on": lambda notebook, meera, _rao: grant_parts(notebook, meera, earlier=False),
    "grants and takes back": lambda notebook, meera, _rao: (
        grant_parts(notebook, meera),
        withdraw_parts(notebook, meera, *Part),
    )[0],
    "grants and ends": lambda notebook, meera, _rao: (
        grant_parts(notebook, meera),
        end_connections(notebook, meera, NOW),
    )[0],
    "is opened": lambda notebook, meera, rao: (
        grant_parts(notebook, meera),
        read_couple_record(notebook, rao, meera.couple, NOW),
    )[0],
}


@pytest.mark.parametrize("did", GRANTS)
@pytest.mark.parametrize("shows", [(), tuple(Part)])
def test_what_a_person_grants_a_therapist_leaves_no_trace_in_what_the_partner_reads(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, did: str, shows: tuple[Part, ...]
) -> None:
    meera, ravi = couple
    for part in shows:
        set_audiences(notebook, meera, make_audience_changes(part, audience=Audience.PARTNER), NOW)
    write_everything(notebook, meera)
    before = everything_read_by(notebook, ravi)
    connect_therapist(notebook, meera, rao)
    GRANTS[did](notebook, meera, rao)
    assert everything_read_by(notebook, ravi) == before
    save_new_response(notebook, meera, make_check_in(touch="much", note="later"))
    assert bool(read_partner_responses(notebook, ravi)) == bool(shows)


def everything_read_by(notebook: Notebook, principal: Principal) -> tuple[object, ...]:
    """All that the notebook gives to one person."""
    fresh = replace(principal, drawer_keys={})
    of_partner = (
        read_partner_responses(notebook, fresh),
        read_partner_events(notebook, fresh),
        read_couple_members(notebook, fresh),
    )
    return (
        *of_partner,
        read_audiences(notebook, fresh),
        read_own_therapists(notebook, fresh),
        repr(read_personal_export(notebook, fresh)),
    )


def test_a_part_taken_back_is_closed_to_the_therapist_at_once_and_the_other_parts_stay_open(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    write_everything(notebook, meera)
    grant_parts(notebook, meera)
    withdraw_parts(notebook, meera, Part.CLOSENESS, Part.EVENTS)
    assert read_by(notebook, rao, meera) == {Part.BARRIERS, Part.ANSWERS, Part.NOTES, Part.GUIDE, Part.COUNTED}
    [case] = read_caseload(notebook, rao, NOW, WEEKS)
    assert (case.people[0].last_week, case.people[0].weekly) == (None, WeeklyScores())


def test_a_key_the_therapist_has_in_hand_opens_nothing_written_after_the_part_was_taken_back(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    write_everything(notebook, meera)
    read_couple_record(notebook, rao, meera.couple, NOW)
    drawers_opened = {drawer.hex for drawer in rao.drawer_keys}
    withdraw_parts(notebook, meera, *Part)
    written = find_drawers_written(notebook, lambda: save_new_response(notebook, meera, make_check_in(touch="much")))
    assert written and not written & drawers_opened


def test_closing_a_part_to_the_partner_leaves_it_open_to_the_therapist_and_the_reverse(
    notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    grant_parts(notebook, meera, Part.CLOSENESS)
    write_everything(notebook, meera)
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=therapists_only(rao)), NOW)
    assert (read_partner_responses(notebook, ravi), read_by(notebook, rao, meera)) == ((), {Part.CLOSENESS})
    set_audiences(
        notebook, meera, make_audience_changes(Part.CLOSENESS, audience=partner_and_therapists(rao), earlier=True), NOW
    )
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    assert read_by(notebook, rao, meera) == set()
    assert [one.week for one in read_partner_responses(notebook, ravi)] == [WEEK]


def test_opening_earlier_entries_to_the_therapist_does_not_open_them_to_the_partner(
    notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    set_audiences(
        notebook, meera, make_audience_changes(Part.CLOSENESS, audience=partner_and_therapists(rao), earlier=True), NOW
    )
    assert read_by(notebook, rao, meera) == {Part.CLOSENESS}
    assert read_partner_responses(notebook, ravi) == ()


def test_ending_a_connection_closes_everything_to_the_therapist_and_both_see_the_date(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    write_everything(notebook, meera)
    grant_parts(notebook, meera)
    end = NOW + timedelta(days=3)
    end_connections(notebook, meera, end)
    end_connections(notebook, meera, end + timedelta(days=1))
    assert read_by(notebook, rao, meera) == set()
    [case] = read_caseload(notebook, rao, NOW)
    assert (case.people[0].who.ended, case.people[0].who.parts) == (end, frozenset())
    [mine] = read_own_therapists(notebook, meera)
    assert mine.ended == end
    assert set(read_audiences(notebook, meera).values()) == {Audience.ME}
    assert (
        read_rows(notebook, "SELECT * FROM therapist_keys") == read_rows(notebook, "SELECT * FROM scored_weeks") == []
    )


def test_after_a_connection_has_ended_a_new_one_opens_nothing_of_the_earlier_one(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    write_everything(notebook, meera)
    grant_parts(notebook, meera)
    end_connections(notebook, meera, NOW)
    connect_therapist(notebook, meera, rao, NOW + timedelta(days=1))
    assert read_by(notebook, rao, meera) == set()
    grant_parts(notebook, meera, Part.NOTES)
    assert read_by(notebook, rao, meera) == {Part.NOTES}
    [case] = read_caseload(notebook, rao, NOW)
    assert [one.who.ended for one in case.people] == [None]


def test_the_clinic_ending_an_account_closes_everything_and_the_person_sees_the_date(
    notebook: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    grant_parts(notebook, meera)
    revoke_therapist(notebook, "Dr Rao", NOW + timedelta(days=2))
    [mine] = read_own_therapists(notebook, meera)
    assert mine.ended == NOW + timedelta(days=2)
    assert read_audiences(notebook, meera)[SharedPart(Part.CLOSENESS)] == Audience.PARTNER
    assert read_audiences(notebook, meera)[SharedPart(Part.NOTES)] == Audience.ME
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [one.week for one in read_partner_responses(notebook, ravi)] == [WEEK]
    assert read_rows(notebook, "SELECT * FROM therapist_keys") == []


def test_the_code_of_an_ended_account_leads_to_nobody(notebook: Notebook, meera: Principal, rao: Therapist) -> None:
    code = create_therapist_code(notebook, rao, NOW)
    revoke_therapist(notebook, "Dr Rao", NOW + timedelta(hours=1))
    with pytest.raises(CodeRefused):
        read_therapist_offer(notebook, meera, code, NOW + timedelta(hours=2))
    with pytest.raises(CodeRefused):
        save_connection(notebook, meera, KeyComparison(code, PublicKeys.of(rao.keys), NOTICE), NOW + timedelta(hours=2))
    assert (
        read_rows(notebook, "SELECT * FROM connections") == read_rows(notebook, "SELECT * FROM therapist_codes") == []
    )


def test_connecting_twice_with_one_therapist_is_one_connection(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    connect_therapist(notebook, meera, rao)
    assert len(read_rows(notebook, "SELECT * FROM connections")) == 1


def test_without_a_connection_nothing_can_be_granted(notebook: Notebook, meera: Principal, rao: Therapist) -> None:
    with pytest.raises(NotSaved, match="No therapist is connected"):
        set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=therapists_only(rao)), NOW)


def test_a_key_that_changed_between_looking_and_connecting_is_refused(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    code = create_therapist_code(notebook, rao, NOW)
    offered = read_therapist_offer(notebook, meera, code, NOW)
    tamper(notebook, "UPDATE therapists SET public_key = :key", key=new_key_pair().public)
    with pytest.raises(KeyChanged):
        save_connection(notebook, meera, KeyComparison(code, offered.keys, NOTICE), NOW)
    assert read_rows(notebook, "SELECT * FROM connections") == []


@pytest.mark.parametrize("places", [("therapists",), ("therapists", "connections")])
def test_a_key_that_changed_after_connecting_is_given_nothing(
    notebook: Notebook, meera: Principal, rao: Therapist, places: tuple[str, ...]
) -> None:
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    planted = new_key_pair().public  # one key in both places: then only the person's own ledger can tell
    for table in places:
        tamper(notebook, f"UPDATE {table} SET public_key = :key", key=planted)
    before = read_rows(notebook, "SELECT * FROM therapist_keys")
    with pytest.raises(KeyChanged if places == ("therapists",) else ChangedOutside):
        grant_parts(notebook, meera, Part.NOTES)
    assert read_rows(notebook, "SELECT * FROM therapist_keys") == before
    if places == ("therapists",):
        [mine] = read_own_therapists(notebook, meera)
        assert not mine.as_compared


def test_a_connection_can_be_ended_although_the_therapists_key_has_changed(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    tamper(notebook, "UPDATE therapists SET public_key = :key", key=new_key_pair().public)
    end_connections(notebook, meera, NOW)
    assert read_rows(notebook, "SELECT * FROM therapist_keys") == []


def test_after_a_connection_has_ended_nothing_can_be_granted(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    end_connections(notebook, meera, NOW)
    with pytest.raises(NotSaved, match="No therapist is connected"):
        set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=therapists_only(rao)), NOW)
    assert read_rows(notebook, "SELECT * FROM therapist_keys") == []


def test_consent_to_a_therapist_is_kept_with_its_text_and_withdrawn_when_the_connection_ends(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    end_connections(notebook, meera, NOW + timedelta(days=1))
    [agreed] = [
        one for one in read_personal_export(notebook, meera).agreements if one.purpose == "share with therapist"
    ]
    assert agreed.notice_sha256 == NOTICE
    assert (agreed.agreed_at, agreed.withdrawn) == (NOW, NOW + timedelta(days=1))


def test_of_a_week_answered_twice_the_therapist_reads_only_the_last_answers(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="none"))
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [one.score for one in read_caseload(notebook, rao, NOW, WEEKS)[0].people[0].weekly.scores] == [100]
    save_new_response(notebook, meera, make_check_in())
    [case] = read_caseload(notebook, rao, NOW, WEEKS)
    assert (case.people[0].last_week, case.people[0].weekly) == (None, WeeklyScores())
    assert read_couple_record(notebook, rao, meera.couple, NOW).people[0].responses == ()


def test_barriers_are_shown_over_repeated_intakes_each_with_its_day(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.BARRIERS)
    late = NOW.replace(hour=23)  # already the next day where she is
    save_new_response(notebook, meera, make_body_response(pain="much", sleep="much"), NOW)
    save_new_response(notebook, meera, make_body_response(pain="none", sleep="none"), late + timedelta(days=28))
    responses = read_couple_record(notebook, rao, meera.couple, NOW).people[0].responses
    assert [(str(one.day), one.scores["body"]) for one in responses] == [("2026-11-23", 100), ("2026-12-22", 0)]


def test_weeks_that_no_therapist_reads_are_not_written_down_for_one(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist
) -> None:
    """Sealed or not: a row there would show in the file what was shared with whom."""
    meera, _ravi = couple
    connect_therapist(notebook, meera, rao)
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    assert read_rows(notebook, "SELECT * FROM scored_weeks") == []
    grant_parts(notebook, meera, Part.CLOSENESS)
    assert len(read_rows(notebook, "SELECT * FROM scored_weeks")) > 0


def test_a_person_without_a_partner_can_let_a_therapist_in(notebook: Notebook, rao: Therapist) -> None:
    grace = make_person(notebook, "Grace")
    connect_therapist(notebook, grace, rao)
    grant_parts(notebook, grace)
    save_new_response(notebook, grace, make_check_in(touch="some"))
    assert [one.week for one in read_caseload(notebook, rao, NOW, WEEKS)[0].people[0].weekly.scores] == [WEEK]


def test_ones_own_weeks_are_the_same_whoever_else_may_read_them(
    notebook: Notebook, meera: Principal, rao: Therapist
) -> None:
    write_everything(notebook, meera)
    before = read_own_responses(notebook, meera), read_own_events(notebook, meera)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    withdraw_parts(notebook, meera, Part.ANSWERS)
    assert (read_own_responses(notebook, meera), read_own_events(notebook, meera)) == before
