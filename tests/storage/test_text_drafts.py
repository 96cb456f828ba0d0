"""What is typed and not sent is there again for whoever typed it, sealed, and gone when it is sent or they leave."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from nearer.database.row_errors import EntryBroken, NotSaved
from nearer.personal_records.erasure import erase_me
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.people import start_couple
from nearer.storage.couple.text_drafts import (
    MAX_CHARACTERS,
    MAX_FIELDS,
    TypedText,
    read_text_drafts,
    save_text_draft,
)
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_couple_record
from nearer.storage.therapist.own_records import read_note_drafts, save_note_draft
from tests.storage.clinic import connect_therapist, make_therapist, make_therapist_with_passphrase
from tests.storage.making import NOW, PASSPHRASE, make_couple, make_new_person, read_rows, tamper

MARKER = "mulberry-lighthouse-77"


def types(notebook: Notebook, principal: Principal, words: str, place: str = "feel-wish") -> None:
    save_text_draft(notebook, principal, TypedText(place, words), NOW)


def test_each_field_keeps_its_own_unsent_text_as_it_was_typed_last(notebook: Notebook, meera: Principal) -> None:
    types(notebook, meera, "to")
    types(notebook, meera, "to stay")
    types(notebook, meera, "glad ", "feel-feel")
    assert read_text_drafts(notebook, meera) == {"feel-wish": "to stay", "feel-feel": "glad "}


def test_an_emptied_field_leaves_the_others_and_the_last_one_leaves_no_row(
    notebook: Notebook, meera: Principal
) -> None:
    types(notebook, meera, "to stay")
    types(notebook, meera, "glad", "feel-feel")
    types(notebook, meera, "")
    assert read_text_drafts(notebook, meera) == {"feel-feel": "glad"}
    types(notebook, meera, "", "feel-feel")
    types(notebook, meera, "", "feel-feel")
    assert read_rows(notebook, "SELECT * FROM entries") == []


def test_a_partner_reads_no_unsent_text(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    types(notebook, meera, MARKER)
    assert read_text_drafts(notebook, ravi) == {}
    assert MARKER not in repr(read_personal_export(notebook, ravi))


def test_the_file_shows_neither_an_unsent_text_nor_its_field_nor_how_many_there_are(file_notebook: Notebook) -> None:
    meera, _ravi = make_couple(file_notebook)
    path: Path | None = file_notebook.path
    assert path is not None
    types(file_notebook, meera, MARKER, "place-" + MARKER)
    [row] = read_rows(file_notebook, "SELECT body FROM entries")
    types(file_notebook, meera, MARKER * 2, "second-" + MARKER)
    [both] = read_rows(file_notebook, "SELECT body FROM entries")
    assert len(row["body"]) == len(both["body"])
    assert MARKER.encode() not in path.read_bytes()


def test_an_unsent_text_that_is_sent_leaves_not_even_its_sealed_body(file_notebook: Notebook) -> None:
    meera, _ravi = make_couple(file_notebook)
    path: Path | None = file_notebook.path
    assert path is not None
    types(file_notebook, meera, MARKER)
    [entry] = read_rows(file_notebook, "SELECT body FROM entries")
    piece = entry["body"][2000:2100]
    assert piece in path.read_bytes()
    types(file_notebook, meera, "")
    assert piece not in path.read_bytes()


@pytest.mark.only_sqlite
@pytest.mark.parametrize(
    ("change", "named"),
    [("kind = 'text drafts', body = zeroblob(5000)", "text drafts"), ("entry_id = :id", "Something you saved")],
)
def test_a_damaged_unsent_text_is_named(notebook: Notebook, meera: Principal, change: str, named: str) -> None:
    types(notebook, meera, MARKER)
    tamper(notebook, f"UPDATE entries SET {change}", **({"id": uuid4().hex} if ":id" in change else {}))
    with pytest.raises(EntryBroken, match=named):
        read_text_drafts(notebook, meera)


def test_too_long_an_unsent_text_is_refused_with_a_sentence_and_the_one_before_stays(
    notebook: Notebook, meera: Principal
) -> None:
    types(notebook, meera, "x" * MAX_CHARACTERS)
    with pytest.raises(NotSaved, match="4,000 characters"):
        types(notebook, meera, "x" * (MAX_CHARACTERS + 1))
    for number in range(MAX_FIELDS - 1):
        types(notebook, meera, "x", f"event-{number}")
    with pytest.raises(NotSaved, match="were not sent"):
        types(notebook, meera, "x", "one more")
    types(notebook, meera, "changed")
    assert read_text_drafts(notebook, meera)["feel-wish"] == "changed"
    assert len(read_text_drafts(notebook, meera)) == MAX_FIELDS


def test_an_unsent_text_is_there_after_signing_in_again_is_taken_along_and_goes_with_the_person(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    types(notebook, meera, MARKER)
    opened = sign_in(notebook, "Meera", PASSPHRASE)
    assert opened is not None
    assert read_text_drafts(notebook, opened.principal) == {"feel-wish": MARKER}
    assert read_personal_export(notebook, opened.principal).not_sent == {"feel-wish": MARKER}
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    assert read_rows(notebook, "SELECT * FROM entries") == []
    notebook.close()


def test_a_therapist_finds_what_they_typed_about_a_couple_and_nobody_else_does(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    rao, iyer = make_therapist(notebook), make_therapist(notebook, "Dr Iyer")
    connect_therapist(notebook, meera, rao)
    connect_therapist(notebook, ravi, iyer)
    save_note_draft(notebook, rao, meera.couple, TypedText("note", MARKER))
    assert read_note_drafts(notebook, rao, meera.couple) == {"note": MARKER}
    assert read_note_drafts(notebook, iyer, meera.couple) == {}
    assert MARKER not in repr(read_personal_export(notebook, meera))
    assert read_couple_record(notebook, rao, meera.couple, NOW).notes == ()
    save_note_draft(notebook, rao, meera.couple, TypedText("note", ""))
    assert read_rows(notebook, "SELECT * FROM case_records") == []


def test_a_text_a_therapist_typed_is_sealed_and_deleted_with_the_last_of_the_couple(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    rao = make_therapist_with_passphrase(notebook)
    connect_therapist(notebook, meera, rao)
    save_note_draft(notebook, rao, meera.couple, TypedText("note", MARKER))
    assert not any(MARKER.encode() in file.read_bytes() for file in (tmp_path / "data").iterdir())
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    assert read_rows(notebook, "SELECT * FROM case_records") == []
    notebook.close()


def test_a_therapists_draft_moved_to_another_couple_does_not_open(notebook: Notebook, meera: Principal) -> None:
    rao = make_therapist(notebook)
    asha, _dev = make_couple(notebook, "Asha", "Dev")
    for each in (meera, asha):
        connect_therapist(notebook, each, rao)
    save_note_draft(notebook, rao, meera.couple, TypedText("note", MARKER))
    tamper(notebook, "UPDATE case_records SET couple_id = :id", id=asha.couple.hex)
    with pytest.raises(EntryBroken):
        read_note_drafts(notebook, rao, asha.couple)
