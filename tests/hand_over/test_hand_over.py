"""A hand-over and a cover: nothing moves before a yes, only what was granted moves, and a cover ends by itself."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.domain.roles_and_audiences import Audience, Part, SharedPart
from nearer.domain.weeks import Week
from nearer.hand_over.hand_over_answers import (
    OWN_QUESTIONS,
    HandOverAnswer,
    answer_hand_over,
    read_hand_over_questions,
)
from nearer.hand_over.hand_over_proposals import (
    HandOverRequest,
    propose_hand_over,
    read_hand_over,
    withdraw_hand_over,
)
from nearer.hand_over.handed_notes import read_handed_notes
from nearer.personal_records.erasure import _delete_everything
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, new_key_pair
from nearer.privacy.succession import PublicKeys
from nearer.sealed.hand_overs import HandOverParty, HandOverTerms, hand_on_share, open_share, take_share, unwrap_share
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.couple.sharing import read_audiences
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.errors import CodeRefused, KeyChanged
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.own_records import save_therapist_note
from nearer.storage.therapist.therapist_connections import create_therapist_code, end_connection, read_own_therapists
from tests.hand_over.handing_over import (
    LATER,
    NOTE,
    UNTIL,
    CoupleAndTherapist,
    answer_hand_over_question,
    propose_by_code,
)
from tests.shared_parts import therapists_only
from tests.storage.clinic import NOTICE, WEEKS, connect_therapist, grant_parts, make_therapist, revoke_therapist
from tests.storage.copies import made_once
from tests.storage.making import (
    NOW,
    WEEK,
    find_drawers_written,
    make_check_in,
    make_couple,
    read_rows,
    save_new_response,
    tamper,
)


@made_once
def connect_couple_and_therapist(notebook: Notebook) -> CoupleAndTherapist:
    """Both let Dr Rao in: Meera shows her weeks and the guide, Ravi his notes; Dr Rao keeps a note."""
    rao = make_therapist(notebook)
    meera, ravi = make_couple(notebook)
    for one in (meera, ravi):
        connect_therapist(notebook, one, rao)
        save_new_response(notebook, one, make_check_in(touch="some", note="a walk"))
    save_topic_read(notebook, meera, "hormones", NOW.date(), NOW)
    grant_parts(notebook, meera, Part.CLOSENESS, Part.GUIDE)
    grant_parts(notebook, ravi, Part.NOTES)
    save_therapist_note(notebook, rao, meera.couple, NOTE)
    return (meera, ravi), rao


@pytest.fixture
def couple_and_therapist(notebook: Notebook) -> CoupleAndTherapist:
    return connect_couple_and_therapist(notebook)


def parts_of(notebook: Notebook, by: Therapist, now: datetime = LATER) -> dict[str, set[Part]]:
    """What this therapist reads of each person who ever let them in."""
    fresh = replace(by, drawer_keys={}, sealed_keys={})
    return {
        one.who.nickname: {part.part for part in one.who.parts}
        for case in read_caseload(notebook, fresh, now, WEEKS)
        for one in read_couple_record(notebook, fresh, case.couple, now).people
    }


def weeks_of(notebook: Notebook, by: Therapist, now: datetime = LATER) -> list[Week]:
    """The weeks that can be read of whoever stands first on the caseload."""
    cases = read_caseload(notebook, replace(by, drawer_keys={}, sealed_keys={}), now, WEEKS)
    return [one.week for case in cases for person in case.people for one in person.weekly.scores]


def test_before_anybody_answers_a_hand_over_nothing_has_moved_and_each_person_sees_one_question(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    assert parts_of(notebook, iyer) == {}
    assert parts_of(notebook, rao) == {"Meera": {Part.CLOSENESS, Part.GUIDE}, "Ravi": {Part.NOTES}}
    of_meera, of_ravi = (read_hand_over_questions(notebook, one, LATER)[0] for one in couple)
    assert (of_meera.therapist, of_meera.colleague, of_meera.until, of_meera.is_intact) == (
        "Dr Rao",
        "Dr Iyer",
        None,
        True,
    )
    assert set(of_meera.parts) == {SharedPart(Part.CLOSENESS), SharedPart(Part.GUIDE)}
    assert of_ravi.parts == (SharedPart(Part.NOTES),)
    state = read_hand_over(notebook, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", None), ("Ravi", None))


def test_a_yes_to_a_hand_over_moves_exactly_what_was_granted_and_closes_it_to_the_one_before(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    answer_hand_over_question(notebook, meera, agreed=True)
    assert parts_of(notebook, iyer) == {"Meera": {Part.CLOSENESS, Part.GUIDE}}
    assert parts_of(notebook, rao) == {"Meera": set(), "Ravi": {Part.NOTES}}
    assert (weeks_of(notebook, iyer), weeks_of(notebook, rao)) == ([WEEK], [])
    guide = read_couple_record(notebook, iyer, meera.couple, LATER).people[0].guide
    assert guide is not None and [topic for topic, _ in guide.read] == ["hormones"]
    now = read_audiences(notebook, meera)
    assert now[SharedPart(Part.CLOSENESS)] == therapists_only(iyer) and now[SharedPart(Part.NOTES)] == Audience.ME
    assert {one.name: one.ended for one in read_own_therapists(notebook, meera)} == {"Dr Rao": LATER, "Dr Iyer": None}
    save_new_response(notebook, meera, make_check_in(WEEK.plus(1), touch="much"), NOW + timedelta(weeks=1))
    assert weeks_of(notebook, iyer) == [WEEK, WEEK.plus(1)]
    assert read_hand_over_questions(notebook, meera, LATER) == ()
    assert read_partner_responses(notebook, ravi) == ()


def test_what_is_written_after_a_yes_lies_where_the_keys_of_the_one_before_open_nothing(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    read_couple_record(notebook, rao, meera.couple, NOW)
    in_hand = {drawer.hex for drawer in rao.drawer_keys}
    propose_by_code(notebook, rao, iyer, meera.couple)
    answer_hand_over_question(notebook, meera, agreed=True)
    written = find_drawers_written(
        notebook, lambda: save_new_response(notebook, meera, make_check_in(touch="much"), LATER)
    )
    written |= {row["drawer_id"] for row in read_rows(notebook, "SELECT drawer_id FROM entries WHERE kind = 'guide'")}
    assert written and not written & in_hand
    assert read_rows(notebook, "SELECT * FROM therapist_keys WHERE owner_id = :o AND reader_id = :r",
                o=meera.id.hex, r=rao.id.hex) == []  # fmt: skip


def test_a_no_to_a_hand_over_moves_nothing_and_whoever_asked_sees_it(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    before = read_rows(notebook, "SELECT * FROM therapist_keys ORDER BY drawer_id, reader_id")
    propose_by_code(notebook, rao, iyer, meera.couple)
    answer_hand_over_question(notebook, meera, agreed=False)
    assert read_rows(notebook, "SELECT * FROM therapist_keys ORDER BY drawer_id, reader_id") == before
    assert parts_of(notebook, iyer) == {} and read_hand_over_questions(notebook, meera, LATER) == ()
    state = read_hand_over(notebook, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", False), ("Ravi", None))


def test_a_hand_over_that_is_never_answered_loses_nothing_and_can_be_withdrawn_or_asked_anew(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    for _ in range(2):
        propose_by_code(notebook, rao, iyer, meera.couple)
        assert len(read_hand_over_questions(notebook, meera, LATER)) == 1
    withdraw_hand_over(notebook, rao, meera.couple)
    assert read_hand_over_questions(notebook, meera, LATER) == ()
    assert parts_of(notebook, rao)["Meera"] == {Part.CLOSENESS, Part.GUIDE}
    assert [note.text for note in read_couple_record(notebook, rao, meera.couple, LATER).notes] == [NOTE.text]


def test_notes_whose_share_went_with_somebody_who_deleted_everything_are_said_to_be_lost(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    propose_by_code(notebook, rao, iyer, couple[0].couple)
    for one in couple:
        answer_hand_over_question(notebook, one, agreed=True)
    with notebook.erase_as(couple[1], LATER) as writer:
        _delete_everything(writer)
    handed = read_handed_notes(notebook, iyer, couple[0].couple, LATER)
    assert handed is not None and (handed.is_lost, handed.is_waiting, handed.notes) == (True, False, ())
    assert [note.text for note in read_couple_record(notebook, rao, couple[0].couple, LATER).notes] == [NOTE.text]


def test_notes_open_to_the_colleague_once_both_people_said_yes_and_stay_with_the_therapist_who_wrote_them(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    with pytest.raises(NotFound):
        read_handed_notes(notebook, iyer, meera.couple, LATER)
    answer_hand_over_question(notebook, meera, agreed=True)
    waiting = read_handed_notes(notebook, iyer, meera.couple, LATER)
    assert waiting is not None and (waiting.is_waiting, waiting.notes) == (True, ())
    answer_hand_over_question(notebook, ravi, agreed=True)
    handed = read_handed_notes(notebook, iyer, meera.couple, LATER)
    assert handed is not None and (handed.by, handed.is_waiting, handed.notes) == ("Dr Rao", False, (NOTE,))
    withdraw_hand_over(notebook, rao, meera.couple)
    assert read_handed_notes(notebook, iyer, meera.couple, LATER) == handed
    assert [note.text for note in read_couple_record(notebook, rao, meera.couple, LATER).notes] == [NOTE.text]


def test_the_share_of_the_notes_opens_to_nobody_before_the_yes_and_never_to_the_person(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    """Whoever has the whole file and the colleague's keys reads no share; the person's keys open one of two seals."""
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    party, sealed = question_to(notebook, meera, rao)
    with pytest.raises(SealBroken):
        open_share(sealed, iyer.keys, party)
    handed_on = unwrap_share(sealed, meera.keys, party).for_colleague
    with pytest.raises(SealBroken):
        open_share(handed_on, meera.keys, party)
    assert len(open_share(handed_on, iyer.keys, party)) == 32
    vouched = hand_on_share(handed_on, meera.keys, party)
    assert take_share(vouched, iyer.keys, party, meera.keys.public) == handed_on
    with pytest.raises(SealBroken):
        take_share(vouched, iyer.keys, replace(party, public=new_key_pair().public), meera.keys.public)
    other = replace(party, terms=replace(party.terms, until=UNTIL))
    with pytest.raises(SealBroken):
        unwrap_share(sealed, meera.keys, other)


def question_to(notebook: Notebook, who: Principal, by: Therapist) -> tuple[HandOverParty, bytes]:
    with notebook.read_as(who) as reader:
        [row] = reader.run(OWN_QUESTIONS)
    return HandOverParty(HandOverTerms.of(row), who.id, by.keys.public), row.sealed_share


def with_bytes(notebook: Notebook, statement: str) -> None:
    tamper(notebook, statement, **({"bytes": bytes(120)} if ":bytes" in statement else {}))


CHANGES = {
    "another colleague": "UPDATE hand_overs SET (colleague_id, colleague_key, colleague_signing) = "
    "(SELECT therapist_id, public_key, signing_key FROM therapists WHERE name = 'Dr Sen')",
    "a longer time": "UPDATE hand_overs SET until = '2030-01-01 00:00:00.000000'",
    "no end": "UPDATE hand_overs SET until = NULL",
    "the share": "UPDATE hand_over_answers SET sealed_share = :bytes",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_question_changed_in_the_file_is_refused_by_name_and_moves_nothing(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, change: str
) -> None:
    meera, _ravi = couple
    make_therapist(notebook, "Dr Sen")
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    with_bytes(notebook, CHANGES[change])
    [question] = read_hand_over_questions(notebook, meera, LATER)
    assert not question.is_intact
    before = read_rows(notebook, "SELECT * FROM therapist_keys ORDER BY drawer_id, reader_id")
    with pytest.raises(EntryBroken, match="changed outside Nearer"):
        answer_hand_over(notebook, meera, HandOverAnswer(question.id, True, NOTICE), LATER)
    assert read_rows(notebook, "SELECT * FROM therapist_keys ORDER BY drawer_id, reader_id") == before
    assert parts_of(notebook, iyer) == {}


def test_a_colleagues_other_signing_key_is_not_vouched_for_though_it_is_in_both_places(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    with_bytes(notebook, "UPDATE therapists SET signing_key = :bytes WHERE name = 'Dr Iyer'")
    assert read_hand_over_questions(notebook, meera, LATER) == ()
    with_bytes(notebook, "UPDATE hand_overs SET colleague_signing = :bytes")
    [question] = read_hand_over_questions(notebook, meera, LATER)
    assert not question.is_intact
    with pytest.raises(EntryBroken, match="changed outside Nearer"):
        answer_hand_over(notebook, meera, HandOverAnswer(question.id, True, NOTICE), LATER)


@pytest.mark.parametrize("change", ["agreed = true", "mac = :bytes"])
def test_an_answer_that_the_person_did_not_give_is_refused(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, change: str
) -> None:
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    answer_hand_over_question(notebook, meera, agreed=False)
    with_bytes(notebook, f"UPDATE hand_over_answers SET {change} WHERE answered IS NOT NULL")
    with pytest.raises(EntryBroken, match="changed outside Nearer"):
        read_hand_over(notebook, rao, meera.couple)


def test_a_cover_reads_beside_the_therapist_until_its_end_and_then_nothing(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    for one in couple:
        answer_hand_over_question(notebook, one, agreed=True)
    both = {"Meera": {Part.CLOSENESS, Part.GUIDE}, "Ravi": {Part.NOTES}}
    last = UNTIL - timedelta(seconds=1)
    assert parts_of(notebook, iyer, last) == parts_of(notebook, rao, last) == both
    assert read_handed_notes(notebook, iyer, meera.couple, last) is not None
    save_new_response(notebook, meera, make_check_in(touch="much"), LATER)
    assert weeks_of(notebook, iyer, last) == [WEEK]
    keys_of_reader = "SELECT * FROM therapist_keys WHERE reader_id = :who"
    assert read_rows(notebook, keys_of_reader, who=iyer.id.hex) != []  # still in the file when the time is over
    assert read_handed_notes(notebook, iyer, meera.couple, UNTIL) is None
    assert parts_of(notebook, iyer, UNTIL) == {"Meera": set(), "Ravi": set()}
    assert weeks_of(notebook, iyer, UNTIL) == []
    ended = {one.who.nickname: one.who.ended for one in read_caseload(notebook, iyer, UNTIL)[0].people}
    assert ended == {"Meera": UNTIL, "Ravi": UNTIL}
    assert read_rows(notebook, keys_of_reader, who=iyer.id.hex) == []
    assert {bytes(one["body"]) for one in read_rows(notebook, "SELECT body FROM hand_overs")} == {b""}
    assert [one["share"] for one in read_rows(notebook, "SELECT share FROM hand_over_answers")] == [None, None]
    assert parts_of(notebook, rao, UNTIL) == both
    save_new_response(notebook, ravi, make_check_in(WEEK.plus(2), touch="much", note="after"), UNTIL)
    save_new_response(notebook, meera, make_check_in(WEEK.plus(2), touch="much"), UNTIL)
    assert {one.name: one.ended for one in read_own_therapists(notebook, meera)} == {"Dr Rao": None, "Dr Iyer": UNTIL}
    assert weeks_of(notebook, rao, UNTIL) == [WEEK, WEEK.plus(2)]


def test_the_keys_of_a_cover_go_with_the_persons_next_save_too(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    answer_hand_over_question(notebook, meera, agreed=True)
    written = find_drawers_written(
        notebook, lambda: save_new_response(notebook, meera, make_check_in(WEEK.plus(2), touch="much"), UNTIL)
    )
    assert read_rows(notebook, "SELECT * FROM therapist_keys WHERE reader_id = :who", who=iyer.id.hex) == []
    assert written and not written & {one.hex for one in iyer.drawer_keys}
    assert read_audiences(notebook, meera)[SharedPart(Part.CLOSENESS)] == therapists_only(rao)


def test_a_cover_made_longer_in_the_file_is_noticed(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    answer_hand_over_question(notebook, meera, agreed=True)
    tamper(notebook, "UPDATE connections SET until = '2030-01-01 00:00:00.000000' WHERE until IS NOT NULL")
    with pytest.raises(Exception, match="therapist"):
        read_own_therapists(notebook, replace(meera, seen_versions={}))


def asks_of_a_day_gone_by(notebook: Notebook, rao: Therapist, iyer: Therapist, of: UUID) -> None:
    propose_by_code(notebook, rao, iyer, of, NOW)


def asks_oneself(notebook: Notebook, rao: Therapist, _iyer: Therapist, of: UUID) -> None:
    propose_by_code(notebook, rao, rao, of)


def asks_under_another_key(notebook: Notebook, rao: Therapist, iyer: Therapist, of: UUID) -> None:
    code = create_therapist_code(notebook, iyer, NOW)
    propose_hand_over(notebook, rao, of, HandOverRequest(code, PublicKeys.of(new_key_pair())), NOW)


def asks_by_an_old_code(notebook: Notebook, rao: Therapist, iyer: Therapist, of: UUID) -> None:
    code = create_therapist_code(notebook, iyer, NOW - timedelta(days=8))
    propose_hand_over(notebook, rao, of, HandOverRequest(code, PublicKeys.of(iyer.keys)), NOW)


@pytest.mark.parametrize("ask", [asks_of_a_day_gone_by, asks_oneself, asks_under_another_key, asks_by_an_old_code])
def test_a_hand_over_that_cannot_be_asked_for_says_why_and_leaves_no_question(
    notebook: Notebook,
    couple: tuple[Principal, Principal],
    rao: Therapist,
    iyer: Therapist,
    ask: Callable[[Notebook, Therapist, Therapist, UUID], None],
) -> None:
    with pytest.raises((NotSaved, KeyChanged, CodeRefused)):
        ask(notebook, rao, iyer, couple[0].couple)
    assert read_hand_over_questions(notebook, couple[0], LATER) == ()


def ends_with_the_one_who_asks(notebook: Notebook, meera: Principal, rao: Therapist) -> None:
    end_connection(notebook, meera, rao.id.hex, NOW)


def the_colleague_goes(notebook: Notebook, _meera: Principal, _rao: Therapist) -> None:
    revoke_therapist(notebook, "Dr Iyer", NOW)


def who_asks_goes(notebook: Notebook, _meera: Principal, _rao: Therapist) -> None:
    revoke_therapist(notebook, "Dr Rao", NOW)


@pytest.mark.parametrize("change", [ends_with_the_one_who_asks, the_colleague_goes, who_asks_goes])
def test_a_question_whose_time_is_over_is_not_asked_and_a_late_yes_moves_nothing(
    notebook: Notebook,
    couple: tuple[Principal, Principal],
    rao: Therapist,
    iyer: Therapist,
    change: Callable[[Notebook, Principal, Therapist], None],
) -> None:
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    [question] = read_hand_over_questions(notebook, meera, NOW)
    change(notebook, meera, rao)
    assert read_hand_over_questions(notebook, meera, LATER) == ()
    with pytest.raises(NotSaved):
        answer_hand_over(notebook, meera, HandOverAnswer(question.id, True, NOTICE), LATER)
    with suppress(NotFound):
        assert parts_of(notebook, iyer) == {}


def test_each_step_of_a_hand_over_is_in_the_access_log_that_the_person_reads(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    answer_hand_over_question(notebook, meera, agreed=True)
    read_caseload(notebook, iyer, LATER)
    log = {(one.name, one.what) for one in read_access_log(notebook, meera)}
    assert log == {("Dr Rao", "asks"), ("Dr Iyer", "takes-over"), ("Dr Iyer", "caseload")}
    assert {(one.name, one.what) for one in read_access_log(notebook, ravi)} == {("Dr Rao", "asks")}


def test_nobody_else_is_asked_about_a_hand_over_answers_it_or_reads_the_notes(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, iyer)
    propose_by_code(notebook, rao, iyer, meera.couple)
    assert read_hand_over_questions(notebook, asha, LATER) == ()
    [question] = read_hand_over_questions(notebook, meera, LATER)
    with pytest.raises(NotFound):
        answer_hand_over(notebook, asha, HandOverAnswer(question.id, True, NOTICE), LATER)
    for one in (meera, ravi):
        answer_hand_over_question(notebook, one, agreed=True)
    sen = make_therapist(notebook, "Dr Sen")
    with pytest.raises(NotFound):
        read_handed_notes(notebook, sen, meera.couple, LATER)
