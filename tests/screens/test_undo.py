"""Whatever is deleted on a screen can be put back for ten seconds as it was, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import pytest

from nearer.answering.form_drafts import open_form_of_week
from nearer.answering_screens import questionnaire as runner
from nearer.answering_screens.open_form import put_form
from nearer.custom_questionnaires.versions import (
    CustomQuestionnaireFile,
    read_custom_questionnaires,
    save_custom_questionnaire,
)
from nearer.database.row_errors import NotSaved
from nearer.demo.demo_couples import demo_people
from nearer.domain.events import Event, EventKind
from nearer.presenters.shared_wishes import welcome_list
from nearer.privacy.principal import Principal
from nearer.screens import event_form, events, steps
from nearer.screens import shared_wishes as both
from nearer.screens import visit_sheet as own_sheet
from nearer.session import undo
from nearer.session.person import OWNER
from nearer.session.values import PersonSession, TherapistSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.events import read_own_events, save_event
from nearer.storage.couple.mutual_agreements import read_agreements, save_marks
from nearer.storage.couple.own_steps import DoneStep, mark_step_done, plan_step, read_own_steps
from nearer.storage.couple.partner_messages import PartnerMessage, post_message, read_own_messages
from nearer.storage.couple.visit_questions import read_visit_questions, save_visit_questions
from nearer.storage.notebook import open_demo_notebook
from nearer.storage.therapist.assignments import AssignmentRequest, save_assignments
from nearer.storage.therapist.caseload import read_couple_record
from nearer.storage.therapist.own_records import TherapistNote, add_visit, save_therapist_note
from nearer.storage.therapist.paper_totals import Total, read_totals, save_total
from nearer.therapist_screens import assigning
from nearer.therapist_screens import couple_records as couple_desk
from nearer.therapist_screens import paper_totals as totals
from nearer.therapist_screens import therapist_questionnaires as screen
from nearer.views import text as words
from tests.answering.test_two_windows import ONCE, ONCE_TEXT
from tests.screen_server import ScreenServer
from tests.storage.clinic import connect_therapist, make_therapist, offer_custom_questionnaire
from tests.storage.making import CUSTOM_FILE, NOW, WEEK, find_draft, make_couple

DAY = date(2026, 11, 20)


@dataclass
class Session:
    """Somebody's session: what Streamlit keeps, and whoever is signed in."""

    state: dict[str, Any]
    server: ScreenServer
    person_session: PersonSession
    desk: TherapistSession

    @property
    def couple(self) -> UUID:
        return self.person_session.principal.couple

    def turn_to_therapist(self) -> None:
        self.server.sign_in(self.desk.therapist, self.desk.notebook)


@pytest.fixture
def session(screen_server: ScreenServer, session_state: dict[str, Any]) -> Session:
    """With Meera signed in."""
    notebook = open_demo_notebook()
    meera, _ravi = make_couple(notebook)
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    screen_server.sign_in(meera, notebook)
    person_session = PersonSession(notebook, meera, shipped_catalogue(), NOW)
    return Session(
        session_state, screen_server, person_session, TherapistSession(notebook, rao, shipped_catalogue(), NOW)
    )


def of(session: Session) -> tuple[Any, Principal]:
    return session.person_session.notebook, session.person_session.principal


def an_event(session: Session) -> Callable[[], None]:
    key = uuid4()
    save_event(*of(session), Event(EventKind.SURGERY, "the second", DAY), key, NOW)
    session.state[event_form.EVENT_FORM] = event_form.OpenEvent(key, read_own_events(*of(session))[0].event)
    return events._delete


def a_message(session: Session) -> Callable[[], None]:
    partner_message = PartnerMessage(uuid4(), "sentence", "I feel glad.", DAY)
    post_message(*of(session), partner_message, NOW)
    return lambda: both._take_back(partner_message.key)


def marks(session: Session) -> Callable[[], None]:
    save_marks(*of(session), welcome_list(), {welcome_list().ids[0]: "yes"}, NOW)
    return both._withdraw


def a_done_step(session: Session) -> Callable[[], None]:
    done = DoneStep(uuid4(), "hand-massage", DAY, 3, 7)
    mark_step_done(*of(session), done, NOW)
    return lambda: steps._delete_last(done)


