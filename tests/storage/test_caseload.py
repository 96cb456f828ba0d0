"""A therapist's desk: the caseload, one couple, what is kept of it; and nothing of anybody who is not theirs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from nearer.database.row_errors import NotFound, NotSaved
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Part, Role, SharedPart
from nearer.hand_over.hand_over_proposals import HandOverRequest
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import new_key_pair
from nearer.privacy.succession import PublicKeys
from nearer.storage.couple.events import save_event
from nearer.storage.couple.people import Settings
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.couple.text_drafts import TypedText
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.access_log import AccessDay, read_access_log
from nearer.storage.therapist.assignment_sets import AssignmentSet
from nearer.storage.therapist.assignments import (
    AssignmentRequest,
    WithdrawnAssignment,
    ask_again,
    decline_assignment,
    read_own_assignments,
    save_assignments,
    withdraw_assignment,
)
from nearer.storage.therapist.caseload import read_caseload, read_couple_record, read_joint_record
from nearer.storage.therapist.last_scores import WantedScores
from nearer.storage.therapist.own_records import (
    TherapistNote,
    add_visit,
    delete_therapist_note,
    delete_visit,
    save_therapist_note,
)
from nearer.storage.therapist.paper_totals import Total
from tests.shared_parts import make_audience_changes, partner_and_therapists
from tests.storage.clinic import WEEKS, connect_therapist, end_connections, grant_parts, make_therapist, withdraw_parts
from tests.storage.copies import made_once
from tests.storage.making import (
    BODY,
    CUSTOM_FILE,
    NOW,
    PASSPHRASE,
    WEEK,
    find_functions_taking,
    make_check_in,
    make_couple,
    read_all_rows,
    read_rows,
    save_new_response,
    save_weekly_check_ins,
    tamper,
)

ASKING = find_functions_taking("therapist") | find_functions_taking(
    "account", "ClinicAccount"
)  # the second of every account, a manager's too
OF_A_COUPLE = [name for name, function in ASKING.items() if "couple" in inspect.signature(function).parameters]
NOTE = TherapistNote(UUID(int=9), NOW.date(), "spoke of touch")
DAY = date(2026, 12, 7)


@made_once
def let_read_everything(notebook: Notebook) -> tuple[tuple[Principal, Principal], Therapist]:
    """Meera lets Dr Rao read everything; with a week, an event, a note, a visit and an assignment. Ravi does not."""
    rao, (meera, ravi) = make_therapist(notebook), make_couple(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera)
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    save_event(notebook, meera, Event(EventKind.SURGERY, "", NOW.date()), uuid4(), NOW)
    save_therapist_note(notebook, rao, meera.couple, NOTE)
    add_visit(notebook, rao, meera.couple, DAY)
    save_assignments(notebook, rao, meera.couple, [AssignmentRequest(meera.id, "body", WEEK)], NOW)
    return (meera, ravi), rao


@pytest.fixture
def all_read(notebook: Notebook) -> tuple[tuple[Principal, Principal], Therapist]:
    return let_read_everything(notebook)


@pytest.fixture
def rao(notebook: Notebook, request: pytest.FixtureRequest) -> Therapist:
    return request.getfixturevalue("all_read")[1] if "hers" in request.fixturenames else make_therapist(notebook)


@pytest.fixture
def couple(notebook: Notebook, request: pytest.FixtureRequest) -> tuple[Principal, Principal]:
    return request.getfixturevalue("all_read")[0] if "hers" in request.fixturenames else make_couple(notebook)


@pytest.fixture
def hers(meera: Principal) -> Principal:
    """Meera, after `let_read_everything`."""
    return meera


def arguments(couple: UUID, person: UUID) -> dict[str, Any]:
    return {
        "couple": couple,
        "now": NOW,
        "note": NOTE,
        "key": NOTE.id,
        "day": DAY,
        "requests": [AssignmentRequest(person, "body", WEEK)],
        "keys": (NOTE.id,),
        "assignment_set": AssignmentSet("Every month", ("body",), frozenset(Role), interval_weeks=4),
        "seed": bytes(20),
        "code": "0000-0000-0000-0000",
        "request": HandOverRequest("0000-0000-0000-0000", PublicKeys("00" * 32, "00" * 32)),
        "typed": "123456",
        "settings": Settings("Europe/London", 5),
        "old": PASSPHRASE,
        "passphrase": "guess-luggage-sailor-moon",
        "new": "guess-luggage-sailor-moon",
        "file": CUSTOM_FILE,
        "items": ("pain",),
        "people": (person,),
        "title": "Another title",
        "text": TypedText("note", "she spoke of"),
        "withdrawn": WithdrawnAssignment({"person_id": person, "assignment_id": NOTE.id}),
        "deleted": {"questionnaire": "body", "version": "1.0"},
        "total": Total(person, "ors", NOW.date(), Decimal(21)),
        "totals": (Total(person, "ors", NOW.date(), Decimal(21)),),
        "sha256": BODY.sha256,
        "change": lambda mark: replace(mark, tags=("scan",)),
        "scores_to_read": WantedScores(None, frozenset({"body"}), NOW),
    }


def ask(name: str, notebook: Notebook, asking: Therapist, of: Principal) -> Any:
    function, values = ASKING[name], arguments(of.couple, of.id)
    wanted = [one for one in inspect.signature(function).parameters if one not in ("notebook", "therapist", "account")]
    return function(notebook, asking, **{one: values[one] for one in wanted})


def test_every_function_that_acts_for_a_therapist_is_in_the_check_that_no_stranger_may_use_it() -> None:
    assert len(ASKING) >= 13 and len(OF_A_COUPLE) >= 8
    known = set(arguments(UUID(int=0), UUID(int=0)))
    for function in ASKING.values():
        assert set(inspect.signature(function).parameters) - {"notebook", "therapist", "account"} <= known


@pytest.mark.parametrize("name", OF_A_COUPLE)
def test_a_therapist_cannot_find_or_change_a_couple_of_another_therapist(
    notebook: Notebook, hers: Principal, name: str
) -> None:
    """Foreign: of another therapist, of none, a guessed id; their own but of another account."""
    iyer = make_therapist(notebook, "Dr Iyer")
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, iyer)
    grant_parts(notebook, asha)
    lena, _tomas = make_couple(notebook, "Lena", "Tomas")
    before = read_all_rows(notebook)
    for foreign in (hers, lena, replace(hers, couple=uuid4())):
        with pytest.raises(NotFound, match=r"^Not found\.$"):
            ask(name, notebook, iyer, foreign)
    assert read_all_rows(notebook) == before


@pytest.mark.parametrize("name", ASKING)
def test_a_therapist_who_is_unknown_or_has_other_keys_finds_nothing(
    notebook: Notebook, rao: Therapist, hers: Principal, name: str
) -> None:
    before = read_all_rows(notebook)
    strangers = (
        replace(rao, keys=new_key_pair()),
        replace(rao, id=uuid4()),
        replace(rao, clinic="elsewhere"),
        make_therapist(open_demo_notebook()),
    )
    for stranger in strangers:
        if name == "set_authenticator":
            continue
        with pytest.raises(NotFound):
            ask(name, notebook, stranger, hers)
    assert read_all_rows(notebook) == before


def test_a_therapist_reads_only_through_their_own_reader_and_no_stranger_is_given_one(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    """Every public name of it stands here, so that a new one is looked at."""
    for stranger in (replace(rao, keys=new_key_pair()), replace(rao, id=uuid4()), replace(rao, clinic="x")):
        for door in (notebook.read_as_therapist, notebook.write_as_therapist):
            with pytest.raises(NotFound), door(stranger):
                raise AssertionError("nobody gets here")
    with notebook.write_as_therapist(rao, NOW) as writer:
        assert {name for name in dir(writer) if not name.startswith("_")} == {
            *("account", "at", "changed", "connection", "delete", "execute", "find_account", "has_new_keys", "ended"),
            *("couple", "hold_account", "insert", "ledger", "now", "of", "of_clinic", "of_connected", "own", "own_key"),
            *("read_couple", "read_people", "row", "seal", "therapist", "unchecked"),
        }
        assert list(writer.read_people()) == list(writer.read_couple(hers.couple)) == [hers.id]
        with pytest.raises(NotFound):
            writer.read_couple(uuid4())


def test_a_therapists_caseload_holds_only_their_own_couples(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    iyer = make_therapist(notebook, "Dr Iyer")
    assert read_caseload(notebook, iyer, NOW) == ()
    assert [case.couple for case in read_caseload(notebook, rao, NOW)] == [hers.couple]


def test_an_assignment_to_somebody_of_another_couple_or_not_connected_is_not_found(
    notebook: Notebook, rao: Therapist, hers: Principal, ravi: Principal
) -> None:
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    connect_therapist(notebook, asha, rao)
    for person in (asha.id, ravi.id, uuid4()):
        with pytest.raises(NotFound):
            save_assignments(notebook, rao, hers.couple, [AssignmentRequest(person, "body", WEEK)], NOW)
    end_connections(notebook, hers, NOW)
    with pytest.raises(NotFound):
        save_assignments(notebook, rao, hers.couple, [AssignmentRequest(hers.id, "body", WEEK)], NOW)


@contextmanager
def counted(notebook: Notebook) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(notebook.engine, "before_cursor_execute", note)
    yield statements
    event.remove(notebook.engine, "before_cursor_execute", note)


def test_the_caseload_asks_each_table_once_however_many_couples_there_are(notebook: Notebook, rao: Therapist) -> None:
    numbers = []
    for couples in (1, 4):
        for number in range(couples):
            for person in make_couple(notebook, f"A{couples}{number}", f"B{couples}{number}"):
                connect_therapist(notebook, person, rao)
                grant_parts(notebook, person)
                save_weekly_check_ins(notebook, person, 2)
            add_visit(notebook, rao, person.couple, DAY)
        with counted(notebook) as statements:
            caseload = read_caseload(notebook, rao, NOW)
        numbers.append((len(caseload), len(statements)))
    assert numbers[0] == (1, numbers[0][1]) and numbers[1] == (5, numbers[0][1])
    assert numbers[0][1] <= 11  # two of them are the therapist's ledger, one the totals from paper


def test_the_caseload_shows_the_weeks_oldest_first_and_the_visits(
    notebook: Notebook, rao: Therapist, meera: Principal, ravi: Principal
) -> None:
    for principal in (meera, ravi):
        connect_therapist(notebook, principal, rao, NOW - timedelta(weeks=5))
        save_weekly_check_ins(notebook, principal, 3)
        grant_parts(notebook, principal, Part.CLOSENESS)
    add_visit(notebook, rao, meera.couple, DAY)
    add_visit(notebook, rao, meera.couple, DAY - timedelta(days=14))
    add_visit(notebook, rao, meera.couple, DAY)
    [case] = read_caseload(notebook, rao, NOW, WEEKS)
    assert [one.who.nickname for one in case.people] == ["Meera", "Ravi"]
    for person in case.people:
        assert [scored.week for scored in person.weekly.scores] == [WEEK.plus(-2), WEEK.plus(-1), WEEK]
        assert person.last_week == WEEK
    assert case.visits == (DAY - timedelta(days=14), DAY)


def test_every_opening_is_written_down_once_a_day_and_shown_to_the_person(
    notebook: Notebook, rao: Therapist, hers: Principal, ravi: Principal
) -> None:
    evening = NOW.replace(hour=20)  # in Kolkata it is the 24th already
    for moment in (NOW, NOW, evening):
        read_caseload(notebook, rao, moment)
        read_couple_record(notebook, rao, hers.couple, moment)
    assert read_access_log(notebook, hers) == (
        AccessDay("Dr Rao", "caseload", date(2026, 11, 24)),
        AccessDay("Dr Rao", "pages", date(2026, 11, 24)),
        AccessDay("Dr Rao", "caseload", date(2026, 11, 23)),
        AccessDay("Dr Rao", "pages", date(2026, 11, 23)),
    )
    assert read_access_log(notebook, ravi) == ()


@pytest.mark.parametrize(
    "look", [read_caseload, read_couple_record, read_joint_record], ids=lambda look: str(look.__name__)
)
def test_an_opening_that_cannot_be_written_into_the_access_log_shows_nothing(
    notebook: Notebook, rao: Therapist, hers: Principal, look: Callable[..., Any]
) -> None:
    set_audiences(
        notebook, hers, make_audience_changes(Part.NOTES, audience=partner_and_therapists(rao), earlier=True), NOW
    )
    tamper(notebook, "CREATE TEMP TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'no room'); END")
    more = () if look is read_caseload else (hers.couple,)
    with pytest.raises(Exception, match="no room"):
        look(notebook, rao, *more, NOW)


def test_a_couples_page_on_which_nothing_is_granted_opens_nothing_of_the_person(
    notebook: Notebook, rao: Therapist, meera: Principal
) -> None:
    connect_therapist(notebook, meera, rao)
    read_caseload(notebook, rao, NOW)
    read_couple_record(notebook, rao, meera.couple, NOW)
    assert read_access_log(notebook, meera) == ()


def test_the_joint_view_holds_only_what_each_also_lets_the_other_read(
    notebook: Notebook, rao: Therapist, hers: Principal, ravi: Principal
) -> None:
    connect_therapist(notebook, ravi, rao)
    save_new_response(notebook, ravi, make_check_in(touch="much", note="mine"))
    grant_parts(notebook, ravi)
    assert [one.responses for one in read_joint_record(notebook, rao, hers.couple, NOW).people] == [(), ()]
    set_audiences(
        notebook, hers, make_audience_changes(Part.CLOSENESS, audience=partner_and_therapists(rao), earlier=True), NOW
    )
    pages = read_joint_record(notebook, rao, hers.couple, NOW)
    [response] = pages.people[0].responses
    assert (set(response.scores), response.answers, response.note) == ({"closeness"}, None, None)
    assert (pages.people[0].who.parts, pages.people[0].events) == ({SharedPart(Part.CLOSENESS)}, ())
    assert pages.people[1].responses == ()
    assert (pages.notes, pages.assignments, pages.visits) == ((), (), ())


def test_a_part_taken_back_while_the_page_is_open_is_gone_at_the_next_look(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    assert read_couple_record(notebook, rao, hers.couple, NOW).people[0].responses[0].note == "a walk"
    withdraw_parts(notebook, hers, Part.NOTES)
    assert read_couple_record(notebook, rao, hers.couple, NOW).people[0].responses[0].note is None


def test_own_notes_are_kept_changed_and_deleted_for_good(notebook: Notebook, rao: Therapist, hers: Principal) -> None:
    newer = TherapistNote(UUID(int=10), NOW.date() + timedelta(days=7), "=cmd \n“quoted”")
    save_therapist_note(notebook, rao, hers.couple, newer)
    save_therapist_note(notebook, rao, hers.couple, replace(NOTE, text="changed"))
    assert read_couple_record(notebook, rao, hers.couple, NOW).notes == (newer, replace(NOTE, text="changed"))
    for _ in range(2):
        delete_therapist_note(notebook, rao, hers.couple, NOTE.id)
    assert read_couple_record(notebook, rao, hers.couple, NOW).notes == (newer,)
    with pytest.raises(NotSaved, match="2,000"):
        save_therapist_note(notebook, rao, hers.couple, replace(NOTE, text="x" * 2001))


def test_own_notes_and_visits_are_sealed_and_a_second_therapist_does_not_see_them(
    notebook: Notebook, rao: Therapist, hers: Principal, ravi: Principal
) -> None:
    iyer = make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, ravi, iyer)
    pages = read_couple_record(notebook, iyer, hers.couple, NOW)
    assert (pages.notes, pages.visits, pages.assignments) == ((), (), ())
    assert [one.who.nickname for one in pages.people] == ["Ravi"]
    bodies = [row["body"] for row in read_rows(notebook, "SELECT body FROM case_records")]
    assert len(bodies) == 2
    assert not any(b"touch" in body or b"2026" in body for body in bodies)


def test_a_visit_is_taken_out_again(notebook: Notebook, rao: Therapist, hers: Principal) -> None:
    for _ in range(2):
        delete_visit(notebook, rao, hers.couple, DAY)
    assert read_caseload(notebook, rao, NOW)[0].visits == ()


def test_the_person_sees_who_asked_and_may_decline_and_neither_therapist_nor_partner_sees_it(
    notebook: Notebook, rao: Therapist, hers: Principal, ravi: Principal
) -> None:
    [own_assignment] = read_own_assignments(notebook, hers)
    assert (own_assignment.by, own_assignment.request, own_assignment.asked_at) == (
        "Dr Rao",
        AssignmentRequest(hers.id, "body", WEEK),
        NOW,
    )
    before = read_couple_record(notebook, rao, hers.couple, NOW)
    decline_assignment(notebook, hers, own_assignment.id, NOW)
    assert read_own_assignments(notebook, hers) == ()
    assert read_couple_record(notebook, rao, hers.couple, NOW) == before
    assert read_own_assignments(notebook, ravi) == ()


def test_a_person_cannot_decline_an_assignment_of_somebody_else(
    notebook: Notebook, hers: Principal, ravi: Principal
) -> None:
    [own_assignment] = read_own_assignments(notebook, hers)
    with pytest.raises(NotFound):
        decline_assignment(notebook, ravi, own_assignment.id, NOW)
    assert read_own_assignments(notebook, hers) == (own_assignment,)


def test_an_assignment_can_be_withdrawn(notebook: Notebook, rao: Therapist, hers: Principal) -> None:
    [standing] = read_couple_record(notebook, rao, hers.couple, NOW).assignments
    for _ in range(2):
        withdraw_assignment(notebook, rao, hers.couple, standing.id)
    assert read_own_assignments(notebook, hers) == read_couple_record(notebook, rao, hers.couple, NOW).assignments == ()


@pytest.mark.parametrize("every", [0, -1, 53])
def test_an_assignment_repeats_every_1_to_52_weeks_and_another_interval_is_refused(
    notebook: Notebook, rao: Therapist, hers: Principal, every: int
) -> None:
    with pytest.raises(NotSaved, match="1 to 52"):
        save_assignments(notebook, rao, hers.couple, [AssignmentRequest(hers.id, "body", WEEK, every)], NOW)


def test_after_a_connection_has_ended_none_of_its_assignments_is_due(notebook: Notebook, hers: Principal) -> None:
    end_connections(notebook, hers, NOW)
    assert read_own_assignments(notebook, hers) == ()


def test_an_assignment_asked_for_again_stays_as_it_was_and_one_declined_stays_declined(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    [before] = read_own_assignments(notebook, hers)
    withdrawn = withdraw_assignment(notebook, rao, hers.couple, before.id)
    assert withdrawn is not None and read_own_assignments(notebook, hers) == ()
    ask_again(notebook, rao, hers.couple, withdrawn)
    ask_again(notebook, rao, hers.couple, withdrawn)
    assert read_own_assignments(notebook, hers) == (before,)
    decline_assignment(notebook, hers, before.id, NOW)
    declined = withdraw_assignment(notebook, rao, hers.couple, before.id)
    assert declined is not None
    ask_again(notebook, rao, hers.couple, declined)
    assert read_own_assignments(notebook, hers) == ()


def test_nothing_is_asked_again_of_somebody_who_ended_it_meanwhile(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    [own_assignment] = read_own_assignments(notebook, hers)
    withdrawn = withdraw_assignment(notebook, rao, hers.couple, own_assignment.id)
    end_connections(notebook, hers, NOW)
    assert withdrawn is not None
    with pytest.raises(NotFound):
        ask_again(notebook, rao, hers.couple, withdrawn)


def test_a_deleted_note_is_handed_over_and_comes_back_as_it_was(
    notebook: Notebook, rao: Therapist, hers: Principal
) -> None:
    assert delete_therapist_note(notebook, rao, hers.couple, NOTE.id) == NOTE
    assert delete_therapist_note(notebook, rao, hers.couple, NOTE.id) is None
    assert read_couple_record(notebook, rao, hers.couple, NOW).notes == ()
    save_therapist_note(notebook, rao, hers.couple, NOTE)
    assert read_couple_record(notebook, rao, hers.couple, NOW).notes == (NOTE,)
