"""Events are sealed, shared like the rest, changed without a trick, and gone when they are deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from nearer.database.row_errors import EntryBroken, NotFound
from nearer.domain.events import Event, EventKind
from nearer.domain.roles_and_audiences import Audience, Part
from nearer.language.error_catalogue.notebook_errors import EntryName
from nearer.language.pseudo import pseudo
from nearer.language.sentences import speaking
from nearer.privacy.principal import Principal
from nearer.sealed import entries
from nearer.storage.couple.events import (
    DeletedEvent,
    change_event,
    delete_event,
    read_own_events,
    read_partner_events,
    restore_event,
    save_event,
)
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook
from tests.language.translated import polish_in
from tests.shared_parts import make_audience_changes
from tests.storage.making import NOW, make_couple, make_person, read_rows, tamper

SURGERY = Event(EventKind.SURGERY, "", date(2026, 9, 7))
WALK = Event(EventKind.OTHER, "Our long walk", date(2026, 8, 1), date(2026, 8, 3))
LATER = NOW + timedelta(days=30)


def save_new_event(notebook: Notebook, principal: Principal, event: Event = SURGERY) -> UUID:
    key = uuid4()
    save_event(notebook, principal, event, key, NOW)
    return key


def shares_events(notebook: Notebook, principal: Principal, earlier: bool = False) -> None:
    set_audiences(
        notebook, principal, make_audience_changes(Part.EVENTS, audience=Audience.PARTNER, earlier=earlier), NOW
    )


def keeps_events_private(notebook: Notebook, principal: Principal) -> None:
    set_audiences(notebook, principal, make_audience_changes(Part.EVENTS, audience=Audience.ME), NOW)


def test_events_come_back_by_their_first_day_with_the_moment_they_were_entered(
    notebook: Notebook, meera: Principal
) -> None:
    save_new_event(notebook, meera)
    save_new_event(notebook, meera, WALK)
    assert [one.event for one in read_own_events(notebook, meera)] == [
        replace(one, entered=NOW) for one in (WALK, SURGERY)
    ]


def test_an_event_saved_again_under_the_same_key_changes_nothing(notebook: Notebook, meera: Principal) -> None:
    key = save_new_event(notebook, meera)
    save_event(notebook, meera, WALK, key, LATER)
    assert [one.event for one in read_own_events(notebook, meera)] == [replace(SURGERY, entered=NOW)]


def test_the_words_of_an_event_can_be_changed_and_the_moment_of_entering_stays(
    notebook: Notebook, meera: Principal
) -> None:
    key = save_new_event(notebook, meera)
    change_event(notebook, meera, replace(SURGERY, title="the second one", end=date(2026, 9, 8)), key, LATER)
    [own_event] = read_own_events(notebook, meera)
    assert (own_event.event.title, own_event.event.end, own_event.event.entered) == (
        "the second one",
        date(2026, 9, 8),
        NOW,
    )


@pytest.mark.parametrize("moved", [replace(SURGERY, begin=date(2026, 9, 1)), replace(SURGERY, kind=EventKind.SEEDS)])
def test_an_event_moved_to_another_day_counts_as_entered_when_it_was_moved(
    notebook: Notebook, meera: Principal, moved: Event
) -> None:
    key = save_new_event(notebook, meera)
    change_event(notebook, meera, moved, key, LATER)
    assert read_own_events(notebook, meera)[0].event.entered == LATER


def test_deleting_an_event_removes_it_and_deleting_it_twice_is_no_error(notebook: Notebook, meera: Principal) -> None:
    key = save_new_event(notebook, meera)
    delete_event(notebook, meera, key)
    delete_event(notebook, meera, key)
    assert read_own_events(notebook, meera) == ()
    assert read_rows(notebook, "SELECT * FROM entries") == []


def test_a_deleted_event_leaves_not_even_its_sealed_body(file_notebook: Notebook) -> None:
    meera, _ravi = make_couple(file_notebook)
    path: Path | None = file_notebook.path
    assert path is not None
    key = save_new_event(file_notebook, meera)
    [entry] = read_rows(file_notebook, "SELECT body FROM entries")
    piece = entry["body"][2000:2100]
    assert piece in path.read_bytes()
    delete_event(file_notebook, meera, key)
    assert piece not in path.read_bytes()


def test_an_event_cannot_be_read_in_the_file(file_notebook: Notebook) -> None:
    meera, _ravi = make_couple(file_notebook)
    save_new_event(file_notebook, meera, replace(WALK, title="mulberry-lighthouse-77"))
    assert file_notebook.path is not None
    assert b"mulberry-lighthouse-77" not in file_notebook.path.read_bytes()


def test_a_partner_sees_no_event_until_they_are_shared(notebook: Notebook, meera: Principal, ravi: Principal) -> None:
    save_new_event(notebook, meera)
    assert read_partner_events(notebook, ravi) == ()
    shares_events(notebook, meera, earlier=True)
    assert read_partner_events(notebook, ravi) == (SURGERY,)
    keeps_events_private(notebook, meera)
    assert read_partner_events(notebook, ravi) == ()


def test_an_event_that_both_share_is_listed_for_the_person_who_wrote_it(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    for principal, event in ((meera, SURGERY), (ravi, WALK)):
        shares_events(notebook, principal)
        save_new_event(notebook, principal, event)
    for principal, own, partners in ((meera, SURGERY, WALK), (ravi, WALK, SURGERY)):
        assert [saved.event for saved in read_own_events(notebook, principal)] == [replace(own, entered=NOW)]
        assert read_partner_events(notebook, principal) == (partners,)


def test_sharing_events_from_now_on_leaves_earlier_ones_private(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    key = save_new_event(notebook, meera)
    shares_events(notebook, meera)
    save_new_event(notebook, meera, WALK)
    assert read_partner_events(notebook, ravi) == (WALK,)
    change_event(notebook, meera, replace(SURGERY, title="still mine"), key, LATER)
    assert read_partner_events(notebook, ravi) == (WALK,)


def test_a_change_after_closing_lies_under_a_key_the_partner_never_had(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    shares_events(notebook, meera)
    key = save_new_event(notebook, meera)
    before = read_rows(notebook, "SELECT drawer_id FROM entries")
    keeps_events_private(notebook, meera)
    change_event(notebook, meera, replace(SURGERY, title="mine"), key, LATER)
    assert read_rows(notebook, "SELECT drawer_id FROM entries") != before
    assert read_partner_events(notebook, ravi) == ()


def test_a_partner_can_neither_change_nor_delete_an_event(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    shares_events(notebook, meera)
    key = save_new_event(notebook, meera)
    with pytest.raises(NotFound):
        change_event(notebook, ravi, WALK, key, LATER)
    delete_event(notebook, ravi, key)
    assert [one.event.kind for one in read_own_events(notebook, meera)] == [EventKind.SURGERY]


def test_another_couple_finds_no_event_of_this_one(notebook: Notebook, meera: Principal) -> None:
    key = save_new_event(notebook, meera)
    asha = make_person(notebook, "Asha")
    with pytest.raises(NotFound):
        change_event(notebook, asha, WALK, key, LATER)
    assert read_own_events(notebook, asha) == ()


def test_every_kind_of_entry_has_a_name_for_error_sentences_and_no_name_is_unused() -> None:
    names = [*entries._NAMES.values(), *entries._WHERE.values(), EntryName.OWN_LIST]
    assert sorted(one.name for one in names) == sorted(one.name for one in EntryName)


@pytest.mark.only_sqlite
def test_a_damaged_event_is_named_in_the_language_of_its_reader_and_not_guessed(
    notebook: Notebook, meera: Principal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_new_event(notebook, meera)
    tamper(notebook, "UPDATE entries SET kind = 'event', body = zeroblob(5000)")
    with pytest.raises(EntryBroken, match="the event in the list of events") as broken:
        read_own_events(notebook, meera)
    with polish_in(tmp_path / "locales", monkeypatch), speaking("en-XA"):
        assert pseudo("the event in the list of events") in str(broken.value)


def deleted(notebook: Notebook, principal: Principal, key: UUID) -> DeletedEvent:
    gone = delete_event(notebook, principal, key)
    assert gone is not None
    return gone


def test_a_deleted_event_put_back_is_as_it_was_with_the_moment_it_was_entered(
    notebook: Notebook, meera: Principal
) -> None:
    key = save_new_event(notebook, meera, WALK)
    before = read_own_events(notebook, meera)
    gone = deleted(notebook, meera, key)
    restore_event(notebook, meera, gone, LATER)
    restore_event(notebook, meera, gone, LATER)
    assert read_own_events(notebook, meera) == before


def test_a_private_event_put_back_stays_private_though_events_are_shared_by_now(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    key = save_new_event(notebook, meera)
    shares_events(notebook, meera)
    restore_event(notebook, meera, deleted(notebook, meera, key), LATER)
    assert read_partner_events(notebook, ravi) == ()


def test_an_event_put_back_after_closing_lies_under_a_key_the_partner_never_had(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    shares_events(notebook, meera)
    gone = deleted(notebook, meera, save_new_event(notebook, meera))
    keeps_events_private(notebook, meera)
    restore_event(notebook, meera, gone, LATER)
    assert read_partner_events(notebook, ravi) == ()
    [entry] = read_rows(notebook, "SELECT drawer_id FROM entries")
    assert entry["drawer_id"] != gone.drawer.hex


def test_an_event_the_partner_deleted_cannot_be_put_into_ones_own_list(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    gone = deleted(notebook, meera, save_new_event(notebook, meera))
    with pytest.raises(NotFound):
        restore_event(notebook, ravi, gone, LATER)
    assert read_own_events(notebook, meera) == read_own_events(notebook, ravi) == ()
