"""Somebody knew my passphrase: new keys, of which an old copy of the file and the old passphrase open nothing."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from nearer.database.notebook_folder import NOTEBOOK_FILE
from nearer.database.row_errors import EntryBroken, NotFound, NotSaved
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.privacy.principal import Principal, Therapist
from nearer.privacy.seal import SealBroken, new_key_pair, open_body
from nearer.privacy.signatures import signing_public
from nearer.privacy.succession import add_successor
from nearer.sealed.drawers import open_drawer, read_drawers
from nearer.sealed.entries import MARKS_LIST, read_sealed_list
from nearer.sealed.renewal import SEALED
from nearer.storage.couple.credentials import SignInOutcome, change_passphrase, is_passphrase, recover, sign_in
from nearer.storage.couple.events import change_event, read_own_events, save_event
from nearer.storage.couple.form_drafts import Draft, open_draft, save_draft
from nearer.storage.couple.invitations import create_invitation, read_inviting_couple
from nearer.storage.couple.mutual_agreements import AgreementList, read_agreements, save_marks
from nearer.storage.couple.new_keys import change_keys, confirm_partner_keys
from nearer.storage.couple.partner_messages import PartnerMessage, post_message, read_partner_messages
from nearer.storage.couple.people import join_couple, read_couple_members, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import read_couple_words
from nearer.storage.errors import InvitationRefused, PartnerKeysChanged
from nearer.storage.notebook import Notebook, open_notebook
from nearer.storage.therapist.caseload import read_caseload, read_couple_record
from tests.storage.attacks import expect_refusal, read_past_the_notebook, share_part, write_past_the_notebook
from tests.storage.clinic import WEEKS, connect_therapist, grant_parts, make_therapist_with_passphrase
from tests.storage.failing_writes import before_write
from tests.storage.making import NOW, PASSPHRASE, make_body_response, make_check_in, make_new_person, save_new_response

NEW, LATER = "guess-luggage-sailor-moon-tide", NOW + timedelta(hours=1)
THINGS = AgreementList("steps", ("hands", "back", "skin"))
SURGERY = Event(EventKind.SURGERY, "", NOW.date())
EVENT = UUID(int=7)


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Notebook]:
    notebook = open_notebook(tmp_path / "data")
    yield notebook
    notebook.close()


@pytest.fixture
def started(real: Notebook) -> SignInOutcome:
    """Meera, who answered, began a form, marked a day and shares with Ravi."""
    outcome = start_couple(real, make_new_person("Meera"), PASSPHRASE, NOW)
    meera = outcome.principal
    save_new_response(real, meera, make_check_in(touch="some", note="before"))
    save_draft(real, meera, Draft("body", None, {"hope": "begun"}), NOW)
    save_event(real, meera, SURGERY, EVENT, NOW)
    return outcome


@pytest.fixture
def meera(started: SignInOutcome) -> Principal:
    return started.principal


@pytest.fixture
def ravi(real: Notebook, meera: Principal) -> Principal:
    code = create_invitation(real, meera, NOW)
    joined = join_couple(real, code, make_new_person("Ravi", Role.PARTNER), "plum-harbour-arch-tide-oak", NOW).principal
    for who in (meera, joined):
        for part in (Part.CLOSENESS, Part.NOTES, Part.EVENTS):
            share_part(real, who, part, Audience.PARTNER, earlier=True)
    save_new_response(real, joined, make_check_in(touch="much", note="Ravi before"))
    return joined


def renew(notebook: Notebook, who: Principal) -> Principal:
    outcome = change_keys(notebook, who, PASSPHRASE, NEW, NOW)
    assert outcome is not None
    return outcome.principal


def notes(notebook: Notebook, who: Principal) -> list[str | None]:
    return [saved.note for saved in read_own_responses(notebook, who)]


def notes_of_partner(notebook: Notebook, who: Principal) -> list[str | None]:
    return [saved.note for saved in read_partner_responses(notebook, who)]


def copy_of(notebook: Notebook, folder: Path) -> Notebook:
    """The file as it is now, carried away and opened somewhere else."""
    assert notebook.path is not None
    folder.mkdir()
    shutil.copy(notebook.path, folder / NOTEBOOK_FILE)
    return open_notebook(folder)


def keys_of_a_thief(copy: Notebook, thief: Principal) -> set[bytes]:
    """Every key that somebody signed in to the copy comes to: their own drawers' and those that others opened."""
    read_own_responses(copy, thief), read_own_events(copy, thief), open_draft(copy, thief, "body", None)
    read_partner_responses(copy, thief)
    with copy.read_as(thief) as reader:
        for row in read_drawers(reader):
            open_drawer(reader, row)
    return set(thief.drawer_keys.values())


