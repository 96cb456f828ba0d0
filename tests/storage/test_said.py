"""What one puts where the other reads it: by one's own choice, once, and taken back for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.domain import Role
from nearer.privacy import Principal
from nearer.storage import (
    Notebook,
    NotSaved,
    Said,
    erase_me,
    invite,
    join_couple,
    open_notebook,
    own_said,
    said_by_partner,
    say,
    start_couple,
    unsay,
)
from tests.storage.making import NOW, PASSPHRASE, new_person, person, rows

MONDAY = date(2026, 11, 23)


def sentence(text: str = "I feel near when we walk.") -> Said:
    return Said(uuid4(), "sentence", text, MONDAY)


def test_the_other_reads_what_was_said_to_them(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    said = sentence()
    say(notebook, meera, said, NOW)
    assert said_by_partner(notebook, ravi) == own_said(notebook, meera) == (said,)
    assert said_by_partner(notebook, meera) == own_said(notebook, ravi) == ()


def test_the_same_is_said_once(notebook: Notebook, meera: Principal) -> None:
    say(notebook, meera, sentence(), NOW)
    say(notebook, meera, sentence(), NOW)
    assert len(own_said(notebook, meera)) == 1


def test_what_is_taken_back_is_gone_for_both(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    said, topic = sentence(), Said(uuid4(), "topic", "hormones", MONDAY)
    say(notebook, meera, said, NOW)
    say(notebook, meera, topic, NOW)
    unsay(notebook, meera, said.key)
    assert said_by_partner(notebook, ravi) == (topic,)
    unsay(notebook, meera, None)
    assert said_by_partner(notebook, ravi) == own_said(notebook, meera) == ()
    assert rows(notebook, "SELECT * FROM entries") == []


def test_nobody_takes_back_what_the_other_said(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    said = sentence()
    say(notebook, meera, said, NOW)
    unsay(notebook, ravi, said.key)
    unsay(notebook, ravi, None)
    assert said_by_partner(notebook, ravi) == (said,)


def test_alone_there_is_nobody_to_say_it_to(notebook: Notebook) -> None:
    asha = person(notebook, "Asha")
    with pytest.raises(NotSaved, match="has not joined"):
        say(notebook, asha, sentence(), NOW)


@pytest.mark.parametrize("text", ["", "   ", "x" * 401])
def test_nothing_and_too_much_are_not_said(notebook: Notebook, meera: Principal, text: str) -> None:
    with pytest.raises(NotSaved, match="at most 400"):
        say(notebook, meera, sentence(text), NOW)


def test_the_list_stays_short(notebook: Notebook, meera: Principal) -> None:
    for number in range(30):
        say(notebook, meera, sentence(f"I feel {number}."), NOW)
    with pytest.raises(NotSaved, match="take something back"):
        say(notebook, meera, sentence(), NOW)


def test_whoever_joins_later_reads_nothing_said_to_the_one_who_left(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, new_person("Meera"), PASSPHRASE, NOW).principal
    code = invite(notebook, meera, NOW)
    ravi = join_couple(notebook, code, new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    said = sentence()
    say(notebook, meera, said, NOW)
    assert erase_me(notebook, ravi, PASSPHRASE, NOW)
    code = invite(notebook, meera, NOW)
    dev = join_couple(notebook, code, new_person("Dev", Role.PARTNER), PASSPHRASE, NOW).principal
    later = sentence("I feel curious.")
    say(notebook, meera, later, NOW)
    assert said_by_partner(notebook, dev) == (later,)
    assert set(own_said(notebook, meera)) == {said, later}
    notebook.close()
