"""Every row that speaks of a person, moved, changed, removed, put back or doubled: their notebook says so by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal
from nearer.storage.couple.events import change_event, read_own_events, save_event
from nearer.storage.couple.form_drafts import Draft, read_drafts, save_draft
from nearer.storage.couple.people import Settings, read_couple_members, read_settings, save_settings
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import read_audiences
from nearer.storage.couple.text_drafts import TypedText, read_text_drafts, save_text_draft
from nearer.storage.couple.topics_read import read_topics_read, save_topic_read
from nearer.storage.couple.visit_questions import read_visit_questions, save_visit_questions
from nearer.storage.notebook import Notebook
from tests.storage.attacks import (
    expect_refusal,
    put_rows_back,
    read_past_the_notebook,
    share_part,
    write_past_the_notebook,
)
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist
from tests.storage.copies import made_once
from tests.storage.making import NOW, WEEK, ZONE, make_body_response, make_check_in, make_couple, save_new_response

KEY = uuid4()
PERSONS_TABLES = ("people", "slots", "consents", "connections", "drawers", "responses", "entries", "drafts", "ledgers")


@pytest.fixture
def notebook(file_notebook: Notebook) -> Notebook:
    return file_notebook


@made_once
def live(notebook: Notebook) -> tuple[Principal, Principal]:
    """Meera with a little of everything, and with a therapist; and Ravi."""
    meera, ravi = make_couple(notebook)
    connect_therapist(notebook, meera, make_therapist(notebook))
    share_part(notebook, meera, Part.NOTES, Audience.PARTNER)
    grant_parts(notebook, meera, Part.CLOSENESS)
    save_new_response(notebook, meera, make_check_in(touch="some", note="a walk"))
    save_new_response(notebook, meera, make_body_response("the body", pain="much"))
    save_event(notebook, meera, Event(EventKind.SURGERY, "", date(2026, 11, 1)), KEY, NOW)
    save_draft(notebook, meera, Draft("both", None, {"pain": "some"}), NOW)
    save_visit_questions(notebook, meera, ["When?"], NOW)
    return meera, ravi


@pytest.fixture
def couple(notebook: Notebook, request: pytest.FixtureRequest) -> tuple[Principal, Principal]:
    return live(notebook) if "hers" in request.fixturenames else make_couple(notebook)


@pytest.fixture
def hers(meera: Principal) -> Principal:
    """Meera, after `live`."""
    return meera


# What somebody writes into the file, and the name of what is said to her.
CHANGES = {
    # the week and questionnaire of a response: these were shown as if they were hers
    "UPDATE responses SET week = '2026-W10', saved = '2026-03-03 10:00:00.000000' WHERE week != ''": "responses",
    "UPDATE responses SET questionnaire = 'closeness-weekly', week = '2026-W47' WHERE week = ''": "responses",
    "UPDATE responses SET version = '2.0'": "responses",
    "UPDATE responses SET sha256 = replace(sha256, 'a', 'b')": "responses",
    "UPDATE responses SET language = 'hi'": "responses",
    "UPDATE responses SET number = number + 10": "responses",
    "UPDATE responses SET number = CAST(number AS BLOB)": "responses",
    "UPDATE responses SET questionnaire = questionnaire || char(0) || 'x'": "responses",
    "UPDATE responses SET number = -number": "responses",
    # rows removed: nothing was said
    "DELETE FROM responses": "responses",
    "DELETE FROM entries": "entries",
    "DELETE FROM entries WHERE kind = 'event'": "entries",
    "DELETE FROM entries WHERE kind = 'questions'": "entries",
    "DELETE FROM drafts": "drafts",
    "DELETE FROM consents": "consents",
    "DELETE FROM drawers": "drawers",
    "DELETE FROM connections": "therapist",
    "DELETE FROM drawer_keys": "readers",
    "DELETE FROM therapist_keys": "readers",
    "DELETE FROM drawer_keys WHERE reader_id != owner_id": "readers",
    "DELETE FROM ledgers": "ledger",
    # relabelled so that nothing looks for them
    "UPDATE entries SET kind = 'x' WHERE kind = 'event'": "entries",
    "UPDATE entries SET kind = 'event' || char(0) WHERE kind = 'event'": "entries",
    "UPDATE entries SET questionnaire = NULL WHERE kind = 'note'": "entries",
    "UPDATE entries SET mac = x'00'": "entries",
    "UPDATE entries SET mac = x''": "entries",
    "UPDATE drafts SET week = '2026-W40'": "drafts",
    "UPDATE drafts SET questionnaire = 'body'": "drafts",
    "UPDATE drafts SET version = 9": "drafts",
    "UPDATE drafts SET saved = '2026-01-01 00:00:00.000000'": "drafts",
    "UPDATE drawers SET audience = 'me'": "drawers",
    "UPDATE drawers SET audience = 'all' WHERE part = 'own'": "drawers",
    "UPDATE drawers SET part = 'questions' WHERE part = 'own'": "drawers",
    "UPDATE drawers SET number = number + 1000 WHERE number = 1": "drawers",
    "UPDATE drawers SET opened = '2020-01-01 00:00:00.000000'": "drawers",
    "UPDATE connections SET ended = NULL, since = '2026-01-01 00:00:00.000000'": "therapist",
    "UPDATE connections SET public_key = zeroblob(32)": "therapist",
    "UPDATE consents SET withdrawn = '2026-11-24 00:00:00.000000'": "consents",
    "UPDATE consents SET purpose = 'something else'": "consents",
    "UPDATE people SET nickname = 'Somebody' WHERE person_id = :who": "person",
    "UPDATE people SET zone = 'Europe/London' WHERE person_id = :who": "person",
    "UPDATE people SET idle_minutes = 15 WHERE person_id = :who": "person",
    "UPDATE people SET shift_leaves = NOT shift_leaves WHERE person_id = :who": "person",
    "UPDATE people SET public_key = zeroblob(32) WHERE person_id = :who": "person",
    "UPDATE people SET public_key = 'text' WHERE person_id = :who": "person",
    "UPDATE people SET signing_key = zeroblob(32) WHERE person_id = :who": "person",
    "UPDATE people SET sealed_unlock = zeroblob(72) WHERE person_id = :who": "person",
    "UPDATE people SET recovery_confirmed = NOT recovery_confirmed WHERE person_id = :who": "person",
    "UPDATE people SET role = 'partner' WHERE person_id = :who": "person",
    "UPDATE people SET invited = x'00' WHERE person_id = :who": "person",
    "UPDATE ledgers SET changes = changes - 1": "ledger",
    "UPDATE ledgers SET changes = changes + 1": "ledger",
    "UPDATE ledgers SET body = zeroblob(length(body))": "ledger",
    "UPDATE ledgers SET body = 'text'": "ledger",
    "UPDATE ledgers SET body = (SELECT l.body FROM ledgers l WHERE l.owner_id != ledgers.owner_id)": "ledger",
    "INSERT INTO slots SELECT clinic_id, couple_id, person_id, 'passphrase', x'00', 3, 9, x'' FROM people": "sign-in",
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_outside_nearer_is_refused_by_its_name_and_nothing_more_is_written(
    notebook: Notebook, hers: Principal, change: str
) -> None:
    write_past_the_notebook(notebook, change, who=hers.id.hex) if ":who" in change else write_past_the_notebook(
        notebook, change
    )
    after = [
        tuple(row) for table in PERSONS_TABLES for row in read_past_the_notebook(notebook, f"SELECT * FROM {table}")
    ]
    reads: list[Callable[[Notebook, Principal], object]] = [read_own_responses, read_personal_export, read_audiences]
    for read in reads:
        with expect_refusal(CHANGES[change]):
            read(notebook, hers)
    with expect_refusal(CHANGES[change]):
        save_new_response(notebook, hers, make_check_in(touch="much"), NOW + timedelta(hours=1))
    assert [
        tuple(row) for table in PERSONS_TABLES for row in read_past_the_notebook(notebook, f"SELECT * FROM {table}")
    ] == after


@pytest.mark.parametrize("change", ["SELECT 1", "UPDATE attempts SET failed = 0", "REINDEX"])
def test_a_write_outside_nearer_that_changes_nothing_of_hers_is_no_alarm(
    notebook: Notebook, hers: Principal, change: str
) -> None:
    write_past_the_notebook(notebook, change)
    assert [one.note for one in read_own_responses(notebook, hers)] == ["a walk", "the body"]


OLDER: dict[str, tuple[Callable[[Notebook, Principal], object], Callable[[Notebook, Principal], object], str]] = {
    "an event": (
        lambda notebook, who: change_event(
            notebook, who, Event(EventKind.RADIOTHERAPY, "", date(2026, 11, 2)), KEY, NOW + timedelta(hours=1)
        ),
        read_own_events,
        "entries",
    ),
    "a list": (
        lambda notebook, who: save_visit_questions(notebook, who, ["Why?"], NOW),
        read_visit_questions,
        "entries",
    ),
    "a draft": (
        lambda notebook, who: save_draft(notebook, who, Draft("both", None, {"pain": "much"}, version=1), NOW),
        read_drafts,
        "drafts",
    ),
    "who reads": (
        lambda notebook, who: share_part(notebook, who, Part.NOTES, Audience.ME),
        read_audiences,
        "drawers",
    ),
    "settings": (lambda notebook, who: save_settings(notebook, who, Settings(ZONE, 3, "hi")), read_settings, "person"),
}


@pytest.mark.parametrize("what", OLDER)
def test_an_older_state_of_one_table_is_not_taken_for_the_newest(
    notebook: Notebook, hers: Principal, what: str
) -> None:
    change, read, named = OLDER[what]
    table = {"entries": "entries", "drafts": "drafts", "drawers": "drawers", "person": "people"}[named]
    before = read_past_the_notebook(notebook, f"SELECT * FROM {table}")
    change(notebook, hers)
    write_past_the_notebook(notebook, "PRAGMA foreign_keys=OFF", f"DELETE FROM {table}")
    put_rows_back(notebook, table, before)
    with expect_refusal(named):
        read(notebook, hers)


def whole(notebook: Notebook, owner: Principal) -> dict[str, list[object]]:
    """Every row of one person, their ledger too."""
    names = {"people": "person_id", "slots": "person_id", "consents": "person_id", "connections": "person_id"}
    tables = (*PERSONS_TABLES, "drawer_keys", "therapist_keys", "scored_weeks", "blinded_lists")
    return {
        table: list(
            read_past_the_notebook(
                notebook, f"SELECT * FROM {table} WHERE {names.get(table, 'owner_id')} = :who", who=owner.id.hex
            )
        )
        for table in tables
    }


def put_whole_back(notebook: Notebook, owner: Principal, rows: dict[str, list[object]]) -> None:
    names = {"people": "person_id", "slots": "person_id", "consents": "person_id", "connections": "person_id"}
    for table, old in rows.items():
        write_past_the_notebook(
            notebook, f"DELETE FROM {table} WHERE {names.get(table, 'owner_id')} = :who", who=owner.id.hex
        )
        put_rows_back(notebook, table, old)  # type: ignore[arg-type]


def test_all_of_a_person_rolled_back_is_noticed_by_whoever_is_signed_in_and_by_the_partner(
    notebook: Notebook, hers: Principal, ravi: Principal
) -> None:
    """The one change that is in order by itself: the count of the ledger tells whoever has seen a higher one."""
    before = whole(notebook, hers)
    save_new_response(notebook, hers, make_check_in(touch="much", note="newest"), NOW + timedelta(hours=1))
    save_new_response(notebook, ravi, make_check_in(touch="some"), NOW + timedelta(hours=1))
    put_whole_back(notebook, hers, before)
    with expect_refusal("rolled-back"):
        read_own_responses(notebook, hers)
    for read in (read_partner_responses, read_couple_members):
        with expect_refusal("partner-rolled-back"):
            read(notebook, ravi)


def test_an_entry_that_the_partner_made_with_the_shared_key_is_not_taken_for_hers(
    notebook: Notebook, hers: Principal, ravi: Principal
) -> None:
    """Ravi has the key of the drawer that she shares, and writes in it: only she makes the MAC over an entry."""
    from nearer.privacy.packed_bodies import pack_body, unpack_body
    from nearer.privacy.seal import open_body, seal_body
    from nearer.sealed.entries import bind_entry, read_entries

    with notebook.read_as(ravi) as reader:
        notes = read_entries(reader, hers.id, "note")
        [row] = [one for one in notes if one.questionnaire == "closeness-weekly"]
        key = ravi.drawer_keys.get(row.drawer_id)
        if key is None:
            read_partner_responses(notebook, ravi)
            key = ravi.drawer_keys[row.drawer_id]
        about = bind_entry(row._mapping)
        assert b"a walk" in unpack_body(open_body(row.body, key, about))
        forged = seal_body(pack_body(b'{"any": "I hate walks"}'), key, about)
    write_past_the_notebook(
        notebook, "UPDATE entries SET body = :body WHERE entry_id = :id", body=forged, id=row.entry_id.hex
    )
    with pytest.raises(Exception, match="does not pass its seal") as refusal:
        read_own_responses(notebook, hers)
    assert refusal.value.code == "weeks-entry-damaged"  # type: ignore[attr-defined]


def test_a_text_where_bytes_belong_is_a_refusal_and_no_crash(notebook: Notebook, hers: Principal) -> None:
    write_past_the_notebook(notebook, "UPDATE entries SET body = 'a text'")
    with pytest.raises(Exception, match="does not pass its seal"):
        read_own_responses(notebook, hers)
    write_past_the_notebook(notebook, "UPDATE entries SET body = CAST(x'ff00fe' AS TEXT)")
    with expect_refusal("value-damaged"):
        read_own_responses(notebook, hers)


def test_rows_exchanged_between_two_owners_are_noticed_by_both(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    for one in (meera, ravi):
        save_topic_read(notebook, one, "touch", NOW.date(), NOW)
        save_text_draft(notebook, one, TypedText("a", f"of {one.nickname}"), NOW)
    write_past_the_notebook(
        notebook,
        "UPDATE entries SET owner_id = CASE owner_id WHEN :a THEN :b ELSE :a END, drawer_id = (SELECT drawer_id FROM "
        "drawers WHERE part = 'own' AND owner_id = CASE entries.owner_id WHEN :a THEN :b ELSE :a END)",
        a=meera.id.hex,
        b=ravi.id.hex,
    )
    for person in (meera, ravi):
        for read in (read_topics_read, read_text_drafts):
            with expect_refusal("entries"):
                read(notebook, person)


def test_while_nobody_else_writes_rows_are_compared_once_and_then_after_each_write_of_another_program(
    notebook: Notebook, hers: Principal
) -> None:
    """The comparison reads every row, so a click does not wait for it; a write from outside brings it back at once."""
    comparisons: list[str] = []
    compared = notebook.writes.compared
    object.__setattr__(notebook.writes, "compared", lambda owner: (comparisons.append("x"), compared(owner))[1])
    with notebook.read_as(hers) as reader:
        assert notebook.writes.is_compared(reader.connection, hers.id)
    save_new_response(notebook, hers, make_check_in(touch="much"), NOW + timedelta(hours=1))
    with notebook.read_as(hers) as reader:
        assert notebook.writes.is_compared(reader.connection, hers.id)
    write_past_the_notebook(notebook, "UPDATE responses SET week = '2026-W40' WHERE week = :week", week=str(WEEK))
    with expect_refusal("responses"):
        read_own_responses(notebook, hers)
    with expect_refusal("responses"):  # and it stays a refusal
        read_own_responses(notebook, hers)