def opened_with(notebook: Notebook, keys: set[bytes]) -> list[str]:
    """The kinds of everything in the file as it is now that one of these keys opens."""
    kinds = []
    with notebook.engine.connect() as connection:
        for table, rows, bind_row in SEALED:
            for row in connection.execute(rows).all():
                for key in keys:
                    with suppress(SealBroken):
                        open_body(row.body, key, bind_row(row._mapping))
                        kinds.append(getattr(row, "kind", table.name))
    return kinds


def number_of(notebook: Notebook, who: Principal) -> str:
    """The secret with which the person's marks are published."""
    with notebook.read_as(who) as reader:
        return str(read_sealed_list(reader, MARKS_LIST)[THINGS.name]["number"])


def test_after_new_keys_everything_stays_readable_and_the_old_passphrase_and_code_open_nothing(
    real: Notebook, started: SignInOutcome
) -> None:
    outcome = change_keys(real, started.principal, PASSPHRASE, NEW, NOW)
    assert outcome is not None and outcome.recovery_code and not outcome.recovery_confirmed
    assert outcome.recovery_code != started.recovery_code
    assert sign_in(real, "Meera", PASSPHRASE) is None
    assert recover(real, "Meera", started.recovery_code or "", PASSPHRASE, NOW) is None
    again = sign_in(real, "Meera", NEW)
    assert again is not None and again.principal.keys == outcome.principal.keys != started.principal.keys
    assert notes(real, again.principal) == ["before"]
    assert open_draft(real, again.principal, "body", None).answers == {"hope": "begun"}
    assert [saved.event.kind for saved in read_own_events(real, again.principal)] == [EventKind.SURGERY]
    assert recover(real, "Meera", outcome.recovery_code, PASSPHRASE, NOW) is not None


def test_a_device_signed_in_with_the_old_keys_reads_nothing_any_more(real: Notebook, meera: Principal) -> None:
    renew(real, meera)
    for act in (lambda: notes(real, meera), lambda: save_new_response(real, meera, make_body_response("in her name"))):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("way", ["passphrase", "recovery code"])
def test_an_old_copy_of_the_file_opens_nothing_that_is_written_afterwards(
    real: Notebook, started: SignInOutcome, ravi: Principal, tmp_path: Path, way: str
) -> None:
    copy = copy_of(real, tmp_path / "thief")
    if way == "passphrase":
        thief = sign_in(copy, "Meera", PASSPHRASE)
    else:
        thief = recover(copy, "Meera", started.recovery_code or "", PASSPHRASE, NOW)
    assert thief is not None
    stolen = keys_of_a_thief(copy, thief.principal)
    assert "event" in opened_with(real, stolen)  # so far the copy opens the file itself as well
    meera = renew(real, started.principal)
    save_new_response(real, meera, make_body_response("after"), LATER)
    save_draft(real, meera, replace(open_draft(real, meera, "body", None), answers={"hope": "more"}), LATER)
    change_event(real, meera, replace(SURGERY, begin=NOW.date() - timedelta(days=1)), EVENT, LATER)
    save_new_response(real, ravi, make_body_response("Ravi after"), LATER)
    assert opened_with(real, stolen) == []
    for row in read_past_the_notebook(real, "SELECT * FROM people WHERE nickname = 'Meera'"):
        assert thief.principal.keys.public != row["public_key"]
    assert (notes(real, meera), notes(real, ravi)) == (["before", "after"], ["Ravi before", "Ravi after"])
    copy.close()


def test_a_change_of_the_passphrase_alone_leaves_an_old_copy_its_keys(
    real: Notebook, meera: Principal, tmp_path: Path
) -> None:
    """What the page says of it, and why there is another one."""
    copy = copy_of(real, tmp_path / "thief")
    thief = sign_in(copy, "Meera", PASSPHRASE)
    assert thief is not None
    stolen = keys_of_a_thief(copy, thief.principal)
    assert change_passphrase(real, meera, PASSPHRASE, NEW)
    save_new_response(real, meera, make_body_response("after"), LATER)
    assert "note" in opened_with(real, stolen)
    copy.close()


