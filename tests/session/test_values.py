"""What a run reads of the notebook once, and what it reads anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from nearer.board.couple import Couple, read_couple
from nearer.database.row_errors import EntryBroken
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.privacy.principal import Principal
from nearer.session.values import PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.drafts import Draft, open_draft, save_draft
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook
from nearer.storage.therapist.board_marks import change_board_mark
from tests.presenters.clinic import connected_clinic
from tests.shared_parts import choices
from tests.storage.clinic import grant
from tests.storage.making import NOW, WEEK, check_in, couple, keep


@pytest.fixture
def both() -> tuple[PersonSession, PersonSession]:
    notebook = open_demo_notebook()
    meera, ravi = couple(notebook)
    return _session(notebook, meera), _session(notebook, ravi)


def _session(notebook: Notebook, principal: Principal) -> PersonSession:
    return PersonSession(notebook, principal, shipped_catalogue(), NOW)


def counting(read: Callable[..., object]) -> tuple[Callable[..., object], list[tuple[object, ...]]]:
    """The same reading function, and a list of what it was asked about each time."""
    asked: list[tuple[object, ...]] = []

    def counted(notebook: Notebook, principal: Principal, *about: object) -> object:
        asked.append(about)
        return read(notebook, principal, *about)

    return counted, asked


def test_the_same_is_read_once_in_a_run(both: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = both
    keep(meera.notebook, meera.principal, check_in(touch="some"))
    read, asked = counting(read_own_responses)
    first = meera.read_once(read, "closeness-weekly")
    assert meera.read_once(read, "closeness-weekly") is first and asked == [("closeness-weekly",)]
    assert meera.read_once(read) is not first and asked == [("closeness-weekly",), ()]


def test_what_is_written_is_read_at_once(both: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = both
    assert meera.read_once(read_own_responses) == ()
    keep(meera.notebook, meera.principal, check_in(touch="some"))
    assert len(meera.read_once(read_own_responses)) == 1


def test_a_draft_that_is_saved_is_read_at_once(both: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = both
    assert meera.read_once(open_draft, "body", None).version == 0
    save_draft(meera.notebook, meera.principal, Draft("body", None, {"pain": "some"}), NOW)
    assert meera.read_once(open_draft, "body", None).answers == {"pain": "some"}


def test_another_run_reads_what_the_partner_wrote(both: tuple[PersonSession, PersonSession]) -> None:
    meera, ravi = both
    set_audiences(ravi.notebook, ravi.principal, choices(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    assert meera.read_once(read_partner_responses) == ()
    keep(ravi.notebook, ravi.principal, check_in(touch="some"), NOW + timedelta(minutes=1))
    assert len(_session(meera.notebook, meera.principal).read_once(read_partner_responses)) == 1


def test_what_cannot_be_read_is_tried_again(both: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = both
    tries = iter((EntryBroken(NotebookText.VALUE_DAMAGED), WEEK))

    def read(_notebook: Notebook, _principal: Principal) -> object:
        outcome = next(tries)
        if isinstance(outcome, EntryBroken):
            raise outcome
        return outcome

    with pytest.raises(EntryBroken):
        meera.read_once(read)
    assert meera.read_once(read) == WEEK


def test_an_own_call_that_writes_nothing_takes_no_change_of_somebody_else_for_its_own() -> None:
    session, meera, _ravi = connected_clinic()
    grant(session.notebook, meera)
    read, asked = counting(read_own_responses)

    def read_board() -> int:
        read(session.notebook, meera)
        return len(asked)

    def open_while_meera_writes() -> Couple:
        couple = read_couple(session, meera.couple, joint=False)
        keep(session.notebook, meera, check_in(touch="some"))
        return couple

    def has_logged(couple: Couple) -> bool:
        return couple.record.logged

    assert session.write_own(partial(read_couple, session, meera.couple, False), has_logged).record.logged
    assert session.read_once("board", None, read_board) == 1
    assert not session.write_own(open_while_meera_writes, has_logged).record.logged
    assert session.read_once("board", None, read_board) == 2, "the one change was Meera's"


def test_what_an_own_call_writes_leaves_what_was_read_as_it_is_unless_somebody_wrote_too() -> None:
    session, meera, _ravi = connected_clinic()
    times = iter(range(1, 9))

    def add_tag(tag: str) -> bool:
        return change_board_mark(
            session.notebook, session.therapist, meera.couple, lambda mark: replace(mark, tags=(tag,))
        )

    def add_tag_while_meera_writes() -> bool:
        keep(session.notebook, meera, check_in(touch="some"))
        return add_tag("surgery")

    def read_board() -> int:
        return next(times)

    assert session.read_once("board", None, read_board) == 1
    assert session.write_own(partial(add_tag, "scan"), bool) and not session.write_own(partial(add_tag, "scan"), bool)
    assert session.read_once("board", None, read_board) == 1
    session.write_own(add_tag_while_meera_writes, bool)
    assert session.read_once("board", None, read_board) == 2
