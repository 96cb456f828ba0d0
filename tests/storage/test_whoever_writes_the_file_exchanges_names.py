"""A name stands for whoever has the keys: exchanged in the file, it is followed by nobody and shown to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal
from nearer.storage.couple.personal_export import read_personal_export
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.access_log import read_access_log
from nearer.storage.therapist.assignments import read_own_assignments
from nearer.storage.therapist.therapist_connections import read_own_therapists
from tests.shared_parts import choices_with
from tests.storage.attacks import look, refused, write
from tests.storage.clinic import grant, let_in, revoke_therapist, therapist
from tests.storage.making import NOW, body, keep

LATER = NOW + timedelta(hours=1)
EXCHANGED_THERAPISTS = (
    "UPDATE therapists SET name = CASE name WHEN 'Dr Rao' THEN 'Dr Iyer' ELSE 'Dr Rao' END WHERE name != 'Dr Else'"
)


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


@pytest.mark.parametrize("read", [read_own_therapists, read_access_log, read_own_assignments, read_personal_export])
def test_two_therapists_whose_names_were_exchanged_are_shown_to_nobody(
    notebook: Notebook, meera: Principal, read: Callable[[Notebook, Principal], object]
) -> None:
    for name in ("Dr Rao", "Dr Iyer"):
        let_in(notebook, meera, therapist(notebook, name))
    write(notebook, EXCHANGED_THERAPISTS)
    with refused("therapist"):
        read(notebook, meera)


def test_nothing_is_granted_under_a_name_that_was_exchanged(notebook: Notebook, meera: Principal) -> None:
    """Meera means Dr Iyer, and her words would have been Dr Rao's to read."""
    for name in ("Dr Rao", "Dr Iyer"):
        let_in(notebook, meera, therapist(notebook, name))
    keep(notebook, meera, body("the body", pain="much"))
    [reader] = [one.reader for one in read_own_therapists(notebook, meera) if one.name == "Dr Iyer"]
    choices = choices_with(notebook, meera, Audience(frozenset({reader})), Part.NOTES, earlier=True)
    write(notebook, EXCHANGED_THERAPISTS)
    with refused("therapist"):
        set_audiences(notebook, meera, choices, LATER)
    assert look(notebook, "SELECT * FROM therapist_keys") == []


def test_a_therapist_nobody_let_in_may_be_called_anything(notebook: Notebook, meera: Principal) -> None:
    let_in(notebook, meera, therapist(notebook))
    therapist(notebook, "Dr Else")
    write(notebook, "UPDATE therapists SET name = 'Somebody' WHERE name = 'Dr Else'")
    assert [one.name for one in read_own_therapists(notebook, meera)] == ["Dr Rao"]


def test_the_end_of_an_account_is_no_alarm(notebook: Notebook, meera: Principal) -> None:
    """It frees the name for somebody else, and the person reads it still."""
    let_in(notebook, meera, therapist(notebook))
    grant(notebook, meera, Part.NOTES)
    revoke_therapist(notebook, "Dr Rao", NOW)
    therapist(notebook, "Dr Rao", LATER)
    [was_theirs] = read_own_therapists(notebook, meera)
    assert was_theirs.name == "Dr Rao"
    assert was_theirs.ended == NOW
    assert read_audiences(notebook, meera)