def test_what_the_partner_may_read_stays_and_nothing_is_sealed_to_keys_that_nobody_compared(
    real: Notebook, meera: Principal, ravi: Principal
) -> None:
    before = read_couple_words(real, ravi)
    fresh = renew(real, meera)
    assert notes_of_partner(real, ravi) == ["before"]
    save_new_response(real, fresh, make_body_response("after"), LATER)
    assert "after" in notes_of_partner(real, ravi)
    words = read_couple_words(real, ravi)
    assert words == read_couple_words(real, fresh) != before
    assert read_couple_members(real, ravi).partner_has_new_keys
    assert not read_couple_members(real, fresh).partner_has_new_keys
    assert notes_of_partner(real, fresh) == []
    save_new_response(real, ravi, make_body_response("Ravi after"), LATER)
    assert notes_of_partner(real, fresh) == []
    for act in (
        lambda: share_part(real, ravi, Part.CLOSENESS, Audience.PARTNER),
        lambda: save_marks(real, ravi, THINGS, {"hands": "yes"}, LATER),
        lambda: post_message(real, ravi, PartnerMessage(uuid4(), "topic", "hormones", NOW.date()), LATER),
    ):
        with pytest.raises(NotSaved, match="Meera has new keys"):
            act()
    with pytest.raises(PartnerKeysChanged):
        confirm_partner_keys(real, ravi, before, LATER)
    confirm_partner_keys(real, ravi, words, LATER)
    assert not read_couple_members(real, ravi).partner_has_new_keys
    assert "Ravi after" in notes_of_partner(real, fresh)
    save_new_response(real, ravi, make_check_in(ease="some", note="Ravi last"), LATER)
    assert "Ravi last" in notes_of_partner(real, fresh)


def test_the_partner_can_still_close_to_somebody_whose_new_keys_they_have_not_compared(
    real: Notebook, meera: Principal, ravi: Principal
) -> None:
    fresh = renew(real, meera)
    share_part(real, ravi, Part.NOTES, Audience.ME)
    confirm_partner_keys(real, ravi, read_couple_words(real, ravi), LATER)
    assert [saved.note for saved in read_partner_responses(real, fresh)] == [None]


def test_both_people_can_change_their_keys_twice_before_the_keys_are_compared(
    real: Notebook, meera: Principal, ravi: Principal
) -> None:
    once = renew(real, meera)
    outcome = change_keys(real, once, NEW, PASSPHRASE, LATER)
    his = change_keys(real, ravi, "plum-harbour-arch-tide-oak", NEW, LATER)
    assert outcome is not None and his is not None
    hers, ravi = outcome.principal, his.principal
    words = read_couple_words(real, hers)
    assert words == read_couple_words(real, ravi)
    assert notes_of_partner(real, hers) == notes_of_partner(real, ravi) == []
    for who in (hers, ravi):
        confirm_partner_keys(real, who, words, LATER)
    assert (notes_of_partner(real, hers), notes_of_partner(real, ravi)) == (["Ravi before"], ["before"])


