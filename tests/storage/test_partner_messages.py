"""What one puts where the other reads it: by one's own choice, once, and taken back for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from nearer.database.row_errors import NotSaved
from nearer.domain.roles_and_audiences import Role
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.partner_messages import (
    PartnerMessage,
    delete_messages,
    post_message,
    read_own_messages,
    read_partner_messages,
)
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.notebook import Notebook, open_notebook
from tests.storage.making import NOW, PASSPHRASE, make_new_person, make_person, read_rows

MONDAY = date(2026, 11, 23)


def sentence(text: str = "I feel near when we walk.") -> PartnerMessage:
    return PartnerMessage(uuid4(), "sentence", text, MONDAY)


def test_the_partner_reads_the_message_that_was_posted_to_them(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    message = sentence()
    post_message(notebook, meera, message, NOW)
    assert read_partner_messages(notebook, ravi) == read_own_messages(notebook, meera) == (message,)
    assert read_partner_messages(notebook, meera) == read_own_messages(notebook, ravi) == ()


def test_the_same_message_to_a_partner_is_posted_once(notebook: Notebook, meera: Principal) -> None:
    post_message(notebook, meera, sentence(), NOW)
    post_message(notebook, meera, sentence(), NOW)
    assert len(read_own_messages(notebook, meera)) == 1


def test_a_deleted_message_is_gone_for_sender_and_partner(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    message, topic = sentence(), PartnerMessage(uuid4(), "topic", "hormones", MONDAY)
    post_message(notebook, meera, message, NOW)
    post_message(notebook, meera, topic, NOW)
    delete_messages(notebook, meera, message.key)
    assert read_partner_messages(notebook, ravi) == (topic,)
    delete_messages(notebook, meera, None)
    assert read_partner_messages(notebook, ravi) == read_own_messages(notebook, meera) == ()
    assert read_rows(notebook, "SELECT * FROM entries") == []


def test_a_person_cannot_delete_a_message_that_the_partner_posted(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    message = sentence()
    post_message(notebook, meera, message, NOW)
    delete_messages(notebook, ravi, message.key)
    delete_messages(notebook, ravi, None)
    assert read_partner_messages(notebook, ravi) == (message,)


def test_a_person_without_a_partner_has_nobody_to_post_a_message_to(notebook: Notebook) -> None:
    asha = make_person(notebook, "Asha")
    with pytest.raises(NotSaved, match="has not joined"):
        post_message(notebook, asha, sentence(), NOW)


@pytest.mark.parametrize("text", ["", "   ", "x" * 401])
def test_an_empty_or_overlong_message_is_refused(notebook: Notebook, meera: Principal, text: str) -> None:
    with pytest.raises(NotSaved, match="at most 400"):
        post_message(notebook, meera, sentence(text), NOW)


def test_the_list_of_messages_to_a_partner_stays_short(notebook: Notebook, meera: Principal) -> None:
    for number in range(30):
        post_message(notebook, meera, sentence(f"I feel {number}."), NOW)
    with pytest.raises(NotSaved, match="take something back"):
        post_message(notebook, meera, sentence(), NOW)


def test_whoever_joins_later_reads_no_message_to_the_one_who_left(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    message = sentence()
    post_message(notebook, meera, message, NOW)
    assert erase_me(notebook, ravi, PASSPHRASE, NOW)
    code = create_invitation(notebook, meera, NOW)
    dev = join_couple(notebook, code, make_new_person("Dev", Role.PARTNER), PASSPHRASE, NOW).principal
    later = sentence("I feel curious.")
    post_message(notebook, meera, later, NOW)
    assert read_partner_messages(notebook, dev) == (later,)
    assert set(read_own_messages(notebook, meera)) == {message, later}
    notebook.close()
