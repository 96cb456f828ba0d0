"""Whoever can write the file changes, removes, plants or puts back a hand-over: whose row it was is told by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest

from nearer.database.engines import is_file
from nearer.database.row_errors import EntryBroken
from nearer.domain.roles_and_audiences import Part, Role
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
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, new_key_pair, seal_key
from nearer.privacy.signatures import signing_public
from nearer.privacy.succession import PublicKeys
from nearer.sealed.hand_overs import HandOverParty, HandOverTerms, hand_on_share, seal_share, unwrap_share
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.new_keys import change_keys
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from nearer.storage.therapist.own_records import save_therapist_note
from nearer.storage.therapist.therapist_connections import create_therapist_code, read_own_therapists
from tests.hand_over.handing_over import (
    LATER,
    NOTE,
    UNTIL,
    CoupleAndTherapist,
    answer_hand_over_question,
    propose_by_code,
)
from tests.storage.attacks import expect_refusal
from tests.storage.clinic import NOTICE, WEEKS, connect_therapist, grant_parts, make_therapist
from tests.storage.copies import made_once
from tests.storage.making import NOW, PASSPHRASE, make_couple, make_new_person, read_rows, tamper

TABLES = ("hand_overs", "hand_over_answers")  # in the order of their keys
Rows = dict[str, list[Mapping[str, Any]]]


@made_once
def connect_couple_and_therapist(notebook: Notebook) -> CoupleAndTherapist:
    """Both let Dr Rao in, and Meera shows her weeks; Dr Rao keeps a note."""
    rao = make_therapist(notebook)
    meera, ravi = make_couple(notebook)
    for one in (meera, ravi):
        connect_therapist(notebook, one, rao)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_therapist_note(notebook, rao, meera.couple, NOTE)
    return (meera, ravi), rao


@pytest.fixture
def couple_and_therapist(notebook: Notebook) -> CoupleAndTherapist:
    return connect_couple_and_therapist(notebook)


def stored_rows(notebook: Notebook) -> Rows:
    return {table: read_rows(notebook, f"SELECT * FROM {table}") for table in TABLES}


def put_in(notebook: Notebook, before: Rows, **changed: object) -> None:
    for table in TABLES:
        for row in before[table]:
            values = {name: changed.get(name, value) for name, value in row.items()}
            places = ", ".join(f":{name}" for name in values)
            tamper(notebook, f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", **values)


def remove(notebook: Notebook) -> None:
    for table in reversed(TABLES):
        tamper(notebook, f"DELETE FROM {table}")


def change(notebook: Notebook, statement: str) -> None:
    """One statement, with values that both databases take."""
    known = {"bytes": bytes(120), "day": "2030-01-01 00:00:00.000000"}
    tamper(notebook, statement, **{name: value for name, value in known.items() if f":{name}" in statement})


CHANGED_QUESTIONS = {
    "one person not asked": "DELETE FROM hand_over_answers WHERE person_id = "
    "(SELECT person_id FROM people WHERE nickname = 'Ravi')",
    "nobody asked": "DELETE FROM hand_over_answers",
    "another share": "UPDATE hand_over_answers SET sealed_share = :bytes",
    "for good": "UPDATE hand_overs SET until = NULL",
    "a longer time": "UPDATE hand_overs SET until = :day",
    "another moment": "UPDATE hand_overs SET proposed = :day",
    "another colleague": "UPDATE hand_overs SET colleague_id = "
    "(SELECT therapist_id FROM therapists WHERE name = 'Dr Sen')",
    "another key": "UPDATE hand_overs SET colleague_key = :bytes",
    "another name": "UPDATE therapists SET name = 'Dr Kapoor' WHERE name = 'Dr Iyer'",
}


@pytest.mark.parametrize("name", CHANGED_QUESTIONS)
def test_a_question_changed_in_the_file_is_refused_to_whoever_asked(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, name: str
) -> None:
    make_therapist(notebook, "Dr Sen")
    propose_by_code(notebook, rao, iyer, couple[0].couple, UNTIL)
    change(notebook, CHANGED_QUESTIONS[name])
    is_refused(notebook, rao, couple[0].couple)


def is_refused(notebook: Notebook, rao: Therapist, of: UUID) -> None:
    """Nothing of the therapist's is shown, and nothing more is saved."""
    with expect_refusal("hand-over"):
        read_hand_over(notebook, rao, of)
    with expect_refusal("hand-over"):
        read_couple_record(notebook, rao, of, LATER)
    with expect_refusal("hand-over"):
        save_therapist_note(notebook, rao, of, replace(NOTE, text="more"))