def test_a_partner_who_changed_keys_right_after_joining_is_known_by_the_first_keys(
    real: Notebook, meera: Principal
) -> None:
    code = create_invitation(real, meera, NOW)
    joined = join_couple(real, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    ravi = renew(real, joined)
    assert read_couple_members(real, meera).partner_has_new_keys
    confirm_partner_keys(real, meera, read_couple_words(real, ravi), NOW)
    assert not read_couple_members(real, meera).partner_has_new_keys


def test_wishes_that_both_said_yes_to_are_still_matched_after_new_keys(
    real: Notebook, meera: Principal, ravi: Principal
) -> None:
    for who in (meera, ravi, meera):
        save_marks(real, who, THINGS, {"hands": "yes", "back": "yes"}, NOW)
    before = number_of(real, meera)
    fresh = renew(real, meera)
    assert number_of(real, fresh) != before
    assert read_agreements(real, fresh, THINGS, NOW).marks == {"hands": "yes", "back": "yes"}
    assert read_agreements(real, ravi, THINGS, NOW).agreed == ()
    confirm_partner_keys(real, ravi, read_couple_words(real, ravi), NOW)
    for who in (ravi, fresh, ravi):
        both = read_agreements(real, who, THINGS, NOW).agreed
    assert both == ("hands", "back")


def test_after_new_keys_messages_are_posted_and_an_open_invitation_has_ended(real: Notebook, meera: Principal) -> None:
    code = create_invitation(real, meera, NOW)
    fresh = renew(real, meera)
    with pytest.raises(InvitationRefused):
        read_inviting_couple(real, code, NOW)
    again = create_invitation(real, fresh, NOW)
    ravi = join_couple(real, again, make_new_person("Ravi", Role.PARTNER), PASSPHRASE, NOW).principal
    post_message(real, fresh, PartnerMessage(uuid4(), "topic", "hormones", NOW.date()), NOW)
    assert len(read_partner_messages(real, ravi)) == 1


@pytest.fixture
def rao(real: Notebook, meera: Principal) -> Therapist:
    rao = make_therapist_with_passphrase(real)
    connect_therapist(real, meera, rao)
    grant_parts(real, meera, Part.CLOSENESS, Part.NOTES)
    save_new_response(real, meera, make_check_in(talk="some", note="for Dr Rao"))
    return rao


def test_a_therapist_reads_on_and_learns_of_the_new_keys(real: Notebook, meera: Principal, rao: Therapist) -> None:
    read_caseload(real, rao, NOW, WEEKS)
    fresh = renew(real, meera)
    save_new_response(real, fresh, make_check_in(talk="much", note="after"), LATER)
    [case] = read_caseload(real, rao, LATER, WEEKS)
    assert case.people[0].weekly.scores
    [page] = read_couple_record(real, rao, meera.couple, LATER).people
    assert page.who.new_keys and page.responses[-1].note == "after"


def test_a_therapist_gets_no_notice_of_keys_that_are_the_same(real: Notebook, meera: Principal, rao: Therapist) -> None:
    assert not read_couple_record(real, rao, meera.couple, NOW).people[0].who.new_keys


def test_keys_that_the_earlier_ones_did_not_sign_are_refused_by_name(
    real: Notebook, meera: Principal, ravi: Principal, rao: Therapist
) -> None:
    """An attacker with keys of their own, who writes a succession as well as can be."""
    read_couple_record(real, rao, meera.couple, NOW)
    attacker = new_key_pair()
    forged = add_successor(None, replace(meera.keys, private=attacker.private), attacker, meera.id.hex)
    signed_by_attacker = json.loads(forged)
    signed_by_attacker[0]["signing"] = signing_public(meera.keys).hex()
    for succession in (forged, json.dumps(signed_by_attacker), "[]", "[", None, '[{"public": "x"}]'):
        write_past_the_notebook(
            real,
            "UPDATE people SET public_key = :public, signing_key = :signing, succession = :text WHERE person_id = :who",
            public=attacker.public,
            signing=signing_public(attacker),
            text=succession,
            who=meera.id.hex,
        )
        with expect_refusal("partner-keys"):
            read_couple_members(real, ravi)
        with expect_refusal("client-keys"):
            read_couple_record(real, rao, meera.couple, NOW)


def test_taking_new_keys_needs_the_right_passphrase_and_another_new_one(real: Notebook, meera: Principal) -> None:
    assert change_keys(real, meera, "not-the-passphrase", NEW, NOW) is None
    for new in (PASSPHRASE, "short"):
        with pytest.raises(NotSaved):
            change_keys(real, meera, PASSPHRASE, new, NOW)
    assert is_passphrase(real, meera.id, "Meera", PASSPHRASE) and notes(real, meera) == ["before"]


def test_an_entry_damaged_before_new_keys_stays_named_as_damaged_and_hides_no_other(
    real: Notebook, meera: Principal
) -> None:
    save_new_response(real, meera, make_body_response("second"))
    write_past_the_notebook(real, "UPDATE entries SET body = zeroblob(length(body)) WHERE kind = 'event'")
    fresh = renew(real, meera)
    assert notes(real, fresh) == ["before", "second"]
    with pytest.raises(EntryBroken):
        read_own_events(real, fresh)


def test_an_entry_forged_with_a_drawers_key_is_not_vouched_for_by_new_keys(real: Notebook, meera: Principal) -> None:
    write_past_the_notebook(real, "UPDATE entries SET mac = zeroblob(32) WHERE kind = 'event'")
    with expect_refusal("entries"):
        renew(real, meera)


def test_when_taking_new_keys_fails_in_the_middle_nothing_has_changed(real: Notebook, meera: Principal) -> None:
    """At whichever of its writes: the slots, each drawer, what is given back, the lists published anew, the ledger."""

    def rows() -> dict[str, list[tuple[object, ...]]]:
        tables = ("people", "slots", "drawer_keys", "entries", "drafts", "ledgers")
        return {
            table: [tuple(row) for row in read_past_the_notebook(real, f"SELECT * FROM {table}")] for table in tables
        }

    def fail() -> None:
        raise RuntimeError

    before, made = rows(), None
    for failed in itertools.count():
        with before_write(real, failed, fail), suppress(RuntimeError):
            made = change_keys(real, meera, PASSPHRASE, NEW, NOW)
        if made is not None:
            break
        assert rows() == before
        assert notes(real, meera) == ["before"] and sign_in(real, "Meera", PASSPHRASE) is not None
    assert failed > 10
    assert sign_in(real, "Meera", NEW) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="needs a second process that starts where this one is")
def test_a_server_killed_while_keys_change_leaves_everything_as_before(real: Notebook, meera: Principal) -> None:
    real.engine.dispose()
    child = os.fork()
    if child == 0:
        with before_write(real, 5, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            change_keys(real, meera, PASSPHRASE, NEW, NOW)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    again = sign_in(real, "Meera", PASSPHRASE)
    assert again is not None and notes(real, again.principal) == ["before"]
    assert sign_in(real, "Meera", NEW) is None
