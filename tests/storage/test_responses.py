"""A response is kept once, whole, and read back as it was given."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy.exc import DatabaseError

from nearer.database.row_errors import ChangedOutside, EntryBroken, NotSaved
from nearer.domain.responses import Response
from nearer.domain.weeks import Week
from nearer.privacy.principal import Principal
from nearer.storage.couple.form_drafts import Draft, save_draft
from nearer.storage.couple.people import Settings, save_settings
from nearer.storage.couple.response_saving import save_response
from nearer.storage.couple.responses import read_own_responses
from nearer.storage.notebook import Notebook
from tests.storage.making import (
    NOW,
    WEEK,
    find_draft,
    make_body_response,
    make_check_in,
    make_person,
    read_rows,
    save_new_response,
    save_weekly_check_ins,
    tamper,
)


def test_a_response_is_read_back_as_it_was_given(notebook: Notebook, meera: Principal) -> None:
    key = save_new_response(
        notebook, meera, make_check_in(touch="much", talk="na", ease={"state": "declined"}, note="  a walk, ❤\n")
    )
    [own_response] = read_own_responses(notebook, meera)
    assert (own_response.id, own_response.questionnaire, own_response.version, own_response.week) == (
        key,
        "closeness-weekly",
        "1.0",
        WEEK,
    )
    assert own_response.answers["touch"] == "much"
    assert own_response.answers["ease"] == {"state": "declined"}
    assert own_response.scores == {"closeness": Decimal(100)}
    assert own_response.note == "  a walk, ❤\n"
    assert own_response.saved == NOW


def test_a_skipped_item_stays_skipped_and_a_hidden_one_hidden(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(pain="some"))
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.answers == {"pain": "some", "sleep": None, "where": {"state": "not_shown"}, "hope": None}


def test_too_few_answers_keep_the_answers_and_no_score(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(note="tired"))
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.scores == {}
    assert own_response.note == "tired"


def test_a_response_sent_twice_is_saved_once(notebook: Notebook, meera: Principal) -> None:
    key = uuid4()
    for touch in ("some", "some", "much"):
        save_response(notebook, meera, make_check_in(touch=touch), key, NOW)
    [own_response] = read_own_responses(notebook, meera)
    assert own_response.answers["touch"] == "some"


def test_a_retry_after_the_week_ended_is_still_the_same_response(notebook: Notebook, meera: Principal) -> None:
    key = uuid4()
    save_response(notebook, meera, make_check_in(touch="some"), key, NOW)
    save_response(notebook, meera, make_check_in(touch="some"), key, NOW + timedelta(weeks=1))
    assert len(read_own_responses(notebook, meera)) == 1


def test_a_response_sent_again_for_another_questionnaire_is_refused_in_a_sentence(
    notebook: Notebook, meera: Principal
) -> None:
    key = save_new_response(notebook, meera, make_check_in(touch="some"))
    with pytest.raises(NotSaved):
        save_response(notebook, meera, make_body_response(pain="some"), key, NOW)
    assert len(read_own_responses(notebook, meera)) == 1


def test_two_people_can_send_a_response_under_the_same_id_and_both_are_saved(
    notebook: Notebook, meera: Principal, ravi: Principal
) -> None:
    key = uuid4()
    save_response(notebook, meera, make_check_in(touch="some"), key, NOW)
    save_response(notebook, ravi, make_check_in(touch="much"), key, NOW)
    assert [kept.answers["touch"] for kept in read_own_responses(notebook, ravi)] == ["much"]


def test_a_double_click_in_two_threads_gives_one_response(notebook: Notebook, meera: Principal) -> None:
    for _ in range(5):
        _at_once(4, lambda response, key: save_response(notebook, meera, response, key, NOW))
    assert len(read_own_responses(notebook, meera, "body")) == 5
    assert len(read_rows(notebook, "SELECT * FROM entries")) == 5 * 4


def test_responses_saved_at_the_same_moment_are_all_there(notebook: Notebook, meera: Principal) -> None:
    _at_once(12, lambda response, _key: save_response(notebook, meera, response, uuid4(), NOW))
    assert len(read_own_responses(notebook, meera, "body")) == 12


def test_of_a_week_answered_twice_the_last_counts_and_the_first_is_still_there(
    notebook: Notebook, meera: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="none"))
    save_new_response(notebook, meera, make_check_in(touch="much"))
    assert [kept.answers["touch"] for kept in read_own_responses(notebook, meera)] == ["much"]
    assert len(read_rows(notebook, "SELECT * FROM responses")) == 2


def test_responses_stay_in_the_order_of_saving_even_when_the_clock_goes_back(
    notebook: Notebook, meera: Principal
) -> None:
    save_new_response(notebook, meera, make_check_in(touch="none"), NOW)
    save_new_response(notebook, meera, make_check_in(touch="much"), NOW - timedelta(hours=2))
    assert [kept.answers["touch"] for kept in read_own_responses(notebook, meera)] == ["much"]


def test_questionnaires_without_a_week_are_all_there_oldest_first(notebook: Notebook, meera: Principal) -> None:
    for pain in ("none", "some", "much"):
        save_new_response(notebook, meera, make_body_response(pain=pain))
    assert [kept.answers["pain"] for kept in read_own_responses(notebook, meera, "body")] == ["none", "some", "much"]


def test_reading_one_questionnaire_gives_no_response_to_another(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_body_response(pain="none"))
    save_new_response(notebook, meera, make_check_in(touch="none"))
    assert [kept.questionnaire for kept in read_own_responses(notebook, meera, "body")] == ["body"]
    assert read_own_responses(notebook, meera, "unknown") == ()


@pytest.mark.parametrize("week", [WEEK.plus(-1), WEEK.plus(1), Week(2099, 1)])
def test_last_week_and_a_week_to_come_are_refused_and_nothing_is_kept(
    notebook: Notebook, meera: Principal, week: Week
) -> None:
    with pytest.raises(NotSaved, match="week"):
        save_new_response(notebook, meera, make_check_in(week, touch="much"))
    assert read_rows(notebook, "SELECT * FROM responses") == []


def test_one_instant_is_two_weeks_in_two_places(notebook: Notebook) -> None:
    sunday_evening = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    kolkata = make_person(notebook, "Asha", zone="Asia/Kolkata")
    new_york = make_person(notebook, "Grace", zone="America/New_York")
    save_new_response(notebook, kolkata, make_check_in(Week(2026, 48), touch="some"), sunday_evening)
    save_new_response(notebook, new_york, make_check_in(Week(2026, 47), touch="some"), sunday_evening)
    with pytest.raises(NotSaved):
        save_new_response(notebook, new_york, make_check_in(Week(2026, 48), touch="some"), sunday_evening)


def test_week_53_of_2026_takes_a_check_in_until_its_sunday_in_january(notebook: Notebook, meera: Principal) -> None:
    save_new_response(
        notebook, meera, make_check_in(Week(2026, 53), touch="some"), datetime(2027, 1, 3, 12, tzinfo=UTC)
    )
    save_new_response(notebook, meera, make_check_in(Week(2027, 1), touch="some"), datetime(2027, 1, 4, 12, tzinfo=UTC))
    assert [str(kept.week) for kept in read_own_responses(notebook, meera)] == ["2026-W53", "2027-W01"]


def test_a_changed_time_zone_decides_the_week_of_the_next_response_at_once(
    notebook: Notebook, meera: Principal
) -> None:
    save_settings(notebook, meera, Settings("America/New_York", 5, "en"))
    save_new_response(
        notebook, meera, make_check_in(Week(2026, 47), touch="some"), datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    )
    assert len(read_own_responses(notebook, meera)) == 1


def test_saving_a_response_deletes_its_draft_and_no_other(notebook: Notebook, meera: Principal) -> None:
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "some"}), NOW)
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK.plus(-1), {"touch": "some"}), NOW)
    save_new_response(notebook, meera, make_check_in(touch="some"))
    assert find_draft(notebook, meera, "closeness-weekly", WEEK) is None
    assert find_draft(notebook, meera, "closeness-weekly", WEEK.plus(-1)) is not None


def test_a_note_is_kept_up_to_2000_characters_and_not_cut(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(note="अ" * 2000))
    with pytest.raises(NotSaved, match="2,000"):
        save_new_response(notebook, meera, make_check_in(note="a" * 2001))
    assert [kept.note for kept in read_own_responses(notebook, meera)] == ["अ" * 2000]


@pytest.mark.parametrize(
    "note", ["'; DROP TABLE entries; --", '=HYPERLINK("x")', "a\x00b", "\ud800", "e" + "\u0301" * 200]
)
def test_a_note_is_kept_as_it_was_typed(notebook: Notebook, meera: Principal, note: str) -> None:
    save_new_response(notebook, meera, make_check_in(note=note))
    assert [kept.note for kept in read_own_responses(notebook, meera)] == [note]


@pytest.mark.parametrize("kind", ["record", "answers", "scores", "note"])
def test_a_fault_while_a_response_is_saved_saves_nothing_and_leaves_the_draft(
    notebook: Notebook, meera: Principal, kind: str
) -> None:
    save_draft(notebook, meera, Draft("closeness-weekly", WEEK, {"touch": "some"}), NOW)
    tamper(
        notebook,
        "CREATE TEMP TRIGGER fault BEFORE INSERT ON entries WHEN NEW.kind = '" + kind + "' "
        "BEGIN SELECT RAISE(ABORT, 'fault'); END",
    )
    with pytest.raises(DatabaseError) as fault:
        save_new_response(notebook, meera, make_check_in(touch="much", note="a secret"))
    assert "secret" not in str(fault.value)
    assert read_own_responses(notebook, meera) == ()
    assert read_rows(notebook, "SELECT * FROM entries") == []
    assert find_draft(notebook, meera, "closeness-weekly", WEEK) is not None


def test_a_damaged_entry_of_a_response_is_named_in_a_sentence(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some", note="a secret"))
    [entry] = read_rows(notebook, "SELECT * FROM entries WHERE kind = 'note'")
    damaged = bytearray(entry["body"])
    damaged[100] ^= 1
    tamper(notebook, "UPDATE entries SET body = :body WHERE kind = 'note'", body=bytes(damaged))
    with pytest.raises(EntryBroken, match="the note in closeness-weekly of 2026-W48") as broken:
        read_own_responses(notebook, meera)
    assert "secret" not in str(broken.value)


def test_a_response_whose_record_was_taken_away_is_named(notebook: Notebook, meera: Principal) -> None:
    save_new_response(notebook, meera, make_check_in(touch="some"))
    tamper(notebook, "DELETE FROM entries WHERE kind = 'record'")
    with pytest.raises(ChangedOutside, match="changed or removed"):
        read_own_responses(notebook, meera)


def test_a_year_of_responses_is_read_in_the_order_of_its_weeks(notebook: Notebook, meera: Principal) -> None:
    save_weekly_check_ins(notebook, meera, 52)
    weeks = [kept.week for kept in read_own_responses(notebook, meera)]
    assert weeks == [WEEK.plus(-ago) for ago in range(51, -1, -1)]


def _at_once(threads: int, act: object) -> None:
    key, gate, faults = uuid4(), threading.Barrier(threads), []
    response: Response = make_body_response(pain="some")

    def run() -> None:
        gate.wait()
        try:
            act(response, key)  # type: ignore[operator]
        except Exception as fault:
            faults.append(fault)

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert faults == []