def a_plan(session: Session) -> Callable[[], None]:
    plan_step(*of(session), "hand-massage", DAY, NOW)
    return lambda: steps._unplan("hand-massage", DAY)


def questions(session: Session) -> Callable[[], None]:
    save_visit_questions(*of(session), ("What is allowed?", "From when?"), NOW)
    return own_sheet._forget


def a_note(session: Session) -> Callable[[], None]:
    session.turn_to_therapist()
    note = TherapistNote(uuid4(), DAY, "spoke of touch")
    save_therapist_note(session.desk.notebook, session.desk.therapist, session.couple, note)
    return lambda: couple_desk._delete_note(session.couple, note.id)


def a_visit(session: Session) -> Callable[[], None]:
    session.turn_to_therapist()
    add_visit(session.desk.notebook, session.desk.therapist, session.couple, DAY)
    return lambda: couple_desk._delete_visit(session.couple, DAY)


def an_assignment(session: Session) -> Callable[[], None]:
    session.turn_to_therapist()
    wish = AssignmentRequest(session.person_session.principal.id, "goals", WEEK)
    [key] = save_assignments(session.desk.notebook, session.desk.therapist, session.couple, [wish], NOW)
    return lambda: assigning._withdraw(session.couple, key)


def a_total(session: Session) -> Callable[[], None]:
    session.turn_to_therapist()
    total = Total(session.person_session.principal.id, "ors", DAY, Decimal("21.5"))
    save_total(session.desk.notebook, session.desk.therapist, session.couple, total)
    return lambda: totals._delete(session.couple, total)


def a_draft_questionnaire(session: Session) -> Callable[[], None]:
    session.turn_to_therapist()
    key = save_custom_questionnaire(session.desk.notebook, session.desk.therapist, CUSTOM_FILE, NOW)
    return lambda: screen._delete(key)


KINDS = (
    an_event, a_message, marks, a_done_step, a_plan, questions, a_note, a_visit, an_assignment, a_total,
    a_draft_questionnaire,
)  # fmt: skip


def all_there_is(session: Session) -> tuple[object, ...]:
    """Everything that a person or their therapist can delete, as it is read."""
    desk = (session.desk.notebook, session.desk.therapist)
    pages = read_couple_record(*desk, session.couple, NOW)
    return (
        read_own_events(*of(session)), read_own_messages(*of(session)), read_own_steps(*of(session)),
        read_visit_questions(*of(session)),
        read_agreements(*of(session), welcome_list(), NOW).marks,
        pages.notes, pages.visits, pages.assignments, read_totals(*desk, session.couple),
        read_custom_questionnaires(*desk),
    )  # fmt: skip


def end_time_of(offer: undo.UndoOffer) -> None:
    """As its timer does after ten seconds."""
    assert offer.timer is not None
    offer.timer.function()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_a_person_deletes_is_gone_at_once_and_undo_brings_it_back_as_it_was(
    session: Session, kind: Callable[[Session], Callable[[], None]]
) -> None:
    nothing = all_there_is(session)
    delete = kind(session)
    before = all_there_is(session)
    assert before != nothing
    delete()
    assert all_there_is(session) == nothing
    assert session.state[undo.OFFER].seconds_left > 9
    undo.undo()
    assert all_there_is(session) == before
    assert session.state[undo.UNDO_MESSAGE] == words.undo.IS_BACK
    undo.undo()
    assert (all_there_is(session), session.state[undo.UNDO_MESSAGE]) == (before, words.undo.TOO_LATE)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_after_the_time_to_undo_nothing_is_left_to_put_a_deletion_back(
    session: Session, kind: Callable[[Session], Callable[[], None]]
) -> None:
    nothing = all_there_is(session)
    kind(session)()
    assert all_there_is(session) == nothing
    end_time_of(session.state[undo.OFFER])
    undo.undo()
    assert (all_there_is(session), session.state[undo.UNDO_MESSAGE]) == (nothing, words.undo.TOO_LATE)


def test_what_was_deleted_is_forgotten_after_its_time_although_nobody_is_there_any_more(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "SECONDS", 0.05)
    offer = undo.start_offer("gone", lambda: None)
    assert offer.restore is not None and offer.timer is not None
    offer.timer.join(5)
    assert offer.restore is None and offer.seconds_left == 0


