"""Taking what is one's own, and leaving: delete really deletes, and the one who stays keeps all of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from nearer.database.row_errors import NotFound, NotSaved
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part, Role, SharedPart
from nearer.personal_records.erasure import erase_me
from nearer.personal_records.personal_export import read_personal_export
from nearer.privacy.principal import Principal
from nearer.storage.couple.credentials import sign_in
from nearer.storage.couple.events import save_event
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple, read_couple_members, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import read_audiences, set_audiences
from nearer.storage.couple.text_drafts import TypedText, save_text_draft
from nearer.storage.couple.topics_read import save_topic_read
from nearer.storage.notebook import Notebook, open_notebook
from tests.shared_parts import make_audience_changes
from tests.storage.making import (
    NOW,
    PASSPHRASE,
    WEEK,
    find_drawers_written,
    make_body_response,
    make_check_in,
    make_couple,
    make_new_person,
    read_rows,
    save_new_response,
    save_weekly_check_ins,
    tamper,
)

OTHER = "guess-luggage-sailor-moon"
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"


@dataclass(frozen=True)
class Home:
    """Meera and Ravi in a real notebook, each showing the other everything, each with an unfinished form."""

    notebook: Notebook
    meera: Principal
    ravi: Principal

    @property
    def folder(self) -> Path:
        assert self.notebook.path is not None
        return self.notebook.path.parent


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera-f81d", zone="Antarctica/Troll"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), OTHER, NOW).principal
    for person in (meera, ravi):
        save_weekly_check_ins(notebook, person, 6)
        set_audiences(notebook, person, make_audience_changes(audience=Audience.PARTNER, earlier=True), NOW)
        save_new_response(notebook, person, make_check_in(touch="much", note="changed"))
        save_draft(notebook, person, Draft("body", None, {"hope": "x"}), NOW)
        save_event(notebook, person, Event(EventKind.SURGERY, "", NOW.date()), uuid4(), NOW)
        save_topic_read(notebook, person, "hormones", NOW.date(), NOW)
        save_text_draft(notebook, person, TypedText("feel-wish", "to stay"), NOW)
    yield Home(notebook, meera, ravi)
    notebook.close()


def traces(notebook: Notebook, principal: Principal) -> list[bytes]:
    """Every id, name, key and piece of a sealed body that belongs to one person alone, as it lies in the file."""
    pieces = [principal.id.hex.encode(), principal.id.bytes, principal.nickname.encode(), principal.keys.public]
    for [table] in (row.values() for row in read_rows(notebook, TABLES)):
        for row in read_rows(notebook, "SELECT * FROM " + table):
            if principal.id.hex in (row.get("owner_id"), row.get("person_id"), row.get("reader_id")):
                pieces += [value[-60:] for value in row.values() if isinstance(value, bytes)]
                pieces += [row[name].encode() for name in ("response_id", "entry_id", "consent_id") if row.get(name)]
                if row.get("owner_id") == principal.id.hex:
                    pieces.append(row.get("drawer_id", principal.id.hex).encode())
    return pieces


def seen(folder: Path, leftovers: list[bytes]) -> list[bytes]:
    files = [file.read_bytes() for file in folder.iterdir()]
    return [trace for trace in leftovers if any(trace in content for content in files)]


def test_after_leaving_no_byte_of_a_person_is_in_the_files(home: Home) -> None:
    leftovers = [*traces(home.notebook, home.meera), b"Antarctica/Troll"]
    assert len(leftovers) > 100 and seen(home.folder, leftovers[4:]) == leftovers[4:]
    assert erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    assert seen(home.folder, leftovers) == []
    home.notebook.close()
    assert seen(home.folder, leftovers) == []


def test_a_partner_who_stays_keeps_everything_of_their_own(home: Home) -> None:
    before = read_personal_export(home.notebook, home.ravi)
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    after = read_personal_export(home.notebook, home.ravi)
    assert (after.responses, after.drafts, after.agreements) == (before.responses, before.drafts, before.agreements)
    assert (after.settings, after.damaged) == (before.settings, ())
    opened = sign_in(home.notebook, "Ravi", OTHER)
    assert opened is not None and read_own_responses(home.notebook, opened.principal)
    save_new_response(home.notebook, home.ravi, make_check_in(touch="none"))


def test_a_person_whose_partner_left_has_no_partner_and_shares_nothing_with_anybody(home: Home) -> None:
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    assert read_couple_members(home.notebook, home.ravi).partner is None
    assert read_couple_members(home.notebook, home.ravi).me.first
    assert read_partner_responses(home.notebook, home.ravi) == ()
    assert set(read_audiences(home.notebook, home.ravi).values()) == {Audience.ME}
    assert read_rows(home.notebook, "SELECT * FROM drawer_keys WHERE owner_id != reader_id") == []


def test_what_is_written_after_the_other_left_lies_in_new_drawers(home: Home) -> None:
    known = set(home.ravi.drawer_keys)
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    own = {row["drawer_id"] for row in read_rows(home.notebook, "SELECT drawer_id FROM drawers WHERE part = 'own'")}
    written = find_drawers_written(
        home.notebook, lambda: save_new_response(home.notebook, home.ravi, make_check_in(touch="none", note="alone"))
    )
    assert written - own and not (written - own) & {one.hex for one in known}


def test_somebody_who_joins_later_reads_nothing_until_it_is_shown_to_them(home: Home) -> None:
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    code = create_invitation(home.notebook, home.ravi, NOW)
    asha = join_couple(home.notebook, code, make_new_person("Asha"), PASSPHRASE, NOW).principal
    save_new_response(home.notebook, home.ravi, make_check_in(touch="some", note="mine"))
    assert read_partner_responses(home.notebook, asha) == ()
    set_audiences(home.notebook, home.ravi, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(home.notebook, home.ravi, make_check_in(touch="much"))
    assert [one.week for one in read_partner_responses(home.notebook, asha)] == [WEEK]


def test_the_last_of_a_couple_leaves_an_empty_notebook_that_opens_again(home: Home) -> None:
    leftovers = [*traces(home.notebook, home.ravi), home.ravi.couple.hex.encode()]
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    assert erase_me(home.notebook, home.ravi, OTHER, NOW)
    assert seen(home.folder, leftovers) == []
    tables = [
        name for [name] in (row.values() for row in read_rows(home.notebook, TABLES)) if name != "alembic_version"
    ]
    assert {table: read_rows(home.notebook, "SELECT * FROM " + table) for table in tables} == {
        table: [] for table in tables
    }
    home.notebook.close()
    again = open_notebook(home.folder)
    assert start_couple(again, make_new_person("Meera-f81d"), PASSPHRASE, NOW).recovery_code
    again.close()


def test_an_open_invitation_is_deleted_with_the_person_who_made_it(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path / "data")
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    create_invitation(notebook, meera, NOW)
    assert erase_me(notebook, meera, PASSPHRASE, NOW)
    assert read_rows(notebook, "SELECT * FROM invitations") == []
    notebook.close()


@pytest.mark.parametrize("typed", ["", OTHER, PASSPHRASE.upper()])
def test_a_wrong_passphrase_deletes_nothing_even_if_it_is_the_partners(home: Home, typed: str) -> None:
    before = read_personal_export(home.notebook, home.meera)
    assert not erase_me(home.notebook, home.meera, typed, NOW)
    assert read_personal_export(home.notebook, home.meera) == before


def test_a_person_who_has_left_is_not_known_any_more(home: Home) -> None:
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    assert sign_in(home.notebook, home.meera.nickname, PASSPHRASE) is None
    for again in (lambda: erase_me(home.notebook, home.meera, PASSPHRASE, NOW), lambda: keep_one(home)):
        with pytest.raises(NotFound):
            again()


def keep_one(home: Home) -> None:
    save_new_response(home.notebook, home.meera, make_check_in(touch="some"))


def test_a_deletion_that_stops_half_way_has_deleted_nothing(home: Home) -> None:
    tamper(home.notebook, "CREATE TEMP TRIGGER no BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'stopped'); END")
    before = read_personal_export(home.notebook, home.meera), read_personal_export(home.notebook, home.ravi)
    with pytest.raises(IntegrityError):
        erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    assert (read_personal_export(home.notebook, home.meera), read_personal_export(home.notebook, home.ravi)) == before


def test_deleting_everything_of_a_person_leaves_other_couples_as_they_were(home: Home) -> None:
    grace = start_couple(home.notebook, make_new_person("Grace"), PASSPHRASE, NOW).principal
    save_new_response(home.notebook, grace, make_check_in(touch="some", note="ours"))
    before = read_personal_export(home.notebook, grace)
    erase_me(home.notebook, home.meera, PASSPHRASE, NOW)
    erase_me(home.notebook, home.ravi, OTHER, NOW)
    assert read_personal_export(home.notebook, grace) == before


def test_nobody_of_the_demo_is_deleted_and_a_sentence_says_why(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    with pytest.raises(NotSaved, match="made up"):
        erase_me(notebook, meera, PASSPHRASE, NOW)
    assert read_couple_members(notebook, meera).me.nickname == "Meera"


def test_the_personal_file_holds_every_version_every_draft_and_every_choice(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    save_new_response(notebook, meera, make_check_in(touch="some", note="first"))
    save_new_response(notebook, meera, make_check_in(touch="much", note="second"), NOW + timedelta(hours=1))
    save_new_response(notebook, meera, make_body_response(pain="much", hope="rest"))
    save_draft(notebook, meera, Draft("both", None, {"pain": "some"}), NOW)
    set_audiences(notebook, meera, make_audience_changes(Part.NOTES, audience=Audience.PARTNER), NOW)
    operation = Event(EventKind.SURGERY, "the second one", date(2026, 3, 5), entered=NOW)
    save_event(notebook, meera, operation, uuid4(), NOW)
    save_topic_read(notebook, meera, "hormones", NOW.date(), NOW)
    own = read_personal_export(notebook, meera)
    assert (own.events, own.topics_read) == ((operation,), {"hormones": NOW.date()})
    assert [one.note for one in own.responses] == ["first", "second", ""]
    assert own.responses[2].answers["hope"] == "rest"
    assert [one.answers for one in own.drafts] == [{"pain": "some"}]
    assert own.audiences[SharedPart(Part.NOTES)] == Audience.PARTNER
    assert (own.me.nickname, own.settings.zone) == ("Meera", "Asia/Kolkata")
    assert [(one.purpose, one.agreed_at) for one in own.agreements] == [("keep my answers", NOW)]


def test_the_personal_file_holds_nothing_of_the_partner_not_even_what_they_show(notebook: Notebook) -> None:
    meera, ravi = make_couple(notebook)
    set_audiences(notebook, ravi, make_audience_changes(audience=Audience.PARTNER), NOW)
    save_new_response(notebook, ravi, make_check_in(touch="some", note="marker-of-ravi"))
    save_draft(notebook, ravi, Draft("body", None, {"hope": "marker-of-ravi"}), NOW)
    own = read_personal_export(notebook, meera)
    assert (own.responses, own.drafts) == ((), ())
    assert "Ravi" not in repr(own) and ravi.id.hex not in repr(own).replace("-", "")


@pytest.mark.only_sqlite
def test_a_damaged_entry_is_named_in_the_personal_file_and_everything_else_is_taken_along(notebook: Notebook) -> None:
    meera, _ravi = make_couple(notebook)
    whole = save_new_response(notebook, meera, make_body_response(pain="some", note="whole"))
    save_new_response(notebook, meera, make_check_in(touch="some"))
    save_draft(notebook, meera, Draft("body", None, {"pain": "some"}, last_response_id=whole), NOW)
    other = "CASE substr(body, 101, 1) WHEN x'07' THEN x'08' ELSE x'07' END"
    flip = f"SET body = CAST(substr(body, 1, 100) || {other} || substr(body, 102) AS BLOB)"
    tamper(notebook, f"UPDATE entries {flip} WHERE kind = 'record' AND questionnaire = 'closeness-weekly'")
    tamper(notebook, f"UPDATE drafts {flip}")
    own = read_personal_export(notebook, meera)
    assert [one.note for one in own.responses] == ["whole"]
    assert own.drafts == ()
    assert len(own.damaged) == 2 and "closeness-weekly" in own.damaged[1]
