"""What a stranger with the file finds: no answer, score, note or draft, and nothing that can be moved about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from nearer.database.engines import writing
from nearer.database.row_errors import EntryBroken
from nearer.database.schema import entries, responses
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.privacy.principal import Principal
from nearer.sealed.entries import bind_entry, read_entries
from nearer.sealed.segments import label_response
from nearer.storage.couple.form_drafts import Draft, delete_draft, save_draft
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.couple.text_drafts import TypedText, save_text_draft
from nearer.storage.notebook import Notebook, open_notebook
from tests.shared_parts import make_audience_changes
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    make_body_response,
    make_check_in,
    make_couple,
    make_new_person,
    read_rows,
    save_new_response,
    tamper,
)

MARKER = "mulberry-lighthouse-77"
SPELLINGS = [MARKER.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")]


def _nowhere(folder: Path) -> bool:
    return not any(spelling in file.read_bytes() for file in folder.iterdir() for spelling in SPELLINGS)


def test_a_marker_typed_into_every_field_is_nowhere_in_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    notebook = open_notebook(folder)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    version = save_draft(notebook, meera, Draft("body", None, {"hope": MARKER, "where": MARKER}, note=MARKER), NOW)
    assert _nowhere(folder)
    save_draft(notebook, meera, Draft("body", None, {"hope": MARKER * 2}, note=MARKER, version=version), NOW)
    key = save_new_response(notebook, meera, make_body_response(pain="much", where=MARKER, hope=MARKER, note=MARKER))
    assert _nowhere(folder)
    choices = {"hope": (MARKER, MARKER * 2)}
    save_draft(
        notebook,
        meera,
        Draft("body", None, {"hope": MARKER}, note=MARKER, conflicts=choices, last_response_id=key),
        NOW,
    )
    delete_draft(notebook, meera, "body", None)
    save_text_draft(notebook, meera, TypedText(MARKER, MARKER), NOW)
    assert _nowhere(folder)
    assert PASSPHRASE.encode() not in (folder / "nearer.db").read_bytes()
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.answers["hope"] == MARKER
    notebook.close()
    assert _nowhere(folder)


def test_a_deleted_draft_leaves_not_even_its_sealed_body(file_notebook: Notebook) -> None:
    meera, _ravi = make_couple(file_notebook)
    assert file_notebook.path is not None
    save_draft(file_notebook, meera, Draft("body", None, {"hope": "x"}), NOW)
    [draft] = read_rows(file_notebook, "SELECT body FROM drafts")
    piece = draft["body"][2000:2100]
    assert piece in file_notebook.path.read_bytes()
    delete_draft(file_notebook, meera, "body", None)
    assert piece not in file_notebook.path.read_bytes()


def test_no_two_bodies_have_the_same_nonce(notebook: Notebook, meera: Principal) -> None:
    for _ in range(20):
        save_new_response(notebook, meera, make_check_in(touch="some"))
    nonces = [row["body"][:24] for row in read_rows(notebook, "SELECT body FROM entries")]
    assert len(set(nonces)) == len(nonces) == 8  # 20 responses of one week, in two segments of each part


def test_a_segment_that_takes_another_week_is_sealed_with_another_nonce(notebook: Notebook, meera: Principal) -> None:
    nonces = set()
    for _ in range(13):
        save_new_response(notebook, meera, make_check_in(touch="some"))
        nonces |= {row["body"][:24] for row in read_rows(notebook, "SELECT body FROM entries")}
    assert len(nonces) == 4 * 13


def test_the_same_answers_sealed_twice_look_nothing_alike(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(pain="some"))
    save_new_response(notebook, meera, make_body_response(pain="some"))
    bodies = [row["body"] for row in read_rows(notebook, "SELECT body FROM entries WHERE kind = 'record'")]
    assert bodies[0][24:] != bodies[1][24:]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entries SET body = (SELECT body FROM entries WHERE kind = 'answers') WHERE kind = 'note'",
        "UPDATE entries SET kind = 'note' WHERE kind = 'answers'",
        "UPDATE entries SET entry_id = :id WHERE kind = 'record'",
        "UPDATE entries SET drawer_id = (SELECT drawer_id FROM drawers WHERE part = 'notes' AND owner_id = :owner) "
        "WHERE kind = 'record'",
        "UPDATE entries SET questionnaire = 'body' WHERE kind = 'record'",
    ],
    ids=["another body", "another kind", "another id", "another drawer", "another questionnaire"],
)
def test_an_entry_that_was_moved_or_relabelled_does_not_open(notebook: Notebook, meera: Principal, change: str) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="a"))
    if "questionnaire" in change:
        save_new_response(notebook, meera, make_body_response(pain="some"))
    tamper(notebook, change, **{"id": "0" * 32, "owner": meera.id.hex} if ":" in change else {})
    with pytest.raises(EntryBroken):
        read_own_responses(notebook, meera, None)


def test_a_private_entry_copied_into_a_shared_drawer_does_not_open_for_the_partner(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some", note="private"))
    tamper(
        notebook,
        "UPDATE entries SET drawer_id = (SELECT drawer_id FROM entries WHERE kind = 'scores') WHERE kind = 'note'",
    )
    with pytest.raises(EntryBroken) as broken:
        read_partner_responses(notebook, ravi)
    assert "private" not in str(broken.value)


def test_a_key_row_copied_for_the_partner_opens_nothing(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="private"))
    tamper(
        notebook,
        "INSERT INTO drawer_keys SELECT clinic_id, couple_id, owner_id, drawer_id, :reader, sealed_key "
        "FROM drawer_keys WHERE reader_id = :owner",
        reader=ravi.id.hex,
        owner=meera.id.hex,
    )
    with pytest.raises(EntryBroken):
        read_partner_responses(notebook, ravi)


def test_an_error_of_the_database_shows_no_value(notebook: Notebook, meera: Principal) -> None:
    with pytest.raises(IntegrityError) as fault, writing(notebook.engine) as connection:
        connection.execute(
            text("INSERT INTO entries (clinic_id, kind) VALUES (:where, :kind)"), {"where": MARKER, "kind": MARKER}
        )
    assert MARKER not in str(fault.value)


def test_an_error_on_the_way_shows_no_answer(notebook: Notebook, meera: Principal) -> None:
    stop = "CREATE TEMP TRIGGER no BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no more entries'); END"
    tamper(notebook, stop)
    with pytest.raises(Exception, match="entries") as fault:
        save_new_response(notebook, meera, make_check_in(touch="some", note=MARKER))
    assert MARKER not in str(fault.value)


def test_an_entry_moved_to_other_plain_facts_does_not_open(notebook: Notebook, meera: Principal) -> None:
    """What others wrote is compared with no ledger of one's own: there the seal alone says what it is."""
    save_new_response(notebook, meera, make_check_in(touch="some", note="a"))
    with notebook.read_as(meera) as reader:
        rows = read_entries(reader, meera.id, "note", "answers")
    plain = dict(rows[0]._mapping)
    bound = {name for name in plain if bind_entry(plain | {name: "another"}) != bind_entry(plain)}
    assert len(rows) == 2 and bound == {column.name for column in entries.c} - {"mac", "body"}


def test_a_part_of_a_response_moved_to_other_plain_facts_does_not_open(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="a"))
    with notebook.read_as(meera) as reader:
        [plain] = [dict(row._mapping) for row in reader.execute(select(responses).where(reader.own(responses)))]
    others = dict.fromkeys(plain, "another") | {"saved": NOW + timedelta(seconds=1)}
    bound = {name for name in plain if label_response(plain | {name: others[name]}) != label_response(plain)}
    assert bound == {column.name for column in responses.c}


@pytest.mark.parametrize("change", ["week = '2026-W40'", "saved = '2026-01-01 00:00:00.000000'", "sha256 = 'x'"])
def test_a_response_that_was_relabelled_is_refused_to_the_partner_too(
    notebook: Notebook, meera: Principal, ravi: Principal, change: str
) -> None:
    set_audiences(notebook, meera, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some", note="private"))
    tamper(notebook, f"UPDATE responses SET {change}")
    with pytest.raises(EntryBroken) as broken:
        read_partner_responses(notebook, ravi)
    assert "private" not in str(broken.value)
