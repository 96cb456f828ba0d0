"""What a run reads of the notebook once, and what it reads anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

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
from tests.shared_parts import choices
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
