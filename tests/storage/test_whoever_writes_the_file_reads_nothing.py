"""A planted drawer, an exchanged key, a key put back: nothing new is ever written where a stranger could read it.

Each was done to the notebook with SQL alone, and what was written afterwards could be read.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal
from nearer.privacy.private_set_intersection import blind, new_number
from nearer.privacy.seal import KeyPair, new_key, new_key_pair, seal_key
from nearer.storage.couple.events import read_partner_events
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.mutual_agreements import AgreementList, read_agreements, save_marks
from nearer.storage.couple.partner_messages import read_partner_messages
from nearer.storage.couple.responses import read_partner_responses
from nearer.storage.notebook import Notebook
from nearer.storage.therapist.own_records import TherapistNote, save_therapist_note
from tests.storage.attacks import (
    expect_refusal,
    insert_row,
    put_rows_back,
    read_past_the_notebook,
    share_part,
    write_past_the_notebook,
)
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.making import NOW, make_body_response, make_check_in, save_new_response

LATER = NOW + timedelta(hours=1)
STEPS = AgreementList("steps", ("hands", "lean", "bath"))
EVERY_PART = ("own", *(part.value for part in Part))


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


def sealed_by(sender: KeyPair, owner: Principal, drawer: UUID, reader: Principal, key: bytes) -> bytes:
    """A drawer's key as Nearer seals it, by whoever has these keys."""
    return seal_key(key, sender, reader.keys.public, f"drawer|{owner.id}|{drawer}|{reader.id}".encode())


def plant_drawer(notebook: Notebook, owner: Principal, part: str, key: bytes, reader: Principal | None = None) -> UUID:
    """A newest drawer with a key of the attacker's, sealed for its owner by the attacker's own keys."""
    drawer, attacker = uuid4(), new_key_pair()
    [highest] = read_past_the_notebook(
        notebook,
        "SELECT coalesce(max(number), 0) + 1 FROM drawers WHERE owner_id = :who AND part = :part",
        who=owner.id.hex,
        part=part,
    )
    place = {"clinic_id": "home", "couple_id": owner.couple.hex, "owner_id": owner.id.hex, "drawer_id": drawer.hex}
    audience = "me" if reader is None else "me-partner"
    label = {"part": part, "audience": audience, "number": highest[0], "opened": "2026-11-23 12:00:00.000000"}
    insert_row(notebook, "drawers", **place, **label)
    for recipient in (owner, reader or owner):
        sealed = sealed_by(attacker, owner, drawer, recipient, key)
        if not read_past_the_notebook(
            notebook,
            "SELECT 1 FROM drawer_keys WHERE reader_id = :who AND drawer_id = :drawer",
            who=recipient.id.hex,
            drawer=drawer.hex,
        ):
            insert_row(notebook, "drawer_keys", **place, reader_id=recipient.id.hex, sealed_key=sealed)
    return drawer


def everything_written(notebook: Notebook) -> list[tuple[object, ...]]:
    return [
        tuple(row)
        for table in ("entries", "drafts")
        for row in read_past_the_notebook(notebook, f"SELECT * FROM {table}")
    ]


@pytest.mark.parametrize("part", EVERY_PART)
def test_nothing_is_written_into_a_planted_drawer(notebook: Notebook, meera: Principal, part: str) -> None:
    save_new_response(notebook, meera, make_body_response("before", pain="some"))
    before = everything_written(notebook)
    plant_drawer(notebook, meera, part, new_key())
    for act in (
        lambda: save_new_response(notebook, meera, make_body_response("only for me", pain="much"), LATER),
        lambda: save_draft(notebook, meera, Draft("body", None, {"hope": "mine"}), LATER),
        lambda: share_part(notebook, meera, Part.EVENTS, Audience.PARTNER),
    ):
        with expect_refusal("drawers"):
            act()
    assert everything_written(notebook) == before


def test_a_planted_key_of_a_drawer_that_is_there_opens_nothing(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response("before", pain="some"))
    before = everything_written(notebook)
    [drawer] = read_past_the_notebook(notebook, "SELECT drawer_id FROM drawers WHERE part = 'notes'")
    sealed = sealed_by(new_key_pair(), meera, UUID(drawer[0]), meera, new_key())
    write_past_the_notebook(
        notebook, "UPDATE drawer_keys SET sealed_key = :key WHERE drawer_id = :drawer", key=sealed, drawer=drawer[0]
    )
    with expect_refusal("readers"):
        save_new_response(notebook, meera, make_body_response("mine", pain="much"), LATER)
    assert everything_written(notebook) == before