@pytest.mark.parametrize("answered", [False, True])
def test_a_question_removed_from_the_file_is_missed_by_whoever_asked(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, answered: bool
) -> None:
    propose_by_code(notebook, rao, iyer, couple[0].couple, UNTIL)
    if answered:
        answer_hand_over_question(notebook, couple[0])
    remove(notebook)
    is_refused(notebook, rao, couple[0].couple)


def test_a_question_taken_back_and_put_back_or_one_planted_is_refused(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    of = couple[0].couple
    propose_by_code(notebook, rao, iyer, of, UNTIL)
    before = stored_rows(notebook)
    withdraw_hand_over(notebook, rao, of)
    put_in(notebook, before)
    is_refused(notebook, rao, of)
    remove(notebook)
    assert read_hand_over(notebook, rao, of) is None
    put_in(notebook, before, hand_over_id=uuid4().hex)
    is_refused(notebook, rao, of)


def test_an_older_question_in_place_of_the_newest_one_is_refused(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    of = couple[0].couple
    propose_by_code(notebook, rao, iyer, of)
    before = stored_rows(notebook)
    propose_by_code(notebook, rao, iyer, of, UNTIL)
    remove(notebook)
    put_in(notebook, before)
    is_refused(notebook, rao, of)


@pytest.mark.parametrize("saved_before", [False, True])
def test_a_question_taken_back_and_put_back_is_refused_to_a_person_who_saved_since(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, saved_before: bool
) -> None:
    """Whether or not they saved anything while it was open. Who saved nothing since it was taken back cannot know."""
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    [question] = read_hand_over_questions(notebook, meera, LATER)
    if saved_before:
        grant_parts(notebook, meera, Part.NOTES)
    before = stored_rows(notebook)
    withdraw_hand_over(notebook, rao, meera.couple)
    grant_parts(notebook, meera, Part.EVENTS)
    put_in(notebook, before)
    with expect_refusal("hand-over"):
        read_hand_over_questions(notebook, meera, LATER)
    with expect_refusal("hand-over"):
        answer_hand_over(notebook, meera, HandOverAnswer(question.id, True, NOTICE), LATER)
    assert [one.name for one in read_own_therapists(notebook, meera)] == ["Dr Rao"]
    assert [one.is_intact for one in read_hand_over_questions(notebook, ravi, LATER)] == [True]


def test_an_older_question_in_place_of_the_newest_one_is_refused_to_the_person_too(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    """And once their therapist wrote anything since, nothing more is saved beside it."""
    meera, _ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple)
    before = stored_rows(notebook)
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    grant_parts(notebook, meera, Part.EVENTS)
    save_therapist_note(notebook, rao, meera.couple, replace(NOTE, text="more"))
    remove(notebook)
    put_in(notebook, before)
    for _again in range(2):
        with expect_refusal("hand-over"):
            grant_parts(notebook, meera, Part.NOTES)
        with expect_refusal("hand-over"):
            read_hand_over_questions(notebook, meera, LATER)


def test_a_question_that_stays_open_is_answered_however_much_everybody_saves_meanwhile(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    """So is one that is asked again after it was taken back."""
    meera, ravi = couple
    for _again in range(2):
        propose_by_code(notebook, rao, iyer, meera.couple)
        for part in (Part.EVENTS, Part.NOTES):
            grant_parts(notebook, meera, part)
            save_therapist_note(notebook, rao, meera.couple, replace(NOTE, text=part.value))
        assert [one.is_intact for one in read_hand_over_questions(notebook, meera, LATER)] == [True]
        withdraw_hand_over(notebook, rao, meera.couple)
        grant_parts(notebook, meera, Part.CLOSENESS)
    propose_by_code(notebook, rao, iyer, meera.couple)
    for one in (meera, ravi):
        answer_hand_over_question(notebook, one)
    assert [one.name for one in read_own_therapists(notebook, meera)] == ["Dr Rao", "Dr Iyer"]


def test_a_question_of_a_nearer_that_counted_none_is_answered(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    """It was open when their ledger first remembered what was."""
    _meera, ravi = couple
    propose_by_code(notebook, rao, iyer, ravi.couple)
    with notebook.read_as(ravi) as reader:
        [row] = reader.run(OWN_QUESTIONS)
    party = HandOverParty(HandOverTerms.of(row), ravi.id, rao.keys.public)
    share = unwrap_share(row.sealed_share, ravi.keys, party).for_colleague
    alone = seal_key(share, rao.keys, ravi.keys.public, party.bind("asked"))
    same = ravi.id.hex if is_file(notebook.engine.dialect) else str(ravi.id)
    statement = "UPDATE hand_over_answers SET sealed_share = :alone WHERE person_id = :who"
    tamper(notebook, statement, alone=alone, who=same)
    grant_parts(notebook, ravi, Part.EVENTS)
    answer_hand_over_question(notebook, ravi)
    assert [one.name for one in read_own_therapists(notebook, ravi)] == ["Dr Rao", "Dr Iyer"]


CHANGED_ANSWERS = {
    "the reverse": "UPDATE hand_over_answers SET agreed = NOT agreed WHERE answered IS NOT NULL",
    "never answered": "UPDATE hand_over_answers SET answered = NULL, agreed = NULL, mac = NULL, share = NULL",
    "another code over it": "UPDATE hand_over_answers SET mac = :bytes WHERE answered IS NOT NULL",
    "another moment": "UPDATE hand_over_answers SET answered = :day WHERE answered IS NOT NULL",
}


@pytest.fixture(params=[False, True])
def answered(
    request: pytest.FixtureRequest,
    notebook: Notebook,
    couple: tuple[Principal, Principal],
    rao: Therapist,
    iyer: Therapist,
) -> tuple[Principal, Principal]:
    """The couple, of which Meera said no, or yes."""
    propose_by_code(notebook, rao, iyer, couple[0].couple, UNTIL)
    answer_hand_over_question(notebook, couple[0], request.param)
    return couple


def exchange_names(notebook: Notebook) -> None:
    """Dr Iyer's account is Dr Sen's by name, and the other way round."""
    for before, after in (("Dr Iyer", "x"), ("Dr Sen", "Dr Iyer"), ("x", "Dr Sen")):
        tamper(notebook, "UPDATE therapists SET name = :after WHERE name = :before", before=before, after=after)


def test_a_person_is_asked_nothing_about_a_colleague_who_was_chosen_under_another_name(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, _ravi = couple
    make_therapist(notebook, "Dr Sen")
    propose_by_code(notebook, rao, iyer, meera.couple)
    exchange_names(notebook)
    [question] = read_hand_over_questions(notebook, meera, LATER)
    assert (question.colleague, question.is_intact) == ("Dr Sen", False)
    with pytest.raises(EntryBroken, match="changed outside Nearer"):
        answer_hand_over_question(notebook, meera)
    exchange_names(notebook)
    answer_hand_over_question(notebook, meera)
    state = read_hand_over(notebook, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", True), ("Ravi", None))


@pytest.mark.parametrize("name", CHANGED_ANSWERS)
def test_an_answer_changed_in_the_file_is_refused_to_whoever_gave_it(
    notebook: Notebook, answered: tuple[Principal, Principal], name: str
) -> None:
    meera, ravi = answered
    change(notebook, CHANGED_ANSWERS[name])
    with expect_refusal("hand-over"):
        read_own_therapists(notebook, meera)
    assert [one.name for one in read_own_therapists(notebook, ravi)] == ["Dr Rao"]


def test_an_answer_planted_for_somebody_who_gave_none_is_refused_to_them(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    propose_by_code(notebook, rao, iyer, couple[0].couple, UNTIL)
    change(notebook, "UPDATE hand_over_answers SET answered = :day, agreed = true, mac = :bytes, share = :bytes")
    for one in couple:
        with expect_refusal("hand-over"):
            read_own_therapists(notebook, one)


@pytest.fixture
def handed(notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist) -> UUID:
    """A couple of which both said yes, and whose notes were not read yet."""
    propose_by_code(notebook, rao, iyer, couple[0].couple)
    for one in couple:
        answer_hand_over_question(notebook, one)
    return couple[0].couple


CHANGED_SHARES = {
    "the account of who asked has another key": "UPDATE therapists SET public_key = :key WHERE name = 'Dr Rao'",
    "another share": "UPDATE hand_over_answers SET share = :bytes",
    "no share": "UPDATE hand_over_answers SET share = NULL",
}


@pytest.mark.parametrize("name", CHANGED_SHARES)
def test_a_colleague_reads_no_notes_for_which_the_people_did_not_vouch(
    notebook: Notebook, handed: UUID, iyer: Therapist, name: str
) -> None:
    statement = CHANGED_SHARES[name]
    known = {"key": new_key_pair().public, "bytes": bytes(120)}
    tamper(notebook, statement, **{name: value for name, value in known.items() if f":{name}" in statement})
    with expect_refusal("hand-over"):
        read_handed_notes(notebook, iyer, handed, LATER)


def test_notes_made_up_in_the_name_of_whoever_asked_are_refused(
    notebook: Notebook, couple: tuple[Principal, Principal], handed: UUID, iyer: Therapist
) -> None:
    """Another key in their account, and each share sealed and handed on with it: the people vouched for neither."""
    attacker = new_key_pair()
    tamper(notebook, "UPDATE therapists SET public_key = :key WHERE name = 'Dr Rao'", key=attacker.public)
    [about] = read_rows(notebook, "SELECT hand_over_id, therapist_id FROM hand_overs")
    ids = (UUID(about["hand_over_id"]), UUID(about["therapist_id"]), iyer.id)
    terms = HandOverTerms(handed, *ids, iyer.keys.public, signing_public(iyer.keys), None, iyer.name)
    for person in couple:
        party = HandOverParty(terms, person.id, attacker.public)
        sealed = seal_share(attacker, replace(party, public=person.keys.public), bytes(32), asked_at=1)
        share = hand_on_share(unwrap_share(sealed, person.keys, party).for_colleague, attacker, party)
        same = person.id.hex if is_file(notebook.engine.dialect) else str(person.id)
        tamper(notebook, "UPDATE hand_over_answers SET share = :share WHERE person_id = :who", share=share, who=same)
    with expect_refusal("hand-over"):
        read_handed_notes(notebook, iyer, handed, LATER)


@pytest.mark.parametrize("gone", [remove, lambda notebook: put_in(notebook, _other(notebook))])
def test_notes_that_a_colleague_has_read_are_missed_when_they_go(
    notebook: Notebook, handed: UUID, iyer: Therapist, gone: Callable[[Notebook], None]
) -> None:
    """Also when who asked is no longer there to miss them, and when another hand-over is planted in their place."""
    notes = read_handed_notes(notebook, iyer, handed, LATER)
    assert notes is not None and notes.notes == (NOTE,)
    assert read_handed_notes(notebook, iyer, handed, LATER) == notes
    gone(notebook)
    with expect_refusal("hand-over"):
        read_handed_notes(notebook, iyer, handed, LATER)


def _other(notebook: Notebook) -> Rows:
    """The rows under another id, taken out of the file."""
    before, other = stored_rows(notebook), uuid4().hex
    remove(notebook)
    return {table: [{**row, "hand_over_id": other} for row in before[table]] for table in TABLES}


@pytest.fixture
def real(notebook: Notebook) -> Notebook:
    """The same notebook, in which people have passphrases."""
    return Notebook(notebook.engine, demo=False, path=notebook.path)


@pytest.fixture
def asked_pair(real: Notebook, rao: Therapist, iyer: Therapist) -> tuple[Principal, Principal]:
    """Two who were asked whether Dr Iyer may cover for Dr Rao."""
    meera = start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(real, meera, NOW)
    ravi = join_couple(real, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    for one in (meera, ravi):
        connect_therapist(real, one, rao)
    save_therapist_note(real, rao, meera.couple, NOTE)
    propose_by_code(real, rao, iyer, meera.couple, UNTIL)
    return meera, ravi


@pytest.fixture
def real_pair(real: Notebook, asked_pair: tuple[Principal, Principal]) -> tuple[Principal, Principal]:
    """Both said yes."""
    for one in asked_pair:
        answer_hand_over_question(real, one)
    return asked_pair


def takes_new_keys(notebook: Notebook, who: Principal, times: int) -> Principal:
    """So many times one after the other, as who has reason to."""
    passphrases = (PASSPHRASE, "guess-luggage-sailor-moon", "walnut-ribbon-harbour-tide")
    for old, new in pairwise(passphrases[: times + 1]):
        outcome = change_keys(notebook, who, old, new, LATER)
        assert outcome is not None
        who = outcome.principal
    return who


def test_who_deletes_everything_takes_their_answer_along_and_nobody_else_is_refused(
    real: Notebook, real_pair: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = real_pair
    assert erase_me(real, ravi, PASSPHRASE, LATER)
    state = read_hand_over(real, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", True),)
    handed = read_handed_notes(real, iyer, meera.couple, LATER)
    assert handed is not None and handed.is_lost
    save_therapist_note(real, rao, meera.couple, replace(NOTE, text="more"))
    assert erase_me(real, meera, PASSPHRASE, LATER)
    assert read_caseload(real, rao, LATER, WEEKS) == read_caseload(real, iyer, LATER, WEEKS) == ()


def test_a_therapist_whose_only_person_deleted_everything_is_not_refused_while_the_partner_stays(
    real: Notebook, rao: Therapist, iyer: Therapist
) -> None:
    """Their note and what they asked are still theirs, though nobody of the couple is connected any more."""
    meera = start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW).principal
    join_couple(real, create_invitation(real, meera, NOW), make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW)
    connect_therapist(real, meera, rao)
    save_therapist_note(real, rao, meera.couple, NOTE)
    propose_by_code(real, rao, iyer, meera.couple, UNTIL)
    assert erase_me(real, meera, PASSPHRASE, LATER)
    again = Notebook(real.engine, demo=False, path=real.path)
    assert read_caseload(again, rao, LATER, WEEKS) == ()
    create_therapist_code(again, rao, LATER)
    assert read_caseload(Notebook(real.engine, demo=False, path=real.path), rao, LATER, WEEKS) == ()


@pytest.mark.parametrize("times", [1, 2])
def test_new_keys_leave_an_answer_and_the_notes_as_they_were(
    real: Notebook, real_pair: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, times: int
) -> None:
    meera, _ravi = real_pair
    before = read_handed_notes(real, iyer, meera.couple, LATER)
    fresh = takes_new_keys(real, meera, times)
    state = read_hand_over(real, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", True), ("Ravi", True))
    assert before is not None and before.notes == (NOTE,)
    assert read_handed_notes(real, iyer, meera.couple, LATER) == before
    assert [one.name for one in read_own_therapists(real, fresh)] == ["Dr Rao", "Dr Iyer"]


@pytest.mark.parametrize("times", [1, 2])
def test_a_question_that_was_open_is_answered_with_new_keys_and_with_no_others(
    real: Notebook, asked_pair: tuple[Principal, Principal], rao: Therapist, iyer: Therapist, times: int
) -> None:
    meera, ravi = asked_pair
    fresh = takes_new_keys(real, meera, times)
    [question] = read_hand_over_questions(real, fresh, LATER)
    assert question.is_intact
    with real.read_as(fresh) as reader:
        [row] = reader.run(OWN_QUESTIONS)
    party = HandOverParty(HandOverTerms.of(row), meera.id, rao.keys.public)
    with pytest.raises(SealBroken):
        unwrap_share(row.share, meera.keys, party)
    for one in (fresh, ravi):
        answer_hand_over_question(real, one)
    state = read_hand_over(real, rao, meera.couple)
    assert state is not None and state.answers == (("Meera", True), ("Ravi", True))
    handed = read_handed_notes(real, iyer, meera.couple, LATER)
    assert handed is not None and handed.notes == (NOTE,)


@pytest.mark.parametrize(
    "change",
    ["UPDATE hand_over_answers SET sealed_share = :bytes", "UPDATE hand_overs SET until = NULL"],
)
def test_a_question_changed_before_somebody_takes_new_keys_stays_changed(
    real: Notebook, asked_pair: tuple[Principal, Principal], change: str
) -> None:
    tamper(real, change, **({"bytes": bytes(120)} if ":bytes" in change else {}))
    fresh = takes_new_keys(real, asked_pair[0], 1)
    [question] = read_hand_over_questions(real, fresh, LATER)
    assert not question.is_intact
    with pytest.raises(EntryBroken, match="changed outside Nearer"):
        answer_hand_over_question(real, fresh)


def test_withdrawing_a_hand_over_or_letting_it_run_out_is_no_alarm(
    notebook: Notebook, couple: tuple[Principal, Principal], rao: Therapist, iyer: Therapist
) -> None:
    meera, ravi = couple
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    answer_hand_over_question(notebook, meera, agreed=False)
    withdraw_hand_over(notebook, rao, meera.couple)
    tamper(notebook, "UPDATE therapists SET zone = zone")  # somebody writes past Nearer, so that all rows are compared
    assert read_hand_over(notebook, rao, meera.couple) is None
    propose_by_code(notebook, rao, iyer, meera.couple, UNTIL)
    for one in couple:
        answer_hand_over_question(notebook, one)
    assert read_handed_notes(notebook, iyer, meera.couple, LATER) is not None
    read_caseload(notebook, iyer, UNTIL, WEEKS)
    tamper(notebook, "UPDATE therapists SET zone = zone")
    assert read_handed_notes(notebook, iyer, meera.couple, UNTIL) is None
    for one in (meera, ravi):
        assert [is_over.ended_by(UNTIL) for is_over in read_own_therapists(notebook, one)] == [None, UNTIL]
    state = read_hand_over(notebook, rao, meera.couple)
    assert state is not None and state.until == UNTIL
    code = create_therapist_code(notebook, iyer, UNTIL)
    propose_hand_over(notebook, rao, meera.couple, HandOverRequest(code, PublicKeys.of(iyer.keys)), UNTIL)
    assert len(read_rows(notebook, "SELECT * FROM hand_overs")) == 1