def test_after_the_time_to_undo_nothing_comes_back_although_it_is_not_forgotten_yet() -> None:
    assert undo.UndoOffer("gone", lambda: None, monotonic() - 0.001, None).seconds_left == 0
    assert 0 < undo.UndoOffer("gone", lambda: None, monotonic() + 1, None).seconds_left <= 1


def test_only_the_latest_deletion_can_be_undone(session: Session) -> None:
    done: list[str] = []
    first = undo.start_offer("one", lambda: done.append("one"))
    undo.start_offer("two", lambda: done.append("two"))
    assert first.restore is None
    undo.undo()
    assert done == ["two"]


@pytest.fixture
def reloads(session: Session) -> Callable[..., None]:
    """A new window of a sign-in: nothing of what Streamlit kept is there, and the vault is."""
    notebook, meera = session.person_session.notebook, session.person_session.principal
    ravi = next(one for one in demo_people(notebook) if one.id != meera.id)
    ids = {"Meera": meera.id, "Ravi": ravi.id}
    tokens = {who.nickname: session.server.sign_in(who, notebook) for who in (ravi, meera)}

    def reload(sign_in: str = "Meera", owner: str = "Meera") -> None:
        session.state.clear()
        session.state[OWNER] = str(ids[owner])
        session.server.turn_to(tokens[sign_in])

    return reload


def test_a_deletion_can_be_undone_once_also_after_a_reload(session: Session, reloads: Callable[..., None]) -> None:
    delete = an_event(session)
    before = all_there_is(session)
    delete()
    reloads()
    offer = undo.current_offer()
    assert offer is not None and 9 < offer.seconds_left <= 10
    undo.undo()
    assert (all_there_is(session), session.state[undo.UNDO_MESSAGE]) == (before, words.undo.IS_BACK)
    reloads()
    assert undo.current_offer() is None


@pytest.mark.parametrize(("sign_in", "owner"), [("Ravi", "Ravi"), ("Meera", "Ravi")])
def test_nobody_else_can_undo_what_a_person_deleted(
    session: Session, reloads: Callable[..., None], sign_in: str, owner: str
) -> None:
    an_event(session)()
    reloads(sign_in, owner)
    assert undo.current_offer() is None
    undo.undo()
    assert session.state[undo.UNDO_MESSAGE] == words.undo.TOO_LATE


def test_undo_is_gone_after_a_reload_once_its_time_is_over(session: Session, reloads: Callable[..., None]) -> None:
    an_event(session)()
    end_time_of(session.state[undo.OFFER])
    reloads()
    assert undo.current_offer() is None


def test_a_deletion_that_cannot_be_undone_says_why(session: Session) -> None:
    def refuse() -> None:
        raise NotSaved("This version is here again already.")

    undo.start_offer("gone", refuse)
    undo.undo()
    assert session.state[undo.UNDO_MESSAGE] == "This version is here again already."


def test_a_person_who_is_signed_out_undoes_nothing(session: Session) -> None:
    nothing = all_there_is(session)
    an_event(session)()
    session.server.sign_out()
    undo.undo()
    assert all_there_is(session) == nothing
    assert session.state[undo.UNDO_MESSAGE] == words.undo.TOO_LATE


def test_a_part_taken_away_from_a_form_comes_back_beside_what_was_answered_since(
    session: Session,
) -> None:
    """Of a questionnaire that her therapist offers, whose visits can be added."""
    person_session, desk = session.person_session, session.desk
    file = CustomQuestionnaireFile("yaml", ONCE_TEXT.encode(), ONCE_TEXT)
    key = save_custom_questionnaire(desk.notebook, desk.therapist, file, NOW)
    offer_custom_questionnaire(desk.notebook, desk.therapist, key, NOW)
    form = open_form_of_week(person_session, ONCE, None)
    put_form(form)
    for number, where in ((2, "the sea"), (3, "the hills")):
        form.add_copy(f"visit~visit.{number}")
        assert form.set_answer(f"where~visit.{number}", where)
    before = dict(form.content.answers)
    runner._delete_copy("visit~visit.2")
    assert "the sea" not in form.content.answers.values() and "the hills" in form.content.answers.values()
    form.set_answer("first", "said since")
    undo.undo()
    assert form.content.answers == before | {"first": "said since"}
    draft = find_draft(person_session.notebook, person_session.principal, ONCE.id, None)
    assert draft is not None and set(draft.answers.values()) >= {"the sea", "the hills", "said since"}