def test_the_older_of_two_drawers_does_not_become_the_newest(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    share_part(notebook, meera, Part.NOTES, Audience.ME)
    write_past_the_notebook(notebook, "UPDATE drawers SET number = number + 100 WHERE part = 'notes' AND number = 1")
    with expect_refusal("drawers"):
        save_new_response(notebook, meera, make_body_response("mine", pain="much"), LATER)
    assert read_partner_responses(notebook, ravi) == ()


@pytest.mark.parametrize("column", ["public_key", "signing_key", "person_id"])
def test_nothing_is_shared_with_an_exchanged_key_of_the_partners(
    notebook: Notebook, meera: Principal, ravi: Principal, column: str
) -> None:
    save_new_response(notebook, meera, make_body_response("before", pain="some"))
    planted = new_key_pair().public if column.endswith("key") else uuid4().hex
    write_past_the_notebook(
        notebook, "PRAGMA foreign_keys=OFF", f"UPDATE people SET {column} = :new WHERE nickname = 'Ravi'", new=planted
    )
    with expect_refusal("not-invited" if column == "person_id" else "partner-keys"):
        share_part(notebook, meera, Part.NOTES, Audience.PARTNER, earlier=True)
    assert (
        read_past_the_notebook(
            notebook, "SELECT * FROM drawer_keys WHERE owner_id = reader_id OR 1 GROUP BY reader_id"
        )[1:]
        == []
    )


def test_a_key_exchanged_and_put_back_later_gave_nothing_meanwhile(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_new_response(notebook, meera, make_body_response("before", pain="some"))  # from now on she knows him
    before = read_past_the_notebook(notebook, "SELECT * FROM people WHERE nickname = 'Ravi'")
    write_past_the_notebook(
        notebook, "UPDATE people SET public_key = :new WHERE nickname = 'Ravi'", new=new_key_pair().public
    )
    with expect_refusal("partner-keys"):
        share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    put_rows_back(notebook, "people", before)
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    save_new_response(notebook, meera, make_body_response("for you", pain="some"), LATER)
    assert [one.note for one in read_partner_responses(notebook, ravi)] == ["for you"]


def end_a_grant(notebook: Notebook, meera: Principal, ravi: Principal) -> list[object]:
    """Meera shared her notes and closed them again; the rows of Ravi's keys as they were."""
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    save_new_response(notebook, meera, make_body_response("once shared", pain="some"))
    rows = read_past_the_notebook(notebook, "SELECT * FROM drawer_keys WHERE reader_id = :who", who=ravi.id.hex)
    rows = [row for row in rows if row["owner_id"] == meera.id.hex]
    assert rows
    share_part(notebook, meera, Part.NOTES, Audience.ME)
    return list(rows)


@pytest.mark.parametrize(
    "also",
    [
        "SELECT 1",
        "UPDATE drawers SET number = number + 1000 WHERE audience = 'me-partner'",
        "UPDATE drawers SET audience = 'me-partner' WHERE part = 'notes'",
    ],
)
def test_a_key_of_an_ended_grant_put_back_gets_nothing_new(
    notebook: Notebook, meera: Principal, ravi: Principal, also: str
) -> None:
    ended = end_a_grant(notebook, meera, ravi)
    put_rows_back(notebook, "drawer_keys", ended)  # type: ignore[arg-type]
    write_past_the_notebook(notebook, also)
    with expect_refusal("readers" if "audience = 'me-partner' WHERE" not in also else "drawers"):
        save_new_response(notebook, meera, make_body_response("I think this is mine", pain="much"), LATER)
    with expect_refusal("readers" if "audience = 'me-partner' WHERE" not in also else "drawers"):
        share_part(notebook, meera, Part.NOTES, Audience.ME)
    assert all("mine" not in (one.note or "") for one in read_partner_responses(notebook, ravi))


def test_closing_a_part_takes_every_key_but_the_owners_whatever_the_drawer_says(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    end_a_grant(notebook, meera, ravi)
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    grant_parts(notebook, meera, Part.NOTES)
    share_part(notebook, meera, Part.NOTES, Audience.ME)
    for table in ("drawer_keys", "therapist_keys"):
        keys = read_past_the_notebook(
            notebook, f"SELECT reader_id FROM {table} JOIN drawers USING (drawer_id) WHERE part = 'notes'"
        )
        assert {row[0] for row in keys} <= {meera.id.hex}


def test_the_partner_is_shown_nothing_that_their_partner_did_not_write(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    """A drawer planted in Meera's name, for Ravi: only she could have sealed its key to him."""
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    save_new_response(notebook, meera, make_body_response("from me", pain="some"))
    drawer = plant_drawer(notebook, meera, "notes", new_key(), reader=ravi)
    write_past_the_notebook(notebook, "UPDATE entries SET drawer_id = :drawer WHERE kind = 'note'", drawer=drawer.hex)
    for read in (read_partner_responses, read_partner_events, read_partner_messages):
        if read is read_partner_responses:
            with expect_refusal("drawer-key-changed"):
                read(notebook, ravi)
        else:
            assert read(notebook, ravi) == ()


def test_marks_are_never_answered_for_points_that_the_partner_did_not_make(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    """Whoever could make Meera answer a yes to everything would learn every yes of hers."""
    save_marks(notebook, meera, STEPS, {"hands": "yes", "bath": "yes"}, NOW)
    number, about = new_number(), f"{meera.clinic}|{meera.couple}|{STEPS.name}"
    row = {"clinic_id": "home", "couple_id": meera.couple.hex, "owner_id": ravi.id.hex, "list": STEPS.name}
    points = blind(STEPS.ids, STEPS.ids, number, about)
    for mac in (b"", bytes(32), read_past_the_notebook(notebook, "SELECT mac FROM blinded_lists")[0][0]):
        write_past_the_notebook(notebook, "DELETE FROM blinded_lists WHERE owner_id = :who", who=ravi.id.hex)
        insert_row(notebook, "blinded_lists", **row, until="2026-12-20 12:00:00.000000", points=points, mac=mac)
        with expect_refusal("blinded-list"):
            read_agreements(notebook, meera, STEPS, NOW)
        with expect_refusal("blinded-list"):
            save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    [hers] = read_past_the_notebook(
        notebook, "SELECT double_blinded FROM blinded_lists WHERE owner_id = :who", who=meera.id.hex
    )
    assert hers[0] is None


def test_a_partners_own_list_of_before_or_of_longer_ago_is_not_taken_for_another(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    save_marks(notebook, ravi, STEPS, {"hands": "yes"}, NOW)
    save_marks(notebook, meera, STEPS, {"hands": "yes"}, NOW)
    assert read_agreements(notebook, ravi, STEPS, NOW).agreed == ("hands",)
    for change in (
        "until = '2099-01-01 00:00:00.000000'",
        "answered = NULL",
        "double_blinded = zeroblob(96)",
        "points = double_blinded",
        "list = 'other'",
    ):
        before = read_past_the_notebook(notebook, "SELECT * FROM blinded_lists WHERE owner_id = :who", who=ravi.id.hex)
        write_past_the_notebook(notebook, f"UPDATE blinded_lists SET {change} WHERE owner_id = :who", who=ravi.id.hex)
        if change.startswith("list"):
            assert read_agreements(notebook, meera, STEPS, NOW).agreed == ()
        else:
            with expect_refusal("blinded-list"):
                read_agreements(notebook, meera, STEPS, NOW)
        write_past_the_notebook(notebook, "DELETE FROM blinded_lists WHERE owner_id = :who", who=ravi.id.hex)
        put_rows_back(notebook, "blinded_lists", before)


def test_a_therapists_notes_are_never_sealed_with_a_planted_key(notebook: Notebook, meera: Principal) -> None:
    rao = make_therapist(notebook)
    connect_therapist(notebook, meera, rao)
    planted = seal_key(new_key(), new_key_pair(), rao.keys.public, b"therapist's own key")
    write_past_the_notebook(notebook, "UPDATE therapists SET sealed_own = :key", key=planted)
    with expect_refusal("therapist-account"):
        save_therapist_note(notebook, rao, meera.couple, TherapistNote(uuid4(), NOW.date(), "a thought"))
    assert read_past_the_notebook(notebook, "SELECT * FROM case_records") == []


def test_a_planted_key_gets_a_therapist_nothing(notebook: Notebook, meera: Principal) -> None:
    """A therapist whom nobody let in, with the file: their own key row for a drawer of hers."""
    stranger = make_therapist(notebook, "Dr Else")
    save_new_response(notebook, meera, make_check_in(touch="some", note="mine"))
    for drawer in read_past_the_notebook(notebook, "SELECT * FROM drawers"):
        place = {name: drawer[name] for name in ("clinic_id", "couple_id", "owner_id", "drawer_id")}
        key = seal_key(new_key(), stranger.keys, stranger.keys.public, b"")
        insert_row(notebook, "therapist_keys", **place, reader_id=stranger.id.hex, sealed_key=key)
    with expect_refusal("readers"):
        save_new_response(notebook, meera, make_check_in(touch="much", note="still mine"), LATER)
