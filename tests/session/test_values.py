"""What a run reads of the notebook once, and what it reads anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from nearer.caseload.couple import Couple, read_couple
from nearer.custom_questionnaires.versions import save_custom_questionnaire
from nearer.database.row_errors import EntryBroken
from nearer.database.write_watch import CompareAlways
from nearer.domain.roles_and_audiences import Audience, Part, Role
from nearer.language.error_catalogue.notebook_errors import NotebookText
from nearer.language.sentences import speaking
from nearer.personal_records.erasure import erase_me
from nearer.privacy.principal import Principal
from nearer.session.values import MAX_LOADED_VALUES, PersonSession
from nearer.shipped import shipped_catalogue
from nearer.storage.couple.form_drafts import Draft, open_draft, save_draft
from nearer.storage.couple.invitations import create_invitation
from nearer.storage.couple.people import join_couple, start_couple
from nearer.storage.couple.responses import read_own_responses, read_partner_responses
from nearer.storage.couple.sharing import set_audiences
from nearer.storage.notebook import Notebook, open_demo_notebook, open_notebook
from nearer.storage.therapist.couple_status import change_couple_status
from tests.caseload.clinic import connected_clinic
from tests.language.translated import polish_in
from tests.shared_parts import make_audience_changes
from tests.storage.clinic import connect_therapist, grant_parts, make_therapist, offer_custom_questionnaire
from tests.storage.making import (
    CUSTOM_FILE,
    NOW,
    PASSPHRASE,
    WEEK,
    make_check_in,
    make_couple,
    make_demo_file,
    make_new_person,
    make_person,
    save_new_response,
)


@pytest.fixture
def sessions() -> tuple[PersonSession, PersonSession]:
    notebook = open_demo_notebook()
    meera, ravi = make_couple(notebook)
    return _session(notebook, meera), _session(notebook, ravi)


def _session(notebook: Notebook, principal: Principal) -> PersonSession:
    return PersonSession(notebook, principal, shipped_catalogue(), NOW)


def counting(read: Callable[..., object]) -> tuple[Callable[..., object], list[tuple[object, ...]]]:
    """The same reading function, and a list of what it was asked about each time."""
    calls: list[tuple[object, ...]] = []

    def counted(notebook: Notebook, principal: Principal, *about: object) -> object:
        calls.append(about)
        return read(notebook, principal, *about)

    return counted, calls


def test_the_notebook_is_read_once_for_the_same_thing_while_a_screen_is_drawn(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, _ravi = sessions
    save_new_response(meera.notebook, meera.principal, make_check_in(touch="some"))
    read, calls = counting(read_own_responses)
    first = meera.read_once(read, "closeness-weekly")
    assert meera.read_once(read, "closeness-weekly") is first and calls == [("closeness-weekly",)]
    assert meera.read_once(read) is not first and calls == [("closeness-weekly",), ()]


def test_what_a_person_writes_is_read_at_once_on_the_same_screen(sessions: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = sessions
    assert meera.read_once(read_own_responses) == ()
    save_new_response(meera.notebook, meera.principal, make_check_in(touch="some"))
    assert len(meera.read_once(read_own_responses)) == 1


def test_a_draft_that_is_saved_is_read_at_once(sessions: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = sessions
    assert meera.read_once(open_draft, "body", None).version == 0
    save_draft(meera.notebook, meera.principal, Draft("body", None, {"pain": "some"}), NOW)
    assert meera.read_once(open_draft, "body", None).answers == {"pain": "some"}


def test_the_next_drawing_of_a_screen_reads_what_the_partner_wrote(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    set_audiences(ravi.notebook, ravi.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    assert meera.read_once(read_partner_responses) == ()
    save_new_response(ravi.notebook, ravi.principal, make_check_in(touch="some"), NOW + timedelta(minutes=1))
    assert len(_session(meera.notebook, meera.principal).read_once(read_partner_responses)) == 1


def test_an_entry_that_cannot_be_read_is_tried_again(sessions: tuple[PersonSession, PersonSession]) -> None:
    meera, _ravi = sessions
    tries = iter((EntryBroken(NotebookText.VALUE_DAMAGED), WEEK))

    def read(_notebook: Notebook, _principal: Principal) -> object:
        outcome = next(tries)
        if isinstance(outcome, EntryBroken):
            raise outcome
        return outcome

    with pytest.raises(EntryBroken):
        meera.read_once(read)
    assert meera.read_once(read) == WEEK


class Loading:
    """Something that is made of what was read; `times` counts how often, over all runs of one person."""

    def __init__(self) -> None:
        self.times = 0

    def again(self, session: PersonSession) -> int:
        """In another run of theirs, which has what the runs before loaded."""
        return replace(session).load_once("something", self._load)

    def _load(self) -> int:
        self.times += 1
        return self.times


def test_what_was_loaded_stays_loaded_for_later_drawings_while_nobody_changes_it(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    loading = Loading()
    assert [loading.again(meera) for _ in range(3)] == [1, 1, 1]
    assert loading.again(ravi) == 2, "each person has their own"
    read, calls = counting(read_own_responses)
    runs = [replace(meera).read_unchanged(read, "closeness-weekly") for _ in range(3)]
    assert runs[0] is runs[2] and calls == [("closeness-weekly",)]


def by_herself(meera: PersonSession, _ravi: PersonSession) -> PersonSession:
    save_new_response(meera.notebook, meera.principal, make_check_in(touch="some"))
    return meera


def by_herself_elsewhere(meera: PersonSession, _ravi: PersonSession) -> PersonSession:
    save_new_response(meera.notebook, replace(meera.principal, seen_versions={}), make_check_in(touch="some"))
    return meera


def by_the_partner(meera: PersonSession, ravi: PersonSession) -> PersonSession:
    save_new_response(ravi.notebook, ravi.principal, make_check_in(touch="some"))
    return meera


def the_partner_lets_her_read(meera: PersonSession, ravi: PersonSession) -> PersonSession:
    set_audiences(ravi.notebook, ravi.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    return meera


def on_the_next_day(meera: PersonSession, _ravi: PersonSession) -> PersonSession:
    return replace(meera, now=NOW + timedelta(days=1))


@pytest.mark.parametrize(
    "change",
    [
        *(by_herself, by_herself_elsewhere, by_the_partner, the_partner_lets_her_read),
        on_the_next_day,
    ],
)
def test_what_was_loaded_is_made_anew_when_anything_it_comes_of_is_another(
    sessions: tuple[PersonSession, PersonSession], change: Callable[..., PersonSession]
) -> None:
    meera, ravi = sessions
    loading = Loading()
    loading.again(meera)
    after = change(meera, ravi)
    assert [loading.again(after) for _ in range(2)] == [2, 2]


def test_what_was_loaded_is_made_anew_in_another_language(
    sessions: tuple[PersonSession, PersonSession], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meera, _ravi = sessions
    loading = Loading()
    loading.again(meera)
    with polish_in(tmp_path, monkeypatch), speaking("pl"):
        assert [loading.again(meera) for _ in range(2)] == [2, 2]


def test_saving_a_draft_makes_nothing_anew_that_was_made_of_saved_answers(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, _ravi = sessions
    loading = Loading()
    loading.again(meera)
    save_draft(meera.notebook, meera.principal, Draft("body", None, {"pain": "some"}), NOW)
    assert loading.again(meera) == 2, "her first drawer was made with it"
    for version in (1, 2):
        draft = Draft("body", None, {"pain": "much"}, version=version)
        save_draft(meera.notebook, meera.principal, draft, NOW)
        assert loading.again(meera) == 2
    elsewhere = replace(meera.principal, seen_versions={}, drafts_saved={})
    save_draft(meera.notebook, elsewhere, Draft("body", None, {"pain": "none"}, version=3), NOW)
    assert loading.again(meera) == 3, "what was written there may be more"
    save_new_response(meera.notebook, meera.principal, make_check_in(touch="some"))
    assert loading.again(meera) == 4


def test_what_was_loaded_is_made_anew_when_a_therapist_offers_something_else(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, _ravi = sessions
    rao = make_therapist(meera.notebook)
    connect_therapist(meera.notebook, meera.principal, rao)
    loading = Loading()
    loading.again(meera)
    key = save_custom_questionnaire(meera.notebook, rao, CUSTOM_FILE, NOW)
    assert loading.again(meera) == 1
    offer_custom_questionnaire(meera.notebook, rao, key, NOW)
    assert [loading.again(meera) for _ in range(2)] == [2, 2]


def test_a_window_that_hears_later_of_an_earlier_save_hides_no_later_one(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    principal = replace(sessions[0].principal, seen_versions={}, drafts_saved={})
    principal.note_save(7)
    principal.note_save(6)
    principal.note_drafts_saved()
    assert (principal.seen_versions, principal.drafts_saved) == ({principal.id: 7}, {principal.id: 1})


def test_what_somebody_writes_while_it_is_loaded_is_read_the_next_time(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, _ravi = sessions

    def load() -> int:
        before = len(read_own_responses(meera.notebook, meera.principal))
        save_new_response(meera.notebook, meera.principal, make_check_in(touch="some"))
        return before

    assert replace(meera).load_once("weeks", load) == 0
    assert replace(meera).load_once("weeks", lambda: 1) == 1


def test_what_the_partner_takes_back_is_gone_at_the_next_drawing_of_a_screen(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, ravi = sessions
    set_audiences(ravi.notebook, ravi.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(ravi.notebook, ravi.principal, make_check_in(touch="some"))
    assert len(replace(meera).read_unchanged(read_partner_responses)) == 1
    set_audiences(ravi.notebook, ravi.principal, make_audience_changes(Part.CLOSENESS, audience=Audience.ME), NOW)
    assert replace(meera).read_unchanged(read_partner_responses) == ()


def test_what_was_loaded_of_a_partner_who_left_is_gone_at_the_next_drawing_of_a_screen(tmp_path: Path) -> None:
    notebook = open_notebook(tmp_path)
    meera = start_couple(notebook, make_new_person("Meera"), PASSPHRASE, NOW).principal
    code = create_invitation(notebook, meera, NOW)
    ravi = join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), PASSPHRASE + "-his", NOW).principal
    hers = _session(notebook, meera)
    set_audiences(notebook, ravi, make_audience_changes(Part.CLOSENESS, audience=Audience.PARTNER), NOW)
    save_new_response(notebook, ravi, make_check_in(touch="some"))
    assert len(replace(hers).read_unchanged(read_partner_responses)) == 1
    assert erase_me(notebook, ravi, PASSPHRASE + "-his", NOW)
    assert replace(hers).read_unchanged(read_partner_responses) == ()
    notebook.close()


def written_by_a_therapist(session: PersonSession) -> None:
    make_therapist(session.notebook)


def written_past_nearer(session: PersonSession) -> None:
    assert session.notebook.path is not None
    with closing(sqlite3.connect(session.notebook.path)) as raw, raw:
        raw.execute("UPDATE therapists SET name = name || '.'")


def written_by_herself(session: PersonSession) -> None:
    save_draft(session.notebook, session.principal, Draft("body", None, {"pain": "some"}), NOW)


@pytest.mark.parametrize("write", [written_by_a_therapist, written_past_nearer, written_by_herself])
def test_what_a_therapist_writes_is_read_anew_once_anybody_wrote_anything(
    tmp_path: Path, write: Callable[[PersonSession], None]
) -> None:
    notebook = make_demo_file(tmp_path)
    session = _session(notebook, make_couple(notebook)[0])
    make_therapist(notebook, "Dr Iyer")
    times = count()

    def again(at: datetime = NOW) -> int:
        return replace(session, now=at).load_until_written("something", lambda: next(times))

    assert [again() for _ in range(3)] == [0, 0, 0]
    read_own_responses(notebook, session.principal)
    assert again() == 0, "reading is no writing"
    write(session)
    assert [again() for _ in range(2)] == [1, 1]
    assert again(NOW + timedelta(minutes=1)) == 2, "an invitation ends by itself"
    notebook.close()


def test_with_a_database_that_does_not_count_changes_everything_is_read_each_time() -> None:
    watch, engine = CompareAlways(), open_demo_notebook().engine
    assert watch.last_commit(engine) != watch.last_commit(engine)


def test_who_is_in_the_couple_is_read_again_when_the_partner_has_come(tmp_path: Path) -> None:
    notebook = make_demo_file(tmp_path)
    hers = _session(notebook, make_person(notebook, "Meera"))
    assert [replace(hers).members.partner for _ in range(2)] == [None, None]
    code = create_invitation(notebook, hers.principal, NOW)
    join_couple(notebook, code, make_new_person("Ravi", Role.PARTNER), None, NOW)
    partner = replace(hers).members.partner
    assert partner is not None and partner.nickname == "Ravi"
    notebook.close()


def test_no_more_is_kept_in_memory_of_one_person_than_their_screens_need(
    sessions: tuple[PersonSession, PersonSession],
) -> None:
    meera, _ravi = sessions
    for number in range(1000):
        meera.load_once("a screen", lambda: "text", number)
    assert len(meera.sign_in_cache) <= MAX_LOADED_VALUES


def test_a_read_that_writes_nothing_does_not_hide_a_change_by_somebody_else() -> None:
    session, meera, _ravi = connected_clinic()
    grant_parts(session.notebook, meera)
    read, calls = counting(read_own_responses)

    def read_caseload() -> int:
        read(session.notebook, meera)
        return len(calls)

    def open_while_meera_writes() -> Couple:
        couple = read_couple(session, meera.couple)
        save_new_response(session.notebook, meera, make_check_in(touch="some"))
        return couple

    def has_logged(couple: Couple) -> bool:
        return couple.record.logged

    assert session.write_own(partial(read_couple, session, meera.couple), has_logged).record.logged
    assert session.read_once("caseload", None, read_caseload) == 1
    assert not session.write_own(open_while_meera_writes, has_logged).record.logged
    assert session.read_once("caseload", None, read_caseload) == 2, "the one change was Meera's"


def test_an_access_log_entry_of_ones_own_reading_does_not_make_the_screen_read_everything_anew() -> None:
    session, meera, _ravi = connected_clinic()
    times = iter(range(1, 9))

    def add_tag(tag: str) -> bool:
        return change_couple_status(
            session.notebook, session.therapist, meera.couple, lambda mark: replace(mark, tags=(tag,))
        )

    def add_tag_while_meera_writes() -> bool:
        save_new_response(session.notebook, meera, make_check_in(touch="some"))
        return add_tag("surgery")

    def read_caseload() -> int:
        return next(times)

    assert session.read_once("caseload", None, read_caseload) == 1
    assert session.write_own(partial(add_tag, "scan"), bool) and not session.write_own(partial(add_tag, "scan"), bool)
    assert session.read_once("caseload", None, read_caseload) == 1
    session.write_own(add_tag_while_meera_writes, bool)
    assert session.read_once("caseload", None, read_caseload) == 2
